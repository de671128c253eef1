"""A checked import goes into the ledger: some hundred rows at a time, in a fixed order, each change
recorded. Called by the resource inside the transaction of the confirming verb."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import prefetch_related_objects

from assignments.choices import TaskKind
from assignments.intake.changes import Recorder, values_of
from assignments.intake.creating import Names
from assignments.intake.known_plan import Book
from assignments.intake.resources import Wanted
from assignments.intake.stored_reading import Rows, title_for
from assignments.intake.titles import course_of, title_of
from assignments.ledger import bulk, writing
from assignments.models import CoLeader, Plan, Responsibility, Target, Task, Work

TASK_FIELDS = ("text", "section", "remark", "source", "leader")
TARGET_FIELDS = ("kind", "text", "comparator", "value", "measure", "start", "end")
UNIT_CELLS = {"lead", "cooperating", "units"}
LIVELIHOOD_AFTER = 10000


@dataclass
class Entry:
    """What one import needs to write: where, in whose name, and which rows belong together."""

    book: Book
    plan: Plan
    names: Names
    companions: dict[int, list[int]]
    adopted: dict[int, list[Task]]
    rows: Rows
    recorder: Recorder
    by: object
    reason: str
    works: dict[int, Work] = field(default_factory=dict)
    joint_works: dict[tuple, Work] = field(default_factory=dict)
    joined_stored: set[int] = field(default_factory=set)

    def begin(self, fresh: set[str]) -> None:
        """What all rows stand on: the plan, and the units and leaders of the keys in `fresh`."""
        if self.plan.pk is None:
            writing.save(self.plan, by=self.by, reason=self.reason)
            self.recorder.created([self.plan])
        self.names.make(fresh)

    def enter(self, wanted: list[Wanted]) -> None:
        """Some rows, in the order in which records point at each other."""
        new = [one for one in wanted if one.is_new]
        changed = [one for one in wanted if not one.is_new]
        self.create_works(new)
        self.create_tasks(new)
        self.update_tasks(changed)
        self.renew_all_duties(changed)
        for one in changed:
            self.renew_co_leaders(one)

    # --- new rows ---

    def create_works(self, new: list[Wanted]) -> None:
        """One work for each new row, one for all rows of a group; a group that already has a
        stored task joins its work."""
        made = []
        self.works = {}
        for one in new:
            group = tuple(self.companions.get(one.index, [one.index]))
            work = self.known_work(one, group)
            if work is None:
                work = self.new_work(one, group)
                made.append(work)
            if len(group) > 1:
                self.joint_works[group] = work
            self.works[one.index] = work
        self.insert(made)
        self.explain_joins(new)

    def known_work(self, one: Wanted, group: tuple) -> Work | None:
        """The work of a group that some row of it has brought already, or that was stored
        before."""
        if group in self.joint_works:
            return self.joint_works[group]
        stored = None
        if one.index in self.adopted:
            stored = self.adopted[one.index][0].work
        elif len(group) > 1:
            keys = [
                (self.rows[index]["kind"], self.rows[index]["number"])
                for index in group
            ]
            stored = next(
                (self.book.tasks[key].work for key in keys if key in self.book.tasks),
                None,
            )
        if stored is not None:
            self.joined_stored.update(group)
        return stored

    def explain_joins(self, new: list[Wanted]) -> None:
        """A work that gets a task of another plan says why, where nobody has said so yet."""
        joined = {
            self.works[one.index].pk: one.index
            for one in new
            if one.index in self.adopted
        }
        silent = [
            index for index in joined.values() if not self.works[index].joined_because
        ]
        works = [self.works[index] for index in silent]
        before = [values_of(work) for work in works]
        for index, work in zip(silent, works, strict=True):
            task = self.adopted[index][0]
            work.joined_because = (
                f"与“{task.plan}”的{task.label}内容相同，导入时合并。"[:200]
            )
        self.rewrite(works, ["joined_because"], before)

    def new_work(self, one: Wanted, group: tuple) -> Work:
        late = LIVELIHOOD_AFTER if one.task.kind == TaskKind.LIVELIHOOD else 0
        numbers = "、".join(str(self.rows[index]["number"]) for index in group)
        return Work(
            year=self.plan.year,
            kind=one.task.kind,
            title=title_for(self.rows[one.index]),
            due_on=date(self.plan.year, 12, 31),
            order=late + one.task.number,
            joined_because=f"第{numbers}项内容相同，导入时合并。"
            if len(group) > 1
            else "",
        )

    def create_tasks(self, new: list[Wanted]) -> None:
        for one in new:
            one.task.plan, one.task.work = self.plan, self.works[one.index]
            one.task.leader = self.names.leader(one.state.leader)
        self.insert([one.task for one in new])
        self.insert([row for one in new for row in self.duties(one)])
        self.insert([row for one in new for row in self.co_leaders(one)])
        self.insert([row for one in new for row in self.targets(one)])

    def duties(self, one: Wanted) -> list[Responsibility]:
        return [
            Responsibility(
                task=one.task,
                unit=self.names.unit(ref),
                duty=duty,
                order=order,
                note=note,
                confirmed=not one.assumed or one.is_alone,
            )
            for order, (ref, duty, note) in enumerate(one.state.duties)
        ]

    def co_leaders(self, one: Wanted) -> list[CoLeader]:
        return [
            CoLeader(
                task=one.task, leader=self.names.leader(ref), role=role, order=order
            )
            for order, (ref, role) in enumerate(one.state.co_leaders)
        ]

    def targets(self, one: Wanted) -> list[Target]:
        """The targets of a row; copies of one work carry them once, at the first copy."""
        first = self.companions.get(one.index, [one.index])[0]
        if one.is_new and (first != one.index or one.index in self.joined_stored):
            return []
        taken = len(self.book.targets.get(one.task.pk, []))
        return [
            Target(
                work=one.task.work,
                task=one.task,
                unit=self.names.unit(values["unit"]),
                course=course_of(values["text"], values["measure"]),
                due_on=one.task.work.due_on,
                order=taken + order,
                **{name: values[name] for name in TARGET_FIELDS},
            )
            for order, values in enumerate(one.targets.create)
        ]

    # --- changed rows ---

    def update_tasks(self, changed: list[Wanted]) -> None:
        before = [values_of(self.stored(one)) for one in changed]
        prefetch_related_objects([self.stored(one) for one in changed], "work")
        prefetch_related_objects([one.task for one in changed], "work")
        renamed = []
        for one in changed:
            stored, title = self.stored(one), title_for(self.rows[one.index])
            if stored.text != one.state.text and stored.work.title == title_of(
                stored.text
            ):
                renamed.append((values_of(stored.work), stored.work, title))
            one.task.leader = self.names.leader(one.state.leader)
        for _, work, title in renamed:
            work.title = title
        self.rewrite(
            [work for _, work, _ in renamed],
            ["title"],
            [values for values, _, _ in renamed],
        )
        self.rewrite([one.task for one in changed], TASK_FIELDS, before)
        self.insert([row for one in changed for row in self.targets(one)])
        for one in changed:
            self.update_targets(one)

    def update_targets(self, one: Wanted) -> None:
        before = [values_of(target) for target, _ in one.targets.update]
        for target, values in one.targets.update:
            for name in TARGET_FIELDS:
                setattr(target, name, values[name])
        self.rewrite(
            [target for target, _ in one.targets.update], TARGET_FIELDS, before
        )
        self.remove(one.targets.drop)

    def stored(self, one: Wanted) -> Task:
        return self.book.tasks[one.task.kind, one.task.number]

    def renew_all_duties(self, changed: list[Wanted]) -> None:
        """The units of the documents, in their order, of the rows whose units differ."""
        differing = {
            one.task.pk: one
            for one in changed
            if UNIT_CELLS & {cell.field for cell in one.cells}
        }
        present: dict[int, dict[int, Responsibility]] = {key: {} for key in differing}
        stored = Responsibility.objects.filter(task__in=differing).prefetch_related(
            "unit"
        )
        for row in stored.order_by("order", "id"):
            row.task = differing[row.task_id].task
            present[row.task_id][row.unit_id] = row
        for key, one in differing.items():
            self.renew_duties(one, present[key])

    def renew_duties(self, one: Wanted, present: dict[int, Responsibility]) -> None:
        """A unit whose duty the document does not decide is as confirmed as it was; one that
        comes to lead because nobody else does is assumed to."""
        wanted = self.duties(one)
        for row in wanted:
            if row.unit_id in one.kept:
                stored = present[row.unit_id]
                row.confirmed = stored.confirmed and row.duty == stored.duty
        self.renew(
            present,
            {row.unit_id: row for row in wanted},
            ("duty", "order", "note", "confirmed"),
        )

    def renew_co_leaders(self, one: Wanted) -> None:
        if "co_leaders" not in {cell.field for cell in one.cells}:
            return
        present = {
            row.leader_id: row for row in self.book.co_leaders.get(one.task.pk, [])
        }
        self.renew(
            present,
            {row.leader_id: row for row in self.co_leaders(one)},
            ("role", "order"),
        )

    def renew(self, present: dict, wanted: dict, names: tuple) -> None:
        """Make the rows be those wanted, touching only what differs."""
        self.remove([row for key, row in present.items() if key not in wanted])
        before, touched = [], []
        for key, row in present.items():
            if key in wanted and any(
                getattr(row, name) != getattr(wanted[key], name) for name in names
            ):
                before.append(values_of(row))
                for name in names:
                    setattr(row, name, getattr(wanted[key], name))
                touched.append(row)
        self.rewrite(touched, names, before)
        self.insert([row for key, row in wanted.items() if key not in present])

    # --- through the ledger ---

    def insert(self, instances: list) -> None:
        self.recorder.created(
            bulk.create_many(instances, by=self.by, reason=self.reason)
        )

    def rewrite(self, instances: list, names, before: list[dict]) -> None:
        bulk.update_many(instances, names, by=self.by, reason=self.reason)
        self.recorder.updated(zip(before, instances, strict=True))

    def remove(self, instances: list) -> None:
        self.recorder.deleted(instances)
        bulk.delete_many(instances, by=self.by, reason=self.reason)
