"""What the buttons of a bulletin's page do; the change itself is made by a verb."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from assignments.bulletins import docx, verbs, xlsx
from assignments.bulletins.forms import WithdrawalForm
from assignments.bulletins.page import DRAFT_MARK, BulletinPage
from assignments.ledger import access
from assignments.ledger.bulletin_verbs import withdraw as withdraw_issued
from assignments.ledger.writing import REFUSALS, StaleVersion, sentences
from assignments.rules.keys import key_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def shown(request: HttpRequest, page: BulletinPage, **more) -> HttpResponse:
    return render(request, "bulletins/bulletin.html", page.context(**more))


def save(request: HttpRequest, page: BulletinPage) -> HttpResponse:
    """Keep the words; where the verb refuses, everything typed stays in the boxes."""
    access.demand(access.can_publish(request.user), "只有督查室可以修改通报。")
    sent = page.form(request.POST).merged()
    form, conflict = page.form(sent), []
    if form.is_valid():
        try:
            verbs.edit_words(bulletin=page.bulletin, by=request.user, **form.changes())
            messages.success(request, "已保存。")
            return redirect(request.path)
        except StaleVersion as stale:
            form.add_error(
                None,
                (
                    "这份通报刚被他人修改。您改过的还在框内，没有动过的已换成对方的；"
                    "再次保存以框内的为准。"
                ),
            )
            conflict = form.differences()
            sent["version"] = str(stale.current.version)
        except REFUSALS as refusal:
            form.add_error(None, sentences(refusal))
    return shown(request, page, form=form, conflict=conflict)


def forget(request: HttpRequest, page: BulletinPage) -> HttpResponse:
    said = "已恢复系统拟写的文字，数字和名单以现在的为准。"
    return done(request, page, verbs.forget_words, said, "没有恢复")


def issue(request: HttpRequest, page: BulletinPage) -> HttpResponse:
    """Issue what the person has read: not what another has written since."""
    seen = request.POST.get("version", "")
    version = key_of(seen) if seen else None
    said = "已印发，内容和文件不再变动。"
    return done(request, page, verbs.issue, said, "没有印发", expected_version=version)


def withdraw(request: HttpRequest, page: BulletinPage) -> HttpResponse:
    access.demand(access.can_publish(request.user), "只有督查室可以撤回通报。")
    form = WithdrawalForm(request.POST)
    if not form.is_valid():
        return shown(request, page, withdrawal_form=form)
    said = "已撤回，全文保留并注明“已撤回”。"
    return done(request, page, withdraw_issued, said, "没有撤回", **form.cleaned_data)


def done(
    request: HttpRequest, page: BulletinPage, verb, said: str, refused: str, **more
) -> HttpResponse:
    """Do it, and say so or why not."""
    try:
        verb(bulletin=page.bulletin, by=request.user, **more)
        messages.success(request, said)
    except StaleVersion:
        messages.error(
            request, f"{refused}：这份通报刚被他人修改，请看过现在的内容再办。"
        )
    except REFUSALS as refusal:
        messages.error(request, f"{refused}：{''.join(sentences(refusal))}")
    return redirect(request.path)


ACTIONS = {"save": save, "forget": forget, "issue": issue, "withdraw": withdraw}


def word_file(page: BulletinPage) -> HttpResponse:
    """An issued bulletin's frozen bytes as they are; a draft printed now, with its mark."""
    if not page.is_draft:
        return file(bytes(page.bulletin.docx or b""), DOCX, name_of(page, "docx"))
    return file(
        docx.document(verbs.sheet_of(page.bulletin, DRAFT_MARK)),
        DOCX,
        name_of(page, "docx"),
    )


def excel_file(page: BulletinPage) -> HttpResponse:
    """The frozen annex as it is; of a draft, and of what was issued before annexes were kept,
    made now."""
    made = bytes(page.bulletin.xlsx or b"") or xlsx.workbook(
        verbs.sheet_of(page.bulletin)
    )
    return file(made, XLSX, name_of(page, "xlsx", "附件"))


DOWNLOADS = {"docx": word_file, "xlsx": excel_file}


def name_of(page: BulletinPage, ending: str, part: str = "") -> str:
    """The file's name: what it is, and where it is not in force also that."""
    marks = {"draft": "（拟稿）", "withdrawn": "（已撤回）"}
    return f"{page.bulletin.title}{part}{marks.get(page.bulletin.state, '')}.{ending}"


def file(data: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment"
    }
    return HttpResponse(data, content_type=content_type, headers=headers)
