"""(state, verb) -> state. An illegal move raises and says in Chinese why."""

from collections.abc import Mapping

from assignments.choices import (
    BulletinState,
    DirectiveState,
    ExtensionState,
    ImportState,
    PeriodState,
    ReportState,
)

Table = Mapping[tuple[str, str], str]


class IllegalMove(Exception):
    """A verb that the present state does not allow. Its text is for the person who tried."""


REPORT: Table = {
    (ReportState.DRAFT, "save"): ReportState.DRAFT,
    (ReportState.RETURNED, "save"): ReportState.RETURNED,
    (ReportState.DRAFT, "submit"): ReportState.SUBMITTED,
    (ReportState.RETURNED, "submit"): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, "withdraw"): ReportState.DRAFT,
    (ReportState.SUBMITTED, "accept"): ReportState.ACCEPTED,
    (ReportState.SUBMITTED, "send_back"): ReportState.RETURNED,
    (ReportState.ACCEPTED, "send_back"): ReportState.RETURNED,
}

PERIOD: Table = {
    (PeriodState.PLANNED, "open"): PeriodState.OPEN,
    (PeriodState.OPEN, "close"): PeriodState.CLOSED,
    (PeriodState.OPEN, "extend"): PeriodState.OPEN,
    (PeriodState.CLOSED, "reopen"): PeriodState.OPEN,
}

DIRECTIVE: Table = {
    (DirectiveState.OPEN, "reply"): DirectiveState.REPLIED,
    (DirectiveState.REPLIED, "reply"): DirectiveState.REPLIED,
    (DirectiveState.OPEN, "settle"): DirectiveState.CLOSED,
    (DirectiveState.REPLIED, "settle"): DirectiveState.CLOSED,
    (DirectiveState.REPLIED, "ask_again"): DirectiveState.OPEN,
}

EXTENSION: Table = {
    (ExtensionState.ASKED, "grant"): ExtensionState.GRANTED,
    (ExtensionState.ASKED, "refuse"): ExtensionState.REFUSED,
}

BULLETIN: Table = {
    (BulletinState.DRAFT, "edit"): BulletinState.DRAFT,
    (BulletinState.DRAFT, "issue"): BulletinState.ISSUED,
    (BulletinState.ISSUED, "withdraw"): BulletinState.WITHDRAWN,
}

IMPORT: Table = {
    (ImportState.READING, "read"): ImportState.PREVIEW,
    (ImportState.READING, "fail"): ImportState.FAILED,
    (ImportState.READING, "read_again"): ImportState.READING,
    (ImportState.FAILED, "read_again"): ImportState.READING,
    (ImportState.PREVIEW, "answer"): ImportState.PREVIEW,
    (ImportState.PREVIEW, "confirm"): ImportState.CONFIRMED,
    (ImportState.PREVIEW, "begin_confirm"): ImportState.WRITING,
    (ImportState.WRITING, "confirm"): ImportState.CONFIRMED,
    (ImportState.WRITING, "give_back"): ImportState.PREVIEW,
    (ImportState.CONFIRMED, "undo"): ImportState.UNDONE,
    (ImportState.CONFIRMED, "begin_undo"): ImportState.UNDOING,
    (ImportState.UNDOING, "undo"): ImportState.UNDONE,
    (ImportState.UNDOING, "give_back"): ImportState.CONFIRMED,
}

VERBS = {
    "save": "保存",
    "submit": "报送",
    "withdraw": "撤回",
    "accept": "审核通过",
    "send_back": "退回",
    "open": "开启",
    "close": "关闭",
    "extend": "延长",
    "reopen": "重新开启",
    "reply": "回复",
    "settle": "办结",
    "ask_again": "要求补充",
    "grant": "同意",
    "refuse": "不同意",
    "edit": "修改",
    "issue": "印发",
    "read": "读取",
    "fail": "终止",
    "read_again": "重新读取",
    "answer": "答复",
    "confirm": "确认导入",
    "begin_confirm": "确认导入",
    "undo": "撤销",
    "begin_undo": "撤销",
    "give_back": "中止",
}


def after(table: Table, state: str, verb: str) -> str:
    """The state that `verb` leads to from `state` in one of the tables above.

    Raises IllegalMove when the table has no such move.
    """
    try:
        return table[(state, verb)]
    except KeyError:
        raise IllegalMove(
            f"当前为“{label_of(table, state)}”，不能{VERBS.get(verb, verb)}。"
        ) from None


def allows(table: Table, state: str, verb: str) -> bool:
    """Whether `verb` is a legal move from `state`; for showing or hiding a button."""
    return (state, verb) in table


def label_of(table: Table, state: str) -> str:
    """The Chinese word for a state; one that the table does not know is called by what it is."""
    states = (*table.values(), *(before for before, _ in table))
    labels = {known: getattr(known, "label", known) for known in states}
    return labels.get(state, state)
