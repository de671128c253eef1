"""The 2021 plan, written to each format by other programs, reads back as the same rows."""

import pytest

from assignments.notices.meaning.read import read_notice, read_text
from tests.notices import documents
from tests.notices.expected import DATA, notice_text


@pytest.fixture(scope="module")
def notice():
    return read_text(notice_text())


def essence(row) -> tuple:
    """What a format must keep of a row; the border between the duties is known where columns
    show it."""
    return (
        row.kind,
        row.number,
        row.text,
        (row.leader.name, row.leader.title) if row.leader else None,
        tuple((unit.name, unit.note) for unit in row.lead),
        tuple((unit.name, unit.note) for unit in row.cooperating),
        tuple((co.name, co.title, co.role) for co in row.co_leaders),
        row.remark,
        tuple(
            (part.number, part.text, tuple(unit.name for unit in part.lead))
            for part in row.parts
        ),
        tuple(
            (t.text, t.comparator, t.value, t.measure, t.start, t.unit)
            for t in row.targets
        ),
    )


def assert_same_rows(read, notice, kinds=("key", "livelihood")):
    wanted = [row for row in notice.rows if row.kind in kinds]
    assert [(row.kind, row.number) for row in read.rows] == [
        (row.kind, row.number) for row in wanted
    ]
    for read_row, row in zip(read.rows, wanted, strict=True):
        assert essence(read_row) == essence(row)
        assert not read_row.duties_assumed
    assert {(p.first.number, p.second.number) for p in read.joint} == {
        (15, 68), (16, 54), (26, 119), (32, 90), (42, 66), (85, 125),
    }  # fmt: skip


def test_word(notice):
    read = read_notice(documents.as_docx(notice), "方案.docx")
    assert_same_rows(read, notice)
    assert read.plan == notice.plan
    assert read.rows[5].source.to_json() == {"table": 1, "row": 7}
    assert read.rows[5].source.where() == "第1个表格第7行"


def test_excel(notice):
    read = read_notice(documents.as_xlsx(notice), "方案.xlsx")
    assert_same_rows(read, notice)
    assert read.plan.title == notice.plan.title and read.plan.year == 2021
    assert read.rows[0].source.to_json() == {"sheet": "重点工作", "row": 3}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv(notice, encoding):
    read = read_notice(documents.as_csv(notice, encoding), "方案.csv")
    assert_same_rows(read, notice, kinds=("key",))
    assert [doubt.code for doubt in read.doubts].count("leader_carried_down") == 1


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_web_page(notice, charset):
    read = read_notice(documents.as_html(notice, charset), "方案.html")
    assert_same_rows(read, notice)
    assert read.plan == notice.plan


def test_text_in_other_encodings(notice):
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        read = read_notice(notice_text().encode(encoding), "通知.txt")
        assert [essence(row) for row in read.rows] == [
            essence(row) for row in notice.rows
        ]


def test_pasted_from_excel(notice):
    lines = ["\t".join(documents.KEY_HEADINGS)]
    for row in documents.key_rows(notice):
        lines.append(
            "\t".join(
                cell.replace("\n", " ") for cell in documents.key_cells(row, "、")
            )
        )
    assert_same_rows(read_text("\n".join(lines)), notice, kinds=("key",))


def test_pipe_table(notice):
    lines = ["| " + " | ".join(documents.KEY_HEADINGS) + " |", "|---|---|---|---|---|"]
    for row in documents.key_rows(notice):
        lines.append(
            "| "
            + " | ".join(
                cell.replace("\n", "<br>") for cell in documents.key_cells(row)
            )
            + " |"
        )
    assert_same_rows(read_text("\n".join(lines)), notice, kinds=("key",))


def test_old_excel_with_merged_cells_and_dates():
    """tests/data/old-excel.xls, written by xlwt: a title row, a leader over two rows, real
    dates."""
    read = read_notice((DATA / "old-excel.xls").read_bytes(), "方案.xls")
    assert [(row.number, row.leader.name, row.leader.title) for row in read.rows] == [
        (1, "张三", "副市长"), (2, "张三", "副市长"), (3, "李四", "副市长"),
    ]  # fmt: skip
    assert [unit.name for unit in read.rows[1].units] == [
        "市卫健局",
        "市财政局",
        "市人力社保局",
    ]
    assert read.rows[0].extra == {"完成时限": "2026-12-31"}
    assert read.doubts == ()
