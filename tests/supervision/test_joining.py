"""Two works become one by the office's hand, and a task of a joint one stands by itself again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assignments.choices import PeriodState, ReportState, TargetKind
from assignments.intake.comparing.preview import preview_of
from assignments.intake.verbs import Refused, undo
from assignments.models import Assessment, Period, ProgressReport, Target, Task, Work
from assignments.supervision.joining_verbs import join_works, part_task
from tests.buttons import press
from tests.intake.documents import imported, pair, previewed, row, target
from tests.supervision.conftest import NOON

WHY = "两位领导名下为同一项目"


@pytest.fixture
def young(small_plan):
    """The small plan before its first quarter is closed: nothing is assessed."""
    Period.objects.filter(pk=small_plan.last.pk).update(
        state=PeriodState.OPEN, closed_at=None
    )
    Assessment.objects.all().delete()
    return small_plan


def address(work):
    return reverse("supervision:joining", args=[work.pk])


def joining(plan, other="fields", reason=WHY):
    return {"action": "join", "other": plan.works[other].pk, "reason": reason}


def parting(plan, title="建设集疏运通道", reason="实为两件事"):
    return {
        "action": "part",
        "task": plan.tasks["key", 3].pk,
        "title": title,
        "reason": reason,
    }


def numbers(work):
    return sorted(task.number for task in work.tasks.all())


# ---- Joining


def test_two_works_become_one(young, client_for, office_user):
    kept, gone = young.works["talents"], young.works["fields"]
    Assessment.objects.create(work=gone, period=young.period)
    page = client_for(office_user).get(address(kept), {"q": "4"}).content.decode()
    assert "4. 完成低效用地再开发" in page and "5. 深化人才新政" in page
    answer = press(
        client_for(office_user), address(kept) + "?q=4", joining(young), follow=True
    )
    assert (
        "已合并为一项工作" in answer.content.decode() and WHY in answer.content.decode()
    )
    assert numbers(kept) == [4, 5] and kept.targets.count() == 3
    assert not Work.objects.filter(pk=gone.pk).exists()
    kept.refresh_from_db()
    assert kept.joined_because == WHY
    moved = young.tasks["key", 4].history.first()
    assert moved.history_user == office_user and WHY in moved.history_change_reason


def test_a_target_that_both_have_is_kept_once(young, office_user):
    own = young.targets["低效用地再开发"]
    again = Target.objects.create(
        work=young.works["talents"],
        kind=TargetKind.MILESTONE,
        text="规划通过评审",
        due_on=own.due_on,
    )
    work = join_works(
        kept=young.works["talents"],
        other=young.works["fields"],
        reason=WHY,
        by=office_user,
    )
    assert [row.pk for row in work.targets.filter(text="规划通过评审")] == [again.pk]
    assert work.targets.count() == 3


def test_the_most_alike_is_proposed_first(young, client_for, office_user):
    kept, twin = young.works["talents"], young.works["fields"]
    young.tasks["key", 4].text, twin.title = young.tasks["key", 5].text, kept.title
    young.tasks["key", 4].save()
    twin.save()
    shown = client_for(office_user).get(address(kept)).context["others"]
    assert shown[0] == twin and len(shown) > 1


@pytest.mark.parametrize(
    "spoil, told",
    [
        ({"other": ""}, "请选择一项"),
        ({"other": "9" * 5000}, "请从列出的工作中选择"),
        ({"reason": " "}, "请写明理由"),
        ({"reason": "长" * 151}, "最多 150 字"),
    ],
)
def test_bad_input_is_told_and_kept(young, client_for, office_user, spoil, told):
    given = joining(young) | spoil
    page = press(
        client_for(office_user), address(young.works["talents"]) + "?q=4", given
    ).content.decode()
    assert told in page
    assert given["reason"] == " " or given["reason"] in page
    assert Work.objects.count() == 5


def test_what_was_filed_keeps_its_work(young, office_user):
    for name, told in (
        ("enterprises", "进展填报"),
        ("livelihood", "同一年度、同一类别"),
    ):
        with pytest.raises(ValidationError, match=told):
            join_works(
                kept=young.works["talents"],
                other=young.works[name],
                reason=WHY,
                by=office_user,
            )
    Assessment.objects.create(
        work=young.works["fields"],
        period=young.period,
        standing="slow",
        assessed_at=NOON,
    )
    with pytest.raises(ValidationError, match="评定"):
        join_works(
            kept=young.works["talents"],
            other=young.works["fields"],
            reason=WHY,
            by=office_user,
        )
    joined = join_works(
        kept=young.works["enterprises"],
        other=young.works["talents"],
        reason=WHY,
        by=office_user,
    )
    assert numbers(joined) == [1, 5] and joined.reports.count() == 1


def test_where_both_have_reports_nobody_is_sent_from_one_page_to_the_other(
    young, client_for, office_user
):
    """Joining from either page would lose something: each says so, and what to do instead."""
    works = [young.works["enterprises"], young.works["fields"]]
    unit = young.units["市农业农村局"]
    ProgressReport.objects.create(
        work=works[1], unit=unit, period=young.period, state=ReportState.DRAFT
    )
    for kept, other in (works, reversed(works)):
        asked = {"action": "join", "other": other.pk, "reason": WHY}
        number = other.tasks.first().number
        page = press(client_for(office_user), f"{address(kept)}?q={number}", asked).text
        assert (
            "两项工作名下都已有内容，现在不能合并" in page and "请继续分别填报" in page
        )
        assert f"“{kept.title}”有进展填报，“{other.title}”有进展填报" in page
        assert "请从那一项工作的页面办理" not in page and WHY in page
    assert Work.objects.filter(pk__in=[work.pk for work in works]).count() == 2


def test_after_a_closed_quarter_the_count_of_works_stays(
    small_plan, client_for, office_user
):
    client = client_for(office_user)
    work = small_plan.works["harbour"]
    assert "合并为一项工作" not in client.get(address(work)).content.decode()
    for given in (joining(small_plan), parting(small_plan)):
        assert (
            "2021年一季度已经关闭"
            in press(client, address(work) + "?q=4", given).content.decode()
        )
    assert Work.objects.count() == 5 and numbers(work) == [2, 3]


# ---- Parting


def test_a_task_stands_by_itself(young, client_for, office_user):
    joint = young.works["harbour"]
    joint.joined_because = WHY
    joint.save()
    ProgressReport.objects.create(
        work=joint,
        unit=young.units["市发改局"],
        period=young.period,
        state=ReportState.DRAFT,
    )
    read_from_it = Target.objects.create(
        work=joint,
        task=young.tasks["key", 3],
        kind=TargetKind.MILESTONE,
        text="通车",
        due_on=joint.due_on,
    )
    answer = press(client_for(office_user), address(joint), parting(young), follow=True)
    assert "已单列为一项工作" in answer.content.decode()
    own = Work.objects.get(title="建设集疏运通道")
    assert (numbers(joint), numbers(own)) == ([2], [3])
    assert list(own.targets.all()) == [read_from_it] and joint.reports.count() == 1
    joint.refresh_from_db()
    assert joint.joined_because == ""


def test_the_last_task_is_not_taken_out(young, client_for, office_user):
    page = client_for(office_user).get(address(young.works["talents"])).content.decode()
    assert "拆出一条" not in page
    with pytest.raises(ValidationError, match="只有一条任务"):
        part_task(task=young.tasks["key", 5], title="人才", reason=WHY, by=office_user)


@pytest.mark.parametrize(
    "spoil, told",
    [({"title": ""}, "请写简称"), ({"task": "x"}, "请从列出的任务中选择")],
)
def test_bad_parting_is_told(young, client_for, office_user, spoil, told):
    answer = press(
        client_for(office_user), address(young.works["harbour"]), parting(young) | spoil
    )
    assert told in answer.content.decode() and "实为两件事" in answer.content.decode()


# ---- Who, and how


def test_the_second_time_finds_nothing_to_join(young, client_for, office_user):
    client = client_for(office_user)
    where = address(young.works["talents"]) + "?q=4"
    assert press(client, where, joining(young)).status_code == 302
    again = press(client, where, joining(young))
    assert again.status_code == 200 and "没有找到“4”" in again.content.decode()


def test_stranger_and_reader(young, client, client_for, viewer_user, admin_user):
    where = address(young.works["talents"])
    assert client.get(where).status_code == 302
    for person in (viewer_user, admin_user):
        assert client_for(person).get(where).status_code == 403
        assert press(client_for(person), where, joining(young)).status_code == 403
        with pytest.raises(PermissionDenied):
            join_works(
                kept=young.works["talents"],
                other=young.works["fields"],
                reason=WHY,
                by=person,
            )


def test_wrong_method_and_unknown_action(young, client_for, office_user):
    where = address(young.works["talents"])
    assert client_for(office_user).put(where).status_code == 405
    assert press(client_for(office_user), where, {"action": "burn"}).status_code == 404


def test_only_the_office_finds_the_door(young, client_for, office_user, viewer_user):
    page = reverse("boards:work", args=[young.works["talents"].pk])
    assert (
        address(young.works["talents"])
        in client_for(office_user).get(page).content.decode()
    )
    assert (
        address(young.works["talents"])
        not in client_for(viewer_user).get(page).content.decode()
    )


# ---- Beside an import


def test_what_was_joined_by_hand_stays_joined(office_user):
    """Importing the same document again parts nothing, and taking the import back is refused with a
    list."""
    rows = row(1, targets=[target("新增企业60家", 60, "家")]), row(2, "办好学校。")
    batch = imported(office_user, *rows)
    first, second = Work.objects.order_by("order")
    join_works(kept=first, other=second, reason=WHY, by=office_user)
    again = preview_of(previewed(office_user, *rows))
    assert [line.state for line in again.rows] == ["unchanged"] * 2
    with pytest.raises(Refused, match="重点工作 2 在导入后被修改过"):
        undo(batch=batch, by=office_user)


def test_what_was_parted_by_hand_stays_parted(office_user):
    """The document still says the same of both rows; the office has decided."""
    rows = row(1), row(2)
    imported(office_user, *rows, joint=[pair(1, 2)])
    part_task(
        task=Task.objects.get(number=2), title="码头", reason="两件事", by=office_user
    )
    again = preview_of(previewed(office_user, *rows, joint=[pair(1, 2)]))
    assert [line.state for line in again.rows] == ["unchanged"] * 2
