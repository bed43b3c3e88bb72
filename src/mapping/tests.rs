//! Laws of the mapping: order, repeats, strange strings, text added elsewhere.
