"""What a copy broke is put together: an ordered list of passes over lines and tables."""
