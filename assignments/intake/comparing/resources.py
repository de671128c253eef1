"""The one resource that matches, checks and writes the rows of a document.

The wizard, the admin's import screen and the command all go through it. django-import-export
drives the rows and gathers their errors; nothing is saved row by row: what passed is handed to
`enter` at the end of a table, which writes it through the ledger (`writing.entering`). Without
`enter` nothing is written, and no transaction is opened.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.results import RowResult

from assignments.choices import Duty
from assignments.intake.comparing import fields as cell
from assignments.intake.comparing.diff import CellChange, cells, listed
from assignments.intake.comparing.known_plan import Book, Key, State
from assignments.intake.comparing.matching import Matcher, Ref, label_of
from assignments.intake.comparing.spoken_fields import (
    Spoken,
    assumes_lead,
    brought_by,
    kept_units,
    laid_over,
    lost,
)
from assignments.intake.comparing.targets import (
    TargetPlan,
    goal_in_words,
    plan_targets,
    targets_after,
)
from assignments.intake.comparing.targets import listed as targets_listed
from assignments.intake.stored_reading import COLUMNS, CONFIRMED
from assignments.models import Task


@dataclass
class Wanted:
    """A row that passed: the task to write, what it is to say, and what differs. `kept` are the
    stored units whose duty the document does not decide, `lost` what of the task goes, in words;
    `is_alone` says that the row names one unit and no more, `assumes_lead` that neither the
    document nor the ledger says who leads."""

    index: int
    task: Task
    is_new: bool
    state: State
    cells: list[CellChange]
    targets: TargetPlan
    assumed: bool
    kept: frozenset[object] = frozenset()
    lost: tuple[str, ...] = ()
    is_alone: bool = False
    assumes_lead: bool = True

    @property
    def refs(self) -> Iterator[Ref]:
        """Every unit and leader that the row names."""
        yield from (ref for ref, _, _ in self.state.duties)
        yield from (ref for ref, _ in self.state.co_leaders)
        yield from filter(
            None,
            [self.state.leader, *(values["unit"] for values in self.targets.create)],
        )


class PlainResult(RowResult):
    """What the library notes of a row, without its name: that would ask the database for each
    row."""

    def add_instance_info(self, instance):
        self.instance = None


class TaskLoader(BaseInstanceLoader):
    """Finds the stored task in the book that was loaded once, and hands out a copy of it."""

    def get_instance(self, row):
        key = self.resource.key_of(row)
        stored = self.resource.book.tasks.get(key) if key else None
        return copy.copy(stored) if stored else None


class TaskResource(resources.ModelResource):
    """`book` is the plan in the database, `matcher` the names and their answers, `enter` a
    function that takes the rows that passed and writes them (None where nothing will be)."""

    kind = Field("kind", "类别", cell.KindWidget())
    number = Field("number", "序号", cell.NumberWidget())
    text = Field("text", "内容", cell.TextWidget("内容", required=True))
    section = Field("section", "所属板块", cell.TextWidget("所属板块", 100))
    remark = Field("remark", "备注", cell.TextWidget("备注", 200))
    source = Field("source", "原文位置", cell.TextWidget("原文位置", 60))
    leader = cell.WantedField("wanted_leader", "牵头领导")
    lead = cell.WantedField("wanted_lead", "牵头单位")
    cooperating = cell.WantedField("wanted_cooperating", "配合单位")
    co_leaders = cell.WantedField("wanted_co_leaders", "协同领导")
    targets = cell.WantedField("wanted_targets", "目标")

    class Meta:
        model = Task
        fields = (
            "kind",
            "number",
            "text",
            "section",
            "leader",
            "lead",
            "cooperating",
            "co_leaders",
            "remark",
            "targets",
            "source",
        )
        import_id_fields = ("kind", "number")
        instance_loader_class = TaskLoader
        use_bulk = True
        skip_unchanged = True
        report_skipped = True
        skip_diff = True
        store_row_values = True

    def __init__(
        self, *, book: Book, matcher: Matcher, enter=None, keeps_all: bool, **kwargs
    ):
        super().__init__(**kwargs)
        self.book, self.matcher, self.enter, self.keeps_all = (
            book,
            matcher,
            enter,
            keeps_all,
        )
        self.wanted: list[Wanted] = []
        self.changed: dict[int, list[CellChange]] = {}
        self.seen: dict[tuple[str, int], str] = {}
        self.plans: dict[int, TargetPlan] = {}
        widgets = {
            "leader": cell.LeaderWidget(matcher),
            "lead": cell.UnitsWidget(matcher),
            "cooperating": cell.UnitsWidget(matcher),
            "co_leaders": cell.CoLeadersWidget(matcher),
            "targets": cell.TargetsWidget(matcher),
        }
        for name, widget in widgets.items():
            self.fields[name].widget = widget

    @classmethod
    def get_row_result_class(cls):
        return PlainResult

    def before_import(self, dataset, **kwargs):
        missing = [name for name in COLUMNS if name not in (dataset.headers or [])]
        if missing:
            raise ValidationError(f"表中缺少这些列：{'、'.join(missing)}。")
        self.book.hold(filter(None, map(self.key_of, dataset.dict)))

    def key_of(self, row) -> Key | None:
        """What a row's task is called by; None where the cells say nothing of the kind."""
        try:
            return self.fields["kind"].clean(row), self.fields["number"].clean(row)
        except ValueError:
            return None

    def validate_instance(
        self, instance, import_validation_errors=None, validate_unique=True
    ):
        """The cells' own errors, and a number that the document uses twice. No query: the
        database's constraints stand behind."""
        errors = dict(import_validation_errors or {})
        key = (instance.kind, instance.number)
        if "number" not in errors and key in self.seen:
            errors["number"] = ValidationError(
                f"序号重复：{self.seen[key]}已是{instance.label_in_file}。"
            )
        if errors:
            raise ValidationError(errors)
        self.seen[key] = instance.source or "前面一行"

    def import_instance(self, instance, row, **kwargs):
        instance.label_in_file = label_of(row)
        super().import_instance(instance, row, **kwargs)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """A row is skipped when no cell differs. The differences are kept for the preview."""
        if import_validation_errors or (instance.kind, instance.number) in self.seen:
            return False
        if instance.pk is None:
            self.plans[row["行"]] = TargetPlan(create=instance.wanted_targets)
            return False
        changes = self.differences(instance, row)
        if changes:
            self.changed[row["行"]] = changes
        else:
            self.seen[instance.kind, instance.number] = instance.source or "前面一行"
        return not changes

    def differences(self, instance: Task, row) -> list[CellChange]:
        key = (instance.kind, instance.number)
        old, stored = (
            self.book.state_of(self.book.tasks[key]),
            self.book.targets.get(instance.pk, []),
        )
        self.lay_over(instance, old, row)
        changes = cells(old, instance.state, assumed=row["推定"] is True)
        if row["推定"] == CONFIRMED and not any(
            change.field == "lead" for change in changes
        ):
            changes += self.confirmation(instance, old)
        is_new_text = any(change.field == "text" for change in changes)
        plan = self.target_plan(
            instance, row, stored, old.text, is_new_text=is_new_text
        )
        if not plan.is_empty:
            before = targets_listed(map(goal_in_words, stored))
            changes.append(
                CellChange(
                    "targets", before, targets_listed(targets_after(stored, plan))
                )
            )
        self.plans[row["行"]] = plan
        instance.lost = tuple(
            lost(old, instance.state, [target.text for target in plan.drop])
        )
        return changes

    def lay_over(self, instance: Task, old: State, row) -> None:
        """Make of the instance what its task will say: the row's words, and the stored ones where
        it has none."""
        new = wanted_state(instance)
        spoken = Spoken(
            told_of(row), assumed=row["推定"] is True, keeps_all=self.keeps_all
        )
        instance.state = laid_over(old, new, spoken)
        settled = row["推定"] == CONFIRMED
        instance.kept = frozenset() if settled else kept_units(old, new, spoken)
        instance.assumes_lead = assumes_lead(old, instance.state, spoken)
        instance.section, instance.remark = (
            instance.state.section,
            instance.state.remark,
        )

    def target_plan(
        self, instance: Task, row, stored: list, old_text: str, *, is_new_text: bool
    ) -> TargetPlan:
        """Targets follow a new text, and those go that the old one named. Of the same text only
        what a person changed about them is taken, and only those go that the person dropped: the
        ledger may hold some that no reader finds."""
        if instance.pk not in self.book.first_copies or not (
            is_new_text or row["目标已改"]
        ):
            return TargetPlan()
        plan = plan_targets(stored, instance.wanted_targets, self.book.settled_targets)
        dropped = [target["text"] for target in row["目标"] if target.get("dropped")]
        if is_new_text and not self.keeps_all:
            named = [
                target.text for target in plan.drop if brought_by(old_text, target.text)
            ]
            return plan.only_dropping([*dropped, *named])
        return plan.only_dropping(dropped)

    def confirmation(self, instance: Task, old: State) -> list[CellChange]:
        """Duties that the database holds as assumed and the person has now confirmed."""
        if all(row.confirmed for row in self.book.duties.get(instance.pk, [])):
            return []
        lead = [row for row in old.duties if row[1] == Duty.LEAD]
        return [CellChange("lead", f"{listed(lead)}（推定）", listed(lead))]

    def save_instance(self, instance, is_create, row, **kwargs):
        self.wanted.append(
            Wanted(
                index=row["行"],
                task=instance,
                is_new=is_create,
                state=wanted_state(instance) if is_create else instance.state,
                cells=self.changed.pop(row["行"], []),
                targets=self.plans.pop(row["行"], TargetPlan()),
                assumed=row["推定"] is True,
                kept=frozenset() if is_create else instance.kept,
                lost=() if is_create else instance.lost,
                is_alone=len(wanted_state(instance).duties) == 1,
                assumes_lead=is_create or instance.assumes_lead,
            )
        )

    def after_import(self, dataset, result, **kwargs):
        """Write everything that passed, or nothing where one row did not or a name is open."""
        wrong = (
            result.has_errors() or result.has_validation_errors() or self.matcher.open
        )
        if self.enter and not wrong:
            self.enter(self.wanted)

    @property
    def missing(self) -> list[Task]:
        """Stored tasks that the document does not have. They are left as they are."""
        return [task for key, task in self.book.tasks.items() if key not in self.seen]


def told_of(row) -> frozenset[str]:
    """The fields that a row tells, as a state names them."""
    return frozenset("section" if name == "theme" else name for name in row["写明"])


def wanted_state(instance: Task) -> State:
    """What a row wants its task to say. A unit named as lead and as cooperating leads."""
    leading = {ref.same for ref, _ in instance.wanted_lead}
    duties = [(ref, Duty.LEAD.value, note) for ref, note in instance.wanted_lead]
    duties += [
        (ref, Duty.COOPERATING.value, note)
        for ref, note in instance.wanted_cooperating
        if ref.same not in leading
    ]
    return State(
        text=instance.text,
        section=instance.section,
        leader=instance.wanted_leader,
        duties=tuple(duties),
        co_leaders=tuple(instance.wanted_co_leaders),
        remark=instance.remark,
    )


def check(resource, dataset):
    """Run a table through a resource; the errors of all its rows are in the result. What is no
    fault of a row (a programming error, the database) is raised."""
    result = resource.import_data(dataset, use_transactions=False)
    for error in result.base_errors:
        raise error.error
    for row in result.error_rows:
        raise row.errors[0].error
    return result
