"""A record that a page holds may be older than the database: each verb reads it anew, so that
what somebody else has done meanwhile is neither done twice nor undone."""

import pytest

from assignments.bulletins import verbs as bulletins
from assignments.directives import verbs as directives
from assignments.ledger.bulletin_verbs import withdraw as withdraw_bulletin
from assignments.models import Bulletin, Directive, Extension, Period, ProgressReport
from assignments.models.periods import ClosedPeriod
from assignments.reporting import verbs as reporting
from assignments.rules.transitions import IllegalMove
from assignments.supervision import verbs as supervision
from assignments.supervision.period_verbs import (
    close_period,
    extend_period,
    open_period,
    reopen_period,
)
from tests.effects.rows import DAY, NOON, asked, bulletin, instructed, sent
from tests.effects.seen import effects


@pytest.fixture
def people(office_user, unit_user, admin_user):
    return {"office": office_user, "unit": unit_user, "admin": admin_user}


def report_of(plan, people):
    return sent(plan, "talents", "市科技局")


def request_of(plan, people):
    return asked(plan, "talents", "市科技局", people["unit"])


def directive_of(plan, people):
    return instructed(plan, people["office"])


def replied_to(plan, people):
    return instructed(plan, people["office"], state="replied")


def draft_of(plan, people):
    return bulletin(plan.last, "draft")


def issued_of(plan, people):
    return bulletin(plan.last)


MOVED = {
    "accept": (report_of, {"state": "accepted"}, "office", supervision.accept, {}),
    "send_back": (
        report_of,
        {"state": "draft"},
        "office",
        supervision.send_back,
        {"reason": "缺"},
    ),
    "withdraw": (report_of, {"state": "accepted"}, "unit", reporting.withdraw, {}),
    "answer": (
        request_of,
        {"state": "granted"},
        "office",
        supervision.answer_extension,
        {"grant": False, "answer": "不行"},
    ),
    "reply": (
        directive_of,
        {"state": "closed"},
        "unit",
        directives.reply,
        {"text": "已办"},
    ),
    "close": (directive_of, {"state": "closed"}, "office", directives.close, {}),
    "ask_again": (
        replied_to,
        {"state": "closed"},
        "office",
        directives.ask_again,
        {"because": "缺"},
    ),
}
"""By verb: what the page holds, how it is by now, who asks, and what with."""


@pytest.mark.parametrize("name", MOVED)
def test_what_moved_on_is_left(name, small_plan, people):
    make, now, who, verb, more = MOVED[name]
    held = make(small_plan, people)
    type(held).objects.filter(pk=held.pk).update(**now)
    key = {ProgressReport: "report", Extension: "extension", Directive: "directive"}[
        type(held)
    ]
    with effects() as found, pytest.raises(IllegalMove):
        verb(**{key: held}, by=people[who], **more)
    found.are()


@pytest.mark.parametrize(
    ("make", "now", "verb", "more"),
    [
        (draft_of, "issued", bulletins.edit_words, {"words": {"next": "抓紧。"}}),
        (draft_of, "issued", bulletins.forget_words, {}),
        (draft_of, "issued", bulletins.issue, {}),
        (issued_of, "withdrawn", withdraw_bulletin, {"because": "有误"}),
    ],
)
def test_a_bulletin_that_moved_on_is_left(small_plan, people, make, now, verb, more):
    held = make(small_plan, people)
    mine = Bulletin.objects.get(pk=held.pk)
    mine.state, mine.withdrawn_because = now, "文号有误" if now == "withdrawn" else ""
    mine.save()
    with effects() as found, pytest.raises(IllegalMove):
        verb(bulletin=held, by=people["office"], **more)
    found.are()


@pytest.mark.parametrize(
    ("index", "now", "verb", "who", "more"),
    [
        (3, "open", open_period, "office", {}),
        (
            2,
            "closed",
            extend_period,
            "office",
            {"due_on": DAY.replace(month=9), "reason": "。"},
        ),
        (2, "closed", close_period, "office", {"decisions": {}}),
        (1, "open", reopen_period, "admin", {"reason": "有误"}),
    ],
)
def test_a_period_that_moved_on_is_left(
    small_plan, people, index, now, verb, who, more
):
    held = small_plan.quarters[index]
    Period.objects.filter(pk=held.pk).update(state=now)
    with effects() as found, pytest.raises(IllegalMove):
        verb(period=held, by=people[who], **more)
    found.are()


def test_nobody_is_chased_in_a_period_that_was_closed_meanwhile(
    small_plan, office_user
):
    held = small_plan.period
    Period.objects.filter(pk=held.pk).update(state="closed")
    with effects() as found, pytest.raises(ClosedPeriod):
        supervision.chase_all(period=held, by=office_user, at=NOON)
    found.are()
