//! Numbers in digits and words, as time expressions use them.

use crate::rules::dates::atoms::{Atom, Shape};
use crate::rules::dates::words;

/// The kinds of number a pattern can ask for.
///
/// `NUM` any cardinal; `DAY` a day of the month, "13", "13th" or "thirteenth"; `ORD` an ordinal;
/// `YEAR` four digits from 1000 to 2199, or in words; `N1` one or two digits, `N2` exactly two, `N4`
/// exactly four; `POINT` a number with two decimals, as in "8.30 pm"; `WORDS` a
/// cardinal below a hundred in words.
pub(super) const KINDS: [&str; 9] = [
    "NUM", "DAY", "ORD", "YEAR", "N1", "N2", "N4", "POINT", "WORDS",
];

/// Classes of the words with which a number in words can open.
pub(super) const OPENING: [&str; 3] = ["CARD", "ORDW", "SCALE"];

/// The ways to read a number of a kind from an atom on: end and value.
pub(super) fn matches(
    kind: &str,
    atoms: &[Atom],
    from: usize,
) -> impl Iterator<Item = (usize, f64)> + use<> {
    let found = match kind {
        "NUM" => [cardinal(atoms, from), None],
        "DAY" => [ordinal(atoms, from).or_else(|| small(atoms, from)), None]
            .map(|found| found.filter(|(_, value)| (1.0..=31.0).contains(value))),
        "WORDS" => [below_hundred(atoms, from), None],
        "ORD" => [ordinal(atoms, from), None],
        "YEAR" => [year(atoms, from), None],
        "N1" => [digits(atoms, from, 1), digits(atoms, from, 2)],
        "N2" => [digits(atoms, from, 2), None],
        "N4" => [digits(atoms, from, 4), None],
        "POINT" => [point(atoms, from), None],
        _ => [None, None],
    };
    found.into_iter().flatten()
}

/// The value of the first sense of a word in a class.
fn sense(atoms: &[Atom], at: usize, class: &str) -> Option<f64> {
    let sense = words::senses(atoms.get(at)?.word)
        .iter()
        .find(|sense| sense.class == class)?;
    sense.value.parse().ok()
}

/// A number in so many digits, without decimals.
fn digits(atoms: &[Atom], at: usize, wanted: usize) -> Option<(usize, f64)> {
    match atoms.get(at)?.shape {
        Shape::Number {
            value,
            digits,
            decimals: 0,
        } if digits == wanted => Some((at + 1, value)),
        _ => None,
    }
}

/// Hours and minutes written with a point.
fn point(atoms: &[Atom], at: usize) -> Option<(usize, f64)> {
    match atoms.get(at)?.shape {
        Shape::Number {
            value, decimals: 2, ..
        } => Some((at + 1, value)),
        _ => None,
    }
}

/// One or two digits, or a number word below a hundred.
fn small(atoms: &[Atom], at: usize) -> Option<(usize, f64)> {
    digits(atoms, at, 1)
        .or_else(|| digits(atoms, at, 2))
        .or_else(|| below_hundred(atoms, at))
}

/// "seven", "twenty", "twenty-one".
fn below_hundred(atoms: &[Atom], at: usize) -> Option<(usize, f64)> {
    let tens = sense(atoms, at, "CARD")?;
    if tens >= 20.0 {
        let next = at + 1 + usize::from(is(atoms, at + 1, "-"));
        if let Some(ones) = sense(atoms, next, "CARD").filter(|ones| *ones < 10.0) {
            return Some((next + 1, tens + ones));
        }
        // "twenty" is no number of its own in "twenty-first".
        if next > at + 1 && sense(atoms, next, "ORDW").is_some() {
            return None;
        }
    }
    Some((at + 1, tens))
}

/// Whether an atom is this word or mark.
fn is(atoms: &[Atom], at: usize, word: &str) -> bool {
    let number = words::number_of(word);
    number != 0 && atoms.get(at).is_some_and(|atom| atom.word == number)
}

/// "13th", "3rd", "twenty-first", "third".
fn ordinal(atoms: &[Atom], at: usize) -> Option<(usize, f64)> {
    if let Some(value) = sense(atoms, at, "ORDW") {
        return Some((at + 1, value));
    }
    if let Shape::Number {
        value,
        digits: 1..=3,
        decimals: 0,
    } = atoms.get(at)?.shape
    {
        let suffix = sense(atoms, at + 1, "SUFFIX").is_some() && atoms[at + 1].glued;
        return suffix.then_some((at + 2, value));
    }
    let tens = sense(atoms, at, "CARD").filter(|tens| *tens >= 20.0)?;
    let next = at + 1 + usize::from(is(atoms, at + 1, "-"));
    let ones = sense(atoms, next, "ORDW").filter(|ones| *ones < 10.0)?;
    Some((next + 1, tens + ones))
}

/// "5", "2,000", "3.5", "twenty-one", "two hundred", "a dozen" without its article.
fn cardinal(atoms: &[Atom], at: usize) -> Option<(usize, f64)> {
    if let Shape::Number { value, .. } = atoms.get(at)?.shape {
        let scale = sense(atoms, at + 1, "SCALE").filter(|scale| *scale >= 1000.0);
        return Some(scale.map_or((at + 1, value), |scale| (at + 2, value * scale)));
    }
    let (mut end, mut total) = match below_hundred(atoms, at) {
        Some(found) => found,
        None => (at, 0.0),
    };
    while let Some(scale) = sense(atoms, end, "SCALE") {
        total = if total == 0.0 { scale } else { total * scale };
        end += 1;
        let next = end + usize::from(is(atoms, end, "and"));
        if let Some((after, more)) = below_hundred(atoms, next) {
            total += more;
            end = after;
        }
    }
    (end > at).then_some((end, total))
}

/// A year in digits, or in words: "nineteen eighty-four", "two thousand and eight".
fn year(atoms: &[Atom], at: usize) -> Option<(usize, f64)> {
    if let Some((end, value)) = digits(atoms, at, 4) {
        return (1000.0..2200.0).contains(&value).then_some((end, value));
    }
    let (end, first) = below_hundred(atoms, at)?;
    if (15.0..=20.0).contains(&first) {
        // "nineteen hundred and ninety-three" too.
        let hundred = is(atoms, end, "hundred");
        let end = end + usize::from(hundred) + usize::from(hundred && is(atoms, end + 1, "and"));
        let (end, second) = below_hundred(atoms, end).filter(|(_, it)| hundred || *it >= 10.0)?;
        return Some((end, first * 100.0 + second));
    }
    let (end, value) = cardinal(atoms, at).filter(|_| first <= 2.0)?;
    let thousand = end > at + 1 && is(atoms, at + 1, "thousand");
    (thousand && (1000.0..2200.0).contains(&value)).then_some((end, value))
}

#[cfg(test)]
mod tests {
    use super::matches;
    use crate::rules::dates::atoms::cut;

    fn check(kind: &str, text: &str, wanted: Option<f64>) {
        let atoms = cut(text);
        let found = matches(kind, &atoms, 0).max_by_key(|(end, _)| *end);
        assert_eq!(found.map(|(_, value)| value), wanted, "{kind} {text}");
    }

    #[test]
    fn numbers_are_read_in_digits_and_words() {
        check("NUM", "2,000", Some(2000.0));
        check("NUM", "twenty-one", Some(21.0));
        check("NUM", "two hundred and five", Some(205.0));
        check("DAY", "13th", Some(13.0));
        check("DAY", "twenty first", Some(21.0));
        check("YEAR", "nineteen eighty-four", Some(1984.0));
        check("YEAR", "two thousand and eight", Some(2008.0));
    }

    #[test]
    fn what_is_no_such_number_is_left() {
        check("YEAR", "2,000", None);
        check("DAY", "32", None);
        check("YEAR", "nineteen", None);
        check("NUM", "whales", None);
    }
}
