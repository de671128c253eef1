"""Text to lines: any encoding that official text files come in, blank lines dropped, places
kept."""

import re
from collections.abc import Iterable

from assignments.notices.blocks import Document, TextLine
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.limits import MAX_LINES, TOO_LONG
from assignments.notices.files.text.aligned import PAGE, with_aligned
from assignments.notices.rows import Source
from assignments.rules.characters import HAN, clean_text

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Bytes in which a text of two bytes a character shows its zeros.
_SAMPLE = 4096
LOST = "\ufffd"
"""What stands where a byte was no part of a character."""
# At most one sign in fifty may be lost to a slip; a wrong encoding loses far more.
_MOST_LOST = 50
# Chinese characters, of which a text in another encoding would show hardly any.
_CHINESE = re.compile(f"[{HAN}]+")


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 with or without BOM, UTF-32 with BOM, GBK (as gb18030). Raises
    UnreadableDocument."""
    marked = decode_marked(data)
    if marked is not None:
        return marked
    text = decode_as(data, ("utf-8", "gb18030"))
    if text is None:
        raise UnreadableDocument(
            "文件的文字编码无法识别，请在记事本中另存为 UTF-8 编码后再上传。"
        )
    return text


def decode_as(data: bytes, encodings: Iterable[str]) -> str | None:
    """The text in the first encoding that fits. A damaged byte here and there, or an end in the
    middle of a character, makes a Chinese text none of another encoding."""
    for encoding in encodings:
        try:
            text = data.decode(encoding, errors="replace").rstrip(LOST)
        except LookupError:
            continue
        lost = text.count(LOST)
        if not lost or lost * _MOST_LOST < len(text) - len(_CHINESE.sub("", text)):
            return text
    return None


def decode_marked(data: bytes) -> str | None:
    """The text where a BOM or the zero bytes of UTF-16 say how it is written; None where nothing
    does."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if b"\x00" not in data[:_SAMPLE]:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE].decode(encoding, errors="ignore")
        if sum(map(_is_usual, sample)) > len(sample) * 0.95:
            return data.decode(encoding, errors="replace")
    return None


def _is_usual(character: str) -> bool:
    """Whether a Chinese office's text is likely to hold the character."""
    return (
        character.isascii()
        and character != "\x00"
        or "\u2000" <= character <= "\u30ff"
        or "\uff00" <= character <= "\uffef"
        or bool(_CHINESE.match(character))
    )


def clean(text: str) -> str:
    """One line without outer blanks and signs that nobody sees, radicals as ordinary characters."""
    text = clean_text(text)
    if not text.isprintable():
        # What unprintable line ends became: words must not grow together.
        text = re.sub(r"[\n\r]", " ", text)
    return text.strip(" \t\u3000\xa0")


def lines_of(text: str) -> list[TextLine]:
    """The lines that are not blank, each with its number in the file."""
    lines = []
    page = ""  # the form feed before the line
    for number, written in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if cleaned := clean(written):
            is_row = written.count("\t") >= 2  # tabs are borders of cells
            kept = (
                clean_text(written.replace(PAGE, "")).replace("\n", " ")
                if is_row
                else cleaned
            )
            indent = (
                written[: len(written) - len(written.lstrip())]
                if kept is cleaned
                else ""
            )
            lines.append(TextLine(kept, Source(line=number), page + indent))
            page = ""
        elif PAGE in written:
            page = PAGE
    return lines


def from_text(text: str, filename: str = "") -> Document:
    if text.count("\n") > MAX_LINES:
        raise UnreadableDocument(TOO_LONG)
    aligned = with_aligned(lines_of(text))
    return Document(
        tuple(aligned.blocks), filename, tuple(aligned.doubts), tuple(aligned.outside)
    )
