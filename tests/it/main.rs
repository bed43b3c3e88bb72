//! The one integration-test binary; `tidy` fails if a file beside this one is not listed here.

mod imports;
mod kit;
mod reading;
mod tidy;
