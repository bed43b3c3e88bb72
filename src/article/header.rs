//! The lines above an article's prose: bylines, dates, outlets, labels.

use std::sync::LazyLock;

use regex::Regex;

use crate::article::byline::{BY, ROLE, authors as authors_of, names};
use crate::article::findings::Findings;
use crate::article::markup::bounded;
use crate::article::{date, dateline, outlet};

/// What a line of metadata may go on from.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Before {
    /// A byline came before: "and Dana Wu" and "Staff Writer" may go on.
    pub(super) byline: bool,
    /// A line "By" came before: names alone go on.
    pub(super) by_alone: bool,
}

/// Bytes of a line that are looked at: behind a header may stand the whole article.
const LONGEST: usize = 1_000;

/// Reads a line as metadata from its start; `None` when it is none. With the findings comes the
/// number of bytes that are metadata: the whole line, or what stands before a dateline.
pub(super) fn line(line: &str, before: Before) -> Option<(Findings, usize)> {
    let line = bounded(line, LONGEST);
    let mut found = Findings::default();
    let mut at = 0;
    let mut strong = false;
    let mut byline = before.byline;
    loop {
        at += line[at..].len() - line[at..].trim_start_matches(is_separator).len();
        let rest = &line[at..];
        if rest.is_empty() {
            break;
        }
        // ", Dana Wu" goes on where "By Ann Lee" broke off.
        let goes_on = before.byline && line[..at].trim() == ",";
        let taken = if at == 0 && before.by_alone || goes_on {
            take_names(rest, &mut found)
        } else {
            None
        };
        let taken = taken
            .or_else(|| take_date(rest, &mut found))
            .or_else(|| take_label(rest, &mut found))
            .or_else(|| take_byline(rest, at == 0, byline, &mut found))
            .or_else(|| take_outlet(rest, &mut found));
        if let Some(taken) = taken {
            strong = true;
            byline |= !found.authors.is_empty() || found.outlet.is_some();
            at += taken;
            continue;
        }
        match take_filler(rest, byline, &mut strong) {
            Some(taken) => at += taken,
            None => break,
        }
    }
    let rest = line[at..].trim();
    let ends_in_dateline = || dateline::find(rest).is_some() && !found.authors.is_empty();
    (strong && (rest.is_empty() || ends_in_dateline())).then_some((found, at))
}

fn is_separator(char: char) -> bool {
    char.is_whitespace() || "|•·,;–—-/:*#_".contains(char)
}

fn pattern(source: &str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants, seen by the tests"
    )]
    Regex::new(source).expect("a constant pattern")
}

/// "Updated", "Published on": what stands before a date.
static DATE_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i)(?P<updated>(?:last )?(?:updated|modified|revised|edited)|date modified)?(?:(?:first |date |originally )?(?:published|posted|issued|filed|created)|(?:publication )?date)?(?: (?:on|at))?\s*:?\s*",
    )
});

/// "3:15 p.m. ET", "12.30 GMT".
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i)(?:,|(?-u:\b)at(?-u:\b)|\||\s)*\d{1,2}(?:[:.]\d{2}){0,2}\s*(?:[ap]\.?m(?-u:\b)\.?)?\s*(?:\(?(?-u:\b)(?:[ECMP][SD]?T|GMT|UTC|BST|IST|CES?T|AE[SD]T|local time)(?-u:\b)\)?)?",
    )
});

/// A date, with its label before it and the time of day behind it.
fn take_date(rest: &str, found: &mut Findings) -> Option<usize> {
    let label = DATE_LABEL.captures(rest)?;
    let labelled = label.get(0)?.end();
    let updated = label.name("updated").is_some();
    let Some((len, iso)) = date::prefix(&rest[labelled..]) else {
        // "Updated 3:15 p.m. ET": a time alone says nothing about the date.
        let clock = CLOCK.find(&rest[labelled..])?;
        let is_time = clock.as_str().contains([':', '.']) || clock.as_str().contains("m ");
        let after_date = found.published.is_some() || found.modified.is_some();
        return ((labelled > 0 || after_date) && is_time).then_some(labelled + clock.end());
    };
    let slot = if updated {
        &mut found.modified
    } else {
        &mut found.published
    };
    slot.get_or_insert(iso);
    let end = labelled + len;
    let clock = CLOCK.find(&rest[end..]).filter(|clock| {
        let text = clock.as_str().to_ascii_lowercase();
        text.contains(':') || text.contains("am") || text.contains("pm") || text.contains(".m")
    });
    Some(end + clock.map_or(0, |clock| clock.end()))
}

/// "Author:", "Source:": a label with a value up to the end of the line or a bar.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<key>(?i)authors?|byline|source|outlet|publisher|newspaper|title|headline|url|link|language|section|category|tags|keywords|location|dateline)\s*:\s*(?P<value>[^|\n]{1,300})",
    )
});

fn take_label(rest: &str, found: &mut Findings) -> Option<usize> {
    let label = LABEL.captures(rest)?;
    let value = label["value"].trim().to_owned();
    match label["key"].to_ascii_lowercase().as_str() {
        "author" | "authors" | "byline" => {
            found.authors.extend(authors_of(&value));
        }
        "source" | "outlet" | "publisher" | "newspaper" => {
            found.outlet.get_or_insert(value);
        }
        "title" | "headline" => {
            found.title.get_or_insert(value);
        }
        "url" | "link" => {
            found.url.get_or_insert(value);
        }
        "dateline" => {
            found.dateline.get_or_insert(value);
        }
        _ => {}
    }
    Some(label.get(0)?.end())
}

/// "By Ann Lee and Dana Wu for Reuters"; "and Dana Wu" where a byline came before.
fn take_byline(rest: &str, at_start: bool, byline: bool, found: &mut Findings) -> Option<usize> {
    let by = BY
        .find(rest)
        // A small "by" begins a byline only where a line begins.
        .filter(|by| at_start || byline || !by.as_str().starts_with('b'));
    let and = if byline { AND.find(rest) } else { None };
    let start = by.or(and)?.end();
    // "By the Associated Press"
    let start = start + usize::from(rest[start..].starts_with("the ")) * "the ".len();
    let taken = take_names(&rest[start..], found)?;
    Some(start + taken)
}

static AND: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?i:and|with|&)\s+"));

fn take_names(rest: &str, found: &mut Findings) -> Option<usize> {
    let names = names(rest);
    if names.len == 0 {
        return None;
    }
    found.authors.extend(names.authors);
    if let Some(outlet) = names.outlet {
        found.outlet.get_or_insert(outlet);
    }
    Some(names.len)
}

/// An outlet up to the end of the line or a separator, "for" or brackets around it allowed.
fn take_outlet(rest: &str, found: &mut Findings) -> Option<usize> {
    let bare = rest
        .strip_prefix("for ")
        .or_else(|| rest.strip_prefix("via "))
        .or_else(|| rest.strip_prefix("of the "))
        .or_else(|| rest.strip_prefix("of "))
        .or_else(|| rest.strip_prefix('('))
        .unwrap_or(rest);
    let end = bare
        .find(['|', '•', '·', ',', '–', '—', '(', ')', '\n'])
        .unwrap_or(bare.len());
    let name = bare[..end].trim();
    let outlet = outlet::named(name)?;
    found.outlet.get_or_insert(outlet);
    let start = rest.len() - bare.len();
    let closing = usize::from(rest.starts_with('(') && bare[end..].starts_with(')'));
    // "BBC News, Lisbon": where the outlet's writer is.
    let town = TOWN.find(&bare[end..]).map_or(0, |town| town.end());
    Some(start + end + closing + town)
}

static TOWN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^,? (?:in )?\p{Lu}[\p{L}.’'-]+(?: \p{Lu}[\p{L}.’'-]+){0,2}$"));

/// What may stand in such lines beside metadata and says nothing.
static FILLER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?i:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w{2,30}|https?://\S+|(?:e-?mail|twitter|contact)\s*:|\d{1,3} ?min(?:ute)?s?(?: of)? read(?:ing time)?|(?:updated )?(?:\d{1,2}|an?) (?:min(?:ute)?|hour|day|week|month|year)s? ago|\([A-Z][A-Z/]{1,12}\)|staff and (?:news|wire) (?:services|reports)|(?:news|wire) (?:services|reports)|(?:reading time|share|print|comments?|listen|save|follow|breaking news|live updates?|staff)(?-u:\b))",
    )
});

fn take_filler(rest: &str, byline: bool, strong: &mut bool) -> Option<usize> {
    if let Some(filler) = FILLER.find(rest) {
        // A line of nothing but an address or "Share" is metadata too.
        *strong |= rest.len() == filler.end() || filler.as_str().contains('@');
        return Some(filler.end());
    }
    if outlet::is_section(rest) {
        *strong = true;
        return Some(rest.len());
    }
    let role = ROLE.find(rest).filter(|_| byline)?;
    *strong = true;
    Some(role.end())
}

#[cfg(test)]
mod tests {
    use super::{Before, line};
    use crate::article::findings::Findings;

    fn whole(text: &str, before: Before) -> Option<Findings> {
        line(text, before)
            .filter(|(_, end)| *end == text.len())
            .map(|found| found.0)
    }

    fn check(text: &str, authors: &[&str], outlet: Option<&str>, published: Option<&str>) {
        let found =
            whole(text, Before::default()).unwrap_or_else(|| panic!("not metadata: {text}"));
        assert_eq!(found.authors, authors, "{text}");
        assert_eq!(found.outlet.as_deref(), outlet, "{text}");
        assert_eq!(found.published.as_deref(), published, "{text}");
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of forms")]
    fn lines_of_metadata_in_their_usual_forms() {
        check("By Ann Lee", &["Ann Lee"], None, None);
        check(
            "By Ann Lee and Dana Wu | The Springfield Courier",
            &["Ann Lee", "Dana Wu"],
            Some("The Springfield Courier"),
            None,
        );
        check(
            "by Ann Lee for Reuters",
            &["Ann Lee"],
            Some("Reuters"),
            None,
        );
        check("BY ANN LEE, STAFF WRITER", &["Ann Lee"], None, None);
        check(
            "By ANN LEE, Associated Press Writer",
            &["Ann Lee"],
            None,
            None,
        );
        check(
            "date 2021-03-02 By Ann Lee",
            &["Ann Lee"],
            None,
            Some("2021-03-02"),
        );
        check(
            "Published: March 2, 2021 at 3:15 p.m. ET",
            &[],
            None,
            Some("2021-03-02"),
        );
        check(
            "Tuesday, 2 March 2021 10:15 GMT",
            &[],
            None,
            Some("2021-03-02T10:15:00Z"),
        );
        check(
            "Reuters | March 2, 2021 | 3 min read",
            &[],
            Some("Reuters"),
            Some("2021-03-02"),
        );
        check("Author: Ann Lee", &["Ann Lee"], None, None);
        check(
            "Source: The Springfield Courier",
            &[],
            Some("The Springfield Courier"),
            None,
        );
        check("ann.lee@example.org", &[], None, None);
        check("Updated 3:15 p.m. ET", &[], None, None);
        check("By Ann Lee (Reuters)", &["Ann Lee"], Some("Reuters"), None);
        check(
            "By the Associated Press",
            &[],
            Some("The Associated Press"),
            None,
        );
        check(
            "By Ann Lee of the Salem Herald",
            &["Ann Lee"],
            Some("Salem Herald"),
            None,
        );
        check("Opinion by Ann Lee", &["Ann Lee"], None, None);
        check("BBC News, Lisbon", &[], Some("BBC News"), None);
        check("WORLD NEWS", &[], None, None);
        check(
            "March 2, 2021 / 3:15 PM / Updated 2 hours ago",
            &[],
            None,
            Some("2021-03-02"),
        );
        check(
            "By Ann Lee | Chicago Tribune (TNS)",
            &["Ann Lee"],
            Some("Chicago Tribune"),
            None,
        );
        check(
            "By Star-Advertiser staff and news services",
            &[],
            Some("Star-Advertiser"),
            None,
        );
    }

    #[test]
    fn a_byline_goes_on_in_the_next_line() {
        let before = Before {
            byline: true,
            by_alone: false,
        };
        let found = whole("and Dana B. Wu New York Times", before).unwrap();
        assert_eq!(found.authors, ["Dana B. Wu"]);
        assert_eq!(found.outlet.as_deref(), Some("New York Times"));
        assert!(whole("Staff Writer", before).is_some());
        assert_eq!(whole(", Dana Wu", before).unwrap().authors, ["Dana Wu"]);
        let before = Before {
            byline: false,
            by_alone: true,
        };
        assert_eq!(whole("Ann Lee", before).unwrap().authors, ["Ann Lee"]);
    }

    #[test]
    fn prose_is_no_metadata() {
        for prose in [
            "By Monday, the bridge had been closed.",
            "On March 2, 2021, the bridge was closed.",
            "Reuters said it would appeal.",
            "The mayor said no.",
            "By then Ann Lee had left the city.",
            "Sources said the talks were over.",
            "3 people were hurt.",
            "Ann Lee",
            "",
        ] {
            assert!(line(prose, Before::default()).is_none(), "{prose}");
        }
    }

    #[test]
    fn a_line_may_run_into_the_dateline() {
        let text = "By Ann Lee LISBON (Reuters) - The bridge was closed.";
        let (found, end) = line(text, Before::default()).unwrap();
        assert_eq!(found.authors, ["Ann Lee"]);
        assert!(text[end..].trim_start().starts_with("LISBON"));
    }
}
