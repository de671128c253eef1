"""The way from the list of tasks to the import."""

import pytest
from django.contrib.admin import site
from django.urls import reverse
from import_export.mixins import BaseImportExportMixin

TASKS, IMPORT = (
    reverse("admin:assignments_task_changelist"),
    reverse("admin:assignments_task_import"),
)


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
    assert client_for(request.getfixturevalue(name)).get(
        IMPORT, follow=True
    ).status_code in (
        403,
        404,
    )


def test_a_stranger_is_sent_to_sign_in(client, db):
    answer = client.get(IMPORT)
    assert answer.status_code == 302 and "login" in answer.url


def test_no_door_of_the_library_stands_open():
    """Its own screens write past the ledger, are open to all staff by default, and need inline
    scripts. No screen of ours has them: one address that says import leads to the wizard, one hands
    out the operations log."""
    ours = {
        pattern.name
        for _, screen in site._registry.items()
        for pattern in screen.get_urls()
        if pattern.name
    }
    doors = {
        name
        for name in ours
        if name.endswith(("_import", "_process_import", "_export"))
    }
    assert doors == {"assignments_task_import", "assignments_operationlog_export"}
    screens = [type(screen) for screen in site._registry.values()]
    assert not [
        screen for screen in screens if issubclass(screen, BaseImportExportMixin)
    ]
