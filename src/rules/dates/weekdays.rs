//! Days of the week: "on Wednesday", "next Tuesday", "Friday of last week".

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::rules::dates::arithmetic::Unit;
use crate::rules::dates::reading::{Here, Reading, Val};
use crate::rules::dates::tense::Tense;

/// Reads the rows of `weekdays.tsv`.
pub(super) fn read(reading: &str, given: &[Val], here: &Here<'_>) -> Option<Val> {
    let (amount, weekday) = match given {
        [weekday] => (0, weekday.whole()?),
        [amount, weekday, ..] => (amount.whole()?, weekday.whole()?),
        [] => return None,
    };
    let from = match reading {
        "after" | "before" => here.told(Unit::Day),
        _ => here.anchor,
    };
    let Some(from) = from else {
        return Reading::date(format!("XXXX-WXX-{weekday}"));
    };
    let weekday = Weekday::from_monday_one_offset(i8::try_from(weekday).ok()?).ok()?;
    let day = match reading {
        "bare" if here.tense() == Tense::Future => on_or_after(from, weekday),
        "bare" => on_or_before(from, weekday),
        "recent" => on_or_before(from.yesterday().ok()?, weekday),
        "coming" | "after" => on_or_after(from.tomorrow().ok()?, weekday),
        "before" => on_or_before(from.yesterday().ok()?, weekday),
        "this" if here.tense() == Tense::Past => on_or_before(from, weekday),
        "this" => in_week(from, weekday, 0),
        "step" => in_week(from, weekday, amount),
        "later" => in_week_after(on_or_after(from.tomorrow().ok()?, weekday), amount - 1),
        "ago" => in_week_after(on_or_before(from.yesterday().ok()?, weekday), 1 - amount),
        "nth" => return nth(&given[2], amount, weekday),
        _ => return None,
    };
    Reading::date(day.to_string())
}

/// The latest such day up to and including this one.
fn on_or_before(from: Date, weekday: Weekday) -> Date {
    from.saturating_sub(i64::from(from.weekday().since(weekday)).days())
}

/// The first such day from this one on.
fn on_or_after(from: Date, weekday: Weekday) -> Date {
    from.saturating_add(i64::from(from.weekday().until(weekday)).days())
}

/// The day in the week so many weeks away. On a Sunday the new week has begun for most writers:
/// "last Friday" is then the day before yesterday.
fn in_week(from: Date, weekday: Weekday, weeks: i64) -> Date {
    let monday = on_or_before(from, Weekday::Monday);
    let begun = i64::from(weeks < 0 && from.weekday() == Weekday::Sunday);
    let offset = i64::from(weekday.to_monday_zero_offset());
    monday.saturating_add(((weeks + begun).clamp(-9999, 9999) * 7 + offset).days())
}

/// The same weekday so many weeks after a day.
fn in_week_after(day: Date, weeks: i64) -> Date {
    day.saturating_add((weeks.clamp(-9999, 9999) * 7).days())
}

/// "the first Friday of July".
fn nth(period: &Val, nth: i64, weekday: Weekday) -> Option<Val> {
    let first = period.time()?;
    let day = first.first()?;
    if first.value.len() != 7 || first.value.contains(['W', 'Q', 'H']) {
        return None;
    }
    let nth = i8::try_from(nth).ok()?;
    Reading::date(day.nth_weekday_of_month(nth, weekday).ok()?.to_string())
}
