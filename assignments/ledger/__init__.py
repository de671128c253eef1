"""台账: the only gate (access), the only writer (writing), the only counter (figures)."""
