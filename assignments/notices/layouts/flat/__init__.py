"""Tables that lost their borders: one cell, or one line of a cell, on each line of text."""
