//! Short names and other names of one thing: "Lopez" is "Maria Lopez", "the NATO alliance" derives no
//! acronym but "World Health Organization (WHO)" does, "US" and "United States" are one country.

use crate::extraction::EntityType;
use crate::knowledge::{Knowledge, normalised};
use crate::language::Document;
use crate::rules::cast::{Cast, Figure};
use crate::rules::coreference::merge;

/// Joins figures whose names are names of one thing.
pub(crate) fn join(cast: &mut Cast, document: &Document<'_>, knowledge: &Knowledge) {
    while let Some((into, from)) = pair(cast, document, knowledge) {
        merge(cast, into, from);
    }
    for figure in &mut cast.figures {
        promote(document, figure);
    }
}

/// The first two figures that are one: the one with the fuller name, the other.
fn pair(cast: &Cast, document: &Document<'_>, knowledge: &Knowledge) -> Option<(usize, usize)> {
    for (at, short) in cast.figures.iter().enumerate() {
        let fits: Vec<usize> = (0..cast.figures.len())
            .filter(|other| *other != at)
            .filter(|other| is_short_for(document, knowledge, short, &cast.figures[*other]))
            .collect();
        // "Kim" after "Kim Il Sung" and "Kim Jong Un" is the one named last before it.
        let first = short.mentions[0].tokens.start;
        let before = fits
            .iter()
            .copied()
            .filter(|other| cast.figures[*other].mentions[0].tokens.start < first)
            .max_by_key(|other| {
                cast.figures[*other]
                    .mentions
                    .iter()
                    .map(|mention| mention.tokens.start)
                    .filter(|start| *start < first)
                    .max()
            });
        if let Some(into) = before.or_else(|| (fits.len() == 1).then(|| fits[0])) {
            return Some((into, at));
        }
    }
    None
}

/// Whether a name can be a shorter form of another's.
fn is_short_for(
    document: &Document<'_>,
    knowledge: &Knowledge,
    short: &Figure,
    full: &Figure,
) -> bool {
    if short.kind != full.kind {
        return is_located_alike(short, full) && normalised(&short.name) == normalised(&full.name)
            || is_introduced(document, short, full);
    }
    names(full).any(|name| is_short_name(short.kind, &short.name, name))
        || same_known(knowledge, short, full)
        || is_introduced(document, short, full)
}

/// Country, place, facility: the types that one name may waver between.
fn is_located_alike(a: &Figure, b: &Figure) -> bool {
    let located = |kind| {
        matches!(
            kind,
            EntityType::Country | EntityType::Place | EntityType::Facility
        )
    };
    located(a.kind) && located(b.kind)
}

/// All names of a figure.
fn names(figure: &Figure) -> impl Iterator<Item = &str> {
    std::iter::once(figure.name.as_str()).chain(figure.aliases.iter().map(String::as_str))
}

/// By the words alone.
fn is_short_name(kind: EntityType, short: &str, full: &str) -> bool {
    let (short_key, full_key) = (normalised(short), normalised(full));
    if short_key == full_key {
        return true;
    }
    let (short_words, full_words): (Vec<&str>, Vec<&str>) = (
        short_key.split(' ').collect(),
        full_key.split(' ').collect(),
    );
    match kind {
        EntityType::Person => is_short_person(&short_words, &full_words),
        EntityType::Organization
        | EntityType::Event
        | EntityType::Law
        | EntityType::Group
        | EntityType::Product => {
            is_acronym(short, full)
                || is_cut(&short_words, &full_words)
                || is_kind_word(kind, &short_words, &full_words)
        }
        _ => false,
    }
}

/// A surname, a first name, or the same first and last name with other names between them.
fn is_short_person(short: &[&str], full: &[&str]) -> bool {
    if short.len() >= full.len() {
        return false;
    }
    match short {
        [one] => one.chars().count() > 1 && (full.last() == Some(one) || full.first() == Some(one)),
        [first, .., last] => {
            full.first() == Some(first) && full.last() == Some(last)
                || full.windows(short.len()).any(|part| part == short)
        }
        [] => false,
    }
}

/// "the Church" for "the Church of Salem", "the Court" for "the Supreme Court": the word that says what
/// kind of body it is.
fn is_kind_word(kind: EntityType, short: &[&str], full: &[&str]) -> bool {
    let [word] = short else {
        return false;
    };
    let fits = crate::rules::lexicon::names::role_noun(word).is_some_and(|noun| {
        // A church, a hospital and a museum are houses and bodies.
        noun.kind == kind || kind == EntityType::Organization && noun.kind == EntityType::Facility
    });
    let head = full.iter().take_while(|part| **part != "of").last();
    fits && full.len() > 1 && head == Some(word)
}

/// "Acme" for "Acme Corporation": the first words, what is left being the kind of body it is.
fn is_cut(short: &[&str], full: &[&str]) -> bool {
    short.len() < full.len()
        && full.starts_with(short)
        && full[short.len()..].iter().all(|word| {
            let mut letters = word.chars();
            let capital: String = letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect())
                .unwrap_or_default();
            crate::rules::lexicon::names::name_noun(&capital, 2).is_some()
                || crate::rules::lexicon::names::role_noun(word).is_some()
                || matches!(
                    *word,
                    "plc"
                        | "ag"
                        | "sa"
                        | "gmbh"
                        | "inc"
                        | "corp"
                        | "ltd"
                        | "llc"
                        | "computer"
                        | "motors"
                )
        })
}

/// Whether capitals are the initials of a name, small words counted or not.
pub(crate) fn is_acronym(short: &str, full: &str) -> bool {
    let letters: String = short.chars().filter(|c| c.is_alphanumeric()).collect();
    if !(2..=7).contains(&letters.chars().count()) || letters.chars().any(char::is_lowercase) {
        return false;
    }
    let words: Vec<&str> = full
        .split([' ', '-'])
        .filter(|word| word.chars().next().is_some_and(char::is_alphabetic))
        .collect();
    if words.len() < 2 {
        return false;
    }
    let initials = |all: bool| -> String {
        words
            .iter()
            .filter_map(|word| word.chars().next())
            .filter(|first| all || first.is_uppercase())
            .flat_map(char::to_uppercase)
            .collect()
    };
    letters == initials(true) || letters == initials(false)
}

/// Whether the gazetteer knows both as one thing ("Burma", "Myanmar").
fn same_known(knowledge: &Knowledge, a: &Figure, b: &Figure) -> bool {
    let first = |figure: &Figure| {
        knowledge
            .gazetteer(&figure.name)
            .into_iter()
            .find(|found| !found.role.is_other())
            .map(|found| found.id)
    };
    is_located_alike(a, b) && first(a).is_some_and(|known| first(b) == Some(known))
}

/// Whether the article says so: "the World Food Fund (WFF)", "Burma, also known as Myanmar".
fn is_introduced(document: &Document<'_>, short: &Figure, full: &Figure) -> bool {
    short.mentions.iter().any(|inner| {
        full.mentions.iter().any(|outer| {
            let gap = outer.tokens.end..inner.tokens.start;
            if gap.start >= gap.end
                || gap.len() > 7
                || document.sentence_of(gap.start) != document.sentence_of(inner.tokens.start)
            {
                return false;
            }
            let words: Vec<String> = gap
                .map(|token| document.form(token).to_lowercase())
                .collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let bracket = words == ["("] && is_acronym(&short.name, &full.name);
            let called = words.windows(2).any(|pair| pair == ["known", "as"])
                && !words
                    .iter()
                    .any(|word| matches!(*word, "and" | ";" | "by" | "of"));
            bracket || called && words.first() != Some(&".")
        })
    })
}

/// Lets the fullest name be the name; a country goes by the name most often used.
fn promote(document: &Document<'_>, figure: &mut Figure) {
    let located = matches!(figure.kind, EntityType::Country | EntityType::Place);
    let uses = |name: &str| {
        figure
            .mentions
            .iter()
            .filter(|mention| {
                normalised(document.words(mention.tokens.clone())) == normalised(name)
            })
            .count()
    };
    let weight = |name: &str| {
        let words = name.split(' ').count();
        if located {
            (uses(name), words)
        } else {
            (words, uses(name))
        }
    };
    let own = weight(&figure.name);
    let best = (0..figure.aliases.len())
        .max_by_key(|at| (weight(&figure.aliases[*at]), std::cmp::Reverse(*at)))
        .filter(|at| weight(&figure.aliases[*at]) > own);
    if let Some(at) = best {
        std::mem::swap(&mut figure.name, &mut figure.aliases[at]);
    }
}
