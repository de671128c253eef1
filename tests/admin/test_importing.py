"""The way from the list of tasks to the import."""

import pytest
from django.urls import reverse

TASKS, IMPORT = reverse("admin:assignments_task_changelist"), reverse("admin:assignments_task_import")


def test_the_list_of_tasks_leads_to_the_wizard(client_for, admin_user, small_plan):
    client = client_for(admin_user)
    assert f'<a href="{IMPORT}">导入</a>' in client.get(TASKS).content.decode()
    assert IMPORT == "/admin/assignments/task/import/"
    answer = client.get(IMPORT)
    assert answer.status_code == 302 and answer.url == reverse("intake:index")
    assert client.get(answer.url).status_code == 200


def test_the_office_goes_to_the_wizard_itself(client_for, office_user):
    assert client_for(office_user).get(IMPORT).status_code == 403


@pytest.mark.parametrize("name", ["unit_user", "leader_user", "viewer_user"])
def test_nobody_else_gets_further(client_for, request, name):
    assert client_for(request.getfixturevalue(name)).get(IMPORT, follow=True).status_code in (403, 404)


def test_a_stranger_is_sent_to_sign_in(client, db):
    answer = client.get(IMPORT)
    assert answer.status_code == 302 and "login" in answer.url
