"""The rows of a table with borders, one after the other: tasks, parts, headings and notes."""

import re
from collections.abc import Sequence

from assignments.notices.blocks import Cell, TableRow
from assignments.notices.doubts import doubt
from assignments.notices.layouts.columns import Columns
from assignments.notices.layouts.grid.cells import (
    cell_at,
    extra_of,
    number_of,
    own_texts,
    put_right,
    roles_told,
    text_pieces,
    with_same_as_above,
)
from assignments.notices.layouts.grid.continued_rows import (
    add_more,
    goes_on,
    put_units,
)
from assignments.notices.layouts.grid.leaders import LeadersTold, leaders_told
from assignments.notices.layouts.grid.row_parts import (
    carry_units,
    copies,
    doubts_beyond,
    numbers_together,
    split_parts,
    take_labels,
)
from assignments.notices.layouts.grid.sections import heading_text
from assignments.notices.layouts.section_counts import SectionCounts
from assignments.notices.raw_rows import LayoutReading, RawRow, SourcedText
from assignments.notices.rows import (
    LIVELIHOOD,
    CoLeaderFound,
    LeaderFound,
    Outside,
    Source,
)
from assignments.notices.words.duty_labels import Labels
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    NUMBER,
    SUPPORTING_LEADER,
    UNITS,
    is_header,
    is_kept,
    is_total,
    kind_of,
    kind_said,
)
from assignments.notices.words.headline import headline_of, leaders_above
from assignments.notices.words.known_leaders import KnownLeaders
from assignments.notices.words.leaders import (
    SectionLeaders,
    co_leaders_in_column,
    is_office,
)
from assignments.notices.words.list_kinds import (
    KindTold,
)
from assignments.notices.words.numbering import TOGETHER, mark_of
from assignments.notices.words.sections import section_of
from assignments.notices.words.units import NOBODY
from assignments.rules.names import fold
from assignments.rules.own_columns import unknown

LAYOUT = "table"
# A row that is no task: 注：…, 合计, 填表人：.
_NOTE = re.compile(r"^(?:注|备注|说明|合计|小计|总计|填表人|制表)[:]?")


class GridRows:
    def __init__(
        self,
        columns: Columns,
        kind: KindTold,
        leaders: list[LeaderFound],
        known: KnownLeaders,
    ):
        self.columns, self.known = columns, known
        self.reading = LayoutReading(layouts=[LAYOUT])
        self.kind = self.list_kind = kind.kind
        self.kind_assumed = kind.assumed
        self.cells: Sequence[Cell] = ()
        self.leading = SectionLeaders(leaders)
        self.counts = SectionCounts()
        self.leader_text = self.office = ""
        self.leader_asked = False
        self.supporting: list[CoLeaderFound] = []
        self.theme: str | None = None
        self.row: RawRow | None = None
        self.repeating = False
        self.above: dict[str, Labels] = {}
        self.shared: Labels | None = None
        self.headings: list[tuple[str, Source]] = []
        self.carried: list[TableRow] = []
        self.beyond: dict[int, list[tuple[str, Source]]] = {}

    def take(self, row: TableRow) -> None:
        written = own_texts(row)
        texts = list(dict.fromkeys(cell.text for cell in row.cells if cell.lines))
        if not texts:
            return
        folded = set(map(fold, texts))
        repeated = folded <= self.columns.heading_texts and (
            is_header(list(folded)) or self.repeating
        )
        self.repeating = repeated
        alone = heading_text(row) if self.columns.width > 1 else None
        if len(texts) == 2 and any(
            cell.lines and not cell.covered for cell in self._beside(row)
        ):
            alone = None
        if written and not any(
            row.cells[at].lines for at in self.columns.positions if at < len(row.cells)
        ):
            self._ask_beyond(row)
            return
        total = bool(written) and is_total(written[0])
        if repeated or not written or total or (alone and self._heading(alone, row)):
            self.outside(row)
        else:
            self._task(row)

    def _beside(self, row: TableRow) -> list[Cell]:
        """The cells in which 一 | 产业发展 has nothing of its own where it is a heading."""
        return [self._cell(row.cells, role) for role in (LEADER, LEAD, UNITS)]

    def outside(self, row: TableRow) -> None:
        for text in own_texts(row):
            self.reading.outside.append(Outside(text, row.source))

    def _heading(self, text: str, row: TableRow) -> bool:
        """A row of one cell: a leader, a theme or a note; the text of a task may stand alone
        too."""
        section, leaders, called, labels = headline_of(text, self.known)
        if not section and not leaders:
            leaders = leaders_above(text, self.known)
            called = bool(leaders)
        if section:
            rows = len(self.reading.rows)
            self.reading.doubts += self.counts.enter(section, row.source, rows)
        if _NOTE.match(fold(text)):
            return True
        if text in self.above:
            self.shared = self.above[text]
            self.theme = section.title if section else fold(text)
            self.headings.append((text, row.source))
            return True
        if leaders or section:
            self._enter_section(text, section.depth if section else 0, leaders, row)
        if called:
            return True
        if not section and not _is_bare_theme(text, row):
            return False
        names_units = bool(labels and labels.names_units)
        self.theme = section.title if section and not names_units else fold(text)
        kind = kind_said(text)
        if kind == LIVELIHOOD or (kind and self.kind != self.list_kind):
            self.kind, self.kind_assumed = kind, False
        return True

    def _enter_section(
        self, text: str, depth: int, leaders: list[LeaderFound], row: TableRow
    ) -> None:
        """Go on under a heading that may name leaders; one that should and does not is asked
        about."""
        self.leader_text = text
        if not self.leading.enter(text, depth, leaders):
            question = doubt("leader_unreadable", row.source, text=text)
            self.reading.doubts.append(question)

    def _task(self, row: TableRow) -> None:
        cells, guessed = put_right(row, self.columns)
        cells = self.cells = with_same_as_above(cells, self.cells)
        if guessed:
            text = next(iter(own_texts(row)), "")
            self.reading.doubts.append(doubt("cells_lost", row.source, text=text[:20]))
        self._ask_beyond(row)
        leaders = self._leader_of(cells, row)
        pieces = text_pieces(cells, self.columns, row.source)
        number, pieces = number_of(cells, self.columns, pieces)
        if self.row and goes_on(self.row, cells, self.columns, number, pieces):
            new_leaders = [each for each in leaders if each not in self.row.leaders]
            self.row.leaders += new_leaders
            add_more(self.row, cells, self.columns, row.source)
            return
        has_units = self._cell(cells, LEAD).lines or self._cell(cells, UNITS).lines
        if not pieces and not has_units:
            self.outside(row)
            return
        above, self.row = self.row, self._opened(row, cells, leaders, number, pieces)
        if not guessed:
            self.row.stated_columns = self._stated_columns(row)
        self._take_units(self.row, cells)
        if guessed and above and len(row.cells) < self.columns.width:
            self.reading.doubts += carry_units(self.row, above)
        split_parts(self.row)
        self._add(self.row, numbers_together(fold(self._cell(cells, NUMBER).text)))

    def _opened(
        self,
        row: TableRow,
        cells: Sequence[Cell],
        leaders: list[LeaderFound],
        number: int | None,
        pieces: list[SourcedText],
    ) -> RawRow:
        """A task that begins in this row, before its units are read."""
        own_kind = self._kind_told(cells)
        has_columns_of_units = bool(
            {LEAD, UNITS, COOPERATING} & set(self.columns.roles)
        )
        return RawRow(
            kind=own_kind or self.kind,
            kind_told=bool(own_kind),
            kind_assumed=self.kind_assumed and not own_kind,
            number=number,
            source=row.source,
            texts=pieces,
            leaders=leaders,
            leader_due=LEADER in self.columns.roles and not self.leader_asked,
            units_due=bool(self.above) or has_columns_of_units,
            office="" if leaders else self.office,
            duties=self.columns.duties,
            theme=self._theme_of(cells),
            extra=extra_of(cells, self.columns, number),
        )

    def _take_units(self, row: RawRow, cells: Sequence[Cell]) -> None:
        """The units of a task, and the leaders who help: its own, or those of its heading."""
        if row.leaders:
            row.supporting += self.supporting
        names = self._cell(cells, SUPPORTING_LEADER).text
        row.supporting += co_leaders_in_column(names)
        put_units(row, cells, self.columns, row.source)
        self.reading.doubts += take_labels(row)
        if self.shared and not (row.lead or row.units):
            self.shared.put_into(row, row.source)

    def _add(self, row: RawRow, numbers: Sequence[int]) -> None:
        numbers_text = "、".join(map(str, numbers))
        if numbers:
            row.extra[TOGETHER] = numbers_text
        self.reading.rows += copies(row, numbers) if numbers else [row]
        if numbers:
            self.reading.doubts.append(
                doubt("numbers_together", row.source, text=numbers_text)
            )

    # cells

    def _ask_beyond(self, row: TableRow) -> None:
        """Cells under no heading, or under one that another column has already, belong to
        nothing."""
        known = self.columns.positions
        for at, cell in enumerate(row.cells):
            if at not in known and cell.lines and not cell.covered:
                self.reading.outside.append(Outside(cell.text, row.source))
                self.beyond.setdefault(at, []).append((cell.text, row.source))

    def _cell(self, cells: Sequence[Cell], role: str) -> Cell:
        return cell_at(cells, self.columns, role)

    def _leader_of(self, cells: Sequence[Cell], row: TableRow) -> list[LeaderFound]:
        cell, text = self._cell(cells, LEADER), fold(self._cell(cells, LEADER).text)
        if LEADER in self.columns.roles and cell.lines and text != self.leader_text:
            self.leader_text = text
            cell_leaders = (
                LeadersTold([], []) if text in NOBODY else leaders_told(cell.text)
            )
            self.leading.leaders, self.supporting = (
                cell_leaders.leaders,
                cell_leaders.supporting,
            )
            self.office = (
                cell.text if not self.leading.leaders and is_office(cell.text) else ""
            )
            self.leader_asked = not (
                cell_leaders.leaders or self.office or text in NOBODY
            )
            if self.leader_asked:
                self.reading.doubts.append(
                    doubt("leader_unreadable", row.source, text=cell.text)
                )
            if cell_leaders.others:
                self.reading.doubts.append(
                    doubt("leaders_not_all", row.source, text=cell.text)
                )
        elif LEADER in self.columns.roles and not cell.lines and self.leading.leaders:
            self.carried.append(row)
        return list(self.leading.leaders)

    def _stated_columns(self, row: TableRow) -> frozenset[str]:
        """What the row speaks of. Leaders whom nobody can read are not nobody: 分管副县长,
        见附件."""
        unread = {LEADER} if self.leader_asked or self.office else set()
        names = self._cell(row.cells, SUPPORTING_LEADER).text
        if names and fold(names) not in NOBODY and not co_leaders_in_column(names):
            unread.add(SUPPORTING_LEADER)
        return roles_told(row, self.columns) - unread

    def _kind_told(self, cells: Sequence[Cell]) -> str:
        """By the column that tells the kinds apart; "" where the table has none, or the row says
        nothing in it."""
        at = self.columns.kind
        return kind_of(cells[at].text) if at is not None and cells[at].lines else ""

    def _theme_of(self, cells: Sequence[Cell]) -> str | None:
        at = self.columns.theme
        if at is None or at >= len(cells):
            return self.theme
        section = section_of(fold(cells[at].text))
        self.theme = (section.title if section else fold(cells[at].text)) or self.theme
        return self.theme

    # what the table as a whole says

    def doubt_columns(self, source: Source) -> None:
        questions = (
            [("column_assumed", self.columns.assumed)] if self.columns.assumed else []
        )
        strange = [
            name for name in unknown(self.columns.extra.values()) if not is_kept(name)
        ]
        questions += [("column_unknown", "”、“".join(strange))] if strange else []
        self.reading.doubts += [
            doubt(code, source, text=name) for code, name in questions
        ]
        if not {LEAD, UNITS, COOPERATING} & set(self.columns.roles) and not self.above:
            self.reading.doubts.append(doubt("column_missing", source, text="责任单位"))

    def finish(self) -> None:
        self.reading.doubts += self.counts.close(len(self.reading.rows))
        self.reading.doubts += doubts_beyond(self.beyond)
        if self.headings:
            (text, source), count = (
                self.headings[0],
                len({text for text, _ in self.headings}),
            )
            code = "units_of_headings" if count > 1 else "units_of_heading"
            self.reading.doubts.append(doubt(code, source, text=text[:30], count=count))
        if self.carried and len(self.carried) < len(self.reading.rows):
            first, last = self.carried[0].source, self.carried[-1].source
            self.reading.doubts.append(
                doubt(
                    "leader_carried_down", first, first=first.where(), last=last.where()
                )
            )


def _is_bare_theme(text: str, row: TableRow) -> bool:
    """Whether a heading without a number is a theme: short, no sentence, and not the text of a
    task that stands alone in its column."""
    lone_text = not row.cells[0].lines or len(row.cells) == 1
    # 加快推进港区建设。 is a text; 港区建设 a theme.
    is_sentence = bool(re.search(r"[。;]$", text))
    return len(text) <= 40 and not mark_of(text) and not is_sentence and not lone_text
