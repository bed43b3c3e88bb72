//! Who says, thinks, wants or denies what: attributions, each with its source, cue and content.
//!
//! In: the analysed article, its quotations and the figures in it. Out: [`Found`] claims over tokens,
//! one for each cue, and the narrator's own. Never: a claim from the article's residue.

mod according;
mod adjectives;
mod adverbs;
mod asides;
mod astray;
mod blocks;
mod boilerplate;
mod brackets;
mod bylines;
mod colon;
mod complement;
mod confidence;
mod content;
mod cue;
mod ends;
mod going_on;
mod infinitives;
mod inserted;
mod narrator;
mod nest;
mod nouns;
mod object;
mod owners;
mod phrases;
mod polls;
mod rivals;
mod second_tags;
mod source;
mod speech;
mod turns;
mod unreal;
mod unsaid;
mod unspoken_for;
mod verbs;
mod write;

use std::ops::Range;

use crate::article::Article;
use crate::extraction::{Act, Certainty, Directness};
use crate::language::{Document, Relation};
use crate::rules::claims::owners::Owners;
use crate::rules::quotations::Quotations;

pub use crate::rules::claims::going_on::speakers;
pub use crate::rules::claims::write::{Tables, write};

/// What the rules of this room look at.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The analysed text.
    pub document: &'a Document<'a>,
    /// Its quotations.
    pub quotations: &'a Quotations,
    /// The article, for its residue and its headline.
    pub article: &'a Article,
}

/// Who stands behind a claim, by token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Somebody the text names or describes.
    Words {
        /// The words.
        tokens: Range<usize>,
        /// Their head.
        head: usize,
        /// The head of the words they stand for ("who": the noun before it).
        refers: usize,
    },
    /// Somebody the text leaves out ("reportedly", "is said to").
    Unnamed,
    /// The article itself.
    Narrator,
}

/// The kind of construction a claim was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A verb with a clause.
    Clause,
    /// A verb with a quotation.
    Quote,
    /// A verb with an infinitive or an -ing clause.
    Infinitive,
    /// A verb with a noun phrase.
    Phrase,
    /// "according to" and its like.
    According,
    /// A noun or an adjective with its clause.
    Nominal,
    /// "reportedly".
    Adverb,
    /// A name, a colon, words.
    Colon,
    /// The article's own statement.
    Narrator,
}

/// A claim over tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The head of the cue; for the narrator's claims the head of the sentence.
    pub anchor: usize,
    /// The cue; `None` for the narrator.
    pub cue: Option<Range<usize>>,
    /// Base form of the cue.
    pub lemma: String,
    /// What the source does.
    pub act: Act,
    /// Who stands behind it.
    pub speaker: Speaker,
    /// What is said, piece by piece, in text order.
    pub content: Vec<Range<usize>>,
    /// The head of what is said, where the tree knows it.
    pub head: Option<usize>,
    /// How sure the source is, unless the content says otherwise.
    pub certainty: Certainty,
    /// Whether the words are the source's own.
    pub directness: Directness,
    /// Whether the clause lies ahead of the utterance (an infinitive after "plan").
    pub ahead: bool,
    /// Whether the cue is negated ("did not say").
    pub negated: bool,
    /// What the source relies on.
    pub basis: Option<Range<usize>>,
    /// Where it was read from.
    pub form: Form,
    /// Index of the claim in whose content this one is nested.
    pub within: Option<usize>,
}

impl Found {
    /// A clause that a phrase beside it gives to somebody ("according to", "in a poll"); the caller adds
    /// the cue.
    fn framed(speaker: Speaker, content: Vec<Range<usize>>, governor: usize) -> Self {
        Self {
            anchor: governor,
            cue: None,
            lemma: String::new(),
            act: Act::Assert,
            speaker,
            content,
            head: Some(governor),
            certainty: Certainty::Certain,
            directness: Directness::Indirect,
            ahead: false,
            negated: false,
            basis: None,
            form: Form::According,
            within: None,
        }
    }

    /// A quotation that no verb attributes: the words are the speaker's own.
    fn untagged(
        document: &Document<'_>,
        anchor: usize,
        speaker: Speaker,
        words: Range<usize>,
    ) -> Self {
        Self {
            anchor,
            cue: None,
            lemma: String::new(),
            act: Act::Assert,
            speaker,
            head: words
                .clone()
                .find(|token| document.tokens[*token].relation == Relation::Root),
            content: vec![words],
            certainty: Certainty::Certain,
            directness: Directness::Direct,
            ahead: false,
            negated: false,
            basis: None,
            form: Form::Quote,
            within: None,
        }
    }
}

/// Finds all claims of an article, in order of their cues.
#[must_use]
pub fn find(scene: Scene<'_>) -> Vec<Found> {
    let document = scene.document;
    let mut found = Vec::new();
    for token in document.indices() {
        if boilerplate::is_residue(scene, token) {
            continue;
        }
        found.extend(verbs::read(scene, token));
        found.extend(according::read(scene, token));
        found.extend(polls::read(scene, token));
        found.extend(nouns::read(scene, token));
        found.extend(adjectives::read(scene, token));
        found.extend(adverbs::read(scene, token));
    }
    speech::complete(scene, &mut found);
    for sentence in document.stop.during(0..document.sentences.len()) {
        let claim =
            colon::read(scene, sentence, &found).filter(|claim| !colon::is_taken(claim, &found));
        found.extend(claim);
    }
    rivals::settle(scene, &mut found);
    for claim in &mut found {
        content::tidy(scene, claim);
    }
    found.retain(|claim| !claim.content.is_empty() && !content::is_bare(document, claim));
    found.extend(narrator::read(scene, &found));
    found.sort_by_key(|claim| (claim.anchor, claim.form));
    nest::link(&mut found, document.stop);
    found
}
