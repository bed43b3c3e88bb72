//! The ways out of the store: Turtle and other formats, answers, checks, pages.
