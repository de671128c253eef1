"""What a document is called, its number and its day, as pages of other cities have them."""

import pytest

from assignments.notices.meaning.read import read_text

LIST = "\n一、目标\n1.新增企业20家。(牵头单位:市经信局)\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "县政府办公室关于\n对县《政府工作报告》确定的2026年\n重点工作及市《"
            "政府工作报告》涉及我县的\n"
            "重点事项进行责任分解的通知",
            (
                "县政府办公室关于对县《政府工作报告》确定的2026年重点工作及市《政府"
                "工作报告》涉及我县的重点事项进行责任分解的通知"
            ),
        ),
        (
            "临办发〔2026〕5号《临江市政府关于印发2026年分工方案的通知》",
            "临江市政府关于印发2026年分工方案的通知",
        ),
        (
            "2026年《政府工作报告》\n目标任务责任分解方案",
            "2026年《政府工作报告》目标任务责任分解方案",
        ),
        (
            "临江省政府关于重点工作分工的意见-临江省政府门户网站\n临江省政府关于",
            "临江省政府关于重点工作分工的意见",
        ),
        (
            "临江市政府关于印发《2026年分解方案》的通知0",
            "临江市政府关于印发《2026年分解方案》的通知",
        ),
        ("附件:1. 2026年重点任务责任分解表", "2026年重点任务责任分解表"),
        ("临江州2026年优化环境工作计划", "临江州2026年优化环境工作计划"),
        (
            "临江省政府 关于明确2026年 重点工作责任单位的通知 "
            "临政〔2026〕5号 现将重点工作任务予以分解并明确责任单位，"
            "各单位要尽快制定方案，明确时间节点、责任领导和措施，按季报告。",
            "临江省政府关于明确2026年重点工作责任单位的通知",
        ),
    ],
    ids=[
        "over four",
        "in the register",
        "over two",
        "of the site",
        "counted",
        "annex",
        "plan",
        "in the letter",
    ],
)
def test_a_title_and_nothing_that_stands_around_it(head, title):
    assert read_text(head + LIST).plan.title == title


@pytest.mark.parametrize(
    ("head", "number", "day"),
    [
        ("临府发〔2026〕8号 二○二六年三月十七日", "临府发〔2026〕8号", "2026-03-17"),
        (
            "文件编号: 临政办发〔2026〕3号 统一编号:\n2026年3月1日",
            "临政办发〔2026〕3号",
            "2026-03-01",
        ),
        ("发文字号：临政发〔2026〕1号", "临政发〔2026〕1号", None),
    ],
    ids=["with the day", "in the head of the page", "labelled"],
)
def test_a_number_and_a_day_that_share_their_line(head, number, day):
    plan = read_text(f"临江市政府关于印发2026年分工方案的通知\n{head}{LIST}").plan
    assert (plan.document_number, plan.issued_on) == (number, day)


def test_who_put_the_page_up_is_no_item():
    notice = read_text(
        f"发布部门:市政府办公室\n发布时间:2026年3月1日\n2026年重点工作{LIST}"
    )
    assert [row.text for row in notice.rows] == ["新增企业20家。"]
    assert notice.doubts == ()
