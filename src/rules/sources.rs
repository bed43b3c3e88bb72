//! Sources without a name: "American and allied officials", "a person familiar with the matter".
//!
//! Inside one article "the officials" and "they" take up the officials named before; a fuller
//! description becomes the label.

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Relation, Upos};
use crate::rules::cast::{Cast, Figure, Mention};
use crate::rules::coreference::{self, extent, is_definite};

/// The figure of a source without a name, given the head token of its phrase: a figure known
/// already, or a new one at the end of the cast. `None` for what cannot be a source at all.
pub fn anonymous(cast: &mut Cast, document: &Document<'_>, head: usize) -> Option<usize> {
    if let Some(known) = cast.at_head(head) {
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
        same_noun(cast, document, head)
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
        cast.figures.push(Figure {
            kind: kind(document, head),
            name: words.clone(),
            aliases: Vec::new(),
            descriptions: reasons(document, head),
            links: Vec::new(),
            mentions: Vec::new(),
            confidence: 0.8,
        });
        cast.figures.len() - 1
    });
    let known = &mut cast.figures[figure];
    // The fullest description is the label; a named figure keeps its name.
    let anonymous = !known
        .mentions
        .iter()
        .any(|mention| mention.kind == MentionKind::Name);
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
    coreference::mention(known, mention);
    Some(figure)
}

/// An anonymous figure that the phrase takes up: the same noun in the same number, definite or with
/// no word that the earlier one lacks.
fn same_noun(cast: &Cast, document: &Document<'_>, head: usize) -> Option<usize> {
    let token = &document.tokens[head];
    let own = modifiers(document, head);
    let indefinite = document.children(head).any(|child| {
        matches!(
            document.tokens[child].lemma.as_str(),
            "a" | "an" | "another" | "other" | "some" | "several"
        )
    });
    if indefinite {
        return None;
    }
    cast.figures
        .iter()
        .enumerate()
        .filter_map(|(at, figure)| {
            if figure
                .mentions
                .iter()
                .any(|mention| mention.kind == MentionKind::Name)
            {
                return None;
            }
            let earlier = figure.mentions.iter().filter(|mention| {
                let other = &document.tokens[mention.head];
                mention.head < head && other.lemma == token.lemma && other.xpos == token.xpos
            });
            let theirs: Vec<String> = figure
                .mentions
                .iter()
                .flat_map(|mention| modifiers(document, mention.head))
                .collect();
            let last = earlier.map(|mention| mention.head).max()?;
            let subset = own.iter().all(|word| theirs.contains(word));
            (subset && (is_definite(document, head) || own == theirs || own.is_empty()))
                .then_some((last, at))
        })
        .max()
        .map(|(_, at)| at)
}

/// The words before a noun that tell which ones.
fn modifiers(document: &Document<'_>, head: usize) -> Vec<String> {
    document
        .children(head)
        .filter(|child| {
            matches!(
                document.tokens[*child].relation.base(),
                Relation::Amod | Relation::Compound | Relation::Nmod | Relation::Nummod
            )
        })
        .map(|child| document.tokens[child].lemma.to_lowercase())
        .collect()
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
        .filter(|(_, figure)| {
            figure
                .mentions
                .iter()
                .all(|mention| mention.kind != MentionKind::Name)
        })
        .filter_map(|(at, figure)| {
            let last = figure
                .mentions
                .iter()
                .rfind(|mention| mention.head < head)?;
            let plural = figure.mentions.iter().any(|mention| {
                matches!(
                    document.tokens[mention.head].xpos,
                    crate::language::Xpos::Nns | crate::language::Xpos::Nnps
                )
            });
            (plural && document.sentence_of(last.head) + 2 >= sentence).then_some((last.head, at))
        })
        .max()
        .map(|(_, at)| at)
}

/// A crowd is a group, one is a person, a body is an organisation.
fn kind(document: &Document<'_>, head: usize) -> EntityType {
    let token = &document.tokens[head];
    let plural = matches!(
        token.xpos,
        crate::language::Xpos::Nns | crate::language::Xpos::Nnps
    );
    match coreference::noun_kind(document, head) {
        Some(EntityType::Person) if plural => EntityType::Group,
        Some(EntityType::Person) => EntityType::Person,
        Some(EntityType::Organization) => EntityType::Organization,
        _ if plural => EntityType::Group,
        _ => EntityType::Other,
    }
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
