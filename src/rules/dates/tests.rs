//! The phrase grammar on documents with a poor analysis: words, tags guessed by their endings, no trees.

use super::find;
use crate::article::Article;
use crate::language::{Document, Kind, Relation, Sentence, Token, Upos, Xpos};
use crate::text::Text;

fn article(published: &str, text: &str) -> Article {
    let mut article = Article::new("a", text);
    article.published = (!published.is_empty()).then(|| published.to_owned());
    article
}

/// The class and tag a word seems to have.
fn guess(word: &str) -> (Upos, Xpos) {
    match word {
        "will" | "would" => (Upos::Aux, Xpos::Md),
        "is" | "are" | "plans" => (Upos::Aux, Xpos::Vbz),
        "may" => (Upos::Aux, Xpos::Md),
        "met" | "was" | "were" | "fell" | "said" | "won" | "died" | "saw" => {
            (Upos::Verb, Xpos::Vbd)
        }
        "March" => (Upos::Propn, Xpos::Nnp),
        _ if word.ends_with("ed") => (Upos::Verb, Xpos::Vbd),
        _ if word.chars().next().is_some_and(char::is_uppercase) => (Upos::Propn, Xpos::Nnp),
        "people" | "workers" | "attacks" => (Upos::Noun, Xpos::Nns),
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => (Upos::Num, Xpos::Cd),
        "in" | "on" | "at" | "of" => (Upos::Adp, Xpos::In),
        "floor" | "plan" | "man" => (Upos::Noun, Xpos::Nn),
        _ => (Upos::X, Xpos::Unknown),
    }
}

fn document(text: &Text) -> Document<'_> {
    let string = text.as_str();
    let mut tokens = Vec::new();
    let mut at = 0;
    for word in string.split(' ') {
        let abbreviated = matches!(word, "Sept." | "p.m." | "a.m." | "Oct." | "Jan." | "Nov.");
        let core = if abbreviated {
            word
        } else {
            word.trim_end_matches([',', '.', '”', '?'])
        };
        for (start, piece) in [(at, core), (at + core.len(), &word[core.len()..])] {
            if let Some(span) = text.span(start..start + piece.len()) {
                let (upos, xpos) = guess(piece);
                tokens.push(Token {
                    span,
                    upos,
                    xpos,
                    lemma: piece.to_lowercase(),
                    head: None,
                    relation: Relation::Dep,
                    kind: Kind::None,
                });
            }
        }
        at += word.len() + 1;
    }
    let sentences = vec![Sentence {
        tokens: 0..tokens.len(),
        paragraph: 0,
    }];
    Document {
        text,
        tokens,
        sentences,
        names: Vec::new(),
        stop: crate::stop::Stop::never(),
    }
}

/// Checks `expression = value` for all times of a text, published on Monday, 4 September 2023.
#[track_caller]
pub(super) fn check(text: &str, wanted: &[(&str, &str)]) {
    check_on("2023-09-04", text, wanted);
}

#[track_caller]
fn check_on(published: &str, text: &str, wanted: &[(&str, &str)]) {
    let article = article(published, text);
    let document = document(&article.text);
    let found = find(&article, &document);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|time| (article.text.slice(time.span), time.value.as_str()))
        .collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn full_dates_in_all_news_forms() {
    for text in [
        "Sept. 13, 2022",
        "13 September 2022",
        "September 13th, 2022",
        "2022-09-13",
        "9/13/22",
        "13.9.2022",
    ] {
        check(text, &[(text, "2022-09-13")]);
    }
    check(
        "It was signed on Tuesday, Sept. 13, 2022.",
        &[("Tuesday, Sept. 13, 2022", "2022-09-13")],
    );
}

#[test]
fn partial_dates_stay_partial_and_take_the_year_of_the_tense() {
    check("It closed in May.", &[("May", "2023-05")]);
    check("It will close in May.", &[("May", "2024-05")]);
    check(
        "They met on Sept. 13, 1978 and in early 2001.",
        &[("Sept. 13, 1978", "1978-09-13"), ("early 2001", "2001")],
    );
    check("They will meet on Oct. 2", &[("Oct. 2", "2023-10-02")]);
    check_on("", "They met on Sept. 13", &[("Sept. 13", "XXXX-09-13")]);
}

#[test]
fn words_that_only_look_like_dates_are_left() {
    check("They may march on the second floor.", &[]);
    check("About 2,000 people and 2000 workers died.", &[]);
    check("A 42-year-old man won $2000.", &[]);
    check("Theresa said May won “1984” and 3:15.", &[]);
}

#[test]
fn weekdays_follow_the_tense() {
    check(
        "On Wednesday, the minister warned them.",
        &[("Wednesday", "2023-08-30")],
    );
    check(
        "The minister will warn them on Wednesday.",
        &[("Wednesday", "2023-09-06")],
    );
    check(
        "They met last Friday and next Tuesday is open.",
        &[
            ("last Friday", "2023-09-01"),
            ("next Tuesday", "2023-09-12"),
        ],
    );
    check_on("", "They met on Wednesday", &[("Wednesday", "XXXX-WXX-3")]);
}

#[test]
fn relative_times_count_from_publication() {
    check(
        "They met yesterday, two weeks ago and last month.",
        &[
            ("yesterday", "2023-09-03"),
            ("two weeks ago", "2023-W34"),
            ("last month", "2023-08"),
        ],
    );
    check(
        "It will end in three days.",
        &[("three days", "2023-09-07")],
    );
    check("It ended in three days.", &[("three days", "P3D")]);
    check(
        "Ten years ago and a decade ago it closed earlier this year",
        &[
            ("Ten years ago", "2013"),
            ("a decade ago", "2013"),
            ("earlier this year", "2023"),
        ],
    );
}

#[test]
fn narrative_times_count_from_the_time_last_told() {
    check(
        "It closed on May 5, 2001. The next day it opened; five years later it fell.",
        &[
            ("May 5, 2001", "2001-05-05"),
            ("The next day", "2001-05-06"),
            ("five years later", "2006"),
        ],
    );
}

#[test]
fn times_of_day_take_their_day() {
    check(
        "They met Tuesday at 3:15 p.m. ET and at noon.",
        &[
            ("Tuesday at 3:15 p.m. ET", "2023-08-29T15:15"),
            ("noon", "2023-08-29T12:00"),
        ],
    );
    check(
        "They met on Friday morning and last night.",
        &[
            ("Friday morning", "2023-09-01TMO"),
            ("last night", "2023-09-03TNI"),
        ],
    );
}

#[test]
fn ranges_are_one_interval() {
    check(
        "The forum is scheduled to run Sunday to Sept. 13",
        &[("Sunday to Sept. 13", "2023-09-10/2023-09-13")],
    );
    check(
        "It grew from 2003 to 2007 and between March and June.",
        &[
            ("2003 to 2007", "2003/2007"),
            ("March and June", "2023-03/2023-06"),
        ],
    );
    check(
        "It was moved from May 5 to May 12.",
        &[("May 5", "2023-05-05"), ("May 12", "2023-05-12")],
    );
    check(
        "They met May 5-7, 2021.",
        &[("May 5-7, 2021", "2021-05-05/2021-05-07")],
    );
}

#[test]
fn durations_are_lengths() {
    for (text, value) in [
        ("three years", "P3Y"),
        ("a third of a century", "P33Y"),
        ("several months", "PXM"),
        ("18-month", "P18M"),
        ("half an hour", "PT30M"),
        ("decades", "PXY"),
        ("24 hours", "PT24H"),
        ("two and a half years", "P30M"),
        ("the past six months", "P6M"),
        ("five-year", "P5Y"),
    ] {
        check(&format!("It lasted for {text}"), &[(text, value)]);
    }
}

#[test]
fn sets_recur() {
    for (text, value) in [
        ("every Tuesday", "XXXX-WXX-2"),
        ("annually", "P1Y"),
        ("twice a week", "P1W"),
        ("monthly", "P1M"),
        ("each year", "P1Y"),
        ("every two days", "P2D"),
        ("on Mondays", "XXXX-WXX-1"),
    ] {
        check(
            &format!("They meet {text}"),
            &[(text.trim_start_matches("on "), value)],
        );
    }
}

#[test]
fn periods_have_their_own_values() {
    for (text, value) in [
        ("the 1990s", "199"),
        ("the '90s", "199"),
        ("the mid-1990s", "199"),
        ("the sixties", "196"),
        ("the 19th century", "18"),
        ("Q3 2023", "2023-Q3"),
        ("the third quarter", "2023-Q3"),
        ("fiscal 2024", "FY2024"),
        ("FY24", "FY2024"),
        ("the first half of 2009", "2009-H1"),
        ("summer 2019", "2019-SU"),
        ("last summer", "2022-SU"),
        ("300 BC", "BC0300"),
        ("the weekend", "2023-W35-WE"),
        ("late August", "2023-08"),
        ("the end of the year", "2023"),
    ] {
        check(&format!("It closed in {text}"), &[(text, value)]);
    }
}

#[test]
fn holidays_are_computed() {
    for (text, value) in [
        ("Christmas", "2022-12-25"),
        ("Thanksgiving", "2022-11-24"),
        ("Good Friday", "2023-04-07"),
        ("Memorial Day", "2023-05-29"),
        ("Easter 2018", "2018-04-01"),
        ("Black Friday 2010", "2010-11-26"),
        ("9/11", "2001-09-11"),
    ] {
        check(&format!("It closed after {text}"), &[(text, value)]);
    }
}

#[test]
fn references_have_no_date() {
    check(
        "It recently closed and is now open.",
        &[("recently", "PAST_REF"), ("now", "PRESENT_REF")],
    );
}
