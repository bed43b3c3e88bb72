//! Conditions of the grammar's rules that look around the words: is this "May" a month, this "2000" a
//! year, this "a day" a length of time?

use std::ops::Range;

use crate::language::Upos;
use crate::rules::dates::atoms::Shape;
use crate::rules::dates::hour_guards;
use crate::rules::dates::scene::Scene;

/// Words before a number that make a year of it.
const BEFORE_YEAR: [&str; 30] = [
    "in", "since", "by", "from", "until", "till", "of", "during", "through", "before", "after",
    "for", "to", "between", "and", "late", "early", "mid", "year", "than", "around", "circa",
    "the", "a", "an", "its", "their", "our", "or", "(",
];

/// Words before a bare month, season or clock time.
const BEFORE_TIME: [&str; 29] = [
    "in",
    "since",
    "by",
    "from",
    "until",
    "till",
    "of",
    "during",
    "through",
    "before",
    "after",
    "for",
    "to",
    "between",
    "late",
    "early",
    "mid",
    "last",
    "this",
    "next",
    "every",
    "each",
    "at",
    "around",
    "about",
    "on",
    "past",
    "over",
    "throughout",
];

/// Words before "a week" or "weeks" that make a length of time of it.
const BEFORE_LENGTH: [&str; 34] = [
    "for",
    "in",
    "within",
    "after",
    "over",
    "than",
    "about",
    "almost",
    "nearly",
    "under",
    "during",
    "least",
    "last",
    "lasts",
    "lasted",
    "lasting",
    "spent",
    "spend",
    "spends",
    "spending",
    "took",
    "takes",
    "take",
    "taking",
    "roughly",
    "approximately",
    "around",
    "only",
    "just",
    "another",
    "barely",
    "some",
    "waited",
    "wait",
];

/// Verbs that move a date: "postponed from May 5 to May 12" is no range.
const MOVES: [&str; 14] = [
    "move",
    "moved",
    "postpone",
    "postponed",
    "delay",
    "delayed",
    "push",
    "pushed",
    "reschedule",
    "rescheduled",
    "shifted",
    "changed",
    "brought",
    "extended",
];

/// Whether a guard holds for the atoms of a match. An unknown guard holds never.
pub(super) fn holds(scene: Scene<'_>, name: &str, at: Range<usize>) -> bool {
    let before = scene.before(at.start);
    let before = before.as_str();
    let next = scene.lower(at.end);
    let next = next.as_str();
    if name.starts_with("after-") {
        return follows(scene, name, before, at.start);
    }
    match name {
        "day" => day(scene, &at, before, next),
        "ordinal" => ordinal(scene, &at, next),
        "month" => month(scene, &at, before),
        "year" => year(scene, &at, before, next),
        "years" => {
            let joined = scene.glued(at.end) && matches!(next, "/" | "-");
            !joined && !scene.is_plural(at.end) && !matches!(before, "$" | "£" | "€" | "-" | "/")
        }
        "season" => season(scene, &at, before),
        "clock" => hour_guards::clock(scene, &at, before, BEFORE_TIME.contains(&before)),
        "hour" => hour_guards::hour(scene, at.end),
        "timed" => hour_guards::timed(scene, at.end),
        "not-figures" => !hour_guards::figures(scene, at.start),
        "suffixed" => scene.has_class(at.end - 1, "SUFFIX"),
        "to-date" => to_date(scene, &at, before),
        "adverbial" => !matches!(
            scene.upos(at.start.wrapping_sub(1)),
            Some(Upos::Noun | Upos::Adj | Upos::Propn | Upos::Det | Upos::Num | Upos::Adp)
        ),
        "plain-week" => !scene.atoms[at.start].capital && next != "of",
        "not-ago" => next != "ago",
        "ranging" => !scene.is_plural(at.end) || before != "in",
        "ends" => ends(scene, at.end, next),
        "exact" => exact(scene, &at),
        "not-this" => !matches!(next, "this" | "today" | "next" | "in"),
        "capital" => at.clone().any(|atom| scene.atoms[atom].capital),
        "capital-end" => scene.form(at.end - 1).chars().all(char::is_uppercase),
        "common" => !scene.atoms[at.start].capital || scene.opens_sentence(at.start),
        "adverb" => scene.upos(at.start) != Some(Upos::Noun) && next != "that" && before != "from",
        "past" => {
            !matches!(
                scene.upos(at.end),
                Some(Upos::Noun | Upos::Num | Upos::Adj | Upos::Propn)
            ) && !scene.is_number(at.end)
        }
        "not-second" => counted(scene, &at),
        "not-period" => !scene.has_class(at.start.wrapping_sub(1), "ORDW") && before != "latter",
        "not-age" => not_age(scene, &at, before, next),
        "not-money" => !matches!(next, "of" | "century" | "mile" | "-" | "pound"),
        "not-weather" => !about_weather(scene, at.start),
        "not-moved" => !moved(scene, at.start),
        "uncounted" => {
            !scene.is_number(at.start.wrapping_sub(1))
                && !scene.has_class(at.start.wrapping_sub(1), "CARD")
                && before != "-"
        }
        "lasting" => lasting(scene, &at, before, next),
        "lasting-many" => lasting_many(scene, &at, before, next),
        "rate" => rate(scene, &at),
        _ => false,
    }
}

/// The guards that look at the word before a match only.
fn follows(scene: Scene<'_>, name: &str, before: &str, start: usize) -> bool {
    match name {
        "after-on" => {
            matches!(
                before,
                "on" | "by"
                    | "until"
                    | "before"
                    | "after"
                    | "since"
                    | "each"
                    | "every"
                    | "from"
                    | "to"
            ) || scene.has_class(start.wrapping_sub(1), "WEEKDAY")
        }
        "after-on-the" => matches!(
            before,
            "on" | "by" | "until" | "before" | "after" | "since" | "for"
        ),
        "after-within" => before == "within",
        "after-in" => before == "in",
        "after-at" => matches!(
            before,
            "at" | "around"
                | "about"
                | "by"
                | "from"
                | "until"
                | "till"
                | "since"
                | "before"
                | "after"
                | "circa"
                | "than"
        ),
        "after-for" => matches!(before, "for" | "within" | "lasted" | "lasts"),
        "after-between" => before == "between",
        "after-from" => matches!(before, "from" | "between"),
        _ => false,
    }
}

/// Whether a number and a unit are a length: not "one second thought", not "FIFA 2018 day five".
fn counted(scene: Scene<'_>, at: &Range<usize>) -> bool {
    let unit = scene.lower(at.end - 1);
    let year = match scene.atoms[at.start].shape {
        Shape::Number { value, digits, .. } => digits == 4 && (1900.0..2100.0).contains(&value),
        _ => false,
    };
    let singular = scene.has_class(at.end - 1, "ONE");
    !(unit == "second" && is_nominal(scene, at.end) || year && singular)
}

/// Whether a noun or number starts at an atom.
pub(super) fn is_nominal(scene: Scene<'_>, atom: usize) -> bool {
    matches!(
        scene.upos(atom),
        Some(Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
    )
}

/// "in May 5 people died" counts people; "the Sept. 11 attacks" are of a day.
fn day(scene: Scene<'_>, at: &Range<usize>, before: &str, next: &str) -> bool {
    let counted = matches!(
        next,
        "%" | "percent" | "per" | "million" | "billion" | "thousand" | "hundred"
    );
    let clock = next == ":" && scene.glued(at.end);
    let many = before == "in" && (scene.is_plural(at.end) || is_nominal(scene, at.end));
    !counted && !clock && !many && before != "$"
}

/// "the worst to date", not "up to date", "asked to date her", "equal to date 1".
fn to_date(scene: Scene<'_>, at: &Range<usize>, before: &str) -> bool {
    let noun = scene.upos(at.end - 1) == Some(Upos::Noun);
    let other = matches!(before, "up" | "equal" | "equals" | "prior" | "back");
    noun && !other && !is_nominal(scene, at.end) && scene.lower(at.end) != "of"
}

/// "on the 27th", not "on the second floor".
fn ordinal(scene: Scene<'_>, at: &Range<usize>, next: &str) -> bool {
    let last = at.end - 1;
    let form = scene.lower(last);
    let ordinal =
        matches!(form.as_str(), "st" | "nd" | "rd" | "th") || scene.has_class(last, "ORDW");
    let free = !is_nominal(scene, at.end) || hour_guards::opens_clock(scene, at.end);
    // "the fourth or fifth day of the fair"
    let one_of_several = matches!(next, "or" | "and") && scene.has_class(at.end + 1, "ORDW");
    ordinal && free && !one_of_several && next != "of" && next != "-"
}

/// A month alone. "May" and "March" are also verbs, "April" and "June" also women.
fn month(scene: Scene<'_>, at: &Range<usize>, before: &str) -> bool {
    let form = scene.lower(at.start);
    let ambiguous = matches!(form.as_str(), "may" | "march" | "august");
    let placed = BEFORE_TIME.contains(&before);
    let noun = matches!(scene.upos(at.start), Some(Upos::Propn | Upos::X) | None);
    let short = form.len() <= 4 && !matches!(form.as_str(), "may" | "june" | "july");
    // "Jan" and "Dec" alone need a preposition: Jan is also a man.
    if short {
        return placed;
    }
    if ambiguous {
        return noun && placed && (form == "august" || scene.atoms[at.start].capital);
    }
    noun || placed
}

/// Four digits alone.
fn year(scene: Scene<'_>, at: &Range<usize>, before: &str, next: &str) -> bool {
    if at.len() != 1 {
        // A year in words: only where a year is expected.
        return matches!(
            before,
            "in" | "since" | "of" | "from" | "until" | "late" | "early"
        );
    }
    let Shape::Number { value, .. } = scene.atoms[at.start].shape else {
        return false;
    };
    let glued_before =
        scene.glued(at.start) && !matches!(before, "(" | "“" | "\"" | "[" | "—" | "–");
    let hyphen = before == "-" && scene.lower(at.start.wrapping_sub(2)) == "mid";
    if glued_before && !hyphen && before != "-" || matches!(before, "$" | "£" | "€" | "#" | "no")
    {
        return false;
    }
    if glued_before && before == "-" && !hyphen && scene.is_number(at.start.wrapping_sub(2)) {
        return false;
    }
    let unit = matches!(next, "%" | "percent" | "million" | "billion" | "times")
        || scene.has_class(at.end, "UNIT");
    let glued_after = scene.glued(at.end)
        && (scene.form(at.end).starts_with(char::is_alphabetic) || matches!(next, "/" | ":" | "%"));
    // A title in quotation marks: “1984”.
    let quoted = matches!(before, "“" | "\"" | "‘") && matches!(next, "”" | "\"" | "’" | ",");
    if unit || glued_after || quoted {
        return false;
    }
    let placed = matches!(
        before,
        "in" | "since"
            | "from"
            | "until"
            | "till"
            | "circa"
            | "year"
            | "during"
            | "early"
            | "late"
            | "mid"
            | "("
    );
    let many = scene.is_plural(at.end);
    if !(1900.0..2100.0).contains(&value) {
        return placed && !many;
    }
    if BEFORE_YEAR.contains(&before) {
        return !many || matches!(before, "the" | "in" | "since");
    }
    let after_verb = matches!(
        scene.upos(at.start.wrapping_sub(1)),
        Some(Upos::Verb | Upos::Aux)
    );
    !many && !after_verb
}

/// A season alone. "fall" and "spring" are also verbs, "Summer" and "Winter" open names.
fn season(scene: Scene<'_>, at: &Range<usize>, before: &str) -> bool {
    let last = at.end - 1;
    let form = scene.lower(last);
    let named = scene.atoms[last].capital
        && scene.atoms.get(at.end).is_some_and(|atom| atom.capital)
        && !scene.opens_sentence(last);
    let noun = !matches!(scene.upos(last), Some(Upos::Verb | Upos::Adj));
    if !noun || named {
        return false;
    }
    let placed = matches!(
        before,
        "in" | "during"
            | "by"
            | "since"
            | "until"
            | "through"
            | "throughout"
            | "over"
            | "late"
            | "early"
            | "mid"
    );
    match form.as_str() {
        "fall" | "spring" => placed && scene.lower(at.end) != "of",
        _ => true,
    }
}

/// Whether a phrase ends before an atom, so that "two days before" points back to what was told.
fn ends(scene: Scene<'_>, atom: usize, next: &str) -> bool {
    let shape = scene.atoms.get(atom).map(|atom| atom.shape);
    !matches!(shape, Some(Shape::Word | Shape::Number { .. }))
        || matches!(
            next,
            "." | "," | ";" | ":" | ")" | "-" | "–" | "—" | "!" | "?" | "”" | "\""
        )
        || matches!(next, "and" | "but" | "when" | "as")
}

/// Whether a length is counted: "three days", not "several days".
fn exact(scene: Scene<'_>, at: &Range<usize>) -> bool {
    let first = at.start;
    let counted =
        scene.is_number(first) || scene.has_class(first, "CARD") || scene.has_class(first, "SCALE");
    counted || matches!(scene.lower(first).as_str(), "a" | "an" | "half")
}

/// An age is no time: "a 42-year-old man", "56 years of age".
fn not_age(scene: Scene<'_>, at: &Range<usize>, before: &str, next: &str) -> bool {
    let after = scene.lower(at.end + 1);
    let aged = matches!(next, "old" | "older" | "younger" | "senior")
        || next == "-" && after == "old"
        || next == "of" && after == "age"
        || matches!(before, "aged" | "age");
    let part = next == "of" && matches!(after.as_str(), "the" | "all" | "its" | "their");
    let quarters = scene.lower(at.end - 1).starts_with("quarter") && part;
    !aged && !quarters && before != "$"
}

/// "temperatures in the 70s" are no years.
fn about_weather(scene: Scene<'_>, start: usize) -> bool {
    (start.saturating_sub(6)..start).any(|atom| {
        matches!(
            scene.lower(atom).as_str(),
            "temperatures"
                | "temperature"
                | "highs"
                | "lows"
                | "degrees"
                | "scored"
                | "score"
                | "shot"
        )
    })
}

/// Whether a date is moved rather than a range told.
fn moved(scene: Scene<'_>, start: usize) -> bool {
    (start.saturating_sub(6)..start).any(|atom| MOVES.contains(&scene.lower(atom).as_str()))
}

/// "a week" as a length of time: not the rate of "$5 a week", not "a year to remember".
fn lasting(scene: Scene<'_>, at: &Range<usize>, before: &str, next: &str) -> bool {
    let previous = at.start.wrapping_sub(1);
    if scene.is_number(previous) || matches!(next, "old") {
        return false;
    }
    let first = scene.lower(at.start);
    BEFORE_LENGTH.contains(&before)
        || first == "another"
        || matches!(first.as_str(), "nearly" | "almost")
        || matches!(next, "after" | "-" | "before") && !scene.has_class(at.end + 1, "UNIT")
}

/// "for years", "in decades", "months of talks".
fn lasting_many(scene: Scene<'_>, at: &Range<usize>, before: &str, next: &str) -> bool {
    let previous = at.start.wrapping_sub(1);
    let counted = scene.is_number(previous) || scene.has_class(previous, "CARD") || before == "-";
    let opens = scene.opens_sentence(at.start) || scene.upos(previous) != Some(Upos::Noun);
    !counted
        && (matches!(
            before,
            "for" | "in" | "within" | "over" | "after" | "spent" | "took" | "takes"
        ) || matches!(next, "of" | "after" | "before")
            && opens
            && before != "the"
            && before != "of")
}

/// "$5 a day", "300 flights per week".
fn rate(scene: Scene<'_>, at: &Range<usize>) -> bool {
    let previous = at.start.wrapping_sub(1);
    let counted = |atom: usize| scene.is_number(atom) || scene.has_class(atom, "SCALE");
    counted(previous)
        || scene.lower(at.start) == "per"
        || scene.upos(previous) == Some(Upos::Noun)
            && !scene.has_class(previous, "UNIT")
            && counted(previous.wrapping_sub(1))
}
