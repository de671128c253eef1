"""Of what a row says that its document speaks."""

from assignments.notices.raw_rows import RawRow
from assignments.notices.rows import Row
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    REMARK,
    SUPPORTING_LEADER,
    UNITS,
)


def told_by(row: Row, raw: RawRow, *, assumed: bool) -> frozenset[str]:
    """The fields that the document speaks of. 责任单位 alone says who is responsible, so it tells
    the lead; it never says that nobody else cooperates. A remark names leaders, and says nothing of
    others."""
    divided = not assumed and bool(raw.cooperating or COOPERATING in raw.told)
    said = {
        "kind": not raw.kind_assumed,
        "leader": bool(row.leader) or LEADER in raw.told,
        "lead": bool(row.lead) or bool({LEAD, UNITS} & raw.told),
        "cooperating": divided,
        "co_leaders": SUPPORTING_LEADER in raw.told,
        "remark": bool(row.remark) or REMARK in raw.told,
        "theme": bool(row.theme),
    }
    return frozenset(name for name, is_said in said.items() if is_said)
