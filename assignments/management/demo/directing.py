"""The demo's instructions: who asked what, of whom, and what was answered."""

from dataclasses import dataclass
from datetime import date

from assignments.choices import DirectiveState
from assignments.ledger.writing import save
from assignments.management.demo.cast import Cast, moment
from assignments.models import Directive, DirectiveUnit, Reply


@dataclass(frozen=True)
class Instruction:
    """`by` is the account it was given from; `reply` is the lead unit's answer, "" where it waits."""

    work: int
    by: str
    text: str
    issued_on: date
    due_on: date
    reply: str = ""
    closed: bool = False


INSTRUCTIONS = (
    Instruction(
        72,
        "chenwei",
        "低效用地再开发进度偏慢，请逐宗列出清单和腾退时间表，月底前报我。",
        date(2021, 7, 15),
        date(2021, 7, 30),
        "已排出腾退清单26宗，逐宗明确责任人和时限，7月底前完成首批8宗签约。",
        closed=True,
    ),
    Instruction(
        86,
        "chenwei",
        "垃圾资源化利用中心年内必须开工，征迁和环评要并联推进，请每半月报一次进展。",
        date(2021, 9, 6),
        date(2021, 9, 30),
        "环评报告已上报评审，征迁剩余3户，计划10月底前清零。",
    ),
    Instruction(
        42,
        "caimugui",
        "厂房建设落后的地块请说明原因和追赶计划，电力迁改由经信部门牵头协调。",
        date(2021, 10, 11),
        date(2021, 10, 22),
    ),
    Instruction(
        49,
        "caimugui",
        "高企培育势头较好，请抓紧做好第二批申报辅导，确保完成全年目标。",
        date(2021, 8, 20),
        date(2021, 9, 10),
        "第二批申报辅导已覆盖31家企业，申报材料9月上旬全部提交。",
    ),
    Instruction(
        3,
        "zhouyang",
        "减负政策要直达企业，请汇总企业反映最多的五个问题，提出解决办法。",
        date(2021, 9, 28),
        date(2021, 10, 8),
    ),
)


def instruct(cast: Cast) -> None:
    for instruction in INSTRUCTIONS:
        give(cast, instruction)


def give(cast: Cast, instruction: Instruction) -> None:
    scene, user = cast.scenes[instruction.work], cast.people[instruction.by]
    assert user.leader is not None, "instructions come from leaders' accounts"
    directive = Directive(
        work=scene.work,
        leader=user.leader,
        signed_as=user.leader.full,
        text=instruction.text,
        issued_on=instruction.issued_on,
        due_on=instruction.due_on,
        recorded_by=user,
    )
    save(directive, by=user, reason="批示")
    unit = scene.leads[0]
    save(DirectiveUnit(directive=directive, unit=unit), by=user, reason="批示")
    if instruction.reply:
        by = cast.reporters[unit.id]
        save(Reply(directive=directive, unit=unit, text=instruction.reply, by=by), by=by, reason="回复")
        directive.state = DirectiveState.REPLIED
        save(directive, by=by, reason="回复")
    if instruction.closed:
        directive.state = DirectiveState.CLOSED
        directive.closed_at, directive.closed_by = moment(instruction.due_on, 17), user
        save(directive, by=user, reason="办结")
