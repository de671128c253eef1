"""What the entry of the server does beside opening the application."""

import subprocess
import sys

from tests.house.source import ROOT


def test_loaded_code_is_frozen_for_the_garbage_collector():
    """In a process of its own, which the suite does not share."""
    program = "import gc; import yuhuan_tasks.wsgi; print(gc.get_freeze_count())"
    answer = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(answer.stdout.split()[-1]) > 10_000
