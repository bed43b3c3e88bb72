//! "Reportedly", "allegedly": a clause credited to somebody left out.

use crate::extraction::{Act, Certainty, Directness};
use crate::language::Relation;
use crate::rules::claims::{Form, Found, Scene, Speaker, content};

/// The claim that a sentence adverb makes of its clause.
pub(crate) fn read(scene: Scene<'_>, adverb: usize) -> Option<Found> {
    let document = scene.document;
    let token = &document.tokens[adverb];
    let lemma = token.lemma.to_lowercase();
    let act = match lemma.as_str() {
        "reportedly" | "purportedly" | "supposedly" => Act::Assert,
        "allegedly" => Act::Accuse,
        _ => return None,
    };
    if token.relation.base() != Relation::Advmod {
        return None;
    }
    let head = token.head?;
    // "an allegedly forged letter": it is of the letter that something is said.
    let head = match document.tokens[head].relation {
        Relation::Amod => document.tokens[head].head?,
        _ => head,
    };
    Some(Found {
        anchor: adverb,
        cue: Some(adverb..adverb + 1),
        lemma,
        act,
        speaker: Speaker::Unnamed,
        content: content::under(document, &[head], &[adverb]),
        head: Some(head),
        certainty: Certainty::Probable,
        directness: Directness::Indirect,
        ahead: false,
        negated: false,
        basis: None,
        form: Form::Adverb,
        within: None,
    })
}
