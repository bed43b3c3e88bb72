//! Where a name begins and ends: without articles, titles, possessive marks and stray punctuation.
//!
//! "President Maria Lopez" is the name "Maria Lopez"; "the Guardian's" is "Guardian".

use crate::language::{Document, NameType, Relation, Upos, Xpos};
use crate::rules::lexicon;
use crate::rules::names::Name;

/// Cuts each name to its own words, joins what belongs together, drops what is no name.
pub(crate) fn settle(document: &Document<'_>, names: &mut Vec<Name>) {
    names.sort_by_key(|name| name.tokens.start);
    for name in names.iter_mut() {
        trim(document, name);
    }
    names.retain(|name| !name.tokens.is_empty() && is_name(document, name));
    join(document, names);
}

/// Moves the borders inwards.
fn trim(document: &Document<'_>, name: &mut Name) {
    while name.tokens.start < name.tokens.end && is_before(document, name) {
        name.tokens.start += 1;
    }
    while name.tokens.start < name.tokens.end && is_after(document, name) {
        name.tokens.end -= 1;
    }
}

/// Whether the first token does not belong to the name.
fn is_before(document: &Document<'_>, name: &Name) -> bool {
    let first = name.tokens.start;
    let token = &document.tokens[first];
    let more = name.tokens.len() > 1;
    let form = document.form(first);
    if token.upos == Upos::Punct && !(form == "'" || form == "’") || token.xpos == Xpos::Pos {
        return true;
    }
    if token.upos == Upos::Det && form.eq_ignore_ascii_case("the") && name.kind != NameType::Work {
        return true;
    }
    more && name.kind == NameType::Person && lexicon::names::title(form).is_some()
}

/// Whether the last token does not belong to the name.
fn is_after(document: &Document<'_>, name: &Name) -> bool {
    let token = &document.tokens[name.tokens.end - 1];
    let form = document.form(name.tokens.end - 1);
    token.xpos == Xpos::Pos
        || matches!(form, "," | "’s" | "'s" | "\"" | "”" | "“" | "(" | ":" | ";")
        || form == "." && token.upos == Upos::Punct
}

/// Whether there is a capital letter in it, and it is no weekday, month, bare title or adjective.
fn is_name(document: &Document<'_>, name: &Name) -> bool {
    let words = document.words(name.tokens.clone());
    if !words.chars().any(char::is_uppercase) && name.confidence < 0.3 {
        return false;
    }
    let alone = name.tokens.len() == 1;
    let token = &document.tokens[name.tokens.start];
    if !alone {
        return true;
    }
    !lexicon::names::is_calendar(words)
        && token.upos != Upos::Pron
        && !(name.kind == NameType::Person && lexicon::names::title(words).is_some())
}

/// "John F" and "Kirby" are one person when nothing but a full stop and the tree stand between them.
fn join(document: &Document<'_>, names: &mut Vec<Name>) {
    let mut at = 1;
    while at < names.len() {
        let (before, after) = (&names[at - 1], &names[at]);
        let gap = before.tokens.end..after.tokens.start;
        let initial = before.kind == NameType::Person
            && after.kind == NameType::Person
            && (gap.is_empty() || gap.len() == 1 && document.form(gap.start) == ".")
            && document.sentence_of(before.tokens.start) == document.sentence_of(after.tokens.start)
            && (is_initial(document.form(before.tokens.end - 1)) || (gap.start..after.tokens.end).any(|token| {
                matches!(
                    document.tokens[token].relation.base(),
                    Relation::Flat | Relation::Compound
                ) && document.tokens[token]
                    .head
                    .is_some_and(|head| before.tokens.contains(&head))
            } || before.tokens.clone().any(|inner| document.tokens[inner].head == Some(token))));
        if initial {
            names[at - 1].tokens.end = names[at].tokens.end;
            names.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Whether a word is an initial: "F" or "F.".
fn is_initial(word: &str) -> bool {
    let bare = word.strip_suffix('.').unwrap_or(word);
    bare.chars().count() == 1 && bare.chars().all(char::is_uppercase)
}
