"""What the database itself refuses, whatever the code above it forgets: rows are written past every
form and every `clean`. Each case names its constraint, so a constraint that is dropped from a model
fails here."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from assignments.models import (
    Assessment,
    Attachment,
    Bulletin,
    CoLeader,
    Digest,
    Directive,
    DirectiveUnit,
    Extension,
    ImportBatch,
    ImportChange,
    ImportRow,
    Leader,
    LeaderAlias,
    LedgerLine,
    LedgerRow,
    Obligation,
    OperationLog,
    Period,
    Phrase,
    Plan,
    PlannedValue,
    ProgressReport,
    Reading,
    Reminder,
    ReminderWork,
    Reply,
    Responsibility,
    SavedFilter,
    SlowTarget,
    Target,
    Task,
    Unit,
    UnitAlias,
    User,
    Work,
    WorkPhoto,
    YearVersion,
)

NOON = datetime(2021, 7, 5, 4, 0, tzinfo=timezone.utc)
DAY = date(2021, 7, 5)
YEAR_END = date(2021, 12, 31)
FILE = {"name": "a", "content_type": "x", "size": 1, "sha256": "0" * 64}


YEAR = {
    "year": 2022,
    "kind": "month",
    "starts": date(2022, 5, 1),
    "ends": date(2022, 5, 31),
}
COUNTED = {"group": "slow", "move": "same", "due_on": YEAR_END}
ISSUED = {"number": "1号", "issued_on": DAY, "sha256": "0" * 64}


class Sound:
    """For each model a row that every constraint accepts; a case changes one thing about it."""

    def __init__(self, plan, office):
        self.plan, self.office = plan, office
        self.work, self.unit = plan.works["fields"], plan.units["市农业农村局"]
        self.period, self.report = plan.period, plan.report
        self.leader = plan.leaders["陈威"]
        self.target = plan.targets["低效用地再开发"]
        self.directive = {
            "work": self.work,
            "leader": self.leader,
            "signed_as": "陈威",
            "recorded_by": office,
        }
        self.given = Directive.objects.create(
            **self.directive, text="请加快。", issued_on=DAY
        )
        self.assessment = Assessment.objects.create(work=self.work, period=self.period)
        self.chased = Reminder.objects.create(
            unit=self.unit,
            period=self.period,
            sent_on=YEAR_END,
            sent_at=NOON,
            sent_by=office,
        )
        self.batch = ImportBatch.objects.create(
            year=2021, filename="a", file=b"", sha256="0" * 64, by=office
        )
        self.line = LedgerLine.objects.create(
            work=plan.works["harbour"], period=self.period, kind="key", **COUNTED
        )
        self.rows = {
            **self.rows_of_the_plan(),
            **self.rows_of_the_periods(),
            **self.rows_of_the_office(),
        }

    def rows_of_the_plan(self):
        return {
            User: {"username": "new"},
            Unit: {"name": "市大数据局"},
            UnitAlias: {"unit": self.unit, "name": "农业局", "key": "农业局"},
            Leader: {"name": "李丹佳"},
            LeaderAlias: {"leader": self.leader, "name": "陈市长", "key": "陈"},
            Plan: {"year": 2021, "title": "另一个方案"},
            Work: {"year": 2021, "title": "工作", "due_on": YEAR_END},
            Task: {
                "plan": self.plan.plan,
                "work": self.work,
                "kind": "key",
                "number": 6,
                "text": "内容",
            },
            Responsibility: {
                "task": self.plan.tasks["key", 5],
                "unit": self.unit,
                "duty": "lead",
            },
            CoLeader: {
                "task": self.plan.tasks["key", 1],
                "leader": self.leader,
                "role": "jointly",
            },
            Target: {
                "work": self.work,
                "text": "目标",
                "value": Decimal(1),
                "due_on": YEAR_END,
            },
            PlannedValue: {
                "target": self.target,
                "period": self.period,
                "value": Decimal(1),
            },
        }

    def rows_of_the_periods(self):
        return {
            Period: {**YEAR, "index": 5, "due_on": date(2022, 6, 8)},
            ProgressReport: {
                "work": self.work,
                "unit": self.unit,
                "period": self.period,
            },
            Reading: {
                "report": self.report,
                "target": self.target,
                "value": Decimal(1),
            },
            Attachment: {"report": self.report, "uploaded_by": self.office, **FILE},
            Assessment: {"work": self.plan.works["harbour"], "period": self.period},
            SlowTarget: {"assessment": self.assessment, "target": self.target},
            Reminder: {
                "unit": self.unit,
                "period": self.period,
                "sent_on": DAY,
                "sent_at": NOON,
                "sent_by": self.office,
            },
            ReminderWork: {"reminder": self.chased, "work": self.work},
            Extension: {
                "work": self.work,
                "unit": self.unit,
                "period": self.period,
                "reason": "等待批复",
                "until": DAY,
                "asked_by": self.office,
            },
            LedgerLine: {
                "work": self.work,
                "period": self.period,
                "kind": "key",
                **COUNTED,
            },
            LedgerRow: {
                "line": self.line,
                "task": self.plan.tasks["key", 2],
                "period": self.period,
                "kind": "key",
                "level": "local",
                "number": 2,
                **COUNTED,
            },
            Obligation: {
                "line": self.line,
                "work": self.work,
                "period": self.period,
                "unit": self.unit,
                "unit_name": self.unit.name,
                "duty": "lead",
                "due_on": DAY,
            },
            YearVersion: {"year": 2021},
        }

    def rows_of_the_office(self):
        return {
            Directive: {**self.directive, "text": "请加快。", "issued_on": DAY},
            DirectiveUnit: {"directive": self.given, "unit": self.unit},
            Reply: {
                "directive": self.given,
                "unit": self.unit,
                "text": "收到。",
                "by": self.office,
            },
            Bulletin: {
                "period": self.plan.last,
                "title": "通报",
                "state": "issued",
                **ISSUED,
            },
            Phrase: {"text": "请补充数据"},
            SavedFilter: {"owner": self.office, "name": "我的", "query": "kind=key"},
            ImportBatch: {
                "year": 2021,
                "filename": "b",
                "file": b"",
                "sha256": "0" * 64,
                "by": self.office,
            },
            ImportRow: {"batch": self.batch, "index": 1, "content": {}},
            WorkPhoto: {
                "work": self.work,
                "picture": "a.jpg",
                "thumbnail": "b.jpg",
                "caption": "开工现场",
            },
            ImportChange: {
                "batch": self.batch,
                "order": 1,
                "action": "create",
                "model": "Unit",
                "key": "1",
            },
            Digest: {
                "address": "a@yuhuan.example",
                "on": DAY,
                "text": "待报送。",
                "sent_at": NOON,
            },
            OperationLog: {"at": NOON, "name": "某人", "action": "sign_in"},
        }


@pytest.fixture
def sound(small_plan, office_user):
    return Sound(small_plan, office_user)


def create(model, fields):
    """Past `save`, so that nothing but the database can object."""
    return model._base_manager.bulk_create([model(**fields)])[0]


ACCEPTED = {
    "state": "accepted",
    "progress": "推进中。",
    "submitted_at": NOON,
    "first_sent_at": NOON,
}
CHECKS = {
    "user_unit_fits_role": (User, [{"role": "unit"}, {"unit": "unit"}]),
    "user_leader_fits_role": (User, [{"role": "leader"}, {"leader": "leader"}]),
    "unit_has_name": (Unit, [{"name": ""}]),
    "unit_not_merged_into_itself": (Unit, [{"id": 900, "merged_into_id": 900}]),
    "leader_has_name": (Leader, [{"name": ""}]),
    "leader_not_own_successor": (Leader, [{"id": 900, "successor_id": 900}]),
    "plan_year_sane": (Plan, [{"year": 1999}, {"year": 2101}]),
    "work_has_title": (Work, [{"title": ""}]),
    "work_year_sane": (Work, [{"year": 1999}, {"year": 2101}]),
    "version_year_sane": (YearVersion, [{"year": 1999}, {"year": 2101}]),
    "task_has_text": (Task, [{"text": ""}]),
    "task_number_from_one": (Task, [{"number": 0}]),
    "target_has_text": (Target, [{"text": ""}]),
    "quantity_has_value": (Target, [{"value": None}]),
    "milestone_has_no_value": (Target, [{"kind": "milestone"}]),
    "period_ends_after_start": (Period, [{"ends": date(2021, 4, 30)}]),
    "period_due_after_start": (Period, [{"due_on": date(2021, 4, 30)}]),
    "period_index_fits_kind": (
        Period,
        [{"index": 0}, {"index": 13}, {"kind": "quarter", "index": 5}],
    ),
    "returned_report_has_reason": (ProgressReport, [ACCEPTED | {"state": "returned"}]),
    "sent_report_has_progress": (ProgressReport, [ACCEPTED | {"progress": ""}]),
    "sent_report_has_time": (
        ProgressReport,
        [
            ACCEPTED | {"submitted_at": None},
            ACCEPTED | {"submitted_at": NOON - timedelta(days=1)},
        ],
    ),
    "reading_is_number_or_day": (Reading, [{"reached_on": DAY}]),
    "attachment_has_one_home": (Attachment, [{"report": None}, {"reply": "reply"}]),
    "adjustment_has_reason": (
        Assessment,
        [
            {"standing": "adjusted", "assessed_at": NOON},
            {"standing": "cancelled", "assessed_at": NOON},
        ],
    ),
    "assessment_made_has_time": (Assessment, [{"standing": "slow"}]),
    "extension_has_reason": (Extension, [{"reason": ""}]),
    "directive_has_text": (Directive, [{"text": ""}]),
    "directive_due_after_issue": (Directive, [{"due_on": date(2021, 7, 4)}]),
    "photo_has_caption": (WorkPhoto, [{"caption": ""}]),
    "reply_has_text": (Reply, [{"text": ""}]),
    "only_a_plan_is_proposed_anew": (PlannedValue, [{"proposed": Decimal(2)}]),
    "issued_bulletin_is_whole": (
        Bulletin,
        [{"number": ""}, {"issued_on": None}, {"sha256": ""}],
    ),
    "withdrawn_bulletin_has_reason": (Bulletin, [{"state": "withdrawn"}]),
}
ONCE = {
    "plan_once": (Plan, {}, {"level": "province"}),
    "task_number_once": (Task, {}, {"kind": "livelihood"}),
    "responsibility_once": (
        Responsibility,
        {"duty": "cooperating"},
        {"unit": "other_unit"},
    ),
    "co_leader_once": (CoLeader, {"role": "supporting"}, {"leader": "leader"}),
    "planned_value_once": (PlannedValue, {"value": Decimal(2)}, {"period": "third"}),
    "period_once": (Period, {"due_on": YEAR_END}, {"index": 6}),
    "report_once": (ProgressReport, ACCEPTED, {"period": "third"}),
    "reading_once": (Reading, {"value": Decimal(2)}, {"target": "other_target"}),
    "assessment_once": (Assessment, {}, {"period": "third"}),
    "slow_target_once": (SlowTarget, {}, {"target": "other_target"}),
    "one_reminder_a_day": (Reminder, {}, {"sent_on": date(2021, 7, 6)}),
    "one_open_extension": (Extension, {"until": YEAR_END}, {"state": "refused"}),
    "one_digest_a_day": (Digest, {"text": "又一封"}, {"on": YEAR_END}),
    "directive_unit_once": (DirectiveUnit, {}, {"unit": "other_unit"}),
    "bulletin_number_once": (
        Bulletin,
        {"period": "third", "title": "另一份"},
        {"period": "third", "state": "withdrawn", "withdrawn_because": "数字有误"},
    ),
    "one_issued_bulletin": (
        Bulletin,
        {"number": "2号"},
        {"number": "2号", "period": "third"},
    ),
    "filter_name_once": (SavedFilter, {"query": ""}, {"owner": None}),
    "shared_filter_name_once": (
        SavedFilter,
        {"owner": None},
        {"owner": None, "name": "别的"},
    ),
    "import_row_once": (ImportRow, {"content": []}, {"index": 2}),
    "import_change_order": (ImportChange, {}, {"order": 2}),
    "line_once_a_period": (LedgerLine, {"headline": "x"}, {"period": "third"}),
    "row_once_a_line": (LedgerRow, {"number": 3}, {"task": "other_task"}),
    "obligation_once_a_line": (
        Obligation,
        {"duty": "cooperating"},
        {"unit": "other_unit"},
    ),
}
UNIQUE_FIELDS = [
    (Unit, "name"),
    (UnitAlias, "key"),
    (Leader, "name"),
    (LeaderAlias, "key"),
    (Phrase, "text"),
    (YearVersion, "year"),
]


def resolve(sound, changes):
    """The words of a case in place of the rows they mean."""
    plan = sound.plan
    words = {
        "unit": plan.units["市科技局"],
        "other_unit": plan.units["市财政局"],
        "leader": plan.leaders["蔡木贵"],
        "other_target": plan.targets["建成美丽田园"],
        "third": plan.quarters[3],
        "other_task": plan.tasks["key", 3],
    }
    if changes.get("reply") == "reply":
        words["reply"] = create(Reply, sound.rows[Reply])
    found = {}
    for name, value in changes.items():
        known = (
            isinstance(value, str)
            and value in words
            and name != "state"
            and name != "role"
        )
        found[name] = words[value] if known else value
    return found


def refused():
    return pytest.raises(IntegrityError)


OWN_MODELS = [
    m
    for m in apps.get_app_config("assignments").get_models()
    if not hasattr(m, "history_object")
]


@pytest.mark.parametrize("model", OWN_MODELS)
def test_a_sound_row_is_accepted(sound, model):
    create(model, sound.rows[model])


@pytest.mark.parametrize(
    "name, model, changes",
    [(name, model, case) for name, (model, cases) in CHECKS.items() for case in cases],
)
def test_checks(sound, name, model, changes):
    fields = sound.rows[model] | resolve(sound, changes)
    with refused() as error, transaction.atomic():
        create(model, fields)
    assert name in str(error.value)


def vocabularies():
    """Every field of a model that takes the words of a vocabulary; the operations log is free to
    learn new words."""
    for model in OWN_MODELS:
        yield from (
            (model, f.name)
            for f in model._meta.fields
            if f.choices and model is not OperationLog
        )


def known_name(model, field):
    return f"{model._meta.model_name}_{field}_known"


def test_a_word_outside_of_its_vocabulary_is_refused(sound):
    """By whichever constraint speaks first: which one it is differs between the databases."""
    for model, name in vocabularies():
        with refused(), transaction.atomic():
            create(model, sound.rows[model] | {name: "?"})


@pytest.mark.parametrize(
    "name, model, same, different", [(name, *case) for name, case in ONCE.items()]
)
def test_once(sound, name, model, same, different):
    first = sound.rows[model]
    if name == "shared_filter_name_once":
        first = first | {"owner": None}
    create(model, first)
    with refused(), transaction.atomic():
        create(model, first | resolve(sound, same))
    create(model, first | resolve(sound, different))


@pytest.mark.parametrize("model, name", UNIQUE_FIELDS)
def test_one_spelling_means_one_thing(sound, model, name):
    create(model, sound.rows[model])
    with refused(), transaction.atomic():
        create(model, sound.rows[model])


def test_every_constraint_of_every_model_has_a_case():
    named = {
        constraint.name
        for model in OWN_MODELS
        for constraint in model._meta.constraints
    }
    known = {known_name(model, name) for model, name in vocabularies()}
    assert named == set(CHECKS) | set(ONCE) | known


def test_a_leader_has_one_account(sound):
    leader = sound.plan.leaders["蔡木贵"]
    create(User, {"username": "a", "role": "leader", "leader": leader})
    with refused(), transaction.atomic():
        create(User, {"username": "b", "role": "leader", "leader": leader})


@pytest.mark.parametrize("word", ["works", "units", "leaders"])
def test_what_others_stand_on_is_not_deleted(sound, word):
    """Raw SQL, past Django's own protection: the database holds the foreign keys."""
    row = next(iter(getattr(sound.plan, word).values()))
    table = connection.ops.quote_name(row._meta.db_table)
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [row.pk])
        connection.check_constraints()
