//! An article as a JSON object, and the recognition of extraction lines.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::article::error::Error;
use crate::article::origin::Origin;
use crate::article::{Article, Limits, Record};
use crate::article::{byline, date, html, identity, plain};

/// The keys an article is known by, the first one of each row in the format's own words, the others
/// as other programs call them. Case, `_` and `-` do not matter.
const KEYS: &[(&str, &[&str])] = &[
    ("id", &["id", "uuid", "guid", "articleid", "docid", "slug"]),
    (
        "url",
        &[
            "url",
            "link",
            "canonicalurl",
            "permalink",
            "weburl",
            "sourceurl",
            "uri",
        ],
    ),
    ("title", &["title", "headline"]),
    (
        "published",
        &[
            "published",
            "date",
            "datepublished",
            "publishedat",
            "publishdate",
            "publisheddate",
            "publicationdate",
            "pubdate",
            "publishedtime",
            "datepublish",
            "timestamp",
        ],
    ),
    (
        "modified",
        &[
            "modified",
            "updated",
            "datemodified",
            "modifiedat",
            "updatedat",
            "datemodify",
        ],
    ),
    ("authors", &["authors", "author", "byline", "creator"]),
    (
        "outlet",
        &[
            "outlet",
            "publisher",
            "source",
            "sitename",
            "publication",
            "newspaper",
            "site",
        ],
    ),
    ("dateline", &["dateline"]),
    ("language", &["language", "lang", "inlanguage"]),
    (
        "text",
        &[
            "text",
            "articlebody",
            "maintext",
            "fulltext",
            "articletext",
            "body",
            "content",
        ],
    ),
    ("html", &["html", "bodyhtml", "contenthtml", "rawhtml"]),
];

/// Reads one JSON value: an article, or an extraction, which is handed on as it is.
pub(super) fn record(bytes: Vec<u8>, origin: Origin, limits: Limits) -> Result<Record, Error> {
    let not_json = |reason: String| Error::Json {
        place: origin.clone(),
        reason,
    };
    let json = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        not_json(format!("not UTF-8 (byte {at} of the line)"))
    })?;
    let json = json.trim_start_matches('\u{feff}').trim();
    if is_extraction(json) {
        let json = json.to_owned();
        return Ok(Record::Extraction { json, origin });
    }
    let value: Value = serde_json::from_str(json).map_err(|error| {
        let message = error.to_string();
        let reason = message.split_once(" at line ").map_or(&*message, |it| it.0);
        not_json(format!("{reason} (byte {} of the line)", error.column()))
    })?;
    let Value::Object(object) = value else {
        return Err(Error::Field {
            place: origin.clone(),
            path: "(the value)".to_owned(),
            value: shortened(&value),
            expected: "an object",
        });
    };
    let article = article(&object, &origin, limits)?;
    Ok(Record::Article { article, origin })
}

/// Whether the object has the key `claimgraph` at its top; what cannot be parsed has it when it
/// begins with it, so that the reader of extractions says what is wrong.
fn is_extraction(json: &str) -> bool {
    if !json.contains("\"claimgraph\"") {
        return false;
    }
    let first = json.trim_start_matches(['{', ' ', '\t', '\r', '\n']);
    first.starts_with("\"claimgraph\"")
        || serde_json::from_str::<HasKey>(json).is_ok_and(|found| found.0)
}

struct HasKey(bool);

impl<'de> Deserialize<'de> for HasKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(HasKeyVisitor)
    }
}

struct HasKeyVisitor;

impl<'de> Visitor<'de> for HasKeyVisitor {
    type Value = HasKey;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<HasKey, A::Error> {
        let mut found = false;
        while let Some((key, _)) = fields.next_entry::<String, IgnoredAny>()? {
            found |= key == "claimgraph";
        }
        Ok(HasKey(found))
    }
}

fn article(object: &Map<String, Value>, place: &Origin, limits: Limits) -> Result<Article, Error> {
    let fields = Fields { object, place };
    let text = fields
        .string("text")?
        .filter(|text| !text.1.trim().is_empty());
    let page = fields
        .string("html")?
        .filter(|page| !page.1.trim().is_empty());
    let url = fields.string("url")?.map(|url| url.1);
    let mut article = match (text, page) {
        (Some((key, text)), None) if is_markup(&key, &text) => {
            html::article(&text, url.as_deref(), limits, place)?
        }
        (Some((_, text)), _) => plain::verbatim(text),
        (None, Some((_, page))) => html::article(&page, url.as_deref(), limits, place)?,
        (None, None) => {
            let place = place.clone();
            return Err(Error::NoText { place });
        }
    };
    if article.text.as_str().trim().is_empty() {
        let place = place.clone();
        return Err(Error::NoText { place });
    }
    // What the object says is better than what was found in its text.
    article.id = fields.string("id")?.map(|id| id.1).unwrap_or_default();
    for (key, slot) in [
        ("title", &mut article.title),
        ("dateline", &mut article.dateline),
        ("language", &mut article.language),
    ] {
        if let Some((_, value)) = fields.string(key)? {
            *slot = Some(value);
        }
    }
    article.url = url.or(article.url).filter(|url| !url.trim().is_empty());
    for (key, slot) in [
        ("published", &mut article.published),
        ("modified", &mut article.modified),
    ] {
        if let Some(date) = fields.date(key)? {
            *slot = Some(date);
        }
    }
    if let Some(outlet) = fields.outlet()? {
        article.outlet = Some(outlet);
    }
    let authors = fields.authors()?;
    if !authors.is_empty() {
        article.authors = authors;
    }
    identity::complete(&mut article, None);
    Ok(article)
}

/// Whether the value of a loosely named key (`body`, `content`) is HTML; `text` never is.
fn is_markup(key: &str, text: &str) -> bool {
    let text = text.trim_start();
    key != "text" && text.starts_with('<') && text.contains("</")
}

struct Fields<'a> {
    object: &'a Map<String, Value>,
    place: &'a Origin,
}

impl<'a> Fields<'a> {
    /// The first key of a row that has a value, with it.
    fn get(&self, name: &str) -> Option<(&'a str, &'a Value)> {
        let (_, synonyms) = KEYS.iter().find(|(key, _)| *key == name)?;
        synonyms.iter().find_map(|synonym| {
            let mut fields = self.object.iter();
            let (key, value) = fields.find(|(key, value)| {
                !value.is_null() && plain_key(key).as_deref() == Some(*synonym)
            })?;
            Some((key.as_str(), value))
        })
    }

    fn wrong(&self, path: &str, value: &Value, expected: &'static str) -> Error {
        Error::Field {
            place: self.place.clone(),
            path: path.to_owned(),
            value: shortened(value),
            expected,
        }
    }

    /// A string, with the key it stood under; an id may be a number.
    fn string(&self, name: &str) -> Result<Option<(String, String)>, Error> {
        let Some((key, value)) = self.get(name) else {
            return Ok(None);
        };
        match value {
            Value::String(string) if name == "text" => Ok(Some((key.to_owned(), string.clone()))),
            Value::String(string) if string.trim().is_empty() => Ok(None),
            Value::String(string) => Ok(Some((key.to_owned(), string.trim().to_owned()))),
            Value::Number(number) if name == "id" => Ok(Some((key.to_owned(), number.to_string()))),
            _ => Err(self.wrong(key, value, "a string")),
        }
    }

    /// A date in any usual notation, or seconds (milliseconds) since 1970; one that cannot be read is
    /// "not known", since archives are full of them.
    fn date(&self, name: &str) -> Result<Option<String>, Error> {
        match self.get(name) {
            None => Ok(None),
            Some((_, Value::String(string))) => Ok(date::iso(string)),
            Some((_, Value::Number(number))) => Ok(number.as_i64().and_then(date::from_timestamp)),
            Some((key, value)) => Err(self.wrong(key, value, "a date")),
        }
    }

    /// A name, or an object with a name.
    fn outlet(&self) -> Result<Option<String>, Error> {
        let Some((key, value)) = self.get("outlet") else {
            return Ok(None);
        };
        match name_of(value) {
            Some(name) => Ok(Some(name).filter(|name| !name.is_empty())),
            None => Err(self.wrong(key, value, "the name of a newspaper, agency or site")),
        }
    }

    /// A byline, or an array of names or of objects with names.
    fn authors(&self) -> Result<Vec<String>, Error> {
        let Some((key, value)) = self.get("authors") else {
            return Ok(Vec::new());
        };
        let names = match value {
            Value::Array(items) => items.iter().map(name_of).collect(),
            value => name_of(value).map(|name| vec![name]),
        };
        match names {
            Some(names) => Ok(names
                .iter()
                .flat_map(|name| byline::authors(name))
                .collect()),
            None => Err(self.wrong(key, value, "names of authors")),
        }
    }
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(name.trim().to_owned()),
        Value::Object(object) => ["name", "title"]
            .iter()
            .find_map(|key| object.get(*key)?.as_str())
            .map(|name| name.trim().to_owned()),
        _ => None,
    }
}

/// A key in small letters without `_` and `-`; `None` for one too long to be known.
fn plain_key(key: &str) -> Option<String> {
    (key.len() < 24).then(|| {
        key.chars()
            .filter(|char| !matches!(char, '_' | '-' | ' '))
            .map(|char| char.to_ascii_lowercase())
            .collect()
    })
}

fn shortened(value: &Value) -> String {
    let shown = value.to_string();
    match shown.char_indices().nth(60) {
        None => shown,
        Some((at, _)) => format!("{}...", &shown[..at]),
    }
}
