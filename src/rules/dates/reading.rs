//! What the parts of a time expression mean, and what is known at the place where one stands.

use std::cell::OnceCell;

use jiff::civil::Date;

use crate::extraction::TimeType;
use crate::rules::dates::arithmetic::{self, Unit};
use crate::rules::dates::tense::Tense;

/// The meaning of a part of an expression.
#[derive(Clone, Debug)]
pub(super) enum Val {
    /// Nothing: a literal word, or an element left out.
    Absent,
    /// A number.
    Number(f64),
    /// A word of the rule, or the value of a word in its class.
    Code(&'static str),
    /// A length of time.
    Length(Length),
    /// A resolved time.
    Time(Reading),
}

impl Val {
    /// The number, also one written in a table.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            Self::Code(code) => code.parse().ok(),
            _ => None,
        }
    }

    /// The number as a whole one.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float to integer cast saturates"
    )]
    pub(super) fn whole(&self) -> Option<i64> {
        self.number().map(|value| value as i64)
    }

    /// The word.
    pub(super) fn code(&self) -> Option<&'static str> {
        match self {
            Self::Code(code) => Some(code),
            _ => None,
        }
    }

    /// The unit the word stands for.
    pub(super) fn unit(&self) -> Option<Unit> {
        Unit::from_code(self.code()?)
    }

    /// The time.
    pub(super) fn time(&self) -> Option<&Reading> {
        match self {
            Self::Time(reading) => Some(reading),
            _ => None,
        }
    }

    /// The length.
    pub(super) fn length(&self) -> Option<&Length> {
        match self {
            Self::Length(length) => Some(length),
            _ => None,
        }
    }
}

/// A length of time: amounts of units; an amount of `None` is an unknown number of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Length {
    /// In the order written, at least one.
    pub(super) parts: Vec<(Option<f64>, Unit)>,
}

/// A resolved time expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// The TIMEX3 type.
    pub(super) kind: TimeType,
    /// The TIMEX3 value.
    pub(super) value: String,
    /// First day or instant.
    pub(super) from: Option<String>,
    /// Last day or instant, inclusive.
    pub(super) until: Option<String>,
}

impl Reading {
    /// A date or time with the interval that its value denotes.
    pub(super) fn of(kind: TimeType, value: impl Into<String>) -> Self {
        let value = value.into();
        let (from, until) = match kind {
            TimeType::Date | TimeType::Time => arithmetic::interval(&value).unzip(),
            TimeType::Duration | TimeType::Set => (None, None),
        };
        Self {
            kind,
            value,
            from,
            until,
        }
    }

    /// A date with the interval that its value denotes.
    pub(super) fn date(value: impl Into<String>) -> Option<Val> {
        Some(Val::Time(Self::of(TimeType::Date, value)))
    }

    /// The first day it covers, if its interval is known.
    pub(super) fn first(&self) -> Option<Date> {
        self.from.as_deref()?.get(..10)?.parse().ok()
    }

    /// The last day it covers, if its interval is known.
    pub(super) fn last(&self) -> Option<Date> {
        self.until.as_deref()?.get(..10)?.parse().ok()
    }

    /// Whether it is one day of the calendar, known or not: `2023-09-13`, `XXXX-09-13`, `XXXX-WXX-3`.
    pub(super) fn is_day(&self) -> bool {
        self.kind == TimeType::Date
            && self.value.len() == 10
            && (self.value.as_bytes()[7] == b'-' || self.value.contains("-WXX-"))
            && !self.value.ends_with("-WE")
            && !self.value.ends_with("XX")
    }
}

/// What is known at the place where an expression stands.
pub(super) struct Here<'a> {
    /// The day of publication.
    pub(super) anchor: Option<Date>,
    /// The minute of that day, if published says.
    pub(super) minute: Option<u32>,
    /// The time last spoken of.
    pub(super) narrative: Option<&'a Reading>,
    /// Decides the tense of the clause.
    pub(super) decide: &'a dyn Fn() -> Tense,
    /// The tense, once decided.
    pub(super) tense: OnceCell<Tense>,
}

impl Here<'_> {
    /// The tense of the clause.
    pub(super) fn tense(&self) -> Tense {
        *self.tense.get_or_init(|| (self.decide)())
    }

    /// The day that "the next day" counts from: the time last spoken of, when it is at least as exact.
    pub(super) fn told(&self, unit: Unit) -> Option<Date> {
        let exact = |told: &&Reading| match told.value.len() {
            // A year, a month or a quarter says nothing of the day.
            4 => unit >= Unit::Year,
            7 => unit >= Unit::Month,
            _ => true,
        };
        let told = self.narrative.filter(exact);
        told.and_then(Reading::first).or(self.anchor)
    }
}
