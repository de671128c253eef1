"""How the cells of a document become values of a task: numbers, kinds, leaders, units in order.

A cell that is wrong raises ValueError in Chinese; import-export gathers these for each row, so
that all errors are seen at once.
"""

from decimal import Decimal

from import_export.fields import Field
from import_export.widgets import Widget

from assignments.choices import Comparator, CoRole, TargetKind, TaskKind
from assignments.intake.comparing.matching import Matcher
from assignments.rules.figures import Unreadable, number_typed
from assignments.rules.names import narrow

WORDS = dict(TaskKind.choices)
KINDS = {label: kind for kind, label in WORDS.items()} | {kind: kind for kind in WORDS}
ROLES = frozenset(CoRole.values)
COMPARATORS = frozenset(Comparator.values)


class KindWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        if value not in KINDS:
            raise ValueError(f"类别“{value}”不认识，应为重点工作或民生实事。")
        return KINDS[value]

    def render(self, value, obj=None, **kwargs):
        return TaskKind(value).label


class NumberWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        text = narrow(str(value)).strip().rstrip(".、") if value is not None else ""
        if not text:
            raise ValueError("没有序号，请补上。")
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 99999:
            raise ValueError(f"序号“{value}”不是从 1 起的整数。")
        return int(text)


class TextWidget(Widget):
    """Text without outer blanks; `most` is what the column holds."""

    def __init__(self, label: str, most: int | None = None, required: bool = False):
        super().__init__()
        self.label, self.most, self.required = label, most, required

    def clean(self, value, row=None, **kwargs):
        text = str(value or "").strip()
        if self.required and not text:
            raise ValueError(f"没有{self.label}，请补上。")
        if self.most and len(text) > self.most:
            raise ValueError(f"{self.label}有 {len(text)} 字，最多 {self.most} 字。")
        return text


class LeaderWidget(Widget):
    """{"name", "title"} to a reference, None where the document names nobody."""

    def __init__(self, matcher: Matcher):
        super().__init__()
        self.matcher = matcher

    def clean(self, value, row=None, **kwargs):
        if not value or not value.get("name"):
            return None
        if len(value["name"]) > 30:
            raise ValueError(f"牵头领导“{value['name'][:20]}…”太长，最多 30 字。")
        return self.matcher.leader(value["name"], value.get("title") or "", row)


class UnitsWidget(Widget):
    """[(name, note)] to [(reference, note)]; a unit that is listed twice is kept once."""

    def __init__(self, matcher: Matcher):
        super().__init__()
        self.matcher = matcher

    def clean(self, value, row=None, **kwargs):
        duties: dict = {}
        for name, note in value or []:
            if len(name) > 60:
                raise ValueError(
                    f"单位名称“{name[:20]}…”有 {len(name)} 字，最多 60 字，请核对。"
                )
            if len(note) > 60:
                raise ValueError(f"“{name}”的说明有 {len(note)} 字，最多 60 字。")
            ref = self.matcher.unit(name, row)
            duties.setdefault(ref.same, (ref, note))
        return list(duties.values())


class CoLeadersWidget(LeaderWidget):
    def clean(self, value, row=None, **kwargs):
        co_leaders: dict = {}
        for person in value or []:
            ref = self.matcher.leader(person["name"], person.get("title") or "", row)
            role = person.get("role")
            if role not in ROLES:
                raise ValueError(
                    f"协同领导“{person['name']}”的方式不认识，应为会同或配合。"
                )
            co_leaders.setdefault(ref.same, (ref, role))
        return list(co_leaders.values())


class TargetsWidget(Widget):
    """[{kind, text, comparator, value, measure, unit, start, end, dropped}] to plain
    dictionaries with Decimal values and references; dropped ones are left out."""

    def __init__(self, matcher: Matcher):
        super().__init__()
        self.matcher = matcher

    def clean(self, value, row=None, **kwargs):
        return [
            self.target(target, row)
            for target in value or []
            if not target.get("dropped")
        ]

    def target(self, target: dict, row) -> dict:
        text, measure = (
            str(target.get("text") or "").strip(),
            str(target.get("measure") or "").strip(),
        )
        if not text:
            raise ValueError("有一个目标没有内容。")
        if len(text) > 200 or len(measure) > 20:
            raise ValueError(
                f"目标“{text[:20]}…”太长：内容最多 200 字，计量单位最多 20 字。"
            )
        unit = self.matcher.unit(target["unit"], row) if target.get("unit") else None
        place = {"unit": unit, "start": target.get("start"), "end": target.get("end")}
        if target.get("kind") == TargetKind.MILESTONE:
            empty = {"measure": "", "comparator": "", "value": None}
            return {"kind": TargetKind.MILESTONE.value, "text": text, **empty, **place}
        comparator = target.get("comparator") or Comparator.AT_LEAST
        if comparator not in COMPARATORS:
            raise ValueError(f"目标“{text}”的比较符不认识。")
        return {
            "kind": TargetKind.QUANTITY.value,
            "text": text,
            "measure": measure,
            "comparator": comparator,
            "value": quantity(target.get("value"), text, measure),
            **place,
        }


def quantity(value, text: str, measure: str = "") -> Decimal:
    """A number that the column holds exactly: twelve digits before the point, four behind."""
    try:
        number = number_typed("" if value is None else str(value), measure)
    except Unreadable as refusal:
        raise ValueError(f"目标“{text}”的目标值：{refusal}") from None
    if number is None:
        raise ValueError(f"目标“{text}”没有目标值。")
    return number


class WantedField(Field):
    """A cell whose value is not a plain attribute of the task: kept on the instance under its
    own name until the row is written; empty lists count as values."""

    def save(self, instance, row, is_m2m=False, **kwargs):
        setattr(instance, self.attribute, self.clean(row, **kwargs))

    def get_value(self, instance):
        return getattr(instance, self.attribute, None)
