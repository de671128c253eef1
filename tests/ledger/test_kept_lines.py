"""Kept lines are what the boards compute, say what is filtered and counted, and follow the facts."""

from dataclasses import replace

import pytest

from assignments.choices import Duty, Group, Level, Move, PeriodState, Standing, TaskKind
from assignments.ledger import kept_lines
from assignments.ledger.figures import Board
from assignments.ledger.kept_lines import differences, refresh
from assignments.ledger.selections import Selection
from assignments.models import (
    Assessment,
    ClosedPeriod,
    LedgerLine,
    LedgerRow,
    Period,
    ProgressReport,
    SlowTarget,
    Task,
    YearVersion,
)

pytestmark = pytest.mark.django_db
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
    kept = {line.work_id: line for line in LedgerLine.objects.filter(period=kept_demo.period)}
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
        units = (line.lead_units, line.helping_units, line.silent_units)
        assert [[unit["id"] for unit in row] for row in units] == [
            [unit.pk for unit in row]
            for row in (found.lead_units, found.cooperating_units, found.silent_units)
        ]
        assert {one["id"]: one["pace"] for one in line.targets} == {
            one.target.pk: one.pace.name.lower() for one in found.targets
        }
        assert [row.pk for row in Task.objects.filter(rows__line=line).order_by("pk")] == sorted(
            task.pk for task in found.tasks
        )


def rows_asked(period: Period, selection: Selection):
    """The rows that a selection means, by SQL alone."""
    plain = {"kind": "kind", "level": "level", "leader": "leader", "standing": "group"}
    asked = {name: getattr(selection, field) for field, name in plain.items()}
    asked["move"] = selection.move
    asked["co_leaders__contains"] = f",{selection.co_leader}," if selection.co_leader else ""
    wanted = {name: value for name, value in asked.items() if value}
    for name, field in (("reported", "is_silent"), ("joint", "is_joint")):
        if answer := getattr(selection, name):
            wanted[field] = answer == ("no" if name == "reported" else "yes")
    if selection.duty:
        wanted["has_lead" if selection.duty == Duty.LEAD else "has_helper"] = True
    return LedgerRow.objects.filter(period=period, **wanted)


def every_question() -> list[Selection]:
    leaders = Task.objects.values_list("leader", flat=True).distinct()
    return [
        Selection(),
        *(Selection(kind=value) for value in TaskKind.values),
        *(Selection(level=value) for value in Level.values),
        *(Selection(standing=value) for value in Group.values),
        *(Selection(move=value) for value in Move.values),
        *(Selection(duty=value) for value in Duty.values),
        *(Selection(reported=value) for value in ("yes", "no")),
        *(Selection(joint=value) for value in ("yes", "no")),
        *(Selection(leader=value) for value in leaders),
        *(Selection(co_leader=value) for value in leaders),
        *(Selection(leader=value, standing=Group.SLOW) for value in leaders),
        *(Selection(leader=value, reported="no", kind=TaskKind.KEY) for value in leaders),
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
    assert (figure["value"], figure["reading"], figure["expected"]) == ("60", "31", "30")
    assert (figure["pace"], figure["basis"], figure["percent"]) == ("on_pace", "line", 51)
    assert (line.percent, line.readings_count, line.targets_count) == (51, 1, 1)
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
    assert line.targets[0]["is_named"] and line.targets[0]["order"] == len(line.targets) - 1


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
    assert (line.headline, line.next_step, line.requests, line.is_asking) == ("", "", [], False)
    assert (line.is_silent, line.times_returned) == (False, 1)
    ProgressReport.objects.filter(pk=made.pk).update(state="accepted")
    refresh(year=2021, works=[made.work_id])
    line = line_of(kept, "talents")
    assert (line.headline, line.next_step) == ("已引进三人。", "再引进两人。")
    assert [one["text"] for one in line.requests] == ["请协调编制。"] and line.is_asking


# ---- refreshing


def test_a_refresh_writes_in_place_and_moves_the_version(kept):
    before = dict(LedgerLine.objects.values_list("work", "pk").filter(period=kept.period))
    rows = set(LedgerRow.objects.values_list("pk", flat=True))
    version = YearVersion.objects.get(year=2021).version
    refresh(year=2021)
    assert dict(LedgerLine.objects.values_list("work", "pk").filter(period=kept.period)) == before
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
    ProgressReport.objects.filter(pk=kept.report.pk).update(state="returned", return_reason="缺数")
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


def test_every_field_is_compared(kept):
    """Whatever a line holds, the check notices when it is something else."""
    line = line_of(kept, "enterprises")
    for name in kept_lines.written_fields(LedgerLine):
        if name in kept_lines.LINE_KEY:
            continue
        field = LedgerLine._meta.get_field(name)
        LedgerLine.objects.filter(pk=line.pk).update(**{name: other(field, getattr(line, name))})
        assert any(f"：{field.verbose_name} 存为" in one for one in differences(2021)), name
        LedgerLine.objects.filter(pk=line.pk).update(**{name: getattr(line, name)})
    assert list(differences(2021)) == []


def other(field, value):
    """Another value that the field takes."""
    if field.choices:
        return next(word for word, _ in field.choices if word != value)
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return not value
    if kind == "DateField":
        return value.replace(day=1)
    if kind == "DateTimeField":
        return value.replace(microsecond=7)
    if kind == "JSONField":
        return [{"id": 0}]
    return "别的" if kind in ("CharField", "TextField") else (value or 0) + 1
