"""The office's desk: review, assess, chase, open and close periods."""
