//! JSON Lines: an extraction read from a line, with everything that is wrong with it at once, and
//! written to one.

use crate::extraction::check::check_known;
use crate::extraction::fault::{Fault, Faults, Path};
use crate::extraction::fields::Shape;
use crate::extraction::node::Node;
use crate::extraction::{Extraction, FORMAT_VERSION};

/// Reads one JSON object; `line` is the line of the file on which it starts, counted from 1.
///
/// Beside the extraction stand the warnings: keys that the format does not know and that were
/// ignored.
///
/// # Errors
///
/// Everything that is wrong with the object, in the order of the format's description: what is not
/// JSON, an unsupported version, missing keys, values of the wrong type, unknown words, offsets
/// outside the text, dangling and repeated ids, claims nested in themselves, confidences outside
/// 0 to 1, dates that are not ISO 8601 and links that are not IRIs.
///
/// ```
/// use claimgraph::extraction::json;
///
/// let line = r#"{"claimgraph": 1, "document": {"text": "It rained, she said."}}"#;
/// let (extraction, warnings) = json::read(line, 1).unwrap();
/// assert_eq!(extraction.document.id, "724349273ac77409");
/// assert!(warnings.is_empty());
///
/// let faults = json::read(r#"{"claimgraph": 2}"#, 7).unwrap_err();
/// assert_eq!(
///     faults.to_string(),
///     "line 7: claimgraph: 2: an unsupported version; this program reads version 1"
/// );
/// ```
pub fn read(json: &str, line: usize) -> Result<(Extraction, Vec<Fault>), Faults> {
    let node = parse(json, line)?;
    let mut shape = Shape::default();
    let found = shape.extraction(&node);
    let Shape {
        mut faults,
        mut warnings,
    } = shape;
    let extraction = match found {
        Some(extraction) => {
            let text_known = !faults
                .iter()
                .any(|fault| fault.path == "document" || fault.path == "document.text");
            let reported: Vec<String> = faults.iter().map(|fault| span_path(&fault.path)).collect();
            faults.extend(
                check_known(&extraction, text_known)
                    .into_iter()
                    .filter(|fault| !follows(&span_path(&fault.path), &reported)),
            );
            Some(extraction)
        }
        None => None,
    };
    for fault in faults.iter_mut().chain(&mut warnings) {
        fault.line = Some(line);
    }
    match extraction {
        Some(extraction) if faults.is_empty() => Ok((extraction, warnings)),
        _ => Err(Faults(faults)),
    }
}

/// Writes an extraction as one line of JSON, keys in the order of the format's description, without
/// a line break at the end. The same extraction gives the same bytes.
#[must_use]
pub fn write(extraction: &Extraction) -> String {
    // Serialization fails only on maps with keys that are not strings and on failing writers.
    serde_json::to_string(extraction).unwrap_or_default()
}

fn parse(json: &str, line: usize) -> Result<Node, Faults> {
    serde_json::from_str(json).map_err(|error| {
        let mut fault = Path::ROOT.fault(None, format!("not JSON: {}", reason(&error)));
        fault.line = Some(line + error.line().saturating_sub(1));
        Faults(vec![fault])
    })
}

/// What is wrong with a text that is not JSON, in the parser's words where they are clear.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let reason = message
        .split_once(" at line ")
        .map_or(message.as_str(), |(reason, _)| reason);
    if error.is_eof() {
        return format!("it ends too early ({reason})");
    }
    let reason = match reason {
        // "\\ud800" without the other half of its pair.
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            "half of a surrogate pair in a \\u escape"
        }
        "recursion limit exceeded" => "nested more than 127 deep",
        reason => reason,
    };
    format!("{reason} (byte {} of the line)", error.column())
}

/// `start` and `end` of one span stand for each other: where one is missing, the other is not
/// blamed.
fn span_path(path: &str) -> String {
    let span = path
        .strip_suffix(".start")
        .or_else(|| path.strip_suffix(".end"));
    span.map_or_else(|| path.to_owned(), |object| format!("{object}.span"))
}

/// Whether a fault only repeats what was reported of the same place or of one around it.
fn follows(path: &str, reported: &[String]) -> bool {
    reported.iter().any(|other| {
        path.strip_prefix(other.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    })
}

/// The problem of a `claimgraph` key with another value than [`FORMAT_VERSION`].
pub(super) fn unsupported_version() -> String {
    format!("an unsupported version; this program reads version {FORMAT_VERSION}")
}
