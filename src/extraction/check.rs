//! What the types cannot say: ids that lead somewhere, spans inside the text, numbers in range.

use std::collections::{BTreeMap, BTreeSet};

use crate::extraction::fault::{Fault, Path, quoted};
use crate::extraction::iso;
use crate::extraction::{Claim, Extraction, Phrase, Proposition, Source, SourceKind};

/// Everything wrong with an extraction, in the order of the format's description; empty for a good
/// one.
///
/// ```
/// use claimgraph::extraction::{check, json};
///
/// let line = r#"{"claimgraph": 1, "document": {"text": "It rained, she said."}}"#;
/// let (mut extraction, _) = json::read(line, 1).unwrap();
/// extraction.sentences.push((0, 99));
/// assert_eq!(
///     check(&extraction)[0].to_string(),
///     "sentences[0]: [0,99]: lies outside the text, which has 20 code points"
/// );
/// ```
#[must_use]
pub fn check(extraction: &Extraction) -> Vec<Fault> {
    check_known(extraction, true)
}

/// The same; spans are compared with the text only if it could be read.
pub(super) fn check_known(extraction: &Extraction, text_known: bool) -> Vec<Fault> {
    let mut checks = Checks {
        chars: text_known.then(|| extraction.document.text.chars().count()),
        entities: BTreeSet::new(),
        times: BTreeSet::new(),
        propositions: BTreeSet::new(),
        claims: BTreeSet::new(),
        faults: Vec::new(),
    };
    checks.collect_ids(extraction);
    checks.document(extraction);
    checks.entities(extraction);
    checks.times(extraction);
    let path = Path::ROOT.key("propositions");
    for (at, proposition) in extraction.propositions.iter().enumerate() {
        checks.proposition(proposition, path.index(at));
    }
    let path = Path::ROOT.key("claims");
    for (at, claim) in extraction.claims.iter().enumerate() {
        checks.claim(claim, path.index(at));
    }
    checks.cycles(&extraction.claims);
    checks.faults
}

/// The ids of one extraction, and what was found wrong.
struct Checks<'a> {
    /// The length of the text, if it is known.
    chars: Option<usize>,
    entities: BTreeSet<&'a str>,
    times: BTreeSet<&'a str>,
    propositions: BTreeSet<&'a str>,
    claims: BTreeSet<&'a str>,
    faults: Vec<Fault>,
}

impl<'a> Checks<'a> {
    fn collect_ids(&mut self, extraction: &'a Extraction) {
        fn ids<'a>(
            faults: &mut Vec<Fault>,
            key: &str,
            ids: impl Iterator<Item = &'a String>,
        ) -> BTreeSet<&'a str> {
            let path = Path::ROOT.key(key);
            let mut seen = BTreeSet::new();
            for (at, id) in ids.enumerate() {
                let item = path.index(at);
                let place = item.key("id");
                if id.is_empty() {
                    faults.push(place.fault(Some("\"\""), "an id must not be empty"));
                } else if !seen.insert(id.as_str()) {
                    faults.push(place.fault(Some(&quoted(id)), "the id is taken already"));
                }
            }
            seen
        }
        let faults = &mut self.faults;
        self.entities = ids(
            faults,
            "entities",
            extraction.entities.iter().map(|it| &it.id),
        );
        self.times = ids(faults, "times", extraction.times.iter().map(|it| &it.id));
        let propositions = extraction.propositions.iter().map(|it| &it.id);
        self.propositions = ids(faults, "propositions", propositions);
        self.claims = ids(faults, "claims", extraction.claims.iter().map(|it| &it.id));
    }

    fn document(&mut self, extraction: &Extraction) {
        let document = &extraction.document;
        let path = Path::ROOT.key("document");
        self.filled(&document.id, path.key("id"));
        if let Some(url) = &document.url {
            self.iri(url, path.key("url"));
        }
        for (key, date) in [
            ("published", &document.published),
            ("modified", &document.modified),
        ] {
            self.date(date.as_ref(), path.key(key));
        }
        self.filled(&document.text, path.key("text"));
        let path = Path::ROOT.key("sentences");
        for (at, &(start, end)) in extraction.sentences.iter().enumerate() {
            if let Some(problem) = self.span_problem(start, end) {
                let value = format!("[{start},{end}]");
                self.faults
                    .push(path.index(at).fault(Some(&value), problem));
            }
        }
    }

    fn entities(&mut self, extraction: &Extraction) {
        let path = Path::ROOT.key("entities");
        for (at, entity) in extraction.entities.iter().enumerate() {
            let path = path.index(at);
            self.filled(&entity.name, path.key("name"));
            let links = path.key("links");
            for (at, link) in entity.links.iter().enumerate() {
                let path = links.index(at);
                self.iri(&link.iri, path.key("iri"));
                self.confidence(link.confidence, path);
            }
            let mentions = path.key("mentions");
            for (at, mention) in entity.mentions.iter().enumerate() {
                self.span(mention.start, mention.end, mentions.index(at));
            }
            self.confidence(entity.confidence, path);
        }
    }

    fn times(&mut self, extraction: &Extraction) {
        let path = Path::ROOT.key("times");
        for (at, time) in extraction.times.iter().enumerate() {
            let path = path.index(at);
            self.span(time.start, time.end, path);
            self.filled(&time.value, path.key("value"));
            self.date(time.from.as_ref(), path.key("from"));
            self.date(time.until.as_ref(), path.key("until"));
            if let (Some(from), Some(until)) = (&time.from, &time.until)
                && ends_before(from, until)
            {
                let problem = format!("lies before the beginning, {from}");
                self.faults
                    .push(path.key("until").fault(Some(&quoted(until)), problem));
            }
        }
    }

    fn proposition(&mut self, proposition: &Proposition, path: Path<'_>) {
        let predicate = &proposition.predicate;
        let place = path.key("predicate");
        self.span(predicate.start, predicate.end, place);
        self.filled(&predicate.lemma, place.key("lemma"));
        for (key, phrase) in [
            ("subject", &proposition.subject),
            ("object", &proposition.object),
        ] {
            self.phrase(phrase.as_ref(), path.key(key));
        }
        let arguments = path.key("arguments");
        for (at, argument) in proposition.arguments.iter().enumerate() {
            let path = arguments.index(at);
            self.filled(&argument.role, path.key("role"));
            self.span(argument.start, argument.end, path);
            self.entity(argument.entity.as_ref(), path);
        }
        let times = path.key("times");
        for (at, id) in proposition.times.iter().enumerate() {
            self.known(id, Kind::Time, times.index(at));
        }
        let places = path.key("places");
        for (at, id) in proposition.places.iter().enumerate() {
            self.known(id, Kind::Entity, places.index(at));
        }
        self.confidence(proposition.confidence, path);
    }

    fn claim(&mut self, claim: &Claim, path: Path<'_>) {
        self.source(&claim.source, path.key("source"));
        if let Some(cue) = &claim.cue {
            let path = path.key("cue");
            self.span(cue.start, cue.end, path);
            self.filled(&cue.lemma, path.key("lemma"));
        }
        let content = path.key("content");
        if claim.content.is_empty() {
            self.faults
                .push(content.fault(Some("[]"), "a claim needs at least one span of content"));
        }
        for (at, piece) in claim.content.iter().enumerate() {
            self.span(piece.start, piece.end, content.index(at));
        }
        let propositions = path.key("propositions");
        for (at, id) in claim.propositions.iter().enumerate() {
            self.known(id, Kind::Proposition, propositions.index(at));
        }
        if let Some(id) = &claim.within {
            self.known(id, Kind::Claim, path.key("within"));
        }
        if let Some(id) = &claim.said_on {
            self.known(id, Kind::Time, path.key("said_on"));
        }
        self.phrase(claim.basis.as_ref(), path.key("basis"));
        self.confidence(claim.confidence, path);
    }

    fn source(&mut self, source: &Source, path: Path<'_>) {
        let mut fault = |key, value: Option<&str>, problem| {
            self.faults.push(path.key(key).fault(value, problem));
        };
        match (source.start, source.end) {
            (Some(start), Some(end)) if source.kind != SourceKind::Narrator => {
                self.span(start, end, path);
            }
            (Some(start), _) if source.kind == SourceKind::Narrator => {
                let problem = "the narrator has no words of its own in the text";
                fault("start", Some(&start.to_string()), problem);
            }
            (Some(_), None) => fault("end", None, "missing; start is there"),
            (None, Some(_)) => fault("start", None, "missing; end is there"),
            (None, None) if source.kind == SourceKind::Named && source.entity.is_none() => {
                let problem = "missing; a named source needs an entity, or start and end";
                fault("entity", None, problem);
            }
            _ => {}
        }
        self.entity(source.entity.as_ref(), path);
    }

    /// Reports each ring of claims nested in each other once, at its first claim. Every claim is met once,
    /// however long the chains are.
    fn cycles(&mut self, claims: &[Claim]) {
        let ids = claims.iter().enumerate();
        let places: BTreeMap<&str, usize> = ids.rev().map(|(at, it)| (&*it.id, at)).collect();
        let mut done = vec![false; claims.len()];
        let mut rings: Vec<Vec<usize>> = Vec::new();
        for first in 0..claims.len() {
            let mut chain = Vec::new();
            let mut met = BTreeMap::new();
            let mut next = Some(first);
            while let Some(at) = next.filter(|at| !done[*at]) {
                if let Some(begin) = met.insert(at, chain.len()) {
                    rings.push(chain.split_off(begin));
                    break;
                }
                chain.push(at);
                next = claims[at]
                    .within
                    .as_deref()
                    .and_then(|it| places.get(it).copied());
            }
            met.into_keys().for_each(|at| done[at] = true);
        }
        for ring in &mut rings {
            let first = (0..ring.len()).min_by_key(|at| ring[*at]).unwrap_or(0);
            ring.rotate_left(first);
            ring.push(ring[0]);
        }
        rings.sort();
        for ring in rings {
            let ids: Vec<&str> = ring.iter().map(|at| claims[*at].id.as_str()).collect();
            let problem = format!("nested in itself: {}", in_words(&ids));
            let value = quoted(claims[ring[0]].within.as_deref().unwrap_or_default());
            let path = Path::ROOT.key("claims");
            let item = path.index(ring[0]);
            self.faults
                .push(item.key("within").fault(Some(&value), problem));
        }
    }
}

/// What an id can lead to.
#[derive(Clone, Copy)]
enum Kind {
    Entity,
    Time,
    Proposition,
    Claim,
}

/// The checks of single values.
impl Checks<'_> {
    fn known(&mut self, id: &str, kind: Kind, path: Path<'_>) {
        let (ids, name) = match kind {
            Kind::Entity => (&self.entities, "entity"),
            Kind::Time => (&self.times, "time"),
            Kind::Proposition => (&self.propositions, "proposition"),
            Kind::Claim => (&self.claims, "claim"),
        };
        if !ids.contains(id) {
            let problem = format!("no {name} has this id");
            self.faults.push(path.fault(Some(&quoted(id)), problem));
        }
    }

    fn entity(&mut self, id: Option<&String>, path: Path<'_>) {
        if let Some(id) = id {
            self.known(id, Kind::Entity, path.key("entity"));
        }
    }

    fn phrase(&mut self, phrase: Option<&Phrase>, path: Path<'_>) {
        if let Some(phrase) = phrase {
            self.span(phrase.start, phrase.end, path);
            self.entity(phrase.entity.as_ref(), path);
        }
    }

    fn span(&mut self, start: usize, end: usize, path: Path<'_>) {
        if let Some(problem) = self.span_problem(start, end) {
            let (key, value) = if self.chars.is_some_and(|chars| start < chars && end > chars) {
                ("end", end)
            } else {
                ("start", start)
            };
            let place = path.key(key);
            self.faults
                .push(place.fault(Some(&value.to_string()), problem));
        }
    }

    fn span_problem(&self, start: usize, end: usize) -> Option<String> {
        let chars = self.chars?;
        if start >= end {
            Some(format!("not before the end, {end}"))
        } else if end > chars {
            let problem = format!("lies outside the text, which has {chars} code points");
            Some(problem)
        } else {
            None
        }
    }

    fn filled(&mut self, value: &str, path: Path<'_>) {
        if value.trim().is_empty() {
            self.faults
                .push(path.fault(Some(&quoted(value)), "must not be empty"));
        }
    }

    fn date(&mut self, date: Option<&String>, path: Path<'_>) {
        if let Some(date) = date
            && !iso::is_date(date)
        {
            self.faults
                .push(path.fault(Some(&quoted(date)), iso::EXPECTED));
        }
    }

    fn iri(&mut self, iri: &str, path: Path<'_>) {
        if !is_absolute_iri(iri) {
            self.faults
                .push(path.fault(Some(&quoted(iri)), "not an absolute IRI"));
        }
    }

    fn confidence(&mut self, confidence: Option<f64>, path: Path<'_>) {
        if let Some(value) = confidence
            && !(0.0..=1.0).contains(&value)
        {
            let place = path.key("confidence");
            self.faults
                .push(place.fault(Some(&value.to_string()), "not from 0 to 1"));
        }
    }
}

/// Whether an interval ends before it begins, as far as both dates are equally exact.
fn ends_before(from: &str, until: &str) -> bool {
    let day = |date: &str| date.split('T').next().unwrap_or_default().to_owned();
    let (from, until) = (day(from), day(until));
    let shared = from.len().min(until.len());
    iso::is_date(&from) && iso::is_date(&until) && until[..shared] < from[..shared]
}

/// RFC 3987 as far as RDF needs it: a scheme, something after it, none of the characters that
/// Turtle forbids between `<` and `>`.
fn is_absolute_iri(iri: &str) -> bool {
    let Some((scheme, rest)) = iri.split_once(':') else {
        return false;
    };
    let mut scheme = scheme.chars();
    scheme
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && scheme.all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char))
        && !rest.is_empty()
        && !iri
            .chars()
            .any(|char| char.is_control() || char.is_whitespace() || "<>\"{}|\\^`".contains(char))
}

/// A ring of ids for a message, shortened in the middle.
fn in_words(chain: &[&str]) -> String {
    match chain {
        [first, second, .., last] if chain.len() > 6 => {
            format!("{first} in {second} in ... in {last}")
        }
        _ => chain.join(" in "),
    }
}
