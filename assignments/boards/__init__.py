"""The reading side: overview, leaders, ledger of tasks, a work's page, units, livelihood
projects."""
