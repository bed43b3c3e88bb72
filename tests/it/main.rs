//! The one integration-test binary; `tidy` fails if a file beside this one is not listed here.
#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::print_stderr,
    clippy::needless_raw_string_hashes,
    clippy::too_many_lines,
    reason = "a test that panics has failed, nothing imports a test binary, and golden texts are long"
)]

mod cases;
mod claims_cases;
mod cli;
mod crash;
mod dates;
mod derive;
mod documents;
mod exports;
mod fuzz;
mod graphs;
mod hostile;
mod identity;
mod imports;
mod kb;
mod kit;
mod linked;
mod merge;
mod newsroom;
mod ontology;
mod parquet;
mod pipeline;
mod profiles;
mod publish;
mod reading;
mod shared;
mod stop;
mod store;
mod tidy;
mod timeline;
