"""On no admin screen runs what somebody wrote into a field, nor in a record's history."""

import pytest

from assignments.ledger import writing
from tests.admin.addresses import MODELS, open_pages
from tests.test_markup import EVIL, marked, poison

pytestmark = pytest.mark.django_db


@pytest.mark.once
def test_no_screen_runs_what_somebody_wrote(furnished, admin_user, client_for):
    work = furnished.works["fields"]
    work.title = EVIL
    writing.save(work, by=admin_user, reason=EVIL)
    poison()
    client, wrong, shown = client_for(admin_user), [], 0
    for model in MODELS:
        for page, where in open_pages(model):
            answer = client.get(where, {"q": EVIL} if page == "changelist" else {})
            shown += "=1+1" in answer.content.decode()
            if answer.status_code >= 500 or marked(answer):
                wrong.append(where)
    assert wrong == [] and shown > 40
