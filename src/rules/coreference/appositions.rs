//! Phrases that say who somebody is, beside the name: "Maria Lopez, the mayor of Salem", "a
//! spokesman, John Reed", "Reed is the chairman". They are mentions and descriptions of the name.

use std::ops::Range;

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Kind, Relation, Upos};
use crate::rules::cast::{Cast, Figure, Mention, is_located};
use crate::rules::coreference::features::{self, extent};
use crate::rules::coreference::{describe, mention};
use crate::rules::lexicon;

/// Attaches appositions, predicate nouns and the titles before names.
pub(crate) fn attach(cast: &mut Cast, document: &Document<'_>) {
    for token in document.indices() {
        match document.tokens[token].relation {
            Relation::Appos => {
                if let Some(head) = document.tokens[token].head {
                    let head = bearer(cast, document, head, token);
                    beside(cast, document, head, token);
                }
            }
            // "Tom Hale, Minister of Transport": a title in capitals behind the name.
            Relation::NmodDesc => {
                if let Some(head) = document.tokens[token].head.filter(|head| *head < token) {
                    beside(cast, document, head, token);
                }
            }
            _ => predicate(cast, document, token),
        }
    }
    for figure in 0..cast.figures.len() {
        titles(cast, document, figure);
    }
}

/// The figure whose name has this head.
pub(crate) fn named_at(cast: &Cast, head: usize) -> Option<usize> {
    cast.figures.iter().position(|figure| {
        figure
            .mentions
            .iter()
            .any(|mention| mention.kind == MentionKind::Name && mention.head == head)
    })
}

/// Whom the name behind a phrase is the name of: in "the mayor of Salem, Maria Lopez," the tree may tie
/// her to the town.
fn bearer(cast: &Cast, document: &Document<'_>, head: usize, apposed: usize) -> usize {
    let is_person = |figure: usize| cast.figures[figure].kind == EntityType::Person;
    let fits = |noun: usize| {
        features::noun_kind(document, noun) == Some(EntityType::Person)
            || named_at(cast, noun).is_some_and(is_person)
    };
    // Two names beside each other name two: "a friend of Maria Lopez, Tom Hale,".
    let is_name_within =
        named_at(cast, head).is_some() && document.tokens[head].relation == Relation::Nmod;
    if !named_at(cast, apposed).is_some_and(is_person) || fits(head) && !is_name_within {
        return head;
    }
    let mut noun = head;
    while document.tokens[noun].relation == Relation::Nmod {
        let Some(up) = document.tokens[noun].head else {
            break;
        };
        noun = up;
        if fits(noun) && document.tokens[noun].upos == Upos::Noun {
            return noun;
        }
    }
    head
}

/// Attaches the common-noun one of two phrases side by side to the named one.
fn beside(cast: &mut Cast, document: &Document<'_>, head: usize, apposed: usize) {
    let (figure, noun) = match (named_at(cast, head), named_at(cast, apposed)) {
        (Some(figure), None) => (figure, apposed),
        (None, Some(figure)) => (figure, head),
        _ => return,
    };
    let role = document.tokens[noun].upos == Upos::Noun || is_role(document, noun);
    if !role || !agrees(cast, document, figure, noun) {
        return;
    }
    note(cast, document, figure, noun);
}

/// A role in capitals: "Jeff Reed, the State Department Spokesman".
fn is_role(document: &Document<'_>, noun: usize) -> bool {
    let lemma = document.tokens[noun].lemma.to_lowercase();
    document.tokens[noun].upos == Upos::Propn
        && crate::rules::lexicon::names::role_noun(&lemma).is_some()
}

/// "X is the chairman", "X became a senator".
fn predicate(cast: &mut Cast, document: &Document<'_>, noun: usize) {
    let token = &document.tokens[noun];
    if token.upos != Upos::Noun {
        return;
    }
    let copula = document.child(noun, Relation::Cop).is_some()
        && document.child(noun, Relation::Case).is_none();
    let negated = document.children(noun).any(|child| {
        matches!(
            document.tokens[child].lemma.as_str(),
            "not" | "no" | "never"
        )
    });
    if !copula || negated {
        return;
    }
    let Some(figure) = document
        .child(noun, Relation::Nsubj)
        .and_then(|subject| named_at(cast, subject))
    else {
        return;
    };
    if agrees(cast, document, figure, noun) {
        note(cast, document, figure, noun);
    }
}

/// Records the phrase as a mention and a description.
fn note(cast: &mut Cast, document: &Document<'_>, figure: usize, noun: usize) {
    if cast.at_head(noun).is_some() {
        return;
    }
    let figure = &mut cast.figures[figure];
    let tokens = before_name(document, figure, extent(document, noun), noun);
    // "Its chief executive": whose is told by who the pronoun is, not by the pronoun.
    let pronoun = tokens.len() > 1
        && document.tokens[tokens.start].upos == Upos::Pron
        && document.tokens[tokens.start].relation == Relation::NmodPoss;
    let words = described(document, tokens.start + usize::from(pronoun)..tokens.end);
    describe(figure, words);
    mention(
        figure,
        Mention {
            tokens,
            head: noun,
            kind: MentionKind::Nominal,
        },
    );
}

/// A phrase without the name at its end and the comma before it.
fn before_name(
    document: &Document<'_>,
    figure: &Figure,
    phrase: Range<usize>,
    noun: usize,
) -> Range<usize> {
    let names = figure
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Name);
    let mut inside =
        names.filter(|name| noun < name.tokens.start && name.tokens.start < phrase.end);
    let mut end = inside.next().map_or(phrase.end, |name| name.tokens.start);
    while end > noun + 1 && document.tokens[end - 1].upos == Upos::Punct && end < phrase.end {
        end -= 1;
    }
    phrase.start..end
}

/// The words of a description: without the article at its start.
pub(crate) fn described<'d>(document: &Document<'d>, tokens: Range<usize>) -> &'d str {
    let article = document.tokens[tokens.start].upos == Upos::Det
        && matches!(
            document.tokens[tokens.start].lemma.as_str(),
            "the" | "a" | "an"
        )
        && tokens.len() > 1;
    let pointing = matches!(
        document.form(tokens.start).to_lowercase().as_str(),
        "himself" | "herself" | "itself" | "themselves" | "whose"
    );
    let mut start = tokens.start + usize::from(article);
    // "Himself the first governor", "whose boat".
    if pointing && tokens.len() > 1 {
        start += 1;
        start += usize::from(start + 1 < tokens.end && document.tokens[start].lemma == "the");
    }
    document.words(start..end_of_description(document, start..tokens.end))
}

/// Where a description ends: before a relative clause inside it ("the voice of a bear in a film in which he
/// sings") and before a bracket that does not close.
fn end_of_description(document: &Document<'_>, tokens: Range<usize>) -> usize {
    let clauses = tokens
        .clone()
        .filter(|token| document.tokens[*token].relation == Relation::AclRelcl)
        .map(|token| document.subtree(token).start);
    let mut end = clauses
        .filter(|start| *start > tokens.start)
        .min()
        .map_or(tokens.end, |start| start.min(tokens.end));
    let closes = |from: usize| (from..end).any(|token| document.form(token) == ")");
    let mut opens = tokens.clone().filter(|token| document.form(*token) == "(");
    if let Some(open) = opens.find(|open| !closes(*open)) {
        end = end.min(open);
    }
    // What stands behind a dash is said of the whole sentence.
    let mut dashes = (tokens.start + 1..end).filter(|token| is_dash(document, *token));
    if let Some(dash) = dashes.next() {
        end = dash;
    }
    while end > tokens.start + 1
        && matches!(document.tokens[end - 1].upos, Upos::Punct | Upos::Adp)
        && document.form(end - 1) != ")"
    {
        end -= 1;
    }
    end.max(tokens.start + 1)
}

/// Whether a token is a dash between spaces.
fn is_dash(document: &Document<'_>, token: usize) -> bool {
    matches!(document.form(token), "-" | "–" | "—" | "--")
        && document.tokens[token - 1].span.end() < document.tokens[token].span.start()
}

/// Whether a noun can describe a figure of this type, in number too.
fn agrees(cast: &Cast, document: &Document<'_>, figure: usize, noun: usize) -> bool {
    if features::number(document, noun) == Some(features::Number::Plural) {
        return false;
    }
    let kind = cast.figures[figure].kind;
    match features::noun_kind(document, noun) {
        Some(EntityType::Person) => kind == EntityType::Person,
        Some(EntityType::Organization | EntityType::Group) => {
            matches!(
                kind,
                EntityType::Organization
                    | EntityType::Group
                    | EntityType::Product
                    | EntityType::Other
            )
        }
        Some(wanted) if is_located(wanted) => is_located(kind),
        Some(EntityType::Event) => !matches!(
            kind,
            EntityType::Person | EntityType::Country | EntityType::Place
        ),
        Some(_) | None => !matches!(
            kind,
            EntityType::Person | EntityType::Country | EntityType::Place
        ),
    }
}

/// The words before a name that belong to it in the tree: "White House spokesperson John Reed",
/// "President Lopez".
fn titles(cast: &mut Cast, document: &Document<'_>, figure: usize) {
    if cast.figures[figure].kind != EntityType::Person {
        return;
    }
    let names: Vec<Mention> = cast.figures[figure]
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Name)
        .cloned()
        .collect();
    for name in names {
        let mut start = name.tokens.start;
        while let Some(before) = start.checked_sub(1) {
            if document.sentence_of(before) != document.sentence_of(name.head)
                || !is_title_word(document, before, &name)
            {
                break;
            }
            start = before;
        }
        // "a word of council member Reed": the preposition ties both to what stands before.
        while start < name.tokens.start && document.tokens[start].upos == Upos::Adp {
            start += 1;
        }
        // An adjective alone ("controversial Lopez") is no title.
        let mut nouns = (start..name.tokens.start)
            .filter(|token| matches!(document.tokens[*token].upos, Upos::Noun | Upos::Propn));
        let noun = nouns
            .next_back()
            .filter(|noun| can_be_title(document, *noun));
        let words = document.words(start..name.tokens.start);
        if noun.is_some() && !is_courtesy(words) {
            describe(&mut cast.figures[figure], words);
        }
        if let Some(head) = title_noun(document, &name).filter(|head| *head >= start) {
            let title = Mention {
                tokens: start..name.tokens.start,
                head,
                kind: MentionKind::Nominal,
            };
            mention(&mut cast.figures[figure], title);
        }
    }
}

/// The noun before a person's name that the tree lets stand for the person in the clause: the name hangs
/// on it ("director Ann Lee"), or stands beside it as if both were the subject.
pub(super) fn title_noun(document: &Document<'_>, name: &Mention) -> Option<usize> {
    let token = &document.tokens[name.head];
    let is_title = |noun: usize| {
        let it = &document.tokens[noun];
        it.upos == Upos::Noun && can_be_title(document, noun)
            || lexicon::names::title(document.form(noun)).is_some()
    };
    let flat = token.relation.base() == Relation::Flat;
    let above = token
        .head
        .filter(|noun| flat && *noun < name.tokens.start && is_title(*noun));
    let beside = || {
        let noun = name.tokens.start.checked_sub(1)?;
        let it = &document.tokens[noun];
        let same = it.relation == token.relation && it.head == token.head;
        let person = features::noun_kind(document, noun) == Some(EntityType::Person);
        (same && person && it.upos == Upos::Noun && token.head.is_some()).then_some(noun)
    };
    above.or_else(beside)
}

/// Ends of words for those who do something or come from somewhere.
const AGENTS: [&str; 16] = [
    "er", "or", "man", "woman", "men", "ist", "ent", "ant", "ian", "can", "ary", "ess", "ief",
    "ee", "crat", "ate",
];

/// Whether a noun can say what somebody is: in capitals only titles and the words for people can
/// ("Transport Minister", but not "Lawsuit" in a headline).
fn can_be_title(document: &Document<'_>, noun: usize) -> bool {
    let form = document.form(noun);
    let small = form.to_lowercase();
    let shouted = form.len() > 1 && !form.chars().any(char::is_lowercase);
    !form.starts_with(char::is_uppercase)
        || shouted
        || document.tokens[noun].kind == Kind::Person
        || form.ends_with('.')
        || lexicon::names::title(form).is_some()
        || lexicon::names::role_noun(&small).is_some()
        || AGENTS.iter().any(|end| small.ends_with(end))
}

/// Whether a token before a name belongs to its titles.
fn is_title_word(document: &Document<'_>, token: usize, name: &Mention) -> bool {
    let it = &document.tokens[token];
    let can_be = match it.upos {
        Upos::Noun | Upos::Propn | Upos::Adj => true,
        Upos::Punct => document.form(token) == "-",
        Upos::Adp => document.form(token) == "of",
        _ => false,
    };
    if !can_be {
        return false;
    }
    let inside = |at: usize| at >= token && at < name.tokens.end;
    // The words hang on the name, or the name hangs on the title ("President" with a flat name).
    let mut at = token;
    for _ in 0..8 {
        let Some(up) = document.tokens[at].head else {
            break;
        };
        if name.tokens.contains(&up) {
            return !matches!(
                document.tokens[at].relation.base(),
                Relation::Nsubj | Relation::Obj | Relation::Obl | Relation::Conj
            );
        }
        if !inside(up) {
            break;
        }
        at = up;
    }
    let bearer = document.tokens[name.head].head;
    let hangs = matches!(
        document.tokens[name.head].relation.base(),
        Relation::Flat | Relation::Appos | Relation::Compound
    );
    // "school board member Lopez": what belongs to the title that the name hangs on.
    let below = bearer == Some(at) && (at == token || document.tokens[at].upos == Upos::Noun);
    // "board director General Lopez": two titles, and the name hangs on the first.
    let beside = it.relation.base() == Relation::Flat
        && it.head == bearer
        && lexicon::names::title(document.form(token)).is_some();
    let twin = title_noun(document, name) == Some(at);
    hangs && (below || beside) || twin
}

/// Forms of address that describe nothing.
fn is_courtesy(words: &str) -> bool {
    matches!(
        words,
        "Mr" | "Mr." | "Mrs" | "Mrs." | "Ms" | "Ms." | "Miss" | "M."
    )
}
