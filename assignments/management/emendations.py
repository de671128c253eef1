"""Where the 2021 plan departs from what its web page says, row by row and with the reason.

`docs/data-notes.md` tells the same in Chinese for the people who check it; tests hold the two
together. An emendation whose `old` is not in the reading stops the command: the page or the reader
has changed.
"""

from dataclasses import dataclass

TEXT, UNIT, REPEATED, PLAN = "text", "unit", "repeated", "plan"


@dataclass(frozen=True)
class Emendation:
    """In `row` ("key 12"; "" for the plan's head) replace `old` by `new`. `field` is "text" (a
    passage), "unit" (a whole name), "repeated" (a second mention of the unit `old` is left out;
    `new` is "") or "plan" (its title)."""

    row: str
    field: str
    old: str
    new: str
    reason: str


EMENDATIONS = (
    Emendation(
        "",
        PLAN,
        "关于印发2021年市政府重点工作和民生实事项目责任分工抓落实方案的通知",
        "2021年市政府重点工作和民生实事项目责任分工抓落实方案",
        "一份通知印发两个方案，文号相同，合为一个年度方案，标题取通知标题中的方案名。",
    ),
    Emendation(
        "key 12",
        TEXT,
        "快电子商务",
        "加快电子商务",
        "句首缺“加”字，“快电子商务”不成句。",
    ),
    Emendation(
        "key 12", UNIT, "发改局", "市发改局", "其余各处均写“市发改局”，此处缺“市”字。"
    ),
    Emendation("key 19", TEXT, "“1+5+2体系", "“1+5+2”体系", "缺下引号。"),
    Emendation(
        "key 35",
        TEXT,
        "“1225培大育强行动",
        "“1225培大育强”行动",
        "缺下引号，行动名为“1225培大育强”。",
    ),
    Emendation(
        "key 53", TEXT, "“人才新政2.0等政策", "“人才新政2.0”等政策", "缺下引号。"
    ),
    Emendation("key 53", TEXT, "引育500精英计划”", "引育“500精英计划”", "缺上引号。"),
    Emendation(
        "key 74",
        UNIT,
        "S22676省道)玉环龙溪至干江公路工程推进小组",
        "S226(76省道)玉环龙溪至干江公路工程推进小组",
        "缺左括号；同一项正文写“S226龙溪至干江公路”，S226原为76省道。",
    ),
    Emendation(
        "key 74",
        REPEATED,
        "漩门湾大桥及接线工程推进小组",
        "",
        "在同一项中列了两次，保留第一次。",
    ),
    Emendation(
        "key 108",
        REPEATED,
        "市委政法委",
        "",
        "列在首位为牵头单位，后面又列一次，保留首位。",
    ),
)

LEFT_AS_READ = {
    (
        "document_number_damaged",
        "",
    ): "页面为“玉政办发〔20219”，右括号和“号”字缺失，按“玉政办发〔2021〕9号”读。",
    (
        "date_damaged",
        "",
    ): "页面为“2021312”，按2021年3月12日读；网页发布日期为3月16日，先后相符。",
    ("head_text_damaged", ""): "正文句首缺书名号，不影响方案内容，不改。",
    (
        "units_run_together",
        "key 15",
    ): "两个单位连写，读作“市交通运输局”“市卫生健康局”，两个单位在别处都单独出现。",
    (
        "joint_copies_differ",
        "key 15",
    ): "第15项比第68项多列“市交通运输局”，两项各按原文保留，合并理由中写明。",
    ("target_in_words", "key 103"): "“百家”读作100家。",
    ("text_end_missing", "key 28"): "句末缺句号，不改。",
    ("text_end_missing", "key 34"): "句末缺句号，不改。",
    ("text_end_missing", "key 53"): "句末缺句号，不改。",
    ("text_end_missing", "key 77"): "句末缺句号，不改。",
    ("text_end_missing", "key 134"): "句末缺句号，不改。",
    ("text_end_missing", "livelihood 6"): "句末缺句号，不改。",
}
"""Doubts of the reading (code, row) that needed no emendation, and how they were settled."""
