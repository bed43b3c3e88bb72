//! Where a name begins and ends: without articles, titles, possessive marks and stray punctuation.
//!
//! "President Maria Lopez" is the name "Maria Lopez"; "the Guardian's" is "Guardian".

use crate::extraction::EntityType;
use crate::knowledge::{Class, Knowledge};
use crate::language::{Document, NameType, Relation, Upos, Xpos};
use crate::rules::lexicon::{self, classes};
use crate::rules::names::{Name, is_capitalised, joins};

/// Cuts each name to its own words, joins what belongs together, drops what is no name.
pub(crate) fn settle(document: &Document<'_>, knowledge: &Knowledge, names: &mut Vec<Name>) {
    cut_seats(document, names);
    cut_parties(document, names);
    names.sort_by_key(|name| name.tokens.start);
    for name in names.iter_mut() {
        trim(document, name);
        number(document, name);
        titled_word(document, name);
    }
    names.retain(|name| !name.tokens.is_empty() && is_name(document, knowledge, name));
    joins::join(document, names);
}

/// Moves the borders inwards.
fn trim(document: &Document<'_>, name: &mut Name) {
    if let Some(office) = office_inside(document, name) {
        name.tokens.start = office + 1;
    }
    while name.tokens.start < name.tokens.end && is_before(document, name) {
        name.tokens.start += 1;
    }
    while name.tokens.start < name.tokens.end && is_after(document, name) {
        name.tokens.end -= 1;
    }
}

/// The last word of an office and its body that stand before a person's name: "Port Authority director
/// Ann Lee".
fn office_inside(document: &Document<'_>, name: &Name) -> Option<usize> {
    if name.kind != NameType::Person || name.tokens.len() < 3 {
        return None;
    }
    let mut inner = name.tokens.start..name.tokens.end - 1;
    inner.rfind(|token| {
        let person = lexicon::names::role_noun(&document.tokens[*token].lemma)
            .is_some_and(|noun| noun.kind == EntityType::Person);
        person && !is_capitalised(document, *token) && is_capitalised(document, token + 1)
    })
}

/// A product's number is part of its name: "Walkman 4", "Falcon 9".
fn number(document: &Document<'_>, name: &mut Name) {
    let end = name.tokens.end;
    if name.kind != NameType::Product || name.tokens.is_empty() || end >= document.tokens.len() {
        return;
    }
    let token = &document.tokens[end];
    let form = document.form(end);
    let glued = document.tokens.get(end + 1).is_some_and(|next| {
        next.span.start() == token.span.end() && next.upos != Upos::Punct && next.xpos != Xpos::Pos
    });
    let digits = !glued
        && form.starts_with(|c: char| c.is_ascii_digit())
        && form.len() <= 4
        && form.chars().all(|c| c.is_ascii_digit() || c == '.');
    let year = form.len() == 4 && !form.contains('.');
    let counts = token.relation.base() == Relation::Nummod
        && token.head.is_some_and(|head| {
            !name.tokens.contains(&head)
                && document.tokens[head].xpos == Xpos::Nns
                && head == end + 1
        });
    let same = document.sentence_of(end) == document.sentence_of(name.tokens.start);
    if same && digits && !year && !counts {
        name.tokens.end = end + 1;
    }
}

/// "Doctor Who": a title before a word of the grammar makes no person of it, but a work about one.
fn titled_word(document: &Document<'_>, name: &mut Name) {
    let Some(title) = name.tokens.start.checked_sub(1) else {
        return;
    };
    let word = name.tokens.len() == 1
        && is_capitalised(document, name.tokens.start)
        && is_small_word(&document.form(name.tokens.start).to_lowercase());
    let titled = lexicon::names::title(document.form(title)).is_some()
        && document.sentence_of(title) == document.sentence_of(name.tokens.start);
    if word && titled {
        name.tokens.start = title;
        name.kind = NameType::Work;
    }
}

/// Cuts a person from party and constituency, which is a place of its own: "Tom Hale, D-Calif.".
fn cut_parties(document: &Document<'_>, names: &mut Vec<Name>) {
    let mut places = Vec::new();
    for name in names.iter_mut() {
        let Some(party) = name.tokens.clone().find(|at| is_party(document, *at)) else {
            continue;
        };
        if party + 2 < name.tokens.end {
            places.push(Name {
                tokens: party + 2..name.tokens.end,
                kind: NameType::Place,
                confidence: name.confidence,
            });
        }
        name.tokens.end = party;
    }
    names.retain(|name| !name.tokens.is_empty());
    names.extend(places);
}

/// Whether a token is a party's letter before a place, behind a comma or in brackets: "(R-Ohio)".
fn is_party(document: &Document<'_>, token: usize) -> bool {
    let form = |at: usize| (at < document.tokens.len()).then(|| document.form(at));
    let opened = token
        .checked_sub(1)
        .is_some_and(|before| matches!(document.form(before), "," | "("));
    opened
        && matches!(document.form(token), "R" | "D" | "I")
        && matches!(form(token + 1), Some("-" | "–"))
        && form(token + 2).is_some_and(|place| place.starts_with(char::is_uppercase))
}

/// Cuts a firm from its seat, which is a place of its own.
fn cut_seats(document: &Document<'_>, names: &mut Vec<Name>) {
    for at in 0..names.len() {
        let Some(end) = end_of_firm(document, &names[at]) else {
            continue;
        };
        let seat = Name {
            tokens: end + 1..names[at].tokens.end,
            kind: NameType::Place,
            confidence: names[at].confidence,
        };
        names[at].tokens.end = end;
        if !seat.tokens.is_empty() {
            names.push(seat);
        }
    }
}

/// Where a firm's name ends before "of" and its seat: "Acme, Inc. of Mountain View".
fn end_of_firm(document: &Document<'_>, name: &Name) -> Option<usize> {
    let organization = name.kind == NameType::Organization;
    (name.tokens.start + 1..name.tokens.end).find(|token| {
        organization && document.form(*token) == "of" && is_firm_word(document.form(*token - 1))
    })
}

/// Whether a word ends the name of a firm.
pub(super) fn is_firm_word(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "Inc" | "Corp" | "Ltd" | "LLC" | "Co" | "plc" | "PLC"
    )
}

/// Whether the first token does not belong to the name.
fn is_before(document: &Document<'_>, name: &Name) -> bool {
    let first = name.tokens.start;
    if is_kind_of_place(document, name) {
        return true;
    }
    let token = &document.tokens[first];
    let more = name.tokens.len() > 1;
    let form = document.form(first);
    if token.upos == Upos::Punct && !(form == "'" || form == "’") || token.xpos == Xpos::Pos {
        return true;
    }
    if token.upos == Upos::Det && form.eq_ignore_ascii_case("the") && name.kind != NameType::Work {
        return true;
    }
    // "the state Department of Revenue": what stands in small letters tells whose it is.
    // "battleground state Florida": what kind of place it is stands before the name.
    let kind_of_place = more
        && matches!(name.kind, NameType::Place | NameType::Country)
        && name
            .tokens
            .clone()
            .skip(1)
            .rev()
            .skip(1)
            .chain([first])
            .any(|at| {
                let kind = matches!(
                    document.form(at),
                    "state" | "city" | "town" | "province" | "county"
                );
                kind && is_capitalised(document, at + 1)
            });
    let small = more
        && name.kind == NameType::Organization
        && matches!(token.upos, Upos::Noun | Upos::Adj)
        && form.chars().all(char::is_lowercase)
        && is_capitalised(document, first + 1);
    // "One Ruritanian": a number written out counts people and is nobody's name.
    let count = token.upos == Upos::Num && form.chars().all(char::is_alphabetic);
    small
        || kind_of_place
        || more && name.kind == NameType::Person && (count || lexicon::names::title(form).is_some())
}

/// "state of Ohio", "city of Salem": a common noun and "of" before a place; the noun goes, then "of".
fn is_kind_of_place(document: &Document<'_>, name: &Name) -> bool {
    let first = name.tokens.start;
    let small = |token: usize| !is_capitalised(document, token);
    let place = matches!(name.kind, NameType::Place | NameType::Country);
    let noun = document.tokens[first].upos == Upos::Noun
        && name.tokens.len() > 2
        && document.form(first + 1) == "of";
    place && name.tokens.len() > 1 && small(first) && (noun || document.form(first) == "of")
}

/// Whether a word is a time zone: "10 a.m. (CDT)".
fn is_zone(word: &str) -> bool {
    let american = word.len() == 3
        && word.starts_with(['E', 'C', 'M', 'P'])
        && (word.ends_with("ST") || word.ends_with("DT"));
    american || matches!(word, "GMT" | "UTC" | "BST" | "CET" | "CEST")
}

/// Whether the last token does not belong to the name.
fn is_after(document: &Document<'_>, name: &Name) -> bool {
    let token = &document.tokens[name.tokens.end - 1];
    let form = document.form(name.tokens.end - 1);
    // "McDonald s" without its apostrophe keeps the s.
    // "Acme CEO" before the name of a person: the office is no part of the firm's name.
    let office = name.kind == NameType::Organization
        && name.tokens.len() > 1
        && matches!(
            form,
            "CEO" | "CFO" | "COO" | "CTO" | "President" | "Chairman" | "Chairwoman"
        );
    office
        || token.xpos == Xpos::Pos && form.contains(['\'', '’'])
        || matches!(form, "," | "’s" | "'s" | "\"" | "”" | "“" | "(" | ":" | ";")
        || form == "." && token.upos == Upos::Punct
}

/// How sure the model must be of a name without capitals that the gazetteer does not know.
const SURE: f64 = 0.3;

/// Whether it has a capital letter, or is known or sure without one, and is no weekday, month, bare
/// title or adjective.
fn is_name(document: &Document<'_>, knowledge: &Knowledge, name: &Name) -> bool {
    let words = document.words(name.tokens.clone());
    if !words.chars().any(char::is_uppercase)
        && name.confidence < SURE
        && !is_known_place(knowledge, name, words)
    {
        return false;
    }
    if is_office(document, name) {
        return false;
    }
    let alone = name.tokens.len() == 1;
    let token = &document.tokens[name.tokens.start];
    if alone && is_small_word(words) {
        return false;
    }
    if !alone {
        return true;
    }
    let letter = is_initial(words) && name.kind != NameType::Person;
    let title = name.kind == NameType::Person && lexicon::names::title(words).is_some();
    let no_name = lexicon::names::is_calendar(words)
        || letter
        || title
        || is_zone(words)
        || token.upos == Upos::Pron && !is_known_acronym(knowledge, words);
    !no_name
}

/// Whether what the model takes for a person or a body is an office in capitals: "the Home Secretary".
fn is_office(document: &Document<'_>, name: &Name) -> bool {
    let last = document.form(name.tokens.end - 1).to_lowercase();
    let given = lexicon::names::gender_of_given(document.form(name.tokens.start)).is_some();
    let of = name
        .tokens
        .clone()
        .any(|token| matches!(document.form(token), "of" | "for"));
    matches!(name.kind, NameType::Person | NameType::Organization)
        && name.tokens.len() > 1
        && !given
        && !of
        && classes::is(classes::Class::Office, &last)
}

/// Whether capitals that spell a word of the grammar are a body's ("WHO").
fn is_known_acronym(knowledge: &Knowledge, word: &str) -> bool {
    let mut found = knowledge.gazetteer(word).into_iter();
    word.len() > 2
        && word.chars().all(|letter| letter.is_ascii_uppercase())
        && found.any(|found| found.class == Class::Organization)
}

/// Whether a word in small letters is one of the grammar, which is nobody's name.
fn is_small_word(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "as"
            | "at"
            | "but"
            | "by"
            | "for"
            | "he"
            | "her"
            | "him"
            | "his"
            | "in"
            | "it"
            | "its"
            | "no"
            | "not"
            | "of"
            | "on"
            | "or"
            | "our"
            | "she"
            | "so"
            | "that"
            | "the"
            | "their"
            | "them"
            | "they"
            | "this"
            | "to"
            | "us"
            | "we"
            | "who"
            | "with"
            | "you"
    )
}

/// Whether the model sees a place in words that the gazetteer knows as one.
fn is_known_place(knowledge: &Knowledge, name: &Name, words: &str) -> bool {
    matches!(name.kind, NameType::Place | NameType::Country)
        && knowledge
            .gazetteer(words)
            .iter()
            .any(|found| found.class.is_place() && !found.role.is_other())
}

/// Whether a word is an initial: "F" or "F.".
pub(super) fn is_initial(word: &str) -> bool {
    let bare = word.strip_suffix('.').unwrap_or(word);
    bare.chars().count() == 1 && bare.chars().all(char::is_uppercase)
}
