//! How a person says all this: one command a file.
