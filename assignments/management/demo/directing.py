"""The demo's instructions: who asked what, of whom, and what was answered."""

from dataclasses import dataclass
from datetime import date

from assignments.directives.verbs import close, issue_directive, mark_read, reply
from assignments.management.demo.cast import Cast, moment
from assignments.models import Directive, DirectiveUnit, Reply


@dataclass(frozen=True)
class Instruction:
    """`by` is the account it was given from; `reply` is the lead unit's answer, "" where it waits;
    `to_helper`: a unit that helps with the work is asked as well, and has not answered yet."""

    work: int
    by: str
    text: str
    issued_on: date
    due_on: date
    reply: str = ""
    closed: bool = False
    to_helper: bool = False


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
        to_helper=True,
    ),
    Instruction(
        3,
        "zhouyang",
        "减负政策要直达企业，请汇总企业反映最多的五个问题，提出解决办法。",
        date(2021, 9, 28),
        date(2021, 10, 8),
        "已从走访和热线中梳理出反映最多的五个问题，逐项明确牵头单位，解决办法本月底前出台。",
    ),
)


def instruct(cast: Cast) -> None:
    """Give, answer and settle the instructions through the verbs, then date what the verbs stamped
    with now."""
    for instruction in INSTRUCTIONS:
        give(cast, instruction)


def give(cast: Cast, instruction: Instruction) -> None:
    scene, user = cast.scenes[instruction.work], cast.people[instruction.by]
    assert user.leader is not None, "instructions come from leaders' accounts"
    directive = issue_directive(
        work=scene.work,
        leader=user.leader,
        text=instruction.text,
        units=[*scene.leads[:1], *(scene.helpers[:1] if instruction.to_helper else [])],
        issued_on=instruction.issued_on,
        due_on=instruction.due_on,
        by=user,
    )
    by = cast.reporters[scene.leads[0].id]
    mark_read(directive=directive, by=by, at=moment(instruction.issued_on, 16))
    if instruction.reply:
        answer = reply(directive=directive, text=instruction.reply, by=by)
        Reply.objects.filter(pk=answer.pk).update(at=moment(instruction.due_on, 11))
    if instruction.closed:
        close(directive=directive, by=user, at=moment(instruction.due_on, 17))
    date_directive(directive, instruction)


def date_directive(directive: Directive, instruction: Instruction) -> None:
    """The history of an instruction in the days of the story: given in the morning, everything
    later at its end."""
    given, later = moment(instruction.issued_on, 10), moment(instruction.due_on, 17)
    for model, rows in (
        (Directive, Directive.history.filter(id=directive.pk)),
        (Reply, Reply.history.filter(directive_id=directive.pk)),
        (DirectiveUnit, DirectiveUnit.history.filter(directive_id=directive.pk)),
    ):
        rows.filter(history_type="+").update(
            history_date=later if model is Reply else given
        )
        rows.exclude(history_type="+").update(history_date=later)
