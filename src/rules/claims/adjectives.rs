//! Adjectives that attribute a clause: "is confident that", "was unsure whether", "are willing to".

use crate::extraction::Directness;
use crate::language::{Document, Relation, Upos, Xpos};
use crate::rules::claims::{Form, Found, Scene, content, cue, source};
use crate::rules::clause;
use crate::rules::lexicon::{self, Part};

/// The claim that an adjective makes of its subject.
pub(crate) fn read(scene: Scene<'_>, adjective: usize) -> Option<Found> {
    let document = scene.document;
    if !matches!(document.tokens[adjective].upos, Upos::Adj | Upos::Verb) {
        return None;
    }
    document
        .child(adjective, Relation::Cop)
        .or_else(|| document.child(adjective, Relation::AuxPass))?;
    let cue = cue::at(document, adjective, Part::Adjective)
        .or_else(|| participle(document, adjective))?;
    let is_participle = document.tokens[adjective].upos == Upos::Verb;
    let (entry, head, preposition) = document
        .children(adjective)
        .filter(|child| *child > adjective)
        .find_map(|child| {
            let token = &document.tokens[child];
            match token.relation.base() {
                Relation::Ccomp | Relation::Advcl if is_content(document, adjective, child) => {
                    cue.word.with("that").map(|entry| (entry, child, None))
                }
                Relation::Xcomp | Relation::Advcl | Relation::Ccomp
                    if clause::is_infinitive(document, child)
                        && (!is_participle
                            || cue.lemma == "determined" && acts(document, child)) =>
                {
                    cue.word.with("inf").map(|entry| (entry, child, None))
                }
                Relation::Obl => {
                    let case = clause::preposition(document, child)?;
                    let lemma = document.tokens[case].lemma.as_str();
                    matches!(lemma, "of" | "about").then_some(())?;
                    cue.word.with(lemma).map(|entry| (entry, child, Some(case)))
                }
                _ => None,
            }
        })?;
    let speaker = match clause::subject(document, adjective) {
        Some(subject) if document.tokens[subject.head].lemma != "it" => {
            source::phrase(document, subject.head, subject.refers)
        }
        _ => return None,
    };
    if is_owed(document, adjective) {
        return None;
    }
    let without: Vec<usize> = preposition.into_iter().chain([adjective]).collect();
    Some(Found {
        anchor: adjective,
        cue: Some(cue::words(document, adjective, &[preposition])),
        lemma: format!("be {}", cue.lemma),
        act: entry.act,
        speaker,
        content: content::under(document, &[head], &without),
        head: Some(head),
        certainty: entry.certainty,
        directness: Directness::Indirect,
        ahead: clause::is_infinitive(document, head),
        negated: cue::is_negated(document, adjective),
        basis: None,
        form: Form::Nominal,
        within: None,
    })
}

/// Whether a clause tells what somebody feels so about.
fn is_content(document: &Document<'_>, adjective: usize, clause: usize) -> bool {
    clause::is_finite(document, clause)
        && match clause::opener(document, clause) {
            None | Some("that" | "whether") => true,
            // "would be pleased if nothing happened": a condition.
            Some("if") => !cue::is_supposed(document, adjective),
            _ => false,
        }
}

/// "We have to be willing to stand as one", "you must be willing to pay": what people should be, they may not be.
fn is_owed(document: &Document<'_>, adjective: usize) -> bool {
    let should = document.children(adjective).any(|child| {
        document.tokens[child].relation == Relation::Aux
            && matches!(
                document.tokens[child].lemma.as_str(),
                "must" | "should" | "ought"
            )
    });
    let has_to = clause::is_infinitive(document, adjective)
        && document.tokens[adjective].relation == Relation::Xcomp
        && document.tokens[adjective].head.is_some_and(|up| {
            matches!(
                document.tokens[up].lemma.as_str(),
                "have" | "need" | "ought"
            )
        });
    (should || has_to) && !clause::is_perfect(document, adjective)
}

/// "were determined to fight", not "was determined to be a fire": whether somebody does what an infinitive says.
pub(crate) fn acts(document: &Document<'_>, infinitive: usize) -> bool {
    document.child(infinitive, Relation::Cop).is_none()
        && !clause::is_passive(document, infinitive)
        && document.tokens[infinitive].lemma != "be"
}

/// "was relieved that": a participle that is an adjective of feeling.
fn participle(document: &Document<'_>, adjective: usize) -> Option<cue::Cue> {
    let lemma = document.form(adjective).to_lowercase();
    let word = lexicon::cue(Part::Adjective, &lemma)
        .filter(|_| document.tokens[adjective].xpos == Xpos::Vbn)?;
    Some(cue::Cue {
        lemma,
        word,
        particle: None,
    })
}
