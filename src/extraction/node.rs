//! A JSON value that remembers the order of its keys, and keys that come twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Any JSON value.
///
/// `serde_json::Value` keeps the last of two equal keys without a word; a document with two texts
/// must be refused instead.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Null,
    Bool(bool),
    Count(u64),
    Number(f64),
    String(String),
    Array(Vec<Node>),
    Object(Vec<(String, Node)>),
}

impl Node {
    /// What it is, for "a string was expected, not ...".
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Count(_) | Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// As compact JSON, cut off soon after `limit` bytes.
    pub(super) fn show(&self, limit: usize) -> String {
        let mut shown = String::new();
        self.write(&mut shown, limit);
        shown
    }

    fn write(&self, shown: &mut String, limit: usize) {
        if shown.len() > limit {
            return;
        }
        match self {
            Self::Null => shown.push_str("null"),
            Self::Bool(value) => shown.push_str(if *value { "true" } else { "false" }),
            Self::Count(value) => shown.push_str(&value.to_string()),
            Self::Number(value) => shown.push_str(&value.to_string()),
            Self::String(value) => shown.push_str(&json_string(value, limit)),
            Self::Array(items) => {
                shown.push('[');
                for (at, item) in items.iter().enumerate().take(limit) {
                    shown.push_str(if at == 0 { "" } else { "," });
                    item.write(shown, limit);
                }
                shown.push(']');
            }
            Self::Object(fields) => {
                shown.push('{');
                for (at, (key, value)) in fields.iter().enumerate().take(limit) {
                    shown.push_str(if at == 0 { "" } else { "," });
                    shown.push_str(&json_string(key, limit));
                    shown.push(':');
                    value.write(shown, limit);
                }
                shown.push('}');
            }
        }
    }
}

fn json_string(value: &str, limit: usize) -> String {
    let head: String = value.chars().take(limit + 1).collect();
    serde_json::to_string(&head).unwrap_or_default()
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Count(value))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a negative number is only shown"
    )]
    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element()? {
            array.push(item);
        }
        Ok(Node::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Node, A::Error> {
        let mut object = Vec::new();
        while let Some(field) = fields.next_entry()? {
            object.push(field);
        }
        Ok(Node::Object(object))
    }
}
