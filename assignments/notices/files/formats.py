"""Which reader a file needs. What the bytes are decides; the name only where the bytes do not
say."""

from pathlib import PurePath

from assignments.notices.blocks import Document, Table, TextLine
from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.excel.from_sheets import from_sheets
from assignments.notices.files.limits import (
    MAX_LINES,
    MAX_TEXT,
    TOO_LONG,
    TOO_MUCH_TEXT,
    check_size,
    open_archive,
)
from assignments.notices.files.text.from_csv import from_csv
from assignments.notices.files.text.from_text import decode, decode_marked, from_text
from assignments.notices.files.web.from_html import from_html, looks_like_html
from assignments.notices.files.word.from_docx import from_docx, main_part

READABLE = (".docx", ".xlsx", ".xls", ".csv", ".html", ".htm", ".txt")

# Bytes by which a file's kind is told.
_SAMPLE = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF",
)
_SAVE_AS_DOCX = "请在 WPS 或 Word 中打开，另存为 .docx 后再上传。"
_SAVE_AS_XLSX = "请在 WPS 或 Excel 中打开，另存为 .xlsx 后再上传。"
_COPY = "请将任务表复制到 Word 或 Excel 文件中再上传。"
_PICTURE = "这是一张图片，不是文档。请上传 .docx、.xlsx 等文件，或粘贴文字导入。"
_PACKED = "这是一个压缩包，请解压后上传其中的文件。"
_ADVICE = {
    **dict.fromkeys(
        (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".fodt"), _SAVE_AS_DOCX
    ),
    **dict.fromkeys((".et", ".ett", ".ods", ".fods", ".xlsb", ".xlt"), _SAVE_AS_XLSX),
    **dict.fromkeys((".ppt", ".pptx", ".dps", ".key", ".ofd", ".ceb"), _COPY),
    ".pages": "请在 Pages 中导出为 Word（.docx）后再上传。",
    ".numbers": "请在 Numbers 中导出为 Excel（.xlsx）后再上传。",
    **dict.fromkeys((".mht", ".mhtml"), "请将网页另存为“网页，仅 HTML”后再上传。"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar"), "请解压后上传其中的文件。"),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"),
        "请上传文档，或粘贴文字导入。",
    ),
}
_READABLE = "可以读取的有：.docx、.xlsx、.xls、.csv、.html、.txt，以及粘贴的文字。"
_PDF = (
    "PDF 文件不能直接读取，请上传原来的 Word 或 Excel 文件；"
    "没有原件的，可在 WPS 中转换为 .docx，或复制文字后用“粘贴文字”导入。"
)


def load(data: bytes, filename: str) -> Document:
    """Bytes to lines and tables. Raises UnreadableDocument, saying what to do, for what cannot
    be read."""
    document = _read(data, filename)
    rows = sum(
        len(block.rows) if isinstance(block, Table) else 1 for block in document.blocks
    )
    if rows > MAX_LINES:
        raise UnreadableDocument(TOO_LONG)
    if sum(map(_length, document.blocks)) > MAX_TEXT:
        raise UnreadableDocument(TOO_MUCH_TEXT)
    return document


def _length(block: TextLine | Table) -> int:
    """How many characters a block holds, those of a merged cell once."""
    if isinstance(block, TextLine):
        return len(block.text)
    cells = (cell for row in block.rows for cell in row.cells if not cell.covered)
    return sum(len(line) for cell in cells for line in cell.lines)


def _read(data: bytes, filename: str) -> Document:
    check_size(data)
    suffix = PurePath(filename.lower()).suffix
    if data.startswith(b"%PDF") or suffix == ".pdf":
        raise UnreadableDocument(_PDF)
    if (
        data.startswith(_PICTURES)
        and not data[:8].isascii()
        or data.startswith((b"GIF8", b"\x89PNG"))
    ):
        raise UnreadableDocument(_PICTURE)
    if data.startswith(_OLE):
        return _old_office(data, filename, suffix)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(data, filename)
    if data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableDocument("RTF 文件不能直接读取，" + _SAVE_AS_DOCX)
    if data[:64].lstrip().startswith(b"MIME-Version"):
        raise UnreadableDocument(
            "单个文件网页（.mht）不能直接读取，请将网页另存为“网页，仅 HTML”后再上传。"
        )
    if b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4096]:
        raise UnreadableDocument("XML 表格不能直接读取，" + _SAVE_AS_XLSX)
    if suffix in (".docx", ".xlsx", ".wps", ".et", ".doc") and not looks_like_html(
        data
    ):
        advice = _ADVICE.get(suffix, "请重新另存一份后再上传。")
        raise UnreadableDocument(
            f"文件扩展名是 {suffix}，内容却不是，可能已损坏。{advice}"
        )
    if is_binary(data) and decode_marked(data) is None:
        raise UnreadableDocument(_unknown(suffix))
    return _textual(data, filename, suffix)


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text: control characters, which texts do not have, are more than
    a few."""
    sample = data[:_SAMPLE]
    return sum(byte < 9 or 13 < byte < 32 for byte in sample) * 50 > len(sample)


def _textual(data: bytes, filename: str, suffix: str) -> Document:
    if suffix in (".html", ".htm") or (
        suffix not in (".csv", ".txt") and looks_like_html(data)
    ):
        return from_html(data, filename)
    if suffix in (".csv", ".tsv"):
        return from_csv(decode(data), filename)
    if suffix in (".txt", ".md", ".text", ""):
        return from_text(decode(data), filename)
    raise UnreadableDocument(_unknown(suffix))


def _archive(data: bytes, filename: str) -> Document:
    archive = open_archive(data)
    names = set(archive.namelist())
    if main_part(archive):
        return from_docx(archive, filename)
    if "xl/workbook.bin" in names:
        raise UnreadableDocument("二进制工作簿（.xlsb）不能直接读取，" + _SAVE_AS_XLSX)
    if "xl/workbook.xml" in names:
        return from_sheets(data, filename, archive)
    if "content.xml" in names and "mimetype" in names:
        raise UnreadableDocument(
            "OpenDocument 文件不能直接读取，请另存为 .docx 或 .xlsx 后再上传。"
        )
    if any(name.lower().endswith("ofd.xml") for name in names):
        raise UnreadableDocument(
            "OFD 文件不能直接读取，请上传原来的 Word 或 Excel 文件。"
        )
    if any(name.endswith(".iwa") for name in names) or "ppt/presentation.xml" in names:
        suffix = PurePath(filename.lower()).suffix
        raise UnreadableDocument(_unknown(suffix if suffix in _ADVICE else ".pptx"))
    raise UnreadableDocument(_PACKED)


def _old_office(data: bytes, filename: str, suffix: str) -> Document:
    """The old container: Excel can be read, Word and WPS not; a password wraps the new formats in
    it too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableDocument("文件设有密码，请去掉密码后再上传。")
    if "WordDocument".encode("utf-16-le") in data or suffix in (
        ".doc",
        ".wps",
        ".dot",
        ".docx",
    ):
        raise UnreadableDocument(
            "旧版 Word 或 WPS 文字文件（.doc、.wps）不能直接读取，" + _SAVE_AS_DOCX
        )
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return from_sheets(data, filename, None)
    raise UnreadableDocument(
        "旧版办公文件不能直接读取，请在 WPS 中另存为 .docx 或 .xlsx 后再上传。"
    )


def _unknown(suffix: str) -> str:
    if suffix in READABLE:
        return (
            f"文件扩展名是 {suffix}，内容却不是，可能已损坏。请重新另存一份后再上传。"
        )
    shown = f"“{suffix}”格式" if suffix else "这种格式"
    return (
        f"{shown}的文件不能读取，{_ADVICE[suffix]}"
        if suffix in _ADVICE
        else f"{shown}的文件不能读取。{_READABLE}"
    )
