"""A document beside the ledger: who is meant, what is new, changed, lost, doubtful."""
