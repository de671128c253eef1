"""The demo loaded once for each process, afterwards written back as rows."""

import pytest
from django.core.management import call_command

from tests.stored_rows import StoredRows


@pytest.fixture(scope="session")
def stored_demo():
    return StoredRows()


@pytest.fixture
def demo(request, db, stored_demo, settings):
    """The 2021 plan with the demo in it, and the setting that allows it."""
    settings.DEMO = True
    if stored_demo.empty:
        request.getfixturevalue("plan_2021")
        call_command("load_demo", verbosity=0)
        stored_demo.take()
    else:
        stored_demo.put_back()
