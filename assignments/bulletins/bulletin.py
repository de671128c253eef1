"""One bulletin on its page: as it will look, what stands against issuing it, what may be done."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assignments.bulletins.checks import objections, remarks
from assignments.bulletins.content import KINDS, compose
from assignments.bulletins.downloads import download
from assignments.bulletins.forms import WithdrawalForm, WordsForm
from assignments.bulletins.layout import Block, blocks
from assignments.bulletins.placeholders import values
from assignments.bulletins.shares import SHARE, differ_from_whole
from assignments.bulletins.verbs import formal, sheet_of, sums, whole_words
from assignments.bulletins.words import LABELS
from assignments.choices import BulletinState, Group
from assignments.ledger import access
from assignments.models import Bulletin, User
from assignments.rules.shares import ROUNDING

SHOWN_ROWS = 15
"""Rows of an annex that its page shows before it is asked for all of them: a year's works with what
was done for each weigh more than a page may (60 KB)."""


class BulletinPage:
    def __init__(
        self, bulletin: Bulletin, user: User, today: date, whole: bool = False
    ) -> None:
        self.bulletin, self.today = bulletin, today
        self.user = user
        self.shown_rows = 0 if whole else SHOWN_ROWS
        self.written = set(bulletin.words) & set(LABELS) if self.is_draft else set()
        if self.is_draft:
            bulletin.content = compose(bulletin.period)
            bulletin.words = whole_words(bulletin.words, bulletin.content)

    @classmethod
    def open(
        cls, user: User, pk: int, *, today: date, whole: bool = False
    ) -> "BulletinPage":
        """The page, or 404 where the user may not see the bulletin. A draft's figures are those of
        now, an issued one's those that were frozen. `whole`: with all rows of its annexes."""
        rows = access.bulletins(user).select_related(
            "period", "issued_by", "withdrawn_by"
        )
        bulletin = rows.filter(pk=pk).first()
        if bulletin is None:
            raise Http404("没有这份通报。")
        return cls(bulletin, user, today, whole)

    @property
    def is_draft(self) -> bool:
        return self.bulletin.state == BulletinState.DRAFT

    @property
    def is_withdrawn(self) -> bool:
        return self.bulletin.state == BulletinState.WITHDRAWN

    @property
    def may_edit(self) -> bool:
        return self.is_draft and access.can_publish(self.user)

    @property
    def may_withdraw(self) -> bool:
        is_issued = self.bulletin.state == BulletinState.ISSUED
        return is_issued and access.can_publish(self.user)

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks(sheet_of(self.bulletin))

    @property
    def is_shortened(self) -> bool:
        return bool(self.shown_rows) and any(
            len(block.rows) > self.shown_rows + 1 for block in self.blocks
        )

    @cached_property
    def objections(self) -> list[str]:
        """What stands against issuing, for the office and only while it is a draft."""
        if not self.may_edit:
            return []
        return [
            *formal(self.bulletin, self.bulletin.period),
            *objections(self.bulletin.content, self.bulletin.words),
        ]

    @property
    def remarks(self) -> list[str]:
        if not self.may_edit:
            return []
        return remarks(self.bulletin.content, self.bulletin.words)

    @property
    def written_parts(self) -> list[str]:
        """The parts of a draft that the office wrote itself; the others follow the figures."""
        return [label for name, label in LABELS.items() if name in self.written]

    @property
    def seals(self) -> list[tuple[str, str, bool]]:
        """What was frozen: its name, its sum, and whether it still is what was issued."""
        bulletin = self.bulletin
        names = ("Word 文件", "Excel 附件", "数据和文字")
        frozen = (bulletin.sha256, bulletin.xlsx_sha256, bulletin.content_sha256)
        rows = zip(names, frozen, sums(bulletin), strict=True)
        return [(name, seal, seal == now) for name, seal, now in rows if seal]

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Every field that the words may use, with its value: for the list beside the boxes."""
        return list(values(self.bulletin.content, self.bulletin.words).items())

    @property
    def rounding(self) -> str:
        """What is said below the fields where shares among them do not make 100.0 %."""
        fields = {
            f"{name}{group.label}{SHARE}" for name in KINDS.values() for group in Group
        }
        return ROUNDING if differ_from_whole(self.bulletin.content, fields) else ""

    def form(self, data: QueryDict | None = None) -> WordsForm:
        return WordsForm(
            data,
            bulletin=self.bulletin,
            content=self.bulletin.content,
            as_of=self.today,
        )

    def context(self, **more: Any) -> dict:
        context: dict[str, Any] = {"page": self, "bulletin": self.bulletin}
        if access.can_publish(self.user):
            context["form"] = self.form()
            context["withdrawal_form"] = WithdrawalForm()
        return context | more


def open_page(request: access.Request, pk: int) -> BulletinPage:
    """The page that a request asks for; `?annex=all`: to its end."""
    return BulletinPage.open(
        request.user,
        pk,
        today=timezone.localdate(),
        whole=request.GET.get("annex") == "all",
    )


def show(request: access.Request, page: BulletinPage, **context: Any) -> HttpResponse:
    return render(request, "bulletins/bulletin.html", page.context(**context))


@require_safe
def bulletin(request: access.Request, pk: int) -> HttpResponse:
    """One bulletin as it looks on paper, or as a file; the office words, issues and withdraws it
    here."""
    page = open_page(request, pk)
    kind = request.GET.get("download", "")
    if kind:
        return download(request, page.bulletin, kind)
    return show(request, page)
