"""How big a document may be before it is opened, so that no upload takes the server's memory or
time."""

import io
import re
import zipfile

from assignments.notices.files.errors import UnreadableDocument
from assignments.rules.sizes import MB, size_words

MAX_BYTES = 30 * MB
# Bytes of one part of an archive once unpacked; the whole of them below. A zip bomb has more.
MAX_PART = 32 * 1024 * 1024
MAX_PARTS_TOGETHER = 96 * 1024 * 1024
# Parts of an archive: a document with a picture to each of a thousand tasks has fewer.
MAX_ENTRIES = 5000
# Cells with something in them: twenty columns of 30,000 rows.
MAX_CELLS = 600_000
MAX_CLAIMED = 4_000_000  # cells that an old sheet says it has, empty ones with it
MAX_TEXT = 5_000_000  # characters of all lines and cells
MAX_LINES = 50_000  # lines and rows of tables together: read in under a minute
MAX_PARAGRAPHS = 80_000
MAX_TAGS_WORD = 2_000_000
MAX_TAGS_PAGE = 600_000
MAX_ATTRIBUTES = 1_000_000
MAX_ATTRIBUTES_OF_TAG = 2_000

TOO_MANY_CELLS = (
    "表格区域过大，请在 Excel 或 WPS 中删除多余的空行、空列，只保留任务表后再上传。"
)
TOO_MUCH_TEXT = "文字太多（超过 500 万字），请只保留任务表后再上传。"
TOO_LONG = "文件超过 5 万行，请只保留任务表，或分成几个文件后再上传。"
UNPACKS_TOO_BIG = (
    "文件解压后过大，可能已损坏或含有大量无关内容，请只复制任务表到新文档后再上传。"
)
DAMAGED = "文件已损坏或不完整，请重新下载或另存一份后再上传。"
UNSAFE = "文件中含有不安全的定义（DTD），不予读取，请在 WPS 或 Word 中打开后另存为新文件再上传。"


def check_size(data: bytes) -> None:
    """Raises UnreadableDocument for an empty or an oversized upload."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(
            f"文件太大（有 {size_words(len(data))}，最大 {size_words(MAX_BYTES)}），"
            "请只保留任务表后再上传。"
        )
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument("文件是空的，请检查后重新上传。")


def check_markup(content: bytes, most: int) -> None:
    """Raises UnreadableDocument where markup has more tags than a plan of tens of thousands of rows
    needs."""
    paragraphs = sum(content.count(tag) for tag in (b"<w:p>", b"<w:p ", b"<w:p/"))
    if content.count(b"<") > most or paragraphs > MAX_PARAGRAPHS:
        raise UnreadableDocument(UNPACKS_TOO_BIG)


# A tag up to its end, quoted values in it as a whole, so that they may hold ">".
_TAG = re.compile(rb"""<[A-Za-z](?:[^>"']+|"[^"]*"|'[^']*'){0,4000}""")
_LONGEST_TAG = 50_000
# A value of an attribute, taken out before the attributes are counted: "color: red".
_VALUE = re.compile(rb"""\"[^"]*"|'[^']*'""")


def check_attributes(content: bytes) -> None:
    """Raises UnreadableDocument where the tags of a page have more attributes than any page
    needs."""
    together = 0
    for tag in _TAG.finditer(content):
        bare = _VALUE.sub(b"", tag[0])
        if len(bare) > _LONGEST_TAG:
            raise UnreadableDocument(UNPACKS_TOO_BIG)
        count = len(bare.split()) + bare.count(b"=") + bare.count(b"/")
        together += count
        cut = (
            len(tag[0]) > MAX_ATTRIBUTES_OF_TAG
            and content[tag.end() : tag.end() + 1] not in b">"
        )
        if cut or count > MAX_ATTRIBUTES_OF_TAG or together > MAX_ATTRIBUTES:
            raise UnreadableDocument(UNPACKS_TOO_BIG)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The zip archive of an Office file, its parts counted and measured before anything is
    unpacked."""
    if (
        data.count(b"PK\x01\x02") > MAX_ENTRIES
    ):  # counted before each of them takes memory
        raise UnreadableDocument(UNPACKS_TOO_BIG)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise UnreadableDocument(DAMAGED) from error
    texts = [
        entry
        for entry in entries
        if entry.filename.lower().endswith((".xml", ".rels", ".bin"))
    ]
    if len(entries) > MAX_ENTRIES or any(entry.file_size > MAX_PART for entry in texts):
        raise UnreadableDocument(UNPACKS_TOO_BIG)
    if sum(entry.file_size for entry in texts) > MAX_PARTS_TOGETHER:
        raise UnreadableDocument(UNPACKS_TOO_BIG)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableDocument("文件设有密码，请去掉密码后再上传。")
    return archive


def part_of(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo) -> bytes | None:
    """One XML part, unpacked no further than its limit; None where the archive has no such part."""
    try:
        with archive.open(name) as part:
            content = part.read(MAX_PART + 1)
    except KeyError:
        return None
    except Exception as error:
        # the ways to unpack raise errors of many kinds on damaged bytes, without a common base
        raise UnreadableDocument(DAMAGED) from error
    if len(content) > MAX_PART:
        raise UnreadableDocument(UNPACKS_TOO_BIG)
    if (
        b"<!DOCTYPE" in content
        or b"<!ENTITY" in content
        or b"<\x00!\x00D\x00O" in content
    ):
        raise UnreadableDocument(UNSAFE)
    return content
