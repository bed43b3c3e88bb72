//! What a page declares about itself: JSON-LD, Open Graph, `<meta>`, `<time>`, `<link>`, `<title>`.

use dom_query::Document;
use serde_json::Value;

use crate::article::{Article, byline, date, markup};

/// What was declared, each value from the first place that has it.
#[derive(Debug, Default)]
pub(super) struct Declared {
    title: Option<String>,
    outlet: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    modified: Option<String>,
    url: Option<String>,
    language: Option<String>,
    dateline: Option<String>,
    /// The article's text, where JSON-LD has it.
    body: Option<String>,
}

impl Declared {
    /// Takes out the declared text.
    pub(super) fn take_body(&mut self) -> Option<String> {
        self.body.take()
    }

    /// Moves everything into an article.
    pub(super) fn fill(self, article: &mut Article) {
        article.title = self.title;
        article.outlet = self.outlet;
        article.authors = self.authors;
        article.published = self.published;
        article.modified = self.modified;
        article.url = self.url;
        article.language = self.language;
        article.dateline = self.dateline;
    }
}

/// Reads all of it; the better source first.
pub(super) fn read(document: &Document) -> Declared {
    let mut found = Declared::default();
    for script in &document.select("script[type='application/ld+json']") {
        if let Ok(json) = serde_json::from_str::<Value>(script.text().trim()) {
            json_ld(&json, &mut found, 0);
        }
    }
    meta(document, &mut found);
    page(document, &mut found);
    found
}

/// Levels of JSON-LD that are looked into: a graph in an array in a page.
const LEVELS: usize = 6;

fn json_ld(json: &Value, found: &mut Declared, level: usize) {
    match json {
        _ if level > LEVELS => {}
        Value::Array(items) => items
            .iter()
            .for_each(|item| json_ld(item, found, level + 1)),
        Value::Object(object) => {
            if is_article(&json["@type"]) {
                news_article(json, found);
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
                if let Some(inner) = object.get(key) {
                    json_ld(inner, found, level + 1);
                }
            }
        }
        _ => {}
    }
}

/// `NewsArticle`, `ReportageNewsArticle`, `Article`, `BlogPosting`, alone or in an array.
fn is_article(kind: &Value) -> bool {
    let is = |kind: &Value| {
        kind.as_str()
            .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting"))
    };
    is(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is))
}

fn news_article(json: &Value, found: &mut Declared) {
    set(&mut found.title, json["headline"].as_str());
    set(&mut found.title, json["name"].as_str());
    set_date(&mut found.published, json["datePublished"].as_str());
    set_date(&mut found.modified, json["dateModified"].as_str());
    set(&mut found.language, json["inLanguage"].as_str());
    set(&mut found.dateline, json["dateline"].as_str());
    if found.body.is_none() {
        found.body = json["articleBody"].as_str().map(str::to_owned);
    }
    set_url(&mut found.url, json["url"].as_str());
    set_url(&mut found.url, json["mainEntityOfPage"].as_str());
    set_url(&mut found.url, json["mainEntityOfPage"]["@id"].as_str());
    for name in names(&json["publisher"]) {
        set(&mut found.outlet, Some(name));
    }
    if found.authors.is_empty() {
        for name in names(&json["author"]) {
            add_authors(&mut found.authors, name);
        }
    }
}

/// A name, an object with a name, or an array of them.
fn names(value: &Value) -> Vec<&str> {
    match value {
        Value::String(name) => vec![name],
        Value::Object(_) => match &value["name"] {
            Value::String(name) => vec![name],
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        },
        Value::Array(items) => items.iter().take(50).flat_map(names).collect(),
        _ => Vec::new(),
    }
}

fn add_authors(authors: &mut Vec<String>, value: &str) {
    let (value, _) = markup::clean(value);
    for author in byline::authors(&value) {
        if !authors.contains(&author) && author.chars().count() < 80 {
            authors.push(author);
        }
    }
}

fn set(slot: &mut Option<String>, value: Option<&str>) {
    let Some(value) = value else { return };
    let (value, _) = markup::clean(value);
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if slot.is_none() && !value.is_empty() {
        *slot = Some(value);
    }
}

fn set_date(slot: &mut Option<String>, value: Option<&str>) {
    if slot.is_none() {
        *slot = value.and_then(date::iso);
    }
}

fn set_url(slot: &mut Option<String>, value: Option<&str>) {
    let absolute = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    set(slot, value.map(str::trim).filter(absolute));
}

/// Names of `<meta>` elements, the better ones first.
const AUTHOR: &[&str] = &[
    "author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "article:author",
    "citation_author",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publication_date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
    "article.published",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
];
const TITLE: &[&str] = &[
    "og:title",
    "twitter:title",
    "parsely-title",
    "dc.title",
    "title",
];
const OUTLET: &[&str] = &[
    "og:site_name",
    "application-name",
    "article:publisher",
    "dc.publisher",
    "publisher",
];
const URL: &[&str] = &["og:url", "parsely-link", "twitter:url"];

fn meta(document: &Document, found: &mut Declared) {
    let elements: Vec<(String, String)> = document
        .select("meta[content]")
        .iter()
        .filter_map(|element| {
            let name = element.attr("property").or_else(|| element.attr("name"));
            let name = name.or_else(|| element.attr("itemprop"))?;
            Some((
                name.to_ascii_lowercase(),
                element.attr("content")?.to_string(),
            ))
        })
        .collect();
    let values = |names: &[&str]| -> Vec<&str> {
        let mut values = Vec::new();
        for name in names {
            let same = elements.iter().filter(|(other, _)| other == name);
            values.extend(same.map(|(_, value)| value.as_str()));
        }
        values
    };
    if found.authors.is_empty() {
        for name in AUTHOR {
            for value in values(&[name]) {
                if !value.contains("://") {
                    add_authors(&mut found.authors, value);
                }
            }
            if !found.authors.is_empty() {
                break;
            }
        }
    }
    for (slot, names) in [
        (&mut found.published, PUBLISHED),
        (&mut found.modified, MODIFIED),
    ] {
        for value in values(names) {
            set_date(slot, Some(value));
        }
    }
    for (slot, names) in [(&mut found.title, TITLE), (&mut found.outlet, OUTLET)] {
        for value in values(names) {
            if !value.contains("://") {
                set(slot, Some(value));
            }
        }
    }
    for value in values(URL) {
        set_url(&mut found.url, Some(value));
    }
}

/// What the visible page and its head say.
fn page(document: &Document, found: &mut Declared) {
    let attr = |selector: &str, name: &str| {
        let value = document.select_single(selector).attr(name);
        value.map(|value| value.to_string())
    };
    let text = |selector: &str| {
        let text = document.select_single(selector).text();
        Some(text.to_string()).filter(|text| text.len() < 1000)
    };
    set_url(
        &mut found.url,
        attr("link[rel='canonical']", "href").as_deref(),
    );
    set_date(
        &mut found.published,
        attr("time[itemprop='datePublished']", "datetime").as_deref(),
    );
    set_date(
        &mut found.published,
        attr("time[pubdate]", "datetime").as_deref(),
    );
    set_date(
        &mut found.published,
        attr("article time[datetime], main time[datetime]", "datetime").as_deref(),
    );
    set_date(
        &mut found.published,
        attr("time[datetime]", "datetime").as_deref(),
    );
    let language = attr("html", "lang").filter(|tag| tag.len() < 12);
    set(&mut found.language, language.as_deref());
    if found.authors.is_empty() {
        let selectors = "[itemprop='author'], a[rel='author'], .byline, .author";
        for element in document.select(selectors).iter().take(10) {
            let name = element.text();
            if name.len() < 200 {
                add_authors(&mut found.authors, name.trim());
            }
            if !found.authors.is_empty() {
                break;
            }
        }
    }
    set(&mut found.title, text("h1").as_deref());
    let title = text("title");
    let title = title.as_deref().map(|title| {
        // "Bridge closed | The Springfield Courier"
        let short = title
            .rsplit_once(" | ")
            .or_else(|| title.rsplit_once(" - "));
        short.map_or(title, |(headline, _)| headline)
    });
    set(&mut found.title, title);
}

#[cfg(test)]
mod tests {
    use super::read;
    use dom_query::Document;

    #[test]
    fn json_ld_is_read_in_graphs_and_arrays() {
        let found = read(&Document::from(
            r#"<html lang="en-GB"><head><script type="application/ld+json">{"@context": "https://schema.org",
            "@graph": [{"@type": "WebPage", "name": "no"}, {"@type": ["NewsArticle"], "headline": "Bridge &amp; road closed",
            "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "By Dana Wu"}], "datePublished": "2021-03-02T10:15:00Z",
            "publisher": {"@type": "Organization", "name": "The Springfield Courier"},
            "mainEntityOfPage": {"@id": "https://news.example/bridge"}, "dateline": "SALEM"}]}</script>
            <meta property="og:title" content="Not this"></head></html>"#,
        ));
        assert_eq!(found.title.as_deref(), Some("Bridge & road closed"));
        assert_eq!(found.authors, ["Ann Lee", "Dana Wu"]);
        assert_eq!(found.outlet.as_deref(), Some("The Springfield Courier"));
        assert_eq!(found.published.as_deref(), Some("2021-03-02T10:15:00Z"));
        assert_eq!(found.url.as_deref(), Some("https://news.example/bridge"));
        assert_eq!(found.dateline.as_deref(), Some("SALEM"));
        assert_eq!(found.language.as_deref(), Some("en-GB"));
    }

    #[test]
    fn meta_elements_fill_what_json_ld_does_not_say() {
        let found = read(&Document::from(
            r#"<head><script type="application/ld+json">{broken</script><title>Bridge closed | Courier</title>
            <meta property="og:site_name" content="Springfield Courier"><meta name="author" content="Ann Lee and Dana Wu">
            <meta property="article:author" content="https://social.example/ann"><link rel="canonical" href="https://news.example/b">
            </head><body><article><time datetime="2021-03-02">Tuesday</time></article></body>"#,
        ));
        assert_eq!(found.title.as_deref(), Some("Bridge closed"));
        assert_eq!(found.outlet.as_deref(), Some("Springfield Courier"));
        assert_eq!(found.authors, ["Ann Lee", "Dana Wu"]);
        assert_eq!(found.published.as_deref(), Some("2021-03-02"));
        assert_eq!(found.url.as_deref(), Some("https://news.example/b"));
    }
}
