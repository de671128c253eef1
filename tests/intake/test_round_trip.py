"""The ledger handed out and handed in again changes nothing: in every format, the 2021 plan and
generated ones."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assignments.boards import export, export_docx, export_text
from assignments.boards.tasks import Ledger
from assignments.choices import Duty, Level, TaskKind
from assignments.intake import reading, verbs
from assignments.intake.comparing.preview import Preview, preview_of
from assignments.ledger.calendar import calendar
from assignments.models import (
    CoLeader,
    Leader,
    Period,
    Plan,
    Responsibility,
    Task,
    Unit,
    Work,
)

WAYS = {
    "台账.xlsx": export.workbook,
    "台账.docx": export_docx.document,
    "台账.csv": export_text.table,
    "台账.html": export_text.page,
}


def written(filename: str, query: str = "") -> bytes:
    data = WAYS[filename](Ledger(calendar(""), QueryDict(query)))
    return data.encode() if isinstance(data, str) else data


def handed_in_again(filename: str, by, query: str = "") -> Preview:
    """The ledger as an address asks for it, written, uploaded, read and compared."""
    data = written(filename, query)
    batch = reading.read_batch(verbs.start(data=data, filename=filename, by=by), by=by)
    assert not batch.error, batch.error
    return preview_of(batch)


def told(preview: Preview) -> list:
    """What would change, so that a failure says it."""
    same = ("unchanged", "left_out")
    rows = [
        (row.label, row.state, row.errors, row.cells)
        for row in preview.rows
        if row.state not in same
    ]
    return rows + [question.name for question in preview.open_questions]


@pytest.mark.parametrize("filename", WAYS)
def test_the_2021_plan(plan_2021, office_user, filename):
    preview = handed_in_again(filename, office_user)
    assert told(preview) == []
    assert preview.counts["unchanged"] == preview.counts["all"] == 146
    assert preview.counts["missing"] == 0 and preview.changes_nothing
    assert preview.plan == Plan.objects.get()


@pytest.mark.parametrize(
    "filename, query, rows",
    [
        *((filename, "kind=livelihood", 12) for filename in WAYS),
        ("台账.xlsx", "sort=-leader", 146),
        ("台账.docx", "sort=unit", 146),
    ],
)
def test_a_filtered_or_sorted_list(plan_2021, office_user, filename, query, rows):
    """Few rows in each format; all rows in another order where a leader's cells are repeated and
    where they merge."""
    preview = handed_in_again(filename, office_user, query)
    assert told(preview) == []
    assert preview.counts["unchanged"] == preview.counts["all"] == rows


@pytest.mark.parametrize("filename", WAYS)
def test_a_list_by_works_changes_nothing(plan_2021, office_user, filename):
    """A row that says together what its tasks say each for itself is for reading: it is left out,
    and says why. The layout of the notice prints each task."""
    preview = handed_in_again(filename, office_user, "by=work")
    together = 0 if filename.endswith(".docx") else 12
    assert (
        told(preview) == []
        and preview.changes_nothing
        and preview.counts["missing"] == 0
    )
    assert (
        preview.counts["left_out"] == together
        and preview.counts["unchanged"] == 146 - together
    )
    why = {row.row["left_out"] for row in preview.rows if row.is_left_out}
    assert len(why) == together / 2 and all(
        "合在一行，是按工作列出的台账" in one for one in why
    )


@pytest.mark.parametrize("filename", WAYS)
def test_what_somebody_mended_is_the_one_change(plan_2021, office_user, filename):
    task = Task.objects.get(kind="key", number=7)
    data = written(filename)
    Task.objects.filter(pk=task.pk).update(text=task.text + "又。")
    batch = verbs.start(data=data, filename=filename, by=office_user)
    preview = preview_of(reading.read_batch(batch, by=office_user))
    found = [
        (row.label, [cell.field for cell in row.cells])
        for row in preview.rows
        if row.cells
    ]
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
LEADERS = (
    ("周阳", "市长"),
    ("柯寿建", "常务副市长"),
    ("欧阳明", "副市长"),
    ("陈威", "常委"),
)
TEXTS = (
    "加快建设1号楼",
    "2026年完成220千伏变电站",
    "R&D经费增长7.5%",
    "“两山”转化，做到“1+X”",
    "100项改革落地，推进(一期)工程",
    "《规划》编制，=1+1",
    "=1+1号楼",
    "＝－＋＠行动",
)


SECTIONS = ("", "", "一、全力以赴拼经济", "“两山”转化")
REMARKS = ("", "会同陈威常委共同完成", "年底前完成")


@st.composite
def rows_of_plans(draw) -> list[dict]:
    """The tasks of one plan or two; `leading` of the units lead, the others cooperate."""
    found = []
    for level in draw(st.sampled_from([[Level.LOCAL], [Level.LOCAL, Level.PROVINCE]])):
        for kind in TaskKind.values:
            for number in range(
                1, draw(st.integers(0 if kind == TaskKind.LIVELIHOOD else 1, 4)) + 1
            ):
                units = draw(
                    st.lists(
                        st.sampled_from(UNITS), min_size=1, max_size=4, unique=True
                    )
                )
                texts = draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))
                people = draw(
                    st.lists(
                        st.sampled_from(LEADERS), min_size=1, max_size=3, unique=True
                    )
                )
                found.append(
                    {
                        "level": level,
                        "kind": kind,
                        "number": number,
                        "text": "，".join(texts) + "。",
                        "leader": draw(st.none() | st.just(people[0])),
                        "beside": [
                            (one, draw(st.sampled_from(["jointly", "supporting"])))
                            for one in people[1:]
                        ],
                        "section": draw(st.sampled_from(SECTIONS)),
                        "remark": draw(st.sampled_from(REMARKS)),
                        "units": units,
                        "leading": draw(st.integers(1, len(units))),
                    }
                )
    return found


def store(rows: list[dict]) -> None:
    """The rows in place of what an earlier example left."""
    for model in (Responsibility, CoLeader, Task, Work, Plan, Leader, Unit):
        model.objects.all().delete()
    head = {
        "year": 2021,
        "title": "2021年重点工作责任分工方案",
        "issued_on": date(2021, 3, 1),
    }
    plans = {
        level: Plan.objects.create(level=level, **head)
        for level in {row["level"] for row in rows}
    }
    units = {
        name: Unit.objects.create(name=name, order=order)
        for order, name in enumerate(UNITS)
    }
    leaders = {one: Leader.objects.create(name=one[0], title=one[1]) for one in LEADERS}
    for order, row in enumerate(rows):
        said = {
            name: row[name] for name in ("kind", "number", "text", "section", "remark")
        }
        work = Work.objects.create(
            year=2021,
            kind=row["kind"],
            title=row["text"][:40],
            due_on=date(2021, 12, 31),
            order=order,
        )
        leader = leaders[row["leader"]] if row["leader"] else None
        task = Task.objects.create(
            plan=plans[row["level"]], work=work, leader=leader, **said
        )
        for place, (one, role) in enumerate(row["beside"]):
            CoLeader.objects.create(
                task=task, leader=leaders[one], role=role, order=place
            )
        for place, name in enumerate(row["units"]):
            duty = Duty.LEAD if place < row["leading"] else Duty.COOPERATING
            Responsibility.objects.create(
                task=task, unit=units[name], duty=duty, order=place
            )


@pytest.fixture
def quarter(db):
    return Period.objects.create(
        year=2021,
        index=1,
        starts="2021-01-01",
        ends="2021-03-31",
        due_on="2021-04-10",
        state="open",
    )


@pytest.mark.once
@given(rows=rows_of_plans())
@settings(
    deadline=None,
    max_examples=6,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_plan(quarter, office_user, rows):
    """Stored once and handed out and in again in every format."""
    store(rows)
    for filename in WAYS:
        preview = handed_in_again(filename, office_user)
        assert told(preview) == [], filename
        mine = [row for row in rows if row["level"] == preview.plan.level]
        assert (
            preview.counts["unchanged"] == len(mine) and preview.counts["missing"] == 0
        ), filename
        assert preview.counts["left_out"] == len(rows) - len(mine), filename
