"""Two people confirm at the same moment: one import is written, the other is told which rows are
not as it saw them."""

import threading

import pytest
from django.db import connection

from assignments.intake import verbs
from assignments.intake.comparing.preview import preview_of
from assignments.ledger.writing import sentences
from assignments.models import (
    ImportBatch,
    Leader,
    Plan,
    Responsibility,
    Task,
    Unit,
    Work,
)
from tests.intake.documents import answered, imported, row

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*confirmations):
    """Confirm each (batch, by) in a thread of its own; what each was told: None, or the refusal's
    sentences."""
    start, told = threading.Barrier(len(confirmations)), {}

    def confirm(place, batch, by):
        try:
            start.wait()
            verbs.confirm(batch=batch, by=by)
            told[place] = None
        except verbs.Refused as refusal:
            told[place] = sentences(refusal)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=confirm, args=(place, *one))
        for place, one in enumerate(confirmations)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [told[place] for place in range(len(confirmations))]


@pytest.fixture
def names(db):
    """Units and leaders that both documents know, so that only the plan can stand between them."""
    for name in ("市发改局", "市科技局"):
        Unit.objects.create(name=name)
    Leader.objects.create(name="蔡木贵", title="副市长")


def test_the_same_new_plan(names, office_user, admin_user):
    rows = [
        row(number, f"推进第{number}个港区开发。", cooperating=["市科技局"])
        for number in range(1, 6)
    ]
    mine, theirs = answered(office_user, *rows), answered(admin_user, *rows)
    told = at_once((mine, office_user), (theirs, admin_user))
    (refused,) = [one for one in told if one is not None]
    assert (
        "年度方案在预览之后被建立、修改或删除。" in refused
        and "重点工作 5 是预览之后新增的。" in refused
    )
    counts = [model.objects.count() for model in (Plan, Task, Work, Responsibility)]
    assert counts == [1, 5, 5, 10]
    (waiting,) = ImportBatch.objects.filter(state="preview")
    waiting = verbs.compare_again(batch=waiting, by=waiting.by)
    assert preview_of(waiting).changes_nothing


def test_the_same_row_of_a_stored_plan(names, office_user, admin_user):
    imported(office_user, row(1), row(2, "办好学校。"))
    mine = answered(office_user, row(1, "推进港区二期。"), row(2, "办好学校。"))
    theirs = answered(admin_user, row(1, "推进港区三期。"), row(2, "办好学校。"))
    told = at_once((mine, office_user), (theirs, admin_user))
    first = told.index(None)
    assert any(
        said.startswith("重点工作 1 在预览之后被修改") for said in told[1 - first]
    )
    assert not any("重点工作 2" in said for said in told[1 - first])
    assert (
        Task.objects.get(number=1).text == ("推进港区二期。", "推进港区三期。")[first]
    )
    assert Task.objects.get(number=1).history.count() == 2


def test_one_batch_confirmed_twice(names, office_user, admin_user):
    batch = answered(office_user, row(1))
    told = at_once((batch, office_user), (batch, admin_user))
    assert None in told and ["这一批次已导入，不能确认导入。"] in told
    assert Task.objects.count() == 1
