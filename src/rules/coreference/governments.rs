//! Capitals that speak for a country: "Lima has promised to cut tariffs" means the government. The
//! figure stays the city; that it acts for its country is written down as a description.

use crate::extraction::{Act, EntityType, MentionKind};
use crate::knowledge::{Class, Knowledge};
use crate::language::{Document, Relation};
use crate::rules::cast::Cast;
use crate::rules::coreference::describe;
use crate::rules::lexicon::{self, Part};

/// Describes the capitals that say, promise, want or deny something.
pub(crate) fn describe_capitals(cast: &mut Cast, document: &Document<'_>, knowledge: &Knowledge) {
    for figure in &mut cast.figures {
        if figure.kind != EntityType::Place {
            continue;
        }
        let acts = figure
            .mentions
            .iter()
            .any(|mention| mention.kind == MentionKind::Name && is_acting(document, mention.head));
        let country = knowledge
            .gazetteer(&figure.name)
            .into_iter()
            .next()
            .filter(|found| acts && found.class == Class::Capital && !found.role.is_other())
            .and_then(|found| knowledge.get(found.country?));
        if let Some(country) = country {
            describe(figure, &format!("government of {}", country.name));
        }
    }
}

/// Whether a name is the subject of a word that only those with a will do: "Lima denied", "the
/// commitments that Lima has made", "Lima issued a warning".
fn is_acting(document: &Document<'_>, head: usize) -> bool {
    let token = &document.tokens[head];
    if token.relation != Relation::Nsubj {
        return false;
    }
    let Some(verb) = token.head else {
        return false;
    };
    // A town can expect visitors, but only a government denies or promises.
    let says = |part: Part, at: usize| {
        lexicon::cue(part, &document.tokens[at].lemma)
            .is_some_and(|word| word.first().act != Act::Believe)
    };
    let modified = (document.tokens[verb].relation == Relation::AclRelcl)
        .then(|| document.tokens[verb].head)
        .flatten();
    says(Part::Verb, verb)
        || document
            .child(verb, Relation::Obj)
            .is_some_and(|object| says(Part::Noun, object))
        || modified.is_some_and(|noun| says(Part::Noun, noun))
}
