"""Tables, tables that lost their borders, items with labels: each becomes raw rows with their
places."""
