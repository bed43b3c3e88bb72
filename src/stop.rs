//! Whether work is still wanted: a question that long loops ask, so that it can end early.
//!
//! In: a flag that somebody outside sets, who has the clock. Out: whether it is set. Never: a clock of
//! its own, and never a failure: who sets the flag does not look at what comes of the work.

use std::sync::atomic::{AtomicBool, Ordering};

/// Handed down to long work; looking at it costs next to nothing.
///
/// ```
/// use std::sync::atomic::{AtomicBool, Ordering};
///
/// use claimgraph::stop::Stop;
///
/// let flag = AtomicBool::new(false);
/// let stop = Stop::when(&flag);
/// assert!(!stop.is_asked());
/// flag.store(true, Ordering::Relaxed);
/// assert!(stop.is_asked());
/// assert!(!Stop::never().is_asked());
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Stop<'a>(Option<&'a AtomicBool>);

impl<'a> Stop<'a> {
    /// Work that goes on to its end.
    #[must_use]
    pub const fn never() -> Self {
        Self(None)
    }

    /// Work that is not wanted any more once this is set.
    #[must_use]
    pub const fn when(flag: &'a AtomicBool) -> Self {
        Self(Some(flag))
    }

    /// Whether the work is not wanted any more.
    #[must_use]
    #[inline]
    pub fn is_asked(self) -> bool {
        self.0.is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// The items of a long loop, which ends early when the work is not wanted any more.
    pub fn during<I: IntoIterator>(self, items: I) -> impl Iterator<Item = I::Item> {
        items.into_iter().take_while(move |_| !self.is_asked())
    }

    /// `None` if the work is not wanted any more, to leave it by `?`.
    #[must_use]
    pub fn go_on(self) -> Option<()> {
        (!self.is_asked()).then_some(())
    }
}

/// Two works that are the same but for who waits for them are the same.
impl PartialEq for Stop<'_> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
