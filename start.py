#!/usr/bin/env python3
"""The two commands of the product, with nothing installed beforehand but python3.

    python3 start.py [--port 8000] [--no-demo]    prepare everything and serve it
    python3 start.py test [pytest's arguments]    run every check and every test

Standard library only. What it makes lies in `.venv/`, `var/` and `.env`, all outside version
control. Its syntax is older than what the product needs, so that an old python3 still says what is
wrong.
"""

import argparse
import concurrent.futures
import ctypes
import glob
import hashlib
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
ENV_FILE = HERE / ".env"
STAMP = VENV / "installed.txt"
OLDEST = (3, 10)


def main(arguments):
    if sys.version_info < OLDEST:
        fail(
            "需要 Python 3.10 或更新的版本，当前是 {}.{}。".format(
                *sys.version_info[:2]
            )
        )
    if arguments[:1] == ["test"]:
        name_what_is_missing()
        install("requirements-dev.txt")
        return test(arguments[1:])
    options = read_options(arguments)
    ask_port(options.port)
    install("requirements.txt")
    write_env_file(with_demo=not options.no_demo)
    return serve(options)


def read_options(arguments):
    parser = argparse.ArgumentParser(
        prog="start.py", description="启动抓落实；start.py test 运行全部检查。"
    )
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument(
        "--no-demo", action="store_true", help="不载入演示账号和演示进展"
    )
    return parser.parse_args(arguments)


def fail(message):
    print("\n" + message + "\n", file=sys.stderr)
    sys.exit(1)


def ask_port(port):
    """Say at once that the port is taken, instead of after the installation."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            other = 8080 if port != 8080 else 8081
            fail(
                f"端口 {port} 不能用（可能已被占用）。请换一个：python3 start.py --port {other}"
            )


# ---- The virtual environment


def install(lock):
    """Make `.venv` and install one lock file into it, unless exactly that has been done before."""
    make_venv()
    wanted = fingerprint(lock)
    done = STAMP.read_text(encoding="utf-8").split() if STAMP.exists() else []
    if wanted in done:
        return
    print(f"正在安装依赖（{lock}），首次约需一两分钟……", flush=True)
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
        "--no-input",
    ]
    if subprocess.call(command + ["--require-hashes", "-r", str(HERE / lock)]):
        fail(
            "依赖没有装上，上面是 pip 的原话。请检查网络，或为 pip 配置可用的镜像后重试；\n"
            "不能联网的机器，先在别处下载安装包，见 docs/deployment.md。"
        )
    # The longer lock holds the shorter one, at the same versions.
    covered = (
        [wanted, fingerprint("requirements.txt")]
        if lock == "requirements-dev.txt"
        else [wanted]
    )
    STAMP.write_text("\n".join(covered) + "\n", encoding="utf-8")


def fingerprint(lock):
    return hashlib.sha256((HERE / lock).read_bytes()).hexdigest()


def make_venv():
    """A `.venv` of the Python that runs this file; one of another version is made anew."""
    version = "{}.{}".format(*sys.version_info[:2])
    if PYTHON.exists():
        ask = [
            str(PYTHON),
            "-c",
            "import sys, pip; print('%d.%d' % sys.version_info[:2])",
        ]
        answer = subprocess.run(
            ask, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
        )
        if answer.stdout.decode().strip() == version:
            return
    if (
        importlib.util.find_spec("ensurepip") is None
        or importlib.util.find_spec("venv") is None
    ):
        fail(
            "缺少 python3-venv。请先执行：\n\n    apt install python3-venv\n\n然后重新运行本命令。"
        )
    print(f"正在建立 .venv（Python {version}）……", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        stdout=subprocess.PIPE,
        check=False,
    )
    if made.returncode:
        print(made.stdout.decode(errors="replace"), file=sys.stderr)
        fail(
            "没能建立 .venv。在 Debian 或 Ubuntu 上请先执行："
            "apt install python3-venv，然后重新运行本命令。"
        )


def write_env_file(with_demo=True):
    """Settings of this copy, written once; afterwards they belong to whoever edits them."""
    if ENV_FILE.exists():
        return
    lines = [
        "# 本机设置，由 start.py 生成；各项含义见 docs/deployment.md。",
        "DEBUG=true",
    ]
    lines += ["DEMO=true"] if with_demo else []
    lines += ["SECRET_KEY=" + secrets.token_urlsafe(50)]
    ENV_FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ENV_FILE.chmod(0o600)


def is_production():
    """DEBUG as the product will read it: the environment first, then `.env`, and off where neither
    says."""
    value = os.environ.get("DEBUG")
    if value is None and ENV_FILE.exists():
        for line in ENV_FILE.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("DEBUG="):
                value = line.split("=", 1)[1].strip().strip("'\"")
    return (value or "").lower() not in ("true", "on", "ok", "y", "yes", "1")


# ---- python3 start.py


def serve(options):
    """Bring the database up to date, load what belongs in it, and serve until Ctrl+C."""
    environment = dict(os.environ)
    if options.no_demo:
        environment["DEMO"] = (
            "false"  # whatever `.env` says: no page speaks of it either
        )
    production = is_production()
    if production:
        steps = [
            ["migrate", "--verbosity", "0"],
            ["collectstatic", "--noinput", "--verbosity", "0"],
        ]
    else:
        steps = [["prepare"] + (["--no-demo"] if options.no_demo else [])]
    for step in steps:
        if subprocess.call(
            [str(PYTHON), str(HERE / "manage.py")] + step,
            cwd=str(HERE),
            env=environment,
        ):
            fail(f"准备数据时出错（manage.py {step[0]}），见上面的说明。")
    if not production:
        # Served as in production, so that what is tried here is what will be seen there, error
        # pages included.
        environment.update(DEBUG="false", STATIC_FROM_SOURCE="true", BEHIND_TLS="false")
        environment.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
    print(
        f"\n抓落实已启动：http://127.0.0.1:{options.port}    （按 Ctrl+C 停止）\n",
        flush=True,
    )
    command = [str(PYTHON), "-m", "gunicorn", "yuhuan_tasks.wsgi", "--chdir", str(HERE)]
    command += [
        "--bind",
        f"127.0.0.1:{options.port}",
        "--worker-class",
        "gthread",
        "--threads",
        "8",
    ]
    command += ["--timeout", "120", "--log-level", "warning", "--no-control-socket"]
    os.execve(command[0], command, environment)


# ---- python3 start.py test

FONTS = "/usr/share/fonts/**/*[Cc][Jj][Kk]*"


def name_what_is_missing():
    """What the browser tests want and pip cannot bring, before minutes have gone by. The rest is
    tested without."""
    missing = missing_packages()
    if missing:
        print(
            "浏览器测试还缺：{}。请先执行：\n\n    apt install {}\n\n"
            "现在照常开始，缺少 chromium 或 libatomic1 时浏览器测试会跳过。\n".format(
                "、".join(missing), " ".join(missing)
            ),
            flush=True,
        )


def missing_packages():
    """The names of Debian's packages that are wanted and not there."""
    found = {
        "chromium": find_chromium(),
        "fonts-noto-cjk": glob.glob(FONTS, recursive=True),
        "libatomic1": has_library(
            "libatomic.so.1"
        ),  # the browser driver's own Node.js wants it
    }
    return [package for package, there in found.items() if not there]


def find_chromium():
    """The browser's path; the variable CHROMIUM names another one."""
    names = [os.environ.get("CHROMIUM"), "chromium", "chromium-browser"]
    return next((path for path in map(shutil.which, filter(None, names)) if path), None)


def has_library(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


MANAGE = ["manage.py"]
CHECKS = [
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("styles, scripts", ["-m", "tests.house.formatting", "--check"]),
    ("mypy", ["-m", "mypy"]),
    ("djlint", ["-m", "djlint", "templates", "--lint", "--quiet"]),
    ("makemigrations", MANAGE + ["makemigrations", "--check", "--dry-run"]),
    ("check --deploy", MANAGE + ["check", "--deploy", "--fail-level", "WARNING"]),
]


def test(arguments):
    """Every check, then the tests on SQLite, then those that touch the database on PostgreSQL.

    Nothing stops at the first failure. The last run's own closing line is the last thing printed.
    """
    failed = run_checks()
    # One more than the processors: a browser or a database is often waited for.
    workers = (
        []
        if "-n" in arguments or "-p" in arguments
        else ["-n", str((os.cpu_count() or 1) + 1)]
    )
    for database in ("sqlite", "postgres"):
        if database == "postgres":
            print(
                "\n到此为止：{}".format(
                    "未通过 " + "、".join(failed) if failed else "全部通过"
                ),
                flush=True,
            )
        print(
            "\n==== pytest，{}".format(
                {"sqlite": "SQLite", "postgres": "PostgreSQL"}[database]
            ),
            flush=True,
        )
        environment = dict(os.environ, TEST_DATABASE=database)
        # Else every process compiles every test anew, which is as long as a minute's work.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        code = subprocess.call(
            [str(PYTHON), "-m", "pytest"] + workers + arguments,
            cwd=str(HERE),
            env=environment,
        )
        if code and not (
            code == 5 and database == "postgres"
        ):  # 5: nothing selected needs the database
            failed.append("pytest " + database)
    return 1 if failed else 0


def run_checks():
    """The checks, two at a time; returns the names of those that failed, with their words on the
    screen."""
    environment = dict(
        os.environ, ENV_FILE="", DEBUG="false", ALLOWED_HOSTS="localhost"
    )
    environment["SECRET_KEY"] = secrets.token_urlsafe(60)
    failed = []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, code, seconds, words in pool.map(
            lambda check: run_check(check, environment), CHECKS
        ):
            print(
                "{} {}（{:.1f} 秒）".format(
                    "未通过" if code else "通过", name, seconds
                ),
                flush=True,
            )
            if code:
                failed.append(name)
                print(words, flush=True)
    return failed


def run_check(check, environment):
    name, arguments = check
    started = time.monotonic()
    done = subprocess.run(
        [str(PYTHON)] + arguments,
        cwd=str(HERE),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return (
        name,
        done.returncode,
        time.monotonic() - started,
        done.stdout.decode("utf-8", "replace"),
    )


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\n已停止。再次运行会接着做完。", file=sys.stderr)
        sys.exit(130)
