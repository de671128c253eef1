"""Office files as they are written: the cells of a sheet, the official layout of Word."""
