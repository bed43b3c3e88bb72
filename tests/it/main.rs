//! The one integration-test binary; `tidy` fails if a file beside this one is not listed here.

mod graphs;
mod imports;
mod kit;
mod ontology;
mod reading;
mod tidy;
