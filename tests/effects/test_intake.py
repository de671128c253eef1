"""An import's verbs: answers touch the batch alone, what was decided before and other batches
stay; undoing leaves nothing of what confirming made, and nothing else is gone."""

import pytest

from assignments.intake import verbs
from tests.effects.seen import ANY, effects, snapshot
from tests.intake.documents import imported, previewed, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(office_user):
    """Row 0 has assumed duties and a doubt; beside it another preview of another document."""
    previewed(office_user, row(1, lead=["市教育局"], duties_assumed=True))
    doubt = {
        "code": "x",
        "message": "缺字。",
        "source": {"line": 3, "kind": "key", "number": 1},
    }
    rows = row(1, cooperating=["市科技局"], duties_assumed=True), row(2, "办好学校。")
    return previewed(office_user, *rows, doubts=[doubt])


def answers(batch) -> dict:
    batch.refresh_from_db()
    return batch.answers


def only_answers(found, batch, reason) -> None:
    found.are(changed=[(batch, {"answers": ANY})], reasons=[reason])


def test_answers_are_laid_over_each_other(batch, office_user):
    first = {"kind": "government", "name": "甲", "do": "create"}
    verbs.answer(batch=batch, answers={"units": {"教育局": first}}, by=office_user)
    before = answers(batch)
    with effects() as found:
        verbs.answer(batch=batch, answers={"units": {"科技局": first}}, by=office_user)
    only_answers(found, batch, "答复疑问")
    assert answers(batch)["units"] == before["units"] | {"科技局": first}
    verbs.answer(batch=batch, answers={"units": {"科技局": None}}, by=office_user)
    assert answers(batch) == before
    verbs.accept_suggestions(batch=batch, by=office_user)
    assert answers(batch)["units"]["教育局"] == first and "leaders" in answers(batch)


def test_rows_are_changed_one_by_one(batch, office_user):
    with effects() as found:
        verbs.change_rows(
            batch=batch, rows={1: {"left_out": "不要"}}, by=office_user, reason="改"
        )
    only_answers(found, batch, "改")
    verbs.mark_seen(batch=batch, index=1, by=office_user)
    assert answers(batch)["rows"] == {"1": {"left_out": "不要"}}
    with effects() as found:
        verbs.mark_seen(batch=batch, by=office_user)
    only_answers(found, batch, "疑点已看过")
    assert answers(batch)["rows"] == {"0": {"seen": True}, "1": {"left_out": "不要"}}
    verbs.settle_duties(batch=batch, how="all", index=1, by=office_user)
    assert answers(batch)["rows"]["0"] == {"seen": True}
    with effects() as found:
        verbs.settle_duties(batch=batch, how="all", index=0, by=office_user)
    only_answers(found, batch, "确认推定的牵头单位")
    kept = answers(batch)["rows"]["0"]
    assert (kept["seen"], kept["duties"]) == (True, "all")
    assert kept["values"] == {"lead": ["市发改局", "市科技局"], "cooperating": []}
    verbs.change_rows(
        batch=batch, rows={1: {"left_out": None}}, by=office_user, reason="改"
    )
    assert answers(batch)["rows"] == {"0": kept, "1": {}}


def test_beginning_and_giving_back(batch, office_user):
    verbs.accept_suggestions(batch=batch, by=office_user)
    with effects() as found:
        verbs.begin(batch=batch, deed="confirm", by=office_user)
    found.are(changed=[(batch, {"state": "writing"})], reasons=["确认导入"])
    with effects() as found:
        verbs.give_back(batch=batch, why="中断", by=office_user)
    found.are(
        changed=[(batch, {"state": "preview", "error": "中断"})], reasons=["没有办成"]
    )
    with effects() as found:
        verbs.give_back(batch=batch, why="又", by=office_user)
    found.are()


def test_undoing_leaves_what_was_there(office_user):
    imported(office_user, row(1), row(2, "办好学校。", lead=["市教育局"]))
    before = snapshot()
    again = imported(
        office_user, row(1, "推进港区二期。", lead=["市海洋局"]), row(3, "修路。")
    )
    with effects() as found:
        verbs.undo(batch=again, by=office_user)
    after = snapshot()
    for kept in ("ImportBatch", "ImportRow", "ImportChange"):
        before.pop(kept), after.pop(kept)
    assert {name: without_marks(rows) for name, rows in after.items()} == {
        name: without_marks(rows) for name, rows in before.items()
    }
    undone = {"state": "undone", "undone_at": ANY, "undone_by_id": office_user.pk}
    assert found.changed["ImportBatch", again.pk] == undone


def without_marks(rows: dict) -> list[dict]:
    """Rows that were deleted and made again have another key."""
    marks = {"version", "created_at", "updated_at", "id"}
    told = [
        {key: value for key, value in row.items() if key not in marks}
        for row in rows.values()
    ]
    return sorted(told, key=str)


def test_throwing_a_preview_away(batch, office_user):
    with effects() as found:
        verbs.discard(batch=batch, by=office_user)
    assert set(found.deleted) <= {"ImportBatch", "ImportRow"} and not found.changed
    assert [row["id"] for row in found.deleted["ImportBatch"]] == [batch.pk]
    assert {row["batch_id"] for row in found.deleted["ImportRow"]} == {batch.pk}
