"""What the buttons of the preview do. Each takes the request and the batch and answers with a
response; the change itself is made by a verb. Refusals are shown on the page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from assignments.intake import background, batch_page, reading, verbs
from assignments.intake.batch_preview import look
from assignments.intake.forms import PlanForm
from assignments.intake.joining import APART, JOIN
from assignments.intake.names_form import NamesForm
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import ImportBatch, Period
from assignments.rules.keys import key_of

FOR_PERIOD, FOR_PLAN = "period-", "as-plan"
Action = Callable[[HttpRequest, ImportBatch], HttpResponse]


def back(
    request: HttpRequest,
    batch: ImportBatch,
    anchor: str = "steps",
    at: int | None = None,
) -> HttpResponse:
    """To the preview, with the filter that was on: to a part of the page, or `at` a row (the next
    one where that row is no longer listed), so that whoever uses the keyboard goes on where they
    were."""
    query = request.GET.copy()
    query.pop("at", None)
    if at is not None:
        query.pop("page", None)
        query["at"], anchor = str(at), "at"
    asked = f"?{query.urlencode()}" if query else ""
    return redirect(f"{reverse('intake:batch', args=[batch.pk])}{asked}#{anchor}")


def told(done: str, work: Callable[[], object], request: HttpRequest) -> bool:
    """Do it and say so, or say why not."""
    try:
        work()
    except REFUSALS as refusal:
        for sentence in sentences(refusal):
            messages.error(request, sentence)
        return False
    messages.success(request, done)
    return True


def save_names(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Keep the answers to the open names. Where one is wrong nothing is kept and all is shown."""
    preview = look(batch)
    form = NamesForm(preview.matcher, request.POST)
    answers = form.answers()
    number = sum(len(found) for found in answers.values())
    if not number and not form.errors:
        messages.info(request, "没有选择任何处理方式，请在“处理”一列选择。")
    if form.errors or not number:
        return render(
            request, "intake/batch.html", batch_page.context(request, batch, names=form)
        )
    told(
        f"已答复 {number} 个名称。",
        lambda: verbs.answer(batch=batch, answers=answers, by=request.user),
        request,
    )
    return back(request, batch)


def accept_suggestions(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    told(
        "与已有名称都不相近的已答复为新建。",
        lambda: verbs.accept_suggestions(batch=batch, by=request.user),
        request,
    )
    return back(request, batch)


def take_back(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Open an answered name again."""
    kind, _, key = request.POST.get("key", "").partition(":")
    answers = {kind: {key: None}}
    told(
        "已撤回这个答复。",
        lambda: verbs.answer(batch=batch, answers=answers, by=request.user),
        request,
    )
    return back(request, batch, "names")


def save_joint(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Join the proposed rows or keep them apart."""
    given = {
        name.removeprefix("joint-"): value
        for name, value in request.POST.items()
        if name.startswith("joint-") and value in (JOIN, APART)
    }
    told(
        "已保存合并的决定。",
        lambda: verbs.answer(
            batch=batch, answers={"joint": given}, by=request.user, reason="合并或分开"
        ),
        request,
    )
    return back(request, batch)


def save_plan(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    form = PlanForm.of(batch, timezone.localdate(), request.POST)
    if not form.is_valid():
        return render(
            request, "intake/batch.html", batch_page.context(request, batch, plan=form)
        )
    told(
        "已保存方案信息。",
        lambda: verbs.choose_plan(batch=batch, head=form.answer(), by=request.user),
        request,
    )
    return back(request, batch)


def named_row(request: HttpRequest) -> int | None:
    """The row that a button is about, None for all rows; what can be no row's index is the index
    -1, which no row has."""
    text = request.POST.get("index", "")
    if not text:
        return None
    return (
        int(text) if text.isdecimal() and len(text) <= batch_page.LONGEST_INDEX else -1
    )


def settle_duties(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Who leads where it was assumed: the first unit, or every unit that is named."""
    index = named_row(request)
    told(
        "已确认牵头单位。",
        lambda: verbs.settle_duties(
            batch=batch,
            how="all" if request.POST.get("action") == "duties_all" else "first",
            index=index,
            by=request.user,
        ),
        request,
    )
    return back(request, batch, "rows", at=index)


def mark_seen(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """The doubts of a row, or of all rows, have been looked at."""
    index = named_row(request)
    told(
        "已标为看过。",
        lambda: verbs.mark_seen(batch=batch, index=index, by=request.user),
        request,
    )
    return back(request, batch, "rows", at=index)


def leave_out(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Leave one row out, or take it in again."""
    index = named_row(request)
    out = request.POST.get("action") == "leave_out"
    if index is None or not batch.rows.filter(index=index).exists():
        messages.error(request, "没有这一行。")
        return back(request, batch)
    given = {index: {"left_out": "人工选择暂不导入" if out else None}}
    done = "这一行暂不导入。" if out else "这一行重新列入导入。"
    told(
        done,
        lambda: verbs.change_rows(
            batch=batch, rows=given, by=request.user, reason=done
        ),
        request,
    )
    return back(request, batch, at=index)


def leave_out_open(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    told(
        "有问题的行已设为暂不导入，可下载修改后再导入。",
        lambda: verbs.leave_out_open(batch=batch, by=request.user),
        request,
    )
    return back(request, batch)


def answer_asked(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """What the document is, whose list, whether led by nobody. One that is progress is handed in as
    that."""
    key, value = (
        request.POST.get("key", ""),
        request.POST.get(f"asked-{request.POST.get('key')}", ""),
    )
    if value == FOR_PLAN:
        return handed_in_as(request, batch, None)
    if value.startswith(FOR_PERIOD):
        period = (
            Period.objects.open()
            .filter(pk=key_of(value.removeprefix(FOR_PERIOD)))
            .first()
        )
        return (
            handed_in_as(request, batch, period)
            if period
            else back(request, batch, "asked")
        )
    told(
        "已回答。",
        lambda: verbs.answer_asked(
            batch=batch,
            key=key,
            value=value,
            mark=request.POST.get("mark", ""),
            by=request.user,
        ),
        request,
    )
    return back(request, batch)


def handed_in_as(
    request: HttpRequest, batch: ImportBatch, period: Period | None
) -> HttpResponse:
    """Read the same file as progress of a period, or as a plan."""
    try:
        fresh = verbs.hand_in_as(batch=batch, period=period, by=request.user)
    except REFUSALS as refusal:
        messages.error(request, sentences(refusal)[0])
        return back(request, batch)
    reading.begin(fresh, by=request.user)
    return redirect("intake:batch", fresh.pk)


def as_plan(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    return handed_in_as(request, batch, None)


def keep_losses(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Nothing is to go that the document lacks, or, taken back, what it clears goes."""
    keep = request.POST.get("action") == "keep_losses"
    done = "文件里没有的都保留。" if keep else "改为按文件移除和清空。"
    told(
        done,
        lambda: verbs.keep_losses(batch=batch, keep=keep, by=request.user),
        request,
    )
    return back(request, batch)


def compare_again(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    told(
        "已与台账重新比对。",
        lambda: verbs.compare_again(batch=batch, by=request.user),
        request,
    )
    return back(request, batch)


def read_again(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    try:
        fresh = verbs.read_again(batch=batch, by=request.user)
    except REFUSALS as refusal:
        messages.error(request, sentences(refusal)[0])
        return back(request, batch)
    reading.begin(fresh, by=request.user)
    return back(request, batch)


def give_back(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Take up a batch that was left half way by a process that ended; one that is worked on
    stays."""
    if not background.is_stalled(batch):
        messages.info(request, "还在办理，请稍候。")
        return back(request, batch)
    verbs.give_back(batch=batch, why="上次办理中断了，台账没有改动。", by=request.user)
    return back(request, batch)


def discard(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    if told(
        "已放弃这次导入。", lambda: verbs.discard(batch=batch, by=request.user), request
    ):
        return redirect("intake:index")
    return back(request, batch)


ACTIONS: dict[str, Action] = {
    "names": save_names,
    "accept": accept_suggestions,
    "take_back": take_back,
    "joint": save_joint,
    "plan": save_plan,
    "duties": settle_duties,
    "duties_all": settle_duties,
    "seen": mark_seen,
    "leave_out": leave_out,
    "take_in": leave_out,
    "leave_out_open": leave_out_open,
    "compare": compare_again,
    "asked": answer_asked,
    "as_plan": as_plan,
    "keep_losses": keep_losses,
    "take_losses": keep_losses,
    "read_again": read_again,
    "give_back": give_back,
    "discard": discard,
}
