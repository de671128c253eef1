"""The 2021 notice, held to the transcription row by row, and its oddities, each asked about."""

from collections import Counter

import pytest

from assignments.notices.meaning.read import read_notice
from tests.notices.expected import NOTICE, expected_rows, notice_text


@pytest.fixture(scope="module")
def notice():
    return read_notice(NOTICE.read_bytes(), NOTICE.name)


@pytest.fixture(scope="module")
def by_number(notice):
    return {(row.kind, row.number): row for row in notice.rows}


def test_the_transcription_covers_every_row():
    counts = Counter(row.kind for row in expected_rows())
    assert counts == {"key": 134, "livelihood": 12}
    assert sum(len(row.co_leaders) > 0 for row in expected_rows()) == 20


def test_numbers_are_complete_and_in_order(notice):
    key = [row.number for row in notice.rows if row.kind == "key"]
    livelihood = [row.number for row in notice.rows if row.kind == "livelihood"]
    assert key == list(range(1, 135))
    assert livelihood == list(range(1, 13))


@pytest.mark.parametrize(
    "expected", expected_rows(), ids=lambda row: f"{row.kind}-{row.number}"
)
def test_row(by_number, expected):
    row = by_number[expected.kind, expected.number]
    assert (
        (row.leader.name, row.leader.title) if row.leader else None
    ) == expected.leader
    assert [(unit.name, unit.note) for unit in row.units] == list(expected.units)
    assert len(row.lead) == expected.leading
    assert row.duties_assumed is (expected.kind == "key")
    assert [(co.name, co.title, co.role) for co in row.co_leaders] == list(
        expected.co_leaders
    )
    matches = [
        (target.comparator, target.value, target.measure) for target in row.targets
    ]
    assert matches == list(expected.targets)


def test_leaders_have_their_rows(notice):
    counts = Counter(row.leader.name for row in notice.rows if row.leader)
    assert counts == {
        "周阳": 5, "柯寿建": 28, "蔡木贵": 32, "陈威": 25, "李丹佳": 15, "池涛": 3, "金加树": 18,
        "陈康": 8,
    }  # fmt: skip


def test_texts_are_the_lines_of_the_page_without_their_numbers(notice):
    lines = notice_text().split("\n")
    for row in notice.rows:
        if row.kind == "key":
            line = lines[row.source.line - 1].strip()
            assert line.endswith(row.text)
            assert line[: -len(row.text)].rstrip(".") == str(row.number)


@pytest.mark.parametrize(
    ("number", "opening"),
    [
        (6, "生产总值增长7%以上"),
        (12, "快电子商务、研发设计"),
        (34, "R&D经费支出占GDP比重达到2.68%"),
        (73, "拆违100万平方米以上"),
        (134, "坚持“外防输入、内防反弹”"),
    ],
)
def test_numbers_glued_to_the_text_come_off(by_number, number, opening):
    assert by_number["key", number].text.startswith(opening)


def test_the_remarks_are_whole(by_number):
    remarks = {
        number: row.remark for (kind, number), row in by_number.items() if row.remark
    }
    assert len(remarks) == 20
    assert remarks[26] == "该项工作会同金加树副市长共同完成"
    assert remarks[66] == "该项工作会同蔡木贵常委共同牵头"
    assert remarks[68] == "该项工作会同柯寿建常务共同完成"
    assert remarks[90] == "该项工作会同李宝常委、柯寿建常务副市长共同完成"
    assert remarks[108] == "该项工作配合卢小春副书记共同完成"


def test_livelihood_projects_with_two_parts(by_number):
    parts = {
        number: row.parts for (kind, number), row in by_number.items() if row.parts
    }
    assert set(parts) == {3, 8}
    shown = [
        (
            part.text,
            [unit.name for unit in part.lead],
            [(t.value, t.measure, t.unit) for t in part.targets],
        )
        for part in [*parts[3], *parts[8]]
    ]
    assert shown == [
        (
            "建设微型便民体育公园10个。",
            ["市体育事业发展中心"],
            [(10, "个", "市体育事业发展中心")],
        ),
        ("新增绿道10公里。", ["市住建局"], [(10, "公里", "市住建局")]),
        ("实施退出孕龄期妇女免费取环服务。", ["市卫生健康局"], []),
        ("为低保低边等妇女统一购买“女性健康公益保险”。", ["市妇联"], []),
    ]


def test_target_places_point_into_the_row(notice):
    for row in notice.rows:
        for target in row.targets:
            assert target.measure in row.text[target.start : target.end]


def test_the_head(notice):
    head = notice.plan
    assert (
        head.title
        == "关于印发2021年市政府重点工作和民生实事项目责任分工抓落实方案的通知"
    )
    assert head.document_number == "玉政办发〔2021〕9号"
    assert head.issued_on == "2021-03-12"
    assert head.issued_by == "玉环市人民政府办公室"
    assert head.year == 2021


def test_joint_work_is_proposed_and_its_differences_reported(notice):
    pairs = {(pair.first.number, pair.second.number): pair for pair in notice.joint}
    assert set(pairs) == {(15, 68), (16, 54), (26, 119), (32, 90), (42, 66), (85, 125)}
    assert all(pair.exact for pair in pairs.values())
    assert [d.field for d in pairs[15, 68].differences] == ["units"]
    assert "第15项多列“市交通运输局”" in pairs[15, 68].differences[0].message
    assert not any(
        pair.differences for numbers, pair in pairs.items() if numbers != (15, 68)
    )


@pytest.mark.parametrize(
    ("code", "line", "number", "word"),
    [
        ("document_number_damaged", 11, None, "玉政办发〔20219"),
        ("head_text_damaged", 17, None, "方案》和《"),
        ("date_damaged", 25, None, "2021年3月12日"),
        ("text_start_missing", 170, 12, "加快"),
        ("unit_prefix_missing", 172, 12, "市发改局"),
        ("units_run_together", 224, 15, "市交通运输局市卫生健康局"),
        ("joint_copies_differ", 206, 15, "市交通运输局"),
        ("text_quote_unbalanced", 258, 19, "1+5+2"),
        ("text_quote_unbalanced", 426, 35, "1225"),
        ("text_quote_unbalanced", 556, 53, "500精英计划"),
        ("unit_name_broken", 758, 74, "S22676省道)"),
        ("unit_repeated", 764, 74, "漩门湾大桥"),
        ("unit_repeated", 1088, 108, "市委政法委"),
        ("target_in_words", 1028, 103, "百家"),
        ("text_end_missing", 416, 34, "句号"),
    ],
)
def test_what_is_odd_is_a_doubt_with_its_place(notice, code, line, number, word):
    matches = [
        d
        for d in notice.doubts
        if (d.code, d.source.line, d.number) == (code, line, number)
    ]
    assert len(matches) == 1
    assert word in matches[0].message


def test_nothing_else_is_doubted(notice):
    counts = Counter(doubt.code for doubt in notice.doubts)
    assert counts == {
        "document_number_damaged": 1, "head_text_damaged": 1, "date_damaged": 1,
        "text_start_missing": 1,
        "unit_prefix_missing": 1, "units_run_together": 1, "joint_copies_differ": 1,
        "text_quote_unbalanced": 3, "unit_name_broken": 1, "unit_repeated": 2, "target_in_words": 1,
        "text_end_missing": 6,
    }  # fmt: skip


def test_json_has_the_agreed_shape(notice):
    shape = notice.to_json()
    assert list(shape)[:3] == ["plan", "rows", "doubts"]
    assert set(shape["plan"]) == {
        "title",
        "document_number",
        "issued_on",
        "issued_by",
        "year",
    }
    row = shape["rows"][5]
    assert row["lead"] == ["市发改局"] and row["cooperating"][4] == "市统计局"
    assert row["unit_notes"] == [{"unit": "市统计局", "note": "数据监测"}]
    assert row["leader"] == {"name": "柯寿建", "title": "常务副市长"}
    assert row["source"] == {"line": 104}
    target = row["targets"][0]
    assert (
        target["comparator"],
        target["value"],
        target["measure"],
        target["unit"],
    ) == (
        ">=",
        7,
        "%",
        None,
    )
    assert shape["doubts"][0]["source"] == {"line": 11}
    assert shape["rows"][14]["co_leaders"] == [
        {"name": "陈威", "title": "常委", "role": "jointly"}
    ]
