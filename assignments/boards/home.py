"""Where each role starts."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from assignments.boards.addresses import address
from assignments.choices import Role
from assignments.ledger import access


@require_safe
def home(request: access.Request) -> HttpResponse:
    """Where each role starts: a leader at their own board, a unit at its desk, the rest at the
    overview."""
    user = request.user
    if user.role == Role.LEADER:
        return redirect("boards:leader", user.leader_id)
    desk = address("reporting:desk") if user.role == Role.UNIT else ""
    return redirect(desk or "boards:overview")
