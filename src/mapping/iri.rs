//! Every IRI the graph mints, and nowhere else: slugs, escaped ids and content hashes.
//!
//! All of them are valid IRIs whatever the input, and carry names that Turtle can write after a prefix.

use oxigraph::model::NamedNode;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::extraction::{Document, EntityType};

/// The IRI under which everything is minted that has none of its own.
///
/// ```
/// use claimgraph::mapping::Base;
///
/// assert_eq!(Base::new("https://example.org/news").unwrap().as_str(), "https://example.org/news/");
/// assert_eq!(Base::new("no IRI"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

impl Base {
    /// The base unless the user chooses another.
    pub const DEFAULT: &'static str = "https://example.org/claimgraph/";

    /// An absolute IRI without a query or fragment; a missing `/` at its end is added. `None` for
    /// everything else.
    #[must_use]
    pub fn new(iri: &str) -> Option<Self> {
        let fits = !iri.contains(['?', '#']) && NamedNode::new(iri).is_ok();
        let slash = if iri.ends_with('/') { "" } else { "/" };
        fits.then(|| Self(format!("{iri}{slash}")))
    }

    /// The IRI, with the `/` at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Base {
    fn default() -> Self {
        Self(Self::DEFAULT.to_owned())
    }
}

/// The named graph of the article with this id.
#[must_use]
pub fn graph(base: &Base, id: &str) -> NamedNode {
    // `graph/derived` holds what is derived over all articles, so an article of that id yields.
    let id = if id == "derived" {
        "%64erived".to_owned()
    } else {
        segment(id)
    };
    mint(format!("{}graph/{id}", base.0))
}

/// The IRI of an article: its URL without a fragment if that is a valid IRI, else `{base}doc/{id}`.
#[must_use]
pub fn document(base: &Base, document: &Document) -> NamedNode {
    let url = document.url.as_deref().unwrap_or_default();
    let url = url.split('#').next().unwrap_or_default();
    NamedNode::new(url).unwrap_or_else(|_| {
        let id = segment(&document.id);
        mint(format!("{}doc/{id}", base.0))
    })
}

/// The named graph of what is derived over all articles.
#[must_use]
pub fn derived_graph(base: &Base) -> NamedNode {
    mint(format!("{}graph/derived", base.0))
}

/// What statements of several articles state, by a digest of it.
#[must_use]
pub fn proposition(base: &Base, digest: &str) -> NamedNode {
    mint(format!("{}proposition/{digest}", base.0))
}

/// Mints the names that belong to one article.
#[derive(Clone, Debug)]
pub(super) struct Mint<'a> {
    base: &'a Base,
    id: String,
}

impl<'a> Mint<'a> {
    /// For the article with this id.
    pub(super) fn new(base: &'a Base, id: &str) -> Self {
        let id = segment(id);
        Self { base, id }
    }

    fn bound(&self, name: &str) -> NamedNode {
        mint(format!("{}{name}", self.own()))
    }

    /// What every IRI of the article's own starts with.
    pub(super) fn own(&self) -> String {
        format!("{}doc/{}/", self.base.0, self.id)
    }

    /// An entity that other articles may speak of as well.
    pub(super) fn shared(&self, kind: EntityType, name: &str) -> NamedNode {
        mint(format!(
            "{}entity/{}-{}",
            self.base.0,
            kind.word(),
            slug(without_article(name))
        ))
    }

    /// An entity with a name that says too little outside its article.
    pub(super) fn entity(&self, kind: EntityType, name: &str) -> NamedNode {
        self.bound(&format!("{}-{}", kind.word(), slug(without_article(name))))
    }

    /// Somebody without a name who says something.
    pub(super) fn source(&self, words: &str) -> NamedNode {
        self.bound(&format!("source-{}", slug(without_article(words))))
    }

    /// Something without a name.
    pub(super) fn thing(&self, words: &str) -> NamedNode {
        self.bound(&format!("thing-{}", slug(without_article(words))))
    }

    /// The voice of an article without an outlet.
    pub(super) fn narrator(&self) -> NamedNode {
        self.bound("narrator")
    }

    /// A claim by the hash of its content.
    pub(super) fn claim(&self, hash: &str) -> NamedNode {
        self.bound(&format!("claim-{hash}"))
    }

    /// A statement by the hash of its content.
    pub(super) fn statement(&self, hash: &str) -> NamedNode {
        self.bound(&format!("statement-{hash}"))
    }

    /// A link by the hash of its two ends.
    pub(super) fn link(&self, hash: &str) -> NamedNode {
        self.bound(&format!("link-{hash}"))
    }

    /// A time expression by its code points.
    pub(super) fn time(&self, start: usize, end: usize) -> NamedNode {
        self.bound(&format!("time-{start}-{end}"))
    }

    /// The extraction that made the graph.
    pub(super) fn extraction(&self) -> NamedNode {
        self.bound("extraction")
    }

    /// A relation by its label.
    pub(super) fn relation(&self, label: &str) -> NamedNode {
        mint(format!("{}relation/{}", self.base.0, slug(label)))
    }

    /// A version of a piece of software.
    pub(super) fn software(&self, name: &str, version: &str) -> NamedNode {
        let name = segment(&format!("{}-{version}", slug(name)));
        mint(format!("{}software/{name}", self.base.0))
    }
}

/// An argument of a statement by its role.
pub(super) fn argument(statement: &NamedNode, role: &str) -> NamedNode {
    mint(format!("{}-{}", statement.as_str(), slug(role)))
}

/// The code points of a document (RFC 5147).
pub(super) fn passage(document: &NamedNode, start: usize, end: usize) -> NamedNode {
    mint(format!("{}#char={start},{end}", document.as_str()))
}

/// The same name with a number, for a thing whose own name is taken.
pub(super) fn numbered(iri: &NamedNode, number: usize) -> NamedNode {
    mint(format!("{}-{number}", iri.as_str()))
}

/// The same name with a hash, for words that mean another thing each time, such as "it".
pub(super) fn hashed(iri: &NamedNode, hash: &str) -> NamedNode {
    mint(format!("{}-{hash}", iri.as_str()))
}

/// The first ten hexadecimal digits of the SHA-256 of the parts.
pub(super) fn hash(parts: &[&str]) -> String {
    let parts = parts.iter().fold(Parts::default(), |all, it| all.with(it));
    parts.hash()
}

/// What something is named by, part by part. However long the parts are, this stays small.
#[derive(Clone, Default)]
pub(super) struct Parts {
    digest: Sha256,
    bytes: usize,
}

impl Parts {
    /// One part more.
    pub(super) fn with(mut self, part: &str) -> Self {
        // The length keeps "ab", "c" apart from "a", "bc".
        self.digest.update(part.len().to_be_bytes());
        self.digest.update(part.as_bytes());
        self.bytes += part.len();
        self
    }

    /// The first ten hexadecimal digits of the SHA-256 of the parts.
    pub(super) fn hash(self) -> String {
        hexadecimal(&self.digest.finalize()[..5])
    }

    /// Equal for equal parts, and for no others.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.digest.clone().finalize().into()
    }

    /// The bytes of all parts.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

/// All 64 hexadecimal digits of the SHA-256 of a text.
pub(super) fn sha256(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// All parts are a checked base or document, slugs, escaped ids, digits and hashes, so the whole is
/// valid.
fn mint(iri: String) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

/// The most characters of a slug: long descriptions are cut and told apart by a hash.
const LONGEST_SLUG: usize = 64;

/// A readable name: lower case, letters and digits of any script, hyphens for the rest. Never empty,
/// never with a hyphen at its ends.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let lower = name.nfc().flat_map(char::to_lowercase).nfc();
    for char in lower.filter(|char| !matches!(char, '\'' | '’' | '‘' | 'ʼ')) {
        let letter = char.is_alphanumeric() && is_carried(char);
        let mark = is_combining_mark(char) && is_carried(char) && !slug.is_empty();
        if letter || mark {
            slug.push(char);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    // A mark after a hyphen would stand on it.
    let trimmed = slug.trim_end_matches('-');
    if trimmed.is_empty() {
        return hash(&[name]);
    }
    match trimmed.char_indices().nth(LONGEST_SLUG) {
        None => trimmed.to_owned(),
        Some((limit, _)) => {
            let head = &trimmed[..limit];
            let cut = head.rfind('-').filter(|at| *at > 0).unwrap_or(limit);
            format!("{}-{}", &head[..cut], hash(&[name]))
        }
    }
}

/// An id as one path segment: what a prefixed name can carry stays, the rest is percent-encoded, so
/// different ids stay different.
pub(super) fn segment(id: &str) -> String {
    let mut segment = String::with_capacity(id.len());
    let last = id.chars().count().saturating_sub(1);
    for (at, char) in id.chars().enumerate() {
        let at_border = at == 0 || at == last;
        let first_fits = at > 0 || !is_combining_mark(char) && char != '·' && char != '-';
        if (is_carried(char) && first_fits) || (char == '.' && !at_border) {
            segment.push(char);
        } else {
            for byte in char.encode_utf8(&mut [0; 4]).bytes() {
                segment.push('%');
                segment.push_str(&hexadecimal(&[byte]).to_uppercase());
            }
        }
    }
    if segment.is_empty() {
        // No other id gives a lone underscore escaped.
        "%5F".clone_into(&mut segment);
    }
    segment
}

/// The words without a leading article: "the officials" and "officials" are one source.
pub(super) fn without_article(words: &str) -> &str {
    let words = words.trim();
    let rest = words
        .split_once(char::is_whitespace)
        .and_then(|(first, rest)| {
            let is_article = ["the", "a", "an"].contains(&first.to_lowercase().as_str());
            is_article.then_some(rest.trim_start())
        });
    rest.filter(|rest| !rest.is_empty()).unwrap_or(words)
}

/// Whether both an IRI (RFC 3987, `ucschar`) and the local part of a prefixed name (Turtle, `PN_CHARS`)
/// can hold the character. Invisible joiners could, but would make names that look alike.
fn is_carried(char: char) -> bool {
    let in_plane = u32::from(char) & 0xFFFF;
    matches!(char, 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '\u{B7}'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFEF}')
        || (matches!(char, '\u{10000}'..='\u{DFFFF}') && in_plane < 0xFFFE)
}

#[cfg(test)]
mod tests {
    use super::{Base, document, graph, segment, slug, without_article};
    use crate::extraction::Document;
    use oxigraph::model::NamedNode;
    use proptest::prelude::*;

    #[test]
    fn slugs_are_readable_in_any_script() {
        for (name, expected) in [
            ("Kim Jong Un", "kim-jong-un"),
            ("John F. Kirby", "john-f-kirby"),
            ("Women’s March", "womens-march"),
            ("Recep Tayyip Erdog\u{306}an", "recep-tayyip-erdoğan"),
            ("AT&T / Bell", "at-t-bell"),
            ("北京 大学", "北京-大学"),
            ("  --x--  ", "x"),
        ] {
            assert_eq!(slug(name), expected);
        }
    }

    #[test]
    fn a_name_without_letters_gets_a_hash() {
        assert_eq!(slug("!!!").len(), 10);
        assert_ne!(slug("!!!"), slug("???"));
    }

    #[test]
    fn long_descriptions_are_cut_at_a_word_and_stay_apart() {
        let words =
            "a senior official of the ministry who asked not to be named because the talks go on";
        let cut = slug(words);
        assert!(cut.starts_with("a-senior-official-of-the-ministry-who-asked-not-to-be-named"));
        assert!(cut.len() < 80);
        assert_ne!(cut, slug(&format!("{words} still")));
    }

    #[test]
    fn ids_cannot_break_out() {
        for (id, expected) in [
            ("kim-to-russia", "kim-to-russia"),
            ("a b/c", "a%20b%2Fc"),
            ("x> <http://evil", "x%3E%20%3Chttp%3A%2F%2Fevil"),
            ("..", "%2E%2E"),
            ("v1.2", "v1.2"),
            ("100%", "100%25"),
            ("👩", "👩"),
            ("", "%5F"),
        ] {
            assert_eq!(segment(id), expected);
        }
    }

    #[test]
    fn an_article_called_derived_has_a_graph_of_its_own() {
        let base = Base::default();
        assert_eq!(
            graph(&base, "derived").as_str(),
            "https://example.org/claimgraph/graph/%64erived"
        );
    }

    #[test]
    fn a_document_is_called_by_its_url_if_that_is_an_iri() {
        let base = Base::default();
        let named = |url: &str| {
            let it = Document {
                id: "a".to_owned(),
                url: Some(url.to_owned()),
                ..Document::default()
            };
            document(&base, &it).into_string()
        };
        assert_eq!(
            named("https://news.example/a#top"),
            "https://news.example/a"
        );
        assert_eq!(
            named("news.example/a"),
            "https://example.org/claimgraph/doc/a"
        );
        assert_eq!(
            named("https://x/>."),
            "https://example.org/claimgraph/doc/a"
        );
    }

    #[test]
    fn articles_are_no_part_of_a_thing() {
        assert_eq!(without_article("The officials"), "officials");
        assert_eq!(without_article("the"), "the");
        assert_eq!(without_article("Theodor"), "Theodor");
    }

    proptest! {
        #[test]
        fn every_string_gives_a_valid_iri(string in any::<String>()) {
            let base = Base::default();
            prop_assert!(NamedNode::new(graph(&base, &string).as_str()).is_ok());
            let slug = slug(&string);
            prop_assert!(!slug.is_empty() && !slug.starts_with('-') && !slug.ends_with('-'));
            let iri = format!("https://example.org/{slug}");
            prop_assert!(NamedNode::new(iri).is_ok());
        }

        #[test]
        fn different_ids_stay_different(one in ".{0,4}", other in ".{0,4}") {
            prop_assert_eq!(one == other, segment(&one) == segment(&other));
        }
    }
}
