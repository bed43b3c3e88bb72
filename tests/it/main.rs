//! x

mod imports;
mod reading;
