"""Every doubt a reading can have: its stable code and the sentence that asks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from assignments.notices.rows import Doubt, Source

SENTENCES = {
    # head
    "document_number_damaged": "文号“{text}”残缺{proposal}，请核对原件。",
    "date_damaged": "成文日期“{text}”残缺{proposal}，请核对原件。",
    "head_text_damaged": "正文“{text}”中书名号或引号不成对，可能缺字，请核对原件。",
    "head_missing": "没有找到{what}，请补充。",
    # numbers
    "number_missing": "缺少第{numbers}项：编号从{before}跳到{after}，可能漏行；"
    "漏掉的行所列单位可能并入了上一项。",
    "number_repeated": "编号{number}重复出现，内容不同，请核对。",
    "number_unreadable": "这一项没有读到编号，请补上。",
    "number_disorder": "编号{number}排在{before}之后，顺序不对，请核对。",
    "numbers_sorted": "{count}项的编号各出现一次，但不按顺序排列，{missing}，请核对。",
    "numbers_together": "“{text}”是合在一起的几项，已分读为各项，各项的领导、文字和单位请核对。",
    "line_repeated": "这一行与前面重复：“{text}”，只保留一次。",
    "part_unnumbered": "“{text}”没有编号，已并入第{number}项，请核对。",
    # leaders
    "leader_name_missing": "只有职务“{text}”，没有姓名，无法确定牵头领导。",
    "leaders_by_office": "有{count}项只写了领导职务（如{text}），没有写姓名，"
    "职务已留在各项的“{column}”中，请补上牵头领导。",
    "leader_title_missing": "牵头领导“{text}”没有写职务，请核对。",
    "leaders_together": "“{text}”写在一起，已按第一位牵头、其余会同读取，请核对。",
    "parts_led_apart": (
        "这一项的各部分由不同的领导牵头（{text}），已按第一位牵头、"
        "其余会同读取，请核对。"
    ),
    "leader_missing": "没有读到牵头领导。",
    "leader_without_rows": "“{text}”名下没有读到任务，请核对。",
    "leaders_not_all": "“{text}”没有写全牵头领导，只读出了写明的，请核对。",
    "leader_unreadable": "“{text}”不像领导姓名，请核对。",
    "leader_in_remark_unreadable": "备注“{text}”提到协同领导，但没有读出姓名。",
    # units
    "units_run_together": "“{text}”像是几个单位连写，已按{pieces}分开，请核对。",
    "unit_prefix_missing": "“{text}”疑为“{proposal}”，少了前缀，请确认是否同一单位。",
    "unit_name_broken": "单位名称“{text}”括号或引号不成对，疑有缺字或错字，请核对原件。",
    "unit_repeated": "“{text}”在本项中列了两次，可能是误列，请核对。",
    "units_and_others": "单位后面写有“等”或“等部门”，没有列全，请核对。",
    "remark_assumed": "“{text}”不像单位名称，已读作备注，请核对。",
    "unit_unrecognised": "“{text}”不像单位名称，暂按单位保留，请核对。",
    "units_missing": "没有读到责任单位。",
    "units_in_text": "正文中还有单位“{text}”，没有读入责任单位，请核对。",
    "part_units_missing": "这一项中的“{text}”没有读到责任单位，可能与相邻部分相同，请核对。",
    "lead_missing": "只读到配合单位，没有读到牵头单位，请补上。",
    # text
    "text_start_missing": "开头“{text}”疑缺字（可能是“{proposal}”），请核对原件。",
    "text_quote_unbalanced": "文字中的引号或括号不成对（“{text}”附近），可能缺字，请核对原件。",
    "characters_lost": "“{text}”中有字已损坏，无法识别，请核对原件。",
    "characters_private": (
        "“{text}”中有自造字，换一台电脑可能显示成别的字或空白{proposal}，"
        "请核对并改用规范字。"
    ),
    "text_end_missing": "这一项末尾没有句号，可能没有抄全，请核对原件。",
    "text_missing": "这一项没有读到工作内容。",
    "target_in_words": "“{text}”中的数量是汉字，按{goal}读作目标，请确认。",
    "target_hoped": "“{text}”中的{amount}是力争的数，目标按{goal}读取，请核对。",
    "target_about": "“{text}”只说了大概，目标按{goal}读取，请核对。",
    "target_range": "“{text}”是一个范围，目标按{goal}读取，请核对。",
    # joint work
    "joint_copies_differ": "第{first}项与第{second}项内容相同，但{difference}。",
    "joint_not_mutual": "备注写明会同{leader}完成，但在{leader}名下没有找到同一项工作，请确认。",
    # progress
    "progress_missing": "这一项没有填写进展情况。",
    "reading_unreadable": "“{label}”一列的“{text}”不是一个数，请填写数字。",
    "error_value": (
        "有单元格只显示“{text}”（公式没有算出结果），"
        "读作空白，请改好公式后再上传，或补上内容。"
    ),
    # tables
    "kind_by_title": (
        "这个表格自己没有写明是重点工作还是民生实事，"
        "只有标题“{text}”提到，已读作{kind}，请核对。"
    ),
    "column_unknown": "表中有列不认识（“{text}”），已随各项保留，请确认是否需要。",
    "units_carried_down": (
        "这一行缺少单位的单元格，可能与上一行合并，已按上一行的单位读取，请核对。"
    ),
    "cells_lost": "这一行的单元格比表头少，已按内容归位（“{text}”），请核对。",
    "column_unnamed": "第{column}列没有表头，其中{count}行的内容（如“{text}”）没有读入，请核对。",
    "cells_beyond": "这一行在表头之外还有“{text}”，没有读入，请核对。",
    "cells_glued": "“{text}”与正文连在一起，已分开作为责任单位，请核对。",
    "leader_carried_down": "{first}至{last}的牵头领导单元格是空的，已按上一行的领导读取，请核对。",
    "numbers_assigned": "文中没有编号，已按先后顺序编为1—{last}。",
    "numbers_restarted": (
        "编号在各部分重新从1开始，已按全文顺序改编为1—{last}，原编号保留在“原编号”中。"
    ),
    "rows_missing": "没有读到任务，请确认文件中有重点工作或民生实事的表格或条目。",
    "leader_label_unreadable": "“{text}”没有读出领导姓名，请核对。",
    "column_assumed": "没有找到“工作内容”一列，已把“{text}”读作工作内容，请核对。",
    "column_missing": "没有找到“{text}”一列。",
    "sheet_hidden": (
        "工作表“{text}”是隐藏的，没有读取；需要时请在 Excel 或 WPS 中取消隐藏后再上传。"
    ),
    "sheet_parts_hidden": "工作表“{text}”中{what}是{how}的，已一并读取，请核对是否需要。",
    "sheet_repeats": "工作表“{text}”的{count}项在其他工作表中都有，没有重复读入，请核对。",
    "covered_left_out": "合并的单元格里还有文字“{text}”，页面上看不到，没有读取，请核对。",
    "hidden_text_left_out": "文档中有隐藏的文字，没有读取：“{text}”。",
    "struck_left_out": "{text}已划掉（有删除线），没有读取，请核对。",
    "footnotes_left_out": "文档有脚注，没有读取：“{text}”，请核对是否与任务有关。",
    "hidden_left_out": "网页中有不显示的内容，没有读取：“{text}”。",
    "table_skipped": "有一个表格不像任务表，没有读取：“{text}”。",
    "units_of_heading": "“{text}”下的各项没有单列责任单位，已按标题所列的领导和单位读取，请核对。",
    "units_of_headings": (
        "“{text}”等{count}个标题下的各项没有单列责任单位，"
        "已由标题所列的单位牵头，请核对。"
    ),
    "heading_assumed": "“{text}”没有编号，已读作下面各项的分类标题，请核对。",
    "label_unknown": "“{text}”这个说法不认识，所列内容已随本项保留，没有读作责任单位，请核对。",
    "label_repeated": "“{text}”在这一项里出现了两次，可能漏抄了后一项的开头，请核对。",
    "rows_unsure": "表格没有边框，看不出各行从哪里开始，没有读取。"
    "请上传原来的 Word 或 Excel 文件，或在各行之间空一行后再试。",
    "leaders_float": "牵头领导写在几行的中间，看不出从哪一行到哪一行，没有读取，请补上牵头领导。",
    "lines_unread": "{first}至{last}像是任务，但不知道是什么表格，没有读取，请核对。",
    "number_marked": "编号“{text}”等{count}处带有记号，没有读入，请核对它的含义。",
    "line_unplaced": "这一行不知道属于哪里：“{text}”。",
    "count_differs": "文中说有{stated}{what}，读到{found}{what}，请核对。",
    "section_count_differs": "“{text}”写明有{stated}项，读到{found}项，请核对。",
    "cell_value_missing": "工作表“{text}”中有{count}个公式单元格（如{cell}）"
    "没有保存计算结果，读作空白；"
    "请在 Excel 或 WPS 中打开并保存后再上传。",
}


class Numbered(Protocol):
    """Whatever has a kind and a number: a row, read or raw."""

    @property
    def kind(self) -> str: ...

    @property
    def number(self) -> int | None: ...


def doubt(
    code: str, source: Source, of: Numbered | None = None, **values: object
) -> Doubt:
    """A doubt about a place, and about a row where it has one, with its sentence filled in.

    An unknown code or a missing value raises KeyError.
    """
    kind, number = (of.kind, of.number) if of else (None, None)
    return Doubt(
        code,
        SENTENCES[code].format(**{"number": number, **values}),
        source,
        kind,
        number,
    )


_ONCE = frozenset(["label_unknown", "unit_unrecognised", "units_and_others"])
"""Asked once where many rows say the same."""


def once(doubts: Sequence[Doubt]) -> list[Doubt]:
    """The doubts, those of one wording about many rows as one, which says how many there are."""
    times = Counter(each.message for each in doubts if each.code in _ONCE)
    kept: list[Doubt] = []
    for each in doubts:
        count = times.get(each.message, 1) if each.code in _ONCE else 1
        if count > 1:
            kept.append(replace(each, message=f"{each.message}（同样的共有{count}处）"))
            times[each.message] = 0
        elif count:
            kept.append(each)
    return kept
