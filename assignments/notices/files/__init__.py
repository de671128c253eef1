"""Bytes become lines and tables: one reader for each format of file."""
