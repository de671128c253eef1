"""Rows that another plan of the year has too: proposed side by side, joined or kept apart."""

import pytest

from assignments.choices import Level
from assignments.intake import verbs
from assignments.intake.comparing.other_plans import pairs_of, text_likeness
from assignments.intake.comparing.preview import preview_of
from assignments.models import ImportBatch, Task, Work
from tests.intake.documents import HEAD, agreed, imported, pair, reading_of, row, target

pytestmark = pytest.mark.django_db
PORT = "加快推进大麦屿港区开发建设，完成投资10亿元。"
PROVINCE = {
    **HEAD,
    "title": "2022年省政府工作报告重点任务",
    "document_number": "浙政办发〔2022〕1号",
}


@pytest.fixture
def province(office_user):
    """The province's plan, imported: two works, one with a target."""
    return at_level(
        office_user,
        Level.PROVINCE,
        row(
            7,
            PORT,
            lead=["省交通厅"],
            leader=None,
            targets=[target("完成投资10亿元", 10, "亿元")],
        ),
        row(8, "办好学校。", lead=["省教育厅"], leader=None),
        confirm=True,
    )


def at_level(by, level, *rows, confirm=False, joint=()):
    head = PROVINCE if level == Level.PROVINCE else HEAD
    batch = verbs.start(data=b"x", filename="通知.txt", level=level, by=by)
    batch = verbs.keep_reading(
        batch=batch, reading=reading_of(*rows, head=head, joint=joint), by=by
    )
    batch = verbs.accept_suggestions(batch=batch, by=by)
    return agreed(batch, by) if confirm else batch


def test_side_by_side_with_what_differs(office, office_user, province):
    batch = at_level(
        office_user,
        Level.LOCAL,
        row(1, PORT),
        row(2, "建设一座体育馆，全年接待10万人次。"),
    )
    (found,) = preview_of(batch).pairs
    assert found.exact and found.joins and not found.decided
    page = office.get(f"/import/{batch.pk}/").text
    for said in (
        "重点工作 1 与 “2022年省政府工作报告重点任务”的重点工作 7",
        "省交通厅",
        "牵头领导不同：蔡木贵；无",
    ):
        assert said in page, said


def test_joined_rows_share_the_work_and_undo_parts_them(office, office_user, province):
    batch = at_level(
        office_user, Level.LOCAL, row(1, PORT, targets=[target("投资", 10, "亿元")])
    )
    key = preview_of(batch).pairs[0].key
    office.post(f"/import/{batch.pk}/joint/", {f"joint-{key}": "join"})
    batch = verbs.confirm(batch=ImportBatch.objects.get(pk=batch.pk), by=office_user)
    work = Work.objects.get(tasks__number=7)
    assert [task.number for task in work.tasks.order_by("number")] == [1, 7]
    assert (
        "2022年省政府工作报告重点任务" in work.joined_because
        and work.targets.count() == 1
    )
    verbs.undo(batch=batch, by=office_user)
    work.refresh_from_db()
    assert (work.tasks.count(), work.joined_because) == (1, "")


def test_kept_apart_or_only_alike_makes_a_work_of_its_own(office_user, province):
    batch = at_level(
        office_user,
        Level.LOCAL,
        row(1, PORT),
        row(2, PORT.replace("10亿", "12亿"), leader="陈威"),
    )
    first, second = preview_of(batch).pairs
    assert (first.exact, second.exact, second.joins) == (True, False, False)
    batch = verbs.answer(
        batch=batch, answers={"joint": {first.key: "apart"}}, by=office_user
    )
    verbs.confirm(batch=batch, by=office_user)
    assert Work.objects.count() == 4


def test_a_joint_pair_joins_together_and_two_works_at_once_are_refused(
    office_user, province
):
    Task.objects.filter(number=8).update(text=PORT)
    batch = at_level(
        office_user,
        Level.LOCAL,
        row(1, PORT),
        row(2, PORT, leader="陈威"),
        joint=[pair(1, 2)],
    )
    with pytest.raises(verbs.Refused, match="不能同时并入两项工作"):
        verbs.confirm(batch=batch, by=office_user)
    verbs.confirm(
        batch=decide_by_task(batch, office_user, {7: "join", 8: "apart"}),
        by=office_user,
    )
    assert sorted(
        Task.objects.filter(work__tasks__number=7).values_list("number", flat=True)
    ) == [
        1,
        2,
        7,
    ]


def decide_by_task(batch, by, choices):
    given = {
        one.key: choices[one.task.number] for one in preview_of(batch).pairs if one.task
    }
    return verbs.answer(batch=batch, answers={"joint": given}, by=by)


def test_a_change_over_there_is_told(office_user, province):
    batch = at_level(office_user, Level.LOCAL, row(1, PORT))
    Task.objects.filter(number=7).update(version=5)
    with pytest.raises(verbs.Refused, match="重点工作 7 在预览之后有变动"):
        verbs.confirm(batch=batch, by=office_user)


def test_rows_that_are_stored_already_are_not_asked_about(office_user, province):
    imported(office_user, row(1, "推进港区建设。"))
    assert preview_of(at_level(office_user, Level.LOCAL, row(1, PORT))).pairs == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [(PORT, PORT, 1), (PORT, "", 0), ("", "", 0), ("甲", "甲", 0)],
)
def test_likeness(one, other, alike):
    assert text_likeness(pairs_of(one), pairs_of(other)) == alike
