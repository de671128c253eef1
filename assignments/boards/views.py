"""The reading pages. A view chooses the period, asks its page's module and renders."""

from collections.abc import Callable
from functools import partial
from urllib.parse import unquote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_page
from django.views.decorators.http import require_http_methods, require_safe

from assignments.boards import brief as brief_page
from assignments.boards import compare as compare_page
from assignments.boards import components as components_page
from assignments.boards import export as export_file
from assignments.boards import export_docx, export_text
from assignments.boards import find as find_page
from assignments.boards import leader as leader_page
from assignments.boards import leaders as leaders_page
from assignments.boards import league as league_page
from assignments.boards import livelihood as livelihood_page
from assignments.boards import overview as overview_page
from assignments.boards import photo as photo_page
from assignments.boards import public as public_page
from assignments.boards import saved as saved_page
from assignments.boards import stocktake as stocktake_page
from assignments.boards import tasks as tasks_page
from assignments.boards import units as units_page
from assignments.boards import wall as wall_page
from assignments.boards import work as work_page
from assignments.boards.addresses import address
from assignments.boards.brief_docx import docx
from assignments.boards.forms import PreferencesForm
from assignments.boards.verbs import keep_preferences
from assignments.choices import Operation, Role
from assignments.ledger import access, operations_log
from assignments.ledger.calendar import calendar
from assignments.papers import official_word


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where each role starts: a leader at their own board, a unit at its desk, the rest at the
    overview."""
    user = request.user
    if user.role == Role.LEADER:
        return redirect("boards:leader", user.leader_id)
    desk = address("reporting:desk") if user.role == Role.UNIT else ""
    return redirect(desk or "boards:overview")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The whole city on one screen."""
    chosen = calendar(request.GET.get("period", ""))
    return render(
        request, "boards/overview.html", overview_page.context(chosen, request.user)
    )


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """Every leader with counts and what is slow."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/leaders.html", leaders_page.context(chosen))


@require_safe
def leader(request: HttpRequest, pk: int) -> HttpResponse:
    """One leader's board."""
    chosen = calendar(request.GET.get("period", ""))
    found = leader_page.context(pk, chosen, request.user, request.GET.get("order", ""))
    return render(request, "boards/leader.html", found)


@require_safe
def stocktake(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader's works one by one, to lead a meeting from."""
    chosen = calendar(request.GET.get("period", ""))
    position, order = request.GET.get("n", "1"), request.GET.get("order", "")
    found = stocktake_page.context(
        pk, chosen, request.user, position, order, timezone.localdate()
    )
    return render(request, "boards/stocktake.html", found)


@require_safe
def brief(request: HttpRequest, pk: int) -> HttpResponse:
    """The brief on one page, or the same as a Word file."""
    chosen = calendar(request.GET.get("period", ""))
    found = brief_page.context(pk, chosen, request.user)
    if request.GET.get("format") != "docx":
        return render(request, "boards/brief.html", found)
    name = f"{found['leader'].name}{chosen.chosen or ''}进展简报.docx"
    operations_log.note(request, Operation.EXPORT, name)
    answer = HttpResponse(docx(found), content_type=official_word.CONTENT_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """The overview for a screen on the wall."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/wall.html", wall_page.context(chosen, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How pages look to the person who asks."""
    user = request.user
    given = {"theme": user.theme, "large_type": user.large_type}
    form = PreferencesForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        keep_preferences(by=user, **form.cleaned_data)
        messages.success(request, "界面设置已保存。")
        return redirect("boards:preferences")
    return render(request, "boards/preferences.html", {"form": form})


@require_safe
def livelihood(request: HttpRequest) -> HttpResponse:
    """The livelihood projects as cards."""
    chosen = calendar(request.GET.get("period", ""))
    return render(
        request, "boards/livelihood.html", livelihood_page.context(chosen, request.user)
    )


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Any period beside any other."""
    chosen = calendar(request.GET.get("period", ""))
    code, leader = request.GET.get("with", ""), request.GET.get("leader", "")
    return render(
        request, "boards/compare.html", compare_page.context(chosen, code, leader)
    )


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component together, for those who work on the pages."""
    access.demand(
        settings.DEBUG or access.is_admin(request.user),
        "组件目录供管理员和开发人员使用。",
    )
    return render(request, "boards/components.html", components_page.context())


@login_not_required
@require_safe
@public_page.opted_in
@cache_page(600)
def public_livelihood(request: HttpRequest) -> HttpResponse:
    """The livelihood projects for everybody, where the city has opened them."""
    return render(request, "boards/public_livelihood.html", public_page.context())


@login_not_required
@require_safe
@public_page.opted_in
@cache_page(600)
def public_livelihood_csv(request: HttpRequest) -> HttpResponse:
    """The same as data."""
    answer = HttpResponse(
        public_page.table(public_page.context()), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = content_disposition_header(True, "民生实事.csv")
    return answer


@login_not_required
@require_safe
@public_page.opted_in
def public_photo(request: HttpRequest, pk: int) -> FileResponse:
    """A project's picture that the office has marked public."""
    return photo_page.file(
        pk, AnonymousUser(), small="small" in request.GET, kept="public"
    )


@require_safe
def photo_file(request: HttpRequest, pk: int) -> FileResponse:
    """A project's picture; with `?small` the small one."""
    return photo_page.file(
        pk, request.user, small="small" in request.GET, kept="private"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The office puts a picture to a project, says what it shows, and whether everybody may see
    it."""
    page = photo_page.PhotoPage(pk, request, timezone.localdate())
    done = page.act() if request.method == "POST" else None
    return done or render(request, "boards/photo.html", page.context())


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The ledger of tasks; htmx gets the part that a filter changes."""
    chosen = calendar(request.GET.get("period", ""))
    shown = tasks_page.context(chosen, request.GET, request.user)
    if not request.htmx or request.htmx.boosted or request.htmx.history_restore_request:
        return render(request, "boards/tasks.html", shown)
    answer = render(request, "boards/_tasks_swap.html", shown)
    answer["HX-Push-Url"] = (
        f"{reverse('boards:tasks')}?{shown['ledger'].query()}"
        if chosen.chosen
        else "false"
    )
    return answer


EXPORTS: dict[str, tuple[Callable, str, Callable]] = {
    "xlsx": (export_file.workbook, export_file.CONTENT_TYPE, export_file.file_name),
    "docx": (export_docx.document, official_word.CONTENT_TYPE, export_docx.file_name),
    "csv": (
        export_text.table,
        export_text.CSV_TYPE,
        partial(export_text.file_name, ending="csv"),
    ),
    "html": (
        export_text.page,
        export_text.HTML_TYPE,
        partial(export_text.file_name, ending="html"),
    ),
}


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same list in Excel, CSV, a page or Word; a wrong filter leads back to the page that
    explains it."""
    chosen = calendar(request.GET.get("period", ""))
    ledger = tasks_page.Ledger(chosen, request.GET) if chosen.chosen else None
    if ledger is None or not ledger.is_valid:
        return redirect(f"{reverse('boards:tasks')}?{request.GET.urlencode()}")
    found = EXPORTS.get(request.GET.get("format", "xlsx"))
    if found is None:
        return HttpResponseBadRequest(
            "没有这种导出格式，请用台账页上“导出”后面的链接。"
        )
    write, content_type, file_name = found
    name = file_name(ledger)
    answer = HttpResponse(write(ledger), content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    operations_log.note(request, Operation.EXPORT, f"{name} {unquote(ledger.query())}")
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def filters(request: HttpRequest) -> HttpResponse:
    """Keep the present filter of the ledger under a name, or take one away."""
    start = {"query": request.GET.get("query", "")}
    form = saved_page.FilterForm(request.POST or None, initial=start, user=request.user)
    done = saved_page.act(request, form) if request.method == "POST" else None
    return done or render(
        request, "boards/filters.html", saved_page.context(form, request.user)
    )


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Anything by number, words, name, pinyin or initials; htmx gets the results alone."""
    chosen = calendar(request.GET.get("period", ""))
    template = "boards/_find_results.html" if request.htmx else "boards/find.html"
    return render(
        request,
        template,
        find_page.context(chosen, request.GET.get("q", ""), request.user),
    )


@require_safe
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """One work: what, who, how far, what next, and all that happened; htmx opens it in a row of the
    ledger."""
    code, show = request.GET.get("period", ""), request.GET.get("show", "")
    template = (
        "boards/_work_row.html"
        if request.htmx and "row" in request.GET
        else "boards/work.html"
    )
    return render(request, template, work_page.context(pk, code, request.user, show))


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Every unit by kind, with what it leads, helps with and owes."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/units.html", units_page.index(chosen, request.user))


@require_safe
def league(request: HttpRequest) -> HttpResponse:
    """The units by merit, where the city wants such a table."""
    if not settings.LEAGUE_TABLE:
        raise Http404("单位排名未开启。")
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/league.html", league_page.context(chosen))


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: what it leads and helps with, its own targets, what it owes."""
    chosen = calendar(request.GET.get("period", ""))
    return render(
        request, "boards/unit.html", units_page.page(pk, chosen, request.user)
    )
