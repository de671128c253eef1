"""The way through the preview: its steps, and where a page begins after each answer, so that nobody
who uses the keyboard has to go past a hundred names again."""

import pytest

from assignments.intake import verbs
from assignments.intake.pages import batch_page
from assignments.models import ImportBatch
from tests.intake.documents import answered, imported, pair, previewed, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(office_user):
    """Three rows whose leads are assumed, two of them perhaps the same work."""
    rows = [
        row(number, cooperating=["市科技局"], duties_assumed=True)
        for number in (1, 2, 3)
    ]
    return previewed(office_user, *rows, joint=[pair(1, 2)])


def steps(client, batch) -> list[tuple]:
    page = client.get(f"/import/{batch.pk}/")
    for step in page.context["steps"]:
        assert (
            f'href="#{step.anchor}"' in page.text and f'id="{step.anchor}"' in page.text
        )
    return [(step.label, step.state, step.is_done) for step in page.context["steps"]]


def test_steps_say_what_is_open(office, office_user, batch):
    plan = ("年度方案", "新建，请核对", True)
    assert steps(office, batch) == [
        ("名称", "3 个待确认", False),
        ("同一项工作", "1 对按建议，未确认", False),
        plan,
        ("逐行核对", "3 行待处理、3 行牵头待确认", False),
    ]
    assert "去确认" not in office.get(f"/import/{batch.pk}/").text
    verbs.accept_suggestions(batch=batch, by=office_user)
    verbs.answer(batch=batch, answers={"joint": {"0-1": "join"}}, by=office_user)
    verbs.settle_duties(batch=batch, how="first", by=office_user)
    assert steps(office, batch) == [
        ("名称", "都已答复", True),
        ("同一项工作", "都已确认", True),
        plan,
        ("逐行核对", "没有待处理的行", True),
    ]
    assert "去确认" in office.get(f"/import/{batch.pk}/").text


@pytest.mark.parametrize(
    ("button", "sent", "place"),
    [
        ("names/accept", {}, "#steps"),
        ("joint", {"joint-0-1": "join"}, "#steps"),
        ("leads/first", {}, "#rows"),
        ("seen", {}, "#rows"),
        ("leads/first", {"index": "1"}, "&at=1#at"),
        ("leave-out", {"index": "1"}, "&at=1#at"),
        ("names/take-back", {"key": "units:x"}, "#names"),
    ],
)
def test_after_an_answer_the_page_begins_where_it_goes_on(
    office, batch, button, sent, place
):
    answer = office.post(f"/import/{batch.pk}/{button}/?show=assumed&at=0", sent)
    assert answer["Location"] == f"/import/{batch.pk}/?show=assumed{place}"


def test_a_row_that_is_done_leads_to_the_next(office, office_user, batch):
    page = office.post(
        f"/import/{batch.pk}/leads/first/?show=assumed",
        {"index": "1"},
        follow=True,
    )
    assert [one.index for one in page.context["page"]] == [0, 2]
    assert page.context["at"] == 2 and page.text.count('id="at"') == 1
    verbs.settle_duties(batch=batch, how="first", by=office_user)
    assert 'id="at"' in office.get(f"/import/{batch.pk}/?show=assumed&at=2").text


@pytest.mark.parametrize(
    ("asked", "number", "at"),
    [
        ("at=3", 2, 3),
        ("at=99", 3, 4),
        ("at=3&page=1", 1, None),
        ("at=x", 1, None),
        ("at=" + "9" * 30, 1, None),
    ],
)
def test_a_row_is_shown_on_its_page(
    office, office_user, monkeypatch, asked, number, at
):
    monkeypatch.setattr(batch_page, "PER_PAGE", 2)
    batch = answered(
        office_user, *[row(one, f"办好第{one}所学校。") for one in range(1, 6)]
    )
    page = office.get(f"/import/{batch.pk}/?show=all&{asked}")
    assert (page.context["page"].number, page.context["at"]) == (number, at)


def test_the_same_file_again_is_said(office, office_user):
    first = imported(office_user, row(1))
    assert "同一份文件" not in office.get(f"/import/{first.pk}/").text
    again = office.get(f"/import/{previewed(office_user, row(1)).pk}/").text
    assert "同一份文件已在" in again and f'href="/import/{first.pk}/"' in again
    verbs.undo(batch=first, by=office_user)
    assert (
        "同一份文件"
        not in office.get(f"/import/{previewed(office_user, row(1)).pk}/").text
    )


def test_a_name_typed_without_a_choice_is_shown_again(office, batch):
    sent = {
        "name-0-key": "units:发改局",
        "name-0-do": "",
        "name-0-name": "发展改革局",
    }
    page = office.post(f"/import/{batch.pk}/names/", sent)
    assert "没有选择任何处理方式" in page.text and 'value="发展改革局"' in page.text
    assert not ImportBatch.objects.get(pk=batch.pk).answers.get("units")
