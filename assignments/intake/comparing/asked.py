"""What is asked about a document as a whole, before its rows. Nothing is preselected, and
confirming waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from assignments.choices import TaskKind
from assignments.models import ImportBatch, Plan, Task
from assignments.notices.meaning.row_doubts import OFFICE

PROGRESS, PLAN, ANOTHER, LEADERLESS = "progress", "plan", "another", "leaderless"
AS_PLAN, AS_PROGRESS, SAME, NEW, NOBODY = "plan", "progress", "same", "new", "nobody"
FEWEST = 2
"""One text that differs behind its number is a row to look at, and no other list."""
# Rows named in a question; the others are 等.
MOST_NAMED = 5


class AskedRow(Protocol):
    """What of a row of the preview these questions are about."""

    key: tuple[str, int]
    label: str
    task: Task | None
    list_name: str
    names_leader: bool
    is_other: bool

    @property
    def is_new(self) -> bool: ...

    @property
    def is_left_out(self) -> bool: ...


class Choice(NamedTuple):
    value: str
    label: str
    what: str


@dataclass(frozen=True)
class Asked:
    """One question. `mark` is what exactly it was asked about: an answer holds for that alone.
    `given` is the answer so far, "" for none."""

    key: str
    title: str
    sentences: tuple[str, ...]
    choices: tuple[Choice, ...]
    mark: str
    given: str = ""

    @property
    def is_open(self) -> bool:
        return not self.given

    @property
    def sentence(self) -> str:
        return f"{self.title}{''.join(self.sentences)}请先回答这个问题。"

    @property
    def labels(self) -> dict[str, str]:
        return {choice.value: choice.label for choice in self.choices}

    @property
    def decision(self) -> str:
        """What was answered, in words."""
        return self.labels.get(self.given, "")


def asked_of(
    batch: ImportBatch, plan: Plan | None, rows: Sequence[AskedRow]
) -> list[Asked]:
    """The questions that this document raises, those already answered too."""
    taken = [row for row in rows if not row.is_left_out]
    questions = [of_progress(batch), of_another(plan, taken), of_leaders(taken)]
    return [answered(batch, question) for question in questions if question]


def answered(batch: ImportBatch, asked: Asked) -> Asked:
    """With the answer of the batch, where it was given to this very question."""
    given = batch.answers.get("asked", {}).get(asked.key, {})
    held = given.get("mark") == asked.mark
    values = dict(vars(asked), given=given.get("is", "") if held else "")
    return Asked(**values)


def of_progress(batch: ImportBatch) -> Asked | None:
    """A table of 完成情况 read as tasks would write progress over what the tasks are."""
    if batch.reading.get("looks_like") != PROGRESS:
        return None
    return Asked(
        PROGRESS,
        "这是完成情况表？",
        ("表中填有进展，不像任务分工。",),
        (
            Choice(
                AS_PLAN,
                "不是，按任务分工导入",
                "序号、内容、领导和单位写入年度方案；进展一栏不导入。",
            ),
        ),
        mark=PROGRESS,
    )


def of_plan(batch: ImportBatch) -> Asked | None:
    """A plan read as a sheet of progress has nothing to say, and would seem to be in order."""
    if batch.reading.get("looks_like") != PLAN:
        return None
    return Asked(
        PLAN,
        "这是任务分工方案？",
        ("表中没有填写任何进展，像是任务分工。任务分工由督查室或管理员导入。",),
        (
            Choice(
                AS_PROGRESS, "不是，是还没有填的完成情况表", "没有填写的行不会写入。"
            ),
        ),
        mark=PLAN,
    )


def of_another(plan: Plan | None, rows: Sequence[AskedRow]) -> Asked | None:
    """Another list of the same year and level would be written over this one, number by number."""
    behind = [row for row in rows if row.task is not None]
    others = [row for row in behind if row.is_other]
    if plan is None or len(others) < FEWEST or len(others) * 2 <= len(behind):
        return None
    named = "、".join(row.label for row in others[:MOST_NAMED])
    more = "等" if len(others) > MOST_NAMED else ""
    sentence = (
        f"序号与“{plan}”相同的 {len(behind)} 行中，{len(others)} "
        f"行的内容完全不同（{named}{more}）。"
    )
    return Asked(
        ANOTHER,
        "这是另一份方案？",
        (sentence,),
        (
            Choice(
                NEW,
                "是另一份，新建年度方案",
                f"“{plan}”一项也不动；标题和文号在下面核对。",
            ),
            Choice(
                SAME,
                f"是同一份，写入“{plan}”",
                f"这 {len(others)} 项任务改成文件里的内容，已有的进展和评定仍记在它们名下。",
            ),
        ),
        mark=str(plan.pk),
    )


def of_leaders(rows: Sequence[AskedRow]) -> Asked | None:
    """Lists of key tasks that bring not one leader: a sheet for each leader says it in its name
    alone."""
    lists: dict[str, list[AskedRow]] = {}
    for row in rows:
        if row.key[0] == TaskKind.KEY:
            lists.setdefault(row.list_name, []).append(row)
    without = {
        name: held
        for name, held in lists.items()
        if any(row.is_new for row in held) and not any(row.names_leader for row in held)
    }
    if not without:
        return None
    named = "、".join(f"{name}（{len(held)} 行）" for name, held in without.items())
    return Asked(
        LEADERLESS,
        "这些任务没有牵头领导？",
        (
            (
                f"{named}一位牵头领导也没有读到。若领导写在工作表名或标题里，"
                "请先在“市领导”中建好，再重新上传。"
            ),
        ),
        (
            Choice(
                NOBODY,
                "没有牵头领导，照此导入",
                "新增的任务不记牵头领导，以后可以逐项补上。",
            ),
        ),
        mark="、".join(without),
    )


def has_leader(row: dict) -> bool:
    """Whether a row says anything of who leads it, be it an office without a name."""
    return bool(
        row.get("leader") or row.get("co_leaders") or OFFICE in (row.get("extra") or {})
    )


def list_of(row: dict) -> str:
    """Which list of the document a row stands in."""
    source = row.get("source") or {}
    if source.get("sheet"):
        return f"工作表“{source['sheet']}”"
    return f"第 {source['table']} 个表格" if source.get("table") else "文件"
