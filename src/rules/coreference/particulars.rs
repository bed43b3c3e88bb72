//! What news puts beside a name in short: an age ("Karl Osgood, 41,"), a party and a constituency
//! ("Jane Roe (R-Ohio)"). It describes the person and is no mention.

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Relation, Upos};
use crate::rules::cast::Cast;
use crate::rules::coreference::appositions::named_at;
use crate::rules::coreference::describe;

/// The oldest that anybody is said to be.
const OLDEST: u32 = 122;

/// Describes persons by what stands behind their names, and by what a copula says of their age.
pub(crate) fn attach(cast: &mut Cast, document: &Document<'_>) {
    for figure in &mut cast.figures {
        if figure.kind != EntityType::Person {
            continue;
        }
        let names = figure.mentions.iter();
        let found: Vec<&str> = names
            .filter(|mention| mention.kind == MentionKind::Name)
            .filter_map(|mention| behind(document, mention.tokens.end))
            .collect();
        for words in found {
            describe(figure, words);
        }
    }
    for token in document.indices() {
        if let Some((figure, words)) = said(cast, document, token) {
            describe(&mut cast.figures[figure], words);
        }
    }
}

/// The age or party that stands between commas or in brackets behind a name that ends before a token.
fn behind<'d>(document: &Document<'d>, end: usize) -> Option<&'d str> {
    let start = document.tokens.get(end.checked_sub(1)?)?.span.end();
    let rest = &document.text.as_str()[start..];
    let (inner, closing) = if let Some(inner) = rest.strip_prefix(", ") {
        (inner, [',', '.', ';'])
    } else {
        (rest.strip_prefix(" (")?, [')', ',', ';'])
    };
    let party = inner.split([',', ')', ';', '\n']).next()?;
    if is_party(party) {
        return Some(party);
    }
    let words = inner.split([',', ')', ';', '.', '\n']).next()?;
    let closed = inner[words.len()..].starts_with(closing);
    (closed && is_age(words)).then_some(words)
}

/// "41", "aged 41", "age 41".
fn is_age(words: &str) -> bool {
    let bare = words
        .strip_prefix("aged ")
        .or_else(|| words.strip_prefix("age "))
        .unwrap_or(words);
    is_years(bare)
}

fn is_years(words: &str) -> bool {
    words.len() < 4
        && words
            .parse()
            .is_ok_and(|age: u32| (1..=OLDEST).contains(&age))
}

/// "R-Ohio", "D-Calif.": a party's letter and where somebody was elected.
fn is_party(words: &str) -> bool {
    let Some((party, place)) = words.split_once(['-', '–']) else {
        return false;
    };
    matches!(party, "R" | "D" | "I")
        && place.starts_with(char::is_uppercase)
        && place.len() < 20
        && place
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, '.' | ' '))
}

/// "who is 62", "Reed is 62 years old": the person whom a copula gives an age, and the words.
fn said<'d>(cast: &Cast, document: &Document<'d>, token: usize) -> Option<(usize, &'d str)> {
    let it = &document.tokens[token];
    document.child(token, Relation::Cop)?;
    let words = if it.upos == Upos::Num && is_years(document.form(token)) {
        let next = document.tokens.get(token + 1);
        if next.is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Num | Upos::Sym)) {
            return None;
        }
        document.form(token)
    } else if it.lemma == "old" && token >= 2 && document.tokens[token - 1].lemma == "year" {
        let words = document.words(token - 2..token + 1);
        is_years(document.form(token - 2)).then_some(words)?
    } else {
        return None;
    };
    let person = if it.relation == Relation::AclRelcl {
        it.head
    } else {
        document.child(token, Relation::Nsubj)
    };
    let negated = document
        .children(token)
        .any(|child| matches!(document.tokens[child].lemma.as_str(), "not" | "never"));
    let figure = named_at(cast, person?).filter(|_| !negated)?;
    (cast.figures[figure].kind == EntityType::Person).then_some((figure, words))
}
