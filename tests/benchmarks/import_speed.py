"""How fast 10,000 rows come in, beside plain django-import-export, row by row, on the same rows.

    python -m tests.benchmarks.import_speed [ROWS]

Both write tasks with leaders, units in order and history into a fresh database: SQLite, then PostgreSQL. Each
part runs in a process of its own, so that one's memory is not counted for the other.
"""

import json
import os
import subprocess
import sys
import tempfile

from tests.environment import start_postgres

PARTS = ("ours", "plain")


def main(rows: int) -> None:
    for database in ("SQLite", "PostgreSQL"):
        for part in PARTS:
            found = run(part, rows, database)
            sys.stdout.write(f"{database} {part} {json.dumps(found)}\n")
            sys.stdout.flush()


def run(part: str, rows: int, database: str) -> dict:
    """One measurement in a process of its own; seconds by step, and the most memory in MB."""
    folder = tempfile.mkdtemp(prefix="zhualuoshi-speed-")
    address = f"sqlite:///{folder}/speed.sqlite3" if database == "SQLite" else start_postgres()
    setting = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "yuhuan_tasks.settings",
        "SECRET_KEY": "benchmark",
        "ENV_FILE": "",
        "DEBUG": "false",
        "LOG_LEVEL": "ERROR",
        "VAR_DIR": folder,
    }
    command = [sys.executable, "-m", "tests.benchmarks.import_parts", part, str(rows)]
    done = subprocess.run(command, env=os.environ | setting, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
