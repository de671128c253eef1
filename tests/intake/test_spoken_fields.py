"""What an imported document does not speak of stays as it is; what it would take away is confirmed
apart."""

import io

import pytest
from openpyxl import Workbook

from assignments.intake import reading, verbs
from assignments.intake.comparing.preview import preview_of
from assignments.models import Leader, Target, Task, Unit
from tests.intake.documents import agreed, imported, row, target

pytestmark = pytest.mark.django_db

PORT, SCHOOL = "推进大麦屿港区二期开发，完成投资10亿元。", "新建改扩建学校3所。"
ALL = ["序号", "牵头领导", "重点工作", "牵头单位", "配合单位", "备注"]


def sheet(*lines, name="重点工作", title="2022年市政府重点工作清单"):
    book = Workbook()
    page = book.active
    page.title = name
    for line in ([title], *lines):
        page.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def handed_in(by, data, filename="清单.xlsx", **more):
    """The file in preview, its open names answered as suggested."""
    batch = verbs.start(data=data, filename=filename, by=by, **more)
    batch = reading.read_batch(batch, by=by)
    return (
        verbs.accept_suggestions(batch=batch, by=by)
        if preview_of(batch).suggested
        else batch
    )


def told(number=1):
    """What a stored task says, in words."""
    task = Task.objects.get(plan__year=2022, number=number)
    duties = [
        f"{row.unit}:{row.duty}"
        for row in task.responsibilities.order_by("order", "id")
    ]
    beside = [str(row.leader.name) for row in task.co_leaders.all()]
    return task.leader and task.leader.name, duties, task.remark, task.section, beside


@pytest.fixture
def stored(office_user):
    """Two tasks that say everything a task can say."""
    found = imported(
        office_user,
        row(
            1,
            PORT,
            leader="周阳",
            cooperating=["市科技局", "市财政局"],
            remark="会同孙群常委共同完成",
            theme="产业",
            co_leaders=[{"name": "孙群", "title": "常委", "role": "jointly"}],
            targets=[target("完成投资10亿元", 10, "亿元")],
        ),
        row(2, SCHOOL, lead=["市教育局"], cooperating=["楚门镇"]),
    )
    found.plan.title = "2022年市政府重点工作清单"
    found.plan.save()
    return told(1), told(2)


def test_columns_that_are_not_there_change_nothing(office_user, stored):
    data = sheet(
        ["序号", "重点工作", "责任单位"], [1, PORT, "市发改局"], [2, SCHOOL, "市教育局"]
    )
    preview = preview_of(handed_in(office_user, data))
    assert preview.changes_nothing and not preview.losses
    assert [row.cells for row in preview.rows] == [[], []]


def test_one_column_of_units_adds_and_never_removes_a_helper(office_user, stored):
    data = sheet(
        ["序号", "重点工作", "责任单位"],
        [1, PORT, "市财政局、市发改局、市交通运输局"],
        [2, SCHOOL, "楚门镇、市教育局"],
    )
    batch = handed_in(office_user, data)
    preview = preview_of(batch)
    assert not preview.losses and preview.counts["assumed"] == 0
    assert preview.rows[0].leads == ["市发改局"] and preview.rows[1].cells == []
    verbs.confirm(batch=batch, by=office_user)
    units = ["市发改局:lead", "市科技局:cooperating", "市财政局:cooperating"]
    assert told(1) == ("周阳", [*units, "市交通运输局:cooperating"], *stored[0][2:])
    assert told(2) == stored[1]


def test_a_lead_that_one_column_names_no_more_goes_when_that_is_confirmed(
    office_user, stored
):
    data = sheet(["序号", "重点工作", "责任单位"], [1, PORT, "市交通运输局"])
    batch = handed_in(office_user, data)
    assert [lost for _, lost in preview_of(batch).losses.rows] == [
        ("牵头单位：市发改局",)
    ]
    agreed(batch, office_user)
    others = ["市科技局:cooperating", "市财政局:cooperating"]
    assert told(1)[1] == ["市交通运输局:lead", *others]


def test_lead_units_alone_say_nothing_of_the_others(office_user, stored):
    data = sheet(
        ["序号", "重点工作", "牵头单位"], [1, PORT, "市发改局"], [2, SCHOOL, "市教育局"]
    )
    assert preview_of(handed_in(office_user, data)).changes_nothing
    data = sheet(["序号", "重点工作", "牵头单位"], [1, PORT, "市发改局、市财政局"])
    batch = handed_in(office_user, data)
    assert not preview_of(batch).losses
    verbs.confirm(batch=batch, by=office_user)
    assert told(1)[1] == ["市发改局:lead", "市财政局:lead", "市科技局:cooperating"]


def test_cooperating_units_alone_leave_the_lead(office_user, stored):
    data = sheet(["序号", "重点工作", "配合单位"], [1, PORT, "市发改局、市财政局"])
    batch = handed_in(office_user, data)
    assert [lost for _, lost in preview_of(batch).losses.rows] == [
        ("配合单位：市科技局",)
    ]
    agreed(batch, office_user)
    assert told(1)[1] == ["市发改局:lead", "市财政局:cooperating"]


def test_a_cell_that_is_there_and_empty_clears_when_that_is_confirmed_apart(
    office_user, stored
):
    data = sheet(ALL, [1, "周阳副市长", PORT, "市发改局", None, None])
    batch = handed_in(office_user, data)
    losses = preview_of(batch).losses
    assert (
        losses.words == "配合单位 2 处、协同领导 1 处、备注 1 处" and len(losses) == 4
    )
    with pytest.raises(verbs.Refused, match="移除或清空 4 处"):
        verbs.confirm(batch=batch, by=office_user)
    assert told(1) == stored[0]
    verbs.confirm(batch=batch, by=office_user, accepted=losses.mark)
    assert told(1) == ("周阳", ["市发改局:lead"], "", "产业", [])


def test_what_was_confirmed_is_what_was_seen(office_user, stored):
    """Somebody adds a unit after the page was shown: the mark of what was seen holds no more."""
    batch = handed_in(
        office_user, sheet(ALL, [1, "周阳副市长", PORT, "市发改局", None, None])
    )
    seen = preview_of(batch).losses.mark
    unit = Unit.objects.create(name="市林业局")
    Task.objects.get(number=1).responsibilities.create(
        unit=unit, duty="cooperating", order=9
    )
    batch = verbs.compare_again(batch=batch, by=office_user)
    with pytest.raises(verbs.Refused, match="又有变动"):
        verbs.confirm(batch=batch, by=office_user, accepted=seen)
    assert "市林业局:cooperating" in told(1)[1]


def test_what_the_document_lacks_can_all_be_kept(office_user, stored):
    line = [1, "周阳副市长", PORT, "市交通运输局", None, "每月报送"]
    batch = handed_in(office_user, sheet(ALL, line))
    batch = verbs.keep_losses(batch=batch, keep=True, by=office_user)
    assert not preview_of(batch).losses
    verbs.confirm(batch=batch, by=office_user)
    leader, units, remark, section, beside = told(1)
    assert (leader, remark, section, beside) == ("周阳", "每月报送", "产业", ["孙群"])
    assert units[0] == "市交通运输局:lead" and len(units) == 4
    batch = handed_in(office_user, sheet(ALL, line))
    batch = verbs.keep_losses(batch=batch, keep=True, by=office_user)
    batch = verbs.keep_losses(batch=batch, keep=False, by=office_user)
    assert preview_of(batch).losses


def test_leaders_whom_nobody_can_read_are_not_nobody(office_user, stored):
    data = sheet(
        ["序号", "牵头领导", "重点工作", "牵头单位"],
        [1, "分管副市长", PORT, "市发改局"],
        [2, "见附件", SCHOOL, "市教育局"],
    )
    preview = preview_of(handed_in(office_user, data))
    assert not preview.losses
    assert all(cell.field != "leader" for row in preview.rows for cell in row.cells)


def test_a_new_wording_takes_only_the_targets_of_the_old_one(office_user, stored):
    task = Task.objects.get(number=1)
    by_hand = Target.objects.create(
        work=task.work,
        task=task,
        text="征地交付",
        kind="milestone",
        order=5,
        due_on=task.work.due_on,
    )
    new = "推进大麦屿港区二期开发，建成泊位2个。"
    data = sheet(["序号", "重点工作", "责任单位"], [1, new, "市发改局"])
    batch = handed_in(office_user, data)
    assert [lost for _, lost in preview_of(batch).losses.rows] == [
        ("目标：完成投资10亿元",)
    ]
    agreed(batch, office_user)
    assert Target.objects.filter(pk=by_hand.pk).exists()
    assert "完成投资10亿元" not in Target.objects.values_list("text", flat=True)


def test_a_csv_row_that_ends_early_clears_nothing(office_user, stored):
    text = (
        f"序号,重点工作,牵头单位,配合单位,备注\n1,{PORT.replace(',', '，')},市发改局\n"
    )
    batch = handed_in(office_user, text.encode(), "2022年重点工作.csv")
    assert not preview_of(batch).losses


def test_the_notice_as_text_never_removes_helpers(office_user, stored):
    text = (
        "2022年市政府重点工作清单\n\n1.推进大麦屿港区二期开发，"
        "完成投资10亿元。（责任单位：市发改局）\n"
        "2.新建改扩建学校3所。（责任单位：市教育局）\n"
    )
    preview = preview_of(handed_in(office_user, text.encode(), "粘贴的内容.txt"))
    assert preview.counts["all"] == 2 and not preview.losses and preview.changes_nothing


def test_kind_that_nothing_tells_is_asked_of_the_plan(office_user, stored):
    imported(office_user, row(1, "新建公厕20座。", kind="livelihood", leader=None))
    Task.objects.filter(kind="livelihood").update(plan=Task.objects.get(number=2).plan)
    data = "序号,内容,牵头单位\n1,新建公厕20座。,市发改局\n".encode()
    (only,) = preview_of(handed_in(office_user, data, "表.csv", year=2022)).rows
    assert only.key == ("livelihood", 1) and only.cells == []


def test_rows_missing_in_the_document_stay(office_user, stored):
    agreed(
        handed_in(
            office_user, sheet(ALL, [1, "周阳副市长", PORT, "市发改局", None, None])
        ),
        office_user,
    )
    assert told(2) == stored[1]


def test_rows_that_were_left_out_come_back_without_columns_they_never_had(
    office, office_user, stored
):
    """The file to mend says no more than the document did: no empty 配合单位, no lead that was
    assumed."""
    data = sheet(
        ["序号", "重点工作", "责任单位"],
        [1, PORT, "市发改局、市财政局"],
        [2, SCHOOL, "市教育局"],
    )
    batch = handed_in(office_user, data)
    verbs.change_rows(
        batch=batch,
        rows={0: {"left_out": "待核"}, 1: {"left_out": "待核"}},
        by=office_user,
        reason="核",
    )
    file = office.get(f"/import/{batch.pk}/rejected/").content
    again = preview_of(handed_in(office_user, file))
    assert again.counts["all"] == 2 and again.changes_nothing and not again.losses


def test_all_named_lead_says_nothing_of_others(office_user, stored):
    data = sheet(["序号", "重点工作", "责任单位"], [1, PORT, "市交通运输局、市财政局"])
    batch = handed_in(office_user, data)
    batch = verbs.settle_duties(batch=batch, how="all", by=office_user)
    agreed(batch, office_user)
    assert told(1)[1] == ["市交通运输局:lead", "市财政局:lead", "市科技局:cooperating"]


def test_the_page_names_and_the_confirmation_holds(office, office_user, stored):
    batch = handed_in(
        office_user, sheet(ALL, [1, "周阳副市长", PORT, "市发改局", None, None])
    )
    page = office.get(f"/import/{batch.pk}/")
    assert "将移除或清空 4 处" in page.text and "配合单位：市科技局" in page.text
    shown = office.get(f"/import/{batch.pk}/confirm/")
    version, mark = shown.context["batch"].version, shown.context["preview"].losses.mark
    assert f'name="losses" value="{mark}"' in shown.text and "checked" not in shown.text
    refused = office.post(f"/import/{batch.pk}/confirm/", {"version": version})
    assert (
        refused.status_code == 200
        and "单独勾选" in refused.text
        and told(1) == stored[0]
    )
    office.post(f"/import/{batch.pk}/confirm/", {"version": version, "losses": mark})
    assert told(1)[2] == "" and Leader.objects.filter(name="孙群").exists()
