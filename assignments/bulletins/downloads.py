"""A bulletin as files: the issued ones as they were frozen, a draft's as it stands now."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from assignments.bulletins import docx, verbs, xlsx
from assignments.choices import BulletinState, Operation
from assignments.ledger import access, operations_log
from assignments.models import Bulletin

DRAFT_MARK = "拟稿，未印发"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def word_file(bulletin: Bulletin) -> HttpResponse:
    """An issued bulletin's frozen bytes as they are; a draft printed now, with its mark."""
    name = name_of(bulletin, "docx")
    if bulletin.state != BulletinState.DRAFT:
        return file(bytes(bulletin.docx or b""), DOCX, name)
    return file(docx.document(verbs.sheet_of(bulletin, DRAFT_MARK)), DOCX, name)


def excel_file(bulletin: Bulletin) -> HttpResponse:
    """The frozen annex as it is; of a draft, and of what was issued before annexes were kept,
    made now."""
    data = bytes(bulletin.xlsx or b"")
    if not data:
        data = xlsx.workbook(verbs.sheet_of(bulletin))
    return file(data, XLSX, name_of(bulletin, "xlsx", "附件"))


DOWNLOADS = {"docx": word_file, "xlsx": excel_file}


def download(request: access.Request, bulletin: Bulletin, kind: str) -> HttpResponse:
    """The file, noted in the log; 404 for a kind that there is not."""
    if kind not in DOWNLOADS:
        raise Http404("只有 docx 和 xlsx 两种文件。")
    operations_log.note(request, Operation.BULLETIN_DOWNLOAD, f"{bulletin}（{kind}）")
    return DOWNLOADS[kind](bulletin)


def name_of(bulletin: Bulletin, ending: str, part: str = "") -> str:
    """The file's name: what it is, and where it is not in force also that."""
    marks = {"draft": "（拟稿）", "withdrawn": "（已撤回）"}
    return f"{bulletin.title}{part}{marks.get(bulletin.state, '')}.{ending}"


def file(data: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment"
    }
    return HttpResponse(data, content_type=content_type, headers=headers)
