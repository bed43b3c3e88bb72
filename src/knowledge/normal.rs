//! The form in which names are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name without capitals, accents, dots, hyphens, a leading "the" and superfluous white space.
///
/// ```
/// assert_eq!(claimgraph::knowledge::normalised("The São Tomé–Príncipe"), "sao tome principe");
/// ```
#[must_use]
pub fn normalised(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            '.' => {}
            '’' | '‘' | '`' => plain.push('\''),
            '-' | '–' | '‐' | '‑' => plain.push(' '),
            _ => plain.extend(letter.to_lowercase()),
        }
    }
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words.join(" ")
}

/// Whether a word is made of the first letters of a name, small words counted or not.
pub(super) fn is_initials(word: &str, name: &str) -> bool {
    let firsts = |small: bool| -> String {
        let words = name.split([' ', '-']);
        let firsts = words.filter_map(|word| word.chars().next());
        let firsts = firsts.filter(|first| small || first.is_uppercase());
        firsts.flat_map(char::to_lowercase).collect()
    };
    let word = word.to_lowercase();
    word == firsts(false) || word == firsts(true)
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn spellings_of_one_name_meet() {
        for name in ["U.S.", "US", "the US", "the  U.S."] {
            assert_eq!(normalised(name), "us");
        }
        assert_eq!(
            normalised("People’s Republic"),
            normalised("People's republic")
        );
        assert_eq!(normalised("The"), "the");
    }
}
