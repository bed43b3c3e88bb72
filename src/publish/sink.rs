//! Writes blocks of a graph one after another, whatever the format.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use oxigraph::io::RdfSerializer;
use oxigraph::model::{NamedNode, Quad};

use crate::publish::Format;
use crate::publish::dump::Options;
use crate::publish::order;
use crate::publish::prefix::Prefixes;
use crate::publish::turtle::Writer;

/// Where the blocks of a dump go.
pub(super) enum Sink {
    Turtle(Writer, bool),
    Lines(bool),
    Other(Box<Pending>),
}

/// RDF/XML and JSON-LD need an opening and an end, so their writer lives as long as the dump.
pub(super) struct Pending {
    serializer: oxigraph::io::WriterQuadSerializer<Shared>,
    /// What the serializer wrote and the output has not got yet.
    buffer: Shared,
    has_graphs: bool,
}

/// A buffer that is filled by a writer and emptied by its owner.
#[derive(Clone, Default)]
pub(super) struct Shared(Rc<RefCell<Vec<u8>>>);

impl Shared {
    fn drain(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut buffer = self.0.borrow_mut();
        out.write_all(&buffer)?;
        buffer.clear();
        Ok(())
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    pub(super) fn new(options: &Options, base: &str) -> Self {
        let prefixes = Prefixes::new(base).with(&options.prefixes);
        match options.format {
            Format::Turtle | Format::TriG => {
                Self::Turtle(Writer::new(prefixes, base), options.format == Format::TriG)
            }
            Format::NTriples => Self::Lines(false),
            Format::NQuads => Self::Lines(true),
            Format::RdfXml | Format::JsonLd => {
                let mut serializer = RdfSerializer::from_format(options.format.serializer_format());
                for (prefix, namespace) in prefixes.iter() {
                    let with = serializer.clone().with_prefix(prefix, namespace);
                    serializer = with.unwrap_or(serializer);
                }
                let buffer = Shared::default();
                Self::Other(Box::new(Pending {
                    serializer: serializer.for_writer(buffer.clone()),
                    buffer,
                    has_graphs: options.format.has_graphs(),
                }))
            }
        }
    }

    pub(super) fn block(
        &mut self,
        quads: Vec<Quad>,
        graph: Option<&NamedNode>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match self {
            Self::Turtle(writer, has_graphs) => {
                let graph = graph.filter(|_| *has_graphs).map(NamedNode::as_str);
                writer.block(&quads, graph, out)
            }
            Self::Lines(has_graphs) => {
                let mut lines: Vec<String> = quads
                    .into_iter()
                    .map(|quad| {
                        if *has_graphs {
                            format!("{quad} .\n")
                        } else {
                            format!("{} .\n", oxigraph::model::Triple::from(quad))
                        }
                    })
                    .collect();
                lines.sort_unstable();
                lines.dedup();
                lines
                    .iter()
                    .try_for_each(|line| out.write_all(line.as_bytes()))
            }
            Self::Other(pending) => {
                for subject in order::subjects(&quads) {
                    for quad in subject.quads {
                        if pending.has_graphs {
                            pending.serializer.serialize_quad(quad)?;
                        } else {
                            let triple = oxigraph::model::TripleRef::from(quad.as_ref());
                            pending.serializer.serialize_triple(triple)?;
                        }
                    }
                }
                pending.buffer.drain(out)
            }
        }
    }

    pub(super) fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Other(pending) => pending.serializer.finish()?.drain(out),
            Self::Turtle(..) | Self::Lines(_) => Ok(()),
        }
    }
}
