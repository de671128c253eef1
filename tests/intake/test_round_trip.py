"""The ledger handed out and handed in again changes nothing: Excel and Word, 2021 and generated plans."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assignments.boards import export, export_docx
from assignments.boards.tasks import Ledger
from assignments.choices import Duty, TaskKind
from assignments.intake import reading, verbs
from assignments.intake.preview import Preview, preview_of
from assignments.ledger.calendar import calendar
from assignments.models import Leader, Period, Plan, Responsibility, Task, Unit, Work

WAYS = {"台账.xlsx": export.workbook, "台账.docx": export_docx.document}


def handed_in_again(filename: str, by, query: str = "") -> Preview:
    """The ledger as an address asks for it, written, uploaded, read and compared."""
    data = WAYS[filename](Ledger(calendar(""), QueryDict(query)))
    batch = reading.read_batch(verbs.start(data=data, filename=filename, by=by), by=by)
    assert not batch.error, batch.error
    return preview_of(batch)


def told(preview: Preview) -> list:
    """What would change, so that a failure says it."""
    rows = [(row.label, row.state, row.errors, row.cells) for row in preview.rows if row.state != "unchanged"]
    return rows + [question.name for question in preview.open_questions]


@pytest.mark.parametrize("filename", WAYS)
def test_the_2021_plan(plan_2021, office_user, filename):
    preview = handed_in_again(filename, office_user)
    assert told(preview) == []
    assert preview.counts["unchanged"] == preview.counts["all"] == 146
    assert preview.counts["missing"] == 0 and preview.changes_nothing
    assert preview.plan == Plan.objects.get()


@pytest.mark.parametrize("filename", WAYS)
@pytest.mark.parametrize("query, rows", [("kind=livelihood", 12), ("sort=-leader", 146), ("sort=unit", 146)])
def test_a_filtered_or_sorted_list(plan_2021, office_user, filename, query, rows):
    preview = handed_in_again(filename, office_user, query)
    assert told(preview) == []
    assert preview.counts["unchanged"] == preview.counts["all"] == rows


@pytest.mark.parametrize("filename", WAYS)
def test_what_somebody_mended_is_the_one_change(plan_2021, office_user, filename):
    task = Task.objects.get(kind="key", number=7)
    data = WAYS[filename](Ledger(calendar(""), QueryDict("")))
    Task.objects.filter(pk=task.pk).update(text=task.text + "又。")
    batch = verbs.start(data=data, filename=filename, by=office_user)
    preview = preview_of(reading.read_batch(batch, by=office_user))
    found = [(row.label, [cell.field for cell in row.cells]) for row in preview.rows if row.cells]
    assert found == [("重点工作 7", ["text"])]


UNITS = (
    "市发改局",
    "市委政法委",
    "各乡镇（街道）",
    "浙台（玉环）经贸合作区",
    "市“五水共治”办",
    "LNG专班",
    "团市委",
    "各单位",
)
LEADERS = (("周阳", "市长"), ("柯寿建", "常务副市长"), ("欧阳明", "副市长"), ("陈威", "常委"))
TEXTS = (
    "加快建设1号楼",
    "2026年完成220千伏变电站",
    "R&D经费增长7.5%",
    "“两山”转化，做到“1+X”",
    "100项改革落地，推进(一期)工程",
    "《规划》编制，=1+1",
)


@st.composite
def rows_of_a_plan(draw) -> list[tuple]:
    """(kind, number, text, leader or None, units of which the first leads, how many lead)."""
    found = []
    for kind in TaskKind.values:
        for number in range(1, draw(st.integers(0 if found else 1, 5)) + 1):
            text = "，".join(draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))) + "。"
            leader = draw(st.none() | st.sampled_from(LEADERS))
            units = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True))
            found.append((kind, number, text, leader, units, draw(st.integers(1, len(units)))))
    return found


def store(rows: list[tuple]) -> None:
    """The rows in place of what an earlier example left."""
    for model in (Responsibility, Task, Work, Plan, Leader, Unit):
        model.objects.all().delete()
    plan = Plan.objects.create(year=2021, title="2021年重点工作责任分工方案", issued_on=date(2021, 3, 1))
    units = {name: Unit.objects.create(name=name, order=order) for order, name in enumerate(UNITS)}
    leaders = {name: Leader.objects.create(name=name, title=title) for name, title in LEADERS}
    for order, (kind, number, text, leader, named, leads) in enumerate(rows):
        work = Work.objects.create(
            year=2021, kind=kind, title=text[:40], due_on=date(2021, 12, 31), order=order
        )
        task = Task.objects.create(
            plan=plan,
            work=work,
            kind=kind,
            number=number,
            text=text,
            leader=leaders[leader[0]] if leader else None,
        )
        for place, name in enumerate(named):
            duty = Duty.LEAD if place < leads else Duty.COOPERATING
            Responsibility.objects.create(task=task, unit=units[name], duty=duty, order=place)


@pytest.fixture
def quarter(db):
    return Period.objects.create(
        year=2021, index=1, starts="2021-01-01", ends="2021-03-31", due_on="2021-04-10", state="open"
    )


@pytest.mark.parametrize("filename", WAYS)
@given(rows=rows_of_a_plan())
@settings(
    deadline=None,
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_plan(quarter, office_user, filename, rows):
    store(rows)
    preview = handed_in_again(filename, office_user)
    assert told(preview) == []
    assert preview.counts["unchanged"] == len(rows) and preview.counts["missing"] == 0
