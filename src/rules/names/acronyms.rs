//! Capitals in brackets after a name are its acronym: "the Salem Ferry Company (SFC)".

use crate::language::{Document, NameType};
use crate::rules::coreference::is_acronym;
use crate::rules::names::Name;

/// Adds the acronyms that the model missed.
pub(crate) fn complete(document: &Document<'_>, names: &mut Vec<Name>) {
    let mut found = Vec::new();
    for name in names.iter() {
        let inside = name.tokens.end + 1;
        let bracketed = inside + 1 < document.tokens.len()
            && document.form(inside - 1) == "("
            && document.form(inside + 1) == ")"
            && document.sentence_of(inside) == document.sentence_of(name.tokens.start);
        let free = bracketed && !names.iter().any(|other| other.tokens.contains(&inside));
        if free
            && !matches!(name.kind, NameType::Person)
            && is_acronym(document.form(inside), document.words(name.tokens.clone()))
        {
            found.push(Name {
                tokens: inside..inside + 1,
                kind: name.kind,
                confidence: name.confidence,
            });
        }
    }
    names.extend(found);
    names.sort_by_key(|name| name.tokens.start);
}
