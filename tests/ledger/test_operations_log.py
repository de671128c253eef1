"""Every line of the operations log says who, what and from where, whatever was typed."""

import pytest
from django.test import RequestFactory

from assignments.choices import Operation
from assignments.ledger import operations_log
from assignments.models import OperationLog

pytestmark = pytest.mark.django_db


def request_of(user=None, **meta):
    request = RequestFactory().get("/", **meta)
    if user is not None:
        request.user = user
    return request


def test_who_is_signed_in_is_noted_with_the_address(office_user):
    operations_log.note(
        request_of(office_user, REMOTE_ADDR="10.0.0.9"), Operation.EXPORT, "台账.xlsx"
    )
    entry = OperationLog.objects.get()
    assert (entry.user, entry.name) == (office_user, "督查室小林（ducha）")
    assert (entry.action, entry.about, entry.ip) == ("export", "台账.xlsx", "10.0.0.9")


def test_a_command_has_no_address(office_user):
    entry = operations_log.note(None, Operation.IMPORT, "方案.docx", user=office_user)
    assert (entry.user, entry.ip) == (office_user, None)


def test_a_stranger_is_what_was_typed():
    entry = operations_log.note(request_of(), Operation.SIGN_IN_FAILED, name="somebody")
    assert (entry.user, entry.name) == (None, "somebody")


@pytest.mark.parametrize(
    "typed, noted",
    [
        ("a\x00b", "a b"),
        ("第一行\r\n第二行", "第一行 第二行"),
        ("\x1b[31m红", "[31m红"),
        ("长" * 5000, "长" * 150),
        ("", ""),
    ],
)
def test_a_line_is_one_line_and_not_too_long(typed, noted):
    assert (
        operations_log.note(request_of(), Operation.SIGN_IN_FAILED, name=typed).name
        == noted
    )


@pytest.mark.parametrize(
    "forwarded, noted",
    [
        ("10.1.1.1, 10.0.0.7", "10.0.0.7"),
        ("unknown", None),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_the_one_that_throttles(settings, forwarded, noted):
    settings.PROXIES = 1
    request = request_of(HTTP_X_FORWARDED_FOR=forwarded)
    assert operations_log.note(request, Operation.SIGN_IN_FAILED, name="x").ip == noted
