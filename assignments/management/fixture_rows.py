"""A reading becomes the rows of the fixtures: the same shape, keys and order every time.

Keys can be told from the notice: key task 72 is task 72 and work 72, livelihood project 3 is 203,
and their targets, duties and co-leaders count on from there. Joint rows share the work of the row
with the lower number.
"""

from datetime import date
from typing import Any

from assignments.choices import Comparator, Course, Duty, TargetKind
from assignments.intake.titles import course_of, title_of
from assignments.management.city import ALIASES, FULL_NAMES, KINDS, MEMBERS
from assignments.notices.rows import (
    KEY,
    JointProposal,
    Notice,
    NoticeRow,
    RowPart,
    UnitFound,
)
from assignments.rules.names import unit_key
from assignments.rules.pinyin import spell, spell_person
from assignments.rules.schedule import quarters
from assignments.rules.spellings import ALIAS, NAME, Spelling, Spellings, tidy

MADE_AT = (
    "2021-03-16T05:49:00Z"  # when the notice was put on the web page, 13:49 local time
)
PLAN_PK = 1
LIVELIHOOD_FROM = 200

FixtureRow = dict[str, Any]


class UnknownUnit(Exception):
    """The dictionary of the city and the units of the notice do not match."""


def entry(model: str, pk: int, **fields: Any) -> FixtureRow:
    return {"model": f"assignments.{model}", "pk": pk, "fields": fields}


def versioned(model: str, pk: int, **fields: Any) -> FixtureRow:
    return entry(model, pk, version=0, created_at=MADE_AT, updated_at=MADE_AT, **fields)


# ---- units


def unit_names(notice: Notice) -> list[str]:
    """Every unit of the notice once, in order of appearance; members of groups that it names
    nowhere else last."""
    named = [unit.name for row in notice.rows for unit in row.units]
    members = [name for group in MEMBERS.values() for name in group]
    return list(dict.fromkeys(named + members))


def unit_rows(notice: Notice) -> list[FixtureRow]:
    names = unit_names(notice)
    kinds = {name: kind for kind, listed in KINDS.items() for name in listed}
    if set(kinds) != set(names):
        raise UnknownUnit(f"单位与 city.py 不一致：{sorted(set(kinds) ^ set(names))}")
    keys = {name: pk for pk, name in enumerate(names, start=1)}
    ranks = {kind: rank for rank, kind in enumerate(KINDS, start=1)}
    rows = [
        versioned(
            "unit",
            keys[name],
            name=name,
            full_name=FULL_NAMES.get(name, ""),
            kind=kinds[name],
            order=ranks[kinds[name]] * 1000 + keys[name],
            initials=spell(name).initials,
            pinyin=spell(name).pinyin,
            members=[keys[member] for member in MEMBERS.get(name, ())],
        )
        for name in names
    ]
    return rows + alias_rows(keys)


def alias_rows(keys: dict[str, int]) -> list[FixtureRow]:
    """Other spellings, without those whose key is already the unit's own. Raises where one would
    mean two units."""
    space = Spellings(unit_key, (Spelling(name, name, name, NAME) for name in keys))
    rows: list[FixtureRow] = []
    for name in keys:
        for alias in [
            *([FULL_NAMES[name]] if name in FULL_NAMES else []),
            *ALIASES.get(name, ()),
        ]:
            taken = space.in_the_way(alias, name)
            if taken or tidy(alias) != alias:
                raise UnknownUnit(
                    f"“{name}”的别名“{alias}”{f'已是{taken.described}' if taken else '写得不规范'}"
                )
            if space.of_owner(alias, name) is None:
                space.take(Spelling(alias, name, name, ALIAS))
                key = unit_key(alias)
                rows.append(
                    entry(
                        "unitalias", len(rows) + 1, unit=keys[name], name=alias, key=key
                    )
                )
    return rows


# ---- leaders


def leader_titles(notice: Notice) -> dict[str, str]:
    """name -> title: who heads a block in the order of the blocks, then who is named in remarks
    only."""
    heads = {
        row.leader.name: row.leader.title or "" for row in notice.rows if row.leader
    }
    others = {
        leader.name: leader.title or ""
        for row in notice.rows
        for leader in row.co_leaders
    }
    return heads | {name: title for name, title in others.items() if name not in heads}


def leader_rows(notice: Notice) -> list[FixtureRow]:
    titles = leader_titles(notice)
    return [
        versioned(
            "leader",
            pk,
            name=name,
            title=title,
            order=pk,
            initials=spell_person(name).initials,
            pinyin=spell_person(name).pinyin,
        )
        for pk, (name, title) in enumerate(titles.items(), start=1)
    ]


# ---- the plan


def task_pk(row: NoticeRow) -> int:
    assert row.number is not None, "a row of the fixtures has a number"
    return row.number if row.kind == KEY else LIVELIHOOD_FROM + row.number


def plan_rows(notice: Notice) -> list[FixtureRow]:
    """Plan, periods, works, tasks with duties and co-leaders, targets."""
    year = notice.plan.year
    assert year is not None, "the notice names its year"
    units = {name: pk for pk, name in enumerate(unit_names(notice), start=1)}
    leaders = {name: pk for pk, name in enumerate(leader_titles(notice), start=1)}
    seconds = {task_pk(pair.second): pair for pair in notice.joint if pair.exact}
    rows = [head_row(notice), *period_rows(year)]
    for row in notice.rows:
        pair = seconds.get(task_pk(row))
        if pair is None:
            rows.append(work_row(row, year, joined(notice, row)))
        work = task_pk(pair.first) if pair else task_pk(row)
        rows.append(task_row(row, work, leaders))
        rows += duty_rows(row, units) + co_leader_rows(row, leaders)
        if pair is None:
            rows += target_rows(row, units, date(year, 12, 31))
    order = ("plan", "period", "work", "task", "responsibility", "coleader", "target")
    return sorted(rows, key=lambda item: order.index(item["model"].partition(".")[2]))


def head_row(notice: Notice) -> FixtureRow:
    head = notice.plan
    return versioned(
        "plan",
        PLAN_PK,
        year=head.year,
        level="local",
        title=head.title,
        document_number=head.document_number,
        issued_by=head.issued_by,
        issued_on=head.issued_on,
    )


def period_rows(year: int) -> list[FixtureRow]:
    return [
        versioned(
            "period",
            quarter.index,
            year=year,
            kind="quarter",
            index=quarter.index,
            starts=str(quarter.starts),
            ends=str(quarter.ends),
            due_on=str(quarter.due_on),
            state="planned",
        )
        for quarter in quarters(year)
    ]


def joined(notice: Notice, row: NoticeRow) -> str:
    """Why the row shares its work with another, "" where it does not."""
    for pair in notice.joint:
        if pair.exact and task_pk(pair.first) == task_pk(row):
            return reason_of(pair)
    return ""


def reason_of(pair: JointProposal) -> str:
    leaders = "、".join(
        row.leader.name for row in (pair.first, pair.second) if row.leader
    )
    differing = "；".join(difference.message for difference in pair.differences)
    reason = (
        f"第{pair.first.number}项与第{pair.second.number}项内容相同，"
        f"备注互列{leaders}会同完成，按一项工作统计。"
    )
    return reason + (f"两项{differing}，各按原文保留。" if differing else "")


def work_row(row: NoticeRow, year: int, joined_because: str) -> FixtureRow:
    return versioned(
        "work",
        task_pk(row),
        year=year,
        kind=row.kind,
        title=title_for(row),
        due_on=f"{year}-12-31",
        order=task_pk(row),
        joined_because=joined_because,
    )


def title_for(row: NoticeRow) -> str:
    """The short name of the work, of a row in parts the names of its parts; commas as in print,
    since a title is ours and not a quotation."""
    texts = [part.text for part in row.parts] or [row.text]
    return "；".join(title_of(text) for text in texts).replace(",", "，")


def task_row(row: NoticeRow, work: int, leaders: dict[str, int]) -> FixtureRow:
    return versioned(
        "task",
        task_pk(row),
        plan=PLAN_PK,
        work=work,
        kind=row.kind,
        number=row.number,
        text=row.text,
        section=row.theme or "",
        leader=leaders[row.leader.name] if row.leader else None,
        remark=row.remark,
        source=row.source.where(),
    )


def duty_rows(row: NoticeRow, units: dict[str, int]) -> list[FixtureRow]:
    """A unit alone in its row leads beyond doubt; of several the first leads by the province's
    convention."""
    named: list[tuple[UnitFound, str]] = [(unit, Duty.LEAD) for unit in row.lead]
    named += [(unit, Duty.COOPERATING) for unit in row.cooperating]
    return [
        entry(
            "responsibility",
            task_pk(row) * 100 + order,
            task=task_pk(row),
            unit=units[unit.name],
            duty=str(duty),
            order=order,
            confirmed=not row.duties_assumed or len(named) == 1,
            note=unit.note,
        )
        for order, (unit, duty) in enumerate(named, start=1)
    ]


def co_leader_rows(row: NoticeRow, leaders: dict[str, int]) -> list[FixtureRow]:
    return [
        entry(
            "coleader",
            task_pk(row) * 10 + order,
            task=task_pk(row),
            leader=leaders[leader.name],
            role=leader.role,
            order=order,
        )
        for order, leader in enumerate(row.co_leaders, start=1)
    ]


# ---- targets


def target_rows(row: NoticeRow, units: dict[str, int], due: date) -> list[FixtureRow]:
    """The quantities of a row; of a row in parts also a milestone for each part without one."""
    targets = [quantity(target, units) for target in row.targets]
    targets += [milestone(row, part, units) for part in row.parts if not part.targets]
    common = {"work": task_pk(row), "task": task_pk(row), "due_on": str(due)}
    return [
        versioned("target", task_pk(row) * 10 + order, **common, order=order, **fields)
        for order, fields in enumerate(targets, start=1)
    ]


def quantity(target, units: dict[str, int]) -> FixtureRow:
    return {
        "unit": units[target.unit] if target.unit else None,
        "kind": TargetKind.QUANTITY.value,
        "text": target.text,
        "comparator": Comparator(target.comparator).value,
        "value": format(target.value, "f"),
        "measure": target.measure,
        "course": Course(course_of(target.text, target.measure)).value,
        "start": target.start,
        "end": target.end,
    }


def milestone(row: NoticeRow, part: RowPart, units: dict[str, int]) -> FixtureRow:
    start = row.text.index(part.text)
    return {
        "unit": units[part.lead[0].name],
        "kind": TargetKind.MILESTONE.value,
        "text": part.text.rstrip("。"),
        "comparator": "",
        "value": None,
        "measure": "",
        "course": Course.CUMULATIVE.value,
        "start": start,
        "end": start + len(part.text.rstrip("。")),
    }
