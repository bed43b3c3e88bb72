//! The one integration-test binary; `tidy` fails if a file beside this one is not listed here.
#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test that panics has failed, and nothing imports a test binary"
)]

mod cases;
mod claims_cases;
mod cli;
mod dates;
mod documents;
mod graphs;
mod imports;
mod kit;
mod newsroom;
mod ontology;
mod publish;
mod reading;
mod tidy;
