"""Excel files, new (.xlsx) and old (.xls), and what their cells show."""
