//! Pronouns: the most prominent earlier figure that agrees, near enough and alone in being so.
//!
//! The weights follow Lappin and Leass (1994): subjects before objects before the rest, near sentences
//! before far ones, often mentioned figures before those mentioned once. Those of "they" were fitted on
//! the training part of GUM: what stood last counts more, what is neither people nor a body less.

mod pleonastic;

use std::collections::{BTreeMap, BTreeSet};

use crate::extraction::{EntityType, MentionKind};
use crate::language::{Document, Relation, Upos};
use crate::rules::cast::{Cast, Figure, Mention};
use crate::rules::coreference::features::{self, Number, prominence};
use crate::rules::coreference::{is_named, mention, plurals};
use crate::rules::lexicon::names::{Gender, gender_of_given};
use crate::rules::lexicon::{self, Part};

/// Sentences a pronoun reaches back.
const REACH: usize = 3;
/// By how much the best figure must beat the next one.
const MARGIN: f64 = 0.08;

/// What a pronoun asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// "he", "she".
    Person(Gender),
    /// "it".
    Thing,
    /// "they".
    Many,
}

/// Resolves third-person pronouns in text order; those of speakers who go on are whoever spoke before,
/// if that one agrees.
pub(crate) fn attach(cast: &mut Cast, document: &Document<'_>, going_on: &BTreeMap<usize, usize>) {
    let mut nearby = Nearby::new(cast, document);
    for token in document.indices() {
        let Some(wanted) = wanted(document, token) else {
            continue;
        };
        if nearby.is_head(cast, document, token) || pleonastic::is_empty(document, token) {
            continue;
        }
        let between = wanted == Wanted::Many && is_between(document, token);
        let figure = between
            .then(|| plurals::before(cast, document, token))
            .flatten()
            .or_else(|| {
                let speaker = going_on.get(&token)?;
                let figure = cast.at_head(*speaker)?;
                agreement(document, &cast.figures[figure], wanted).map(|_| figure)
            })
            .or_else(|| best(cast, document, &nearby, token, wanted))
            .or_else(|| {
                (wanted == Wanted::Many)
                    .then(|| plurals::before(cast, document, token))
                    .flatten()
            });
        if let Some(figure) = figure {
            nearby.add(document.sentence_of(token), figure);
            mention(
                &mut cast.figures[figure],
                Mention {
                    tokens: token..token + 1,
                    head: token,
                    kind: MentionKind::Pronoun,
                },
            );
        }
    }
}

/// The figures that are mentioned in each sentence, so that a pronoun looks at those within its reach
/// only.
struct Nearby(Vec<BTreeSet<usize>>);

impl Nearby {
    fn new(cast: &Cast, document: &Document<'_>) -> Self {
        let mut nearby = Self(vec![BTreeSet::new(); document.sentences.len()]);
        for (figure, it) in cast.figures.iter().enumerate() {
            for mention in &it.mentions {
                nearby.add(document.sentence_of(mention.head), figure);
            }
        }
        nearby
    }

    fn add(&mut self, sentence: usize, figure: usize) {
        if let Some(figures) = self.0.get_mut(sentence) {
            figures.insert(figure);
        }
    }

    /// Whether a mention of some figure has this head.
    fn is_head(&self, cast: &Cast, document: &Document<'_>, token: usize) -> bool {
        let figures = self.0.get(document.sentence_of(token));
        figures.into_iter().flatten().any(|figure| {
            let mut mentions = cast.figures[*figure].mentions.iter();
            mentions.any(|mention| mention.head == token)
        })
    }

    /// The figures of the sentences that a pronoun in this sentence reaches.
    fn within(&self, sentence: usize) -> BTreeSet<usize> {
        let reached = self.0.iter().take(sentence + 1);
        let reached = reached.skip(sentence.saturating_sub(REACH));
        reached.flatten().copied().collect()
    }
}

/// What a token asks for, if it is a personal pronoun of the third person.
fn wanted(document: &Document<'_>, token: usize) -> Option<Wanted> {
    match document.form(token).to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Some(Wanted::Person(Gender::Male)),
        "she" | "her" | "hers" | "herself" => Some(Wanted::Person(Gender::Female)),
        "it" | "its" | "itself" => Some(Wanted::Thing),
        "they" | "them" | "their" | "theirs" | "themselves" => Some(Wanted::Many),
        _ => None,
    }
}

/// "between them": two or more that the text has named.
fn is_between(document: &Document<'_>, token: usize) -> bool {
    document
        .child(token, Relation::Case)
        .is_some_and(|case| matches!(document.tokens[case].lemma.as_str(), "between" | "among"))
}

/// The figure with the highest score, unless another one is as good.
fn best(
    cast: &Cast,
    document: &Document<'_>,
    nearby: &Nearby,
    pronoun: usize,
    wanted: Wanted,
) -> Option<usize> {
    let mut scored: Vec<(f64, usize)> = nearby
        .within(document.sentence_of(pronoun))
        .into_iter()
        .filter_map(|figure| Some((score(cast, document, pronoun, wanted, figure)?, figure)))
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let (top, figure) = *scored.first()?;
    let second = scored.get(1).map_or(f64::MIN, |next| next.0);
    (top - second >= MARGIN).then_some(figure)
}

/// How well a figure answers; `None` when it cannot.
fn score(
    cast: &Cast,
    document: &Document<'_>,
    pronoun: usize,
    wanted: Wanted,
    at: usize,
) -> Option<f64> {
    let figure = &cast.figures[at];
    let mut total = agreement(document, figure, wanted)?;
    if wanted == Wanted::Thing {
        total += part(document, pronoun, figure)?;
    }
    let speaks = speaks(document, pronoun);
    if speaks {
        total += will(figure, wanted)?;
    }
    // A town may be named again in what is told of it, a person is not.
    let told = speaks || matches!(wanted, Wanted::Person(_));
    let sentence = document.sentence_of(pronoun);
    let mut nearest = None;
    let mut last = None;
    for mention in &figure.mentions {
        let other = document.sentence_of(mention.head);
        if other > sentence || other + REACH < sentence {
            continue;
        }
        let after = mention.head > pronoun;
        if told && other == sentence && is_told_of(document, pronoun, mention) {
            return None;
        }
        if after && !is_ahead(document, pronoun, mention.head) {
            continue;
        }
        if other == sentence && is_bound(document, pronoun, mention) {
            return None;
        }
        if !after {
            last = last.max(Some(mention.head));
        }
        let distance = f64::from(u32::try_from(sentence - other).unwrap_or(9));
        let mut weight = prominence(document, mention.head) - 0.6 * distance;
        if mention.kind == MentionKind::Pronoun {
            weight += 0.15;
        }
        if after {
            weight += 0.3;
        }
        nearest = Some(nearest.map_or(weight, |best: f64| best.max(weight)));
    }
    total += nearest?;
    if let Some(last) = last.filter(|_| wanted == Wanted::Many) {
        let words = u32::try_from(pronoun - last).unwrap_or(u32::MAX);
        total -= 0.3 * f64::from(words).ln_1p();
    }
    let before = figure
        .mentions
        .iter()
        .filter(|mention| mention.head < pronoun)
        .count();
    total += 0.1 * f64::from(u32::try_from(before.min(5)).unwrap_or(5));
    Some(total)
}

/// Whether a pronoun is the subject of a word of saying or thinking, as only those with a will are.
fn speaks(document: &Document<'_>, pronoun: usize) -> bool {
    let token = &document.tokens[pronoun];
    token.relation == Relation::Nsubj
        && token
            .head
            .is_some_and(|verb| lexicon::cue(Part::Verb, &document.tokens[verb].lemma).is_some())
}

/// How gladly a figure is what "it" is in its clause: bodies and countries act, seldom is something done
/// with them; and what "it" is said to be ("it is a city") is of its kind, if not a thing with a name.
fn part(document: &Document<'_>, pronoun: usize, figure: &Figure) -> Option<f64> {
    let token = &document.tokens[pronoun];
    let head = token.head?;
    let acts = matches!(figure.kind, EntityType::Organization | EntityType::Country);
    let predicate = token.relation.base() == Relation::Nsubj
        && document.child(head, Relation::Cop).is_some()
        && !matches!(
            document.tokens[head].upos,
            Upos::Adj | Upos::Verb | Upos::Adp
        );
    if predicate {
        let same = features::noun_kind(document, head) == Some(figure.kind);
        let thing = is_named(figure) && !acts && figure.kind != EntityType::Place;
        return (same || thing).then_some(0.0);
    }
    let passive = token.relation.base() == Relation::Obj;
    Some(if acts && passive { -0.4 } else { 0.0 })
}

/// How gladly a figure speaks: "they say" are people or bodies, never years or goals.
fn will(figure: &Figure, wanted: Wanted) -> Option<f64> {
    match (wanted, figure.kind) {
        (
            Wanted::Many,
            EntityType::Person | EntityType::Group | EntityType::Organization | EntityType::Country,
        ) => Some(0.2),
        (Wanted::Many, _) => None,
        (Wanted::Thing, EntityType::Organization | EntityType::Country) => Some(0.3),
        (Wanted::Thing, EntityType::Product | EntityType::Place | EntityType::Facility) => {
            Some(-0.3)
        }
        _ => Some(0.0),
    }
}

/// Units of time and measure, which pronouns do not take up.
const MEASURES: [&str; 12] = [
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "percent",
    "dollar",
    "euro",
    "mile",
    "kilometer",
    "time",
];

/// Whether gender, number and kind agree, and how gladly.
fn agreement(document: &Document<'_>, figure: &Figure, wanted: Wanted) -> Option<f64> {
    let plural = figure.mentions.iter().any(|mention| {
        mention.kind == MentionKind::Nominal
            && features::number(document, mention.head) == Some(Number::Plural)
    });
    if !is_named(figure)
        && figure
            .mentions
            .iter()
            .all(|mention| MEASURES.contains(&document.tokens[mention.head].lemma.as_str()))
    {
        return None;
    }
    match wanted {
        Wanted::Person(gender) => {
            if figure.kind != EntityType::Person || plural {
                return None;
            }
            match features::gender(document, figure) {
                Some(known) if known == gender => Some(0.3),
                Some(_) => None,
                None => Some(
                    likely_gender(figure)
                        .map_or(0.0, |likely| if likely == gender { 0.2 } else { -0.4 }),
                ),
            }
        }
        Wanted::Thing => (figure.kind != EntityType::Person
            && (figure.kind != EntityType::Group || is_crowd(document, figure))
            && !plural)
            .then_some(match figure.kind {
                EntityType::Organization | EntityType::Country => 0.2,
                EntityType::Product | EntityType::Work | EntityType::Event | EntityType::Law => 0.1,
                EntityType::Other => 0.0,
                _ => -0.2,
            }),
        Wanted::Many if figure.kind == EntityType::Group => Some(0.4),
        Wanted::Many if plural && figure.kind == EntityType::Other => Some(-0.2),
        Wanted::Many if plural => Some(0.2),
        Wanted::Many => (figure.kind == EntityType::Organization).then(|| {
            let peopled = figure.mentions.iter().any(|mention| {
                mention.kind == MentionKind::Nominal
                    && PEOPLED.contains(&document.tokens[mention.head].lemma.as_str())
            });
            if peopled { 0.2 } else { -0.3 }
        }),
    }
}

/// Bodies that are spoken of as the people in them: "the team ... they".
const PEOPLED: [&str; 5] = ["band", "group", "police", "side", "team"];

/// Whether a group without a name is one crowd, jury or family, which may be "it".
fn is_crowd(document: &Document<'_>, figure: &Figure) -> bool {
    figure.mentions.iter().all(|mention| {
        mention.kind != MentionKind::Name
            && !(mention.kind == MentionKind::Nominal
                && features::number(document, mention.head) == Some(Number::Plural))
    })
}

/// The gender of a given name that stands alone, which may be a surname too ("Kelly").
fn likely_gender(figure: &Figure) -> Option<Gender> {
    (!figure.name.contains(' '))
        .then(|| gender_of_given(&figure.name))
        .flatten()
}

/// "In her speech, Lopez said": the subject of the clause that the pronoun's phrase opens.
fn is_ahead(document: &Document<'_>, pronoun: usize, subject: usize) -> bool {
    document.tokens[subject].relation.base() == Relation::Nsubj
        && document.tokens[subject].head.is_some_and(|verb| {
            pronoun < subject
                && document.ancestors(pronoun).any(|up| up == verb)
                && document.tokens[pronoun].head != Some(verb)
        })
}

/// Whether a name or noun stands in what the pronoun is the subject of, or in the words that it says:
/// nobody calls himself by his name or office ("He said Reed would resign", "“The mayor will resign,” he
/// said").
fn is_told_of(document: &Document<'_>, pronoun: usize, other: &Mention) -> bool {
    if other.kind == MentionKind::Pronoun
        || document.tokens[pronoun].relation.base() != Relation::Nsubj
    {
        return false;
    }
    let Some(verb) = document.tokens[pronoun].head else {
        return false;
    };
    if other.head > pronoun && document.is_within(other.head, verb) {
        return true;
    }
    // The words stand before their tag, which hangs on them.
    let said = document.tokens[verb]
        .head
        .filter(|_| document.tokens[verb].relation.base() == Relation::Parataxis)
        .filter(|_| lexicon::cue(Part::Verb, &document.tokens[verb].lemma).is_some());
    said.is_some_and(|said| {
        document.is_within(other.head, said) && !document.is_within(other.head, verb)
    }) || other.head < pronoun
        && lexicon::cue(Part::Verb, &document.tokens[verb].lemma).is_some()
        && document.children(verb).any(|child| {
            document.tokens[child].relation.base() == Relation::Ccomp
                && document.is_within(other.head, child)
        })
}

/// Whether a pronoun stands in what is said beside a noun, which is of something else: "Kestrel, its
/// rival", "the photographer she had called".
fn is_inside(document: &Document<'_>, pronoun: usize, noun: usize) -> bool {
    let mut below = pronoun;
    for up in document.ancestors(pronoun) {
        if up != noun {
            below = up;
            continue;
        }
        let token = &document.tokens[pronoun];
        return match document.tokens[below].relation {
            Relation::Appos => true,
            Relation::Acl | Relation::AclRelcl => {
                token.relation.base() == Relation::Nsubj && token.head == Some(below)
            }
            _ => false,
        };
    }
    false
}

/// Whether the two are arguments of one verb ("Reed thanked him"), or the pronoun stands inside the
/// mention: then they are two.
fn is_bound(document: &Document<'_>, pronoun: usize, other: &Mention) -> bool {
    if other.tokens.contains(&pronoun) || is_inside(document, pronoun, other.head) {
        return true;
    }
    let form = document.form(pronoun).to_lowercase();
    let token = &document.tokens[pronoun];
    let reflexive = form.ends_with("self") || form.ends_with("selves");
    if reflexive || token.relation == Relation::NmodPoss {
        return false;
    }
    let verb = |at: usize| -> Option<usize> {
        let mut at = at;
        while document.tokens[at].relation == Relation::Conj
            && document.tokens[at].relation.base() != Relation::Nsubj
        {
            at = document.tokens[at].head?;
        }
        matches!(
            document.tokens[at].relation.base(),
            Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl
        )
        .then(|| document.tokens[at].head)
        .flatten()
    };
    verb(pronoun).is_some() && verb(pronoun) == verb(other.head)
}
