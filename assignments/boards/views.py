"""The reading pages. A view chooses the period, asks its page's module and renders."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from assignments.boards import leader as leader_page
from assignments.boards import leaders as leaders_page
from assignments.boards import livelihood as livelihood_page
from assignments.boards import overview as overview_page
from assignments.boards import tasks as tasks_page
from assignments.boards import units as units_page
from assignments.boards import work as work_page
from assignments.choices import Role
from assignments.ledger.calendar import calendar
from assignments.models import Unit


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where each role starts: a leader at their own board, a unit at its desk, the rest at the overview."""
    user = request.user
    if user.role == Role.LEADER:
        return redirect("boards:leader", user.leader_id)
    if user.role == Role.UNIT:
        try:
            return redirect(reverse("reporting:desk"))
        except NoReverseMatch:
            pass
    return redirect("boards:overview")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The whole city on one screen."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/overview.html", overview_page.context(chosen, request.user))


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
def livelihood(request: HttpRequest) -> HttpResponse:
    """The livelihood projects as cards."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/livelihood.html", livelihood_page.context(chosen))


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """The ledger of tasks; htmx gets the part that a filter changes."""
    chosen = calendar(request.GET.get("period", ""))
    part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    template = "boards/_tasks_results.html" if part else "boards/tasks.html"
    return render(request, template, tasks_page.context(chosen, request.GET))


@require_safe
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """One work: what, who, how far, what next, and all that happened."""
    code, show = request.GET.get("period", ""), request.GET.get("show", "")
    return render(request, "boards/work.html", work_page.context(pk, code, request.user, show))


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Every unit by kind, with what it leads, helps with and owes."""
    chosen = calendar(request.GET.get("period", ""))
    return render(request, "boards/units.html", units_page.index(chosen))


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: what it leads and helps with, its own targets, what it owes."""
    chosen = calendar(request.GET.get("period", ""))
    found = get_object_or_404(Unit, pk=pk)
    return render(request, "boards/unit.html", units_page.page(found, chosen, request.user))
