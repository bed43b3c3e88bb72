//! What in a text is not the article's prose, and the metadata it holds.

use std::ops::Range;

use crate::article::byline::names;
use crate::article::findings::Findings;
use crate::article::header::{self, Before};
use crate::article::{dateline, notice, outlet};

/// Lines at the top that can be metadata.
const HEADER_LINES: usize = 15;

/// Finds headline, header lines, dateline and notices.
pub(super) fn find(text: &str) -> Findings {
    let lines = lines(text);
    let mut found = Findings::default();
    let body = read_header(text, &lines, &mut found);
    if let Some(first) = lines.get(body) {
        let start = found
            .residue
            .last()
            .map_or(first.start, |last| last.end.max(first.start));
        if let Some(dateline) = dateline::find(&text[start..first.end]) {
            found.add(Findings {
                dateline: dateline.place,
                outlet: dateline.outlet,
                ..Findings::default()
            });
            // A header on the same line is cut together with the dateline.
            found.residue.push(start..start + dateline.len);
        }
    }
    for line in lines.iter().skip(body) {
        if let Some(notice) = notice::find(&text[line.clone()]) {
            let begins = found
                .residue
                .last()
                .is_none_or(|last| last.end <= line.start);
            if begins {
                found.residue.push(line.clone());
            }
            found.add(Findings {
                first_outlet: notice.outlet,
                ..Findings::default()
            });
        }
    }
    found
}

/// The bytes of each line that is not blank, without its white space.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            lines.push(from..from + trimmed.len());
        }
        start += line.len();
    }
    lines
}

/// Reads the lines above the prose; the number of the line on which it begins.
fn read_header(text: &str, lines: &[Range<usize>], found: &mut Findings) -> usize {
    let mut before = Before::default();
    let mut at = 0;
    while at < lines.len().min(HEADER_LINES) {
        let range = lines[at].clone();
        let line = &text[range.clone()];
        let rest = &lines[at..];
        if matches!(line, "By" | "BY" | "by" | "By:") && at + 1 < lines.len() {
            before.by_alone = true;
            found.residue.push(range);
        } else if let Some((metadata, end)) = header::line(line, before) {
            before.byline |= !metadata.authors.is_empty() || metadata.outlet.is_some();
            // "By Ann Lee," goes on in the next line.
            before.by_alone = line.ends_with(',') && !metadata.authors.is_empty();
            found.add(metadata);
            found.residue.push(range.start..range.start + end);
            if range.start + end < range.end {
                return at;
            }
        } else if let Some(names) = name_line(text, rest, found) {
            before.byline = true;
            found.add(names);
            found.residue.push(range);
        } else if found.headline.is_none() && at < 5 && is_headline(text, rest) {
            let (title, outlet) = headline(line);
            found.add(Findings {
                title: Some(title),
                outlet,
                ..Findings::default()
            });
            found.headline = Some(range);
        } else if at <= 1 && is_byline_next(text, lines, at) {
            // A standfirst between headline and byline is prose and stays.
        } else {
            break;
        }
        at += 1;
    }
    at
}

/// A line of nothing but names, above more metadata: "Ann Lee" under a headline and over the date.
/// At the very top it may be a headline, unless an address follows.
fn name_line(text: &str, lines: &[Range<usize>], above: &Findings) -> Option<Findings> {
    let [first, second, ..] = lines else {
        return None;
    };
    let line = &text[first.clone()];
    let next = &text[second.clone()];
    let names = names(line);
    if names.len < line.len() || names.authors.is_empty() {
        return None;
    }
    let (below, _) = header::line(next, Before::default())?;
    let top = above.headline.is_none();
    let fits = above.authors.is_empty() && below.authors.is_empty() && (!top || next.contains('@'));
    fits.then_some(Findings {
        authors: names.authors,
        outlet: names.outlet,
        ..Findings::default()
    })
}

/// Whether the line after this one is a byline.
fn is_byline_next(text: &str, lines: &[Range<usize>], at: usize) -> bool {
    let next = lines.get(at + 1).map(|range| &text[range.clone()]);
    let found = next.and_then(|next| Some((header::line(next, Before::default())?, next.len())));
    found.is_some_and(|((found, end), len)| !found.authors.is_empty() && end == len)
}

/// Whether the first line is clearly a headline: short, followed by a blank line or by metadata,
/// and without the full stop that ends a sentence of prose; "Mich." and "?" may end one.
fn is_headline(text: &str, lines: &[Range<usize>]) -> bool {
    let [first, second, ..] = lines else {
        return false;
    };
    let line = &text[first.clone()];
    let words = line.split_whitespace().count();
    if !(2..=25).contains(&words) || line.len() > 200 {
        return false;
    }
    let next = &text[second.clone()];
    let below = lines.get(2).map(|third| &text[third.clone()]);
    let is_name = || {
        let found = names(next);
        found.len == next.len() && !found.authors.is_empty()
    };
    let is_header = |line: &str| header::line(line, Before::default()).is_some();
    let clear = is_header(next)
        || dateline::find(next).is_some()
        || below.is_some_and(is_header) && is_name();
    let blank = text[first.end..second.start].matches('\n').count() > 1;
    let stops = line.ends_with(['.', ',', ':', ';'])
        || line.ends_with(".”")
        || line.ends_with(".\"")
        || line.ends_with('—');
    let begins = line
        .chars()
        .find(|char| !"“\"‘'([".contains(*char))
        .is_some_and(|char| char.is_uppercase() || char.is_numeric() || !char.is_alphabetic());
    let prose_follows = next.split_whitespace().count() > words.min(8);
    let is_speech = line.starts_with(['“', '"']) && line.ends_with(['”', '"']);
    begins
        && (clear || blank && !stops && prose_follows && !is_speech)
        && dateline::find(line).is_none()
}

/// A headline without the marks of a heading and without a lone full stop, and the outlet behind it:
/// "Bridge closed - The Salem Courier".
fn headline(line: &str) -> (String, Option<String>) {
    let line = line.trim_start_matches(['#', ' ']).trim();
    let split = [" - ", " | ", " – ", " — "].iter().find_map(|dash| {
        let (title, tail) = line.rsplit_once(dash)?;
        Some((title, outlet::named(tail)?))
    });
    let (title, outlet) = match split {
        Some((title, outlet)) => (title.trim(), Some(outlet)),
        None => (line, None),
    };
    (title.strip_suffix('.').unwrap_or(title).to_owned(), outlet)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_header_a_dateline_and_notices_are_found_around_the_prose() {
        let text = "Bridge closed until spring\n\nBy Ann Lee and Dana Wu\nThe Springfield Courier\nMarch 2, \
                    2021\n\nSALEM — The bridge was closed.\n\nRead more: old bridges\n\nIt will open in May.\n\n\
                    (Reporting by Ann Lee)\n";
        let found = find(text);
        assert_eq!(found.title.as_deref(), Some("Bridge closed until spring"));
        assert_eq!(found.authors, ["Ann Lee", "Dana Wu"]);
        assert_eq!(found.outlet.as_deref(), Some("The Springfield Courier"));
        assert_eq!(found.published.as_deref(), Some("2021-03-02"));
        assert_eq!(found.dateline.as_deref(), Some("SALEM"));
        let residue: Vec<&str> = found
            .residue
            .iter()
            .map(|range| &text[range.clone()])
            .collect();
        assert_eq!(
            residue,
            [
                "By Ann Lee and Dana Wu",
                "The Springfield Courier",
                "March 2, 2021",
                "SALEM — ",
                "Read more: old bridges",
                "(Reporting by Ann Lee)"
            ]
        );
    }

    #[test]
    fn a_header_may_run_into_the_dateline_and_the_prose() {
        let text = "By Ann Lee LISBON (Reuters) - The bridge was closed.";
        let found = find(text);
        assert_eq!(found.authors, ["Ann Lee"]);
        assert_eq!(found.outlet.as_deref(), Some("Reuters"));
        assert_eq!(found.dateline.as_deref(), Some("LISBON"));
        let last = found.residue.last().unwrap();
        assert_eq!(&text[last.end..], "The bridge was closed.");
    }

    #[test]
    fn a_standfirst_stays_between_headline_and_byline() {
        let text = "Bridge closed\n\nRepairs will take until May, the city says.\n\nBy Ann Lee\n\nSALEM — It rained.";
        let found = find(text);
        assert_eq!(found.title.as_deref(), Some("Bridge closed"));
        assert_eq!(found.authors, ["Ann Lee"]);
        assert_eq!(found.dateline.as_deref(), Some("SALEM"));
        let residue: Vec<&str> = found
            .residue
            .iter()
            .map(|range| &text[range.clone()])
            .collect();
        assert_eq!(residue, ["By Ann Lee", "SALEM — "]);
    }

    #[test]
    fn a_name_under_a_headline_is_an_author_and_sections_stand_above_it() {
        let check = |head: &str, title: &str, authors: &[&str], outlet: Option<&str>| {
            let text =
                format!("{head}\n\nThe bridge over the river was closed on Tuesday, they said.");
            let found = find(&text);
            assert_eq!(found.title.as_deref(), Some(title), "{head}");
            assert_eq!(found.authors, authors, "{head}");
            assert_eq!(found.outlet.as_deref(), outlet, "{head}");
            let cut: usize = found.residue.iter().map(ExactSizeIterator::len).sum();
            assert!(
                cut + title.len() + 60 > head.len(),
                "{head}: {:?}",
                found.residue
            );
        };
        check(
            "Bridge closed until May\n\nAnn Lee\nThe Guardian\nTue 2 Mar 2021 10.15 GMT",
            "Bridge closed until May",
            &["Ann Lee"],
            Some("The Guardian"),
        );
        check(
            "WORLD NEWS\nMarch 2, 2021 / 3:15 PM\nBridge closed until May\nAnn Lee\n3 Min Read",
            "Bridge closed until May",
            &["Ann Lee"],
            None,
        );
        check(
            "Bridge closed - The Salem Courier\n\nBy Ann Lee,\nDana Wu",
            "Bridge closed",
            &["Ann Lee", "Dana Wu"],
            Some("The Salem Courier"),
        );
        let found = find("Ann Lee\n@annlee\nMarch 2, 2021\n\nThe bridge was closed on Tuesday.");
        assert_eq!(
            (found.title, found.authors),
            (None, vec!["Ann Lee".to_owned()])
        );
    }

    #[test]
    fn only_a_clear_headline_is_one() {
        let title = |text: &str| find(text).title;
        let body = "The bridge over the river was closed on Tuesday, the mayor said.";
        let with = |first: &str, gap: &str| title(&format!("{first}{gap}{body}\n\nIt rained."));
        assert_eq!(
            with("Bridge closed", "\n\n").as_deref(),
            Some("Bridge closed")
        );
        assert_eq!(
            with("Is the bridge safe?", "\n\n").as_deref(),
            Some("Is the bridge safe?")
        );
        assert_eq!(with("Bridge closed", "\n"), None);
        assert_eq!(with("It rained for a week.", "\n\n"), None);
        assert_eq!(with("“Close the bridge,” she said, “now”", "\n\n"), None);
        assert_eq!(title("Bridge closed"), None);
        assert_eq!(
            title("Mayor closes bridge.\n\nSALEM — The bridge was closed.").as_deref(),
            Some("Mayor closes bridge")
        );
    }
}
