"""The two imports that `import_speed` compares. Run by it, one process for each."""

import json
import resource
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from import_export import resources, widgets  # noqa: E402
from import_export.fields import Field  # noqa: E402
from tablib import Dataset  # noqa: E402

from assignments.choices import Role  # noqa: E402
from assignments.intake import verbs  # noqa: E402
from assignments.intake.preview import preview_of  # noqa: E402
from assignments.models import Leader, Plan, Responsibility, Task, Unit, User, Work  # noqa: E402


def sample(rows: int) -> list[dict]:
    """Rows with a leader, five units in order, a target and a remark."""
    units = [f"市第{number}局" for number in range(1, 121)]
    leaders = [f"领导{chr(0x4E00 + number)}" for number in range(20)]
    return [
        {
            "kind": "key",
            "number": number,
            "text": f"推进第{number}项重点工程建设,新增企业{number % 90 + 10}家,年内完成投资{number % 7 + 1}亿元。",
            "leader": {"name": leaders[number % 20], "title": "副市长"},
            "lead": [units[number % 120]],
            "cooperating": [units[(number * step + step) % 120] for step in (3, 7, 11, 13)],
            "duties_assumed": False,
            "unit_notes": [],
            "co_leaders": [],
            "remark": "该项工作纳入年度考核",
            "parts": [],
            "targets": [
                {"text": f"新增企业{number % 90 + 10}家", "comparator": ">=", "value": number % 90 + 10,
                 "measure": "家", "unit": None, "start": None, "end": None}
            ],
            "theme": None,
            "extra": {},
            "source": {"line": number},
        }
        for number in range(1, rows + 1)
    ]  # fmt: skip


def ours(rows: list[dict]) -> dict:
    """The road of the product: preview, then confirm. Units and leaders exist already."""
    by = User.objects.create_user("speed", role=Role.OFFICE)
    reading = {"plan": {"title": "测试方案", "year": 2022}, "rows": rows, "doubts": [], "joint": []}
    found: dict = {}
    batch = verbs.start(data=b"rows", filename="rows.xlsx", by=by)
    timed("keep", lambda: verbs.keep_reading(batch=batch, reading=reading, by=by), found)
    preview = timed("preview", lambda: preview_of(batch), found)
    assert preview.counts["new"] == len(rows)
    timed("confirm", lambda: verbs.confirm(batch=batch, by=by), found)
    return found


class PlainResource(resources.ModelResource):
    """What the library gives: every row saved by itself, checked by the model, history by its signals. The
    order and duty of units, which its many-to-many field cannot write, are added row by row."""

    leader = Field("leader", "leader", widgets.ForeignKeyWidget(Leader, "name"))

    class Meta:
        model = Task
        fields = ("kind", "number", "text", "remark", "leader")
        import_id_fields = ("number",)
        clean_model_instances = True

    def before_save_instance(self, instance, row, **kwargs):
        instance.plan = self.plan
        if not instance.work_id:
            work = Work(year=2022, title=row["text"][:40], due_on="2022-12-31", order=row["number"])
            work.save()
            instance.work = work

    def after_init_instance(self, instance, new, row, **kwargs):
        instance.plan = self.plan
        if new:
            instance.work = self.anywhere

    def after_save_instance(self, instance, row, **kwargs):
        for order, name in enumerate(row["units"].split("|")):
            Responsibility.objects.update_or_create(
                task=instance,
                unit=Unit.objects.get(name=name),
                defaults={"duty": "cooperating" if order else "lead", "order": order},
            )


def plain(rows: list[dict]) -> dict:
    """The library, row by row: a dry run for the preview, then the import."""
    plan = Plan.objects.create(year=2022, title="测试方案")
    table = Dataset(headers=["kind", "number", "text", "remark", "leader", "units"])
    for row in rows:
        units = "|".join([*row["lead"], *row["cooperating"]])
        table.append(("key", row["number"], row["text"], row["remark"], row["leader"]["name"], units))
    made = PlainResource()
    made.plan = plan
    made.anywhere = Work.objects.create(year=2022, title="占位", due_on="2022-12-31")
    found: dict = {}
    timed("preview", lambda: made.import_data(table, dry_run=True), found)
    result = timed("confirm", lambda: made.import_data(table, dry_run=False), found)
    assert not result.has_errors() and not result.has_validation_errors(), result.base_errors
    return found


def timed(name: str, work, found: dict):
    start, busy = time.perf_counter(), time.process_time()
    answer = work()
    found[name] = round(time.perf_counter() - start, 2)
    found[f"{name}_cpu"] = round(time.process_time() - busy, 2)
    return answer


def people(rows: list[dict]) -> None:
    names = {name for row in rows for name in [*row["lead"], *row["cooperating"]]}
    Unit.objects.bulk_create([Unit(name=name) for name in sorted(names)])
    Leader.objects.bulk_create([Leader(name=name) for name in sorted({r["leader"]["name"] for r in rows})])


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    wanted = sample(int(sys.argv[2]))
    people(wanted)
    answer = {"ours": ours, "plain": plain}[sys.argv[1]](wanted)
    answer["tasks"] = Task.objects.count()
    answer["duties"] = Responsibility.objects.count()
    answer["history"] = Task.history.count()
    answer["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps(answer) + "\n")
