"""Tables of Word files as programs leave them: nested, wrongly merged, half deleted, with texts
that nobody sees."""

import io
import zipfile

import pytest

from assignments.notices.meaning.read import read_notice
from tests.notices.row_lines import codes, row_lines
from tests.notices.test_word import W, cell, paragraph, row, run, table, wrapped

TITLE = paragraph("2026年重点工作任务分解")
BEGIN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def cells(*texts: str, properties: str = "") -> str:
    inner = (cell("".join(map(paragraph, text.split("/")))) for text in texts)
    return row(*inner, properties=properties)


HEAD = cells("牵头领导", "工作任务", "牵头单位")


def led(leader: str, text: str, merge: str = "", properties: str = "") -> str:
    first = cell(paragraph(leader), merge)
    return row(
        first, cell(paragraph(text)), cell(paragraph("市住建局")), properties=properties
    )


def read(*rows: str):
    return read_notice(wrapped(TITLE + table(HEAD, *rows)), "a.docx")


@pytest.mark.parametrize(
    "inner",
    [
        cells("王强市长", "1.建桥。", "市住建局"),
        row(
            cell(paragraph("王强市长")),
            cell(paragraph("1.建桥。")),
            cell(table(cells("市住建局")) + "<w:p/>"),
        ),
    ],
    ids=["plain", "table in a cell"],
)
def test_a_table_around_the_table_and_a_table_in_a_cell(inner):
    whole = TITLE + table(HEAD, inner)
    framed = table(
        row(cell(TITLE)),
        row(cell(table(HEAD, inner))),
        row(cell(paragraph("注：年底前完成"))),
    )
    for body in (whole, framed, table(row(cell(whole + "<w:p/>")))):
        notice = read_notice(wrapped(body), "a.docx")
        assert (row_lines(notice), codes(notice)) == (["k1 王强 建桥。 市住建局>"], [])


def test_a_table_with_more_rows_than_its_own_in_the_text_of_a_task():
    amounts = table(
        *(
            cells(name, amount)
            for name, amount in (("指标", "数值"), ("桥", "3座"), ("路", "5公里"))
        )
    )
    task = row(
        cell(paragraph("王强市长")),
        cell(paragraph("1.建桥。") + amounts),
        cell(paragraph("市住建局")),
    )
    notice = read_notice(wrapped(TITLE + table(HEAD, task)), "a.docx")
    assert [
        (read_row.leader.name, read_row.lead[0].name, len(notice.rows))
        for read_row in notice.rows
    ] == [("王强", "市住建局", 1)]
    assert all(word in notice.rows[0].text for word in ("建桥。", "3座", "5公里"))
    page = (
        "<meta charset=utf-8><p>2026年重点工作</p><table><tr><th>序号<th>工"
        "作任务<th>责任单位</tr><tr><td>1<td>建桥。"
        "<table><tr><td>桥<td>3座</tr><tr><td>路<td>5公里</tr></table></td><td>市"
        "住建局</tr></table>"
    )
    notice = read_notice(page.encode(), "a.html")
    assert [(read_row.number, read_row.lead[0].name) for read_row in notice.rows] == [
        (1, "市住建局")
    ]
    assert "5公里" in notice.rows[0].text


def test_merges_that_a_program_closed_wrongly():
    never_begun = read(
        led("王强市长", "1.甲。", GO_ON),
        led("", "2.乙。", GO_ON),
        led("李明副市长", "3.丙。"),
    )
    assert [read_row.leader.name for read_row in never_begun.rows] == [
        "王强",
        "王强",
        "李明",
    ] and codes(never_begun) == []
    with_heading = read(led("", "1.甲。", GO_ON))
    assert (row_lines(with_heading), codes(with_heading)) == (
        ["k1 - 甲。 市住建局>"],
        ["leader_missing"],
    )
    unseen = read(led("王强市长", "1.甲。", BEGIN), led("李明副市长", "2.乙。", GO_ON))
    assert [read_row.leader.name for read_row in unseen.rows] == ["王强", "王强"]
    assert [doubt.message for doubt in unseen.doubts] == [
        "合并的单元格里还有文字“李明副市长”，页面上看不到，没有读取，请核对。"
    ]


def test_rows_deleted_and_inserted_in_tracked_changes():
    gone, new = "<w:del/>", "<w:ins/>"
    notice = read(
        led("王强市长", "1.甲。"),
        led("陈伟市长", "2.旧。", BEGIN, gone),
        led("", "2.乙。", GO_ON, new),
    )
    assert row_lines(notice) == ["k1 王强 甲。 市住建局>", "k2 陈伟 乙。 市住建局>"]


HIDDEN = "<w:vanish/>"


@pytest.mark.parametrize(
    "unseen",
    [
        row(
            *(
                cell(f"<w:p>{run(text, HIDDEN)}</w:p>")
                for text in ("", "2.藏。", "市教育局")
            )
        ),
        cells("", "2.藏。", "市教育局", properties="<w:hidden/>"),
    ],
    ids=["hidden text", "hidden row"],
)
def test_what_is_set_not_to_be_seen_is_named(unseen):
    notice = read(led("王强市长", "1.甲。"), unseen)
    assert row_lines(notice) == ["k1 王强 甲。 市住建局>"]
    assert [doubt.message for doubt in notice.doubts] == [
        "文档中有隐藏的文字，没有读取：“2.藏。市教育局”。"
    ]


def test_footnotes_are_named():
    made = io.BytesIO(wrapped(TITLE + table(HEAD, led("王强市长", "1.甲。"))))
    line = f'<w:footnote w:type="separator">{paragraph("—")}</w:footnote>'
    notes = f"{line}<w:footnote>{paragraph('首位牵头')}</w:footnote>"
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(
            "word/footnotes.xml", f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'
        )
    notice = read_notice(made.getvalue(), "a.docx")
    assert [(doubt.code, "首位牵头" in doubt.message) for doubt in notice.doubts] == [
        ("footnotes_left_out", True)
    ]


def test_names_broken_over_lines_in_the_leaders_cell():
    broken = (
        "<w:p><w:r><w:t>王</w:t><w:br/><w:t>强</w:t><w:br/><w:t>市长</w:t></w:r></w:p>"
    )
    first = row(cell(broken), cell(paragraph("1.甲。")), cell(paragraph("市住建局")))
    notice = read(first, cells("欧阳/修文/副市/长", "2.乙。", "市住建局"))
    assert [
        (read_row.leader.name, read_row.leader.title) for read_row in notice.rows
    ] == [
        ("王强", "市长"),
        ("欧阳修文", "副市长"),
    ]
