"""Text to lines: any encoding that official text files come in, blank lines dropped, places kept."""

import re

from assignments.notices.blocks import Document, Line
from assignments.notices.errors import UnreadableDocument
from assignments.notices.limits import MAX_LINES, TOO_LONG
from assignments.notices.rows import Source

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BLANK = "\ufeff\u200b\u200c\u200d\u2060\xad"


def decode(data: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, GBK (as gb18030). Raises UnreadableDocument."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument("文件的文字编码无法识别，请在记事本中另存为 UTF-8 编码后再上传。")


def clean(text: str) -> str:
    """A line without outer blanks and invisible marks; control characters become blanks."""
    if text.isprintable():
        return text.strip(" \u3000\xa0")
    text = text.translate(dict.fromkeys(map(ord, _BLANK)))
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]", " ", text).strip(" \t\u3000\xa0")


def lines_of(text: str) -> list[Line]:
    """The lines that are not blank, each with its number in the file."""
    lines = []
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if cleaned := clean(raw):
            kept = raw.rstrip("\r") if raw.count("\t") >= 2 else cleaned  # tabs are borders of cells
            lines.append(Line(kept, Source(line=number)))
    return lines


def from_text(text: str, filename: str = "") -> Document:
    if text.count("\n") > MAX_LINES:
        raise UnreadableDocument(TOO_LONG)
    return Document(tuple(lines_of(text)), filename)
