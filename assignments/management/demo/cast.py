"""Everything the demo plays with, fetched once: works by their story number, their units, targets
and reporters."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from assignments.choices import Course, Duty, TaskKind
from assignments.management.demo.story import COOPERATING, StoryTarget, draw
from assignments.models import Period, Responsibility, Target, Task, Unit, User, Work

YEAR = 2021
# Added to the numbers of livelihood projects: the key tasks of 2021 end before.
LIVELIHOOD_FROM = 200


@dataclass
class Scene:
    """One work as the demo plays it. `number` is its story number; `leads` answer for it, `helpers`
    are named beside them; `targets` in the order of the notice."""

    number: int
    work: Work
    text: str
    leads: list[Unit] = field(default_factory=list)
    helpers: list[Unit] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    def quantity(self, target: Target) -> StoryTarget:
        assert target.value is not None, "only quantities are read as numbers"
        return StoryTarget(
            self.number,
            self.targets.index(target),
            target.value,
            target.course == Course.LEVEL,
        )

    @property
    def also_reporting(self) -> Unit | None:
        """The cooperating unit that reports as well."""
        name = COOPERATING.get(self.number)
        return next((unit for unit in self.helpers if unit.name == name), None)


@dataclass
class Cast:
    scenes: dict[int, Scene]
    periods: dict[int, Period]
    office: User
    people: dict[str, User] = field(default_factory=dict)
    reporters: dict[int, User] = field(default_factory=dict)

    @property
    def reporting_units(self) -> list[Unit]:
        """Every unit that reports in the demo, once."""
        units = [unit for scene in self.scenes.values() for unit in scene.leads]
        units += [
            scene.also_reporting
            for scene in self.scenes.values()
            if scene.also_reporting
        ]
        return list({unit.id: unit for unit in units}.values())


def story_number(task: Task) -> int:
    return task.number if task.kind == TaskKind.KEY else LIVELIHOOD_FROM + task.number


def gather(people: dict[str, User]) -> Cast:
    """The year's works with what belongs to them, in a handful of queries."""
    scenes: dict[int, Scene] = {}
    of_work: dict[int, Scene] = {}
    for task in (
        Task.objects.of_year(YEAR).select_related("work").order_by("kind", "number")
    ):
        if task.work_id not in of_work:
            scene = Scene(story_number(task), task.work, task.text)
            scenes[scene.number] = of_work[task.work_id] = scene
    duties = Responsibility.objects.filter(task__plan__year=YEAR).select_related(
        "unit", "task"
    )
    for duty in duties.order_by("task__kind", "task__number", "order"):
        scene = of_work[duty.task.work_id]
        place = scene.leads if duty.duty == Duty.LEAD else scene.helpers
        if duty.unit not in place and not duty.unit.is_group:
            place.append(duty.unit)
    for target in Target.objects.filter(work__year=YEAR).order_by("order", "id"):
        of_work[target.work_id].targets.append(target)
    periods = {
        period.index: period
        for period in Period.objects.of_year(YEAR).filter(kind="quarter")
    }
    return Cast(scenes, periods, office=people["ducha"], people=people)


# ---- when things happen


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def opened_at(period: Period) -> datetime:
    return moment(period.ends - timedelta(days=10), 9)


def sent_at(scene: Scene, unit: Unit, period: Period) -> datetime:
    """Between the second day after the quarter and the day reports are due; a few are late by up to
    three days."""
    luck = draw("sent", scene.number, unit.name, period.index)
    days = 2 + int(luck * 8) if luck < 0.95 else 11 + int(luck * 100) % 3
    minute = int(draw("minute", scene.number, unit.name, period.index) * 60)
    return moment(period.ends + timedelta(days=days), 9 + int(luck * 97) % 8, minute)


def reviewed_at(sent: datetime) -> datetime:
    return sent + timedelta(days=1, hours=1)


def assessed_at(period: Period) -> datetime:
    return moment(period.due_on + timedelta(days=6), 15)


def closed_at(period: Period) -> datetime:
    return moment(period.due_on + timedelta(days=8), 10)
