"""Raw rows become rows of a plan: numbers, names, targets and joint work, whatever the layout
was."""
