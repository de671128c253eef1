"""What was done with a report, an assessment, an instruction, a request for more time, step by
step: who, when, from what to what, and why. The last step of a report and the first of an
assessment are told by these themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from assignments.boards.changes import differences
from assignments.boards.timeline_records import Snapshot
from assignments.choices import ExtensionState
from assignments.models import ASKED_AGAIN


@dataclass(frozen=True)
class Step:
    """One step as the timeline tells it; `period` and `directive` are ids where there is one."""

    kind: str
    who: str
    what: str
    on: datetime
    text: str = ""
    period: int | None = None
    directive: int | None = None


def report_steps(found: Iterable[Snapshot]) -> Iterator[Step]:
    """Sent again, taken back, accepted. The last sending stands with the report."""
    steps = in_order(found)
    last_sent = {step.key: step for step in steps if step.data["why"] == "报送"}
    for step in steps:
        if last_sent.get(step.key) is not step:
            record, done = step.data["record"], step.data["why"]
            what = f"{done.removeprefix('关闭报送期时')}{record['unit']}的填报"
            why = "关闭报送期时审核通过" if done.startswith("关闭") else ""
            yield Step("report", step.who, what, step.at, why, record["period"])


def assessment_steps(found: Iterable[Snapshot]) -> Iterator[Step]:
    """Judged otherwise than before, or taken back."""
    before: dict[int, Snapshot] = {}
    for step in in_order(found):
        earlier, before[step.key] = before.get(step.key), step
        if (
            earlier
            and earlier.data["record"]["standing"]
            and (told := differences(step, earlier))
        ):
            what = "撤回评定" if not step.data["record"]["standing"] else "修改评定"
            yield Step(
                "assessment",
                step.who,
                what,
                step.at,
                "\n".join(told),
                step.data["record"]["period"],
            )


def directive_steps(found: Iterable[Snapshot]) -> Iterator[Step]:
    """More was asked for, it was settled, it went to a successor."""
    for step in in_order(found):
        why = step.data["why"] or ""
        what, text = (
            ("要求补充", why.removeprefix(ASKED_AGAIN))
            if why.startswith(ASKED_AGAIN)
            else (why, "")
        )
        if "接任" in why:
            what, text = "移交批示", why
        yield Step("reply", step.who, what, step.at, text, directive=step.key)


def extension_steps(
    asked: Iterable[Snapshot], answered: Iterable[Snapshot]
) -> Iterator[Step]:
    """Asked for, and answered."""
    for one in asked:
        what = f"申请延期至 {one.data['until']}"
        yield Step("reminder", one.who, what, one.at, one.data["said"], one.key)
    for one in answered:
        state = ExtensionState(one.data["state"]).label
        what = f"{state}{one.data['unit']}延期至 {one.data['until']}"
        yield Step("reminder", one.who, what, one.at, one.data["said"], one.key)


def in_order(found: Iterable[Snapshot]) -> list[Snapshot]:
    return sorted(found, key=lambda one: (one.at, one.data["step"]))
