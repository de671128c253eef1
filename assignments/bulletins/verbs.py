"""A bulletin is drafted, worded and issued (`ledger.bulletin_verbs` withdraws it). Each verb is
permission, change and history in one transaction; what was issued never changes."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from assignments.bulletins import docx, xlsx
from assignments.bulletins.checks import objections, typed
from assignments.bulletins.content import compose
from assignments.bulletins.layout import PrintedBulletin
from assignments.bulletins.words import (
    LABELS,
    OWN,
    changed_words,
    default_words,
    office_words,
    signature_of,
    title_of,
)
from assignments.choices import BulletinState, PeriodState
from assignments.ledger import access
from assignments.ledger.writing import locked, save, verb
from assignments.models import Bulletin, Period, User
from assignments.rules.transitions import BULLETIN, IllegalMove, after


@verb
def draft(*, period: Period, by: User) -> Bulletin:
    """Begin a period's bulletin, or go on with the draft that is there. After a withdrawal
    it begins with what the office wrote into the withdrawn one. A draft holds only what the
    office wrote: its figures and all other words are always those of now."""
    access.demand(access.can_publish(by), "只有督查室可以拟写通报。")
    period = locked(Period.objects, pk=period.pk)
    if period.state == PeriodState.PLANNED:
        raise IllegalMove(f"{period}尚未开启，还不能拟写通报。")
    present = Bulletin.objects.filter(period=period).order_by("-id")
    for bulletin in present:
        if bulletin.state == BulletinState.DRAFT:
            return bulletin
        if bulletin.state == BulletinState.ISSUED:
            raise IllegalMove(f"{period}的通报已经印发；如有错误，请先撤回。")
    fresh = Bulletin(period=period)
    last = present.first()
    if last:
        fresh.title, fresh.words = last.title, office_words(last.words)
    else:
        fresh.title = title_of(compose(period), settings.CITY_NAME)
    return save(fresh, by=by, reason="拟稿")


@verb
def edit_words(
    *,
    bulletin: Bulletin,
    words: Mapping[str, Any],
    by: User,
    title: str = "",
    number: str = "",
    issued_on: date | None = None,
    expected_version: int | None = None,
) -> Bulletin:
    """Change the words around the figures, the title, the number and the date. Raises
    ValidationError by part where a figure was typed instead of a field."""
    access.demand(access.can_publish(by), "只有督查室可以修改通报。")
    bulletin = locked(Bulletin.objects, pk=bulletin.pk)
    bulletin.state = after(BULLETIN, bulletin.state, "edit")
    content = compose(bulletin.period)
    written = {**bulletin.words, **words}
    wrong = list(typed(content, {**proposed(content), **written}))
    if wrong:
        raise ValidationError(wrong)
    bulletin.words = changed_words(written, proposed(content))
    bulletin.title = title.strip() or bulletin.title
    bulletin.number, bulletin.issued_on = number.strip(), issued_on
    return save(bulletin, by=by, reason="修改文字", expected_version=expected_version)


@verb
def forget_words(*, bulletin: Bulletin, by: User) -> Bulletin:
    """Go back to the words of the system in every part of a draft; title, number, date, what is
    listed and what was written for single works stay."""
    access.demand(access.can_publish(by), "只有督查室可以修改通报。")
    bulletin = locked(Bulletin.objects, pk=bulletin.pk)
    bulletin.state = after(BULLETIN, bulletin.state, "edit")
    bulletin.words = {
        name: value for name, value in bulletin.words.items() if name not in LABELS
    }
    return save(bulletin, by=by, reason="恢复系统拟写的文字")


@verb
def issue(
    *, bulletin: Bulletin, by: User, expected_version: int | None = None
) -> Bulletin:
    """Freeze figures, words and files. Raises ValidationError with everything that stands
    against it: an open period, no number or date, figures that do not add up, gaps."""
    access.demand(access.can_publish(by), "只有督查室可以印发通报。")
    period = locked(Period.objects, pk=bulletin.period_id)
    bulletin = locked(Bulletin.objects, pk=bulletin.pk)
    bulletin.state = after(BULLETIN, bulletin.state, "issue")
    bulletin.content = compose(period)
    bulletin.words = whole_words(bulletin.words, bulletin.content)
    wrong = [*formal(bulletin, period), *objections(bulletin.content, bulletin.words)]
    if wrong:
        raise ValidationError(wrong)
    sheet = sheet_of(bulletin)
    bulletin.docx, bulletin.xlsx = docx.document(sheet), xlsx.workbook(sheet)
    bulletin.sha256, bulletin.xlsx_sha256, bulletin.content_sha256 = sums(bulletin)
    bulletin.issued_by = by
    return save(bulletin, by=by, reason="印发", expected_version=expected_version)


def proposed(content: Mapping[str, Any]) -> dict[str, Any]:
    """The words that the figures of now suggest."""
    return default_words(content, settings.CITY_NAME, settings.OFFICE_NAME)


def whole_words(
    written: Mapping[str, Any], content: Mapping[str, Any]
) -> dict[str, Any]:
    """All words of a draft: what the office wrote, else what the figures suggest. OWN keeps which
    is which."""
    return {**proposed(content), **written, OWN: sorted(set(written) & set(LABELS))}


def sums(bulletin: Bulletin) -> list[str]:
    """The SHA-256 of what is frozen: the document, the annex in Excel, the content with its words
    and form."""
    form = {
        name: str(getattr(bulletin, name)) for name in ("title", "number", "issued_on")
    }
    frozen = json.dumps(
        [bulletin.content, bulletin.words, form], ensure_ascii=False, sort_keys=True
    )
    parts = (bytes(bulletin.docx or b""), bytes(bulletin.xlsx or b""), frozen.encode())
    return [hashlib.sha256(part).hexdigest() for part in parts]


def formal(bulletin: Bulletin, period: Period) -> list[str]:
    """What the document itself lacks."""
    problems = []
    if period.state != PeriodState.CLOSED:
        problems.append(f"{period}还没有关闭，数字仍会变动；请先关闭本期。")
    if not bulletin.number:
        problems.append("还没有填写文号。")
    if bulletin.issued_on is None:
        problems.append("还没有填写印发日期。")
    elif bulletin.issued_on < period.ends:
        problems.append(f"印发日期不能早于本期截至日期 {period.ends}。")
    return problems


def sheet_of(bulletin: Bulletin, mark: str = "") -> PrintedBulletin:
    """What a bulletin is printed from."""
    return PrintedBulletin(
        content=bulletin.content,
        words=bulletin.words,
        title=bulletin.title,
        number=bulletin.number,
        issued_on=bulletin.issued_on,
        head=settings.BULLETIN_HEAD,
        office=signature_of(settings.CITY_NAME, settings.OFFICE_NAME),
        mark=mark,
    )
