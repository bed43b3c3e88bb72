"""Training of the English model of claimgraph: corpora, model, evaluation, export."""
