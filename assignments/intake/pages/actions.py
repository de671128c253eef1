"""What the buttons of the preview do: each has an address of its own, and the change itself is made
by a verb. Refusals are shown on the page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from assignments.intake import background, reading, verbs
from assignments.intake.comparing.batch_preview import look
from assignments.intake.comparing.joining import APART, JOIN
from assignments.intake.pages.batch_page import LONGEST_INDEX, batch_context
from assignments.intake.pages.doors import opened
from assignments.intake.pages.forms import PlanForm
from assignments.intake.pages.names_form import NamesForm
from assignments.ledger import access
from assignments.ledger.writing import REFUSALS, sentences
from assignments.models import ImportBatch, Period
from assignments.rules.keys import key_of

FOR_PERIOD, FOR_PLAN = "period-", "as-plan"


def back(
    request: access.Request,
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
    query_string = f"?{query.urlencode()}" if query else ""
    return redirect(
        f"{reverse('intake:batch', args=[batch.pk])}{query_string}#{anchor}"
    )


def attempt(
    request: access.Request, message: str, verb: Callable[..., object], **arguments
) -> bool:
    """Call the verb in the name of who asks, and say that it is `done`, or why it is not."""
    try:
        verb(by=request.user, **arguments)
    except REFUSALS as refusal:
        for sentence in sentences(refusal):
            messages.error(request, sentence)
        return False
    messages.success(request, message)
    return True


@require_POST
def answer_names(request: access.Request, key: int) -> HttpResponse:
    """Keep the answers to the open names. Where one is wrong nothing is kept and all is shown."""
    batch = opened(request, key)
    preview = look(batch)
    form = NamesForm(preview.matcher, request.POST)
    answers = form.answers()
    number = sum(len(answers_of_kind) for answers_of_kind in answers.values())
    if not number and not form.errors:
        messages.info(request, "没有选择任何处理方式，请在“处理”一列选择。")
    if form.errors or not number:
        page = batch_context(request, batch, names=form)
        return render(request, "intake/batch.html", page)
    attempt(
        request, f"已答复 {number} 个名称。", verbs.answer, batch=batch, answers=answers
    )
    return back(request, batch)


@require_POST
def accept_suggestions(request: access.Request, key: int) -> HttpResponse:
    batch = opened(request, key)
    attempt(
        request,
        "与已有名称都不相近的已答复为新建。",
        verbs.accept_suggestions,
        batch=batch,
    )
    return back(request, batch)


@require_POST
def take_name_back(request: access.Request, key: int) -> HttpResponse:
    """Open an answered name again."""
    batch = opened(request, key)
    kind, _, name = request.POST.get("key", "").partition(":")
    answers = {kind: {name: None}}
    attempt(request, "已撤回这个答复。", verbs.answer, batch=batch, answers=answers)
    return back(request, batch, "names")


@require_POST
def decide_joint(request: access.Request, key: int) -> HttpResponse:
    """Join the proposed rows or keep them apart."""
    batch = opened(request, key)
    decisions = {
        name.removeprefix("joint-"): value
        for name, value in request.POST.items()
        if name.startswith("joint-") and value in (JOIN, APART)
    }
    attempt(
        request,
        "已保存合并的决定。",
        verbs.answer,
        batch=batch,
        answers={"joint": decisions},
        reason="合并或分开",
    )
    return back(request, batch)


@require_POST
def save_plan(request: access.Request, key: int) -> HttpResponse:
    batch = opened(request, key)
    form = PlanForm.of(batch, timezone.localdate(), request.POST)
    if not form.is_valid():
        page = batch_context(request, batch, plan=form)
        return render(request, "intake/batch.html", page)
    attempt(
        request, "已保存方案信息。", verbs.choose_plan, batch=batch, head=form.answer()
    )
    return back(request, batch)


def named_row(request: access.Request) -> int | None:
    """The row that a button is about, None for all rows; what can be no row's index is the index
    -1, which no row has."""
    text = request.POST.get("index", "")
    if not text:
        return None
    if text.isdecimal() and len(text) <= LONGEST_INDEX:
        return int(text)
    return -1


@require_POST
def confirm_first_leads(request: access.Request, key: int) -> HttpResponse:
    """Where the lead was assumed, the first unit that is named leads."""
    return settle_duties(request, key, "first")


@require_POST
def let_all_lead(request: access.Request, key: int) -> HttpResponse:
    """Where the lead was assumed, every unit that is named leads."""
    return settle_duties(request, key, "all")


def settle_duties(request: access.Request, key: int, how: str) -> HttpResponse:
    batch = opened(request, key)
    index = named_row(request)
    attempt(
        request,
        "已确认牵头单位。",
        verbs.settle_duties,
        batch=batch,
        how=how,
        index=index,
    )
    return back(request, batch, "rows", at=index)


@require_POST
def mark_seen(request: access.Request, key: int) -> HttpResponse:
    """The doubts of a row, or of all rows, have been looked at."""
    batch = opened(request, key)
    index = named_row(request)
    attempt(request, "已标为看过。", verbs.mark_seen, batch=batch, index=index)
    return back(request, batch, "rows", at=index)


@require_POST
def leave_out(request: access.Request, key: int) -> HttpResponse:
    return change_row(request, key, "人工选择暂不导入", "这一行暂不导入。")


@require_POST
def take_in(request: access.Request, key: int) -> HttpResponse:
    return change_row(request, key, None, "这一行重新列入导入。")


def change_row(
    request: access.Request, key: int, left_out: str | None, message: str
) -> HttpResponse:
    """Leave one row out for the reason `left_out`, or take it in again."""
    batch = opened(request, key)
    index = named_row(request)
    if index is None or not batch.rows.filter(index=index).exists():
        messages.error(request, "没有这一行。")
        return back(request, batch)
    rows = {index: {"left_out": left_out}}
    attempt(request, message, verbs.change_rows, batch=batch, rows=rows, reason=message)
    return back(request, batch, at=index)


@require_POST
def leave_out_open(request: access.Request, key: int) -> HttpResponse:
    batch = opened(request, key)
    attempt(
        request,
        "有问题的行已设为暂不导入，可下载修改后再导入。",
        verbs.leave_out_open,
        batch=batch,
    )
    return back(request, batch)


@require_POST
def answer_asked(request: access.Request, key: int) -> HttpResponse:
    """What the document is, whose list, whether led by nobody. One that is progress is handed in as
    that."""
    batch = opened(request, key)
    question = request.POST.get("key", "")
    value = request.POST.get(f"asked-{question}", "")
    if value == FOR_PLAN:
        return handed_in_as(request, batch, None)
    if value.startswith(FOR_PERIOD):
        period = open_period(value.removeprefix(FOR_PERIOD))
        if period is None:
            return back(request, batch, "asked")
        return handed_in_as(request, batch, period)
    attempt(
        request,
        "已回答。",
        verbs.answer_asked,
        batch=batch,
        key=question,
        value=value,
        mark=request.POST.get("mark", ""),
    )
    return back(request, batch)


def open_period(text: str) -> Period | None:
    """The open period with this key; None where it was closed meanwhile, or the key is no key."""
    return Period.objects.open().filter(pk=key_of(text)).first()


def handed_in_as(
    request: access.Request, batch: ImportBatch, period: Period | None
) -> HttpResponse:
    """Read the same file as progress of a period, or as a plan."""
    try:
        fresh = verbs.hand_in_as(batch=batch, period=period, by=request.user)
    except REFUSALS as refusal:
        messages.error(request, sentences(refusal)[0])
        return back(request, batch)
    reading.begin(fresh, by=request.user)
    return redirect("intake:batch", fresh.pk)


@require_POST
def read_as_plan(request: access.Request, key: int) -> HttpResponse:
    batch = opened(request, key)
    return handed_in_as(request, batch, None)


@require_POST
def keep_losses(request: access.Request, key: int) -> HttpResponse:
    """Nothing is to go that the document lacks."""
    batch = opened(request, key)
    message = "文件里没有的都保留。"
    attempt(request, message, verbs.keep_losses, batch=batch, keep=True)
    return back(request, batch)


@require_POST
def take_losses(request: access.Request, key: int) -> HttpResponse:
    """What the document lacks or clears is to go after all."""
    batch = opened(request, key)
    message = "改为按文件移除和清空。"
    attempt(request, message, verbs.keep_losses, batch=batch, keep=False)
    return back(request, batch)


@require_POST
def compare_again(request: access.Request, key: int) -> HttpResponse:
    batch = opened(request, key)
    attempt(request, "已与台账重新比对。", verbs.compare_again, batch=batch)
    return back(request, batch)


@require_POST
def read_again(request: access.Request, key: int) -> HttpResponse:
    batch = opened(request, key)
    try:
        fresh = verbs.read_again(batch=batch, by=request.user)
    except REFUSALS as refusal:
        messages.error(request, sentences(refusal)[0])
        return back(request, batch)
    reading.begin(fresh, by=request.user)
    return back(request, batch)


@require_POST
def give_back(request: access.Request, key: int) -> HttpResponse:
    """Take up a batch that was left half way by a process that ended; one that is worked on
    stays."""
    batch = opened(request, key)
    if not background.is_stalled(batch):
        messages.info(request, "还在办理，请稍候。")
        return back(request, batch)
    verbs.give_back(batch=batch, why="上次办理中断了，台账没有改动。", by=request.user)
    return back(request, batch)


@require_POST
def discard(request: access.Request, key: int) -> HttpResponse:
    batch = opened(request, key)
    if attempt(request, "已放弃这次导入。", verbs.discard, batch=batch):
        return redirect("intake:index")
    return back(request, batch)
