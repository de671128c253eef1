"""How long a typed text may be, and what is said of one that is longer. Pure."""


def too_long(text: str, limit: int, label: str = "") -> str:
    """A sentence where `text` has more than `limit` characters, "" where it fits.

    A character is what a reader counts as one: 𠮷 is one, and so is the end of a line. limits.js
    counts the same way beside the box.
    """
    over = len(text) - limit
    if over <= 0:
        return ""
    name = f"“{label}”" if label else ""
    return f"{name}最多 {limit} 字，现在有 {len(text)} 字，超出 {over} 字，请缩短。"
