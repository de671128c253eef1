"""后台: a screen for every model. What is a dictionary or the plan's structure is edited here,
through the ledger's verbs; what belongs to a room (reports, assessments, bulletins …) is only
shown."""
