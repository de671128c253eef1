"""`manage.py prepare`: what `python3 start.py` does to the database."""

import io

import pytest
from django.core.management import CommandError, call_command

from assignments.models import Task, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def trying_out(settings):
    settings.DEBUG = settings.DEMO = True


def prepare(*arguments) -> str:
    told = io.StringIO()
    call_command("prepare", *arguments, stdout=told)
    return told.getvalue()


def test_a_production_start_loads_nothing(settings):
    settings.DEBUG, settings.DEMO = False, True
    with pytest.raises(CommandError, match="正式环境"):
        prepare()
    assert not Task.objects.exists() and not User.objects.exists()


def test_plan_and_demo_are_loaded_once(demo, trying_out):
    """`demo` is what the first time leaves."""
    accounts = User.objects.count()
    assert Task.objects.count() == 146 and accounts
    prepare()
    assert Task.objects.count() == 146 and User.objects.count() == accounts


def test_without_demo_the_plan_stands_alone(trying_out):
    assert "create_admin" in prepare("--no-demo")
    assert Task.objects.count() == 146
    assert not User.objects.exists()


def test_removed_demo_stays_away_once_there_are_real_people(trying_out, viewer_user):
    prepare()
    assert not User.objects.filter(is_demo=True).exists()
