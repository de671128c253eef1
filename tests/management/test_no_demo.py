"""`--no-demo`: nothing of demo on any page that a first visitor meets."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from assignments.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_demo(settings):
    """As `start.py --no-demo` serves it: DEMO is off for the server and for what prepares the
    database."""
    settings.DEBUG, settings.DEMO = True, False
    told = io.StringIO()
    call_command("prepare", "--no-demo", stdout=told)
    settings.DEBUG = False
    return told.getvalue()


def test_no_page_and_no_line_speaks_of_demo(
    without_demo, client, client_for, admin_user
):
    assert "演示" not in without_demo
    assert User.objects.count() == 1  # the administrator of this test
    assert "演示" not in client.get(reverse("login")).content.decode()
    signed_in = client_for(admin_user)
    for name in ("boards:overview", "boards:tasks", "boards:livelihood", "admin:index"):
        assert "演示" not in signed_in.get(reverse(name)).content.decode(), name
