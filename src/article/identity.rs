//! What every article has in the end: an id, and the language it is in.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::article::{Article, Origin};

/// Fills the id, if none was given, from the name of the file or member (`None`: from the text),
/// and the language, if it is unknown, from the text.
pub(super) fn complete(article: &mut Article, name: Option<&str>) {
    if article.id.is_empty() {
        article.id = name
            .map(stem)
            .filter(|stem| stem.contains(|char: char| char.is_ascii_alphanumeric()))
            .unwrap_or_else(|| hash(article.text.as_str()));
    }
    if article.language.is_none() {
        article.language = language(article.text.as_str());
    }
}

/// Other ids for an article that has its id from the name of its file, each longer than the one
/// before: with the names of the folders around the file, and at last with a digest of the text. None
/// for an article whose id does not come from a file's name.
///
/// They depend on the file alone, not on what is read before it or where in the input it stands.
///
/// ```
/// use claimgraph::article::{Article, Origin, ids_with_folders};
///
/// let article = Article::new("index", "It rained.");
/// let ids = ids_with_folders(&article, &Origin::file("news/2024/index.html"));
/// assert_eq!(ids[..2], ["2024-index", "news-2024-index"]);
/// assert!(ids_with_folders(&article, &Origin::file("news/other.html")).is_empty());
/// ```
#[must_use]
pub fn ids_with_folders(article: &Article, origin: &Origin) -> Vec<String> {
    if origin.line().is_some() || stem(origin.name()) != article.id {
        return Vec::new();
    }
    let mut id = article.id.clone();
    let mut ids = Vec::new();
    for folder in origin.folders() {
        let folder = stem(&folder);
        if !folder.is_empty() {
            id = format!("{folder}-{id}");
            ids.push(id.clone());
        }
    }
    let digest = hash(article.text.as_str());
    ids.push(format!("{}-{}", article.id, &digest[..8]));
    ids
}

/// A file's name without its extensions, every character that an IRI's last step cannot carry as
/// it is replaced by `-`.
fn stem(name: &str) -> String {
    let mut stem = name;
    for extensions in [
        &[".gz", ".zst", ".zstd"][..],
        &[
            ".txt",
            ".text",
            ".md",
            ".markdown",
            ".html",
            ".htm",
            ".xhtml",
            ".json",
            ".jsonl",
            ".ndjson",
            ".xml",
            ".rss",
            ".atom",
        ],
    ] {
        let shorter = extensions.iter().find_map(|extension| {
            let at = stem.len().checked_sub(extension.len())?;
            let (rest, tail) = stem.split_at_checked(at)?;
            (tail.eq_ignore_ascii_case(extension) && !rest.is_empty()).then_some(rest)
        });
        stem = shorter.unwrap_or(stem);
    }
    let mut id = String::with_capacity(stem.len());
    for char in stem.chars() {
        if char.is_ascii_alphanumeric() || "._-".contains(char) {
            id.push(char);
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    id.trim_matches('-').to_owned()
}

/// The first 16 hex digits of the SHA-256 of a text.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(String::new(), |mut id, byte| {
        // Writing to a string cannot fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}

/// The BCP 47 tag of a text's language, where its first kilobyte leaves no doubt.
fn language(text: &str) -> Option<String> {
    let end = text.len().min(1024);
    let end = (0..=end).rev().find(|at| text.is_char_boundary(*at))?;
    if is_plainly_english(&text[..end]) {
        return Some("en".to_owned());
    }
    let info = whatlang::detect(&text[..end])?;
    if !info.is_reliable() || end < 40 {
        return None;
    }
    let tag = match info.lang().code() {
        "eng" => "en",
        "deu" => "de",
        "fra" => "fr",
        "spa" => "es",
        "por" => "pt",
        "ita" => "it",
        "nld" => "nl",
        "swe" => "sv",
        "dan" => "da",
        "nob" => "nb",
        "fin" => "fi",
        "pol" => "pl",
        "ces" => "cs",
        "slk" => "sk",
        "hun" => "hu",
        "ron" => "ro",
        "bul" => "bg",
        "ell" => "el",
        "tur" => "tr",
        "rus" => "ru",
        "ukr" => "uk",
        "ara" => "ar",
        "heb" => "he",
        "pes" => "fa",
        "hin" => "hi",
        "ben" => "bn",
        "urd" => "ur",
        "cmn" => "zh",
        "jpn" => "ja",
        "kor" => "ko",
        "vie" => "vi",
        "tha" => "th",
        "ind" => "id",
        "cat" => "ca",
        // ISO 639-3 codes are BCP 47 tags where there is no shorter one.
        other => other,
    };
    Some(tag.to_owned())
}

/// Whether one word in eight is one that only English has: the case of nearly all articles, and ten
/// times faster than to compare with all languages.
fn is_plainly_english(text: &str) -> bool {
    let (mut words, mut english) = (0, 0);
    for word in text.split_ascii_whitespace() {
        words += 1;
        english += usize::from(matches!(
            word,
            "the"
                | "The"
                | "and"
                | "of"
                | "that"
                | "with"
                | "was"
                | "were"
                | "which"
                | "by"
                | "from"
        ));
    }
    words >= 20 && english * 8 >= words
}

#[cfg(test)]
mod tests {
    use super::{complete, hash, stem};
    use crate::article::Article;

    #[test]
    fn stems_are_safe_in_an_iri() {
        let check = |name: &str, id: &str| assert_eq!(stem(name), id);
        check("kim-to-russia.txt", "kim-to-russia");
        check("A.HTML.gz", "A");
        check(
            "2023.09.04 Kim’s visit (final).md",
            "2023.09.04-Kim-s-visit-final",
        );
        check("..txt", ".");
        check("archive.tar", "archive.tar");
    }

    #[test]
    fn a_given_id_stays_and_a_hash_is_the_last_resort() {
        let check = |given: &str, name: Option<&str>, id: &str| {
            let mut article = Article::new(given, "It rained.");
            complete(&mut article, name);
            assert_eq!(article.id, id);
        };
        check("given/id", Some("a.txt"), "given/id");
        check("", Some("a.txt"), "a");
        check("", Some("日本.txt"), &hash("It rained."));
        check("", None, &hash("It rained."));
    }

    #[test]
    fn the_language_is_filled_only_when_there_is_no_doubt() {
        let language = |text: &str| {
            let mut article = Article::new("a", text);
            complete(&mut article, None);
            article.language
        };
        let english = "The mayor said on Tuesday that the bridge would be closed for repairs until \
                       the end of the year, and that ferries would carry commuters.";
        assert_eq!(language(english).as_deref(), Some("en"));
        let german = "Die Bürgermeisterin sagte am Dienstag, die Brücke werde bis zum Jahresende \
                      gesperrt, und Fähren würden die Pendler befördern.";
        assert_eq!(language(german).as_deref(), Some("de"));
        assert_eq!(language("Ha!"), None);
    }
}
