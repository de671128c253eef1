"""Pages of the office. A view only composes: the page's module says what is on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from assignments.ledger import access
from assignments.ledger.calendar import calendar
from assignments.ledger.writing import REFUSALS, sentences
from assignments.supervision.actions import DESK, REVIEW, SILENT
from assignments.supervision.desk import desk as desk_context
from assignments.supervision.forms import PhrasesForm
from assignments.supervision.grid import Grid
from assignments.supervision.joining import JoiningPage
from assignments.supervision.one_work import OneWork
from assignments.supervision.period_actions import PERIODS
from assignments.supervision.periods import periods as periods_context
from assignments.supervision.plans import PLANS
from assignments.supervision.plans import plans as plans_context
from assignments.supervision.queue import queue as queue_context
from assignments.supervision.review import ReviewPage
from assignments.supervision.silent import silent as silent_context
from assignments.supervision.verbs import keep_phrases

METHODS = ["GET", "HEAD", "POST"]
UNKNOWN = "没有说明要执行的操作，请返回原页重新点击按钮。"


def chosen(request: HttpRequest):
    return calendar(request.GET.get("period", ""))


@require_http_methods(METHODS)
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the office, and what to do next; a post answers a request for time."""
    access.demand(access.can_review(request.user), "“督查工作台”供督查室使用。")
    when = chosen(request)
    if request.method == "POST":
        action = DESK.get(request.POST.get("action", ""))
        return action(request, when) if action else HttpResponseBadRequest(UNKNOWN)
    return render(
        request, "supervision/desk.html", desk_context(when, timezone.localdate())
    )


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Reports that wait for review, oldest first."""
    return render(
        request, "supervision/queue.html", queue_context(request.user, chosen(request))
    )


@require_http_methods(METHODS)
def review(request: HttpRequest, report: int) -> HttpResponse:
    """One report: accept it or send it back, then go on to the next."""
    page = ReviewPage.open(request.user, report)
    if request.method == "POST":
        action = REVIEW.get(request.POST.get("action", ""))
        return action(request, page) if action else HttpResponseBadRequest(UNKNOWN)
    return render(request, "supervision/review.html", page.context())


@require_http_methods(METHODS)
def assess(request: HttpRequest) -> HttpResponse:
    """Many works at once."""
    grid = Grid(request.user, chosen(request), request.GET)
    if grid.calendar.chosen is None:
        return render(request, "supervision/assess.html", {"calendar": grid.calendar})
    if request.method == "POST":
        try:
            saved = grid.save(request.POST)
        except REFUSALS as refusal:
            messages.error(request, "".join(sentences(refusal)))
            saved = None
        if saved is not None:
            messages.success(
                request, f"已保存 {saved} 项评定。" if saved else "没有改动，未保存。"
            )
            return redirect(request.get_full_path())
    return render(
        request, "supervision/assess.html", grid.shown(request.GET.get("page"))
    )


@require_http_methods(METHODS)
def assess_work(request: HttpRequest, work: int) -> HttpResponse:
    """One work, with its reports and its year beside the choice."""
    page = OneWork.open(request.user, chosen(request), work)
    if request.method == "POST" and (done := page.save(request.POST)):
        messages.success(request, f"{done}：{page.work.title}。")
        return redirect(request.get_full_path())
    return render(request, "supervision/assess_work.html", page.context())


@require_http_methods(METHODS)
def silent(request: HttpRequest) -> HttpResponse:
    """Who has not reported, by unit; chase one or all."""
    access.demand(access.can_chase(request.user), "催办由督查室办理。")
    when = chosen(request)
    if request.method == "POST":
        action = SILENT.get(request.POST.get("action", ""))
        return action(request, when) if action else HttpResponseBadRequest(UNKNOWN)
    found = silent_context(when, timezone.localdate(), request.GET)
    return render(request, "supervision/silent.html", found)


@require_http_methods(METHODS)
def periods(request: HttpRequest) -> HttpResponse:
    """Open, extend, close and reopen."""
    when = chosen(request)
    access.demand(
        access.can_run_periods(request.user) or access.can_reopen_period(request.user)
    )
    if request.method == "POST":
        action = PERIODS.get(request.POST.get("action", ""))
        return action(request, when) if action else HttpResponseBadRequest(UNKNOWN)
    return render(
        request, "supervision/periods.html", periods_context(request.user, when)
    )


@require_http_methods(METHODS)
def plans(request: HttpRequest) -> HttpResponse:
    """What units propose as their plan, to approve or to turn down."""
    access.demand(access.can_assess(request.user), "计划由督查室审定。")
    when = chosen(request)
    if request.method == "POST":
        action = PLANS.get(request.POST.get("action", ""))
        return action(request, when) if action else HttpResponseBadRequest(UNKNOWN)
    return render(request, "supervision/plans.html", plans_context(when))


@require_http_methods(METHODS)
def phrases(request: HttpRequest) -> HttpResponse:
    """The ready-made phrases for sending a report back."""
    access.demand(access.can_review(request.user), "常用语由督查室维护。")
    form = PhrasesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep_phrases(texts=form.cleaned_data["texts"], by=request.user)
        messages.success(request, "常用语已保存。")
        return redirect(request.get_full_path())
    return render(request, "supervision/phrases.html", {"form": form})


@require_http_methods(METHODS)
def joining(request: HttpRequest, work: int) -> HttpResponse:
    """Make two works one, or take a task out of a joint one."""
    page = JoiningPage(work, request)
    done = None
    if request.method == "POST":
        if request.POST.get("action") not in ("join", "part"):
            return HttpResponseBadRequest(UNKNOWN)
        done = page.act()
    return done or render(request, "supervision/joining.html", page.context())
