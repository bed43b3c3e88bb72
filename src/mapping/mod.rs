//! From an extraction to quads: pure, total, deterministic.
