"""One instruction on its page: to whom, what was answered, what may be done."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.directives.forms import AskAgainForm, ReplyForm
from assignments.ledger import access
from assignments.models import ASKED_AGAIN, Directive, DirectiveUnit, User
from assignments.rules.transitions import DIRECTIVE, allows


@dataclass(frozen=True)
class DirectiveStep:
    """One thing that was said about an instruction after it was given."""

    kind: str
    who: str
    what: str
    on: datetime
    text: str
    files: tuple = ()


class DirectivePage:
    def __init__(self, directive: Directive, user: User, as_of: date) -> None:
        self.directive = directive
        self.user = user
        self.as_of = as_of

    @classmethod
    def open(cls, user: User, pk: int, as_of: date) -> "DirectivePage":
        """The page, or 404 where the user may not see the instruction."""
        rows = (
            access.directives(user)
            .with_answers()
            .select_related("work", "leader", "recorded_by", "closed_by")
        )
        directive = rows.filter(pk=pk).first()
        if directive is None:
            raise Http404("没有这件批示。")
        return cls(directive, user, as_of)

    @cached_property
    def addressees(self) -> list[DirectiveUnit]:
        return list(self.directive.addressees.all())

    @property
    def is_late(self) -> bool:
        return self.directive.is_late(self.as_of)

    @cached_property
    def silent(self) -> set[int]:
        """Units that have not answered, by id."""
        return {addressee.unit_id for addressee in self.directive.owing()}

    @cached_property
    def may_reply(self) -> bool:
        return access.can_reply(self.user, self.directive) and self.allows("reply")

    @cached_property
    def may_sign(self) -> bool:
        """Whether a unit still has to say that it has read."""
        if not self.may_reply:
            return False
        names = set(access.units_of(self.user))
        return any(
            addressee.unit_id in names and addressee.read_at is None
            for addressee in self.addressees
        )

    @property
    def may_close(self) -> bool:
        may = access.can_close_directive(self.user, self.directive)
        return may and self.allows("settle")

    @property
    def may_ask_again(self) -> bool:
        may = access.can_close_directive(self.user, self.directive)
        return may and self.allows("ask_again")

    def allows(self, name: str) -> bool:
        return allows(DIRECTIVE, self.directive.state, name)

    @property
    def steps(self) -> list[DirectiveStep]:
        """Answers, requests for more and the end, oldest first."""
        steps = [*self.answers(), *self.requests()]
        closed_at = self.directive.closed_at
        if closed_at:
            closed_by = str(self.directive.closed_by)
            steps.append(DirectiveStep("assessment", closed_by, "办结", closed_at, ""))
        return sorted(steps, key=lambda step: step.on)

    def answers(self) -> list[DirectiveStep]:
        rows = self.directive.replies.select_related("unit", "by").prefetch_related(
            "attachments"
        )
        return [
            DirectiveStep(
                "reply",
                row.unit.name,
                f"回复（{row.by}）",
                row.at,
                row.text,
                tuple(row.attachments.all()),
            )
            for row in rows
        ]

    def requests(self) -> list[DirectiveStep]:
        rows = self.directive.history.filter(
            history_change_reason__startswith=ASKED_AGAIN
        )
        return [
            DirectiveStep(
                "directive",
                str(row.history_user or "督查室"),
                "要求补充",
                row.history_date,
                row.history_change_reason.removeprefix(ASKED_AGAIN),
            )
            for row in rows.select_related("history_user")
        ]


def show(
    request: access.Request, page: DirectivePage, **forms: ReplyForm | AskAgainForm
) -> HttpResponse:
    """The page; `forms` replaces a form by one that carries errors."""
    context = {
        "page": page,
        "reply_form": ReplyForm(),
        "again_form": AskAgainForm(prefix="again", as_of=page.as_of),
        **forms,
    }
    return render(request, "directives/directive.html", context)


@require_safe
def directive(request: access.Request, pk: int) -> HttpResponse:
    """One instruction with everything answered to it."""
    return show(request, DirectivePage.open(request.user, pk, timezone.localdate()))
