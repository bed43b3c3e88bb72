//! A look at the text of a query: where its faults are, its own prefixes, where parameters go in.

use crate::publish::Error;

/// The error of a query at its place in the user's text.
pub(super) fn fault(query: &str, message: &str) -> Error {
    let parts = message.strip_prefix("error at ").and_then(|rest| {
        let (place, reason) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, reason))
    });
    let Some((line, column, reason)) = parts else {
        return Error::Query(message.to_owned());
    };
    let text = query.lines().nth(line - 1).unwrap_or_default();
    Error::Syntax {
        line,
        column,
        reason: shortened(reason),
        excerpt: excerpt(text, column),
    }
}

/// The parser lists everything that could stand there, signs as classes of characters: the first few
/// words say enough.
fn shortened(reason: &str) -> String {
    if reason.contains("Prefix not found") {
        return "this prefix is not declared".to_owned();
    }
    let Some(list) = reason.strip_prefix("expected ") else {
        return reason.to_owned();
    };
    let list = list.strip_prefix("one of ").unwrap_or(list);
    let items: Vec<&str> = list
        .split(", ")
        .filter(|item| !item.contains(['[', '\\', '|']) && !item.contains(".."))
        .collect();
    match items[..] {
        [] => "this cannot stand here, or something is missing before it".to_owned(),
        [only] => format!("expected {only}"),
        _ if items.len() <= 6 => format!("expected one of {}", items.join(", ")),
        _ => format!(
            "expected one of {} or {} others",
            items[..5].join(", "),
            items.len() - 5
        ),
    }
}

/// The line around a column with a caret under it, at most 100 code points.
fn excerpt(line: &str, column: usize) -> String {
    let at = column.saturating_sub(1);
    let start = at.saturating_sub(60);
    let shown: String = line
        .chars()
        .skip(start)
        .take(100)
        .map(|char| if char == '\t' { ' ' } else { char })
        .collect();
    format!("  {}\n  {}^", shown.trim_end(), " ".repeat(at - start))
}

/// A piece of SPARQL that is neither a comment nor white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Token<'a> {
    text: &'a str,
    start: usize,
}

/// The tokens of a query, roughly: strings, IRIs and words stay whole, every other sign is one.
fn tokens(query: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(char) = query[at..].chars().next() {
        let rest = &query[at..];
        let length = match char {
            '#' => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            _ if char.is_whitespace() => {
                at += char.len_utf8();
                continue;
            }
            '"' | '\'' => string_length(rest, char),
            '<' => iri_length(rest),
            '?' | '$' => 1 + word_length(&rest[1..]),
            _ => word_length(rest).max(char.len_utf8()),
        };
        tokens.push(Token {
            text: &rest[..length],
            start: at,
        });
        at += length;
    }
    tokens
}

fn word_length(rest: &str) -> usize {
    rest.find(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '-' | ':' | '%')))
        .unwrap_or(rest.len())
}

fn iri_length(rest: &str) -> usize {
    let is_bad = |char: char| char.is_whitespace() || matches!(char, '<' | '"' | '{' | '}');
    match rest[1..].find(|char| char == '>' || is_bad(char)) {
        Some(end) if rest[1 + end..].starts_with('>') => end + 2,
        // "less than"
        _ => 1,
    }
}

fn string_length(rest: &str, quote: char) -> usize {
    let long = quote.to_string().repeat(3);
    let fence = if rest.starts_with(&long) {
        &long[..]
    } else {
        &long[..1]
    };
    let mut at = fence.len();
    while at < rest.len() {
        if rest[at..].starts_with(fence) {
            return at + fence.len();
        }
        let mut chars = rest[at..].chars();
        at += match chars.next() {
            Some('\\') => 1 + chars.next().map_or(0, char::len_utf8),
            Some(char) => char.len_utf8(),
            None => 0,
        };
    }
    rest.len()
}

/// The prefixes a query declares: name and namespace.
pub(super) fn prefixes(query: &str) -> Vec<(String, String)> {
    let tokens = tokens(query);
    let mut prefixes = Vec::new();
    for window in tokens.windows(3) {
        if !window[0].text.eq_ignore_ascii_case("prefix") {
            continue;
        }
        let namespace = window[2].text.strip_prefix('<');
        let namespace = namespace.and_then(|rest| rest.strip_suffix('>'));
        if let (Some(prefix), Some(namespace)) = (window[1].text.strip_suffix(':'), namespace) {
            prefixes.push((prefix.to_owned(), namespace.to_owned()));
        }
    }
    prefixes
}

/// Whether a query has a variable.
pub(super) fn has_variable(query: &str, name: &str) -> bool {
    let tokens = tokens(query);
    tokens
        .iter()
        .any(|token| token.text.strip_prefix(['?', '$']) == Some(name))
}

/// The query with the variables bound: a `VALUES` block opens its pattern, and that of each subquery that
/// hands the variable on, which then need not find all its values first. `None` if it has no pattern.
pub(super) fn bind(query: &str, bindings: &[(String, String)]) -> Option<String> {
    if bindings.is_empty() {
        return Some(query.to_owned());
    }
    let mut places = vec![(pattern(query)?, None)];
    places.extend(subqueries(query).map(|(at, handed_on)| (at, Some(handed_on))));
    places.sort_by_key(|(at, _)| *at);
    let mut bound = String::new();
    let mut copied = 0;
    for (at, handed_on) in places {
        bound.push_str(&query[copied..at]);
        copied = at;
        for (name, term) in bindings {
            let has = |names: &Vec<&str>| names.contains(&name.as_str());
            if handed_on.as_ref().is_none_or(has) {
                bound.extend([" VALUES ?", name, " { ", term, " } "]);
            }
        }
    }
    bound.push_str(&query[copied..]);
    Some(bound)
}

/// Where the pattern of each subquery begins, and the variables that it hands on as they are. One that is
/// cut by `LIMIT` or `OFFSET` is left out: bound inside it would be cut elsewhere.
fn subqueries(query: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let tokens = tokens(query);
    let is = |index: usize, word: &str| {
        let token: Option<&Token<'_>> = tokens.get(index);
        token.is_some_and(|it| it.text.eq_ignore_ascii_case(word))
    };
    let mut found = Vec::new();
    for start in (1..tokens.len()).filter(|at| is(*at, "select") && is(at - 1, "{")) {
        let mut handed_on = Vec::new();
        let mut parentheses = 0_usize;
        let head = tokens.iter().enumerate().skip(start);
        for (index, token) in head {
            match token.text {
                "(" => parentheses += 1,
                ")" => parentheses = parentheses.saturating_sub(1),
                "{" => {
                    let cut = tail(&tokens[index..])
                        .any(|it| ["limit", "offset"].contains(&&*it.text.to_ascii_lowercase()));
                    if !cut {
                        found.push((token.start + 1, handed_on));
                    }
                    break;
                }
                text if parentheses == 0 => handed_on.extend(text.strip_prefix(['?', '$'])),
                _ => {}
            }
        }
    }
    found.into_iter()
}

/// What stands behind the pattern that the first token opens, up to the end of what is around it.
fn tail<'a>(tokens: &'a [Token<'a>]) -> impl Iterator<Item = &'a Token<'a>> {
    let depths = tokens.iter().scan(0_i32, |depth, token| {
        *depth += i32::from(token.text == "{") - i32::from(token.text == "}");
        Some((*depth, token))
    });
    let behind = depths.skip_while(|(depth, _)| *depth > 0);
    behind
        .take_while(|(depth, _)| *depth >= 0)
        .map(|(_, token)| token)
}

/// Where the outermost pattern begins: behind the `{` of `WHERE`, or the first `{` without one.
fn pattern(query: &str) -> Option<usize> {
    let tokens = tokens(query);
    let mut depth = 0_usize;
    let mut first = None;
    for (index, token) in tokens.iter().enumerate() {
        match token.text {
            "{" => {
                let after_where = index > 0 && tokens[index - 1].text.eq_ignore_ascii_case("where");
                if depth == 0 && after_where {
                    return Some(token.start + 1);
                }
                if depth == 0 && first.is_none() {
                    first = Some(token.start + 1);
                }
                depth += 1;
            }
            "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::{bind, fault, has_variable, prefixes};

    #[test]
    fn a_fault_is_shown_with_its_line() {
        let error = fault("ASK {\n  ?s ?p }", "error at 2:9: expected \"x\"");
        let expected = "the query cannot be read at line 2, column 9: expected \"x\"\n    ?s ?p }\n          ^";
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn parameters_go_into_the_outer_pattern() {
        let bindings = [("who".to_owned(), "<x:a>".to_owned())];
        for (query, expected) in [
            (
                "SELECT * { ?who ?p 1 }",
                "SELECT * { VALUES ?who { <x:a> }  ?who ?p 1 }",
            ),
            (
                "CONSTRUCT { ?who a 1 } WHERE { ?who ?p \"{\" }",
                "CONSTRUCT { ?who a 1 } WHERE { VALUES ?who { <x:a> }  ?who ?p \"{\" }",
            ),
            (
                "# {\nASK { ?who ?p 1 }",
                "# {\nASK { VALUES ?who { <x:a> }  ?who ?p 1 }",
            ),
            // A subquery that hands the variable on is bound, too.
            (
                "SELECT ?who { { SELECT ?who (MAX(?x) AS ?y) { ?who ?p ?x } GROUP BY ?who } }",
                "SELECT ?who { VALUES ?who { <x:a> }  { SELECT ?who (MAX(?x) AS ?y) { VALUES ?who { <x:a> }  ?who ?p ?x } GROUP BY ?who } }",
            ),
            // One in which it is another variable, or that is cut, is not.
            (
                "SELECT ?who { { SELECT (1 AS ?n) { ?who ?p ?x } } ?who ?q ?n }",
                "SELECT ?who { VALUES ?who { <x:a> }  { SELECT (1 AS ?n) { ?who ?p ?x } } ?who ?q ?n }",
            ),
            (
                "SELECT ?who { { SELECT ?who { { ?who ?p ?x } } LIMIT 1 } }",
                "SELECT ?who { VALUES ?who { <x:a> }  { SELECT ?who { { ?who ?p ?x } } LIMIT 1 } }",
            ),
        ] {
            assert_eq!(bind(query, &bindings).unwrap(), expected);
        }
    }

    #[test]
    fn variables_and_prefixes_are_not_looked_for_in_strings_and_comments() {
        let query = "PREFIX a: <x:y#> # PREFIX b: <z:>\nASK { $who a:b \"?what\" FILTER(1 <?n) }";
        assert_eq!(prefixes(query), [("a".to_owned(), "x:y#".to_owned())]);
        assert!(has_variable(query, "who") && has_variable(query, "n"));
        assert!(!has_variable(query, "what"));
    }
}
