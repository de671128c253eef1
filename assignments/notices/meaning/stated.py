"""Of what a row says that its document speaks."""

from assignments.notices.raw_rows import RawRow
from assignments.notices.rows import NoticeRow
from assignments.notices.words.headings import (
    COOPERATING,
    LEAD,
    LEADER,
    REMARK,
    SUPPORTING_LEADER,
    UNITS,
)


def stated_fields(row: NoticeRow, raw: RawRow, *, assumed: bool) -> frozenset[str]:
    """The fields that the document speaks of. 责任单位 alone says who is responsible, so it tells
    the lead; it never says that nobody else cooperates. A remark names leaders, and says nothing of
    others."""
    divided = not assumed and bool(raw.cooperating or COOPERATING in raw.stated_columns)
    stated = {
        "kind": not raw.kind_assumed,
        "leader": bool(row.leader) or LEADER in raw.stated_columns,
        "lead": bool(row.lead) or bool({LEAD, UNITS} & raw.stated_columns),
        "cooperating": divided,
        "co_leaders": SUPPORTING_LEADER in raw.stated_columns,
        "remark": bool(row.remark) or REMARK in raw.stated_columns,
        "theme": bool(row.theme),
    }
    return frozenset(name for name, is_stated in stated.items() if is_stated)
