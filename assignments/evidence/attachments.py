"""Files that prove something: which are taken, known by their content and not by what the
browser says; how small a picture of them is; how they leave again.

A file is only read here, never opened as a document: of a zip the names inside and its list of
types are looked at, of a picture its frame. What may be in it beyond that harms nobody on the
server, and leaves it as a download in a sandbox.
"""

import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404

from assignments.evidence.pictures import small_jpeg
from assignments.models import Attachment
from assignments.rules.characters import clean_text
from assignments.rules.sizes import MB, too_big

LARGEST = 20 * MB
# Files sent at once; more are sent in a second go.
MOST = 10
SMALL = (320, 320)
KINDS = "PDF、OFD、Word、Excel、PPT、WPS、JPG、PNG"


@dataclass(frozen=True)
class Kind:
    """A kind of file: the endings it may have and the type it is served as."""

    name: str
    endings: tuple[str, ...]
    content_type: str


PDF = Kind("PDF", ("pdf",), "application/pdf")
JPEG = Kind("JPG 图片", ("jpg", "jpeg"), "image/jpeg")
PNG = Kind("PNG 图片", ("png",), "image/png")
OFFICE = "application/vnd.openxmlformats-officedocument"
OLD = Kind(
    "旧版 Office 文档",
    ("doc", "xls", "ppt", "wps", "et", "dps"),
    "application/x-ole-storage",
)
ZIPPED = {
    "word/document.xml": Kind(
        "Word 文档", ("docx",), f"{OFFICE}.wordprocessingml.document"
    ),
    "xl/workbook.xml": Kind("Excel 表格", ("xlsx",), f"{OFFICE}.spreadsheetml.sheet"),
    "ppt/presentation.xml": Kind(
        "PPT 演示", ("pptx",), f"{OFFICE}.presentationml.presentation"
    ),
    "OFD.xml": Kind("OFD", ("ofd",), "application/ofd"),
}
PART = b"PK\x01\x02"
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_PARTS, MOST_BYTES_OF_TYPES = 5000, 1024 * 1024
OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
MAGIC = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD),
)


@dataclass(frozen=True)
class Evidence:
    """A file that was looked at and may be kept."""

    name: str
    content: bytes
    content_type: str
    sha256: str
    thumbnail: bytes = b""


def inspected(upload: UploadedFile) -> Evidence:
    """The file as it may be kept. Raises ValidationError that says which file is wrong, and why."""
    name = clean_name(upload.name or "")
    size = upload.size or 0
    if size > LARGEST:
        raise ValidationError(too_big(name, size, LARGEST))
    content = upload.read()
    if not content:
        raise ValidationError(f"“{name}”是空文件。")
    kind = kind_of(content)
    if kind is not None and has_macros(content, kind):
        raise ValidationError(
            f"“{name}”带有宏，请在 WPS 或 Office 中另存为不带宏的文件后上传。"
        )
    if kind is None:
        raise ValidationError(f"“{name}”不是可用的类型，请上传 {KINDS} 文件。")
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending not in kind.endings:
        raise ValidationError(
            f"“{name}”的内容是{kind.name}，与扩展名不符，请核对文件。"
        )
    small = small_jpeg(content, name, SMALL) if kind in (JPEG, PNG) else b""
    return Evidence(
        name, content, kind.content_type, hashlib.sha256(content).hexdigest(), small
    )


_ENDS = dict.fromkeys(map(ord, "\t\r\n"))


def clean_name(name: str) -> str:
    """The bare name of a file, without folders and signs that cannot be shown."""
    bare = PurePath(name.replace("\\", "/")).name
    shown = clean_text(bare).translate(_ENDS).strip() or "未命名"
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[:150]}{dot}{ending[:10]}" if dot else shown[:150]


def kind_of(content: bytes) -> Kind | None:
    """What a file is by its first bytes; a zip by the names inside it. None: not taken."""
    for magic, kind in MAGIC:
        if content.startswith(magic):
            return kind
    names = parts_of(content) if content.startswith(b"PK\x03\x04") else frozenset()
    return next((kind for inside, kind in ZIPPED.items() if inside in names), None)


def parts_of(content: bytes) -> frozenset[str]:
    """The names inside a zip, none where it is damaged or holds more than any document does: each
    costs memory before one can be looked at."""
    if content.count(PART) > MOST_PARTS:
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return frozenset(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return frozenset()


def has_macros(content: bytes, kind: Kind) -> bool:
    """Whether an Office file brings a program. A new one says so in its list of types, whatever the
    part with the program is called; an old one keeps it under a name of its own."""
    if kind is OLD:
        return OLD_MACROS in content
    if kind not in ZIPPED.values():
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            listed = packed.getinfo("[Content_Types].xml")
            if listed.compress_type not in PACKED_AS:
                return True  # Office opens no such file either
            with packed.open(listed) as part:
                types = part.read(MOST_BYTES_OF_TYPES).lower()
    except KeyError:
        types = b""
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ):
        return True  # what cannot be looked at is not taken
    named = any(name.lower().endswith("vbaproject.bin") for name in parts_of(content))
    return named or b"vbaproject" in types or b"macroenabled" in types


def as_attachment(evidence: Evidence, *, by, **home) -> Attachment:
    """An unsaved attachment of a report or a reply (`report=` or `reply=`)."""
    attachment = Attachment(
        name=evidence.name,
        content_type=evidence.content_type,
        size=len(evidence.content),
        sha256=evidence.sha256,
        uploaded_by=by,
        **home,
    )
    attachment.file = ContentFile(evidence.content, name=evidence.name)
    if evidence.thumbnail:
        attachment.thumbnail = ContentFile(evidence.thumbnail, name="small.jpg")
    return attachment


def served(attachment: Attachment, *, small: bool = False) -> FileResponse:
    """The file as a download, or its small picture; nothing in it runs in our name. The
    caller has asked who may see it."""
    if small and not attachment.thumbnail:
        raise Http404("没有缩略图。")
    file = attachment.thumbnail if small else attachment.file
    if not file.storage.exists(file.name or ""):
        raise Http404("文件不在了。")
    response = FileResponse(
        file.open("rb"),
        as_attachment=not small,
        filename="small.jpg" if small else attachment.name,
        content_type="image/jpeg" if small else attachment.content_type,
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
