//! When what happened, or is to happen, around somebody or something, and when they spoke.

use std::collections::BTreeMap;
use std::io::Write;

use oxigraph::model::vocab::rdfs;
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};

use crate::ontology::borrowed::skos;
use crate::publish::answers::{self, Answer, Options};
use crate::publish::selection::failed;
use crate::publish::{Error, prefix::Prefixes};
use crate::store::Store;

/// How many candidates an error names.
const NAMED: usize = 8;

/// Which rows are wanted: those that meet every condition given, all if none is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what a source says that has this in its name.
    pub by: Option<String>,
    /// Only what is dated on this day (ISO 8601) or later.
    pub since: Option<String>,
    /// Only what is dated on this day or earlier.
    pub until: Option<String>,
    /// Only what is stated, not what the entity says.
    pub is_stated_only: bool,
    /// At most this many rows.
    pub limit: Option<usize>,
}

/// The entity that words stand for: an IRI, a name with its prefix, or a name that only one entity has; a
/// whole name comes before a part of one.
///
/// # Errors
/// [`Error::UnknownEntity`] and [`Error::AmbiguousEntity`], and when the store cannot be read.
///
/// ```
/// use claimgraph::publish::timeline;
/// use claimgraph::store::Store;
///
/// let store = Store::memory();
/// let ada = timeline::entity(&store, "entity:person-ada").unwrap();
/// assert_eq!(ada.as_str(), "https://example.org/claimgraph/entity/person-ada");
/// assert!(timeline::entity(&store, "Ada").is_err());
/// ```
pub fn entity(store: &Store, words: &str) -> Result<NamedNode, Error> {
    let bare = words.trim().trim_matches(['<', '>']);
    let written = Prefixes::new(store.base()).expand(bare);
    if let Some(iri) = written.as_deref().or(bare.contains("://").then_some(bare))
        && let Ok(node) = NamedNode::new(iri)
    {
        return Ok(node);
    }
    let wanted = bare.to_lowercase();
    // By IRI, whether a whole name fits.
    let mut found: BTreeMap<String, bool> = BTreeMap::new();
    let shared = format!("{}entity/", store.base());
    for property in [rdfs::LABEL, skos::ALT_LABEL] {
        let quads = store
            .database()
            .quads_for_pattern(None, Some(property), None, None);
        for quad in quads {
            let quad = quad.map_err(failed)?;
            let (NamedOrBlankNode::NamedNode(thing), Term::Literal(name)) =
                (quad.subject, quad.object)
            else {
                continue;
            };
            let name = name.value().to_lowercase();
            if thing.as_str().starts_with(&shared) && name.contains(&wanted) {
                *found.entry(thing.into_string()).or_default() |= name == wanted;
            }
        }
    }
    if found.values().any(|is_whole| *is_whole) {
        found.retain(|_, is_whole| *is_whole);
    }
    let mut names = found.into_keys();
    match (names.next(), names.next()) {
        (None, _) => Err(Error::UnknownEntity(bare.to_owned())),
        (Some(only), None) => Ok(NamedNode::new_unchecked(only)),
        (Some(first), Some(second)) => {
            let prefixes = Prefixes::new(store.base());
            let all: Vec<String> = [first, second].into_iter().chain(names).collect();
            let mut listed: Vec<String> = all
                .iter()
                .take(NAMED)
                .map(|iri| prefixes.write(iri))
                .collect();
            if all.len() > NAMED {
                listed.push(format!("{} more", all.len() - NAMED));
            }
            Err(Error::AmbiguousEntity {
                name: bare.to_owned(),
                candidates: listed.join(", "),
            })
        }
    }
}

/// Writes the rows in the order of their dates: `date` and `until`; `what` is `stated`, or `says` where
/// the entity speaks itself, dated by the day of the utterance or else of the article; `statement` or the
/// words of the claim; `source`, `outlet`, `certainty`, `holds` (no where it is negated or denied), and
/// the article.
///
/// # Errors
/// When the store cannot be read or `out` fails.
pub fn write(
    store: &Store,
    entity: &NamedNode,
    filter: &Filter,
    options: &Options,
    out: &mut dyn Write,
) -> Result<Answer, Error> {
    answers::query(store, &question(entity, filter), options, out)
}

/// The question; what a user typed goes in as an escaped literal only.
fn question(entity: &NamedNode, filter: &Filter) -> String {
    let text = |value: &str| Literal::new_simple_literal(value).to_string();
    let mut filters = Vec::new();
    if let Some(by) = &filter.by {
        let by = text(by);
        filters.push(format!(
            "FILTER(CONTAINS(LCASE(STR(?source)), LCASE({by})))"
        ));
    }
    if let Some(since) = &filter.since {
        // What lasts until then counts.
        let since = text(since);
        filters.push(format!("FILTER(COALESCE(?until, ?date) >= {since})"));
    }
    if let Some(until) = &filter.until {
        let (length, until) = (until.len(), text(until));
        filters.push(format!("FILTER(SUBSTR(?date, 1, {length}) <= {until})"));
    }
    let says = if filter.is_stated_only {
        String::new()
    } else {
        format!(
            "UNION {{
                ?claim prov:wasAttributedTo {entity} ; cg:voice cg:quoted ; cg:certainty ?sure ;
                    cg:polarity ?polarity ; schema:text ?words ; schema:appearance ?document .
                OPTIONAL {{ ?claim cg:saidOn ?saidOn }}
                OPTIONAL {{ ?document schema:datePublished ?published }}
                BIND(STR(COALESCE(?saidOn, ?published)) AS ?date)
                FILTER(BOUND(?date))
                BIND((?polarity = cg:negative) = EXISTS {{ ?claim cg:act cg:deny }} AS ?so)
                BIND('says' AS ?what)
            }}"
        )
    };
    let limit = filter.limit.map(|it| format!("LIMIT {it}"));
    format!(
        "SELECT ?date ?until ?what ?statement ?source ?outlet ?certainty ?holds ?article WHERE {{
            {{
                {{
                    SELECT DISTINCT ?thing WHERE {{
                        ?thing rdf:subject|rdf:object|sem:hasPlace|(cg:argument/rdf:value) {entity}
                    }}
                }}
                ?thing sem:hasBeginTimeStamp ?begin ; cg:certainty ?sure ; cg:polarity ?polarity .
                BIND(?polarity = cg:positive AS ?so)
                ?claim cg:states ?thing ; schema:appearance ?document ; schema:text ?whole .
                OPTIONAL {{ ?thing sem:hasEndTimeStamp ?end }}
                OPTIONAL {{ ?thing rdfs:label ?said }}
                BIND(STR(?begin) AS ?date)
                BIND(IF(?end = ?begin, ?none, STR(?end)) AS ?until)
                BIND(COALESCE(?said, ?whole) AS ?words)
                BIND('stated' AS ?what)
            }} {says}
            # As the article calls its source and itself.
            GRAPH ?graph {{ ?claim a cg:Claim ; prov:wasAttributedTo ?by  . ?by rdfs:label ?source }}
            OPTIONAL {{ GRAPH ?graph {{ ?document schema:publisher ?house . ?house rdfs:label ?outlet }} }}
            BIND(IF(?so, 'yes', 'no') AS ?holds)
            BIND(STRAFTER(STR(?sure), '#') AS ?certainty)
            BIND(STR(?words) AS ?statement)
            BIND(REPLACE(STR(?graph), '^.*/', '') AS ?article)
            BIND(CONCAT(?article, ' ', STR(?claim), ' ', COALESCE(STR(?thing), ''), ' ') AS ?place)
            {filters}
        }} ORDER BY ?date ?what ?place {limit}",
        filters = filters.join(" "),
        limit = limit.unwrap_or_default()
    )
}
