//! Prefixes: which namespaces have one, and which names can be written with it.

use std::cmp::Ordering;

use crate::ontology;

/// The prefixes of a store, with those of its base.
#[derive(Clone, Debug)]
pub(super) struct Prefixes {
    /// Prefix and namespace, in the order in which they are declared.
    table: Vec<(String, String)>,
    /// Namespaces and their places, the short ones first: most begin alike, few are of one length.
    by_namespace: Vec<(String, usize)>,
}

impl Prefixes {
    /// Those of the ontology and those below the base.
    pub(super) fn new(base: &str) -> Self {
        let own = ontology::PREFIXES
            .iter()
            .map(|(prefix, namespace)| ((*prefix).to_owned(), (*namespace).to_owned()));
        let below = ontology::PATHS
            .iter()
            .map(|(prefix, path)| ((*prefix).to_owned(), format!("{base}{path}")));
        Self::of(own.chain(below))
    }

    /// These prefixes; a later one of the same name replaces an earlier one.
    pub(super) fn of(prefixes: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut table: Vec<(String, String)> = Vec::new();
        for (prefix, namespace) in prefixes {
            table.retain(|(other, _)| *other != prefix);
            table.push((prefix, namespace));
        }
        let mut by_namespace: Vec<(String, usize)> = (0..table.len())
            .map(|at| (table[at].1.clone(), at))
            .collect();
        by_namespace.sort_by(|(one, _), (other, _)| by_length(one, other));
        // Of several prefixes for one namespace the first is written.
        by_namespace.dedup_by(|(one, _), (other, _)| one == other);
        Self {
            table,
            by_namespace,
        }
    }

    /// With these prefixes instead of those of the same name or namespace.
    pub(super) fn with(&self, prefixes: &[(String, String)]) -> Self {
        let kept = self
            .table
            .iter()
            .filter(|(_, namespace)| prefixes.iter().all(|(_, other)| other != namespace));
        Self::of(kept.cloned().chain(prefixes.iter().cloned()))
    }

    /// Prefix and namespace of each, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.table
            .iter()
            .map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()))
    }

    /// The namespace at a place of the table.
    pub(super) fn at(&self, at: usize) -> (&str, &str) {
        (&self.table[at].0, &self.table[at].1)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.table.len()
    }

    /// The place of the prefix and the local name with which an IRI can be written without escapes.
    pub(super) fn shorten<'a>(&self, iri: &'a str) -> Option<(usize, &'a str)> {
        let cut = iri.bytes().rposition(|byte| matches!(byte, b'/' | b'#'))? + 1;
        let (namespace, local) = iri.split_at(cut);
        let found = self
            .by_namespace
            .binary_search_by(|(known, _)| by_length(known, namespace));
        let at = self.by_namespace[found.ok()?].1;
        is_local(local).then_some((at, local))
    }

    /// `prefix:name` if that can be, else `<iri>`.
    pub(super) fn write(&self, iri: &str) -> String {
        match self.shorten(iri) {
            Some((at, local)) => format!("{}:{local}", self.table[at].0),
            None => format!("<{iri}>"),
        }
    }

    /// The IRI of `prefix:name`.
    pub(super) fn expand(&self, name: &str) -> Option<String> {
        let (prefix, local) = name.split_once(':')?;
        let (_, namespace) = self.iter().find(|(other, _)| *other == prefix)?;
        Some(format!("{namespace}{local}"))
    }
}

/// The short ones first, those of one length by their letters.
pub(super) fn by_length(one: &str, other: &str) -> Ordering {
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

/// Whether a name needs no escapes after a prefix (Turtle, `PN_LOCAL`; percent-encoding is part of it).
pub(super) fn is_local(name: &str) -> bool {
    // Nearly all names are of these.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if name.bytes().all(is_plain) && !name.is_empty() && !name.starts_with('-') {
        return true;
    }
    let mut chars = name.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let is_percent_right = name.match_indices('%').all(|(at, _)| {
        name.as_bytes()
            .get(at + 1..at + 3)
            .is_some_and(is_hexadecimal)
    });
    let first_fits = first.is_ascii_digit() || is_start(first) || first == ':' || first == '%';
    let rest_fits = chars.all(|char| is_inside(char) || matches!(char, '.' | ':' | '%'));
    first_fits && rest_fits && is_percent_right && !name.ends_with('.')
}

fn is_hexadecimal(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_hexdigit)
}

/// Turtle, `PN_CHARS_U`.
fn is_start(char: char) -> bool {
    matches!(char, 'a'..='z' | 'A'..='Z' | '_' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// Turtle, `PN_CHARS`.
fn is_inside(char: char) -> bool {
    is_start(char)
        || char.is_ascii_digit()
        || matches!(char, '-' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::{Prefixes, is_local};

    #[test]
    fn names_with_a_slash_or_signs_are_written_whole() {
        let prefixes = Prefixes::new("https://example.org/claimgraph/");
        let base = "https://example.org/claimgraph/";
        for (iri, expected) in [
            ("doc/rain", "doc:rain"),
            ("entity/person-erdoğan", "entity:person-erdoğan"),
            (
                "doc/rain/claim-1",
                "<https://example.org/claimgraph/doc/rain/claim-1>",
            ),
            ("doc/a%20b", "doc:a%20b"),
            ("doc/a(b)", "<https://example.org/claimgraph/doc/a(b)>"),
            ("doc/", "<https://example.org/claimgraph/doc/>"),
        ] {
            assert_eq!(prefixes.write(&format!("{base}{iri}")), expected);
        }
    }

    #[test]
    fn a_local_name_does_not_end_in_a_dot_or_half_a_percent() {
        assert!(is_local("v1.2"));
        for name in ["", "a.", "-a", "a%2", "a,b", "char=1,2", "a~b"] {
            assert!(!is_local(name), "{name}");
        }
    }
}
