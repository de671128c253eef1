"""One bulletin on its page: as it will look, what stands against issuing it, what may be done."""

from datetime import date
from functools import cached_property

from django.http import Http404

from assignments.bulletins.checks import objections, remarks
from assignments.bulletins.content import KINDS, compose
from assignments.bulletins.forms import WithdrawalForm, WordsForm
from assignments.bulletins.layout import Block, blocks
from assignments.bulletins.placeholders import values
from assignments.bulletins.shares import SHARE, differ_from_whole
from assignments.bulletins.verbs import formal, sheet_of, sums, whole_words
from assignments.bulletins.words import LABELS
from assignments.choices import BulletinState, Group
from assignments.ledger import access
from assignments.models import Bulletin, Period
from assignments.rules.shares import ROUNDING

DRAFT_MARK = "拟稿，未印发"
SHOWN_ROWS = 15
"""Rows of an annex that its page shows before it is asked for all of them: a year's works with what
was done for each weigh more than a page may (60 KB)."""


class BulletinPage:
    def __init__(self, bulletin: Bulletin, user, today: date, whole: bool = False):
        self.bulletin, self.today = bulletin, today
        self.user = user
        self.shown_rows = 0 if whole else SHOWN_ROWS
        self.written = set(bulletin.words) & set(LABELS) if self.is_draft else set()
        if self.is_draft:
            bulletin.content = compose(bulletin.period)
            bulletin.words = whole_words(bulletin.words, bulletin.content)

    @classmethod
    def open(cls, user, pk: int, *, today: date, whole: bool = False) -> "BulletinPage":
        """The page, or 404 where the user may not see the bulletin. A draft's figures are those of
        now, an issued one's those that were frozen. `whole`: with all rows of its annexes."""
        rows = access.bulletins(user).select_related(
            "period", "issued_by", "withdrawn_by"
        )
        found = rows.filter(pk=pk).first()
        if found is None:
            raise Http404("没有这份通报。")
        return cls(found, user, today, whole)

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
        return self.bulletin.state == BulletinState.ISSUED and access.can_publish(
            self.user
        )

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
        return (
            remarks(self.bulletin.content, self.bulletin.words) if self.may_edit else []
        )

    @property
    def written_parts(self) -> list[str]:
        """The parts of a draft that the office wrote itself; the others follow the figures."""
        return [label for name, label in LABELS.items() if name in self.written]

    @property
    def seals(self) -> list[tuple[str, str, bool]]:
        """What was frozen: its name, its sum, and whether it still is what was issued."""
        found = self.bulletin
        kept = (found.sha256, found.xlsx_sha256, found.content_sha256)
        rows = zip(
            ("Word 文件", "Excel 附件", "数据和文字"), kept, sums(found), strict=True
        )
        return [(name, kept, kept == now) for name, kept, now in rows if kept]

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

    def form(self, data=None) -> WordsForm:
        return WordsForm(
            data,
            bulletin=self.bulletin,
            content=self.bulletin.content,
            as_of=self.today,
        )

    def context(self, **more) -> dict:
        forms = (
            {"form": self.form(), "withdrawal_form": WithdrawalForm()}
            if access.can_publish(self.user)
            else {}
        )
        return {"page": self, "bulletin": self.bulletin, **forms, **more}


def index(user) -> dict:
    """All bulletins that the user may see, and for the office the periods without one."""
    rows = (
        access.bulletins(user)
        .select_related("period")
        .defer("docx", "xlsx", "content", "words")
    )
    found = list(rows.order_by("-period__ends", "-id"))
    has_one = {row.period_id for row in found if row.state != BulletinState.WITHDRAWN}
    waiting = []
    if access.can_publish(user):
        waiting = [
            period
            for period in Period.objects.begun().order_by("-ends")
            if period.pk not in has_one
        ]
    return {"bulletins": found, "waiting": waiting}
