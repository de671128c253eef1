"""Kept lines say what the boards compute, hold what is counted, and follow the facts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db.models import Exists, OuterRef, Q

from assignments.choices import (
    Duty,
    Group,
    Level,
    Move,
    PeriodState,
    Standing,
    TaskKind,
)
from assignments.ledger import kept_lines
from assignments.ledger.figures import Board
from assignments.ledger.kept_lines import differences, refresh
from assignments.ledger.selections import Selection
from assignments.models import (
    Assessment,
    ClosedPeriod,
    Extension,
    LedgerLine,
    LedgerRow,
    Obligation,
    Period,
    ProgressReport,
    Reminder,
    ReminderWork,
    SlowTarget,
    Task,
    Unit,
    YearVersion,
)

pytestmark = pytest.mark.django_db
REPORTED = ("yes", "no", "owed")
UNITS = (
    "市科技局",
    "市发改局",
    "市自然资源规划局",
    "楚门镇",
    "各乡镇(街道)",
    "市教育局",
    "市文广旅体局",
)
"""Some that lead much, a town and the group it belongs to, and two that are silent in the demo."""
OPEN = Period.objects.filter(state=PeriodState.OPEN)


@pytest.fixture
def kept_demo(demo):
    refresh(year=2021)
    return Board(OPEN.get()).with_targets()


@pytest.fixture
def kept(small_plan):
    refresh(year=2021)
    return small_plan


def line_of(plan, work: str, period=None) -> LedgerLine:
    return LedgerLine.objects.get(work=plan.works[work], period=period or plan.period)


# ---- the boards are the oracle


def test_the_demos_lines_say_what_its_board_says(kept_demo):
    kept = {
        line.work_id: line
        for line in LedgerLine.objects.filter(period=kept_demo.period)
    }
    assert len(kept) == len(kept_demo.lines) == 140
    for found in kept_demo.lines:
        line = kept[found.work.pk]
        assert (line.group, line.standing, line.previous, line.move) == (
            found.group,
            found.standing,
            found.previous,
            found.move,
        )
        assert (line.is_silent, line.is_joint, line.carried) == (
            found.is_silent,
            found.is_joint,
            found.carried,
        )
        assert list(
            line.obligations.values_list("unit", "duty", "owes", "came_on")
        ) == [
            (pk, one.duty, one.owes, one.came) for pk, one in found.obligations.items()
        ]
        units = (line.lead_units, line.helping_units, line.silent_units)
        assert [[unit["id"] for unit in row] for row in units] == [
            [unit.pk for unit in row]
            for row in (found.lead_units, found.cooperating_units, found.silent_units)
        ]
        assert {one["id"]: one["pace"] for one in line.targets} == {
            one.target.pk: one.pace.name.lower() for one in found.targets
        }
        assert [
            row.pk for row in Task.objects.filter(rows__line=line).order_by("pk")
        ] == sorted(task.pk for task in found.tasks)


def rows_asked(period: Period, selection: Selection):
    """The rows that a selection means, by SQL alone."""
    plain = {"kind": "kind", "level": "level", "leader": "leader", "group": "standing"}
    wanted = {name: getattr(selection, field) for name, field in plain.items()}
    wanted["move"] = selection.move
    wanted["co_leaders__contains"] = (
        f",{selection.co_leader}," if selection.co_leader else ""
    )
    if selection.joint:
        wanted["is_joint"] = selection.joint == "yes"
    if selection.duty and not selection.unit:
        wanted["has_lead" if selection.duty == Duty.LEAD else "has_helper"] = True
    rows = LedgerRow.objects.filter(period=period).filter(
        **{name: value for name, value in wanted.items() if value not in ("", None)}
    )
    silent = Q(is_silent=True)
    if selection.unit:
        own = Obligation.objects.filter(unit=selection.unit, line=OuterRef("line"))
        silent = Q(Exists(own.filter(owes=True, came_on=None)))
        rows = rows.filter(Exists(own.filter(duty__contains=selection.duty)))
    owed = {
        "no": silent,
        "yes": ~silent & Q(owes_reports=True),
        "owed": silent | Q(owes_reports=True),
    }
    return rows.filter(owed[selection.reported]) if selection.reported else rows


def every_question() -> list[Selection]:
    leaders = Task.objects.values_list("leader", flat=True).distinct()
    units = Unit.objects.filter(name__in=UNITS).values_list("pk", flat=True)
    return [
        Selection(),
        *(Selection(kind=value) for value in TaskKind.values),
        *(Selection(level=value) for value in Level.values),
        *(Selection(standing=value) for value in Group.values),
        *(Selection(move=value) for value in Move.values),
        *(Selection(duty=value) for value in Duty.values),
        *(Selection(reported=value) for value in REPORTED),
        *(Selection(joint=value) for value in ("yes", "no")),
        *(Selection(leader=value) for value in leaders),
        *(Selection(co_leader=value) for value in leaders),
        *(Selection(leader=value, standing=Group.SLOW) for value in leaders),
        *(
            Selection(leader=value, reported="no", kind=TaskKind.KEY)
            for value in leaders
        ),
        *(Selection(unit=unit) for unit in units),
        *(Selection(unit=unit, duty=duty) for unit in units for duty in Duty.values),
        *(Selection(unit=unit, reported=value) for unit in units for value in REPORTED),
    ]


def test_every_question_gets_the_same_list_from_sql_as_from_the_board(kept_demo):
    seen = set()
    for selection in every_question():
        board = [task.pk for _, (task,) in kept_demo.rows(selection)]
        rows = rows_asked(kept_demo.period, selection)
        assert list(rows.values_list("task", flat=True)) == board, selection
        works = kept_demo.count(replace(selection, by="work")).value
        assert len(set(rows.values_list("line", flat=True))) == works, selection
        seen.add(len(board))
    assert len(seen) > 10  # the questions differ


def test_planned_periods_have_lines_and_closed_ones_are_left_alone(kept):
    assert set(LedgerLine.objects.values_list("period", flat=True)) == {
        kept.period.pk,
        kept.quarters[3].pk,
    }
    assert LedgerLine.objects.filter(period=kept.period).count() == 5
    assert LedgerRow.objects.filter(period=kept.period).count() == 6


# ---- what a line says


def test_a_line_names_people_and_units_as_they_are_called_now(kept):
    line = line_of(kept, "harbour")
    assert [one["name"] for one in line.leaders] == ["蔡木贵副市长", "陈威副市长"]
    assert [one["name"] for one in line.lead_units] == ["市发改局"]
    assert [one["name"] for one in line.silent_units] == ["市发改局"]
    row = LedgerRow.objects.get(period=kept.period, task=kept.tasks["key", 3])
    assert (row.leader_name, row.number, row.is_joint) == ("陈威副市长", 3, True)


def test_a_figure_keeps_what_was_read_and_what_it_means(kept):
    line = line_of(kept, "enterprises")
    (figure,) = line.targets
    assert (figure["value"], figure["reading"], figure["expected"]) == (
        "60",
        "31",
        "30",
    )
    assert (figure["pace"], figure["basis"], figure["percent"]) == (
        "on_pace",
        "line",
        "51.7",
    )
    assert (str(line.percent), line.readings_count, line.targets_count) == (
        "51.7",
        1,
        1,
    )
    assert line.headline == kept.report.first_sentence != ""


def test_targets_stand_the_worst_first(kept):
    fields = kept.works["fields"]
    named = kept.targets["低效用地再开发"]
    last = fields.targets.order_by("-order", "-pk").first()
    assert line_of(kept, "fields").targets[0]["id"] != last.pk
    made = Assessment.objects.get_or_create(work=fields, period=kept.period)[0]
    SlowTarget.objects.create(assessment=made, target=last)
    refresh(year=2021, works=[fields.pk])
    line = line_of(kept, "fields")
    assert line.targets[0]["id"] == last.pk != named.pk
    assert (
        line.targets[0]["is_named"]
        and line.targets[0]["order"] == len(line.targets) - 1
    )


def test_slow_for_two_periods_in_a_row(kept):
    fields = kept.works["fields"]
    assert line_of(kept, "fields").slow_periods == 0  # slow before, not assessed yet
    Assessment.objects.filter(work=fields, period=kept.period).delete()
    slow = {"standing": Standing.SLOW, "assessed_at": kept.report.submitted_at}
    Assessment.objects.create(work=fields, period=kept.period, **slow)
    refresh(year=2021, works=[fields.pk])
    line = line_of(kept, "fields")
    assert (line.slow_periods, line.previous, line.move) == (2, "slow", "same")
    assert set(line.rows.values_list("slow_periods", flat=True)) == {2}


def test_only_what_was_accepted_is_told(kept):
    report = {
        "work": kept.works["talents"],
        "unit": kept.units["市科技局"],
        "period": kept.period,
        "progress": "已引进三人。还差两人。",
        "next_steps": "再引进两人。",
        "request": "请协调编制。",
        "submitted_at": kept.report.submitted_at,
        "times_returned": 1,
    }
    made = ProgressReport.objects.create(**report, state="submitted")
    refresh(year=2021, works=[made.work_id])
    line = line_of(kept, "talents")
    assert (line.headline, line.next_step, line.requests, line.is_asking) == (
        "",
        "",
        [],
        False,
    )
    assert (line.is_silent, line.times_returned) == (False, 1)
    ProgressReport.objects.filter(pk=made.pk).update(state="accepted")
    refresh(year=2021, works=[made.work_id])
    line = line_of(kept, "talents")
    assert (line.headline, line.next_step) == ("已引进三人。", "再引进两人。")
    assert [one["text"] for one in line.requests] == ["请协调编制。"] and line.is_asking


# ---- what a unit has to do


def owed(plan, work: str, unit: str) -> Obligation:
    return Obligation.objects.get(
        work=plan.works[work], period=plan.period, unit=plan.units[unit]
    )


def test_who_leads_owes_and_who_helps_does_not(kept):
    leads, helps = (
        owed(kept, "enterprises", name) for name in ("市科技局", "市财政局")
    )
    assert (leads.duty, leads.owes, leads.is_silent) == (Duty.LEAD, True, False)
    assert leads.came_on == kept.report.first_sent_at.astimezone().date()
    assert (helps.duty, helps.owes, helps.is_silent) == (Duty.COOPERATING, False, False)
    assert leads.due_on == kept.period.due_on and not leads.is_extended


def test_members_of_a_group_have_its_duty(kept):
    group = kept.units["各乡镇（街道）"]
    town = group.members.first()
    found = Obligation.objects.filter(work=kept.works["fields"], period=kept.period)
    assert found.get(unit=group).is_for_members
    assert found.get(unit=town).groups == [group.pk]
    group.members.remove(town)
    refresh(year=2021, works=[kept.works["fields"].pk])
    assert not found.filter(unit=town).exists()


def test_more_time_a_draft_and_a_reminder_are_told(kept, office_user):
    talents, unit = kept.works["talents"], kept.units["市科技局"]
    about = {"work": talents, "unit": unit, "period": kept.period}
    until = kept.period.due_on + timedelta(days=5)
    Extension.objects.create(
        **about, reason="等待批复", until=until, state="granted", asked_by=office_user
    )
    ProgressReport.objects.create(**about, progress="起草中")
    reminder = Reminder.objects.create(
        unit=unit,
        period=kept.period,
        sent_on=until,
        sent_at=kept.report.submitted_at,
        sent_by=office_user,
    )
    ReminderWork.objects.create(reminder=reminder, work=talents)
    assert len(list(differences(2021))) >= 4
    refresh(year=2021, works=[talents.pk])
    found = owed(kept, "talents", "市科技局")
    assert (found.due_on, found.is_extended) == (until, True)
    assert (found.has_draft, found.times_chased, found.is_silent) == (True, 1, True)


# ---- refreshing


def test_a_refresh_writes_in_place_and_moves_the_version(kept):
    before = dict(
        LedgerLine.objects.values_list("work", "pk").filter(period=kept.period)
    )
    rows = set(LedgerRow.objects.values_list("pk", flat=True))
    version = YearVersion.objects.get(year=2021).version
    refresh(year=2021)
    assert (
        dict(LedgerLine.objects.values_list("work", "pk").filter(period=kept.period))
        == before
    )
    assert set(LedgerRow.objects.values_list("pk", flat=True)) == rows
    assert YearVersion.objects.get(year=2021).version == version + 1


def test_a_refresh_of_one_work_leaves_the_others(kept):
    LedgerLine.objects.filter(period=kept.period).update(headline="旧")
    refresh(year=2021, works=[kept.works["fields"].pk])
    old = LedgerLine.objects.filter(period=kept.period, headline="旧")
    assert set(old.values_list("work", flat=True)) == {
        work.pk for name, work in kept.works.items() if name != "fields"
    }


def part(plan) -> Task:
    """A task of the joint work is made another work's, which no closed quarter may count."""
    Period.objects.filter(pk=plan.last.pk).update(state=PeriodState.PLANNED)
    refresh(year=2021)
    task = plan.tasks["key", 3]
    Task.objects.filter(pk=task.pk).update(work=plan.works["talents"])
    return task


def test_a_task_that_goes_takes_its_row_along(kept):
    task = part(kept)
    refresh(year=2021, works=[kept.works["harbour"].pk, kept.works["talents"].pk])
    row = LedgerRow.objects.get(period=kept.period, task=task)
    assert row.line == line_of(kept, "talents")
    assert not line_of(kept, "harbour").is_joint


def test_a_line_of_a_closed_period_is_not_written(kept):
    line = line_of(kept, "fields")
    Period.objects.filter(pk=kept.period.pk).update(state=PeriodState.CLOSED)
    for write in (line.save, line.delete, LedgerLine.objects.filter(pk=line.pk).delete):
        with pytest.raises(ClosedPeriod):
            write()
    refresh(year=2021)
    assert LedgerLine.objects.get(pk=line.pk).headline == line.headline


# ---- proof


def test_what_is_kept_is_what_is_computed(kept_demo):
    assert list(differences(2021)) == []


def test_a_fact_that_moved_without_a_refresh_is_told(kept):
    ProgressReport.objects.filter(pk=kept.report.pk).update(
        state="returned", return_reason="缺数"
    )
    found = list(differences(2021))
    title = kept.works["enterprises"].title
    assert any(one.startswith(title) and "有单位未报送" in one for one in found)
    refresh(year=2021, works=[kept.report.work_id])
    assert list(differences(2021)) == []


def test_lines_that_are_missing_or_too_many_are_told(kept):
    line_of(kept, "fields").delete()
    found = list(differences(2021))
    assert [one for one in found if one.endswith("：缺少")]
    refresh(year=2021)
    part(kept)
    told = list(differences(2021))
    assert any("共同任务 存为 True，应为 False" in one for one in told)


@pytest.mark.parametrize(
    "model", list(kept_lines.KEYS), ids=lambda model: model.__name__
)
def test_every_field_is_compared(kept, model):
    """Whatever a record holds, the check notices when it is something else."""
    record = model.objects.filter(
        work_or_line(model, kept.works["enterprises"])
    ).first()
    fixed = {"line", "work", "period", *kept_lines.KEYS[model]}
    fields = [
        model._meta.get_field(name)
        for name in kept_lines.written_fields(model)
        if name not in fixed
    ]
    changed = {one.attname: other(one, getattr(record, one.attname)) for one in fields}
    model.objects.filter(pk=record.pk).update(**changed)
    told = "\n".join(differences(2021))
    assert [
        one.name for one in fields if f"：{one.verbose_name} 存为" not in told
    ] == []
    refresh(year=2021, works=[kept.works["enterprises"].pk])
    assert list(differences(2021)) == []


def work_or_line(model, work) -> Q:
    return Q(line__work=work) if model is LedgerRow else Q(work=work)


def other(field, value):
    """Another value that the field takes."""
    if field.is_relation:
        return field.related_model.objects.exclude(pk=value).first().pk
    if field.choices:
        return next(word for word, _ in field.choices if word != value)
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return not value
    if kind == "DateField":
        return date(2021, 1, 1)
    if kind == "DateTimeField":
        return value.replace(microsecond=7)
    if kind == "JSONField":
        return [{"id": 0}]
    return "别的" if kind in ("CharField", "TextField") else (value or 0) + 1
