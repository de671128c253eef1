"""Pure decisions: dates and values in, answers out. No ORM, no clock."""
