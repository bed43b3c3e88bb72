//! Terms of other vocabularies. Generated from `ontology/borrowed.ttl`: `UPDATE_EXPECT=1 cargo test ontology`.

/// Terms of <http://purl.org/spar/cito/>.
#[rustfmt::skip]
pub mod cito {
    use oxigraph::model::NamedNodeRef;

    /// A claim of another source that says the same: derived over all articles.
    pub const AGREES_WITH: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://purl.org/spar/cito/agreesWith");

    /// A claim that contradicts this one: derived over all articles.
    pub const DISAGREES_WITH: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://purl.org/spar/cito/disagreesWith");
}

/// Terms of <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>.
#[rustfmt::skip]
pub mod nif {
    use oxigraph::model::NamedNodeRef;

    /// The characters of a passage.
    pub const ANCHOR_OF: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf");

    /// The first code point of a passage.
    pub const BEGIN_INDEX: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex");

    /// The code point after the last of a passage.
    pub const END_INDEX: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#endIndex");
}

/// Terms of <http://www.w3.org/ns/oa#>.
#[rustfmt::skip]
pub mod oa {
    use oxigraph::model::NamedNodeRef;

    /// The article a passage is in.
    pub const HAS_SOURCE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/oa#hasSource");
}

/// Terms of <http://www.w3.org/2002/07/owl#>.
#[rustfmt::skip]
pub mod owl {
    use oxigraph::model::NamedNodeRef;

    /// Another thing of the same name: given by the user.
    pub const DIFFERENT_FROM: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#differentFrom");

    /// The same thing: derived over all articles, or given by the user.
    pub const SAME_AS: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#sameAs");
}

/// Terms of <http://www.w3.org/ns/prov#>.
#[rustfmt::skip]
pub mod prov {
    use oxigraph::model::NamedNodeRef;

    /// The extraction that made a graph.
    pub const ACTIVITY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#Activity");

    /// An article, a claim or a graph, as something with an origin.
    pub const ENTITY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#Entity");

    /// The software that made a graph.
    pub const SOFTWARE_AGENT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#SoftwareAgent");

    /// The article that an extraction read.
    pub const USED: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#used");

    /// The software that did an extraction.
    pub const WAS_ASSOCIATED_WITH: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#wasAssociatedWith");

    /// The source of a claim.
    pub const WAS_ATTRIBUTED_TO: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#wasAttributedTo");

    /// The extraction that made a graph.
    pub const WAS_GENERATED_BY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/ns/prov#wasGeneratedBy");
}

/// Terms of <http://www.w3.org/1999/02/22-rdf-syntax-ns#>.
#[rustfmt::skip]
pub mod rdf {
    use oxigraph::model::NamedNodeRef;

    /// A relation.
    pub const PROPERTY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#Property");

    /// To whom or what: an entity, or the words.
    pub const OBJECT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#object");

    /// The relation.
    pub const PREDICATE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate");

    /// Who or what does it or is so.
    pub const SUBJECT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject");

    /// The class of a thing.
    pub const TYPE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");

    /// Who or what takes part: an entity, or the words.
    pub const VALUE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/1999/02/22-rdf-syntax-ns#value");
}

/// Terms of <http://www.w3.org/2000/01/rdf-schema#>.
#[rustfmt::skip]
pub mod rdfs {
    use oxigraph::model::NamedNodeRef;

    /// A name for people.
    pub const LABEL: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#label");
}

/// Terms of <https://schema.org/>.
#[rustfmt::skip]
pub mod schema {
    use oxigraph::model::NamedNodeRef;

    /// Something built.
    pub const CIVIC_STRUCTURE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/CivicStructure");

    /// A sovereign state or a territory treated like one.
    pub const COUNTRY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/Country");

    /// A book, film, song or other work.
    pub const CREATIVE_WORK: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/CreativeWork");

    /// A named event.
    pub const EVENT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/Event");

    /// A law, treaty or ruling.
    pub const LEGISLATION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/Legislation");

    /// An article.
    pub const NEWS_ARTICLE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/NewsArticle");

    /// A company, authority, party, team or other institution.
    pub const ORGANIZATION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/Organization");

    /// A person.
    pub const PERSON: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/Person");

    /// A city, region, river or other place.
    pub const PLACE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/Place");

    /// A thing made to be used or sold.
    pub const PRODUCT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/Product");

    /// Anything else.
    pub const THING: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/Thing");

    /// A named entity in the content of a claim.
    pub const ABOUT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/about");

    /// The article that makes or reports a claim.
    pub const APPEARANCE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/appearance");

    /// Who wrote an article.
    pub const AUTHOR: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/author");

    /// When an article was last changed.
    pub const DATE_MODIFIED: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/dateModified");

    /// When an article was published.
    pub const DATE_PUBLISHED: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/datePublished");

    /// The title of an article.
    pub const HEADLINE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/headline");

    /// The id of an article.
    pub const IDENTIFIER: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/identifier");

    /// The BCP 47 tag of the language of an article.
    pub const IN_LANGUAGE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/inLanguage");

    /// The outlet of an article.
    pub const PUBLISHER: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/publisher");

    /// The SHA-256 of the text of an article in hexadecimal digits; offsets count in this text.
    pub const SHA256: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/sha256");

    /// The version of the software that made a graph.
    pub const SOFTWARE_VERSION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/softwareVersion");

    /// The content of a claim in the words of the article.
    pub const TEXT: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/text");

    /// The address of an article.
    pub const URL: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://schema.org/url");
}

/// Terms of <http://semanticweb.cs.vu.nl/2009/11/sem/>.
#[rustfmt::skip]
pub mod sem {
    use oxigraph::model::NamedNodeRef;

    /// The first day or instant.
    pub const HAS_BEGIN_TIME_STAMP: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://semanticweb.cs.vu.nl/2009/11/sem/hasBeginTimeStamp");

    /// The last day or instant, inclusive.
    pub const HAS_END_TIME_STAMP: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://semanticweb.cs.vu.nl/2009/11/sem/hasEndTimeStamp");

    /// Where a statement holds.
    pub const HAS_PLACE: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://semanticweb.cs.vu.nl/2009/11/sem/hasPlace");

    /// A time expression that dates a statement.
    pub const HAS_TIME: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://semanticweb.cs.vu.nl/2009/11/sem/hasTime");

    /// The date a time expression denotes, as exact as it is given.
    pub const HAS_TIME_STAMP: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://semanticweb.cs.vu.nl/2009/11/sem/hasTimeStamp");
}

/// Terms of <http://www.w3.org/2004/02/skos/core#>.
#[rustfmt::skip]
pub mod skos {
    use oxigraph::model::NamedNodeRef;

    /// Another name of an entity.
    pub const ALT_LABEL: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#altLabel");

    /// A thing in a knowledge base that may be the same: the confidence of the link is below one half.
    pub const CLOSE_MATCH: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#closeMatch");

    /// The same thing in a knowledge base.
    pub const EXACT_MATCH: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#exactMatch");
}
