"""What the headings of a table say that lost its borders, and the signs of its cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assignments.notices.raw_rows import ALL_LEAD, FIRST_LEADS, KNOWN, RawRow
from assignments.notices.rows import KEY
from assignments.notices.words.deadlines import tells_when
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    NUMBER,
    REMARK,
    TEXT,
    UNITS,
    is_caption,
    is_persons,
    is_theme,
    is_watchers,
    kind_of_table,
    kind_said,
    role_of,
)
from assignments.notices.words.headline import leaders_above
from assignments.notices.words.leaders import OF_GOVERNMENT, leaders_in_cell
from assignments.notices.words.numbering import mark_of, number_alone
from assignments.notices.words.units import cut, is_unit, is_unit_cell
from assignments.rules.characters import HAN
from assignments.rules.names import fold, is_title, looks_like_person

_TOLD = re.compile(
    "时|进度|人|电话|科室|处室|股室"
)  # columns whose cells are known by their look
# Signs that a name is that of a body: 市…, 各…, …局, …公司; 共建科技新城 has none.
_BODY = re.compile(r"^[市县区各]|[局办委部厅署府团会]$|公司$|单位$|部门$")


_OF_UNITS = (LEAD, COOPERATING, UNITS)


@dataclass(frozen=True)
class FlatHead:
    """`others` are the columns that the plan has no place for, `between` is what those before the
    units are called, `amounts` the first that may hold numbers, `persons` that of persons who are
    no leaders; `texts` is the number of columns that make up the task's text; `themes` says that a
    column of themes stands before it, `theme_first` that it stands before that of the numbers too;
    `ends_unknown` that what stands behind the units may look like anything, `remarks` that a column
    of remarks does. `other_leaders` is a second column of leaders behind the text, that of those
    who watch or of another word, `others_first` says that it stands before that of those who carry
    the task."""

    headings: frozenset[str]
    kind: str
    has_leaders: bool
    leader_follows: bool
    leader_behind_units: bool
    leader_behind_number: bool
    numbers_alone: bool
    duties: str
    others: tuple[str, ...]
    between: str
    amounts: str | None
    persons: str | None
    texts: int
    two_columns: bool
    text_first: bool
    themes: bool
    theme_first: bool
    ends_unknown: bool
    remarks: bool
    other_leaders: str | None
    others_first: bool

    @classmethod
    def of(
        cls, caption: Sequence[str], headings: Sequence[str], body: Sequence[str]
    ) -> "FlatHead":
        roles = _roles_of(headings, body)
        without = _without_role(headings, roles)
        others = tuple(fold(headings[at]) for at in without)
        units = [at for at, role in enumerate(roles) if role in _OF_UNITS]
        last_unit = max(units, default=0)
        first_unit = min(units, default=99)
        kind = kind_of_table(caption, headings)
        is_bare = not roles  # the headings were lost
        all_lead = LEAD in roles and not {COOPERATING, UNITS} & set(roles)
        if is_bare and kind != KEY:
            all_lead = True
        number, leader, text, remark = _places(roles, NUMBER, LEADER, TEXT, REMARK)
        known_titles = filter(names_table, caption)
        other_leaders, others_first = _other_leaders(headings, roles)
        return cls(
            headings=frozenset(map(fold, [*headings, *known_titles])),
            kind=kind,
            has_leaders=leader is not None or (is_bare and kind == KEY),
            leader_follows=_is_behind(leader, text),
            leader_behind_units=bool(units) and _is_behind(leader, last_unit),
            leader_behind_number=_is_behind(leader, number),
            between=_between(roles, without, others),
            numbers_alone=number is not None or (is_bare and kind != KEY),
            duties=ALL_LEAD if all_lead else FIRST_LEADS,
            others=others,
            amounts=_column_of_amounts(others),
            persons=next(filter(is_persons, others), None),
            two_columns=len(units) > 1,
            texts=roles.count(TEXT),
            text_first=text is not None and text < first_unit,
            ends_unknown=_ends_unknown(headings, without, last_unit),
            themes=_has_theme_before(headings, text),
            remarks=_is_behind(remark, last_unit),
            other_leaders=other_leaders,
            others_first=others_first,
            theme_first=_has_theme_before(headings, number),
        )

    def is_theme(self, text: str, following: str, row: RawRow | None) -> bool:
        """Whether a line is the cell that several rows share in the column of themes before that
        of tasks."""
        opens = (
            row is None or row.has_units or (row.number is not None and not row.texts)
        )
        fits = _opens_with_number(following) if self.theme_first else len(following) > 2
        # 产业发展, 城市建设: short, in one piece, no number and no sentence.
        short = fits and bool(re.match(r"^[^\d\s。,，;；:：、]{2,10}$", text))
        somebody = (
            is_unit(text)
            or looks_like_person(text)
            or is_title(text)
            or tells_when(text)
        )
        of_another = bool(self._of_desk(text)) or (
            row is not None and row.has_units and self.ends_unknown
        )
        return (
            self.themes
            and opens
            and short
            and not (somebody or of_another or is_unit(following))
        )

    def is_remark(self, text: str, following: str, row: RawRow) -> bool:
        """Whether a short line behind the units is the cell of the column of remarks: 续建."""
        fits = (
            self.remarks
            and row.has_units
            and not row.remarks
            and bool(re.match(r"^[^。;；:：]{2,20}$", text))
        )
        return fits and not is_unit_cell(text) and not is_unit_cell(following or "-")

    def begins_text(self, text: str) -> bool:
        """Whether a line that could be a unit is what the task is called, before any of its text:
        共建科技新城."""
        return self.text_first and not _BODY.search(fold(text))

    def other_of(self, text: str, row: RawRow) -> str | None:
        """The column without a place in the plan that a cell of an open row belongs to: an amount
        between the text and the units, a time, somebody who is responsible and no leader. None for
        every other cell."""
        if not row.texts or not self.others:
            return None
        if self.amounts and not row.has_units and is_amount(text):
            return self.amounts
        if row.has_units and (of_desk := self._of_desk(text)):
            return of_desk
        if tells_when(text):
            return next(
                # 完成时限, 建设年限, 形象进度.
                (name for name in self.others if re.search("时|年限|进度", name)),
                self.others[0],
            )
        person = (
            looks_like_person(text) or bool(leaders_in_cell(text)) or is_title(text)
        )
        return self.persons if person and not is_unit(text) else None

    def _of_desk(self, text: str) -> str | None:
        """The column of desks or of telephones that 综合科 or 0571-8850000 belongs to."""
        sign = r"科室|处室|股室" if re.search(r"[科股]$|处室$", fold(text)) else ""
        sign = "电话" if re.match(r"^[\d()（）+ \-—]{7,}$", text) else sign
        return next(
            (name for name in self.others if sign and re.search(sign, name)), None
        )


def _roles_of(headings: Sequence[str], body: Sequence[str]) -> list[str | None]:
    """The role of each heading. Where none calls for leaders, the column of persons does, if the
    table names leaders in it, or else the only column of those who watch."""
    roles = [role_of(text) for text in headings]
    if LEADER in roles:
        return roles
    persons = [at for at, text in enumerate(headings) if is_persons(fold(text))]
    if persons and _name_leaders(body):
        roles[persons[0]] = LEADER
        return roles
    watching = [at for at, text in enumerate(headings) if is_watchers(fold(text))]
    if len(watching) == 1:
        roles[watching[0]] = LEADER
    return roles


def _without_role(headings: Sequence[str], roles: Sequence[str | None]) -> list[int]:
    """The columns that the plan has no place for, without those of themes."""
    return [
        at
        for at, role in enumerate(roles)
        if role is None and not is_theme(fold(headings[at]))
    ]


def _places(roles: Sequence[str | None], *wanted: str) -> list[int | None]:
    """Where the first column of each role stands; None for a role that no column has."""
    return [roles.index(role) if role in roles else None for role in wanted]


def _is_behind(place: int | None, other: int | None) -> bool:
    return place is not None and other is not None and place > other


def _column_of_amounts(others: Sequence[str]) -> str | None:
    """The first column that may hold numbers, one of money before any other: 总投资."""
    names = [name for name in others if not re.search("时|年限|进度|人", name)]
    of_money = [name for name in names if re.search("投资|资金|金额|元", name)]
    return next(iter([*of_money, *names]), None)


def _ends_unknown(
    headings: Sequence[str], without: Sequence[int], last_unit: int
) -> bool:
    """Whether a column behind the units holds what cannot be told by its look."""
    behind = [headings[at] for at in without if at > last_unit]
    return not all(_TOLD.search(heading) for heading in behind)


def _has_theme_before(headings: Sequence[str], place: int | None) -> bool:
    """Whether a column of themes stands before this one."""
    return place is not None and any(is_theme(fold(text)) for text in headings[:place])


def _other_leaders(
    headings: Sequence[str], roles: Sequence[str | None]
) -> tuple[str | None, bool]:
    """The column of leaders that do not carry the task, and whether it stands before that of those
    who do; None where it may be either of two."""
    if LEADER not in roles or TEXT not in roles:
        return None, False
    leader, text = roles.index(LEADER), roles.index(TEXT)
    others = [
        at
        for at, heading in enumerate(headings)
        if at > text
        and at != leader
        and (roles[at] == LEADER or is_watchers(fold(heading)))
    ]
    return (
        (fold(headings[others[0]]), text < others[0] < leader)
        if len(others) == 1
        else (None, False)
    )


def _between(
    roles: Sequence[str | None], without: Sequence[int], others: Sequence[str]
) -> str:
    """What the other columns are called between the text and the units whose cells may look like
    anything: all of them in one, for nothing tells their cells apart."""
    texts = [at for at, role in enumerate(roles) if role == TEXT]
    units = [at for at, role in enumerate(roles) if role in (LEAD, COOPERATING, UNITS)]
    inside = zip(without, others, strict=True)
    return "、".join(
        name
        for at, name in inside
        if texts
        and units
        and texts[-1] < at < units[0]
        # 完成时限, 总投资, 联系人: their cells are told by their own signs.
        and not re.search("时|投资|金额|元|人", name)
    )


def _opens_with_number(text: str) -> bool:
    mark = mark_of(text)
    return number_alone(text) is not None or bool(mark and mark.dotted)


def names_table(text: str) -> bool:
    """Whether a line above headings says what the table is, rather than whose it is or what stood
    there before."""
    return (bool(kind_said(text)) or is_caption(text)) and not leaders_above(text)


def _name_leaders(body: Sequence[str]) -> bool:
    """Whether the lines that name somebody with a title name leaders of a government."""
    named = [leaders_in_cell(text) for text in body if len(text) <= 24]
    titles = [leader.title for leaders in named for leader in leaders if leader.title]
    return bool(titles) and all(OF_GOVERNMENT.search(title) for title in titles)


def looks_like_name(text: str) -> bool:
    """Two to four characters with nothing else, as a name stands above its title."""
    # 陈大康, 欧阳明, 艾力·买买.
    return bool(re.match(rf"^[{HAN}·]{{2,4}}$", fold(text)))


def is_amount(text: str) -> bool:
    """12000, 3.5亿元: a number, with a measure of money or without."""
    return bool(re.match(r"^\d+(?:\.\d+)?(?:万元|亿元|万|亿)?$", fold(text)))


def settle_borders(rows: Sequence[RawRow]) -> None:
    """Where two columns of units lost their border: a line with several names is a whole cell. Two
    lines in every row are the two cells; else the first line, where it is such a cell, holds those
    that lead."""
    whole = [row for row in rows if row.units and not row.parts]
    if not any(len(cut(piece.text)) > 1 for row in whole for piece in row.units):
        return
    known = len(whole) == len(rows) and all(len(row.units) == 2 for row in rows)
    for row in whole:
        if known or (len(row.units) > 1 and len(cut(row.units[0].text)) > 1):
            row.lead, row.cooperating, row.units = row.units[:1], row.units[1:], []
            row.duties = KNOWN if known else row.duties
