"""How fast 10,000 rows come in and how much memory that takes, beside plain django-import-export.

    python -m tests.benchmarks.import_speed [ROWS] [sqlite] [postgres] [ours] [plain] [notice]

One Excel sheet is imported twice: on the road of the product, and by the library row by row. Both
write tasks with leaders, units in order and history into a fresh database; on SQLite, then on
PostgreSQL. Each measurement is a process of its own, which starts with Django loaded and nothing
else. `notice` is the 2021 notice, uploaded to the pages.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.postgres import start_postgres

DATABASES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
PARTS = ("ours", "notice", "plain")


def main(arguments: list[str]) -> None:
    rows = next((int(word) for word in arguments if word.isdigit()), 10_000)
    folder = Path(tempfile.mkdtemp(prefix="zhualuoshi-speed-"))
    sheet = folder / "rows.xlsx"
    run("sheet", f"sqlite:///{folder}/none.sqlite3", sheet, rows)
    for database in chosen(arguments, DATABASES):
        for part in chosen(arguments, PARTS):
            address = (
                f"sqlite:///{folder}/{part}.sqlite3"
                if database == "sqlite"
                else start_postgres()
            )
            run("empty" if part == "notice" else "tables", address, sheet, rows)
            found = run(part, address, sheet, rows)
            sys.stdout.write(f"{DATABASES[database]} {part} {json.dumps(found)}\n")
            sys.stdout.flush()


def chosen(arguments: list[str], names) -> list[str]:
    """Those that were asked for; where none was, all."""
    return [name for name in names if name in arguments] or list(names)


def run(part: str, address: str, sheet: Path, rows: int) -> dict:
    """One measurement: by step the seconds on the clock and on the processor, and the most memory
    in MB."""
    setting = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "yuhuan_tasks.settings",
        "SECRET_KEY": "benchmark",
        "ENV_FILE": "",
        "DEBUG": "false",
        "LOG_LEVEL": "ERROR",
        "VAR_DIR": str(sheet.parent),
    }
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.import_parts",
        part,
        str(sheet),
        str(rows),
    ]
    done = subprocess.run(
        command, env=os.environ | setting, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main(sys.argv[1:])
