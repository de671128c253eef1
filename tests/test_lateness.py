"""Who owes what by when, and who was late: one answer in the bulletin, on the unit's page, in
the index, the league table, the ledger, on the desks, in digests and reminders."""

from datetime import date, datetime, timezone

import pytest
from django.urls import reverse

from assignments.bulletins.content import late_rows, silent_rows
from assignments.choices import Duty, ExtensionState
from assignments.ledger.calendar import calendar
from assignments.ledger.figures import Board
from assignments.ledger.selections import Selection
from assignments.management.digests import letters
from assignments.models import (
    Assessment,
    Extension,
    ProgressReport,
    Reminder,
    Unit,
    User,
)
from assignments.reporting.desk import unit_desk
from assignments.supervision.desk import desk_context as desk
from assignments.supervision.verbs import chase, chase_all
from tests.boards.reading import text_of

GROUP, TOWN, OTHER = "各乡镇（街道）", "玉城街道", "大麦屿街道"
DUE, IN_TIME, LATE = date(2021, 7, 8), date(2021, 7, 7), date(2021, 7, 10)
AFTER = date(2021, 7, 15)


@pytest.fixture
def towns(small_plan):
    """The group of towns leads harbour beside 市发改局."""
    task = small_plan.tasks["key", 2]
    task.responsibilities.create(unit=small_plan.units[GROUP], duty=Duty.LEAD, order=9)
    return small_plan


@pytest.fixture
def send(small_plan):
    """A function: unit's name, day -> its report on a work of the open quarter."""

    def make(name, day, word="harbour", state="submitted", **more):
        moment = datetime(day.year, day.month, day.day, 4, tzinfo=timezone.utc)
        return ProgressReport.objects.create(
            work=small_plan.works[word],
            unit=small_plan.units[name],
            period=small_plan.period,
            state=state,
            progress="已办。",
            return_reason="补充。" if state == "returned" else "",
            submitted_at=moment,
            **more,
        )

    return make


@pytest.fixture
def grant(small_plan, office_user):
    """A function: unit's name, until -> a request for a work of the open quarter, granted."""
    return lambda name, until, word="harbour", state=ExtensionState.GRANTED: (
        Extension.objects.create(
            work=small_plan.works[word],
            unit=small_plan.units[name],
            period=small_plan.period,
            until=until,
            reason="待批",
            state=state,
            answer="不同意" if state == "refused" else "",
            asked_by=office_user,
        )
    )


@pytest.fixture
def asked(small_plan, client_for, viewer_user, office_user):
    """A function: unit's name -> (late reports, their days, silent works) as each place says
    them; every place that can say it says the same."""

    def ask(name):
        unit, period = small_plan.units[name], small_plan.period
        board = Board(period)
        late = {row["unit"]: (row["value"], row["days"]) for row in late_rows(board)}
        silent = {row["unit"]: row["value"] for row in silent_rows(board)}
        page = client_for(viewer_user).get(
            reverse("boards:unit", args=[unit.pk]), {"period": period.code}
        )
        tardy = [
            one
            for one in page.context["page"].not_on_time
            if one.period == period and one.days_late
        ]
        days = max((one.days_late for one in tardy), default=0)
        assert late.get(name, (0, 0)) == (len(tardy), days)
        index = client_for(viewer_user).get(
            reverse("boards:units"), {"period": period.code}
        )
        rows = {
            row.unit.name: row for kind in index.context["kinds"] for row in kind.rows
        }
        shown = page.context["page"]
        assert rows[name].timeliness == shown.timeliness
        assert (shown.timeliness.owed, shown.timeliness.on_time) == (
            len(shown.on_time) + len(shown.not_on_time),
            len(shown.on_time),
        )
        own_desk = unit_desk(unit, board)
        on_desk = own_desk.owed.value + own_desk.returned.value
        own = Selection(unit=unit.pk, duty=Duty.LEAD, reported="no", by="work")
        listed = client_for(office_user).get(
            reverse("supervision:silent"), {"period": period.code}
        )
        chased = {
            row.unit.name: len(row.works) for row in listed.context["units"].entries
        }
        assert {chased.get(name, 0), board.count(own).value, on_desk} == {
            silent.get(name, 0)
        }
        return (*late.get(name, (0, 0)), silent.get(name, 0))

    return ask


# ---- members of groups


def test_a_member_that_is_late_is_late_everywhere(
    towns, send, asked, client_for, viewer_user, office_user, settings
):
    report = send(TOWN, LATE)
    assert asked(TOWN) == (1, 2, 0) and asked(OTHER) == (0, 0, 1)
    page = client_for(viewer_user).get(
        reverse("boards:unit", args=[towns.units[TOWN].pk]), {"period": "2021Q2"}
    )
    assert "7月10日报送，迟 2 天" in text_of(page)
    settings.LEAGUE_TABLE = True
    league = client_for(viewer_user).get(reverse("boards:league"), {"period": "2021Q2"})
    places = {place.row.unit.name: place.row for place in league.context["places"]}
    assert (places[TOWN].timeliness.owed, places[TOWN].timeliness.percent) == (2, 0)
    office = client_for(office_user)
    assert (
        office.get(reverse("supervision:queue")).context["queue"].entries[-1].late == 2
    )
    review = office.get(reverse("supervision:review", args=[report.pk]))
    assert review.context["page"].late == 2
    own = office.get(reverse("reporting:report", args=[report.work_id, report.unit_id]))
    assert own.context["page"].late == 2


def test_one_report_for_the_whole_group_is_nobodys_delay(towns, send, asked):
    send(GROUP, LATE)
    assert asked(TOWN) == asked(OTHER) == asked(GROUP) == (0, 0, 0)
    desk = unit_desk(towns.units[TOWN], Board(towns.period))
    assert not desk.owed.value and desk.settled.value == 1


def test_a_member_named_itself_owes_its_own(towns, send, asked):
    towns.tasks["key", 2].responsibilities.create(
        unit=towns.units[TOWN], duty=Duty.LEAD, order=10
    )
    send(GROUP, IN_TIME)
    assert asked(TOWN) == (0, 0, 1) and asked(OTHER) == (0, 0, 0)


def test_time_for_the_group_is_time_for_its_members(towns, send, grant, asked):
    send(TOWN, LATE)
    grant(GROUP, LATE)
    assert asked(TOWN) == (0, 0, 0)


def test_a_group_without_known_members_answers_for_itself(towns, send, asked):
    towns.units[GROUP].members.clear()
    assert asked(GROUP) == (0, 0, 1)
    send(GROUP, LATE)
    assert asked(GROUP) == (1, 2, 0)


# ---- what is owed


def test_who_helps_is_never_late(small_plan, send, asked, client_for, office_user):
    report = send("市科技局", LATE)
    assert asked("市科技局") == (0, 0, 1)
    review = client_for(office_user).get(
        reverse("supervision:review", args=[report.pk])
    )
    assert review.context["page"].late == 0


def test_a_settled_work_is_never_late(small_plan, send, asked):
    Assessment.objects.create(
        work=small_plan.works["harbour"],
        period=small_plan.period,
        standing="done",
        carried=True,
        assessed_at=datetime(2021, 7, 1, tzinfo=timezone.utc),
    )
    send("市发改局", LATE)
    assert asked("市发改局") == (0, 0, 0)


def test_what_is_back_at_the_unit_is_silent_not_late(small_plan, send, asked):
    send("市发改局", LATE, state="returned", times_returned=1)
    assert asked("市发改局") == (0, 0, 1)


def test_the_first_sending_counts(small_plan, send, asked):
    first = datetime(2021, 7, 8, 15, 59, tzinfo=timezone.utc)
    send("市发改局", LATE, first_sent_at=first)
    assert asked("市发改局") == (0, 0, 0)


@pytest.mark.parametrize(
    ("until", "state", "late"),
    [
        ([LATE], "granted", (0, 0, 0)),
        ([LATE, date(2021, 7, 9)], "granted", (0, 0, 0)),
        ([date(2021, 7, 9)], "granted", (1, 1, 0)),
        ([LATE], "refused", (1, 2, 0)),
        ([LATE], "asked", (1, 2, 0)),
    ],
)
def test_what_was_granted_moves_the_day(
    small_plan, send, grant, asked, until, state, late
):
    for day in until:
        grant("市发改局", day, state=state)
    send("市发改局", LATE)
    assert asked("市发改局") == late


def test_what_was_sent_before_a_merger_counts_for_the_new_unit(small_plan, send, asked):
    old = Unit.objects.create(
        name="市经信局", is_active=False, merged_into=small_plan.units["市发改局"]
    )
    small_plan.units["市经信局"] = old
    send("市经信局", LATE)
    assert asked("市发改局") == (1, 2, 0)
    desk = unit_desk(small_plan.units["市发改局"], Board(small_plan.period))
    assert not desk.owed.value


# ---- until when


def said(small_plan, unit) -> str:
    return Reminder.objects.get(unit=small_plan.units[unit]).text


def test_a_reminder_names_the_day_that_was_granted(small_plan, grant, office_user):
    noon = datetime(2021, 7, 10, 4, tzinfo=timezone.utc)
    grant("市发改局", AFTER)
    grant("市科技局", AFTER, word="talents")
    small_plan.report.state, small_plan.report.return_reason = "returned", "补充。"
    small_plan.report.save()
    chase(
        unit=small_plan.units["市发改局"],
        period=small_plan.period,
        by=office_user,
        at=noon,
    )
    chase_all(period=small_plan.period, by=office_user, at=noon)
    assert said(small_plan, "市发改局").endswith(
        "还有 1 项工作未报送，请于7月15日前报送。"
    )
    assert said(small_plan, "市财政局").endswith("已过报送期限7月8日，请尽快报送。")
    assert said(small_plan, "市科技局").endswith(
        "还有 2 项工作未报送，其中 1 项已过报送期限7月8日，请尽快报送。"
    )


def test_nobody_is_overdue_before_the_day_that_was_granted(
    small_plan, send, grant, office_user, client_for
):
    for word, unit in (
        ("fields", "市农业农村局"),
        ("livelihood", "市财政局"),
        ("talents", "市科技局"),
    ):
        send(unit, IN_TIME, word=word, state="accepted")
    grant("市发改局", AFTER)
    User.objects.filter(pk=office_user.pk).update(email="office@yuhuan.example")

    def told(day):
        text = "".join(
            one.text for one in letters(day) if one.address == "office@yuhuan.example"
        )
        return "逾期未报送的单位" in text, desk(calendar(), day)["next_step"]["text"]

    assert told(LATE) == (False, "有 4 项已报送、待评定。")
    assert told(AFTER) == (False, "报送期限7月8日已到，还有 1 项未报送。")
    overdue, _ = told(date(2021, 7, 16))
    assert overdue
    page = client_for(office_user).get(reverse("supervision:silent"))
    assert "已同意延至 7月15日" in text_of(page)
