"""The resource of 完成情况: rows become drafts of the open period, by number, the text as a
check."""

import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from import_export import resources
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.widgets import Widget

from assignments.choices import EDITABLE_REPORT, TaskKind
from assignments.intake.comparing import fields as cell
from assignments.intake.comparing.diff import CellChange
from assignments.intake.comparing.matching import UNITS, Matcher, Ref
from assignments.intake.progress.known_period import LIKE_ENOUGH, ProgressBook, alike
from assignments.intake.progress.sheet_figures import RowFigures, figures_of
from assignments.intake.progress.stored_progress import COLUMNS
from assignments.models import ProgressReport, Target, Task
from assignments.notices.meaning.progress_columns import WORDS
from assignments.rules.aims import plain
from assignments.rules.names import fold


@dataclass
class Draft:
    """A row that passed: the report to write, its readings, and what differs."""

    index: int
    report: ProgressReport
    is_new: bool
    unit: Ref
    task: Task
    readings: list[tuple[Target, object]]
    cells: list[CellChange]

    @property
    def refs(self) -> list[Ref]:
        """A sheet brings no new names: its units have duties already."""
        return []


@dataclass(frozen=True)
class ReportPlace:
    """Which report a row is about."""

    task: Task
    unit: Ref


class PlaceWidget(Widget):
    """Number, text and unit to the work and the unit that reports on it."""

    def __init__(self, book: ProgressBook, matcher: Matcher):
        super().__init__()
        self.book, self.matcher = book, matcher

    def clean(self, value, row=None, **kwargs):
        number = cell.NumberWidget().clean(value)
        task = self.book.task(row["类别"], number, row["内容"])
        if task is None:
            kind = TaskKind(row["类别"]).label
            raise ValueError(f"{self.book.period.year}年台账中没有{kind} {number}。")
        if row["内容"] and alike(task.text, row["内容"]) < LIKE_ENOUGH:
            raise ValueError(
                f"文字与台账中的{task.label}对不上，请核对序号。台账写的是“{task.text[:40]}”。"
            )
        return ReportPlace(task, self.unit(task, row))

    def unit(self, task: Task, row) -> Ref:
        if self.book.is_own:
            ref = self.sender_alone(row["单位"])
        else:
            ref = (
                self.matcher.unit(row["单位"], row)
                if row["单位"]
                else self.unnamed(task)
            )
        if ref.answered and ref.id not in self.book.allowed.get(task.work_id, set()):
            raise ValueError(f"“{ref.name}”在{task.label}中没有责任，不能填报。")
        return ref

    def sender_alone(self, name: str) -> Ref:
        """The unit whose own sheet it is. A name that is not certainly its own is nobody's to
        decide here."""
        unit, directory = self.book.sender, self.matcher.directories[UNITS]
        if unit is None:
            raise ValueError("填报单位已不在名录中，不能导入。")
        named = [known.id for known in directory.find(directory.key_of(name))]
        if name and fold(name) != fold(unit.name) and named != [unit.id]:
            raise ValueError(
                f"单位“{name}”不是{unit.name}，本单位的表只导入本单位的填报。"
            )
        return Ref(unit.id, "", unit.name)

    def unnamed(self, task: Task) -> Ref:
        """The unit of a row that names none: whose sheet it is, else who leads."""
        unit = self.book.sender or next(
            iter(self.book.leads.get(task.work_id, [])), None
        )
        if unit is None:
            raise ValueError(f"没有写单位，{task.label}也没有可填报的牵头单位。")
        return Ref(unit.id, "", unit.name)


class ReadingsWidget(Widget):
    """Columns of figures, as they are; which target each belongs to depends on the work."""

    def clean(self, value, row=None, **kwargs):
        return value or []


class ReportLoader(BaseInstanceLoader):
    def get_instance(self, row):
        try:
            place = self.resource.fields["place"].clean(row)
        except ValueError:
            return None
        stored = self.resource.book.reports.get((place.task.work_id, place.unit.id))
        return copy.copy(stored) if stored else None


class ReportResource(resources.ModelResource):
    """`enter` takes the drafts that passed and writes them; without it nothing is written."""

    place = cell.WantedField("wanted_place", "序号")
    progress = Field(
        "progress",
        WORDS["progress"],
        cell.TextWidget(WORDS["progress"]),
        saves_null_values=False,
    )
    problems = Field("problems", WORDS["problems"], cell.TextWidget(WORDS["problems"]))
    next_steps = Field(
        "next_steps", WORDS["next_steps"], cell.TextWidget(WORDS["next_steps"])
    )
    readings = cell.WantedField("wanted_readings", "数据", ReadingsWidget())

    class Meta:
        model = ProgressReport
        fields = ("place", *WORDS, "readings")
        import_id_fields = ("place",)
        instance_loader_class = ReportLoader
        use_bulk = True
        skip_unchanged = True
        report_skipped = True
        skip_diff = True
        store_row_values = True

    def __init__(self, *, book: ProgressBook, matcher: Matcher, enter=None, **kwargs):
        super().__init__(**kwargs)
        self.book, self.matcher, self.enter = book, matcher, enter
        self.wanted: list[Draft] = []
        self.cells: dict[int, list[CellChange]] = {}
        self.doubts: dict[int, list[str]] = {}
        self.holds: dict[int, list[str]] = {}
        self.places: dict[int, ReportPlace] = {}
        self.seen: dict[tuple, str] = {}
        self.fields["place"].widget = PlaceWidget(book, matcher)

    def before_import(self, dataset, **kwargs):
        missing = [name for name in COLUMNS if name not in (dataset.headers or [])]
        if missing:
            raise ValidationError(f"表中缺少这些列：{'、'.join(missing)}。")

    def import_instance(self, instance, row, **kwargs):
        """An empty cell says nothing: what stands in the draft stays."""
        old = {name: getattr(instance, name) for name in WORDS}
        super().import_instance(instance, row, **kwargs)
        for name, before in old.items():
            setattr(instance, name, getattr(instance, name) or before)

    def validate_instance(
        self, instance, import_validation_errors=None, validate_unique=True
    ):
        errors = dict(import_validation_errors or {})
        place = getattr(instance, "wanted_place", None)
        if place is not None and not errors:
            key = (place.task.work_id, place.unit.same)
            if key in self.seen:
                errors["place"] = ValidationError(
                    f"{self.seen[key]}已是这项工作同一单位的填报。"
                )
            elif (
                instance.pk
                and instance.state not in EDITABLE_REPORT
                and self.says_more(instance, place)
            ):
                word = instance.get_state_display()
                errors["place"] = ValidationError(
                    f"{place.unit.name}的填报{word}，不能再用导入覆盖。"
                )
            self.seen.setdefault(key, place.task.label)
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if import_validation_errors:
            return False
        place, index = instance.wanted_place, row["行"]
        self.places[index] = place
        figures = self.figures_of(instance, place)
        self.doubts[index], self.holds[index] = figures.doubts, figures.holds
        instance.found_readings = list(figures.values.values())
        stored = self.book.reports.get((place.task.work_id, place.unit.id))
        self.cells[index] = self.differences(instance, stored, figures)
        return not self.cells[index]

    def says_more(self, instance, place: ReportPlace) -> bool:
        """Whether a row says anything that the stored report does not say already."""
        stored = self.book.reports[place.task.work_id, place.unit.id]
        return bool(
            self.differences(instance, stored, self.figures_of(instance, place))
        )

    def figures_of(self, instance, place: ReportPlace) -> RowFigures:
        targets = self.book.targets.get(place.task.work_id, [])
        return figures_of(instance.wanted_readings, targets, self.book.period)

    def differences(self, instance, stored, figures: RowFigures) -> list[CellChange]:
        cells = []
        for name in WORDS:
            before, after = getattr(stored, name, ""), getattr(instance, name)
            if before.strip() != after.strip():
                cells.append(CellChange(name, before, after))
        present = self.book.readings.get(stored.pk, {}) if stored else {}
        for target, value in figures.values.values():
            old = present.get(target.id)
            if old is None or old.value != value:
                before = plain(old.value) if old and old.value is not None else ""
                cells.append(
                    CellChange("readings", before, figures.in_words(target, value))
                )
        return cells

    def save_instance(self, instance, is_create, row, **kwargs):
        place = instance.wanted_place
        self.wanted.append(
            Draft(
                row["行"],
                instance,
                is_create,
                place.unit,
                place.task,
                instance.found_readings,
                self.cells[row["行"]],
            )
        )

    def after_import(self, dataset, result, **kwargs):
        wrong = (
            result.has_errors() or result.has_validation_errors() or self.matcher.open
        )
        if self.enter and not wrong:
            self.enter(self.wanted)
