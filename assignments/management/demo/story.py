"""What happens in the demo year, quarter by quarter. Pure: numbers and words, no database.

Works are named by their task: 72 is key task 72 (and whatever is joined with it), 203 livelihood
project 3.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from hashlib import sha256

QUARTERS = (1, 2, 3)
MONTH_END = {1: "3月底", 2: "6月底", 3: "9月底"}

DONE_IN = {
    52: 1, 205: 1,
    73: 2, 75: 2, 79: 2, 97: 2, 118: 2, 204: 2,
    37: 3, 76: 3, 89: 3, 91: 3, 100: 3, 202: 3, 203: 3, 207: 3, 210: 3, 211: 3, 212: 3,
}  # fmt: skip
"""The quarter in which a work is assessed as done."""

SLOW: dict[int, dict[int, tuple[int, ...]]] = {
    1: {25: (), 72: (0,), 74: (), 86: (), 87: ()},
    2: {24: (), 25: (), 72: (0,), 86: (), 106: (), 113: (0,)},
    3: {
        42: (0,),
        72: (0,),
        83: (0,),
        86: (),
        104: (3,),
        113: (0,),
        128: (0,),
        209: (0,),
    },
}
"""Slow works by quarter, with the places of the targets that are late; () is the work as a whole.
"""

ADJUSTED = {
    3: {
        93: (
            "受疫情影响，国际机床展等线下展会延期，转为线上举办，调整为跨年度推进。",
            "演示〔2021〕1号",
        )
    }
}
OVERRIDDEN = {
    3: {27: "三季度开工项目集中，投资入库滞后，10月上旬已补报，预计年底可完成。"}
}
"""Works that the office calls on track though the figures suggest slow, and why."""

SILENT = {1: {45, 127}, 2: {22}, 3: {22, 131}}
DRAFT = {3: {45}}
RETURNED = {3: {102: "进展只有“正在推进”，请写明联动创新区已落地的事项和数据后再报。"}}
RETURNED_ONCE = {
    2: {
        30: "请补充三个行业领域专项整治的具体数据。",
        99: "请补充知识产权案件办理情况。",
    }
}
UNREVIEWED = {3: {14, 63, 112, 126}}
UNASSESSED = {3: {99, 133}}
BY_OFFICE = {1: {64}, 2: {65}, 3: {82}}
COOPERATING = {
    15: "市住建局",
    26: "大麦屿街道",
    32: "市应急管理局",
    49: "市税务局",
    72: None,
    85: "市农业农村水利局",
}
"""Works on which a cooperating unit reports too."""

MILESTONES = {
    26: ("大麦屿港区多用途码头一期工程竣工验收", date(2021, 10, 28)),
    70: ("中央商务区公园建成开放", date(2021, 10, 25)),
    130: ("大麦屿中心卫生院新院投用", date(2021, 10, 20)),
}
"""Milestones that units added to works without figures: what is due in the thirty days after the
third quarter."""

REACHED = {(208, 0): date(2021, 6, 18)}
"""When a milestone was passed, by work and place of the target."""

REASONS = {
    24: "甬台温福高铁线位方案尚未最终确定，大麦屿货运支线前期受其牵制。",
    25: "项目用海手续仍在上级部门审查，接收站岸线方案需进一步论证。",
    42: "部分小微企业园地块土地平整和电力迁改滞后，厂房建设进度落后于计划。",
    72: "低效用地涉及历史遗留权属多，部分企业腾退意愿不强，再开发面积落后于计划。",
    74: "部分路段征迁尚未清零，雨季影响路基施工。",
    83: "安居工程两个地块交地推迟，主体施工晚于计划两个月。",
    86: "选址周边征迁和环评公示用时较长，尚不具备开工条件。",
    87: "管网接驳方案调整，设备采购周期延长。",
    104: "受境外投资者签证和资金出境审批影响，外资到账少于计划。",
    106: "部门间人口数据接口尚未打通，平台联调推迟。",
    113: "文商旅综合体外立面材料供应紧张，投资入库少于计划。",
    128: "两所新建公办幼儿园推迟到秋季学期后投用，覆盖面暂未达到计划。",
    209: "与重点工作第83项同步推进，两个地块交地推迟。",
}
"""Why a slow work is slow, in the unit's words."""

LEVELS: dict[tuple[int, int], tuple[str | None, str | None, str | None]] = {
    (5, 0): ("10.4", "10.8", "11.2"),
    (5, 1): ("5.3", "5.6", "5.9"),
    (6, 0): ("16.8", "12.1", "9.4"),
    (34, 0): (None, None, "2.70"),
    (40, 1): ("22.4", "18.9", "16.5"),
    (57, 0): ("15.1", "11.2", "8.6"),
    (57, 1): ("13.8", "10.5", "8.1"),
    (104, 0): ("86", "87", "88"),
    (104, 1): ("81", "82", "83"),
    (104, 2): ("71", "72", "74"),
    (128, 0): ("49.1", "49.6", "50.3"),
    (134, 0): ("100", "100", "100"),
    (206, 2): ("65", "85", "96"),
}
"""Readings of quantities held at a level (growth, shares, rates), by work and place of the target.
"""

LEVEL_PLANS = {
    (128, 0): ("49", "49.5", "52", "52"),
    (206, 2): ("60", "80", "95", "100"),
}
"""Planned values where a level is climbed towards in steps."""


@dataclass(frozen=True)
class StoryTarget:
    """What the story needs to know of a target: whose and which, how much, held at a level or
    piled up."""

    work: int
    place: int
    value: Decimal
    is_level: bool

    @property
    def is_few(self) -> bool:
        """So few pieces that a straight line says nothing: planned in whole pieces instead."""
        return (
            not self.is_level
            and self.value < 10
            and self.value == self.value.to_integral_value()
        )


def draw(*about: object) -> Decimal:
    """A number from 0 to 1 that is always the same for the same question."""
    digest = sha256(":".join(str(part) for part in about).encode()).digest()
    return Decimal(int.from_bytes(digest[:4], "big")) / Decimal(2**32)


def is_owed(work: int, quarter: int) -> bool:
    """Whether a work is still reported on: neither done nor adjusted in an earlier quarter."""
    adjusted = any(work in ADJUSTED.get(past, {}) for past in range(1, quarter))
    return DONE_IN.get(work, quarter) >= quarter and not adjusted


def is_slow(work: int, quarter: int, place: int) -> bool:
    return place in SLOW[quarter].get(work, ()) or (
        work in OVERRIDDEN.get(quarter, {}) and place == 0
    )


def planned(quantity: StoryTarget) -> list[Decimal]:
    """The four planned values of a target that has a plan of its own, [] for the others."""
    if (quantity.work, quantity.place) in LEVEL_PLANS:
        return [Decimal(value) for value in LEVEL_PLANS[quantity.work, quantity.place]]
    if not quantity.is_few:
        return []
    return [
        (quantity.value * quarter / 4).to_integral_value(ROUND_FLOOR)
        for quarter in (1, 2, 3, 4)
    ]


def reading(quantity: StoryTarget, quarter: int) -> Decimal | None:
    """The value reported for a target at the end of a quarter; None where none is known yet."""
    if quantity.is_level:
        value = LEVELS[quantity.work, quantity.place][quarter - 1]
        return None if value is None else Decimal(value)
    values = [piled_up(quantity, past) for past in QUARTERS if past <= quarter]
    return max(values)


def piled_up(quantity: StoryTarget, quarter: int) -> Decimal:
    """A value near the straight line: late where the story says so, reached once the work is done,
    and otherwise never quite the whole, which would be done."""
    finished = DONE_IN.get(quantity.work)
    if finished is not None and quarter >= finished:
        surplus = (
            0 if quantity.is_few else draw("over", quantity.work, quantity.place) / 20
        )
        return whole(quantity, quantity.value * (1 + surplus))
    if quantity.is_few:
        return planned(quantity)[quarter - 1]
    share = Decimal(quarter) / 4
    spread = draw("pace", quantity.work, quantity.place, quarter)
    if is_slow(quantity.work, quarter, quantity.place):
        share *= Decimal("0.68") + spread / 12
    else:
        share = min(share * (1 + spread / 10), Decimal("0.96"))
    return whole(quantity, quantity.value * share)


def whole(quantity: StoryTarget, value: Decimal) -> Decimal:
    """In whole pieces where the target is whole, otherwise to one place."""
    if quantity.value == quantity.value.to_integral_value():
        return value.to_integral_value(ROUND_CEILING)
    return value.quantize(Decimal("0.1"), rounding=ROUND_CEILING)
