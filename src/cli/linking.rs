//! What else is known of the world: knowledge bases to link with, and the user's word on identity.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use clap::Args;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};

use crate::cli::error::Failure;
use crate::knowledge::Knowledge;
use crate::mapping::{Base, Identities};

/// Beside the embedded gazetteer.
#[derive(Args, Debug)]
pub(crate) struct Linking {
    /// Link names with a base that `claimgraph kb build` made, too (can be repeated)
    #[arg(long, value_name = "FILE")]
    kb: Vec<PathBuf>,

    /// Who is who by your own word: an RDF file of owl:sameAs and owl:differentFrom (can be repeated)
    ///
    /// Of two entities of the graph that are the same, the second IRI is used for both; with a thing
    /// elsewhere the entity gets a link, or loses it. A shared entity that is different from one of an
    /// article, as in entity:person-jo-ray owl:differentFrom <.../doc/42/person-jo-ray>, is written
    /// there under the article's own IRI. `entities --homonyms` writes such a file. Give it to every
    /// run: articles are read anew without it, and its word is undone.
    #[arg(long, value_name = "FILE", env = "CLAIMGRAPH_SAME_AS")]
    same_as: Vec<PathBuf>,
}

impl Linking {
    /// The embedded gazetteer and the bases asked for.
    pub(crate) fn knowledge(&self) -> Result<Knowledge, Failure> {
        let mut knowledge = Knowledge::default();
        for path in &self.kb {
            let known = File::open(path)
                .and_then(|file| knowledge.map(&file))
                .map_err(|error| unreadable(path, &error))?;
            if !known {
                return Err(Failure::new(format!(
                    "{}: not a knowledge base of this version",
                    path.display()
                ))
                .hinted("`claimgraph kb build FILE... -o OUT` makes one from RDF"));
            }
        }
        Ok(knowledge)
    }

    /// What the files say about entities under a base.
    pub(crate) fn identities(&self, base: &Base) -> Result<Identities, Failure> {
        let mut identities = Identities::default();
        for path in &self.same_as {
            let extension = path.extension().and_then(|it| it.to_str());
            let format = extension
                .and_then(RdfFormat::from_extension)
                .ok_or_else(|| {
                    Failure::new(format!(
                        "{}: the extension tells no RDF format",
                        path.display()
                    ))
                    .hinted("--same-as takes Turtle (.ttl), N-Triples (.nt) and the like")
                })?;
            let file = File::open(path).map_err(|error| unreadable(path, &error))?;
            let parser = RdfParser::from_format(format).for_reader(BufReader::new(file));
            for quad in parser {
                let quad = quad.map_err(|error| {
                    Failure::new(format!("{}: {error}", path.display()))
                        .hinted("the file has to be whole: identity is not guessed")
                })?;
                note(&mut identities, base, &quad);
            }
        }
        if let Some((one, other)) = identities.contradiction() {
            return Err(Failure::new(format!(
                "--same-as: <{one}> and <{other}> are said to be the same and different"
            ))
            .hinted("identity is not guessed: take one of the two out"));
        }
        Ok(identities)
    }
}

/// Notes a statement about identity; others are none of ours.
fn note(identities: &mut Identities, base: &Base, quad: &Quad) {
    let (NamedOrBlankNode::NamedNode(one), Term::NamedNode(other)) = (&quad.subject, &quad.object)
    else {
        return;
    };
    match quad.predicate.as_str() {
        "http://www.w3.org/2002/07/owl#sameAs" => {
            identities.same(base, one.as_str(), other.as_str());
        }
        "http://www.w3.org/2002/07/owl#differentFrom" => {
            identities.different(one.as_str(), other.as_str());
        }
        _ => {}
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
        .hinted("check the path and that it may be read")
}
