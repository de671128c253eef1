"""A checked import goes into the ledger: some hundred rows at a time, in a fixed order, each change
recorded. Called by the resource inside the transaction of the confirming verb."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import prefetch_related_objects

from assignments.choices import TaskKind
from assignments.intake.comparing.known_plan import Book
from assignments.intake.comparing.resources import Wanted
from assignments.intake.stored_reading import BatchRows, title_for
from assignments.intake.titles import course_of, title_of
from assignments.intake.writing.changes import Recorder, values_of
from assignments.intake.writing.creating import Names
from assignments.ledger import bulk, writing
from assignments.models import CoLeader, Plan, Responsibility, Target, Task, User, Work

TASK_FIELDS = ("text", "section", "remark", "source", "leader")
TARGET_FIELDS = ("kind", "text", "comparator", "value", "measure", "start", "end")
UNIT_CELLS = {"lead", "cooperating", "units"}
# Added to the numbers of livelihood projects: they come after all key tasks.
LIVELIHOOD_AFTER = 10000


@dataclass
class PlanEntry:
    """What one import needs to write: where, in whose name, and which rows belong together."""

    book: Book
    plan: Plan
    names: Names
    companions: dict[int, list[int]]
    adopted: dict[int, list[Task]]
    rows: BatchRows
    recorder: Recorder
    by: User
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
        new = [row for row in wanted if row.is_new]
        changed = [row for row in wanted if not row.is_new]
        self.create_works(new)
        self.create_tasks(new)
        self.update_tasks(changed)
        self.renew_all_duties(changed)
        for row in changed:
            self.renew_co_leaders(row)

    # --- new rows ---

    def create_works(self, new: list[Wanted]) -> None:
        """One work for each new row, one for all rows of a group; a group that already has a
        stored task joins its work."""
        made = []
        self.works = {}
        for row in new:
            group = tuple(self.companions.get(row.index, [row.index]))
            work = self.known_work(row, group)
            if work is None:
                work = self.new_work(row, group)
                made.append(work)
            if len(group) > 1:
                self.joint_works[group] = work
            self.works[row.index] = work
        self.insert(made)
        self.explain_joins(new)

    def known_work(self, row: Wanted, group: tuple) -> Work | None:
        """The work of a group that some row of it has brought already, or that was stored
        before."""
        if group in self.joint_works:
            return self.joint_works[group]
        work = None
        if row.index in self.adopted:
            work = self.adopted[row.index][0].work
        elif len(group) > 1:
            keys = [
                (self.rows[index]["kind"], self.rows[index]["number"])
                for index in group
            ]
            work = next(
                (self.book.tasks[key].work for key in keys if key in self.book.tasks),
                None,
            )
        if work is not None:
            self.joined_stored.update(group)
        return work

    def explain_joins(self, new: list[Wanted]) -> None:
        """A work that gets a task of another plan says why, where nobody has said so yet."""
        joined = {
            self.works[row.index].pk: row.index
            for row in new
            if row.index in self.adopted
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

    def new_work(self, row: Wanted, group: tuple) -> Work:
        late = LIVELIHOOD_AFTER if row.task.kind == TaskKind.LIVELIHOOD else 0
        numbers = "、".join(str(self.rows[index]["number"]) for index in group)
        return Work(
            year=self.plan.year,
            kind=row.task.kind,
            title=title_for(self.rows[row.index]),
            due_on=date(self.plan.year, 12, 31),
            order=late + row.task.number,
            joined_because=f"第{numbers}项内容相同，导入时合并。"
            if len(group) > 1
            else "",
        )

    def create_tasks(self, new: list[Wanted]) -> None:
        for row in new:
            row.task.plan, row.task.work = self.plan, self.works[row.index]
            row.task.leader = self.names.leader(row.state.leader)
        self.insert([row.task for row in new])
        self.insert([record for row in new for record in self.duties(row)])
        self.insert([record for row in new for record in self.co_leaders(row)])
        self.insert([record for row in new for record in self.targets(row)])

    def duties(self, row: Wanted) -> list[Responsibility]:
        return [
            Responsibility(
                task=row.task,
                unit=self.names.unit(ref),
                duty=duty,
                order=order,
                note=note,
                confirmed=not row.assumed or row.is_alone,
            )
            for order, (ref, duty, note) in enumerate(row.state.duties)
        ]

    def co_leaders(self, row: Wanted) -> list[CoLeader]:
        return [
            CoLeader(
                task=row.task, leader=self.names.leader(ref), role=role, order=order
            )
            for order, (ref, role) in enumerate(row.state.co_leaders)
        ]

    def targets(self, row: Wanted) -> list[Target]:
        """The targets of a row; copies of one work carry them once, at the first copy."""
        first = self.companions.get(row.index, [row.index])[0]
        if row.is_new and (first != row.index or row.index in self.joined_stored):
            return []
        taken = len(self.book.targets.get(row.task.pk, []))
        return [
            Target(
                work=row.task.work,
                task=row.task,
                unit=self.names.unit(values["unit"]),
                course=course_of(values["text"], values["measure"]),
                due_on=row.task.work.due_on,
                order=taken + order,
                **{name: values[name] for name in TARGET_FIELDS},
            )
            for order, values in enumerate(row.targets.create)
        ]

    # --- changed rows ---

    def update_tasks(self, changed: list[Wanted]) -> None:
        before = [values_of(self.stored(row)) for row in changed]
        prefetch_related_objects([self.stored(row) for row in changed], "work")
        prefetch_related_objects([row.task for row in changed], "work")
        renamed = []
        for row in changed:
            stored, title = self.stored(row), title_for(self.rows[row.index])
            if stored.text != row.state.text and stored.work.title == title_of(
                stored.text
            ):
                renamed.append((values_of(stored.work), stored.work, title))
            row.task.leader = self.names.leader(row.state.leader)
        for _, work, title in renamed:
            work.title = title
        self.rewrite(
            [work for _, work, _ in renamed],
            ["title"],
            [values for values, _, _ in renamed],
        )
        self.rewrite([row.task for row in changed], TASK_FIELDS, before)
        self.insert([target for row in changed for target in self.targets(row)])
        for row in changed:
            self.update_targets(row)

    def update_targets(self, row: Wanted) -> None:
        before = [values_of(target) for target, _ in row.targets.update]
        for target, values in row.targets.update:
            for name in TARGET_FIELDS:
                setattr(target, name, values[name])
        self.rewrite(
            [target for target, _ in row.targets.update], TARGET_FIELDS, before
        )
        self.remove(row.targets.drop)

    def stored(self, row: Wanted) -> Task:
        return self.book.tasks[row.task.kind, row.task.number]

    def renew_all_duties(self, changed: list[Wanted]) -> None:
        """The units of the documents, in their order, of the rows whose units differ."""
        differing = {
            row.task.pk: row
            for row in changed
            if UNIT_CELLS & {cell.field for cell in row.cells}
        }
        present: dict[int, dict[int, Responsibility]] = {key: {} for key in differing}
        stored = Responsibility.objects.filter(task__in=differing).prefetch_related(
            "unit"
        )
        for duty in stored.order_by("order", "id"):
            duty.task = differing[duty.task_id].task
            present[duty.task_id][duty.unit_id] = duty
        for key, row in differing.items():
            self.renew_duties(row, present[key])

    def renew_duties(self, row: Wanted, present: dict[int, Responsibility]) -> None:
        """A unit whose duty the document does not decide is as confirmed as it was; one that
        comes to lead because nobody else does is assumed to."""
        wanted = self.duties(row)
        for duty in wanted:
            if duty.unit_id in row.kept:
                stored = present[duty.unit_id]
                duty.confirmed = stored.confirmed and duty.duty == stored.duty
        self.renew(
            present,
            {duty.unit_id: duty for duty in wanted},
            ("duty", "order", "note", "confirmed"),
        )

    def renew_co_leaders(self, row: Wanted) -> None:
        if "co_leaders" not in {cell.field for cell in row.cells}:
            return
        present = {
            co_leader.leader_id: co_leader
            for co_leader in self.book.co_leaders.get(row.task.pk, [])
        }
        self.renew(
            present,
            {co_leader.leader_id: co_leader for co_leader in self.co_leaders(row)},
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
