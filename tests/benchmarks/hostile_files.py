"""What hostile and broken files cost until they are refused: seconds on the processor and memory.

    python -m tests.benchmarks.hostile_files

Each file of `tests/notices/test_hostile.py` is read in a process of its own. Memory is what the
process took beyond what it held before, the file itself already in it, as the kernel counts
(VmHWM).
"""

import contextlib
import os
import re
import sys
import time
from pathlib import Path

from assignments.notices.files.errors import UnreadableDocument
from assignments.notices.meaning.read import read_notice
from tests.notices.test_hostile import CASES


def main() -> None:
    for name, (data, filename, _) in CASES.items():
        sys.stdout.write(
            f"| {name} | {len(data) / 1e6:.1f} MB | {measured(data, filename)} |\n"
        )
        sys.stdout.flush()


def measured(data: bytes, filename: str) -> str:
    """Seconds and megabytes, from a child that reads the file and ends."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(tell, read(data, filename).encode())
        os._exit(0)
    os.close(tell)
    os.waitpid(child, 0)
    with os.fdopen(told) as answer:
        return answer.read()


def read(data: bytes, filename: str) -> str:
    Path("/proc/self/clear_refs").write_text(
        "5"
    )  # the kernel begins to count the most anew
    before, begin = held("VmRSS"), time.process_time()
    with contextlib.suppress(UnreadableDocument):
        read_notice(data, filename)
    return f"{time.process_time() - begin:.2f} s | {held('VmHWM') - before} MB"


def held(line: str) -> int:
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"{line}:\s+(\d+) kB", status)[1]) // 1024


if __name__ == "__main__":
    main()
