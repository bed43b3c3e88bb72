//! Which earlier phrase without a name a phrase with the same noun takes up: "a book ... the book".
//!
//! A linear ranker learned on GUM (`training/claimgraph_training/nouns.py`, weights in `nouns/weights.tsv`): for each
//! figure that the noun was used of, how likely it is the same thing by how both phrases are determined, what their
//! modifiers and owners share, and how far apart and how often they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Relation, Xpos};
use crate::rules::cast::{Cast, Mention};
use crate::rules::coreference::features::noun_kind;

/// Uses of a noun that a phrase is held against, the last ones before it.
const LOOK_BACK: usize = 40;
/// How likely a phrase must take up a figure, by how it is determined: what "a" brings in is mostly new.
const LIKELY: [f64; 5] = [0.3, 0.3, 0.3, 0.3, 0.5];
/// Words that tell one of a row from the others.
const RANKS: [&str; 10] = [
    "first", "second", "third", "fourth", "fifth", "last", "next", "previous", "other", "new",
];

/// The uses of nouns and what the mentions of figures say: kept along with the cast, so that a phrase is held
/// against the last uses of its noun only.
#[derive(Debug, Default)]
pub(crate) struct Nouns<'d> {
    /// By noun and number: the figure of each use, by its head.
    uses: BTreeMap<(&'d str, Xpos), BTreeMap<usize, usize>>,
    traits: Vec<Traits<'d>>,
}

/// What the mentions of a figure without a name have.
#[derive(Debug, Default)]
struct Traits<'d> {
    is_named: bool,
    modifiers: BTreeSet<&'d str>,
    owners: BTreeSet<&'d str>,
}

/// A figure that a phrase may take up.
struct Choice {
    figure: usize,
    /// Its last use of the noun.
    last: usize,
    times: usize,
    is_nearest: bool,
    is_only: bool,
}

impl<'d> Nouns<'d> {
    /// Those of a whole cast.
    pub(crate) fn new(cast: &Cast, document: &'d Document<'_>) -> Self {
        let mut nouns = Self::default();
        for (at, figure) in cast.figures.iter().enumerate() {
            for mention in &figure.mentions {
                nouns.add(document, mention, at);
            }
        }
        nouns
    }

    /// Adds a mention that a figure has got.
    pub(crate) fn add(&mut self, document: &'d Document<'_>, mention: &Mention, figure: usize) {
        let head = mention.head;
        let token = &document.tokens[head];
        let uses = self.uses.entry((token.lemma.as_str(), token.xpos));
        uses.or_default().insert(head, figure);
        if self.traits.len() <= figure {
            self.traits.resize_with(figure + 1, Traits::default);
        }
        let traits = &mut self.traits[figure];
        traits.is_named |= mention.kind == MentionKind::Name;
        if !traits.is_named {
            traits.modifiers.extend(modifiers(document, head));
            traits.owners.extend(owner(document, head));
        }
    }

    /// The figure without a name that a phrase takes up, if one is likely.
    pub(crate) fn taken_up(&self, document: &Document<'_>, head: usize) -> Option<usize> {
        if is_restricted(document, head) {
            return None;
        }
        let choices = self.choices(document, head);
        let likely = choices.iter().map(|choice| {
            let total = self.total(document, head, choice);
            (1.0 / (1.0 + (-total).exp()), choice.figure)
        });
        let best = likely.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let enough = LIKELY[determined(document, head) as usize];
        best.filter(|(likely, _)| *likely >= enough)
            .map(|(_, figure)| figure)
    }

    /// The figures without a name that the noun was used of before.
    fn choices(&self, document: &Document<'_>, head: usize) -> Vec<Choice> {
        let token = &document.tokens[head];
        let Some(uses) = self.uses.get(&(token.lemma.as_str(), token.xpos)) else {
            return Vec::new();
        };
        let mut choices: Vec<Choice> = Vec::new();
        for (last, figure) in uses.range(..head).rev().take(LOOK_BACK) {
            match choices.iter_mut().find(|choice| choice.figure == *figure) {
                Some(known) => known.times += 1,
                None => choices.push(Choice {
                    figure: *figure,
                    last: *last,
                    times: 1,
                    is_nearest: choices.is_empty(),
                    is_only: true,
                }),
            }
        }
        if choices.len() > 1 {
            for choice in &mut choices {
                choice.is_only = false;
            }
        }
        let own: BTreeSet<&str> = modifiers(document, head)
            .chain(owner(document, head))
            .collect();
        choices.retain(|choice| {
            let traits = &self.traits[choice.figure];
            let known: BTreeSet<&str> = traits.modifiers.union(&traits.owners).copied().collect();
            !traits.is_named && !is_another(&own, &known)
        });
        choices
    }

    /// The sum of the weights of what holds of a phrase and a figure.
    fn total(&self, document: &Document<'_>, head: usize, choice: &Choice) -> f64 {
        let own = determined(document, head);
        let mut total = 0.0;
        let mut add = |feature: &str| {
            let weights = WEIGHTS.get(feature);
            total += weights.map_or(0.0, |weights| weights[own as usize]);
        };
        let token = &document.tokens[head];
        add("bias");
        add(LAST[determined(document, choice.last) as usize]);
        for (feature, holds) in [
            ("plural", token.xpos == Xpos::Nns),
            ("twice", choice.times == 2),
            ("often", choice.times > 2),
            ("nearest", choice.is_nearest),
            ("only", choice.is_only),
            (
                "capital",
                document.form(head).starts_with(char::is_uppercase),
            ),
        ] {
            if holds {
                add(feature);
            }
        }
        let traits = &self.traits[choice.figure];
        compare_modifiers(document, head, traits, &mut add);
        compare_owners(document, head, traits, &mut add);
        let away = document.sentence_of(head) - document.sentence_of(choice.last);
        add(match away {
            0 => "away 0",
            1 => "away 1",
            2..=3 => "away 2",
            4..=8 => "away 4",
            9..=20 => "away 9",
            _ => "away 21",
        });
        add(match token.relation.base() {
            Relation::Nsubj => "as nsubj",
            Relation::Obj => "as obj",
            Relation::Obl => "as obl",
            Relation::Nmod => "as nmod",
            Relation::Conj => "as conj",
            Relation::Root => "as root",
            Relation::Appos => "as appos",
            _ => "as other",
        });
        if let Some((_, feature)) = KINDS.iter().find(|(kind, _)| *kind == token.kind.word()) {
            add(feature);
        }
        total
    }
}

/// Whether a clause tells which one is meant: "the intelligence relating to the plans" need not be any
/// spoken of before. Of people it often only says what they did: "the officials describing it".
fn is_restricted(document: &Document<'_>, head: usize) -> bool {
    noun_kind(document, head) != Some(EntityType::Person)
        && document
            .children(head)
            .any(|child| child > head && document.tokens[child].relation.base() == Relation::Acl)
}

/// The features for what a noun refers to.
const KINDS: [(&str, &str); 9] = [
    ("abstract", "kind abstract"),
    ("animal", "kind object"),
    ("event", "kind event"),
    ("object", "kind object"),
    ("organization", "kind organization"),
    ("person", "kind person"),
    ("place", "kind place"),
    ("plant", "kind object"),
    ("substance", "kind substance"),
];

/// What the modifiers of a phrase and of a figure share, and what stands behind the noun.
fn compare_modifiers(
    document: &Document<'_>,
    head: usize,
    traits: &Traits<'_>,
    add: &mut impl FnMut(&str),
) {
    let own: BTreeSet<&str> = modifiers(document, head).collect();
    let known = &traits.modifiers;
    let subset = own.is_subset(known);
    for (feature, holds) in [
        ("plain", own.is_empty()),
        (
            "both plain",
            own.is_empty() && known.is_empty() && traits.owners.is_empty(),
        ),
        ("subset", !own.is_empty() && subset),
        ("same", !own.is_empty() && own == *known),
        ("more", !subset),
        ("less", !known.is_subset(&own)),
        (
            "apart",
            !own.is_empty() && !known.is_empty() && own.is_disjoint(known),
        ),
    ] {
        if holds {
            add(feature);
        }
    }
    let clause = document
        .children(head)
        .any(|child| child > head && document.tokens[child].relation.base() == Relation::Acl);
    if clause {
        add("clause");
    }
    let mut complements = document
        .children(head)
        .filter(|child| is_complement(document, *child))
        .peekable();
    if complements.peek().is_some() {
        add("complement");
        if complements.all(|child| known.contains(document.tokens[child].lemma.as_str())) {
            add("same complement");
        }
    }
}

/// Whose a phrase is, and whose a figure.
fn compare_owners(
    document: &Document<'_>,
    head: usize,
    traits: &Traits<'_>,
    add: &mut impl FnMut(&str),
) {
    let Some(owner) = owner(document, head) else {
        if !traits.owners.is_empty() {
            add("lost owner");
        }
        return;
    };
    add(if traits.owners.contains(owner) {
        "same owner"
    } else if traits.owners.is_empty() {
        "new owner"
    } else {
        "other owner"
    });
    if matches!(
        owner,
        "his"
            | "her"
            | "its"
            | "their"
            | "my"
            | "our"
            | "your"
            | "he"
            | "she"
            | "it"
            | "they"
            | "I"
            | "we"
            | "you"
    ) {
        add("pronoun owns");
    }
}

/// Whether the words that tell which one is meant name another one: "the Saudi government" is not "the
/// Danish government", "the last game" not "the first game".
fn is_another(own: &BTreeSet<&str>, known: &BTreeSet<&str>) -> bool {
    let names = |words: &BTreeSet<&str>| -> BTreeSet<String> {
        let names = words.iter().filter(|word| **word != "I");
        let names = names.filter(|word| word.starts_with(char::is_uppercase));
        names.map(|word| (*word).to_owned()).collect()
    };
    let (mine, theirs) = (names(own), names(known));
    let rank = own
        .iter()
        .any(|word| RANKS.contains(word) && !known.contains(word));
    rank || !mine.is_subset(&theirs) && !theirs.is_subset(&mine)
}

/// How a phrase is determined: the columns of the weights.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Determined {
    The,
    This,
    Owned,
    Bare,
    Indefinite,
}

/// The features for how the last use is determined.
const LAST: [&str; 5] = [
    "last the",
    "last this",
    "last poss",
    "last bare",
    "last indef",
];

fn determined(document: &Document<'_>, head: usize) -> Determined {
    let lemma = |child: usize| document.tokens[child].lemma.to_lowercase();
    let is_determiner = |child: &usize| document.tokens[*child].relation.base() == Relation::Det;
    let has = |words: &[&str]| {
        let mut children = document.children(head).filter(is_determiner);
        children.any(|child| words.contains(&lemma(child).as_str()))
    };
    if owner(document, head).is_some() {
        Determined::Owned
    } else if has(&["the"]) {
        Determined::The
    } else if has(&["this", "that", "these", "those", "both"]) {
        Determined::This
    } else if document
        .children(head)
        .any(|child| INDEFINITE.contains(&lemma(child).as_str()))
    {
        Determined::Indefinite
    } else {
        Determined::Bare
    }
}

/// Words that bring in something new.
const INDEFINITE: [&str; 10] = [
    "a", "an", "another", "other", "some", "several", "any", "no", "each", "every",
];

/// The word that says whose it is: "her" of "her passport", "Reed" of "Reed's passport".
fn owner<'d>(document: &'d Document<'_>, head: usize) -> Option<&'d str> {
    document
        .child(head, Relation::NmodPoss)
        .map(|child| document.tokens[child].lemma.as_str())
}

/// The words that tell which ones are meant.
fn modifiers<'d>(document: &'d Document<'_>, head: usize) -> impl Iterator<Item = &'d str> {
    document.children(head).filter_map(|child| {
        let token = &document.tokens[child];
        let tells = matches!(
            token.relation.base(),
            Relation::Amod | Relation::Compound | Relation::Nmod | Relation::Nummod
        );
        (tells && token.relation != Relation::NmodPoss).then_some(token.lemma.as_str())
    })
}

fn is_complement(document: &Document<'_>, child: usize) -> bool {
    let relation = document.tokens[child].relation;
    relation.base() == Relation::Nmod && relation != Relation::NmodPoss
}

/// The weight of each feature by how the phrase is determined.
static WEIGHTS: LazyLock<BTreeMap<&str, [f64; 5]>> = LazyLock::new(|| {
    let rows = include_str!("nouns/weights.tsv").lines();
    let rows = rows.filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| {
        let mut fields = row.split('\t');
        let feature = fields.next()?;
        let mut weights = [0.0; 5];
        for (weight, field) in weights.iter_mut().zip(fields) {
            *weight = field.parse().ok()?;
        }
        Some((feature, weights))
    })
    .collect()
});

#[cfg(test)]
mod tests {
    use super::WEIGHTS;

    #[test]
    fn every_feature_has_its_weights() {
        let features = super::LAST
            .iter()
            .chain(super::KINDS.iter().map(|(_, it)| it));
        let others = [
            "bias",
            "nearest",
            "only",
            "subset",
            "more",
            "same owner",
            "away 21",
        ];
        for feature in features.chain(&others) {
            assert!(WEIGHTS.contains_key(feature), "{feature}");
        }
    }
}
