"""Units and leaders that a person has decided to create, and the spellings to remember."""

import re

from assignments.choices import UnitKind
from assignments.intake.comparing.matching import LEADERS, UNITS, Matcher, Ref
from assignments.intake.writing.changes import Recorder
from assignments.ledger import bulk
from assignments.ledger.spellings import check_new
from assignments.models import Leader, LeaderAlias, Unit, UnitAlias
from assignments.rules.names import leader_key, unit_key
from assignments.rules.pinyin import spell, spell_person
from assignments.rules.spellings import tidy

# Between the places of two new names, so that one can be put between them later.
STEP = 10
KINDS = (
    (UnitKind.GROUP, re.compile(r"^各|成员单位$|^有关|^相关")),
    (UnitKind.TOWN, re.compile(r"(?:镇|乡|街道)$")),
    (UnitKind.JUSTICE, re.compile(r"法院|检察院")),
    (UnitKind.COMPANY, re.compile(r"公司|集团|银行")),
    (
        UnitKind.MASS,
        re.compile(r"总工会|团市委|妇联|科协|残联|工商联|文联|侨联|红十字会"),
    ),
    (UnitKind.ZONE, re.compile(r"开发区|集聚区|功能区|园区|新区|合作区")),
    (
        UnitKind.VERTICAL,
        re.compile(
            r"分局$|税务局|供电|电力|气象局|海关|海事|烟草|邮政|消防|银保监|人行"
        ),
    ),
    (
        UnitKind.PARTY,
        re.compile(r"^市?委|市委|纪委|监委|组织部|宣传部|统战部|政法委|编办|党校"),
    ),
    (
        UnitKind.OFFICE,
        re.compile(
            r"专班|指挥部|领导小组|推进小组|工作小组|工作组|联席办|[^府]办$|办公室$"
        ),
    ),
)


def kind_of(name: str) -> str:
    """A first guess at a unit's kind, by its name; the office mends it in the list of units."""
    # 各乡镇(街道) is judged as 各乡镇.
    bare = re.sub(r"[（(](?:街道|乡镇)[）)]", "", name)
    return next(
        (kind for kind, pattern in KINDS if pattern.search(bare)), UnitKind.GOVERNMENT
    )


class Names:
    """Turns references into keys of stored rows, creating what was answered with "create"."""

    def __init__(self, matcher: Matcher, recorder: Recorder, *, by, reason: str):
        self.matcher, self.recorder, self.by, self.reason = (
            matcher,
            recorder,
            by,
            reason,
        )
        self.made: dict[tuple[str, str], int] = {}
        self.rows: dict[str, dict] = {UNITS: {}, LEADERS: {}}

    def unit(self, ref: Ref | None) -> Unit | None:
        return self.row(UNITS, ref)

    def leader(self, ref: Ref | None) -> Leader | None:
        return self.row(LEADERS, ref)

    def row(self, kind: str, ref: Ref | None):
        """The stored row of a reference; whole, because the list of changes names it."""
        if ref is None:
            return None
        return self.rows[kind][
            ref.id if ref.id is not None else self.made[kind, ref.key]
        ]

    def make(self, wanted: set[str]) -> None:
        """Create the new units and leaders whose keys are wanted; remember every answered
        spelling."""
        self.make_kind(UNITS, wanted, Unit, self.new_unit)
        self.make_kind(LEADERS, wanted, Leader, self.new_leader)
        self.rows = {UNITS: Unit.objects.in_bulk(), LEADERS: Leader.objects.in_bulk()}
        self.remember(UNITS, UnitAlias, "unit", unit_key)
        self.remember(LEADERS, LeaderAlias, "leader", leader_key)

    def make_kind(self, kind: str, wanted: set[str], model, make) -> None:
        refs = [
            ref
            for (its, _), ref in self.matcher.refs.items()
            if its == kind and ref.id is None
        ]
        unique = {ref.key: ref for ref in refs if ref.key in wanted}
        first = (
            model.objects.order_by("-order").values_list("order", flat=True).first()
            or 0
        )
        rows = [
            make(ref, first + STEP * step)
            for step, ref in enumerate(unique.values(), start=1)
        ]
        check_new(rows)
        self.recorder.created(bulk.create_many(rows, by=self.by, reason=self.reason))
        self.made.update(
            {(kind, key): row.pk for key, row in zip(unique, rows, strict=True)}
        )

    def new_unit(self, ref: Ref, order: int) -> Unit:
        answer = self.matcher.answers[UNITS].get(ref.key, {})
        return Unit(
            name=ref.name,
            kind=answer.get("kind") or kind_of(ref.name),
            order=order,
            initials=spell(ref.name).initials[:60],
            pinyin=spell(ref.name).pinyin[:200],
        )

    def new_leader(self, ref: Ref, order: int) -> Leader:
        question = self.matcher.questions.get((LEADERS, ref.key))
        answer = self.matcher.answers[LEADERS].get(ref.key, {})
        title = answer.get("title") or (question.title if question else "")
        return Leader(
            name=ref.name,
            title=title[:40],
            order=order,
            initials=spell_person(ref.name).initials[:20],
            pinyin=spell_person(ref.name).pinyin[:60],
        )

    def remember(self, kind: str, model, owner: str, key_of) -> None:
        """Make an alias of each spelling whose answer leads to a row that is called otherwise, so
        that the next document is not asked about it. An ambiguous spelling is not remembered: it
        would stay ambiguous."""
        rows = []
        for (its, key), ref in self.matcher.refs.items():
            question = self.matcher.questions[its, key]
            if (
                its != kind
                or not ref.answered
                or question.ambiguous
                or key_of(ref.name) == key
            ):
                continue
            if ref.id is None and (kind, ref.key) not in self.made:
                continue
            if not tidy(question.name):
                continue
            rows.append(model(**{owner: self.row(kind, ref), "name": question.name}))
        check_new(rows)
        for row in rows:
            row.key = key_of(row.name)
        self.recorder.created(bulk.create_many(rows, by=self.by, reason=self.reason))
