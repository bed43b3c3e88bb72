//! What the tree tells of a phrase: its extent, number, gender, definiteness and place in the clause.

use std::ops::Range;

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::cast::Figure;
use crate::rules::clause;
use crate::rules::lexicon::names::{Gender, likely_gender_of_given, role_noun, title};

/// One or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// One.
    Singular,
    /// More than one.
    Plural,
}

/// The words of a common-noun phrase with this head: modifiers before it and phrases after it,
/// without the preposition before it, relative clauses, coordinated phrases and appositions.
pub(crate) fn extent(document: &Document<'_>, head: usize) -> Range<usize> {
    let without: Vec<usize> = document
        .children(head)
        .filter(|child| {
            matches!(
                document.tokens[*child].relation.base(),
                Relation::Case
                    | Relation::Cc
                    | Relation::Conj
                    | Relation::Appos
                    | Relation::Punct
                    | Relation::Parataxis
                    | Relation::Acl
                    | Relation::Cop
                    | Relation::Nsubj
                    | Relation::Aux
                    | Relation::Advcl
                    | Relation::Mark
                    | Relation::Dep
                    | Relation::Obl
                    | Relation::Advmod
                    | Relation::Discourse
                    | Relation::Ccomp
            ) && !(*child < head && document.tokens[*child].relation == Relation::Acl)
        })
        .collect();
    let tokens = clause::below(document, head, &without);
    clause::pieces(document, &tokens)
        .into_iter()
        .find(|piece| piece.contains(&head))
        .unwrap_or(head..head + 1)
}

/// Whether a noun phrase is known to the reader already: "the", "this", "both", a possessor.
pub(crate) fn is_definite(document: &Document<'_>, head: usize) -> bool {
    document.children(head).any(|child| {
        let lemma = document.tokens[child].lemma.as_str();
        matches!(document.tokens[child].relation.base(), Relation::Det)
            && matches!(lemma, "the" | "this" | "that" | "these" | "those" | "both")
    })
}

/// Whether a token is a common noun that heads a phrase of its own.
pub(crate) fn is_nominal_head(document: &Document<'_>, token: usize) -> bool {
    let it = &document.tokens[token];
    it.upos == Upos::Noun
        && !matches!(
            it.relation.base(),
            Relation::Compound | Relation::Flat | Relation::Fixed | Relation::Goeswith
        )
}

/// Number of a noun or pronoun; `None` when its form does not tell.
pub(crate) fn number(document: &Document<'_>, head: usize) -> Option<Number> {
    let determined = |noun: usize| {
        document.children(noun).any(|child| {
            let relation = document.tokens[child].relation;
            relation == Relation::Det || relation == Relation::NmodPoss
        })
    };
    // "a painter and sculptor", "the founder and owner": one determiner, one person.
    let many = document.children(head).any(|child| {
        document.tokens[child].relation == Relation::Conj
            && document
                .child(child, Relation::Cc)
                .is_some_and(|cc| document.tokens[cc].lemma == "and")
            && !(document.tokens[head].xpos == Xpos::Nn && determined(head) && !determined(child))
    });
    if many {
        return Some(Number::Plural);
    }
    match document.tokens[head].xpos {
        Xpos::Nn | Xpos::Nnp => Some(Number::Singular),
        Xpos::Nns | Xpos::Nnps => Some(Number::Plural),
        _ => None,
    }
}

/// The gender of a figure: from titles before its name, role nouns, then its given name.
pub(crate) fn gender(document: &Document<'_>, figure: &Figure) -> Option<Gender> {
    let mut told = None;
    for mention in &figure.mentions {
        match mention.kind {
            MentionKind::Name => {
                let before = mention.tokens.start.checked_sub(1);
                told = told.or_else(|| before.and_then(|at| title(document.form(at))).flatten());
            }
            MentionKind::Nominal => {
                let lemma = document.tokens[mention.head].lemma.as_str();
                told = told.or_else(|| role_noun(lemma).and_then(|noun| noun.gender));
            }
            MentionKind::Pronoun => {
                told = told.or(match document.tokens[mention.head].lemma.as_str() {
                    "he" | "his" | "him" | "himself" => Some(Gender::Male),
                    "she" | "her" | "hers" | "herself" => Some(Gender::Female),
                    _ => None,
                });
            }
        }
    }
    let given = figure.name.split(' ').next().unwrap_or_default();
    told.or_else(|| {
        figure
            .name
            .contains(' ')
            .then(|| likely_gender_of_given(given))
            .flatten()
    })
}

/// What a common noun may stand for: what the tables say, else the model's kind.
pub(crate) fn noun_kind(document: &Document<'_>, head: usize) -> Option<EntityType> {
    let token = &document.tokens[head];
    let lemma = token.lemma.to_lowercase();
    // "Justice was done": with nothing before it no judge.
    if lemma == "justice" && document.children(head).next().is_none() {
        return None;
    }
    role_noun(&lemma)
        .map(|noun| noun.kind)
        .or(match token.kind {
            Kind::Person => Some(EntityType::Person),
            Kind::Organization => Some(EntityType::Organization),
            Kind::Place => Some(EntityType::Place),
            Kind::Event => Some(EntityType::Event),
            _ => None,
        })
}

/// How prominent a mention is by its place in the clause, 0 to 1.
pub(crate) fn prominence(document: &Document<'_>, head: usize) -> f64 {
    match document.tokens[head].relation.base() {
        Relation::Nsubj => 1.0,
        Relation::Root => 0.7,
        Relation::Obj | Relation::Iobj => 0.6,
        Relation::Appos | Relation::Conj => document.tokens[head]
            .head
            .filter(|up| document.tokens[*up].relation != document.tokens[head].relation)
            .map_or(0.4, |up| prominence(document, up) * 0.9),
        Relation::Obl => 0.4,
        Relation::Nmod if document.tokens[head].relation == Relation::NmodPoss => 0.45,
        _ => 0.3,
    }
}
