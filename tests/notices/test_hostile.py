"""Hostile and broken files: one clear error in Chinese, in bounded time and memory."""

import contextlib
import io
import time
import tracemalloc
import zipfile

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.files.limits import MAX_BYTES
from assignments.notices.meaning.read import read_notice
from tests.notices import documents
from tests.notices.expected import DATA, NOTICE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
SECONDS = 60
MEGABYTES = 200


@contextlib.contextmanager
def in_bounded_time():
    """Fails where what is done inside takes more than a minute of the processor.

    No stopwatch: read as they should be, these files take some seconds even on a slow machine that
    does other things as well. A reader that goes over its text once for every character of it takes
    many minutes for files of these sizes, and that alone is looked for."""
    begin = time.process_time()
    yield
    assert time.process_time() - begin < SECONDS


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def small_docx() -> bytes:
    document = docx.Document()
    document.add_table(rows=2, cols=2)
    return documents.saved(document)


def small_xlsx() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def replaced(data: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one part's content put in place."""
    old, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return buffer.getvalue()


def archive_with(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one more part in it."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return buffer.getvalue()


def patched(mark: bytes, offset: int, content: bytes) -> bytes:
    """The old Excel file with some bytes behind the last place of a mark put in place."""
    old = (DATA / "old-excel.xls").read_bytes()
    at = old.rindex(mark) + offset
    return old[:at] + content + old[at + len(content) :]


TEXT_CELL, STRINGS, WORKBOOK = (
    b"\xfd\x00\x0a\x00",
    b"\xfc\x00",
    "Workbook".encode("utf-16-le"),
)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(8)
)
ENTITIES += b"]><a>&i;</a>"
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
CORNER = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    b"</sheetData></worksheet>"
)
MANY, OPEN = 5_000_000, b"<c s=" * 100_000
LIE = (
    b'<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    b' uniqueCount = "4294967295">'
    b"<x:si><x:t>a</x:t></x:si></x:sst>"
)
ROWS = CORNER[: CORNER.index(b"<row")] + b"".join(
    b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row)
    for row in range(1, 50_100)
)
ROWS += b"</sheetData></worksheet>"
CASES = {
    "empty": (b"", "a.docx", "空"),
    "blank": (b" \n\n ", "a.txt", "空"),
    "too big": (lambda: b"x" * (MAX_BYTES + 1), "a.txt", "太大"),
    "hundred megabytes": (lambda: b"PK\x03\x04" + bytes(100 * 1024 * 1024), "a.docx", "太大"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "方案.docx", "图片"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(100), "方案.xlsx", "图片"),
    "pdf": (b"%PDF-1.7\n...", "方案.pdf", "PDF"),
    "pdf in disguise": (b"%PDF-1.7\n...", "方案.docx", "PDF"),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "方案.doc", ".docx"),
    "wps": (OLE, "方案.wps", ".docx"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "方案.docx", "密码"),
    "rtf": (b"{\\rtf1\\ansi}", "方案.doc", ".docx"),
    "mht": (b"MIME-Version: 1.0\r\n", "方案.mht", "HTML"),
    "zip of something": (lambda: archive(a=b"1"), "方案.zip", "压缩包"),
    "ofd": (lambda: archive(**{"OFD.xml": b"<a/>"}), "方案.ofd", "OFD"),
    "odt": (lambda: archive(mimetype=b"x", **{"content.xml": b"<a/>"}), "方案.odt", "OpenDocument"),
    "cut docx": (small_docx()[:-400], "方案.docx", "损坏"),
    "cut in half": (small_docx()[:3000], "方案.docx", "损坏"),
    "cut xlsx": (small_xlsx()[:2000], "方案.xlsx", "损坏"),
    "zip bomb": (lambda: replaced(small_docx(), "word/document.xml", bytes(40 << 20)), "a.docx",
        "过大"),
    "sheet bomb": (lambda: replaced(small_xlsx(), "xl/worksheets/sheet1.xml", bytes(40 << 20)),
        "a.xlsx", "过大"),
    "entity bomb": (lambda: replaced(small_docx(), "word/document.xml", ENTITIES), "a.docx",
        "不安全"),
    "outside entity": (lambda: replaced(small_docx(), "word/document.xml", OUTSIDE), "a.docx",
        "不安全"),
    "entity in a sheet": (lambda: replaced(small_xlsx(), "xl/workbook.xml", OUTSIDE), "a.xlsx",
        "不安全"),
    "millions of paragraphs": (lambda: replaced(small_docx(), "word/document.xml",
        MANY * b"<w:p/>"), "a.docx", "过大"),
    "a page of a million cells": (lambda: b"<table>" + b"<tr><td>1<td>a" * 500_000, "a.html",
        "过大"),
    "broken xml": (lambda: replaced(small_docx(), "word/document.xml", b"<w:document"), "a.docx",
        "损坏"),
    "no body": (lambda: replaced(small_docx(), "word/document.xml", b"<a/>"), "a.docx", "损坏"),
    "corner cell": (lambda: replaced(small_xlsx(), "xl/worksheets/sheet1.xml", CORNER), "a.xlsx",
        "表格区域过大"),
    "corner cell, old": (lambda: patched(TEXT_CELL, 4, b"\xff\xff\xff\x00"), "a.xls",
        "表格区域过大"),
    "more strings than bytes": (lambda: patched(STRINGS, 8, b"\xff\xff\xff\x7f"), "a.xls", "损坏"),
    "stream longer than the file": (lambda: patched(WORKBOOK, 0x78, b"\xff\xff\xff\x7f"), "a.xls",
        "损坏"),
    "too many paragraphs": (lambda: replaced(small_docx(), "word/document.xml",
        b"<w:p/>" * 90_000), "a.docx", "过大"),
    "too many lines": (lambda: "1.加快建设。\n".encode() * 90_000, "a.txt", "5 万行"),
    "too much text": (lambda: "市发改局、".encode() * 1_100_000, "a.txt", "500 万字"),
    "a tag of attributes": (lambda: b"<p " + b"".join(b"a%d " % n for n in range(9_000)) + b">x",
        "a.html", "过大"),
    "tags of attributes": (lambda: b"<p a b c d e f g h='>' i j k l m n o>" * 80_000, "a.html",
        "过大"),
    "strings that are a lie": (lambda: archive_with(small_xlsx(), "xl/sharedStrings.xml", LIE),
        "a.xlsx", "损坏"),
    "the same in capitals": (lambda: archive_with(small_xlsx(), "xl/SharedStrings.XML", LIE),
        "a.xlsx", "损坏"),
    "a sheet of another name": (lambda: archive_with(small_xlsx(), "xl/worksheets/a.png", CORNER),
        "a.xlsx", "过大"),
    "a million rows": (lambda: replaced(small_xlsx(), "xl/worksheets/sheet1.xml", ROWS), "a.xlsx",
        "5 万行"),
    "cells without end": (lambda: replaced(small_xlsx(), "xl/worksheets/sheet1.xml", OPEN),
        "a.xlsx", "损坏"),
    "millions of commas": (lambda: b"," * 20_000_000, "a.csv", "过大"),
    "program named csv": (b"MZ\x90\x00" + bytes(range(256)) * 20, "a.csv", "扩展名"),
    "program named html": (b"MZ\x90\x00" + bytes(range(256)) * 20, "a.html", "扩展名"),
    "pages": (lambda: archive(**{"Index/Document.iwa": b"1"}), "方案.pages", "导出为 Word"),
    "slides": (lambda: archive(**{"ppt/presentation.xml": b"<a/>"}), "方案.pptx", "复制到 Word"),
    "et": (b"x", "方案.et", ".xlsx"),
    "no sheet": (lambda: replaced(small_xlsx(), "xl/worksheets/sheet1.xml", b"<a"), "a.xlsx",
        "损坏"),
    "text named docx": ("1.加快建设。".encode(), "方案.docx", "扩展名"),
    "unknown": (b"\x00\x01\x02\x03", "a.bin", "不能读取"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "filename", "word"), CASES.values(), ids=CASES.keys())
def test_clear_error_in_bounded_time_and_memory(data, filename, word):
    """The larger files are made here, so that they neither cost time where tests are only collected
    nor stay there."""
    data = data() if callable(data) else data
    tracemalloc.start()
    try:
        with in_bounded_time(), pytest.raises(UnreadableDocument) as raised:
            read_notice(data, filename)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    message = str(raised.value)
    assert word in message
    assert any("一" <= character <= "鿿" for character in message) and message.endswith(
        "。"
    )
    assert peak < MEGABYTES << 20


def test_many_tables_cells_and_spans_in_a_page_are_bounded():
    cell = b'<td colspan="1000" rowspan="60000">x</td>'
    page = (
        b"<table>"
        + b"<tr>"
        + cell * 400
        + b"</tr>"
        + b"<tr><td>1</td></tr>" * 2000
        + b"</table>"
    )
    with in_bounded_time(), pytest.raises(UnreadableDocument):
        read_notice(page, "a.html")


def test_deep_nesting_is_no_crash():
    for page in (b"<div>" * 50_000 + b"x", b"<table><tr><td>" * 3_000 + b"x"):
        with in_bounded_time(), contextlib.suppress(UnreadableDocument):
            read_notice(page, "a.html")


def test_endless_line_is_read_in_time():
    lines = (
        "市发改局" * 50_000,
        "1" * 100_000,
        "(" * 100_000,
        "“" * 100_000,
        "A、" * 100_000,
        "百家" * 50_000,
        "\n".join(f"加快推进第{number}项工作" for number in range(4_000)),
        "1.建设。（责任单位：市发改局）\n" + "一、加快推进工作\n" * 4_000,
        "（责任单位：" * 20_000,
        "责任单位：市局、" * 20_000,
        "1.甲。\n" + ("责任单位：市局、" * 40 + "\n") * 500,
        "\t".join(map(str, range(20_000))) + "\n" + "\t" * 20_000,
    )
    head = "2021年任务\n牵头领导\n重点工作\n牵头单位\n"
    with in_bounded_time():
        for line in lines:
            read_notice((head + line).encode(), "a.txt")


def test_word_files_built_to_take_time_are_bounded():
    again = b"<mc:Fallback><w:t>x</w:t></mc:Fallback>" * 20_000
    numbers = (
        b'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>' * 15_000
    )
    spaces = b'xmlns:w="%s" xmlns:mc="%s"' % (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://schemas.openxmlformats.org/markup-compatibility/2006",
    )
    lists = (
        b'<w:numbering %s><w:abstractNum w:abstractNumId="0">'
        b'<w:lvl w:ilvl="0"><w:lvlText w:val="%s"/></w:lvl>'
        b'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ) % (spaces, b"%1" * 1000)
    marks = (
        b"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>1</w:t></w:r></w:p>"
        * 20_000
    )
    frame, end = b"<w:tbl><w:tr><w:tc>" * 50, b"</w:tc></w:tr></w:tbl>" * 50
    frames = frame + b"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>" * 20_000 + end
    for body in (
        b"<w:p><mc:AlternateContent>%s</mc:AlternateContent></w:p>" % again,
        numbers,
        marks,
        frames,
    ):
        document = b"<w:document %s><w:body>%s</w:body></w:document>" % (spaces, body)
        data = archive(**{"word/document.xml": document, "word/numbering.xml": lists})
        with in_bounded_time(), contextlib.suppress(UnreadableDocument):
            read_notice(data, "a.docx")


@pytest.mark.parametrize("filename", ["a.txt", "a.csv", "a.html"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_byte_and_an_end_inside_a_character_cost_one_character(
    filename, encoding
):
    lines = [
        "序号,工作任务,责任单位",
        *(f"{n},加快推进第{n}处建设改造工作,市发改局" for n in range(1, 30)),
    ]
    text = "\n".join(lines)
    if filename == "a.html":
        text = (
            "<table><tr><td>"
            + text.replace("\n", "<tr><td>").replace(",", "<td>")
            + "</table>局"
        )
    data = text.replace(",", "\t" if filename == "a.txt" else ",").encode(encoding)
    at = data.index("第7处".encode(encoding))
    notice = read_notice(data[:at] + b"\xff" + data[at + 1 : -1], filename)
    assert [row.number for row in notice.rows] == list(range(1, 30))
    assert [(doubt.code, doubt.number) for doubt in notice.doubts][:1] == [
        ("characters_lost", 7)
    ]
    assert notice.rows[27].lead[0].name == "市发改局"


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_flipped_bytes_never_crash(data):
    name, content = data.draw(st.sampled_from(GOOD))
    broken = bytearray(content)
    for _ in range(data.draw(st.integers(1, 20))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(
            st.integers(0, 255)
        )
    cut = data.draw(st.integers(0, len(broken)))
    for mangled in (bytes(broken), bytes(broken[:cut])):
        try:
            read_notice(mangled, name)
        except UnreadableDocument as error:
            assert str(error).endswith("。")


GOOD = [
    ("a.docx", small_docx()),
    ("a.xlsx", small_xlsx()),
    ("a.txt", NOTICE.read_bytes()[:3000]),
    ("a.html", b"<html><table><tr><td>1<td rowspan=3>2</table>"),
    ("a.csv", "序号,工作内容,责任单位\n1,建设,市发改局\n".encode("gbk")),
]
