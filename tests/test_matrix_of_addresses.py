"""Every address of the product, asked by everybody for a thing of their own and for somebody
else's, to look and to write: who is let in, who is told no (403), who is not told that it is there
(404), what takes no such request (405).

Strangers are also in tests/house/test_doors.py, who may do what behind each button in
tests/test_matrix.py, and what a page says to those who may open it in its own test.
"""

import logging
import re
from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from assignments.models import (
    Attachment,
    Bulletin,
    Directive,
    ProgressReport,
    WorkPhoto,
)
from tests.house.test_doors import ADDRESSES, OPEN, SIGN_IN
from tests.intake.documents import previewed, row
from tests.matrix import NOON, Stage, Undone, build_stage

pytestmark = pytest.mark.django_db

SIGNED_IN = (
    "admin",
    "office",
    "lead",
    "helper",
    "foreign",
    "leader",
    "co_leader",
    "other_leader",
    "viewer",
)
ALL = " ".join(SIGNED_IN)
DESKS = "office lead helper foreign"
SENT_REPORT = "admin office lead leader co_leader"
BATCH_BUTTONS = (
    "answer_asked",
    "read_as_plan",
    "read_again",
    "compare_again",
    "give_back",
    "discard",
    "answer_names",
    "accept_suggestions",
    "take_name_back",
    "decide_joint",
    "save_plan",
    "confirm_first_leads",
    "let_all_lead",
    "mark_seen",
    "leave_out",
    "take_in",
    "leave_out_open",
    "keep_losses",
    "take_losses",
)
ROW_BUTTONS = ("row_with_target", "leave_row_out", "take_row_in", "restore_row")
FINE, MOVED, UNCLEAR, FORBIDDEN, NOT_THERE, WRONG_METHOD = 200, 302, 400, 403, 404, 405


@dataclass(frozen=True)
class Door:
    """Who opens an address, and what the others are told. Who may post to it, and what a post that
    holds nothing is answered; 405 where it only shows. Who opens it and may not post is told 403.
    """

    opens: str = ALL
    told: int = FORBIDDEN
    posts: str = ""
    nothing: int = WRONG_METHOD
    shows: int = FINE
    is_action: bool = False

    def answer(self, who: str) -> int:
        """To a look. The address of an action leads everybody to its page, which then says no."""
        if self.is_action:
            return MOVED
        return self.shows if who in self.opens.split() else self.told

    def answer_to_post(self, who: str) -> int:
        if self.nothing == WRONG_METHOD or who in self.posts.split():
            return self.nothing
        return FORBIDDEN if who in self.opens.split() else self.told


def action(page: Door, nothing: int, posts: str = "") -> Door:
    """What is done on a page is done by those who open it, or by `posts` alone among them."""
    return replace(page, posts=posts or page.opens, nothing=nothing, is_action=True)


READ = Door()
OFFICE = Door("office")
UNIT = Door(DESKS)
REPORT = Door("office lead")
PERIODS = Door("admin office")
DIRECTIVE = Door(SENT_REPORT, NOT_THERE)
BULLETIN = Door("admin office", NOT_THERE)
IMPORTS = Door("admin office", posts="admin office", nothing=MOVED)
IMPORT_BUTTON = replace(IMPORTS, is_action=True)
FOR_ALL = Door(posts=ALL, nothing=FINE)

DOORS: dict[str, Door] = {
    "logout": Door("", WRONG_METHOD, posts=ALL, nothing=MOVED),
    "password_change": FOR_ALL,
    "password_change_done": Door(posts=ALL, nothing=WRONG_METHOD),
    "boards:home": Door(shows=MOVED),
    "boards:overview": READ,
    "boards:leaders": READ,
    "boards:leader": READ,
    "boards:stocktake": READ,
    "boards:brief": READ,
    "boards:wall": READ,
    "boards:preferences": FOR_ALL,
    "boards:tasks": READ,
    "boards:export": READ,
    "boards:filters": FOR_ALL,
    "boards:delete_saved_filter": action(FOR_ALL, NOT_THERE),
    "boards:find": READ,
    "boards:work": READ,
    "boards:photo": Door("office", posts="office", nothing=FINE),
    "boards:remove_picture": action(Door("office"), MOVED),
    "boards:photo_file": READ,
    "boards:units": READ,
    "boards:league": READ,
    "boards:unit": READ,
    "boards:components": Door("admin"),
    "boards:compare": READ,
    "boards:livelihood": READ,
    "reporting:desk": UNIT,
    "reporting:read_reminder": action(UNIT, NOT_THERE),
    "reporting:sheet": UNIT,
    "reporting:save_sheet": action(UNIT, MOVED),
    "reporting:submit_sheet": action(UNIT, MOVED),
    "reporting:autosave_sheet": action(UNIT, FINE),
    "reporting:carry_sheet": action(UNIT, FINE),
    "reporting:plan": UNIT,
    "reporting:save_plan": action(UNIT, MOVED),
    "reporting:add_milestone": action(UNIT, FINE),
    "reporting:withdraw_milestone": action(UNIT, MOVED),
    "reporting:report": REPORT,
    "reporting:save_report": action(REPORT, FINE),
    "reporting:submit_report": action(REPORT, FINE),
    "reporting:autosave_report": action(REPORT, FINE),
    "reporting:carry_report": action(REPORT, FINE),
    "reporting:take_report": action(REPORT, FINE),
    "reporting:detach_file": action(REPORT, FINE),
    "reporting:withdraw_report": action(REPORT, MOVED, "lead"),
    "reporting:ask_extension": action(REPORT, FINE),
    "reporting:attachment": Door(SENT_REPORT, NOT_THERE),
    "directives:inbox": Door(ALL.replace(" viewer", "")),
    "directives:directive": DIRECTIVE,
    "directives:reply": action(DIRECTIVE, FINE),
    "directives:ask_again": action(DIRECTIVE, FINE),
    "directives:close": action(DIRECTIVE, MOVED, "office leader"),
    "directives:mark_read": action(DIRECTIVE, MOVED, "lead"),
    "directives:instruct": Door(
        "office leader co_leader", posts="office leader co_leader", nothing=FINE
    ),
    "supervision:desk": OFFICE,
    "supervision:grant_extension": action(OFFICE, NOT_THERE),
    "supervision:refuse_extension": action(OFFICE, NOT_THERE),
    "supervision:queue": OFFICE,
    "supervision:review": OFFICE,
    "supervision:accept_report": action(OFFICE, FINE),
    "supervision:send_back_report": action(OFFICE, FINE),
    "supervision:assess": Door("office", posts="office", nothing=MOVED),
    "supervision:assess_work": Door("office", posts="office", nothing=FINE),
    "supervision:joining": OFFICE,
    "supervision:join_works": action(OFFICE, FINE),
    "supervision:part_task": action(OFFICE, FINE),
    "supervision:silent": OFFICE,
    "supervision:chase": action(OFFICE, NOT_THERE),
    "supervision:chase_all": action(OFFICE, MOVED),
    "supervision:periods": PERIODS,
    "supervision:plan_year": action(PERIODS, MOVED, "office"),
    "supervision:open_period": action(PERIODS, MOVED, "office"),
    "supervision:extend_period": action(PERIODS, FINE),
    "supervision:close_period": action(PERIODS, FINE, "office"),
    "supervision:reopen_period": action(PERIODS, FINE),
    "supervision:plans": OFFICE,
    "supervision:approve_plans": action(OFFICE, MOVED),
    "supervision:turn_down": action(OFFICE, NOT_THERE),
    "supervision:phrases": Door("office", posts="office", nothing=FINE),
    "bulletins:index": READ,
    "bulletins:draft": Door(posts="office", nothing=NOT_THERE, is_action=True),
    "bulletins:bulletin": BULLETIN,
    "bulletins:save": action(BULLETIN, MOVED, "office"),
    "bulletins:forget": action(BULLETIN, MOVED, "office"),
    "bulletins:issue": action(BULLETIN, MOVED, "office"),
    "bulletins:withdraw": action(BULLETIN, FINE, "office"),
    "intake:index": Door(f"admin {DESKS}", posts=f"admin {DESKS}", nothing=FINE),
    "intake:blank": Door("admin office"),
    "intake:progress_blank": Door(DESKS, shows=NOT_THERE),
    "intake:batch": Door("admin office"),
    "intake:row": replace(IMPORTS, nothing=FINE),
    "intake:confirm": IMPORTS,
    "intake:undo": replace(IMPORTS, shows=MOVED),
    "intake:rejected": Door("admin office"),
    **{f"intake:{name}": IMPORT_BUTTON for name in (*BATCH_BUTTONS, *ROW_BUTTONS)},
    "intake:answer_names": replace(IMPORT_BUTTON, nothing=FINE),
    "intake:save_plan": replace(IMPORT_BUTTON, nothing=FINE),
    "intake:row_with_target": replace(IMPORT_BUTTON, nothing=FINE),
}
"""Every address of the rooms and of signing in, without those that strangers open
(tests/house/test_doors.py)."""

PAGES = {
    "reporting:desk": ("read_reminder",),
    "reporting:sheet": (
        "save_sheet",
        "submit_sheet",
        "autosave_sheet",
        "carry_sheet",
    ),
    "reporting:plan": ("save_plan", "add_milestone", "withdraw_milestone"),
    "reporting:report": (
        "save_report",
        "submit_report",
        "autosave_report",
        "carry_report",
        "take_report",
        "detach_file",
        "withdraw_report",
        "ask_extension",
    ),
    "directives:directive": ("reply", "ask_again", "close", "mark_read"),
    "supervision:review": ("accept_report", "send_back_report"),
    "supervision:joining": ("join_works", "part_task"),
    "bulletins:bulletin": ("save", "forget", "issue", "withdraw"),
}
"""What is done on the pages that are about one thing, or one unit."""


def with_actions(page: str) -> tuple[str, ...]:
    """The address of a page and of what is done on it."""
    room = page.partition(":")[0]
    return (page, *(f"{room}:{name}" for name in PAGES.get(page, ())))


NAMING_A_UNIT = {
    name
    for page in ("reporting:desk", "reporting:sheet", "reporting:plan")
    for name in with_actions(page)
}

HIDDEN_REPORT = set(with_actions("supervision:review"))
"""Opened by the office alone: whoever else reads the report is told 403, and who does not is told
404."""

READERS = {
    "lead's": SENT_REPORT.split(),
    "helper's": [*SENT_REPORT.split(), "helper"],
    "foreign's": ["admin", "office", "foreign", "other_leader"],
}
"""Who reads a report that was sent and not accepted, by whose it is."""

ELSEWHERE = {
    "helper's": {
        "reporting:report": ("office helper", "office helper"),
        "reporting:withdraw_report": ("office helper", "helper"),
    },
    "foreign's": {
        "reporting:report": ("office foreign", "office foreign"),
        "directives:directive": ("admin office foreign other_leader",) * 2,
        "directives:instruct": ("office other_leader",) * 2,
        "reporting:withdraw_report": ("office foreign", "foreign"),
        "directives:close": (
            "admin office foreign other_leader",
            "office other_leader",
        ),
        "directives:mark_read": ("admin office foreign other_leader", "foreign"),
    },
}
"""Who opens and who posts where it is another unit's report, and another leader's work."""


def sent(stage: Stage, unit: str, work: str) -> ProgressReport:
    home = {
        "work": stage.plan.works[work],
        "unit": stage.plan.units[unit],
        "period": stage.plan.period,
    }
    ProgressReport.objects.filter(**home).delete()
    return ProgressReport.objects.create(
        **home, state="submitted", progress="六成。", submitted_at=NOON
    )


def things(stage: Stage, unit: str, work: str, leader: str) -> dict[str, list[int]]:
    """A report that was sent, its file, an instruction to the unit, and what else has an address of
    its own."""
    report, found = sent(stage, unit, work), stage.plan.works[work].pk
    file = Attachment.objects.create(
        report=report,
        name="a.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_by=stage.office,
        file=ContentFile(b"%PDF-1.4", name="a.pdf"),
    )
    directive = Directive.objects.create(
        work=report.work,
        leader=stage.plan.leaders[leader],
        text="请加快。",
        issued_on=date(2021, 7, 1),
        recorded_by=stage.office,
    )
    directive.units.set([report.unit])
    gaps = {
        "reporting:report": [found, report.unit_id],
        "reporting:attachment": [file.pk],
        "directives:directive": [directive.pk],
        "directives:instruct": [found],
        "supervision:review": [report.pk],
        "supervision:assess_work": [found],
        "supervision:joining": [found],
        "boards:work": [found],
        "boards:unit": [report.unit_id],
        **{
            f"boards:{name}": [directive.leader_id]
            for name in ("leader", "stocktake", "brief")
        },
    }
    return gaps | {
        name: gaps[page]
        for page in PAGES
        if page in gaps
        for name in with_actions(page)
    }


def arguments(stage: Stage) -> dict[str, list[int]]:
    """What stands in the gaps: what is around the work `fields`, a picture, a draft of a bulletin,
    a preview."""
    photo = WorkPhoto.objects.create(
        work=stage.plan.works["livelihood"],
        picture=ContentFile(b"\xff\xd8\xff", name="a.jpg"),
        thumbnail=ContentFile(b"\xff\xd8\xff", name="b.jpg"),
        caption="开工",
    )
    batch = previewed(stage.office, row(1))
    bulletin = Bulletin.objects.create(period=stage.plan.period, title="通报")
    return {
        **things(stage, "市农业农村局", "fields", "陈威"),
        **{
            f"boards:{name}": [photo.work_id]
            for name in ("photo", "remove_picture", "photo_file", "public_photo")
        },
        "boards:delete_saved_filter": [1],
        **{name: [bulletin.pk] for name in with_actions("bulletins:bulletin")},
        **{f"intake:{name}": [batch.pk, 0] for name in ("row", *ROW_BUTTONS)},
        **{
            f"intake:{name}": [batch.pk]
            for name in ("batch", "confirm", "undo", "rejected", *BATCH_BUTTONS)
        },
    }


def scenes(stage: Stage) -> dict[str, dict[str, list[int]]]:
    """The gaps of each address for a thing of the lead unit, of one that helps it, and of
    others."""
    others = things(stage, "市科技局", "enterprises", "蔡木贵")
    helpers = things(stage, "玉城街道", "fields", "陈威")
    reports = (
        "reporting:attachment",
        *with_actions("reporting:report"),
        *with_actions("supervision:review"),
    )
    return {
        "lead's": arguments(stage),
        "helper's": {name: helpers[name] for name in reports},
        "foreign's": {
            name: others[name]
            for name in (
                *reports,
                *with_actions("directives:directive"),
                "directives:instruct",
            )
        },
    }


def door_of(name: str, whose: str) -> Door:
    pages = [page for page in PAGES if name in with_actions(page)]
    elsewhere = ELSEWHERE.get(whose, {})
    of_page = elsewhere.get(
        pages[0] if pages else name, (DOORS[name].opens, DOORS[name].posts)
    )
    opens, posts = elsewhere.get(name, of_page)
    if name == "reporting:attachment":
        opens = " ".join(READERS[whose])
    return replace(DOORS[name], opens=opens, posts=posts)


def expected(name: str, whose: str, who: str) -> tuple[int, int]:
    """The answers to a look and to a post that holds nothing."""
    door = door_of(name, whose)
    if name in HIDDEN_REPORT and who not in READERS[whose]:
        door = replace(door, told=NOT_THERE)
    return door.answer(who), door.answer_to_post(who)


def answers(client, where: str) -> tuple[int, int]:
    """What is said to a look and to a post, everything taken back again, also signing out."""
    said, signed_in = [], client.cookies[settings.SESSION_COOKIE_NAME].value
    for ask in (client.get, client.post):
        try:
            with transaction.atomic():
                said.append(ask(where).status_code)
                raise Undone
        except Undone:
            client.cookies[settings.SESSION_COOKIE_NAME] = signed_in
    return said[0], said[1]


def test_every_address_has_a_row():
    known = {name for name, _, _ in ADDRESSES if not name.startswith("admin:")} - set(
        OPEN
    )
    assert known == set(DOORS)


@pytest.fixture
def stage(small_plan, settings, tmp_path, monkeypatch) -> Stage:
    """With what settings open, files in a place of their own, and nothing written about every
    answer of no."""
    settings.LEAGUE_TABLE, settings.MEDIA_ROOT = True, tmp_path
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    return build_stage(small_plan)


def address(name: str, gaps: dict[str, list[int]], stage: Stage) -> str:
    """Where it is; the desks of units name the unit, which the office must and units cannot
    choose."""
    desk = f"?unit={stage.unit.pk}" if name in NAMING_A_UNIT else ""
    return reverse(name, args=gaps.get(name, [])) + desk


def test_who_opens_what(stage, client_for):
    clients = {who: client_for(stage.cast[who]) for who in SIGNED_IN}
    wrong = []
    for whose, gaps in scenes(stage).items():
        for name in DOORS if whose == "lead's" else gaps:
            where = address(name, gaps, stage)
            for who, client in clients.items():
                given, right = answers(client, where), expected(name, whose, who)
                if given != right:
                    wrong.append(f"{name}, the {whose}, by {who}: {given}, not {right}")
    assert not wrong, "\n".join(wrong)


def test_strangers_sign_in_and_nothing_is_deleted(stage, client, client_for):
    gaps, office = scenes(stage)["lead's"], client_for(stage.office)
    wrong = []
    for name in DOORS:
        where = address(name, gaps, stage)
        for answer in (client.get(where), client.post(where)):
            if answer.status_code != MOVED or not answer["Location"].startswith(
                SIGN_IN
            ):
                wrong.append(f"{name} by a stranger: {answer.status_code}")
        if office.delete(where).status_code != WRONG_METHOD:
            wrong.append(f"{name} takes a DELETE")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "key", ["9" * 9, "9" * 60], ids=["a key of nothing", "a key no database can hold"]
)
def test_what_is_not_there_is_not_found(key, stage, client_for):
    """By somebody who opens the address where there is something, to look and to write."""
    wrong = []
    for name, gaps in arguments(stage).items():
        if name in OPEN:
            continue
        client = client_for(stage.cast[DOORS[name].opens.split()[0]])
        where = re.sub("[0-9]+", key, reverse(name, args=gaps))
        given = answers(client, where)
        look = MOVED if DOORS[name].is_action else NOT_THERE
        gone = (NOT_THERE, NOT_THERE)  # the key is none, so neither is the address
        if given not in ((look, NOT_THERE), (look, WRONG_METHOD), gone):
            wrong.append(f"{name}: {given}")
    assert not wrong, "\n".join(wrong)


def test_the_admin_screens_are_closed_to_everybody_else(stage, rf):
    """Asked of each view itself, whatever it would do next: nothing in front of it opens it."""
    tried = 0
    for name, where, entry in ADDRESSES:
        if not name.startswith("admin:") or name in OPEN:
            continue
        for who in SIGNED_IN[1:]:
            for request in (rf.get(f"/{where}"), rf.post(f"/{where}")):
                request.user = stage.cast[who]
                with pytest.raises(PermissionDenied):
                    entry.callback(request)
                tried += 1
    assert tried > 3000
