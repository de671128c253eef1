"""The steps of `docs/deployment.md` set their own umask: the service reads what root installs,
whatever root had."""

import re
import subprocess

import pytest

from tests.house.source import ROOT

DOCUMENT = (ROOT / "docs/deployment.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?:^    .*\n(?:^\n(?=    ))?)+", DOCUMENT, re.MULTILINE)
PUTS_CODE = re.compile(r"git (?:clone|pull)|-m venv|bin/pip install")
CODE_BLOCKS = [block for block in BLOCKS if PUTS_CODE.search(block)]


def test_the_steps_that_put_code_are_found():
    assert len(CODE_BLOCKS) == 2


@pytest.mark.parametrize("block", CODE_BLOCKS, ids=["install", "upgrade"])
def test_code_is_put_there_with_an_open_umask(block):
    assert re.search(
        r"^    umask 022\b", block[: PUTS_CODE.search(block).start()], re.MULTILINE
    )


def test_a_narrow_umask_stays_in_a_shell_of_its_own():
    """The backup's block is run with nothing in it but the umask, as somebody would type it before
    the upgrade."""
    [block] = [block for block in BLOCKS if "umask 077" in block]
    bare = "\n".join(
        line for line in block.splitlines() if line.strip() in ("(", "umask 077", ")")
    )
    done = subprocess.run(
        ["/bin/sh", "-c", f"umask 022\n{bare}\numask"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().endswith("022")


def test_nothing_else_narrows_it():
    assert DOCUMENT.count("umask 077") == 1 and "umask 027" not in DOCUMENT


def test_what_was_narrowed_before_is_opened_and_secrets_are_not(tmp_path):
    [line] = [line.strip() for line in DOCUMENT.splitlines() if "chmod go+rX" in line]
    (tmp_path / "var").mkdir(mode=0o700)
    (tmp_path / "code").mkdir(mode=0o700)
    for name in ("var/db.sqlite3", ".env", "code/one.py"):
        (tmp_path / name).touch(mode=0o600)
    subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, check=True)
    modes = {
        path: (tmp_path / path).stat().st_mode & 0o077
        for path in ("var", "var/db.sqlite3", ".env", "code", "code/one.py")
    }
    assert modes == {
        "var": 0,
        "var/db.sqlite3": 0,
        ".env": 0,
        "code": 0o055,
        "code/one.py": 0o044,
    }
