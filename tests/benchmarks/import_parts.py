"""The imports that `import_speed` compares, the sheet that both are given, and the notice. One
process for each."""

import json
import re
import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from import_export import resources, widgets  # noqa: E402
from import_export.fields import Field  # noqa: E402
from import_export.formats.base_formats import XLSX  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from assignments.choices import ImportState, Role, TaskKind  # noqa: E402
from assignments.intake import reading, verbs  # noqa: E402
from assignments.intake.comparing.preview import preview_of  # noqa: E402
from assignments.models import (  # noqa: E402
    ImportBatch,
    Leader,
    Plan,
    Responsibility,
    Task,
    Unit,
    User,
    Work,
)

HEAD = ("类别", "序号", "牵头领导", "重点工作", "牵头单位", "配合单位", "备注")
KINDS = (TaskKind.KEY, TaskKind.LIVELIHOOD)
NOTICE = Path(__file__).parents[1] / "data" / "2021-notice.txt"
UNITS = [f"市第{number}局" for number in range(1, 121)]
LEADERS = [
    f"{surname}{given}"
    for surname in "赵钱孙李周"
    for given in ("大明", "小红", "志强", "文静")
]


def write_sheet(sheet: Path, rows: int) -> dict:
    """Rows of two kinds with a leader, five units in order, quantities in the text and a remark."""
    book = Workbook()
    page = book.active
    page.title = "重点工作"
    page.append(HEAD)
    for row in range(rows):
        kind, number = KINDS[row % 2], row // 2 + 1
        text = (
            f"推进第{number}项重点工程建设，新增企业{number % 90 + 10}家，"
            f"年内完成投资{number % 7 + 1}亿元。"
        )
        cooperating = [UNITS[(number + step) % 120] for step in (3, 7, 11, 13)]
        values = (
            LEADERS[number % 20],
            text,
            UNITS[number % 120],
            "、".join(cooperating),
        )
        page.append((kind.label, number, *values, "该项工作纳入年度考核"))
    book.save(sheet)
    return {}


def ours(sheet: Path, rows: int) -> dict:
    """The road of the product: hand in, read, preview, confirm; the same file once more; the import
    taken back."""
    by = User.objects.create_user("speed", role=Role.OFFICE)
    found: dict = {}

    def read():
        batch = verbs.start(
            data=sheet.read_bytes(), filename=sheet.name, year=2022, by=by
        )
        return reading.read_batch(batch, by=by)

    batch = timed("read", read, found)
    preview = timed("preview", lambda: preview_of(batch), found)
    assert preview.counts["new"] == rows and not preview.open_questions, preview.counts
    del preview
    timed("confirm", lambda: verbs.confirm(batch=batch, by=by), found)
    again = read()
    preview = timed("preview_again", lambda: preview_of(again), found)
    assert preview.changes_nothing
    del preview
    timed("undo", lambda: verbs.undo(batch=batch, by=by), found)
    return found


class PlainResource(resources.ModelResource):
    """What the library gives: every row saved by itself, checked by the model, history by its
    signals. The order and duty of units, which its many-to-many field cannot write, are added row
    by row."""

    kind = Field("kind", "类别")
    number = Field("number", "序号")
    text = Field("text", "重点工作")
    remark = Field("remark", "备注")
    leader = Field("leader", "牵头领导", widgets.ForeignKeyWidget(Leader, "name"))

    class Meta:
        model = Task
        fields = ("kind", "number", "text", "remark", "leader")
        import_id_fields = (
            "kind",
            "number",
        )
        clean_model_instances = True

    def before_import_row(self, row, **kwargs):
        row["类别"] = (
            TaskKind.KEY if row["类别"] == TaskKind.KEY.label else TaskKind.LIVELIHOOD
        )

    def after_init_instance(self, instance, new, row, **kwargs):
        instance.plan = self.plan
        if new:
            instance.work = self.anywhere

    def before_save_instance(self, instance, row, **kwargs):
        if instance.work == self.anywhere:
            work = Work(
                year=2022,
                title=row["重点工作"][:40],
                due_on="2022-12-31",
                order=row["序号"],
            )
            work.save()
            instance.work = work

    def after_save_instance(self, instance, row, **kwargs):
        for order, name in enumerate([row["牵头单位"], *row["配合单位"].split("、")]):
            Responsibility.objects.update_or_create(
                task=instance,
                unit=Unit.objects.get(name=name),
                defaults={"duty": "cooperating" if order else "lead", "order": order},
            )


def plain(sheet: Path, rows: int) -> dict:
    """The library, row by row: a dry run for the preview, then the import."""
    made, found = PlainResource(), {}
    made.plan = Plan.objects.create(year=2022, title="测试方案")
    made.anywhere = Work.objects.create(year=2022, title="占位", due_on="2022-12-31")
    table = timed("read", lambda: XLSX().create_dataset(sheet.read_bytes()), found)
    timed("preview", lambda: made.import_data(table, dry_run=True), found)
    result = timed("confirm", lambda: made.import_data(table, dry_run=False), found)
    assert not result.has_errors() and not result.has_validation_errors(), (
        result.base_errors
    )
    return found


def notice(sheet: Path, rows: int) -> dict:
    """The 2021 notice by the pages themselves, as the browser asks for them, into an empty
    database: from the upload to the preview with its 146 rows and every doubt. The first time, and
    once the process is warm."""
    by, found = User.objects.create_user("speed", role=Role.OFFICE), {}
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(by)

    def uploaded():
        with NOTICE.open("rb") as document:
            page = browser.post(
                "/import/",
                {"file": document, "level": "local", "year": 2021},
                follow=True,
            )
        batch = ImportBatch.objects.latest("pk")
        assert (
            page.status_code == 200
            and batch.state == ImportState.PREVIEW
            and batch.rows.count() == 146
        )
        assert "始终做到忠诚于党" in page.text

    timed("first", uploaded, found)
    timed("again", uploaded, found)
    return found


def timed(name: str, work, found: dict):
    """Do it; note seconds on the clock, seconds on the processor, and the most memory that was held
    meanwhile."""
    Path("/proc/self/clear_refs").write_text(
        "5"
    )  # the kernel begins to count the most anew
    start, busy = time.perf_counter(), time.process_time()
    answer = work()
    clock, cpu = time.perf_counter() - start, time.process_time() - busy
    found[name] = {
        "clock": round(clock, 1),
        "cpu": round(cpu, 1),
        "memory": memory("VmHWM"),
    }
    return answer


def memory(line: str) -> int:
    """MB that the kernel gives for this process: VmRSS now, VmHWM at most."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"{line}:\s+(\d+) kB", status)[1]) // 1024


def empty() -> dict:
    call_command("migrate", verbosity=0)
    return {}


def tables() -> dict:
    """A fresh database in which the units and leaders exist already. A process of its own, because
    migrations leave a hundred megabytes behind."""
    empty()
    Unit.objects.bulk_create([Unit(name=name) for name in UNITS])
    Leader.objects.bulk_create([Leader(name=name) for name in LEADERS])
    return {}


def measured(part, sheet: Path, rows: int) -> dict:
    found = {"loaded": memory("VmRSS"), **part(sheet, rows)}
    written = {
        "tasks": Task,
        "duties": Responsibility,
        "duties_history": Responsibility.history,
    }
    return found | {
        name: getattr(model, "objects", model).count()
        for name, model in written.items()
    }


PREPARED = {
    "sheet": write_sheet,
    "tables": lambda *_: tables(),
    "empty": lambda *_: empty(),
}
MEASURED = {"ours": ours, "plain": plain, "notice": notice}

if __name__ == "__main__":
    name, path, number = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    answer = (
        PREPARED[name](path, number)
        if name in PREPARED
        else measured(MEASURED[name], path, number)
    )
    sys.stdout.write(json.dumps(answer) + "\n")
