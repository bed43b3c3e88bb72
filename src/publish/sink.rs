//! Writes blocks of a graph one after another, whatever the format and profile.
//!
//! A block is laid out without knowing what stands before it, so several threads can do that at once;
//! the sink then joins what they made.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, NamedNode, Quad, Triple};

use crate::publish::dump::{Options, Profile};
use crate::publish::prefix::Prefixes;
use crate::publish::{Error, Format, annotation, jsonld, lines, nanopub, order, profile, turtle};

/// How blocks are laid out.
pub(super) struct Layout {
    profile: Profile,
    form: Form,
}

/// What the layout of each format needs to know.
enum Form {
    /// With graphs, as TriG.
    Turtle(turtle::Style, bool),
    /// With graphs, as N-Quads.
    Lines(bool),
    RdfXml,
    JsonLd(jsonld::Style),
    /// With the base.
    Annotations(String),
}

/// A block that was laid out, for the sink of the same layout.
pub(super) struct Block(Vec<Piece>);

enum Piece {
    Turtle(turtle::Block),
    Lines(String),
    Triples(Vec<Triple>),
    JsonLd(jsonld::Block),
    Annotations(Vec<String>),
}

/// Where the blocks of a dump go.
pub(super) struct Sink(State);

enum State {
    Turtle(turtle::Writer),
    Lines,
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
struct Shared(Rc<RefCell<Vec<u8>>>);

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

impl Layout {
    /// The layout of a dump.
    pub(super) fn new(options: &Options, base: &str) -> Result<Self, Error> {
        let (profile, format) = (options.profile, options.format);
        if !profile.suits(format) {
            return Err(Error::Unsuited {
                results: profile.name(),
                format: format.extension().to_owned(),
            });
        }
        let prefixes = || Prefixes::new(base).with(&options.prefixes);
        let form = match format {
            _ if profile == Profile::Annotation => Form::Annotations(base.to_owned()),
            Format::Turtle => Form::Turtle(turtle::Style::new(prefixes(), base), false),
            Format::TriG => Form::Turtle(turtle::Style::new(prefixes(), base), true),
            Format::NTriples => Form::Lines(false),
            Format::NQuads => Form::Lines(true),
            Format::JsonLd => Form::JsonLd(jsonld::Style::new(prefixes(), base)),
            Format::RdfXml => Form::RdfXml,
        };
        Ok(Self { profile, form })
    }

    /// Lays out quads that belong together in the profile: those of one graph, or what several share.
    /// The text of an article is looked at where the profile quotes it.
    pub(super) fn block(
        &self,
        mut quads: Vec<Quad>,
        graph: Option<&NamedNode>,
        text: Option<&str>,
    ) -> io::Result<Block> {
        if self.profile == Profile::Nanopub {
            let parts = nanopub::of_article(&quads);
            let pieces = parts.iter().map(|part| {
                let graph = part.first().and_then(|quad| match &quad.graph_name {
                    GraphName::NamedNode(graph) => Some(graph.as_str()),
                    _ => None,
                });
                self.form.piece(part, graph, text)
            });
            return Ok(Block(pieces.collect::<Result<_, _>>()?));
        }
        profile::apply(&mut quads, self.profile);
        let piece = self
            .form
            .piece(&quads, graph.map(NamedNode::as_str), text)?;
        Ok(Block(vec![piece]))
    }
}

impl Form {
    fn piece(&self, quads: &[Quad], graph: Option<&str>, text: Option<&str>) -> io::Result<Piece> {
        Ok(match self {
            Self::Turtle(style, has_graphs) => {
                Piece::Turtle(style.block(quads, graph.filter(|_| *has_graphs)))
            }
            Self::Lines(has_graphs) => Piece::Lines(lines::block(quads, *has_graphs)),
            Self::RdfXml => {
                let subjects = order::subjects(quads).into_iter();
                let quads = subjects.flat_map(|subject| subject.quads);
                Piece::Triples(quads.map(|quad| Triple::from(quad.clone())).collect())
            }
            Self::JsonLd(style) => Piece::JsonLd(style.block(quads, graph)?),
            Self::Annotations(base) => {
                Piece::Annotations(annotation::of_article(quads, text, base))
            }
        })
    }
}

impl Sink {
    /// Before the first block.
    pub(super) fn new(options: &Options, base: &str) -> Self {
        let prefixes = Prefixes::new(base).with(&options.prefixes);
        Self(match options.format {
            _ if options.profile == Profile::Annotation => {
                State::Annotations(annotation::Writer::new(base))
            }
            Format::Turtle | Format::TriG => State::Turtle(turtle::Writer::new(prefixes)),
            Format::NTriples | Format::NQuads => State::Lines,
            Format::JsonLd => {
                State::JsonLd(jsonld::Writer::new(jsonld::Style::new(prefixes, base)))
            }
            Format::RdfXml => {
                let mut serializer = RdfSerializer::from_format(options.format.serializer_format());
                for (prefix, namespace) in prefixes.iter() {
                    let with = serializer.clone().with_prefix(prefix, namespace);
                    serializer = with.unwrap_or(serializer);
                }
                let buffer = Shared::default();
                State::RdfXml(Box::new(Pending {
                    serializer: serializer.for_writer(buffer.clone()),
                    buffer,
                }))
            }
        })
    }

    /// Writes a block.
    pub(super) fn put(&mut self, block: &Block, out: &mut dyn Write) -> io::Result<()> {
        for piece in &block.0 {
            match (&mut self.0, piece) {
                (State::Turtle(writer), Piece::Turtle(block)) => writer.put(block, out)?,
                (State::JsonLd(writer), Piece::JsonLd(block)) => writer.put(block, out)?,
                (State::Annotations(writer), Piece::Annotations(items)) => {
                    writer.put(items, out)?;
                }
                (State::RdfXml(pending), Piece::Triples(triples)) => {
                    for triple in triples {
                        pending.serializer.serialize_triple(triple)?;
                    }
                    pending.buffer.drain(out)?;
                }
                (_, Piece::Lines(lines)) => out.write_all(lines.as_bytes())?,
                _ => return Err(io::Error::other("a block was laid out for another format")),
            }
        }
        Ok(())
    }

    /// Writes the end.
    pub(super) fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        match self.0 {
            State::RdfXml(pending) => pending.serializer.finish()?.drain(out),
            State::JsonLd(mut writer) => writer.finish(out),
            State::Annotations(mut writer) => writer.finish(out),
            State::Turtle(_) | State::Lines => Ok(()),
        }
    }
}
