"""The stage every test stands on: a standing cast of people, a small plan made of real rows, the
2021 plan.

The people are always the same: `admin_user`, `office_user`, `unit_user` (市科技局),
`other_unit_user` (市农业农村局), `leader_user` (蔡木贵), `other_leader_user` (陈威), `viewer_user`.
`client_for(user)` is a client signed in as one of them; `client` is the stranger. All have the
password `PASSWORD`.
"""

import gc
import io
import os
import pickle
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from assignments.choices import Role, UnitKind
from assignments.models import Leader, Unit, User
from tests.small_plan import build_small_plan
from tests.stored_rows import StoredRows

PASSWORD = "Quan-Cheng-2021"
IN_CI = bool(os.environ.get("CI"))
ON_POSTGRES = os.environ.get("TEST_DATABASE") == "postgres"
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
WITHOUT_DATABASE = ("browser", "notices", "rules")
EVERY_CASE = (
    "tests/ledger/",
    "tests/models/",
    "_verbs.py",
    "matrix",
    "test_find.py",
    "test_locks.py",
)
PLAN_2021 = ("units.json", "leaders.json", "plan-2021.json")

hypothesis_settings.register_profile(
    "product",
    deadline=None,
    derandomize=IN_CI,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("product")


# ---- How the run is shaped


def pytest_configure(config):
    """Quick passwords; an SQLite database that is a file, so that threads meet as they do in
    production; and what an import tells of its progress apart for each process, because their
    imports have the same numbers."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES["progress"]["LOCATION"] /= os.environ.get(
        "PYTEST_XDIST_WORKER", "alone"
    )
    settings.WHITENOISE_AUTOREFRESH = (
        True  # else every client that is made looks at every static file first
    )
    if not ON_POSTGRES:
        memory = Path("/dev/shm")
        home = (
            memory
            if memory.is_dir() and os.access(memory, os.W_OK)
            else Path(tempfile.gettempdir())
        )
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(
            home
            / f"zhualuoshi-test-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}.sqlite3"
        )


def pytest_make_parametrize_id(val, argname):
    """Bytes are named by their argument: a file packed while tests are collected holds the second
    it was made in, and xdist's workers must find the same names."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL run what touches the database, except what is marked to run once: the rest has
    run on SQLite. Of a test with many cases the first one is enough, because the others put the
    same queries and differ in Python; not so where rows are written, guarded and searched."""
    if not ON_POSTGRES:
        return
    wanted, asked = [], set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        repeats = test in asked and not any(part in test for part in EVERY_CASE)
        if (
            touches_database(item)
            and not item.get_closest_marker("once")
            and not repeats
        ):
            wanted.append(item)
            asked.add(test)
    config.hook.pytest_deselected(
        items=[item for item in items if item not in set(wanted)]
    )
    items[:] = wanted


def pytest_ignore_collect(collection_path):
    """What needs no database is not even read where it would not run."""
    return True if ON_POSTGRES and collection_path.name in WITHOUT_DATABASE else None


def pytest_collection_finish(session):
    """What has been read by now stays to the end: the collector of garbage need not look at it
    again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def touches_database(item) -> bool:
    names = {"db", "transactional_db", "django_db_setup"}
    return bool(item.get_closest_marker("django_db")) or bool(
        names & set(getattr(item, "fixturenames", ()))
    )


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI nothing is skipped: a test that asks for it has failed."""
    outcome = yield
    report = outcome.get_result()
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} 在 CI 中不得跳过：{report.longrepr}"


# ---- The people


@pytest.fixture
def stage(request, db):
    """Plans before people, so that people join the units and leaders that a plan brings."""
    for name in ("plan_2021", "small_plan"):
        if name in request.fixturenames:
            request.getfixturevalue(name)


def person(username, role, display_name, **belongs):
    return User.objects.create_user(
        username, password=PASSWORD, role=role, display_name=display_name, **belongs
    )


def unit_named(name):
    return Unit.objects.get_or_create(
        name=name, defaults={"kind": UnitKind.GOVERNMENT}
    )[0]


def leader_named(name, title):
    return Leader.objects.get_or_create(name=name, defaults={"title": title})[0]


@pytest.fixture
def admin_user(stage):
    return person("guanliyuan", Role.ADMIN, "管理员")


@pytest.fixture
def office_user(stage):
    return person("ducha", Role.OFFICE, "督查室小林")


@pytest.fixture
def unit_user(stage):
    return person("keji", Role.UNIT, "科技局小陈", unit=unit_named("市科技局"))


@pytest.fixture
def other_unit_user(stage):
    return person(
        "nongye", Role.UNIT, "农业农村局小王", unit=unit_named("市农业农村局")
    )


@pytest.fixture
def leader_user(stage):
    return person(
        "caimugui", Role.LEADER, "蔡木贵", leader=leader_named("蔡木贵", "副市长")
    )


@pytest.fixture
def other_leader_user(stage):
    return person("chenwei", Role.LEADER, "陈威", leader=leader_named("陈威", "副市长"))


@pytest.fixture
def viewer_user(stage):
    return person("chayue", Role.VIEWER, "查阅人员")


@pytest.fixture
def client_for():
    """A function: user -> a client signed in as that user."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user, backend="yuhuan_tasks.backends.PeopleBackend")
        return client

    return sign_in


# ---- The plans


@pytest.fixture(scope="session")
def stored_small_plan():
    """The rows of the small plan and, pickled, its names; see `small_plan`."""
    return StoredRows("small-plan")


@pytest.fixture
def small_plan(db, stored_small_plan):
    """Six tasks, five works, three quarters of 2021; see tests/small_plan.py for who does what.

    Built once by each process and written back as rows afterwards, where the database is empty."""
    if Unit.objects.exists() or User.objects.exists():
        return build_small_plan()
    if stored_small_plan.empty:
        stored_small_plan.take(pickle.dumps(build_small_plan()))
    else:
        stored_small_plan.put_back()
    return pickle.loads(stored_small_plan.named)


@pytest.fixture(scope="session")
def stored_plan_2021():
    """The rows of the 2021 plan once they have been read; see `plan_2021`."""
    return StoredRows("plan-2021")


@pytest.fixture
def plan_2021(db, stored_plan_2021):
    """The 2021 plan as `loaddata` gives it: read once by each process, afterwards written back
    as rows."""
    with stored_plan_2021.made_by_one():
        if not stored_plan_2021.empty:
            stored_plan_2021.put_back()
            return
        call_command(
            "loaddata", *(str(FIXTURES / name) for name in PLAN_2021), verbosity=0
        )
        stored_plan_2021.take()


@pytest.fixture(scope="session")
def stored_demo():
    """The rows of the demo once it has been played; see `demo`."""
    return StoredRows("demo")


@pytest.fixture
def demo(db, stored_demo, settings):
    """What `prepare` makes of an empty database: the 2021 plan with the demo in it. And the setting
    that allows it."""
    settings.DEMO = True
    with stored_demo.made_by_one():
        if not stored_demo.empty:
            stored_demo.put_back()
            return
        settings.DEBUG = True
        call_command("prepare", stdout=io.StringIO())
        settings.DEBUG = False
        stored_demo.take()
