"""How the size of a file is said, everywhere alike."""

KB, MB = 1024, 1024 * 1024


def size_words(size: int) -> str:
    """A size in bytes as people say it: 512 字节, 3.5 KB, 20 MB. Rounded up to a tenth, so that
    what is over a limit is never said to be the limit: 22,020,094 bytes are 21 MB, one byte over 20
    MB is 20.1 MB."""
    if size < KB:
        return f"{size} 字节"
    unit, name = (KB, "KB") if tenths(size, KB) < 10 * 1024 else (MB, "MB")
    whole, tenth = divmod(tenths(size, unit), 10)
    return f"{whole}.{tenth} {name}" if tenth else f"{whole} {name}"


def tenths(size: int, unit: int) -> int:
    """How many tenths of a unit a size fills, a begun one counting whole."""
    return -(-size * 10 // unit)


def too_big(name: str, size: int, most: int) -> str:
    """What is said of a file beyond its limit, both in bytes."""
    return f"“{name}”有 {size_words(size)}，最大 {size_words(most)}。"
