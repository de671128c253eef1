"""Whether a table holds key tasks or livelihood projects, by what stands nearest to it; a guess is
a doubt."""

import pytest

from assignments.notices.meaning.read import read_notice, read_text
from tests.notices.pages import page
from tests.notices.row_lines import codes

ROWS = "序号|工作任务|责任单位", "1|建桥。|市住建局", "2|修路。|市交通局"
TITLE = "某市人民政府办公室关于印发2026年十方面民生实事责任分解的通知"
LETTER = "各乡镇：\n现将责任分解印发给你们，请认真抓好落实。"


def kinds(notice) -> str:
    return "".join(row.kind[0] for row in notice.rows)


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("2026年十方面民生实事责任分解", "l"), ("2026年民生十件事任务清单", "l"),
        ("2026年民生工程任务分解表", "l"),
        ("2026年为民办实事项目计划", "l"), ("2026年重点工作任务分解", "k"), ("任务分解表", "k"),
        (f"{TITLE}\n{LETTER}\n2026年重点工作任务分解", "k"),
        (f"关于印发2026年重点工作和民生实事的通知\n{LETTER}\n附件2\n2026年民生实事任务分解", "l"),
    ],
)  # fmt: skip
def test_the_nearest_caption_decides(before, kind):
    notice = read_notice(page(*ROWS, before=before), "a.html")
    assert (kinds(notice), codes(notice)) == (kind * 2, [])


@pytest.mark.parametrize(
    ("before", "name", "kind", "by"),
    [
        (f"{TITLE}\n{LETTER}\n附件：责任分解表", "a.html", "l", TITLE),
        (f"{TITLE}\n{LETTER}", "a.html", "l", TITLE),
        ("关于印发2026年重点工作和民生实事的通知\n责任分解", "a.html", "k",
            "关于印发2026年重点工作和民生实事的通知"),
        ("责任分解表", "2026年民生实事.html", "l", "2026年民生实事"),
    ],
    ids=["above the letter", "no caption", "both kinds", "name of the file"],
)  # fmt: skip
def test_where_only_the_title_tells_it_is_asked_about(before, name, kind, by):
    notice = read_notice(page(*ROWS, before=before), name)
    assert (kinds(notice), codes(notice)) == (kind * 2, ["kind_by_title"])
    assert f"“{by}”" in notice.doubts[0].message


def test_a_list_with_the_headings_of_the_one_before_is_of_its_kind():
    first = page(*ROWS, before="2026年民生实事").decode()
    second = page(ROWS[0], "3|建校。|市教育局", before="二、教育").decode()
    other = page(
        ROWS[0], "4|建厂。|市经信局", before="附件3 2026年产业项目计划表"
    ).decode()
    notice = read_notice((first + second + other).encode(), "a.html")
    assert kinds(notice) == "llll"
    assert [(doubt.code, doubt.source.table) for doubt in notice.doubts] == [
        ("kind_by_title", 3)
    ]


def test_lists_of_two_kinds_under_each_other_with_bars_between_the_cells():
    notice = read_text(
        "一、2件民生实事任务分解表\n序号 | 任务 | 责任领导 "
        "| 责任单位 |\n1 | 建校。 | 王明 | 县教体局 |\n"
        "2 | 建院。 | 王明 | 县卫健委 |\n二、重点工作任务分解表\n序号 "
        "| 任务 | 责任领导 | 责任单位 |\n"
        "1 | 建厂。 | 李强 | 县工信局 |\n"
    )
    assert [(row.kind, row.number) for row in notice.rows] == [
        ("livelihood", 1),
        ("livelihood", 2),
        ("key", 1),
    ]
    assert [doubt.code for doubt in notice.doubts] == []


def test_sections_of_both_kinds_in_one_table():
    sections = (
        "=3 一、民生实事",
        "1|建桥。|市住建局",
        "=3 二、重点工作",
        "1|修路。|市交通局",
    )
    notice = read_notice(
        page(ROWS[0], *sections, before="2026年工作任务分解表"), "a.html"
    )
    assert [(row.kind, row.number) for row in notice.rows] == [
        ("livelihood", 1),
        ("key", 1),
    ]
