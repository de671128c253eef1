"""One row of a document: mended, left out, taken in again, put back."""

import pytest

from assignments.intake import verbs
from assignments.intake.comparing.preview import preview_of
from assignments.models import ImportBatch, Target, Task
from tests.intake.documents import agreed, answered, imported, pair, row, target

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(office_user):
    return answered(
        office_user,
        row(1, "新增企业60家，用地1000亩。", cooperating=["市科技局"], duties_assumed=True,
            targets=[target("新增企业60家", 60, "家"), target("用地1000亩", 1000, "亩")]),
        row(2, "办好学校。"),
    )  # fmt: skip


def url(batch, index=0):
    return f"/import/{batch.pk}/rows/{index}/"


def data(**more):
    return {
        "kind": "key",
        "number": "1",
        "text": "新增企业60家，用地1000亩。",
        "theme": "",
        "leader_name": "蔡木贵",
        "leader_title": "副市长",
        "lead": "市发改局",
        "cooperating": "市科技局",
        "remark": "",
        "target-0-keep": "on",
        "target-0-text": "新增企业60家",
        "target-0-comparator": ">=",
        "target-0-value": "60",
        "target-0-measure": "家",
        "target-1-keep": "on",
        "target-1-text": "用地1000亩",
        "target-1-comparator": ">=",
        "target-1-value": "1000",
        "target-1-measure": "亩",
        **more,
    }


def stored(batch):
    return ImportBatch.objects.get(pk=batch.pk)


def mended(batch):
    return stored(batch).answers.get("rows", {}).get("0", {})


def test_shows_the_row_and_its_source(office, batch):
    page = office.get(url(batch)).text
    assert (
        "文件原文" in page
        and "第11行" in page
        and "新增企业60家" in page
        and "下一行" in page
    )


def test_mended_text_is_imported(office, office_user, batch):
    office.post(
        url(batch),
        data(
            text="新增企业61家，用地1000亩。", lead="市科技局", cooperating="市发改局"
        ),
    )
    verbs.confirm(batch=stored(batch), by=office_user)
    task = Task.objects.get(number=1)
    assert task.text == "新增企业61家，用地1000亩。"
    assert [
        (duty.unit.name, duty.confirmed) for duty in task.responsibilities.all()
    ] == [
        ("市科技局", True),
        ("市发改局", True),
    ]


def test_targets_are_kept_mended_and_dropped(office, office_user, batch):
    sent = data(**{"target-0-value": "66", "target-0-comparator": "="})
    del sent["target-1-keep"]
    office.post(url(batch), sent)
    verbs.confirm(batch=stored(batch), by=office_user)
    found = Target.objects.get()
    assert (found.text, found.value, found.comparator) == ("新增企业60家", 66, "=")


def test_a_target_that_was_not_found_is_added(office, office_user, batch):
    """A number makes a quantity, none a milestone, an empty line nothing. It is a target like the
    others afterwards."""
    sent = data(**{
        "added": "3",
        "added-0-text": "用地1000亩", "added-0-comparator": ">=",
        "added-0-value": "1000", "added-0-measure": "亩",
        "added-1-text": "完成竣工验收", "added-1-comparator": ">=",
        "added-1-value": "", "added-1-measure": "",
        "added-2-text": "", "added-2-comparator": ">=",
        "added-2-value": "", "added-2-measure": "",
    })  # fmt: skip
    del sent["target-1-keep"]
    office.post(url(batch), sent)
    page = office.get(url(batch)).text
    assert "目标 4 个" in page and 'name="target-3-text" value="完成竣工验收"' in page
    verbs.confirm(batch=stored(batch), by=office_user)
    found = [
        (one.text, one.kind, one.value) for one in Target.objects.order_by("order")
    ]
    assert found == [
        ("新增企业60家", "quantity", 60),
        ("用地1000亩", "quantity", 1000),
        ("完成竣工验收", "milestone", None),
    ]


def test_one_more_line_keeps_what_was_typed(office, batch):
    page = office.post(
        f"{url(batch)}target/",
        data(added="1", remark="别丢了我", **{"added-0-text": "另一个"}),
    )
    assert "别丢了我" in page.text and 'name="added-0-text" value="另一个"' in page.text
    assert 'name="added-1-text"' in page.text and 'name="added" value="2"' in page.text
    assert not mended(batch)
    assert (
        'name="added-20-text"'
        not in office.post(f"{url(batch)}target/", data(added="999")).text
    )


def test_a_milestone_with_a_number_is_a_quantity(office, office_user):
    batch = answered(
        office_user, row(1, targets=[{"kind": "milestone", "text": "新增企业60家"}])
    )
    sent = {
        name: value
        for name, value in data(cooperating="").items()
        if not name.startswith("target-1")
    }
    office.post(url(batch), sent)
    verbs.confirm(batch=stored(batch), by=office_user)
    assert (Target.objects.get().kind, Target.objects.get().value) == ("quantity", 60)


def test_targets_of_a_stored_row_change_by_hand_alone(office, office_user, batch):
    """The same text again: what was added is added, what was dropped goes, what the ledger alone
    holds stays."""
    verbs.confirm(batch=batch, by=office_user)
    task = Task.objects.get(number=1)
    Target.objects.create(
        work=task.work,
        task=task,
        text="只在台账里",
        kind="milestone",
        due_on=task.work.due_on,
        order=9,
    )
    again = answered(
        office_user, *(one.content for one in stored(batch).rows.order_by("index"))
    )
    assert preview_of(again).changes_nothing
    sent = data(**{"added": "1", "added-0-text": "完成竣工验收", "added-0-value": ""})
    del sent["target-1-keep"]
    office.post(url(again), sent)
    assert [cell.field for cell in preview_of(stored(again)).rows[0].cells] == [
        "targets"
    ]
    agreed(stored(again), office_user)
    texts = set(Target.objects.values_list("text", flat=True))
    assert texts == {"新增企业60家", "只在台账里", "完成竣工验收"}


def test_a_joined_row_says_whose_targets_count(office, office_user):
    batch = answered(office_user, row(1), row(2), joint=[pair(1, 2)])
    batch = verbs.answer(
        batch=batch, answers={"joint": {"0-1": "join"}}, by=office_user
    )
    assert "目标以那一行的为准" in office.get(url(batch, 1)).text
    assert "目标以那一行的为准" not in office.get(url(batch, 0)).text


def test_turns_to_the_rows_of_the_filter_and_comes_back_to_it(office, office_user):
    rows = [
        row(
            number,
            f"办好第{number}所学校。",
            cooperating=["市科技局"],
            duties_assumed=number != 2,
        )
        for number in (1, 2, 3)
    ]
    batch = answered(office_user, *rows)
    page = office.get(url(batch, 0) + "?show=assumed").text
    assert (
        f'href="/import/{batch.pk}/rows/2/?show=assumed"' in page
        and "rows/1/" not in page
    )
    sent = {
        name: value
        for name, value in data(number="1").items()
        if not name.startswith("target")
    }
    answer = office.post(url(batch, 0) + "?show=assumed", sent)
    assert answer["Location"] == f"/import/{batch.pk}/?show=assumed&at=0#at"


def test_second_time_changes_nothing_more(office, batch):
    office.post(url(batch), data(remark="优先"))
    first = mended(batch)
    office.post(url(batch), data(remark="优先"))
    assert mended(batch) == first


def test_left_out_and_taken_in_again(office, office_user, batch):
    office.post(f"{url(batch)}leave-out/")
    assert preview_of(stored(batch)).counts["left_out"] == 1
    office.post(f"{url(batch)}take-in/")
    assert preview_of(stored(batch)).counts["left_out"] == 0


def test_original_comes_back(office, batch):
    office.post(url(batch), data(text="别的。"))
    assert preview_of(stored(batch)).rows[0].row["text"] == "别的。"
    office.post(f"{url(batch)}restore/")
    assert preview_of(stored(batch)).rows[0].row["text"] == "新增企业60家，用地1000亩。"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "内容"),
        ({"number": "0"}, "序号"),
        ({"kind": "other"}, "类别"),
        ({"target-0-value": "很多"}, "数"),
        ({"target-0-text": ""}, "保留的目标要有内容"),
        ({"added": "1", "added-0-value": "8"}, "请写明目标的内容"),
        ({"added": "1", "added-0-text": "又一个", "added-0-value": "许多"}, "又一个"),
    ],
)
def test_bad_input_keeps_what_was_typed(office, batch, wrong, said):
    page = office.post(url(batch), data(remark="别丢了我", **wrong))
    assert page.status_code == 200 and said in page.text and "别丢了我" in page.text
    assert not mended(batch)


def test_stranger_reader_method(client, client_for, leader_user, office, batch):
    assert client.get(url(batch)).status_code == 302
    assert client_for(leader_user).get(url(batch)).status_code == 403
    assert client_for(leader_user).post(url(batch), data()).status_code == 403
    assert office.put(url(batch)).status_code == 405
    assert office.get(f"{url(batch)}restore/").status_code == 302
    assert office.post(f"{url(batch)}what/").status_code == 404


def test_row_that_is_not_there(office, office_user, batch):
    assert office.get(url(batch, 7)).status_code == 404
    assert office.get(url(imported(office_user, row(5)), 0)).status_code == 404


def test_a_row_that_somebody_else_mended_meanwhile_is_shown_before_it_is_saved_over(
    office, batch
):
    first, second = (office.get(url(batch)).context["seen"] for _ in range(2))
    office.post(url(batch), data(remark="甲改的", seen=first))
    wrong = office.post(url(batch), data(remark="乙改的", text="", seen=second))
    assert wrong.status_code == 200 and wrong.context["seen"] == second
    page = office.post(url(batch), data(remark="乙改的", seen=wrong.context["seen"]))
    assert page.status_code == 200 and "这一行又有改动" in page.content.decode()
    assert (
        "乙改的" in page.content.decode()
        and mended(batch)["values"]["remark"] == "甲改的"
    )
    office.post(url(batch), data(remark="乙改的", seen=page.context["seen"]))
    assert mended(batch)["values"]["remark"] == "乙改的"


@pytest.mark.parametrize(
    ("typed", "measure", "value"),
    [
        ("0.5万", "亩", 5000),
        ("１，０００", "亩", 1000),
        ("350000万元", "亿元", 35),
        ("−5%", "%", -5),
    ],
)
def test_a_targets_value_is_read_as_a_figure(
    office, office_user, batch, typed, measure, value
):
    sent = data(**{"target-0-value": typed, "target-0-measure": measure})
    del sent["target-1-keep"]
    office.post(url(batch), sent)
    verbs.confirm(batch=stored(batch), by=office_user)
    assert (Target.objects.get().value, Target.objects.get().measure) == (
        value,
        measure,
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("60户", "计量单位是“户”"),
        ("约60", "不是数字"),
        ("1,2", "看不准"),
        ("(5)", "负数"),
    ],
)
def test_a_targets_value_that_is_no_figure_is_told_and_kept(office, batch, typed, said):
    page = office.post(url(batch), data(**{"target-0-value": typed})).text
    assert said in page and f'value="{typed}"' in page
    assert not mended(batch)


def test_the_preview_says_the_sign_of_each_target(office, office_user):
    targets = [
        {
            "text": "增长",
            "comparator": ">=",
            "value": 5,
            "measure": "%",
            "start": None,
            "end": None,
        },
        {
            "text": "失业率",
            "comparator": "<=",
            "value": 3,
            "measure": "%",
            "start": None,
            "end": None,
        },
        {
            "text": "事故",
            "comparator": "=",
            "value": 0,
            "measure": "起",
            "start": None,
            "end": None,
        },
    ]
    page = office.get(
        f"/import/{answered(office_user, row(1, targets=targets)).pk}/"
    ).text
    for words in ("增长（不少于 5%）", "失业率（不超过 3%）", "事故（等于 0起）"):
        assert words in page
