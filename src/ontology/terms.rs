//! Our own terms. Generated from `ontology/claimgraph.ttl`: `UPDATE_EXPECT=1 cargo test ontology`.

/// Classes.
#[rustfmt::skip]
pub mod class {
    use oxigraph::model::NamedNodeRef;

    /// What a source does with the content it is credited with.
    pub const ACT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Act");

    /// Somebody without a name whom an article gives as the source of a claim. It belongs to that article and is the same as nobody elsewhere.
    pub const ANONYMOUS_SOURCE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#AnonymousSource");

    /// A participant of a statement beside its subject and object, with its role.
    pub const ARGUMENT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Argument");

    /// A finding that a source holds to be so or not to be so, with more or less certainty: a claim or a statement.
    pub const ASSERTABLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Assertable");

    /// How sure the source is. How sure the extractor is stands in `cg:confidence`.
    pub const CERTAINTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Certainty");

    /// What one article has one source say, think, plan, want or deny, or what the article says in its own voice.
    pub const CLAIM: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Claim");

    /// Whether the words of a claim are those of its source.
    pub const DIRECTNESS: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Directness");

    /// Anything an extractor found in an article: it has evidence in the text and a confidence.
    pub const FINDING: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Finding");

    /// People named by what they share: nationals, believers, adherents.
    pub const GROUP: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Group");

    /// The judgement that an entity is a certain thing in a knowledge base, with its confidence.
    pub const LINK: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Link");

    /// A passage that refers to an entity.
    pub const MENTION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Mention");

    /// How a mention refers.
    pub const MENTION_KIND: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#MentionKind");

    /// The voice of an article whose outlet is not known.
    pub const NARRATOR: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Narrator");

    /// A stretch of the text of an article, named by its code points as in RFC 5147.
    pub const PASSAGE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Passage");

    /// Whether something is held to be so or not to be so.
    pub const POLARITY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Polarity");

    /// What statements of several articles state alike: the same of the same, whether claimed or denied. Derived over all articles.
    pub const PROPOSITION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Proposition");

    /// A proposition described but not asserted: who does what to whom, where and when. Its triple is not in the graph.
    pub const STATEMENT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Statement");

    /// Whether something lies in the future of the utterance.
    pub const TEMPORALITY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Temporality");

    /// A date, time, duration or recurring time in the text, with its TIMEX3 value and the interval it denotes.
    pub const TIME_EXPRESSION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#TimeExpression");

    /// Whether a claim is quoted from a source or made by the article itself.
    pub const VOICE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#Voice");
}

/// Properties.
#[rustfmt::skip]
pub mod property {
    use oxigraph::model::NamedNodeRef;

    /// What the source does with the content.
    pub const ACT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#act");

    /// A participant beside subject and object.
    pub const ARGUMENT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#argument");

    /// A digest of the articles that a derived graph was made from. It no longer fits when articles came, went or changed; an update of the store takes it away.
    pub const ARTICLES_DIGEST: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#articlesDigest");

    /// What the source itself relies on.
    pub const BASIS: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#basis");

    /// The words that say what the source relies on.
    pub const BASIS_EVIDENCE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#basisEvidence");

    /// How sure the source is.
    pub const CERTAINTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#certainty");

    /// How sure the extractor is, from 0 to 1. How sure the source is stands in `cg:certainty`.
    pub const CONFIDENCE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#confidence");

    /// The earliest article that has nearly the same text: what an agency wrote and several outlets print.
    pub const COPY_OF: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#copyOf");

    /// The words that attribute the claim, as they stand in the text.
    pub const CUE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#cue");

    /// The words that attribute the claim.
    pub const CUE_EVIDENCE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#cueEvidence");

    /// The base form of the cue.
    pub const CUE_LEMMA: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#cueLemma");

    /// The place of writing as the article gives it.
    pub const DATELINE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#dateline");

    /// A role, title or apposition that an article gives to an entity.
    pub const DESCRIPTION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#description");

    /// Whether the words are those of the source.
    pub const DIRECTNESS: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#directness");

    /// The passage in which the article says so.
    pub const EVIDENCE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#evidence");

    /// A digest of everything an extraction was made from, by which an unchanged article is known.
    pub const INPUT_DIGEST: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#inputDigest");

    /// A judgement that the entity is a certain thing in a knowledge base.
    pub const LINK: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#link");

    /// The thing in the knowledge base.
    pub const LINK_TARGET: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#linkTarget");

    /// A passage that refers to the entity.
    pub const MENTION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#mention");

    /// How the mention refers.
    pub const MENTION_KIND: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#mentionKind");

    /// The name of the trained model an extraction used.
    pub const MODEL: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#model");

    /// How many outlets have somebody hold it not to be so, independently: a near copy of another outlet's article counts as that one's.
    pub const OUTLETS_AGAINST: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#outletsAgainst");

    /// How many outlets have somebody hold it to be so, independently: a near copy of another outlet's article counts as that one's.
    pub const OUTLETS_FOR: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#outletsFor");

    /// Of a statement, whether whoever claims it holds it to be so: what is denied is negative. Of a claim, whether its words are negated: a denial is positive unless what it denies is negated.
    pub const POLARITY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#polarity");

    /// What the statement states, the same for statements of other articles that state it.
    pub const PROPOSITION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#proposition");

    /// How the participant takes part: a preposition, or "receiver", "time" or "clause".
    pub const ROLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#role");

    /// The time expression that dates the utterance.
    pub const SAID_IN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#saidIn");

    /// The day, month or year of the utterance, when the article gives it: `xsd:date`, `xsd:dateTime`, `xsd:gYearMonth` or `xsd:gYear`.
    pub const SAID_ON: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#saidOn");

    /// The words that name the source.
    pub const SOURCE_EVIDENCE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#sourceEvidence");

    /// A proposition in the content of the claim.
    pub const STATES: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#states");

    /// Whether it lies in the future of the utterance.
    pub const TEMPORALITY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#temporality");

    /// The TIMEX3 type: "date", "time", "duration" or "set".
    pub const TIMEX_TYPE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#timexType");

    /// The TIMEX3 value, such as "2023-09" or "P2W".
    pub const TIMEX_VALUE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#timexValue");

    /// Whether the claim is quoted or the voice of the article itself.
    pub const VOICE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#voice");

    /// The claim in whose content this one is nested.
    pub const WITHIN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#within");
}

/// Values of properties.
#[rustfmt::skip]
pub mod value {
    use oxigraph::model::NamedNodeRef;

    /// Says that somebody did wrong.
    pub const ACCUSE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#accuse");

    /// Says yes to it.
    pub const AGREE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#agree");

    /// Asks whether it is so, or for it.
    pub const ASK: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#ask");

    /// Says that it is so.
    pub const ASSERT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#assert");

    /// Holds it to be so.
    pub const BELIEVE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#believe");

    /// No doubt is expressed.
    pub const CERTAIN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#certain");

    /// Says that what was said is so.
    pub const CONFIRM: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#confirm");

    /// Says that the source will not do it.
    pub const DECLINE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#decline");

    /// Says that it is not so.
    pub const DENY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#deny");

    /// All in quotation marks, or set as speech.
    pub const DIRECT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#direct");

    /// Still to come when it is said.
    pub const FUTURE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#future");

    /// In the words of the article.
    pub const INDIRECT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#indirect");

    /// In the words of the article, with quoted pieces.
    pub const MIXED: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#mixed");

    /// By a name.
    pub const NAME: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#name");

    /// Said by the article itself.
    pub const NARRATOR: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#narrator");

    /// Held not to be so.
    pub const NEGATIVE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#negative");

    /// By a common-noun phrase.
    pub const NOMINAL: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#nominal");

    /// Past, present or timeless when it is said.
    pub const NON_FUTURE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#nonFuture");

    /// Means to do it.
    pub const PLAN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#plan");

    /// Held to be so.
    pub const POSITIVE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#positive");

    /// It is said to be possible.
    pub const POSSIBLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#possible");

    /// It is said to be likely.
    pub const PROBABLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#probable");

    /// Says that the source will do it.
    pub const PROMISE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#promise");

    /// By a pronoun.
    pub const PRONOUN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#pronoun");

    /// Said by a source whom the article names or describes.
    pub const QUOTED: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#quoted");

    /// The text does not say: questions, conditions, wishes.
    pub const UNSPECIFIED: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#unspecified");

    /// Says that it should be done.
    pub const URGE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#urge");

    /// Would like it.
    pub const WANT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#want");

    /// Says that it threatens.
    pub const WARN: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/claimgraph/ns#warn");
}
