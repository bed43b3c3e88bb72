//! A relation's name as a reader would say it: "travel to", "be capital of", "be born in".

use crate::language::{Document, Relation};

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
    if let Some(particle) = document
        .children(verb)
        .find(|child| document.tokens[*child].relation == Relation::CompoundPrt)
    {
        label.push(' ');
        label.push_str(&document.form(particle).to_lowercase());
    }
    if let Some(preposition) = preposition {
        label.push(' ');
        label.push_str(preposition);
    }
    label
}
