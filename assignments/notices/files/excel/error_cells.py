"""Cells in which a formula failed. The library that reads sheets leaves them empty, or refuses a
whole file for an error younger than itself (#SPILL!): here they become the text that the office
sees."""

import re
import zipfile
from io import BytesIO

from assignments.notices.files.limits import part_of

# A cell whose type is "e", for error: <c r="B3" t="e"><v>#SPILL!</v></c>.
_FAILED = re.compile(rb"""(<(?:[\w.-]+:)?c\s(?:[^<>]*\s)?t=["'])e(?=["'])""")

OLD_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""The errors of old Excel files by their code ([MS-XLS] BErr)."""


def errors_as_text(data: bytes, archive: zipfile.ZipFile) -> bytes:
    """The file with its failed cells as texts; the very same bytes where it has none."""
    mended: dict[str, bytes] = {}
    for entry in archive.infolist():
        content = part_of(archive, entry) or b""
        if (b'"e"' in content or b"'e'" in content) and _FAILED.search(content):
            mended[entry.filename] = _FAILED.sub(rb"\1str", content)
    if not mended:
        return data
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in archive.infolist():
            written.writestr(
                entry.filename, mended.get(entry.filename) or archive.read(entry)
            )
    return made.getvalue()
