//! Times that come again: "every Tuesday", "annually", "twice a week", "each year".

use crate::extraction::TimeType;
use crate::rules::dates::durations;
use crate::rules::dates::reading::{Here, Length, Reading, Val};

/// Reads the rows of `sets.tsv`.
pub(super) fn read(reading: &str, given: &[Val], _here: &Here<'_>) -> Option<Val> {
    let value = match (reading, given) {
        ("every", [amount, unit]) => durations::value(&Length {
            parts: vec![(amount.number(), unit.unit()?)],
        }),
        ("weekday", [day]) => format!("XXXX-WXX-{}", day.code()?),
        ("day_at", []) => "XXXX-XX-XX".to_owned(),
        ("at", [day, time]) => {
            let (day, time) = (&day.time()?.value, &time.time()?.value);
            // "every afternoon at 4" knows its half of the day only from "p.m.".
            let time = time.strip_prefix('T')?;
            format!("{day}T{time}")
        }
        ("month_day", [day]) => format!("XXXX-XX-{:02}", day.whole()?),
        ("weekday_part", [day, part]) => format!("XXXX-WXX-{}T{}", day.code()?, part.code()?),
        ("part", [part]) => format!("XXXX-XX-XXT{}", part.code()?),
        ("season", [season]) => format!("XXXX-{}", season.code()?),
        ("month", [month]) => format!("XXXX-{:02}", month.whole()?),
        ("day", [month, day]) => format!("XXXX-{:02}-{:02}", month.whole()?, day.whole()?),
        ("adverb", [value]) => value.code()?.to_owned(),
        _ => return None,
    };
    Some(Val::Time(Reading::of(TimeType::Set, value)))
}
