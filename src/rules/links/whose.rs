//! Whose a body is that every country has, where the text says so beside its name ("India's Supreme
//! Court", "the Supreme Court of India") or before the clause that names it ("In India, the Supreme
//! Court ruled").

use std::collections::{BTreeMap, BTreeSet};

use crate::extraction::MentionKind;
use crate::language::{Document, Relation};
use crate::rules::cast::{Cast, Figure, Mention};

/// The country of each figure that is one, by the figure's number.
pub(super) type Countries = BTreeMap<usize, (usize, u32)>;

/// The countries whose a figure is by its mentions; more than one where the article says it of several.
pub(super) fn owners(
    figure: &Figure,
    cast: &Cast,
    countries: &Countries,
    document: &Document<'_>,
) -> BTreeSet<(usize, u32)> {
    let country = |head: usize| countries.get(&cast.at_head(head)?).copied();
    let names = figure
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Name);
    names
        .filter_map(|name| {
            beside(document, name, country).or_else(|| scope(document, name, country))
        })
        .collect()
}

/// The country that hangs on the name as its owner.
fn beside<C>(
    document: &Document<'_>,
    name: &Mention,
    country: impl Fn(usize) -> Option<C>,
) -> Option<C> {
    let owning = |child: usize| match document.tokens[child].relation {
        Relation::NmodPoss | Relation::Compound => true,
        Relation::Nmod => has_case(document, child, "of"),
        _ => false,
    };
    let mut children = document.children(name.head);
    children.find_map(|child| owning(child).then(|| country(child)).flatten())
}

/// The country that the clause, or one around it, opens with.
fn scope<C>(
    document: &Document<'_>,
    name: &Mention,
    country: impl Fn(usize) -> Option<C>,
) -> Option<C> {
    let opens = |verb: usize, child: usize| {
        let subject = document
            .children(verb)
            .find(|it| document.tokens[*it].relation.base() == Relation::Nsubj);
        document.tokens[child].relation.base() == Relation::Obl
            && child < name.tokens.start
            && subject.is_some_and(|subject| child < subject)
            && has_case(document, child, "in")
    };
    document.ancestors(name.head).find_map(|verb| {
        let mut children = document.children(verb);
        children.find_map(|child| opens(verb, child).then(|| country(child)).flatten())
    })
}

fn has_case(document: &Document<'_>, noun: usize, lemma: &str) -> bool {
    let case = document.child(noun, Relation::Case);
    case.is_some_and(|case| document.tokens[case].lemma == lemma)
}
