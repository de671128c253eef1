"""`start.py`: what it says when something is missing, and how it tells trying out from
production."""

import ast
import importlib.util
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(start.__file__).resolve().parent


def run(*arguments):
    return subprocess.run(
        [sys.executable, "start.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_taken_port_is_told_before_anything_is_installed():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "端口" in done.stderr and "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_impossible_port_is_told_too():
    done = run("--port", "99999")
    assert (
        done.returncode == 1
        and "端口" in done.stderr
        and "Traceback" not in done.stderr
    )


@pytest.mark.parametrize(
    ("there", "missing"),
    [
        (set(), ["chromium", "fonts-noto-cjk", "libatomic1"]),
        ({"chromium", "fonts"}, ["libatomic1"]),
        ({"chromium", "fonts", "library"}, []),
    ],
)
def test_what_the_browser_tests_lack_is_named(monkeypatch, capsys, there, missing):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(
        start.shutil, "which", lambda name: name if name in there else None
    )
    monkeypatch.setattr(
        start.glob, "glob", lambda *_, **__: ["x"] if "fonts" in there else []
    )
    monkeypatch.setattr(start, "has_library", lambda name: "library" in there)
    start.name_what_is_missing()
    said = capsys.readouterr().out
    assert start.missing_packages() == missing
    assert (
        ("apt install " + " ".join(missing) + "\n" in said) if missing else said == ""
    )


def test_a_library_is_found_or_not():
    assert start.has_library("libc.so.6") and not start.has_library("libnowhere.so.9")


def test_it_is_named_before_anything_is_installed(monkeypatch):
    done = []
    monkeypatch.setattr(start, "name_what_is_missing", lambda: done.append("named"))
    monkeypatch.setattr(start, "install", lambda lock: done.append(lock))
    monkeypatch.setattr(start, "test", lambda arguments: done.append(arguments))
    start.main(["test", "tests/boards"])
    assert done == ["named", "requirements-dev.txt", ["tests/boards"]]


def test_another_port_is_proposed_than_the_taken_one(monkeypatch, capsys):
    monkeypatch.setattr(
        start.socket.socket, "bind", lambda *_: (_ for _ in ()).throw(OSError())
    )
    with pytest.raises(SystemExit):
        start.ask_port(8080)
    assert "--port 8081" in capsys.readouterr().err


def test_ctrl_c_is_answered_with_a_sentence():
    code = """
import runpy, socket
def interrupted(*arguments):
    raise KeyboardInterrupt
socket.socket = interrupted
runpy.run_path("start.py", run_name="__main__")
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 130
    assert "已停止" in done.stderr and "Traceback" not in done.stderr


def test_missing_venv_is_asked_for_in_chinese(monkeypatch, tmp_path, capsys):
    """As on a Debian without python3-venv, where ensurepip cannot be found."""
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name: None if name == "ensurepip" else found(name),
    )
    monkeypatch.setattr(start, "PYTHON", tmp_path / "bin" / "python")
    with pytest.raises(SystemExit):
        start.make_venv()
    assert "apt install python3-venv" in capsys.readouterr().err


def test_an_old_python_is_told_in_chinese(monkeypatch, capsys):
    monkeypatch.setattr(start.sys, "version_info", (3, 8, 1))
    with pytest.raises(SystemExit):
        start.main([])
    assert "3.10" in capsys.readouterr().err


def test_an_old_python_could_read_it():
    """So that it can say so: nothing newer than Python 3.6 in its syntax."""
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_only_the_standard_library_is_imported():
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("environment", "file", "expected"),
    [
        (None, None, True),
        (None, "DEBUG=true\n", False),
        (None, "SECRET_KEY=x\nDEBUG='True'\n", False),
        (None, "DEBUG=false\n", True),
        ("true", "DEBUG=false\n", False),
        ("false", "DEBUG=true\n", True),
        (None, "# DEBUG=true\n", True),
    ],
)
def test_production_is_what_the_settings_will_read(
    monkeypatch, tmp_path, environment, file, expected
):
    monkeypatch.setattr(start, "ENV_FILE", tmp_path / ".env")
    monkeypatch.delenv("DEBUG", raising=False)
    if environment:
        monkeypatch.setenv("DEBUG", environment)
    if file:
        (tmp_path / ".env").write_text(file, encoding="utf-8")
    assert start.is_production() is expected


def test_the_env_file_is_written_once_and_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(start, "ENV_FILE", tmp_path / ".env")
    start.write_env_file()
    first = (tmp_path / ".env").read_text(encoding="utf-8")
    assert "DEBUG=true" in first and len(first.split("SECRET_KEY=")[1].strip()) >= 50
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    start.write_env_file()
    assert (tmp_path / ".env").read_text(encoding="utf-8") == first


def test_without_demo_nothing_of_it_stands_in_the_env_file(monkeypatch, tmp_path):
    monkeypatch.setattr(start, "ENV_FILE", tmp_path / ".env")
    start.write_env_file(with_demo=False)
    text = (tmp_path / ".env").read_text(encoding="utf-8")
    assert "DEBUG=true" in text and "DEMO" not in text


@pytest.mark.parametrize(
    ("arguments", "demo"), [(["--no-demo"], "false"), ([], "true")]
)
def test_without_demo_the_server_and_what_prepares_it_know_of_none(
    monkeypatch, tmp_path, arguments, demo
):
    """Also where an earlier start has written DEMO=true."""
    given = []
    monkeypatch.setattr(start, "ENV_FILE", tmp_path / ".env")
    monkeypatch.setenv("DEMO", "true")
    monkeypatch.setenv("DEBUG", "true")
    monkeypatch.setattr(
        start.subprocess, "call", lambda *_, env, **__: given.append(env["DEMO"]) or 0
    )
    monkeypatch.setattr(
        start.os, "execve", lambda *passed: given.append(passed[2]["DEMO"])
    )
    start.serve(start.read_options(arguments))
    assert given == [demo, demo]


def test_an_installed_lock_is_not_installed_again(monkeypatch, tmp_path):
    """The longer lock covers the shorter one; a changed lock is installed."""
    calls = []
    monkeypatch.setattr(start, "make_venv", lambda: None)
    monkeypatch.setattr(start, "STAMP", tmp_path / "installed.txt")
    monkeypatch.setattr(
        start.subprocess, "call", lambda command: calls.append(command[-1]) or 0
    )
    start.install("requirements-dev.txt")
    start.install("requirements-dev.txt")
    start.install("requirements.txt")
    assert len(calls) == 1 and calls[0].endswith("requirements-dev.txt")
    monkeypatch.setattr(
        start, "fingerprint", lambda lock: f"changed {lock}".replace(" ", "-")
    )
    start.install("requirements.txt")
    assert len(calls) == 2 and calls[1].endswith("requirements.txt")


def test_a_failed_installation_is_told_and_not_remembered(
    monkeypatch, tmp_path, capsys
):
    monkeypatch.setattr(start, "make_venv", lambda: None)
    monkeypatch.setattr(start, "STAMP", tmp_path / "installed.txt")
    monkeypatch.setattr(start.subprocess, "call", lambda command: 1)
    with pytest.raises(SystemExit):
        start.install("requirements.txt")
    assert "依赖没有装上" in capsys.readouterr().err
    assert not (tmp_path / "installed.txt").exists()


def test_the_locks_name_every_version_with_hashes():
    for lock in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        packages = [line for line in text.splitlines() if line and line[0] not in "# "]
        assert packages and all("==" in line for line in packages)
        assert text.count("--hash=sha256:") >= len(packages)
