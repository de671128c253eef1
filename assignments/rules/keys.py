"""Ids as requests name them."""


def key_of(text: object) -> int:
    """The id that somebody sent, 0, which no record has, for anything that cannot be one: no database holds a number
    of that length, and Python refuses to read longer ones."""
    named = str(text)
    return int(named) if named.isdecimal() and len(named) < 18 else 0
