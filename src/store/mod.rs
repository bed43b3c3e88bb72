//! The embedded Oxigraph store: one named graph an article, replaced in one transaction.
