//! A relation's name as a reader would say it: "travel to", "be capital of", "be born in", "take place".

use crate::language::{Document, Relation, Upos};

/// The label of a verb: base form, particle, "be" and participle for a passive without an agent,
/// the preposition of the object.
pub(crate) fn of_verb(
    document: &Document<'_>,
    verb: usize,
    passive: bool,
    preposition: Option<&str>,
) -> String {
    let token = &document.tokens[verb];
    if token.lemma == "be" {
        // "There is a risk": a verb of its own, not a copula.
        return "exist".to_owned();
    }
    let mut label = if passive {
        format!("be {}", document.form(verb).to_lowercase())
    } else {
        token.lemma.to_lowercase()
    };
    if let Some(noun) = idiom(document, verb) {
        label.push(' ');
        label.push_str(&document.tokens[noun].lemma);
    }
    if let Some(particle) = particle(document, verb) {
        label.push(' ');
        label.push_str(&document.form(particle).to_lowercase());
    }
    if let Some(preposition) = preposition {
        label.push(' ');
        label.push_str(preposition);
    }
    label
}

/// "threw out", and a bare adverb of direction right behind the verb that makes it another one: "prices
/// went up".
fn particle(document: &Document<'_>, verb: usize) -> Option<usize> {
    document.children(verb).find(|child| {
        let token = &document.tokens[*child];
        token.relation == Relation::CompoundPrt
            || *child == verb + 1
                && token.relation == Relation::Advmod
                && matches!(
                    token.lemma.to_lowercase().as_str(),
                    "up" | "down" | "out" | "off" | "away" | "back" | "apart" | "forward"
                )
    })
}

/// The noun that is one word with its verb ("take place", "give birth"): bare, and nothing that is
/// taken or given.
pub(crate) fn idiom(document: &Document<'_>, verb: usize) -> Option<usize> {
    let noun = document.child(verb, Relation::Obj)?;
    let token = &document.tokens[noun];
    let bare = token.upos == Upos::Noun
        && noun > verb
        && document.children(noun).all(|child| {
            !matches!(
                document.tokens[child].relation.base(),
                Relation::Det | Relation::Nmod | Relation::Compound | Relation::Conj
            )
        });
    let known = matches!(
        (document.tokens[verb].lemma.as_str(), token.lemma.as_str()),
        (
            "take",
            "place"
                | "part"
                | "office"
                | "effect"
                | "shape"
                | "hold"
                | "care"
                | "control"
                | "action"
                | "aim"
                | "root"
        ) | ("give", "birth" | "way" | "rise")
            | ("make", "sense" | "way" | "history")
            | ("lose", "sight" | "touch")
            | ("pay", "attention" | "tribute")
            | ("set", "sail" | "foot" | "fire")
            | ("catch", "fire")
            | ("shake", "hand")
    );
    (bare && known).then_some(noun)
}
