"""Which files are taken, and how they are told apart."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from assignments.evidence import attachment_field, attachments
from assignments.evidence.attachments import clean_name, inspected


def picture(kind="JPEG", size=(800, 600), mode="RGB"):
    written = io.BytesIO()
    Image.new(mode, size).save(written, kind)
    return written.getvalue()


def zipped(*names, types=b"<Types/>", method=zipfile.ZIP_STORED):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as packed:
        packed.writestr("[Content_Types].xml", types)
        for name in names:
            packed.writestr(name, "x")
    return written.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100
PDF = b"%PDF-1.7\n..."


def from_a_camera():
    written, told = io.BytesIO(), Image.Exif()
    told[0x0112], told[0x8825] = 6, {1: "N"}
    Image.new("RGB", (60, 40)).save(written, "JPEG", exif=told)
    return written.getvalue()


CAMERA = from_a_camera()


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("验收报告.pdf", PDF, "application/pdf"),
        ("公文.ofd", zipped("OFD.xml"), "application/ofd"),
        (
            "清单.docx",
            zipped("[Content_Types].xml", "word/document.xml"),
            "wordprocessingml",
        ),
        ("清单.XLSX", zipped("xl/workbook.xml"), "spreadsheetml"),
        ("汇报.pptx", zipped("ppt/presentation.xml"), "presentationml"),
        ("旧表.xls", OLE, "ole"),
        ("旧文.wps", OLE, "ole"),
        ("现场.jpg", picture(), "image/jpeg"),
        ("现场.png", picture("PNG", mode="RGBA"), "image/png"),
    ],
)
def test_what_is_taken(name, content, content_type):
    found = inspected(SimpleUploadedFile(name, content, content_type="text/html"))
    assert content_type in found.content_type
    assert found.name == name and found.content == content
    assert bool(found.thumbnail) == found.content_type.startswith("image/")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("页面.html", b"<html><script>alert(1)</script>", "不是可用的类型"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>", "不是可用的类型"),
        ("程序.exe", b"MZ\x90\0", "不是可用的类型"),
        ("页面.pdf", b"<html>", "不是可用的类型"),
        ("压缩包.zip", zipped("a.txt"), "不是可用的类型"),
        ("宏.docx", zipped("word/document.xml", "word/vbaProject.bin"), "带有宏"),
        ("大写.docx", zipped("word/document.xml", "word/VBAPROJECT.BIN"), "带有宏"),
        (
            "改名.docx",
            zipped("word/document.xml", types=b"application/vnd.ms-office.vbaProject"),
            "带有宏",
        ),
        (
            "改扩展名.docx",
            zipped(
                "word/document.xml", types=b"ms-word.document.macroEnabled.main+xml"
            ),
            "带有宏",
        ),
        ("旧宏.doc", OLE + "_VBA_PROJECT".encode("utf-16-le"), "带有宏"),
        (
            "数不清.docx",
            zipped("word/document.xml", *map(str, range(5001))),
            "不是可用的类型",
        ),
        ("断了.docx", zipped("word/document.xml")[:30], "不是可用的类型"),
        (
            "少见的压缩.docx",
            zipped("word/document.xml", method=zipfile.ZIP_LZMA),
            "另存为",
        ),
        (
            "压坏了.docx",
            zipped("word/document.xml", method=zipfile.ZIP_LZMA).replace(
                b"\x05\0\x5d", b"\x05\0\xff"
            ),
            "另存为",
        ),
        ("报告.docx", PDF, "与扩展名不符"),
        ("报告", PDF, "与扩展名不符"),
        ("报告.pdf.exe", PDF, "与扩展名不符"),
        ("空.pdf", b"", "空文件"),
        ("半张.jpg", picture()[:200], "不是完整的图片"),
        ("假图.png", b"\x89PNG\r\n\x1a\n" + b"junk" * 20, "不是完整的图片"),
    ],
)
def test_what_is_refused(name, content, said):
    with pytest.raises(ValidationError, match=said):
        inspected(SimpleUploadedFile(name, content))


def test_too_large(monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST", 10)
    with pytest.raises(ValidationError, match="最大 10 字节"):
        inspected(SimpleUploadedFile("报告.pdf", PDF + b"x" * 100))


def test_too_many_are_refused_before_one_is_read(monkeypatch):
    """Each file is held in memory once it was looked at."""
    monkeypatch.setattr(attachment_field, "inspected", None)
    files = [SimpleUploadedFile(f"{number}.pdf", PDF) for number in range(11)]
    with pytest.raises(ValidationError, match="一次最多 10 个文件，选了 11 个"):
        attachment_field.FilesField().clean(files)


def test_a_picture_that_unpacks_too_far():
    with pytest.raises(ValidationError, match="尺寸太大"):
        inspected(
            SimpleUploadedFile("现场.png", picture("PNG", size=(7000, 7000), mode="1"))
        )


def test_a_picture_in_layers_is_held_whole_and_may_be_less_large():
    """119 megapixels took 900 MB out of a file of 700 KB."""
    written = io.BytesIO()
    Image.new("L", (5000, 5000)).save(written, "JPEG", progressive=True)
    with pytest.raises(ValidationError, match="尺寸太大"):
        inspected(SimpleUploadedFile("现场.jpg", written.getvalue()))
    assert inspected(
        SimpleUploadedFile("现场.jpg", picture(size=(5000, 5000)))
    ).thumbnail


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(st.integers(2, 400), st.integers(0, 255)), min_size=1, max_size=6
    )
)
def test_a_damaged_picture_is_told_or_taken(changes):
    """Bytes of a picture with what cameras write into it, changed at random: the library then
    raises what it likes."""
    damaged = bytearray(CAMERA)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    try:
        inspected(SimpleUploadedFile("现场.jpg", bytes(damaged)))
    except ValidationError as refusal:
        assert "现场.jpg" in str(refusal)


def test_what_the_library_raises_is_told(monkeypatch):
    monkeypatch.setattr("PIL.ImageOps.exif_transpose", lambda *_, **__: abs("left"))
    with pytest.raises(ValidationError, match="不是完整的图片"):
        inspected(SimpleUploadedFile("现场.jpg", picture()))


def test_the_small_picture_is_small():
    small = inspected(
        SimpleUploadedFile("现场.jpg", picture(size=(4000, 1000)))
    ).thumbnail
    with Image.open(io.BytesIO(small)) as shown:
        assert shown.format == "JPEG" and shown.size == (320, 80)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\报告\\一.pdf", "一.pdf"),
        ("换\n行\x00.pdf", "换行.pdf"),
        ("\u202egpj.pdf", "gpj.pdf"),
        ("", "未命名"),
        ("长" * 300 + ".pdf", "长" * 150 + ".pdf"),
    ],
)
def test_names(given, kept):
    assert clean_name(given) == kept
