//! RSS and Atom: each item with a text is an article.

use std::borrow::Cow;
use std::ops::ControlFlow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, escape};

use crate::article::error::Error;
use crate::article::origin::Origin;
use crate::article::stream::{Sink, Source};
use crate::article::{Article, Limits, Record};
use crate::article::{byline, date, decode, html, identity, markup};

/// Reads the items of a feed. The feed's title is the outlet of its items.
pub(super) fn read(
    source: &Source,
    bytes: Vec<u8>,
    limits: Limits,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let place = source.origin.clone();
    let declared = html::declared_encoding(&bytes);
    let xml = match decode::decode(bytes, declared.as_deref()) {
        Ok(xml) => xml,
        Err(reason) => return sink(Err(Error::NotText { place, reason })),
    };
    let mut any = false;
    let read = items(
        &xml,
        &mut |feed, item| match item.article(feed, &place, limits) {
            None => ControlFlow::Continue(()),
            Some(article) => {
                any = true;
                let origin = place.clone();
                sink(article.map(|article| Record::Article { article, origin }))
            }
        },
    );
    match read {
        Ok(flow) => flow?,
        Err(reason) => {
            any = true;
            let format = "XML";
            sink(Err(Error::Damaged {
                place: place.clone(),
                format,
                reason,
            }))?;
        }
    }
    if any {
        ControlFlow::Continue(())
    } else {
        sink(Err(Error::NoText { place }))
    }
}

/// What is known of a feed or of one of its items.
#[derive(Debug, Default)]
struct Item {
    title: Option<String>,
    url: Option<String>,
    id: Option<String>,
    published: Option<String>,
    modified: Option<String>,
    language: Option<String>,
    authors: Vec<String>,
    /// HTML; the longest of content, description and summary.
    body: String,
}

/// Walks over a feed and hands out each item with what is known of the feed so far.
fn items(
    xml: &str,
    found: &mut dyn FnMut(&Item, Item) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, String> {
    let mut reader = Reader::from_str(xml);
    let mut feed = Item::default();
    let mut item: Option<Item> = None;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Eof => return Ok(ControlFlow::Continue(())),
            Event::Start(start) => match start.local_name().as_ref() {
                b"item" | b"entry" => item = Some(Item::default()),
                // What contains other elements is walked into.
                b"rss" | b"feed" | b"channel" | b"RDF" | b"author" if !is_text(&start) => {}
                _ => {
                    let text = reader.read_text(start.name());
                    let text = text.map_err(|error| error.to_string())?;
                    item.as_mut().unwrap_or(&mut feed).set(&start, &text);
                }
            },
            Event::Empty(start) => item.as_mut().unwrap_or(&mut feed).set(&start, ""),
            Event::End(end) if matches!(end.local_name().as_ref(), b"item" | b"entry") => {
                if let Some(item) = item.take()
                    && found(&feed, item).is_break()
                {
                    return Ok(ControlFlow::Break(()));
                }
            }
            _ => {}
        }
    }
}

/// RSS has the author's address as a text, Atom a `name` inside `author`.
fn is_text(start: &BytesStart<'_>) -> bool {
    start.name().as_ref() == b"author" && start.name().prefix().is_some()
}

impl Item {
    fn set(&mut self, start: &BytesStart<'_>, raw: &str) {
        let text = || unescaped(raw);
        let fill = |slot: &mut Option<String>, value: String| {
            let value = value.trim();
            if slot.is_none() && !value.is_empty() {
                *slot = Some(value.to_owned());
            }
        };
        match start.local_name().as_ref() {
            b"title" => fill(&mut self.title, plain(&text())),
            b"link" => fill(&mut self.url, link(start).unwrap_or_else(text)),
            b"guid" | b"id" => fill(&mut self.id, text()),
            b"pubDate" | b"published" | b"date" | b"issued" => {
                fill(&mut self.published, date::iso(&text()).unwrap_or_default());
            }
            b"updated" | b"modified" => {
                fill(&mut self.modified, date::iso(&text()).unwrap_or_default());
            }
            b"language" => fill(&mut self.language, text()),
            b"creator" | b"name" | b"author" => {
                for author in byline::authors(&plain(&text())) {
                    if !self.authors.contains(&author) {
                        self.authors.push(author);
                    }
                }
            }
            b"encoded" | b"content" | b"description" | b"summary" => {
                let body = text();
                if body.len() > self.body.len() {
                    self.body = body;
                }
            }
            _ => {}
        }
    }

    /// The article of an item; `None` without a text.
    fn article(
        self,
        feed: &Item,
        place: &Origin,
        limits: Limits,
    ) -> Option<Result<Article, Error>> {
        if self.body.trim().is_empty() {
            return None;
        }
        let url = self.url.filter(|url| url.contains("://"));
        let mut article = match html::article(&self.body, url.as_deref(), limits, place) {
            Ok(article) => article,
            Err(error) => return Some(Err(error)),
        };
        if article.text.as_str().trim().is_empty() {
            return None;
        }
        article.url = url.or(article.url);
        article.title = self.title.or(article.title);
        article.outlet = feed.title.clone().or(article.outlet);
        article.published = self.published.or(article.published);
        article.modified = self.modified.or(article.modified);
        article.language = self.language.or_else(|| feed.language.clone());
        if !self.authors.is_empty() {
            article.authors = self.authors;
        }
        // Most identifiers of items are URLs or tag: URIs, which are no names of ours.
        let id = self.id.filter(|id| !id.contains([':', '/']));
        article.id = id.unwrap_or_default();
        identity::complete(&mut article, None);
        Some(Ok(article))
    }
}

/// `<link href="..."/>` of Atom, unless it leads to something else than the article.
fn link(start: &BytesStart<'_>) -> Option<String> {
    let attribute = |name: &str| {
        let value = start.try_get_attribute(name).ok()??;
        Some(value.unescape_value().ok()?.into_owned())
    };
    let relation = attribute("rel").unwrap_or_else(|| "alternate".to_owned());
    let href = attribute("href")?;
    Some(if relation == "alternate" {
        href
    } else {
        String::new()
    })
}

/// The content of an element: what stands in CDATA as it is, elements as they are, and a text with
/// its entities resolved once.
fn unescaped(raw: &str) -> String {
    let trimmed = raw.trim();
    if let Some(data) = trimmed.strip_prefix("<![CDATA[") {
        return data.replace("]]>", "").replace("<![CDATA[", "");
    }
    if trimmed.contains('<') {
        return trimmed.to_owned();
    }
    let resolve = |name: &str| match name {
        // Entities of HTML in XML are an error, and common.
        "nbsp" => Some("\u{a0}"),
        "mdash" => Some("—"),
        "ndash" => Some("–"),
        "rsquo" => Some("’"),
        "lsquo" => Some("‘"),
        "ldquo" => Some("“"),
        "rdquo" => Some("”"),
        "hellip" => Some("…"),
        name => escape::resolve_predefined_entity(name),
    };
    escape::unescape_with(trimmed, resolve).map_or_else(|_| trimmed.to_owned(), Cow::into_owned)
}

/// A text without tags and entities, on one line.
fn plain(text: &str) -> String {
    let (text, _) = markup::clean(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::article::stream::Source;
    use crate::article::{Article, Limits, Origin, Record};
    use std::ops::ControlFlow;

    fn articles(xml: &str) -> (Vec<Article>, Vec<String>) {
        let source = Source {
            origin: Origin::file("feed.xml"),
            format: None,
            in_archive: false,
        };
        let (mut articles, mut errors) = (Vec::new(), Vec::new());
        let flow = read(
            &source,
            xml.as_bytes().to_vec(),
            Limits::default(),
            &mut |record| {
                match record {
                    Ok(Record::Article { article, .. }) => articles.push(article),
                    Ok(Record::Extraction { .. }) => {}
                    Err(error) => errors.push(error.to_string()),
                }
                ControlFlow::Continue(())
            },
        );
        assert!(flow.is_continue());
        (articles, errors)
    }

    #[test]
    fn items_of_rss_are_articles_of_the_feed() {
        let (found, errors) = articles(
            "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' \
             xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Salem Courier</title>\
             <language>en</language><item><title>Rain &amp;amp; wind</title><link>https://news.example/rain</link>\
             <guid>rain-1</guid><pubDate>Tue, 02 Mar 2021 10:15:00 GMT</pubDate><dc:creator>Ann Lee and Dana Wu\
             </dc:creator><description>It rained.</description><content:encoded><![CDATA[<p>It rained on \
             <b>Tuesday</b>.</p><p>It stopped.</p>]]></content:encoded></item><item><title>Only a title</title>\
             </item><item><description>&lt;p&gt;It snowed, they&amp;#8217;d said.&lt;/p&gt;</description></item>\
             </channel></rss>",
        );
        assert_eq!(errors, [""; 0]);
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0].text.as_str(),
            "It rained on Tuesday.\n\nIt stopped."
        );
        assert_eq!(found[0].title.as_deref(), Some("Rain & wind"));
        assert_eq!(found[0].id, "rain-1");
        assert_eq!(found[0].url.as_deref(), Some("https://news.example/rain"));
        assert_eq!(found[0].outlet.as_deref(), Some("The Salem Courier"));
        assert_eq!(found[0].published.as_deref(), Some("2021-03-02T10:15:00Z"));
        assert_eq!(found[0].authors, ["Ann Lee", "Dana Wu"]);
        assert_eq!(found[1].text.as_str(), "It snowed, they’d said.");
    }

    #[test]
    fn entries_of_atom_too() {
        let (found, errors) = articles(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Courier</title><entry><title>Rain</title>\
             <id>tag:news.example,2021:1</id><link rel='self' href='https://news.example/self'/>\
             <link href='https://news.example/rain'/><published>2021-03-02T10:15:00Z</published>\
             <updated>2021-03-03T10:15:00Z</updated><author><name>Ann Lee</name></author><content type='xhtml'>\
             <div><p>It rained.</p><p>It stopped.</p></div></content></entry></feed>",
        );
        assert_eq!(errors, [""; 0]);
        assert_eq!(found[0].text.as_str(), "It rained.\n\nIt stopped.");
        assert_eq!(found[0].url.as_deref(), Some("https://news.example/rain"));
        assert_eq!(found[0].authors, ["Ann Lee"]);
        assert_eq!(found[0].outlet.as_deref(), Some("Courier"));
        assert_eq!(found[0].modified.as_deref(), Some("2021-03-03T10:15:00Z"));
    }

    #[test]
    fn what_is_no_feed_or_damaged_is_one_error() {
        assert_eq!(
            articles("<sitemap><x/></sitemap>").1,
            ["feed.xml: no text of an article"]
        );
        let (found, errors) =
            articles("<rss><item><description>It rained.</description></item><item><title>x</rss>");
        assert_eq!(found.len(), 1);
        assert_eq!(errors.len(), 1);
        assert!(
            errors[0].starts_with("feed.xml: damaged XML data: "),
            "{}",
            errors[0]
        );
    }
}
