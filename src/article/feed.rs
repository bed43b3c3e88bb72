//! RSS and Atom: each item with a text is an article.

use std::ops::ControlFlow;

use crate::article::error::Error;
use crate::article::stream::{Sink, Source};

/// Reads the items of a feed.
pub(super) fn read(source: &Source, _bytes: Vec<u8>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let place = source.origin.clone();
    sink(Err(Error::NoText { place }))
}
