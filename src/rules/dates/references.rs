//! The past, the present and the future as such: "now", "recently", "in the near future".

use crate::extraction::TimeType;
use crate::rules::dates::reading::{Here, Reading, Val};

/// Reads the rows of `references.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    let [value] = given else { return None };
    let mut found = Reading::of(
        TimeType::Date,
        value.code().filter(|_| reading == "reference")?,
    );
    // The present is the day of writing; past and future have no borders.
    if found.value == "PRESENT_REF" {
        found.from = here.anchor.map(|day| day.to_string());
        found.until = found.from.clone();
    }
    Some(Val::Time(found))
}
