//! Conditions of the rules about hours: is this "5" an hour, this "7:30" a time of day and not a score?

use std::ops::Range;

use crate::rules::dates::guards;
use crate::rules::dates::scene::Scene;

/// Verbs and nouns of change, after which "from 3 to 8" counts something else than hours.
const FIGURES: [&str; 26] = [
    "rise", "fall", "grow", "increase", "decrease", "drop", "climb", "jump", "decline", "cut",
    "raise", "lower", "go", "range", "vary", "expand", "shrink", "swell", "win", "lose", "beat",
    "score", "lead", "vote", "number", "age",
];

/// Hours and minutes without "a.m." or "p.m.": not a score, not a verse.
pub(super) fn clock(scene: Scene<'_>, at: &Range<usize>, before: &str, placed: bool) -> bool {
    if scene.lower(at.end) == ":" && scene.glued(at.end) || scene.glued(at.start) && before != "(" {
        return false;
    }
    let zone = scene.has_class(at.end, "ZONE")
        || matches!(
            scene.lower(at.end).as_str(),
            "local" | "hours" | "eastern" | "pacific"
        );
    let previous = at.start.wrapping_sub(1);
    let dated = ["WEEKDAY", "MONTH", "PART", "SUFFIX", "ORDW"]
        .iter()
        .any(|class| scene.has_class(previous, class));
    zone || dated || placed || matches!(before, "tomorrow" | "today" | ",")
}

/// Whether a bare number can end as an hour: "Saturday at 5", not "on Saturday at 5 stations".
pub(super) fn hour(scene: Scene<'_>, end: usize) -> bool {
    let next = scene.lower(end);
    let joined = scene.glued(end)
        && matches!(next.as_str(), ":" | "/" | "-" | "." | "%")
        && scene.atoms.get(end + 1).is_some_and(|atom| atom.glued);
    !joined
        && !guards::is_nominal(scene, end)
        && !matches!(next.as_str(), "%" | "percent" | "of" | "-")
}

/// Whether hours follow: "the 17 from 2pm", "Friday 23 at 4".
pub(super) fn timed(scene: Scene<'_>, end: usize) -> bool {
    let linked = matches!(
        scene.lower(end).as_str(),
        "from" | "between" | "at" | "around" | "by"
    );
    linked && scene.is_number(end + 1)
}

/// Whether a number at an atom opens a time of day: "7pm", "3:30", "six p.m.".
pub(super) fn opens_clock(scene: Scene<'_>, at: usize) -> bool {
    let counted = scene.is_number(at) || scene.has_class(at, "CARD");
    let halves = ["am", "pm", "a", "p", "o", "oclock"];
    let next = scene.lower(at + 1);
    counted && (next == ":" || halves.contains(&next.as_str()))
}

/// Whether the words before speak of figures that change.
pub(super) fn figures(scene: Scene<'_>, start: usize) -> bool {
    (start.saturating_sub(5)..start).any(|atom| {
        scene
            .token(atom)
            .is_some_and(|token| FIGURES.contains(&scene.document.tokens[token].lemma.as_str()))
    })
}
