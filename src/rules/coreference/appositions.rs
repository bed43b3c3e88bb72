//! Phrases that say who somebody is, beside the name: "Maria Lopez, the mayor of Salem", "a
//! spokesman, John Reed", "Reed is the chairman". They are mentions and descriptions of the name.

use std::ops::Range;

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Relation, Upos};
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
    let copula = document.child(noun, Relation::Cop).is_some();
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
    let start = tokens.start + usize::from(article);
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
    while end > tokens.start + 1
        && matches!(document.tokens[end - 1].upos, Upos::Punct | Upos::Adp)
        && document.form(end - 1) != ")"
    {
        end -= 1;
    }
    end.max(tokens.start + 1)
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
        let noun = (start..name.tokens.start)
            .any(|token| matches!(document.tokens[token].upos, Upos::Noun | Upos::Propn));
        let words = document.words(start..name.tokens.start);
        if noun && !is_courtesy(words) {
            describe(&mut cast.figures[figure], words);
        }
    }
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
    hangs && (below || beside)
}

/// Forms of address that describe nothing.
fn is_courtesy(words: &str) -> bool {
    matches!(
        words,
        "Mr" | "Mr." | "Mrs" | "Mrs." | "Ms" | "Ms." | "Miss" | "M."
    )
}
