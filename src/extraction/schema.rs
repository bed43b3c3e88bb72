//! The extraction format as a JSON Schema.

use schemars::transform::{RecursiveTransform, Transform};
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};

use crate::extraction::Extraction;

/// The JSON Schema (draft 2020-12) of one line of an extraction file.
///
/// A key that may be left out is not listed as required; unknown keys are allowed, since readers
/// ignore them. What a schema cannot say (ids that lead somewhere, spans inside the text) is in
/// [`check`](crate::extraction::check).
///
/// ```
/// let schema = claimgraph::extraction::schema();
/// assert_eq!(schema["required"], serde_json::json!(["claimgraph", "document"]));
/// ```
#[must_use]
pub fn schema() -> Value {
    let generator: SchemaGenerator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Extraction>();
    RecursiveTransform(bounds).transform(&mut schema);
    schema.insert(
        "$id".to_owned(),
        json!("https://w3id.org/claimgraph/extraction/1/schema.json"),
    );
    schema.insert(
        "title".to_owned(),
        json!("claimgraph extraction, version 1"),
    );
    schema.insert(
        "description".to_owned(),
        json!(
            "Everything found in one article: one JSON object a line. Offsets count Unicode code \
             points into document.text, start inclusive, end exclusive."
        ),
    );
    if let Some(document) = schema.pointer_mut("/$defs/Document/required") {
        // The reader makes an id from the text where there is none.
        *document = json!(["text"]);
    }
    if let Some(version) = schema.pointer_mut("/properties/claimgraph") {
        *version = json!({"const": 1, "description": "The format version, 1."});
    }
    schema.to_value()
}

/// Confidences lie from 0 to 1; a claim has at least one span of content.
fn bounds(schema: &mut Schema) {
    if let Some(confidence) = schema.pointer_mut("/properties/confidence")
        && let Some(confidence) = confidence.as_object_mut()
    {
        confidence.insert("minimum".to_owned(), json!(0));
        confidence.insert("maximum".to_owned(), json!(1));
    }
    if let Some(content) = schema.pointer_mut("/properties/content")
        && let Some(content) = content.as_object_mut()
    {
        content.insert("minItems".to_owned(), json!(1));
    }
}
