//! Words and quantities, compared.

use serde::{Deserialize, Serialize};

/// A quantity: its digits without separators. What is given as a bound or about so much is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Value(String);

impl Value {
    /// A number that opens normalised words, and the words after it.
    pub(super) fn read(words: &str) -> Option<(Self, String)> {
        let (number, rest) = words.split_once(' ').unwrap_or((words, ""));
        let sign = number.strip_prefix(['$', '€', '£']).unwrap_or(number);
        let digits = sign.replace(',', "");
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        if !is_number(whole) || !is_number(part) {
            return None;
        }
        let unit = &number[..number.len() - sign.len()];
        let rest = format!("{unit}# {rest}");
        Some((Self(digits), rest))
    }
}

/// Whether two objects cannot both be right: two different quantities of the same.
pub(super) fn exclude(one: Option<&Value>, other: Option<&Value>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

/// Words without case, an article before them and signs around them.
pub(super) fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(['“', '”', '"', '‘', '’', '\'', '.', ',', ';', ':']))
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 1 && matches!(words[0], "the" | "a" | "an") {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Value, exclude, words};

    #[test]
    fn quantities_of_the_same_exclude_each_other() {
        let read = |text: &str| Value::read(&words(text));
        let (twelve, crew) = read("12 sailors").unwrap();
        let (more, same) = read("1,200 sailors").unwrap();
        assert_eq!(crew, same);
        assert!(exclude(Some(&twelve), Some(&more)));
        assert!(!exclude(Some(&twelve), None));
        assert_ne!(read("$5 million").unwrap().1, read("5 million").unwrap().1);
        assert!(read("at least 12 sailors").is_none());
        assert!(read("The “Red Star”").is_none());
        assert_eq!(words("The “Red Star”."), "red star");
    }
}
