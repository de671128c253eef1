"""Instructions on the small plan: 陈威 carries `fields`, which 市农业农村局 leads."""

from datetime import date

import pytest

from assignments.directives.verbs import issue_directive


@pytest.fixture
def give(small_plan, office_user):
    """A function that gives an instruction, by default 陈威's on `fields` to 市农业农村局, through
    the verb."""

    def given(by=None, work="fields", leader="陈威", units=("市农业农村局",), **more):
        values = {
            "text": "请加快进度。",
            "issued_on": date(2021, 7, 5),
            "due_on": date(2021, 7, 20),
        }
        return issue_directive(
            work=small_plan.works[work],
            leader=small_plan.leaders[leader],
            units=[small_plan.units[name] for name in units],
            by=by or office_user,
            **values | more,
        )

    return given
