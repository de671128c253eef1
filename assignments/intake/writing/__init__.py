"""A checked import goes into the ledger, change by change, and is taken back."""
