"""What words mean: headings, labels, units, leaders, numbers, targets and deadlines."""
