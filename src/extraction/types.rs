//! The types of the extraction format, version 1, field for field.
//!
//! Field documentation is the documentation of the JSON Schema as well.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything found in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Extraction {
    /// The format version, 1.
    pub claimgraph: u32,
    /// The article itself.
    pub document: Document,
    /// Sentence borders: pairs of code-point offsets, start inclusive, end exclusive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<(usize, usize)>,
    /// The things the article speaks of, one entity a thing.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// Dates, times, durations and sets.
    #[serde(default)]
    pub times: Vec<Time>,
    /// Who does what to whom: verbal and nominal predicates.
    #[serde(default)]
    pub propositions: Vec<Proposition>,
    /// Who says (thinks, plans, denies ...) what.
    #[serde(default)]
    pub claims: Vec<Claim>,
}

/// The article and what is known about its publication.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Stable id; default: the first 16 hex digits of the SHA-256 of `text`.
    pub id: String,
    /// Canonical URL, if known; it is then the document's IRI.
    #[serde(default)]
    pub url: Option<String>,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// The newspaper, agency or site.
    #[serde(default)]
    pub outlet: Option<String>,
    /// The authors' names in the order of the byline.
    #[serde(default)]
    pub authors: Vec<String>,
    /// ISO 8601 date or date-time; the anchor of relative times.
    #[serde(default)]
    pub published: Option<String>,
    /// ISO 8601 date or date-time of the last change.
    #[serde(default)]
    pub modified: Option<String>,
    /// The place of writing as the article gives it ("WASHINGTON").
    #[serde(default)]
    pub dateline: Option<String>,
    /// BCP 47 language tag.
    #[serde(default)]
    pub language: Option<String>,
    /// The exact text that every offset counts code points into.
    pub text: String,
}

/// A person, organisation, place or other thing the article speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Unique in the extraction.
    pub id: String,
    /// What kind of thing it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// The canonical name: the fullest one in the article; the fullest description of a thing
    /// without a name.
    pub name: String,
    /// Other names used (no pronouns, no common-noun phrases).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Roles, titles, appositions, verbatim or normalised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<String>,
    /// Identities in knowledge bases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Every place in the text that refers to it. An entity none of whose mentions is a name is
    /// anonymous.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// How sure the extractor is, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

impl Entity {
    /// Whether the article ever calls it by a name; an entity without mentions counts as named.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.mentions.is_empty()
            || self
                .mentions
                .iter()
                .any(|mention| mention.kind == MentionKind::Name)
    }
}

/// An identity in a knowledge base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// The absolute IRI of the same thing there.
    pub iri: String,
    /// The name that tells it there from everything else of its type, whatever the article calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How sure the extractor is, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// One place in the text that refers to an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Name, common-noun phrase or pronoun.
    pub kind: MentionKind,
}

/// A time expression with its TIMEX3 value (ISO-TimeML).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// Unique in the extraction.
    pub id: String,
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// The TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// The TIMEX3 value: `2023-09`, `P2W`, `XXXX-WXX-1`.
    pub value: String,
    /// First day (or instant) of the interval it denotes, if it denotes one; ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day (or instant) of the interval, inclusive; ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// Who does what to whom, where and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposition {
    /// Unique in the extraction.
    pub id: String,
    /// The verb, noun or adjective that says what happens.
    pub predicate: Predicate,
    /// Who or what does it or is so.
    #[serde(default)]
    pub subject: Option<Phrase>,
    /// To whom or what.
    #[serde(default)]
    pub object: Option<Phrase>,
    /// The other participants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<Argument>,
    /// Ids of times at which it holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<String>,
    /// Ids of entities where it holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Whether it is said to be so or not to be so.
    #[serde(default)]
    pub polarity: Polarity,
    /// How sure the source is.
    #[serde(default)]
    pub certainty: Certainty,
    /// Whether it lies in the future of the utterance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temporality: Option<Temporality>,
    /// How sure the extractor is, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// The words that say what happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Predicate {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Base form of the head word.
    pub lemma: String,
    /// The relation as a reader would name it: "travel to", "be capital of". Default: the lemma.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A participant: its words, and the entity they name, if they name one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Phrase {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Id of the entity the words refer to.
    #[serde(default)]
    pub entity: Option<String>,
}

/// A participant with its role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Argument {
    /// A preposition, `iobj` or `clause`.
    pub role: String,
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Id of the entity the words refer to.
    #[serde(default)]
    pub entity: Option<String>,
}

/// Who says (thinks, plans, denies ...) what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Unique in the extraction.
    pub id: String,
    /// Who says it.
    pub source: Source,
    /// The words that attribute it; the narrator's own claims have none.
    #[serde(default)]
    pub cue: Option<Cue>,
    /// What is said: one span, or several where the cue splits it.
    pub content: Vec<Content>,
    /// Whether the words are the source's own.
    #[serde(default)]
    pub directness: Directness,
    /// Ids of the propositions in its content.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub propositions: Vec<String>,
    /// Id of the claim in whose content this one is nested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Id of a time, if the article dates the utterance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_on: Option<String>,
    /// What the source itself relies on ("citing declassified intelligence").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Phrase>,
    /// Whether the content is said to be so or not to be so.
    #[serde(default)]
    pub polarity: Polarity,
    /// How sure the source is of the content.
    #[serde(default)]
    pub certainty: Certainty,
    /// Whether the content lies in the future of the utterance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temporality: Option<Temporality>,
    /// How sure the extractor is, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
}

/// Who stands behind a claim. The narrator (the article's own voice) has no span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Named, anonymous or the narrator.
    pub kind: SourceKind,
    /// First code point of the words that name the source in this claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// Code point after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// Id of the entity the words refer to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
}

/// The words that attribute a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cue {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// Base form: "say", "according to".
    pub lemma: String,
    /// What the source does with the content.
    #[serde(default)]
    pub act: Act,
}

/// A piece of a claim's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Content {
    /// First code point.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
}

/// Declares an enum whose JSON words are its variants in kebab case, with its words as constants.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every value, in the order of the format's description.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word the format uses for it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value the format's word stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

words! {
    /// What kind of thing an entity is.
    EntityType {
        /// A human being, real or fictional.
        Person = "person",
        /// A company, agency, party, government body, team or other institution.
        Organization = "organization",
        /// People named by what they share: nationals, believers, adherents.
        Group = "group",
        /// A sovereign state or a territory treated like one.
        Country = "country",
        /// Any other place: city, region, river, continent.
        Place = "place",
        /// Something built: airport, bridge, campus, museum.
        Facility = "facility",
        /// A named event: war, election, forum, hurricane.
        Event = "event",
        /// A thing made to be used or sold.
        Product = "product",
        /// A book, film, newspaper article, song.
        Work = "work",
        /// A law, treaty, ruling.
        Law = "law",
        /// Anything else with a name.
        Other = "other",
    }
}

words! {
    /// How a mention refers.
    MentionKind {
        /// By a name.
        Name = "name",
        /// By a common-noun phrase.
        Nominal = "nominal",
        /// By a pronoun.
        Pronoun = "pronoun",
    }
}

words! {
    /// The TIMEX3 types.
    TimeType {
        /// A calendar date or a part or span of one.
        Date = "date",
        /// A time of day.
        Time = "time",
        /// A length of time.
        Duration = "duration",
        /// A recurring time.
        Set = "set",
    }
}

words! {
    /// Who stands behind a claim.
    SourceKind {
        /// An entity with a name.
        Named = "named",
        /// Somebody without a name.
        Anonymous = "anonymous",
        /// The article's own voice.
        Narrator = "narrator",
    }
}

words! {
    /// What a source does with the content it is credited with.
    Act {
        /// Says that it is so.
        Assert = "assert",
        /// Says that it is not so.
        Deny = "deny",
        /// Says that what was said is so.
        Confirm = "confirm",
        /// Says that it threatens.
        Warn = "warn",
        /// Says that somebody did wrong.
        Accuse = "accuse",
        /// Says that it should be done.
        Urge = "urge",
        /// Says that the source will do it.
        Promise = "promise",
        /// Means to do it.
        Plan = "plan",
        /// Would like it.
        Want = "want",
        /// Holds it to be so.
        Believe = "believe",
        /// Asks whether it is so, or for it.
        Ask = "ask",
        /// Says that it will not.
        Decline = "decline",
        /// Says yes to it.
        Agree = "agree",
    }
}

words! {
    /// Whether the words are the source's own.
    Directness {
        /// All in quotation marks, or set as speech.
        Direct = "direct",
        /// In the article's words.
        Indirect = "indirect",
        /// The article's words with quoted pieces.
        Mixed = "mixed",
    }
}

words! {
    /// Said to be so, or not to be so.
    Polarity {
        /// Said to be so.
        Positive = "positive",
        /// Said not to be so.
        Negative = "negative",
    }
}

words! {
    /// How sure the source is.
    Certainty {
        /// No doubt expressed.
        Certain = "certain",
        /// Likely.
        Probable = "probable",
        /// Possible.
        Possible = "possible",
        /// The text does not say: questions, conditions, wishes.
        Unspecified = "unspecified",
    }
}

words! {
    /// Where the content lies in time, seen from the utterance.
    Temporality {
        /// Still to come.
        Future = "future",
        /// Past, present or timeless.
        NonFuture = "non-future",
    }
}

macro_rules! defaults {
    ($($name:ident::$value:ident),+) => {
        $(impl Default for $name {
            fn default() -> Self { Self::$value }
        })+
    };
}

defaults!(
    SourceKind::Named,
    Act::Assert,
    Directness::Indirect,
    Polarity::Positive,
    Certainty::Certain
);
