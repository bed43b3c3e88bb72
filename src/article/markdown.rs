//! Markdown: front matter to metadata, marks out of the prose.

use crate::article::markup::bounded;
use crate::article::{Article, byline, date, plain};

/// Reads a Markdown file: the keys between `---` (YAML) or `+++` (TOML) lines at its start, then
/// its text as plain text, with heading, quote and emphasis marks taken out. The id stays empty,
/// unless the front matter gives one.
pub(super) fn article(original: &str) -> Article {
    let (front, body) = split(original);
    let mut article = plain::article(&unmarked(body));
    // The marks taken out break the way back to the file.
    article.original = None;
    for (key, values) in keys(front) {
        set(&mut article, &key, &values);
    }
    article
}

/// Front matter and text.
fn split(original: &str) -> (&str, &str) {
    let text = original.trim_start_matches('\u{feff}');
    for fence in ["---", "+++"] {
        let Some(rest) = text.strip_prefix(fence) else {
            continue;
        };
        let Some(rest) = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix('\n'))
        else {
            continue;
        };
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim_end() == fence {
                return (&rest[..at], &rest[at + line.len()..]);
            }
            at += line.len();
        }
    }
    ("", text)
}

/// The simple keys of YAML or TOML: `key: value`, `key = "value"`, `key: [a, b]`, and lists of
/// `- item` below a key. Nested structures are passed over.
fn keys(front: &str) -> Vec<(String, Vec<String>)> {
    let mut keys: Vec<(String, Vec<String>)> = Vec::new();
    for line in front.lines() {
        let trimmed = line.trim();
        if let Some(item) = trimmed.strip_prefix("- ") {
            if let Some((_, values)) = keys.last_mut() {
                let item = item.strip_prefix("name:").unwrap_or(item);
                values.push(unquoted(item));
            }
            continue;
        }
        let is_top = !line.starts_with([' ', '\t', '#']);
        let Some((key, value)) = trimmed.split_once([':', '=']).filter(|_| is_top) else {
            continue;
        };
        let value = value.trim();
        let values = match value.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            Some(items) => items.split(',').map(unquoted).collect(),
            None if value.is_empty() => Vec::new(),
            None => vec![unquoted(value)],
        };
        keys.push((key.trim().to_ascii_lowercase(), values));
    }
    keys
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(value)
        .to_owned()
}

fn set(article: &mut Article, key: &str, values: &[String]) {
    let Some(first) = values.first().filter(|value| !value.is_empty()).cloned() else {
        return;
    };
    match key {
        "id" => article.id = first,
        "url" | "link" | "canonical" | "canonical_url" => article.url = Some(first),
        "title" | "headline" => article.title = Some(first),
        "outlet" | "source" | "publisher" | "publication" | "site" => {
            article.outlet = Some(first);
        }
        "author" | "authors" | "byline" => {
            article.authors = values
                .iter()
                .flat_map(|value| byline::authors(value))
                .collect();
        }
        "date" | "published" | "publishdate" | "pubdate" => article.published = date::iso(&first),
        "modified" | "updated" | "lastmod" => article.modified = date::iso(&first),
        "dateline" => article.dateline = Some(first),
        "lang" | "language" => article.language = Some(first),
        _ => {}
    }
}

/// The text without heading, quotation and list marks, emphasis, links and images.
fn unmarked(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    for line in body.lines() {
        let indent = line.trim_start();
        let line = indent
            .trim_start_matches('#')
            .trim_start_matches('>')
            .trim_start();
        let line = ["- ", "* ", "+ "]
            .iter()
            .find_map(|mark| line.strip_prefix(mark))
            .unwrap_or(line);
        inline(line, &mut text);
        // A heading is a paragraph of its own.
        text.push_str(if indent.starts_with('#') {
            "\n\n"
        } else {
            "\n"
        });
    }
    text
}

/// A line without `**`, `__`, `` ` ``, `![alt](image)` and `[words](link)`.
fn inline(line: &str, text: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find(['*', '_', '`', '[', '!']) {
        text.push_str(&rest[..at]);
        let mark = &rest[at..];
        let image = mark.starts_with("![");
        if (image || mark.starts_with('['))
            && let Some((words, after)) = link(&mark[usize::from(image)..])
        {
            if !image {
                inline(words, text);
            }
            rest = after;
            continue;
        }
        let run = mark.len() - mark.trim_start_matches(['*', '`']).len();
        let under = mark.starts_with("__") || mark.starts_with('_') && is_edge(text, &mark[1..]);
        let skipped = if run > 0 && is_edge_of_emphasis(text, &mark[run..]) {
            run
        } else if under {
            1 + usize::from(mark.starts_with("__"))
        } else {
            text.push_str(&mark[..1]);
            1
        };
        rest = &mark[skipped..];
    }
    text.push_str(rest);
}

/// Bytes of the longest link that is taken for one.
const LONGEST_LINK: usize = 2_000;

/// `[words](target)` at the start: the words and what follows.
fn link(string: &str) -> Option<(&str, &str)> {
    // An opening bracket must stay cheap when nothing closes it.
    let near = bounded(string, LONGEST_LINK);
    let close = near.find("](")?;
    let words = &string[1..close];
    let end = near[close..].find(')')?;
    (!words.contains('[')).then_some((words, &string[close + end + 1..]))
}

/// `snake_case` keeps its mark, `_word_` does not.
fn is_edge(before: &str, after: &str) -> bool {
    let word = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    word(before.chars().last()) != word(after.chars().next())
}

/// "5 * 3" keeps its mark, "*word*" does not.
fn is_edge_of_emphasis(before: &str, after: &str) -> bool {
    let space = |char: Option<char>| char.is_none_or(char::is_whitespace);
    !(space(before.chars().last()) && space(after.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::article;

    #[test]
    fn front_matter_in_yaml_is_metadata() {
        let found = article(
            "---\ntitle: \"Bridge: closed\"\ndate: 2021-03-02\nauthors:\n  - Ann Lee\n  - 'Dana Wu'\n\
             source: The Springfield Courier\nurl: https://news.example/bridge\nlang: en\n---\n\nIt *rained* \
             on [the bridge](https://x.example).\n",
        );
        assert_eq!(found.title.as_deref(), Some("Bridge: closed"));
        assert_eq!(found.published.as_deref(), Some("2021-03-02"));
        assert_eq!(found.authors, ["Ann Lee", "Dana Wu"]);
        assert_eq!(found.outlet.as_deref(), Some("The Springfield Courier"));
        assert_eq!(found.url.as_deref(), Some("https://news.example/bridge"));
        assert_eq!(found.language.as_deref(), Some("en"));
        assert_eq!(found.text.as_str(), "It rained on the bridge.");
    }

    #[test]
    fn front_matter_in_toml_too_and_a_heading_is_the_title() {
        let found =
            article("+++\nauthor = \"Ann Lee\"\n+++\n# Bridge closed\nIt rained, she said.\n");
        assert_eq!(found.authors, ["Ann Lee"]);
        assert_eq!(found.title.as_deref(), Some("Bridge closed"));
        assert_eq!(found.text.as_str(), "It rained, she said.");
    }

    #[test]
    fn marks_go_and_what_is_none_stays() {
        let check = |body: &str, text: &str| assert_eq!(article(body).text.as_str(), text);
        check(
            "> **No**, she _said_, `5 * 3` is snake_case.",
            "No, she said, 5 * 3 is snake_case.",
        );
        check("- one\n- two![x](y.png)", "one\ntwo");
        check("An [unclosed bracket", "An [unclosed bracket");
        check("---\nno end: of it", "---\nno end: of it");
    }
}
