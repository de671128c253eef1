"""Reading official documents: bytes in, rows and doubts out. No Django, no database."""
