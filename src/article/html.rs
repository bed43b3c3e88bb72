//! HTML: the main text of a page, paragraph by paragraph.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use crate::article::error::Error;
use crate::article::html_metadata::Declared;
use crate::article::origin::Origin;
use crate::article::{Article, Limits, html_metadata, markup, plain};

/// Reads a page, or a piece of one. The id stays empty.
///
/// # Errors
///
/// When the page is nested deeper or has more tags than any page has: what builds the tree of a page
/// takes time that grows with the square of such measures.
pub(super) fn article(
    html: &str,
    url: Option<&str>,
    limits: Limits,
    place: &Origin,
) -> Result<Article, Error> {
    let too_complex = |what: String| Error::TooComplex {
        place: place.clone(),
        what,
    };
    check_measures(html, limits).map_err(too_complex)?;
    // The parsers are not ours: should one of them stumble over a page, the others are still read.
    catch_unwind(AssertUnwindSafe(|| read(html, url, limits)))
        .unwrap_or_else(|_| Err("what the parser cannot read".to_owned()))
        .map_err(too_complex)
}

fn read(html: &str, url: Option<&str>, limits: Limits) -> Result<Article, String> {
    let document = Document::from(html);
    if depth(&document.root()) > limits.html_depth {
        return Err(format!("tags nested more than {} deep", limits.html_depth));
    }
    let is_page = has_tag(html, "<html") || has_tag(html, "<body") || has_tag(html, "<head");
    let mut metadata = is_page.then(|| html_metadata::read(&document));
    let mut text = if is_page {
        main_text(document, html)
    } else {
        paragraphs(&document.root())
    };
    // Pages that a script fills have their text only in what they declare.
    if let Some(body) = metadata.as_mut().and_then(Declared::take_body)
        && text.len() < SHORT
        && body.len() > 2 * text.len()
    {
        text = markup::clean(&body).0;
    }
    let mut article = plain::cut(&text);
    // The text was put together from the page: its offsets lead nowhere in the file.
    article.original = None;
    let Some(metadata) = metadata else {
        return Ok(article);
    };
    // What the page declares is better than what its text shows, which goes in only where nothing
    // is declared.
    let mut declared = Article::new("", "");
    metadata.fill(&mut declared);
    article.title = declared.title.or(article.title);
    article.outlet = declared.outlet.or(article.outlet);
    article.published = declared.published.or(article.published);
    article.modified = declared.modified.or(article.modified);
    article.dateline = declared.dateline.or(article.dateline);
    article.language = declared.language;
    article.url = url.map(str::to_owned).or(declared.url).or(article.url);
    if !declared.authors.is_empty() {
        article.authors = declared.authors;
    }
    Ok(article)
}

/// Bytes of a main text that is hardly an article.
const SHORT: usize = 300;

/// How deep the tree of a page is: the parser may understand a page otherwise than a count of its
/// tags does.
fn depth(root: &NodeRef<'_>) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let mut next = root.first_child();
    while let Some(node) = next {
        deepest = deepest.max(depth);
        next = node.first_child();
        if next.is_some() {
            depth += 1;
            continue;
        }
        next = following(&node, root, &mut |_| depth = depth.saturating_sub(1));
    }
    deepest
}

fn has_tag(html: &str, tag: &str) -> bool {
    let head = &html.as_bytes()[..html.len().min(8192)];
    head.windows(tag.len())
        .any(|window| window.eq_ignore_ascii_case(tag.as_bytes()))
}

/// The paragraphs of the main text; of the whole body where no main text stands out.
fn main_text(document: Document, html: &str) -> String {
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let main = Readability::with_document(document, None, Some(config))
        .and_then(|mut page| page.parse())
        .map(|page| paragraphs(&Document::fragment(page.content).root()))
        .unwrap_or_default();
    if main.trim().is_empty() {
        let document = Document::from(html);
        document
            .body()
            .map(|body| paragraphs(&body))
            .unwrap_or_default()
    } else {
        main
    }
}

/// Elements whose text is not the article's.
const SKIPPED: &[&str] = &[
    "aside",
    "audio",
    "button",
    "canvas",
    "figcaption",
    "figure",
    "footer",
    "form",
    "head",
    "iframe",
    "input",
    "nav",
    "noscript",
    "object",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "video",
];

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The text of an element, its paragraphs separated by blank lines, white space as a browser shows
/// it. A paragraph that is nothing but a link leads away from the article and is left out.
fn paragraphs(root: &NodeRef<'_>) -> String {
    let mut text = String::new();
    let mut paragraph = Paragraph::default();
    let mut next = root.first_child();
    let mut links = 0_usize;
    while let Some(node) = next {
        let name = node.node_name();
        let name = name.as_deref().unwrap_or_default();
        let mut descend = false;
        if node.is_text() {
            paragraph.push(&node.text(), links > 0);
        } else if node.is_element() && !SKIPPED.contains(&name) {
            if BLOCKS.contains(&name) {
                paragraph.end(&mut text);
            }
            links += usize::from(name == "a");
            descend = true;
        }
        let child = if descend { node.first_child() } else { None };
        next = child.or_else(|| {
            if descend {
                links -= usize::from(name == "a");
            }
            following(&node, root, &mut |closed: &str| {
                links -= usize::from(closed == "a");
                if BLOCKS.contains(&closed) {
                    paragraph.end(&mut text);
                }
            })
        });
        if descend && BLOCKS.contains(&name) && node.first_child().is_none() {
            paragraph.end(&mut text);
        }
    }
    paragraph.end(&mut text);
    text
}

/// The next node after a subtree; `close` is told of every element that ends before it.
fn following<'a>(
    node: &NodeRef<'a>,
    root: &NodeRef<'a>,
    close: &mut dyn FnMut(&str),
) -> Option<NodeRef<'a>> {
    let mut node = *node;
    loop {
        if let Some(sibling) = node.next_sibling() {
            return Some(sibling);
        }
        node = node.parent()?;
        if node.id == root.id {
            return None;
        }
        close(node.node_name().as_deref().unwrap_or_default());
    }
}

#[derive(Default)]
struct Paragraph {
    text: String,
    /// Whether a character of it stands outside any link.
    outside_links: bool,
}

impl Paragraph {
    fn push(&mut self, text: &str, in_link: bool) {
        for char in text.chars() {
            if char.is_whitespace() {
                if !self.text.is_empty() && !self.text.ends_with(' ') {
                    self.text.push(' ');
                }
            } else {
                self.text.push(char);
                self.outside_links |= !in_link && char.is_alphanumeric();
            }
        }
    }

    fn end(&mut self, text: &mut String) {
        let paragraph = std::mem::take(self);
        // Invisible characters are as misleading here as in plain text.
        let (cleaned, _) = markup::clean(&escaped(&paragraph.text));
        let cleaned = cleaned.trim();
        if cleaned.is_empty() || !paragraph.outside_links {
            return;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(cleaned);
    }
}

/// A text that is no markup any more, so that `&lt;b&gt;` in a page about HTML stays what it shows.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The encoding that the first kilobytes of a page declare.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let at = head.find("charset=").map(|at| at + "charset=".len());
    // `<?xml version="1.0" encoding="..."?>`
    let at = at.or_else(|| head.find("encoding=").map(|at| at + "encoding=".len()))?;
    let label: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|char| char.is_ascii_alphanumeric() || "-_:".contains(*char))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// Elements that a following one closes, or that hold nothing: they do not nest.
const NOT_NESTING: &[&[u8]] = &[
    b"area", b"base", b"br", b"col", b"dd", b"dt", b"embed", b"hr", b"img", b"input", b"li",
    b"link", b"meta", b"option", b"p", b"param", b"source", b"tbody", b"td", b"tfoot", b"th",
    b"thead", b"tr", b"track", b"wbr",
];

/// Elements whose content is no markup.
const RAW: &[&[u8]] = &[b"script", b"style", b"textarea", b"title", b"xmp"];

/// Attributes of one tag; each one is compared with all those before it.
const ATTRIBUTES: usize = 2_000;

/// How deep the tags of a page that has the most of them may nest on average; those of a smaller page may
/// nest deeper. Elements that nobody closes are opened again in every paragraph behind them.
const AVERAGE_DEPTH: usize = 10;

/// Counts the tags, how deep they nest and their attributes, in one pass over the bytes.
fn check_measures(html: &str, limits: Limits) -> Result<(), String> {
    let bytes = html.as_bytes();
    let (mut tags, mut depth, mut depths) = (0_usize, 0_usize, 0_usize);
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|byte| *byte == b'<') {
        at += step + 1;
        if bytes[at..].starts_with(b"!--") {
            at += html[at..].find("-->").unwrap_or(bytes.len() - at);
            continue;
        }
        let closing = bytes.get(at) == Some(&b'/');
        let name = &bytes[at + usize::from(closing)..];
        let end = name
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        let (len, attributes) = tag_measures(&bytes[at..]);
        at += len;
        tags += 1;
        if !NOT_NESTING.contains(&name.as_slice()) {
            depth = if closing {
                depth.saturating_sub(1)
            } else {
                depth + 1
            };
        }
        depths += depth;
        if RAW.contains(&name.as_slice()) && !closing {
            at += raw_len(&bytes[at..], &name);
        }
        if attributes > ATTRIBUTES {
            return Err(format!("more than {ATTRIBUTES} attributes in a tag"));
        }
        if depth > limits.html_depth {
            return Err(format!("tags nested more than {} deep", limits.html_depth));
        }
        if depths > limits.html_tags * AVERAGE_DEPTH {
            return Err("too many tags nested too deep".to_owned());
        }
        if tags > limits.html_tags {
            return Err(format!("more than {} tags", limits.html_tags));
        }
    }
    Ok(())
}

/// The bytes of a tag up to its `>`, and how many words stand in it outside quotation marks.
fn tag_measures(tag: &[u8]) -> (usize, usize) {
    let mut words = 0;
    let mut quote = None;
    let mut last = b' ';
    for (at, &byte) in tag.iter().enumerate() {
        match quote {
            Some(mark) if byte == mark => quote = None,
            Some(_) => continue,
            // A quotation mark opens a value only behind an equals sign.
            None if matches!(byte, b'"' | b'\'') && last == b'=' => quote = Some(byte),
            None if byte == b'>' => return (at, words),
            None if byte.is_ascii_whitespace() || byte == b'/' => {
                if last != b'=' {
                    last = b' ';
                }
                continue;
            }
            None => words += usize::from(last == b' '),
        }
        last = byte;
    }
    (tag.len(), words)
}

/// The bytes up to the closing tag of an element whose content is no markup.
fn raw_len(content: &[u8], name: &[u8]) -> usize {
    let mut at = 0;
    while let Some(step) = content[at..].iter().position(|byte| *byte == b'<') {
        at += step;
        let rest = &content[at + 1..];
        let named = rest.get(1..=name.len());
        if rest.first() == Some(&b'/') && named.is_some_and(|it| it.eq_ignore_ascii_case(name)) {
            return at;
        }
        at += 1;
    }
    content.len()
}

#[cfg(test)]
mod tests {
    use super::{article, declared_encoding};
    use crate::article::{Limits, Origin};

    fn text(html: &str) -> String {
        let found = article(html, None, Limits::default(), &Origin::stdin()).unwrap();
        found.text.as_str().to_owned()
    }

    #[test]
    fn paragraphs_of_a_piece_of_html_are_separated_by_blank_lines() {
        assert_eq!(
            text(
                "<p>It  rained\n all&nbsp;day.</p><ul><li>One <b>and</b> a half</li><li>Two</li></ul>"
            ),
            "It rained all day.\n\nOne and a half\n\nTwo"
        );
        assert_eq!(
            text("<blockquote>“No,” she said.</blockquote>After<br>all"),
            "“No,” she said.\n\nAfter\n\nall"
        );
        assert_eq!(
            text("<p>Write &lt;b&gt; for bold.</p>"),
            "Write <b> for bold."
        );
    }

    #[test]
    fn scripts_captions_and_bare_links_are_left_out() {
        assert_eq!(
            text(
                "<p>It rained.</p><script>x()</script><figure><img><figcaption>Rain</figcaption></figure>\
                 <p><a href=x>More about rain</a></p><p>It <a href=x>stopped</a>.</p>"
            ),
            "It rained.\n\nIt stopped."
        );
    }

    #[test]
    fn deep_nesting_and_endless_tags_are_refused() {
        let refused = |html: &str| {
            let place = Origin::file("a.html");
            article(html, None, Limits::default(), &place)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            refused(&"<div>".repeat(1_000_000)),
            "a.html: HTML with tags nested more than 1000 deep"
        );
        assert_eq!(
            refused(&format!("<p {}>", "a=1 ".repeat(100_000))),
            "a.html: HTML with more than 2000 attributes in a tag"
        );
        // In SVG the content of a style element is markup.
        assert_eq!(
            refused(&format!("<svg><style>{}", "<g>".repeat(100_000))),
            "a.html: HTML with tags nested more than 1000 deep"
        );
        // Each paragraph opens again what nobody closed before it.
        let unclosed: Vec<String> = (0..900).map(|it| format!("<b a{it}>")).collect();
        let unclosed = unclosed.concat();
        assert_eq!(
            refused(&format!("<p>{unclosed}{}", "</p><p>x".repeat(50_000))),
            "a.html: HTML with too many tags nested too deep"
        );
        assert_eq!(
            refused(&"<p>x".repeat(1_000_000)),
            "a.html: HTML with more than 200000 tags"
        );
    }

    #[test]
    fn a_page_filled_by_a_script_gives_the_text_it_declares() {
        let body = "It rained on Tuesday. ".repeat(20);
        let page = format!(
            "<html><script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"articleBody\": \"{body}\"}}\
             </script><body><p>Please enable JavaScript.</p></body></html>"
        );
        assert_eq!(text(&page), body.trim());
    }

    #[test]
    fn scripts_do_not_count_as_tags() {
        let script = "for(i=0;i<e.length;i++){}".repeat(100_000);
        let quoted = format!("<p title='{}'>", "<div>".repeat(5_000));
        assert_eq!(
            text(&format!(
                "<script>{script}</script><!-- <div> -->{quoted}It rained."
            )),
            "It rained."
        );
    }

    #[test]
    fn encodings_are_declared_in_two_ways() {
        let check = |html: &str, label: &str| {
            assert_eq!(declared_encoding(html.as_bytes()).as_deref(), Some(label));
        };
        check("<meta charset=\"ISO-8859-1\">", "iso-8859-1");
        check(
            "<meta content='text/html; charset=windows-1251'>",
            "windows-1251",
        );
        check("<?xml version='1.0' encoding='koi8-r'?>", "koi8-r");
    }
}
