//! Typed values out of a JSON object, with everything that is wrong with them collected.

use std::fmt::Display;

use crate::extraction::fault::{Fault, Path};
use crate::extraction::node::Node;

/// Reads values and collects what is wrong with them.
#[derive(Default)]
pub(super) struct Shape {
    /// What is wrong.
    pub(super) faults: Vec<Fault>,
    /// What was ignored.
    pub(super) warnings: Vec<Fault>,
}

/// An object of the format with its place, its keys checked.
pub(super) struct Fields<'a> {
    /// Empty when the value is no object, which is then reported already.
    entries: &'a [(String, Node)],
    pub(super) path: Path<'a>,
    is_object: bool,
}

impl<'a> Fields<'a> {
    /// The value of a key; a missing key and `null` are the same.
    fn get(&self, key: &str) -> Option<&'a Node> {
        let (_, value) = self.entries.iter().find(|(name, _)| name == key)?;
        (*value != Node::Null).then_some(value)
    }
}

/// The plain kinds of values.
impl Shape {
    pub(super) fn wrong(&mut self, path: &Path<'_>, node: &Node, expected: &str) {
        let problem = format!("{expected} was expected, not {}", node.kind());
        self.faults.push(path.fault(Some(&node.show(60)), problem));
    }

    pub(super) fn object<'a>(
        &mut self,
        node: &'a Node,
        path: Path<'a>,
        keys: &[&str],
    ) -> Fields<'a> {
        let Node::Object(entries) = node else {
            self.wrong(&path, node, "an object");
            return Fields {
                entries: &[],
                path,
                is_object: false,
            };
        };
        for (at, (key, value)) in entries.iter().enumerate() {
            let place = path.key(key);
            if !keys.contains(&key.as_str()) {
                let value = value.show(60);
                self.warnings
                    .push(place.fault(Some(&value), "an unknown key, ignored"));
            } else if entries[..at].iter().any(|(other, _)| other == key) {
                let value = value.show(60);
                self.faults
                    .push(place.fault(Some(&value), "the key comes twice"));
            }
        }
        Fields {
            entries,
            path,
            is_object: true,
        }
    }

    pub(super) fn required(&mut self, fields: &Fields<'_>, key: &str, expected: &str) {
        if fields.is_object && fields.get(key).is_none() {
            let problem = format!("missing; {expected} is required");
            self.faults.push(fields.path.key(key).fault(None, problem));
        }
    }

    /// Reports a missing word; a word that is there but unknown was reported when it was read.
    pub(super) fn needed<T: Display>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        word: Option<T>,
        words: &[T],
    ) -> Option<T> {
        if fields.get(key).is_none() {
            self.required(fields, key, &format!("one of {}", joined(words)));
        }
        word
    }

    pub(super) fn word<T: Display>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        words: &[T],
        from_word: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let node = fields.get(key)?;
        if let Node::String(word) = node
            && let Some(value) = from_word(word)
        {
            return Some(value);
        }
        let problem = format!("not one of {}", joined(words));
        let path = fields.path.key(key);
        self.faults.push(path.fault(Some(&node.show(60)), problem));
        None
    }

    pub(super) fn string(&mut self, fields: &Fields<'_>, key: &str) -> Option<String> {
        self.nested(fields, key, Self::text)
    }

    pub(super) fn text(&mut self, node: &Node, path: Path<'_>) -> String {
        if let Node::String(value) = node {
            value.clone()
        } else {
            self.wrong(&path, node, "a string");
            String::new()
        }
    }

    pub(super) fn required_string(&mut self, fields: &Fields<'_>, key: &str) -> String {
        self.required(fields, key, "a string");
        self.string(fields, key).unwrap_or_default()
    }

    #[expect(clippy::cast_precision_loss, reason = "a count this large is reported")]
    pub(super) fn number(&mut self, fields: &Fields<'_>, key: &str) -> Option<f64> {
        match fields.get(key)? {
            Node::Number(value) => Some(*value),
            Node::Count(value) => Some(*value as f64),
            node => {
                self.wrong(&fields.path.key(key), node, "a number from 0 to 1");
                None
            }
        }
    }

    pub(super) fn count(&mut self, fields: &Fields<'_>, key: &str) -> Option<usize> {
        let node = fields.get(key)?;
        let count = as_count(node);
        if count.is_none() {
            let expected = "a count of code points (an integer of at least 0)";
            let problem = format!("{expected} was expected");
            let path = fields.path.key(key);
            self.faults.push(path.fault(Some(&node.show(60)), problem));
        }
        count
    }

    /// `start` and `end`, both required.
    pub(super) fn span(&mut self, fields: &Fields<'_>) -> (usize, usize) {
        self.required(fields, "start", "a count of code points");
        self.required(fields, "end", "a count of code points");
        let start = self.count(fields, "start");
        let end = self.count(fields, "end");
        (start.unwrap_or_default(), end.unwrap_or_default())
    }

    pub(super) fn pair(&mut self, node: &Node, path: Path<'_>) -> (usize, usize) {
        if let Node::Array(items) = node
            && let [start, end] = items.as_slice()
            && let (Some(start), Some(end)) = (as_count(start), as_count(end))
        {
            return (start, end);
        }
        let problem = "two counts of code points, [start, end], were expected";
        self.faults.push(path.fault(Some(&node.show(60)), problem));
        (0, 0)
    }

    pub(super) fn nested<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: fn(&mut Self, &Node, Path<'_>) -> T,
    ) -> Option<T> {
        Some(read(self, fields.get(key)?, fields.path.key(key)))
    }

    pub(super) fn list<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        read: fn(&mut Self, &Node, Path<'_>) -> T,
    ) -> Vec<T> {
        let path = fields.path.key(key);
        match fields.get(key) {
            None => Vec::new(),
            Some(Node::Array(items)) => items
                .iter()
                .enumerate()
                .map(|(at, item)| read(self, item, path.index(at)))
                .collect(),
            Some(node) => {
                self.wrong(&path, node, "an array");
                Vec::new()
            }
        }
    }
}

fn as_count(node: &Node) -> Option<usize> {
    match node {
        Node::Count(value) => usize::try_from(*value).ok(),
        _ => None,
    }
}

fn joined<T: Display>(words: &[T]) -> String {
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    words.join(", ")
}
