"""Ids as requests name them."""

LONGEST = 17
"""Digits; no database holds a number of more than eighteen, and Python refuses to read very long
ones."""


class Key:
    """An id in an address, `<key:pk>`: as Django's `int`, except that what no database holds leads
    nowhere."""

    regex: str = f"[0-9]{{1,{LONGEST}}}"

    def to_python(self, text: str) -> int:
        return int(text)

    def to_url(self, key: int) -> str:
        return str(key)


def key_of(text: object) -> int:
    """The id that somebody sent, 0, which no record has, for anything that cannot be one."""
    named = str(text)
    return int(named) if named.isdecimal() and len(named) <= LONGEST else 0
