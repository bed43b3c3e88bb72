//! Writes blocks of a graph one after another, whatever the format and profile.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, NamedNode, Quad, Triple};

use crate::publish::dump::{Options, Profile};
use crate::publish::prefix::Prefixes;
use crate::publish::turtle::Writer;
use crate::publish::{Error, Format, annotation, jsonld, nanopub, order, profile};

/// Where the blocks of a dump go.
pub(super) struct Sink {
    profile: Profile,
    kind: Kind,
}

enum Kind {
    Turtle(Writer, bool),
    Lines(bool),
    RdfXml(Box<Pending>),
    JsonLd(jsonld::Writer),
    Annotations(annotation::Writer),
}

/// RDF/XML needs an opening and an end, so its writer lives as long as the dump.
struct Pending {
    serializer: oxigraph::io::WriterQuadSerializer<Shared>,
    /// What the serializer wrote and the output has not got yet.
    buffer: Shared,
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
    /// Before the first block.
    pub(super) fn new(options: &Options, base: &str) -> Result<Self, Error> {
        let prefixes = Prefixes::new(base).with(&options.prefixes);
        let (profile, format) = (options.profile, options.format);
        if !profile.suits(format) {
            return Err(Error::Unsuited {
                results: profile.name(),
                format: format.extension().to_owned(),
            });
        }
        let kind = match format {
            _ if profile == Profile::Annotation => Kind::Annotations(annotation::Writer::new(base)),
            Format::Turtle | Format::TriG => {
                Kind::Turtle(Writer::new(prefixes, base), format == Format::TriG)
            }
            Format::NTriples => Kind::Lines(false),
            Format::NQuads => Kind::Lines(true),
            Format::JsonLd => Kind::JsonLd(jsonld::Writer::new(prefixes, base)),
            Format::RdfXml => {
                let mut serializer = RdfSerializer::from_format(format.serializer_format());
                for (prefix, namespace) in prefixes.iter() {
                    let with = serializer.clone().with_prefix(prefix, namespace);
                    serializer = with.unwrap_or(serializer);
                }
                let buffer = Shared::default();
                Kind::RdfXml(Box::new(Pending {
                    serializer: serializer.for_writer(buffer.clone()),
                    buffer,
                }))
            }
        };
        Ok(Self { profile, kind })
    }

    /// Writes quads that belong together in the profile: those of one graph, or what several share.
    pub(super) fn block(
        &mut self,
        mut quads: Vec<Quad>,
        graph: Option<&NamedNode>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if let Kind::Annotations(writer) = &mut self.kind {
            return writer.article(&quads, None, out);
        }
        if self.profile == Profile::Nanopub {
            for part in nanopub::of_article(&quads) {
                let graph = part.first().and_then(|quad| match &quad.graph_name {
                    GraphName::NamedNode(graph) => Some(graph.clone()),
                    _ => None,
                });
                self.kind.block(part, graph.as_ref(), out)?;
            }
            return Ok(());
        }
        profile::apply(&mut quads, self.profile);
        self.kind.block(quads, graph, out)
    }

    /// Writes an article whose text is at hand, if that changes anything; `false` if it does not.
    pub(super) fn with_text(
        &mut self,
        quads: &[Quad],
        text: &str,
        out: &mut dyn Write,
    ) -> io::Result<bool> {
        if let Kind::Annotations(writer) = &mut self.kind {
            writer.article(quads, Some(text), out)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Writes the end.
    pub(super) fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        match self.kind {
            Kind::RdfXml(pending) => pending.serializer.finish()?.drain(out),
            Kind::JsonLd(mut writer) => writer.finish(out),
            Kind::Annotations(mut writer) => writer.finish(out),
            Kind::Turtle(..) | Kind::Lines(_) => Ok(()),
        }
    }
}

impl Kind {
    fn block(
        &mut self,
        quads: Vec<Quad>,
        graph: Option<&NamedNode>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let name = graph.map(NamedNode::as_str);
        match self {
            Self::Turtle(writer, has_graphs) => {
                writer.block(&quads, name.filter(|_| *has_graphs), out)
            }
            Self::JsonLd(writer) => writer.block(&quads, name, out),
            Self::Annotations(writer) => writer.article(&quads, None, out),
            Self::Lines(has_graphs) => {
                let line = |quad: Quad| {
                    if *has_graphs {
                        format!("{quad} .\n")
                    } else {
                        format!("{} .\n", Triple::from(quad))
                    }
                };
                let mut lines: Vec<String> = quads.into_iter().map(line).collect();
                lines.sort_unstable();
                lines.dedup();
                lines
                    .iter()
                    .try_for_each(|line| out.write_all(line.as_bytes()))
            }
            Self::RdfXml(pending) => {
                for subject in order::subjects(&quads) {
                    for quad in subject.quads {
                        let triple = oxigraph::model::TripleRef::from(quad.as_ref());
                        pending.serializer.serialize_triple(triple)?;
                    }
                }
                pending.buffer.drain(out)
            }
        }
    }
}
