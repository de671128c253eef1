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


def test_removed_demo_stays_away(trying_out):
    """Also before anybody has an account of their own: who took it out does not want it at the next
    start."""
    prepare("--no-demo")
    assert "create_admin" in prepare()
    assert not User.objects.exists()


def test_no_demo_is_mixed_with_real_people(trying_out, viewer_user):
    prepare()
    assert Task.objects.count() == 146
    assert list(User.objects.all()) == [viewer_user]


def test_an_interrupted_start_leaves_no_plan_without_its_demo(trying_out, monkeypatch):
    """Else the next start would take the plan for an old one and bring no demo."""

    def interrupt():
        raise KeyboardInterrupt

    monkeypatch.setattr("assignments.management.commands.load_demo.play", interrupt)
    with pytest.raises(KeyboardInterrupt):
        prepare()
    assert not Task.objects.exists()


def test_it_speaks_chinese_alone(trying_out):
    told = prepare("--no-demo")
    assert told.strip() and "Installed" not in told
