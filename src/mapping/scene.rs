//! One extraction under way: its text, its language, and the IRI of everything in it.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, NamedNode};

use crate::extraction::{Argument, Claim, Extraction, Phrase, Proposition, Time};
use crate::mapping::Limits;
use crate::mapping::cast::{self, Cast};
use crate::mapping::identities::Identities;
use crate::mapping::iri::{self, Base, Mint, Parts};
use crate::mapping::places::{Named, Sentences};
use crate::text::Text;

/// What the writers of a graph ask: the words at code points, and the names of things.
pub(super) struct Scene<'a> {
    /// The extraction.
    pub(super) extraction: &'a Extraction,
    /// Mints the names.
    pub(super) mint: Mint<'a>,
    /// The IRIs of entities, authors and the outlet.
    pub(super) cast: Cast<'a>,
    /// The user's word on identity.
    pub(super) identities: Option<&'a Identities>,
    id: String,
    text: Text,
    document: NamedNode,
    times: BTreeMap<&'a str, &'a Time>,
    /// Where the entities with names are mentioned.
    named: Named,
    claims: Vec<NamedNode>,
    /// Whether the claims around each claim come to an end.
    nested: Vec<bool>,
    statements: Vec<(NamedNode, String)>,
    claim_ids: BTreeMap<&'a str, usize>,
    statement_ids: BTreeMap<&'a str, usize>,
}

impl<'a> Scene<'a> {
    /// Names everything; `None` if that is beyond the limits.
    pub(super) fn new(
        extraction: &'a Extraction,
        base: &'a Base,
        identities: Option<&'a Identities>,
        limits: Limits<'_>,
    ) -> Option<Self> {
        let id = match extraction.document.id.as_str() {
            "" => iri::sha256(&extraction.document.text)[..16].to_owned(),
            id => id.to_owned(),
        };
        let mint = Mint::new(base, &id);
        let mut named = extraction.document.clone();
        named.text.clear();
        named.id.clone_from(&id);
        let document = iri::document(base, &named);
        let text = Text::new(extraction.document.text.as_str());
        let mut cast = cast::cast(extraction, &text, &mint);
        if let Some(identities) = identities {
            cast.rename(identities, &mint);
        }
        let mut scene = Self {
            extraction,
            mint,
            cast,
            identities,
            id,
            text,
            document,
            times: by_id(&extraction.times, |time| &time.id, |_, time| time),
            named: Named::new(&extraction.entities),
            claims: Vec::new(),
            nested: Vec::new(),
            statements: Vec::new(),
            claim_ids: by_id(&extraction.claims, |claim| &claim.id, |at, _| at),
            statement_ids: by_id(&extraction.propositions, |it| &it.id, |at, _| at),
        };
        let sentences = Sentences::new(&extraction.sentences, &scene.text);
        let hashes = Hashes {
            scene: &scene,
            sentences: &sentences,
            limits,
        };
        let claims = hashes.of(&extraction.claims, Self::claim_parts, claim_place)?;
        let statements = hashes.of(&extraction.propositions, Self::statement_parts, |it| {
            (it.predicate.start, it.predicate.end)
        })?;
        scene.claims = claims.iter().map(|hash| scene.mint.claim(hash)).collect();
        scene.nested = scene.nesting();
        scene.statements = statements
            .into_iter()
            .map(|hash| (scene.mint.statement(&hash), hash))
            .collect();
        Some(scene)
    }

    /// The id of the document, never empty.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// The IRI of the document.
    pub(super) fn document(&self) -> &NamedNode {
        &self.document
    }

    /// The words at these code points; `None` outside the text.
    pub(super) fn words(&self, start: usize, end: usize) -> Option<&str> {
        let span = self.text.span_of_chars(start..end)?;
        Some(self.text.slice(span))
    }

    /// Words in the language of the document, or without one where it is not known.
    pub(super) fn literal(&self, words: &str) -> Literal {
        let language = self.extraction.document.language.as_deref();
        language
            .and_then(|tag| Literal::new_language_tagged_literal(words, tag).ok())
            .unwrap_or_else(|| Literal::new_simple_literal(words))
    }

    /// The time with this id.
    pub(super) fn time(&self, id: &str) -> Option<&'a Time> {
        self.times.get(id).copied()
    }

    /// The IRI of the claim at this index.
    pub(super) fn claim(&self, at: usize) -> &NamedNode {
        &self.claims[at]
    }

    /// The IRI of the claim with this id.
    pub(super) fn claim_of(&self, id: &str) -> Option<&NamedNode> {
        self.claim_ids.get(id).map(|at| &self.claims[*at])
    }

    /// The index of the claim with this id.
    pub(super) fn claim_index(&self, id: &str) -> Option<usize> {
        self.claim_ids.get(id).copied()
    }

    /// Whether following the claim at this index outwards comes to an end.
    pub(super) fn is_nested_well(&self, at: usize) -> bool {
        self.nested[at]
    }

    /// Every claim is met once, however long the chains are.
    fn nesting(&self) -> Vec<bool> {
        let claims = &self.extraction.claims;
        let mut known: Vec<Option<bool>> = vec![None; claims.len()];
        for first in 0..claims.len() {
            let mut chain = Vec::new();
            let mut next = Some(first);
            let ends = loop {
                let Some(at) = next else { break true };
                if let Some(ends) = known[at] {
                    break ends;
                }
                // Whoever comes back here goes round and round.
                known[at] = Some(false);
                chain.push(at);
                let outer = claims[at].within.as_deref();
                next = outer.and_then(|id| self.claim_index(id));
            };
            chain.into_iter().for_each(|at| known[at] = Some(ends));
        }
        known.into_iter().map(|it| it == Some(true)).collect()
    }

    /// The IRI and the hash of the statement at this index.
    pub(super) fn statement(&self, at: usize) -> (&NamedNode, &str) {
        let (statement, hash) = &self.statements[at];
        (statement, hash)
    }

    /// The IRI of the statement with this id.
    pub(super) fn statement_of(&self, id: &str) -> Option<&NamedNode> {
        self.statement_ids.get(id).map(|at| &self.statements[*at].0)
    }

    /// Indexes of the entities with a name that is mentioned within one of these pieces.
    pub(super) fn named_within(&self, pieces: &BTreeSet<(usize, usize)>) -> BTreeSet<usize> {
        let pieces = pieces.iter();
        pieces.flat_map(|piece| self.named.within(*piece)).collect()
    }

    /// The content of a claim: its pieces in the order of the text, without repeats.
    pub(super) fn content(&self, claim: &Claim) -> BTreeSet<(usize, usize)> {
        let pieces = claim.content.iter().map(|piece| (piece.start, piece.end));
        pieces
            .filter(|(start, end)| self.words(*start, *end).is_some())
            .collect()
    }

    /// The content of a claim in words.
    pub(super) fn content_words(&self, claim: &Claim) -> String {
        let content = self.content(claim);
        let words = content
            .iter()
            .filter_map(|(start, end)| self.words(*start, *end));
        words.collect::<Vec<_>>().join(" ")
    }

    fn claim_parts(&self, claim: &Claim, parts: Parts) -> Parts {
        let source = claim.source.start.zip(claim.source.end);
        let cue = claim.cue.as_ref().map(|cue| (cue.start, cue.end));
        let said = |place: Option<(usize, usize)>| {
            let words = place.and_then(|(start, end)| self.words(start, end));
            words.unwrap_or_default()
        };
        parts
            .with(&self.content_words(claim))
            .with(said(source))
            .with(said(cue))
    }

    fn statement_parts(&self, it: &Proposition, parts: Parts) -> Parts {
        let said = |phrase: Option<&Phrase>| {
            let words = phrase.and_then(|phrase| self.words(phrase.start, phrase.end));
            words.unwrap_or_default()
        };
        let mut arguments: Vec<&Argument> = it.arguments.iter().collect();
        arguments.sort_by(|one, other| {
            (one.start, one.end, &one.role).cmp(&(other.start, other.end, &other.role))
        });
        let parts = parts
            .with(label(it))
            .with(said(it.subject.as_ref()))
            .with(said(it.object.as_ref()));
        arguments.into_iter().fold(parts, |parts, argument| {
            let value = self.words(argument.start, argument.end);
            parts.with(&argument.role).with(value.unwrap_or_default())
        })
    }
}

/// How claims and statements get their names.
struct Hashes<'s, 'a> {
    scene: &'s Scene<'a>,
    sentences: &'s Sentences,
    limits: Limits<'s>,
}

impl<'a> Hashes<'_, 'a> {
    /// One hash for each: of the sentence, the words, and the number of equal ones before it in the text;
    /// `None` beyond the limits.
    fn of<T: std::fmt::Debug>(
        &self,
        all: &[T],
        named: impl Fn(&Scene<'a>, &T, Parts) -> Parts,
        place: impl Fn(&T) -> (usize, usize),
    ) -> Option<Vec<String>> {
        let Limits { stop, bytes } = self.limits;
        let mut read = 0;
        // A sentence in which thousands of things are said is read once.
        let mut sentences: BTreeMap<(usize, usize), Parts> = BTreeMap::new();
        let mut parts = Vec::new();
        let mut groups: BTreeMap<[u8; 32], Vec<usize>> = BTreeMap::new();
        for (at, it) in all.iter().enumerate() {
            stop.go_on()?;
            let text = &self.scene.text;
            let sentence = self.sentences.around(place(it).0, text);
            let sentence = sentences.entry((sentence.start, sentence.end));
            let sentence = sentence.or_insert_with_key(|(start, end)| {
                Parts::default().with(&text.as_str()[*start..*end])
            });
            let its = named(self.scene, it, sentence.clone());
            read += its.bytes() - sentence.bytes();
            if read > bytes {
                return None;
            }
            groups.entry(its.digest()).or_default().push(at);
            parts.push(its);
        }
        let mut hashes = vec![String::new(); all.len()];
        for mut members in groups.into_values() {
            stop.go_on()?;
            if members.len() > 1 {
                // Beyond the place, the whole value decides, so the order of the list never does.
                members.sort_by_cached_key(|at| (place(&all[*at]), format!("{:?}", all[*at])));
            }
            for (count, at) in members.into_iter().enumerate() {
                hashes[at] = parts[at].clone().with(&count.to_string()).hash();
            }
        }
        Some(hashes)
    }
}

/// The relation of a proposition in words.
pub(super) fn label(proposition: &Proposition) -> &str {
    let predicate = &proposition.predicate;
    let label = predicate.label.as_deref().map(str::trim);
    label
        .filter(|label| !label.is_empty())
        .unwrap_or(&predicate.lemma)
}

fn claim_place(claim: &Claim) -> (usize, usize) {
    let pieces = claim.content.iter().map(|piece| (piece.start, piece.end));
    pieces.min().unwrap_or_default()
}

fn by_id<'a, T, V>(
    all: &'a [T],
    id: impl Fn(&'a T) -> &'a String,
    value: impl Fn(usize, &'a T) -> V,
) -> BTreeMap<&'a str, V> {
    let pairs = all.iter().enumerate();
    pairs
        .map(|(at, it)| (id(it).as_str(), value(at, it)))
        .collect()
}
