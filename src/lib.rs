//! An [`article`] is read. Its [`language`] is analysed. [`rules`] find the entities and the
//! attributed claims in it; together they are an [`extraction`]. [`mapping`] turns an extraction into
//! triples in the words of the [`ontology`]. The [`store`] keeps them, and [`publish`] gives them
//! out. The [`cli`] is how a person says all this.

pub mod article;
pub mod cli;
pub mod extraction;
pub mod knowledge;
pub mod language;
pub mod mapping;
pub mod ontology;
pub mod publish;
pub mod rules;
pub mod stop;
pub mod store;
pub mod text;
