"""Road 2: a unit's desk, where a report is drafted and sent."""
