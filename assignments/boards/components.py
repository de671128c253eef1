"""Every component with made-up values, for the people who work on the pages. Nothing is asked of
the database: the rows exist in memory alone. What a component says of itself is read from its
opening comment."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.views.decorators.http import require_safe

from assignments.choices import (
    Duty,
    Group,
    Move,
    ReportState,
    Standing,
    TargetKind,
    TaskKind,
)
from assignments.fields.day_input import DayInput
from assignments.fields.text_field import TextField
from assignments.ledger import access
from assignments.ledger.calendar import Calendar
from assignments.ledger.figures import Count
from assignments.ledger.lines import TargetLine, WorkLine
from assignments.models import (
    Assessment,
    Attachment,
    Leader,
    Period,
    Plan,
    ProgressReport,
    Responsibility,
    Target,
    Task,
    Unit,
    Work,
)

YEAR_END = date(2021, 12, 31)
BEFORE = Period(
    id=1,
    year=2021,
    index=2,
    starts=date(2021, 4, 1),
    ends=date(2021, 6, 30),
    state="closed",
)
NOW = Period(
    id=2,
    year=2021,
    index=3,
    starts=date(2021, 7, 1),
    ends=date(2021, 9, 30),
    state="open",
)
COMPONENTS = (
    "standing",
    "no",
    "cells",
    "change",
    "count",
    "figure",
    "pace",
    "share",
    "legend",
    "kpi",
    "moves",
    "moved",
    "timeline",
    "report",
    "read_value",
    "evidence",
    "tag_unit",
    "period_switch",
    "top",
    "pager",
    "empty",
    "confirm",
    "field",
    "form_errors",
    "no_default",
    "unsaved",
)
COLOURS = (
    ("字", "ink ink-2 ink-3"),
    ("底与线", "paper ground rail line line-2 edge"),
    ("主色", "sea sea-2 sea-soft sea-line focus mark"),
    ("已完成", "done done-deep done-soft"),
    ("正常推进", "ok ok-deep ok-soft"),
    ("进度偏慢", "slow slow-deep slow-soft"),
    ("已调整", "adjusted adjusted-deep adjusted-soft"),
    ("未报送等", "none none-deep none-soft"),
    ("逾期、出错", "late late-deep late-soft"),
)
# {# A bar of counts. Context: counts. #} at the head of a component, or {% comment %} over lines.
COMMENT = re.compile(r"{#\s*(.*?)\s*#}|{% comment %}\s*(.*?)\s*{% endcomment %}", re.S)
UNIT = Unit(id=1, name="市科技局")
SAMPLES = (
    (Standing.DONE, Standing.ON_TRACK),
    (Standing.ON_TRACK, Standing.ON_TRACK),
    (Standing.SLOW, Standing.ON_TRACK),
    (Standing.ADJUSTED, Standing.ON_TRACK),
    (Standing.CANCELLED, Standing.SLOW),
    ("", Standing.ON_TRACK),
    ("", Standing.SLOW),
    ("", Standing.DONE),
    ("", ""),
)


class SampleForm(forms.Form):
    """One field of each kind, two of them filled in wrongly."""

    progress = TextField(
        label="进展情况", widget=forms.Textarea, help_text="写到数，写到点。"
    )
    reading = forms.DecimalField(label="完成数")
    due = forms.DateField(label="回复期限", widget=DayInput())
    standing = forms.ChoiceField(
        label="评定", choices=Standing.choices, widget=forms.RadioSelect
    )


def context() -> dict[str, Any]:
    """What templates/boards/components.html shows."""
    lines = [
        line(number, *standings) for number, standings in enumerate(SAMPLES, start=34)
    ]
    counts = [
        Count(value, "", group.value, group.label, value - 6)
        for value, group in zip((19, 101, 8, 1, 0, 4, 7), Group, strict=True)
    ]
    form = SampleForm(
        {"progress": "", "reading": "很多", "due": "2021-10-15", "standing": "slow"}
    )
    return {
        "colours": [(label, names.split()) for label, names in COLOURS],
        "components": [(f"_{name}", *comment_of(name)) for name in COMPONENTS],
        "groups": list(Group),
        "lines": [(sample, sample.tasks[0]) for sample in lines],
        "targets": [
            target("新增国家高新技术企业", 42, reading)
            for reading in (21, 31, 40, 42, None)
        ]
        + [target("建成二期工程", None, None)],
        "counts": counts,
        "moves": [
            Count(value, "", move.value, move.label)
            for value, move in zip((3, 2, 27, 0), Move, strict=True)
        ],
        "better": [lines[0]],
        "worse": [lines[2]],
        "unit": UNIT,
        "quarters": Calendar((BEFORE, NOW), NOW),
        "period": NOW,
        "report": report(lines[2].work),
        "events": events(),
        "files": [Attachment(id=1, name="认定文件.pdf", size=204_800)],
        "form": form,
        "page": Paginator(range(640), 50).page(6),
    }


def comment_of(name: str) -> tuple[str, str]:
    """What a component is, and the context it takes, as its opening comment says them."""
    comment = COMMENT.match(get_template(f"components/_{name}.html").template.source)
    what, _, takes = (comment[1] or comment[2] if comment else "").partition("Context:")
    return " ".join(what.split()), " ".join(takes.split())


def line(number: int, standing: str, previous: str) -> WorkLine:
    """A work of one task, or of two where its number is even."""
    work = Work(
        id=number,
        year=2021,
        title="组建高新技术企业协会，实施“育苗造林”行动",
        due_on=YEAR_END,
    )
    leader = Leader(id=1, name="蔡木贵", title="副市长")
    numbers = (number, number + 50) if number % 2 == 0 else (number,)
    tasks = [
        Task(
            id=n,
            work=work,
            kind=TaskKind.KEY,
            number=n,
            plan=Plan(year=2021),
            leader=leader,
        )
        for n in numbers
    ]
    duty = Responsibility(task=tasks[0], unit=UNIT, duty=Duty.LEAD)
    given = {BEFORE.id: previous, NOW.id: standing}
    assessments = {
        period.id: Assessment(work=work, period=period, standing=given[period.id])
        for period in (BEFORE, NOW)
    }
    sent = [report(work)] if number % 3 else []
    return WorkLine(work, NOW, tasks, [duty], [], assessments, sent)


def target(text: str, value: int | None, reading: int | None) -> TargetLine:
    kind = TargetKind.MILESTONE if value is None else TargetKind.QUANTITY
    row = Target(
        text=text,
        kind=kind,
        value=None if value is None else Decimal(value),
        measure="家",
        due_on=YEAR_END,
    )
    return TargetLine(
        row, None if reading is None else Decimal(reading), None, (), (), NOW.ends
    )


def report(work: Work) -> ProgressReport:
    return ProgressReport(
        work=work,
        unit=UNIT,
        period=NOW,
        state=ReportState.ACCEPTED,
        progress="协会 6 月成立；已认定 21 家。",
        problems="部分企业研发费用归集不规范。",
        next_steps="10 月底前完成第二批辅导。",
        request="请协调税务部门上门辅导。",
    )


def events() -> list[dict[str, Any]]:
    """One event of each kind, newest first."""
    kinds = (
        ("directive", "蔡木贵副市长", "批示", "请逐家排出未申报企业清单。"),
        ("assessment", "督查室", "评定为进度偏慢", "申报数低于计划 10 家。"),
        ("report", "市科技局", "三季度填报", "协会 6 月成立。"),
        ("reminder", "督查室", "催办", "请于 10 月 10 日前报送。"),
        ("change", "督查室", "变更", "牵头单位已确认。"),
    )
    return [
        {
            "kind": kind,
            "who": who,
            "what": what,
            "on": date(2021, 10, 12 - index),
            "text": text,
        }
        for index, (kind, who, what, text) in enumerate(kinds)
    ]


@require_safe
def components(request: access.Request) -> HttpResponse:
    """Every component together, for those who work on the pages."""
    access.demand(
        settings.DEBUG or access.is_admin(request.user),
        "组件目录供管理员和开发人员使用。",
    )
    return render(request, "boards/components.html", context())
