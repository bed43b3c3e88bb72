//! Sources without a name: "American and allied officials", "a person familiar with the matter".
//!
//! Inside one article "the officials" and "they" take up the officials named before; a fuller
//! description becomes the label.

use crate::extraction::MentionKind;
use crate::language::{Document, Relation, Upos};
use crate::rules::cast::{Cast, Mention};
use crate::rules::coreference::{self, Index, extent};

/// The figure of a source without a name, given the head token of its phrase: a figure known
/// already, or a new one at the end of the cast. `None` for what cannot be a source at all. `index` is
/// that of the whole cast.
pub(crate) fn anonymous<'d>(
    cast: &mut Cast,
    index: &mut Index<'d>,
    document: &'d Document<'_>,
    head: usize,
) -> Option<usize> {
    if let Some(known) = index.heads.figure(head) {
        return Some(known);
    }
    let token = &document.tokens[head];
    if matches!(token.upos, Upos::Punct | Upos::Verb | Upos::Aux | Upos::Adp) {
        return None;
    }
    let pronoun = token.upos == Upos::Pron || token.upos == Upos::Det;
    let before = if pronoun {
        pronoun_antecedent(cast, document, head)
    } else {
        index.nouns.taken_up(document, head)
    };
    if pronoun && before.is_none() {
        return None;
    }
    let tokens = if pronoun {
        head..head + 1
    } else {
        extent(document, head)
    };
    let words = coreference::described(document, tokens.clone()).to_owned();
    let figure = before.unwrap_or_else(|| {
        let mut figure = coreference::new(document, head, &words);
        figure.descriptions = reasons(document, head);
        cast.figures.push(figure);
        cast.figures.len() - 1
    });
    let known = &mut cast.figures[figure];
    // The fullest description is the label; a named figure keeps its name.
    let anonymous = !coreference::is_named(known);
    if anonymous && !pronoun && words.split(' ').count() > known.name.split(' ').count() {
        known.name = words;
    }
    let mention = Mention {
        tokens,
        head,
        kind: if pronoun {
            MentionKind::Pronoun
        } else {
            MentionKind::Nominal
        },
    };
    index.add(document, &mention, figure);
    coreference::mention(known, mention);
    Some(figure)
}

/// "They said": the last anonymous source in the plural, at most two sentences before.
fn pronoun_antecedent(cast: &Cast, document: &Document<'_>, head: usize) -> Option<usize> {
    let many = document.form(head).eq_ignore_ascii_case("they");
    if !many {
        return None;
    }
    let sentence = document.sentence_of(head);
    cast.figures
        .iter()
        .enumerate()
        .filter(|(_, figure)| !coreference::is_named(figure))
        .filter_map(|(at, figure)| {
            let last = figure
                .mentions
                .iter()
                .rfind(|mention| mention.head < head)?;
            let plural = figure
                .mentions
                .iter()
                .any(|mention| coreference::is_plural(document, mention.head));
            (plural && document.sentence_of(last.head) + 2 >= sentence).then_some((last.head, at))
        })
        .max()
        .map(|(_, at)| at)
}

/// Why a source has no name: "speaking on condition of anonymity", "who were not authorized".
fn reasons(document: &Document<'_>, head: usize) -> Vec<String> {
    document
        .children(head)
        .filter(|child| document.tokens[*child].relation.base() == Relation::Acl)
        .filter_map(|child| {
            let range = document.subtree(child);
            let words = document.words(range);
            let lower = words.to_lowercase();
            let telling = [
                "anonym",
                "authorized",
                "authorised",
                "not named",
                "unnamed",
                "not be identified",
                "permission",
            ];
            telling
                .iter()
                .any(|word| lower.contains(word))
                .then(|| words.to_owned())
        })
        .collect()
}
