"""Road 1: a document becomes tasks. Readers turn bytes into rows, one resource matches and
checks them, a person answers what is open, one transaction writes, and all of it can be undone."""
