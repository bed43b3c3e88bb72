//! The words the graph may use: constants generated from `ontology/*.ttl`, prefixes, and the files themselves.
