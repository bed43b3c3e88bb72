//! Claims in the words of the extraction format.

use std::ops::Range;

use crate::extraction::{
    Act, Certainty, Claim, Content, Cue, Phrase, Polarity, Proposition, Source, SourceKind,
    Temporality, Time,
};
use crate::language::{Document, Relation, Upos, Xpos};
use crate::rules::cast::{Cast, Heads, is_located};
use crate::rules::claims::{Found, Scene, Speaker, confidence, content};
use crate::rules::clause;
use crate::rules::factuality;
use crate::rules::propositions::Stated;
use crate::text::Span;

/// What is known of the article besides claims, with the ids it goes by in the extraction.
#[derive(Clone, Copy, Debug)]
pub struct Tables<'a> {
    /// The analysed text.
    pub document: &'a Document<'a>,
    /// The figures; figure `n` has the id `e{n + 1}`.
    pub cast: &'a Cast,
    /// Which of them each mention's head refers to.
    pub heads: &'a Heads,
    /// The times, with their ids.
    pub times: &'a [Time],
    /// The day of publication, as far as it is known.
    pub published: Option<&'a str>,
}

impl Tables<'_> {
    /// A span in code points.
    #[must_use]
    pub fn chars(&self, span: Span) -> (usize, usize) {
        let range = self.document.text.char_range(span);
        (range.start, range.end)
    }

    /// The id of the entity that a phrase with this head refers to.
    #[must_use]
    pub fn entity(&self, head: usize) -> Option<String> {
        self.heads
            .figure(head)
            .map(|figure| format!("e{}", figure + 1))
    }

    /// The id of the entity, if it is somewhere.
    #[must_use]
    pub fn place(&self, head: usize) -> Option<String> {
        let figure = self.heads.figure(head)?;
        let kind = self.cast.figures[figure].kind;
        is_located(kind).then(|| format!("e{}", figure + 1))
    }

    /// The last mention before a token of what the mention with this head refers to, in the same sentence,
    /// with its head.
    #[must_use]
    pub fn mention_before(&self, head: usize, before: usize) -> Option<(Range<usize>, usize)> {
        let sentence = &self.document.sentences[self.document.sentence_of(head)].tokens;
        let figure = &self.cast.figures[self.heads.figure(head)?];
        let mut mentions = figure.mentions.iter().rev();
        let last = mentions.find(|it| it.tokens.end <= before)?;
        sentence
            .contains(&last.head)
            .then(|| (last.tokens.clone(), last.head))
    }

    /// Whether two heads stand in one mention of an entity ("Lind and Sons").
    #[must_use]
    pub fn is_one_name(&self, head: usize, other: usize) -> bool {
        self.heads.figure(head).is_some_and(|figure| {
            self.cast.figures[figure]
                .mentions
                .iter()
                .any(|mention| mention.head == head && mention.tokens.contains(&other))
        })
    }

    /// Whether the entity has a name somewhere in the article.
    fn is_named(&self, head: usize) -> bool {
        self.heads.figure(head).is_some_and(|figure| {
            self.cast.figures[figure]
                .mentions
                .iter()
                .any(|mention| mention.kind == crate::extraction::MentionKind::Name)
        })
    }

    /// Whether the article dates a predicate in the present tense to a day after its own.
    #[must_use]
    pub fn is_still_to_come(&self, predicate: usize) -> bool {
        factuality::is_still_to_come(self.document, predicate, self.times, self.published)
    }

    /// The ids of the times that lie in some words, each from its beginning to its end in one of the
    /// phrases or from one to another ("run Sunday to Sept. 13").
    #[must_use]
    pub fn times_within(&self, words: &[Range<usize>]) -> Vec<String> {
        let borders: Vec<(usize, usize)> = words
            .iter()
            .filter_map(|tokens| self.document.span(tokens.clone()))
            .map(|span| self.chars(span))
            .collect();
        self.times
            .iter()
            .filter(|time| {
                let holds = |char: usize| {
                    borders
                        .iter()
                        .any(|(start, end)| *start <= char && char < *end)
                };
                holds(time.start) && holds(time.end.saturating_sub(1))
            })
            .map(|time| time.id.clone())
            .collect()
    }
}

/// Writes the claims, numbered from 1 in the order of their cues. `stated` and `propositions` are
/// the same propositions over tokens and as written.
#[must_use]
pub fn write(
    scene: Scene<'_>,
    tables: &Tables<'_>,
    found: &[Found],
    stated: &[Stated],
    propositions: &[Proposition],
) -> Vec<Claim> {
    scene
        .document
        .stop
        .during(found.iter().enumerate())
        .filter_map(|(number, claim)| {
            one(
                scene,
                tables,
                number,
                found,
                inside(claim, stated, propositions),
            )
        })
        .collect()
}

fn one(
    scene: Scene<'_>,
    tables: &Tables<'_>,
    number: usize,
    found: &[Found],
    propositions: Vec<String>,
) -> Option<Claim> {
    let claim = &found[number];
    let document = scene.document;
    let content: Vec<Content> = claim
        .content
        .iter()
        .filter_map(|piece| content::span(scene, piece, claim.cue.as_ref().map(|cue| cue.start)))
        .map(|span| tables.chars(span))
        .map(|(start, end)| Content { start, end })
        .collect();
    if content.is_empty() {
        return None;
    }
    let facts = claim
        .head
        .map(|head| factuality::of(document, head, Some(head)));
    let certainty = facts.map_or(claim.certainty, |facts| {
        factuality::weaker(facts.certainty, claim.certainty)
    });
    // One warns of what may come, and of what is known to have happened.
    let happened = claim.act == Act::Warn
        && claim
            .head
            .is_some_and(|head| clause::is_finite(document, head))
        && facts.is_some_and(|facts| facts.temporality == Temporality::NonFuture);
    let certainty = match facts {
        Some(facts) if happened => facts.certainty,
        _ => certainty,
    };
    // "recommended that the mill be closed": what is urged lies ahead, and what is wanted without tense.
    // "hopes the strike sends a message": so does what is hoped for in the present tense.
    let hoped = |head: usize| claim.lemma == "hope" && document.tokens[head].xpos == Xpos::Vbz;
    let wished = claim.act == Act::Urge
        || claim.act == Act::Want
            && claim
                .head
                .is_some_and(|head| !clause::is_finite(document, head) || hoped(head));
    let ahead = claim.ahead
        || wished
        || facts.is_some_and(|facts| facts.temporality == Temporality::Future)
        || claim.head.is_some_and(|head| tables.is_still_to_come(head));
    let source = source(tables, claim, found);
    let confidence = confidence::of(claim, source.entity.is_some());
    Some(Claim {
        id: format!("c{}", number + 1),
        source,
        cue: cue(tables, claim),
        content,
        directness: claim.directness,
        propositions,
        within: claim.within.map(|outer| format!("c{}", outer + 1)),
        said_on: said_on(scene, tables, claim),
        basis: basis(tables, claim),
        polarity: facts.map_or(Polarity::Positive, |facts| facts.polarity),
        certainty: if claim.negated {
            Certainty::Unspecified
        } else {
            certainty
        },
        temporality: Some(if ahead {
            Temporality::Future
        } else {
            Temporality::NonFuture
        }),
        confidence: Some(confidence),
    })
}

/// The cue's words.
fn cue(tables: &Tables<'_>, claim: &Found) -> Option<Cue> {
    let span = tables.document.span(claim.cue.clone()?)?;
    let (start, end) = tables.chars(span);
    Some(Cue {
        start,
        end,
        lemma: claim.lemma.clone(),
        act: act(tables.document, claim),
    })
}

/// What the source relies on.
fn basis(tables: &Tables<'_>, claim: &Found) -> Option<Phrase> {
    let span = tables.document.span(claim.basis.clone()?)?;
    let (start, end) = tables.chars(span);
    Some(Phrase {
        start,
        end,
        entity: None,
    })
}

/// The ids of the propositions whose head stands in the content.
fn inside(claim: &Found, stated: &[Stated], propositions: &[Proposition]) -> Vec<String> {
    stated
        .iter()
        .zip(propositions)
        .filter(|(it, _)| claim.content.iter().any(|piece| piece.contains(&it.head)))
        .map(|(_, proposition)| proposition.id.clone())
        .collect()
}

/// "did not deny", "never promised": what is negated is not done.
fn act(document: &Document<'_>, claim: &Found) -> Act {
    // "would not say who paid" is a refusal, "did not say" need not be.
    let refuses = document.children(claim.anchor).any(|child| {
        document.tokens[child].relation.base() == Relation::Aux
            && matches!(document.tokens[child].lemma.as_str(), "will" | "would")
    });
    match (claim.negated, claim.act) {
        (true, Act::Assert | Act::Confirm) if refuses => Act::Decline,
        (true, Act::Agree | Act::Plan | Act::Want | Act::Promise) => Act::Decline,
        (true, Act::Believe) => Act::Deny,
        (_, act) => act,
    }
}

/// The source with the entity it names: the phrase's own, that of a name set beside it ("a
/// spokesperson, John Kirby"), or for "I" and "we" in a quotation the one who is quoted.
fn source(tables: &Tables<'_>, claim: &Found, found: &[Found]) -> Source {
    let (tokens, head, refers) = match &claim.speaker {
        Speaker::Narrator => {
            return Source {
                kind: SourceKind::Narrator,
                ..Source::default()
            };
        }
        Speaker::Unnamed => {
            return Source {
                kind: SourceKind::Anonymous,
                ..Source::default()
            };
        }
        Speaker::Words {
            tokens,
            head,
            refers,
        } => (tokens, *head, *refers),
    };
    let document = tables.document;
    let figure_head = figure_head(tables, claim, found, refers);
    let named = tables.is_named(figure_head) || document.tokens[head].upos == Upos::Propn;
    let span = document.span(tokens.clone()).map(|span| tables.chars(span));
    Source {
        kind: if named {
            SourceKind::Named
        } else {
            SourceKind::Anonymous
        },
        start: span.map(|(start, _)| start),
        end: span.map(|(_, end)| end),
        entity: tables.entity(figure_head),
    }
}

/// The token whose figure a source is.
fn figure_head(tables: &Tables<'_>, claim: &Found, found: &[Found], refers: usize) -> usize {
    let document = tables.document;
    if tables.is_named(refers) {
        return refers;
    }
    let beside = document
        .children(refers)
        .filter(|child| {
            matches!(
                document.tokens[*child].relation,
                Relation::Appos | Relation::Flat
            )
        })
        .find(|child| tables.is_named(*child));
    if let Some(name) = beside {
        return name;
    }
    let first_person = matches!(
        document.tokens[refers].lemma.to_lowercase().as_str(),
        "i" | "we" | "my" | "our" | "me" | "us"
    );
    let outer = claim.within.and_then(|outer| found.get(outer));
    match outer.map(|outer| &outer.speaker) {
        Some(Speaker::Words {
            refers: speaker, ..
        }) if first_person => outer.map_or(*speaker, |outer| {
            figure_head(tables, outer, found, *speaker)
        }),
        _ => refers,
    }
}

/// The time that dates the utterance: one in the cue's own phrases, not in the content.
fn said_on(scene: Scene<'_>, tables: &Tables<'_>, claim: &Found) -> Option<String> {
    claim.cue.as_ref()?;
    let document = tables.document;
    let own: Vec<Range<usize>> = document
        .children(claim.anchor)
        .filter(|child| {
            matches!(
                document.tokens[*child].relation.base(),
                Relation::Obl | Relation::Advmod | Relation::Nmod
            )
        })
        .map(|child| document.subtree(child))
        .filter(|range| {
            !claim
                .content
                .iter()
                .any(|piece| piece.contains(&range.start))
        })
        .chain([content::behind_tag(scene, claim)])
        .collect();
    tables.times_within(&own).into_iter().next()
}
