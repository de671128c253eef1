"""Boxes of forms that several rooms share: dates, lines of text, numbers."""
