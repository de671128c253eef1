"""The form of an instruction: works, stranger, reader, wrong method, bad input, second time."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from assignments.models import Directive

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(small_plan):
    return reverse("directives:instruct", args=[small_plan.works["fields"].pk])


@pytest.fixture
def typed(small_plan):
    return {
        "text": "请加快进度。",
        "kind": "instruction",
        "due_on": "2021-07-20",
        "units": [small_plan.units["市农业农村局"].pk],
    }


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(date(2021, 7, 5), tick=False):
        yield


def test_a_leader_instructs(client_for, other_leader_user, address, typed):
    client = client_for(other_leader_user)
    page = client.get(address).content.decode()
    assert "批示领导" not in page
    response = client.post(address, typed, follow=True)
    found = Directive.objects.get()
    assert response.redirect_chain == [(f"/directives/{found.pk}/", 302)]
    assert "已发送承办单位：市农业农村局" in response.content.decode()
    assert (found.issued_on, found.signed_as) == (date(2021, 7, 5), "陈威副市长")


def test_the_office_records_of_whom_and_when(
    client_for, office_user, small_plan, address, typed
):
    client = client_for(office_user)
    page = client.get(address).content.decode()
    assert "陈威" in page and "蔡木贵" not in page
    typed |= {"leader": small_plan.leaders["陈威"].pk, "issued_on": "2021-07-01"}
    typed["others"] = [small_plan.units["市财政局"].pk]
    client.post(address, typed)
    found = Directive.objects.get()
    assert (found.issued_on, found.recorded_by) == (date(2021, 7, 1), office_user)
    assert {str(unit) for unit in found.units.all()} == {"市农业农村局", "市财政局"}


def test_the_lead_unit_is_chosen_already(
    client_for, other_leader_user, small_plan, address
):
    form = client_for(other_leader_user).get(address).context["form"]
    assert form["units"].initial == {small_plan.units["市农业农村局"].pk}
    assert small_plan.units["玉城街道"] in form.fields["others"].queryset


def test_the_stranger_signs_in_first(client, address):
    assert client.get(address).url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    "who", ["leader_user", "unit_user", "other_unit_user", "viewer_user", "admin_user"]
)
def test_a_reader_may_not(request, client_for, who, address, typed):
    client = client_for(request.getfixturevalue(who))
    assert client.get(address).status_code == 403
    assert client.post(address, typed).status_code == 403
    assert not Directive.objects.exists()


def test_a_work_that_is_not_there(client_for, office_user, small_plan):
    assert (
        client_for(office_user)
        .get(reverse("directives:instruct", args=[999999]))
        .status_code
        == 404
    )


def test_wrong_method(client_for, office_user, address):
    assert client_for(office_user).put(address).status_code == 405


@pytest.mark.parametrize(
    "change, said",
    [
        ({"text": ""}, "请填写批示内容。"),
        ({"text": "长" * 2001}, "最多 2000 字"),
        ({"units": []}, "请至少选择一个承办单位。"),
        ({"units": ["x"]}, "单位"),
        ({"units": ["999999"]}, "不在可选范围内"),
        ({"due_on": "2021-07-04"}, "回复期限不能早于批示日期。"),
        ({"due_on": "下周"}, "不是日期"),
        ({"kind": "order"}, "order"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(
    client_for, other_leader_user, address, typed, change, said
):
    typed = {"text": "请加快进度。", "due_on": "2021-07-20"} | typed | change
    response = client_for(other_leader_user).post(address, typed)
    page = response.content.decode()
    assert response.status_code == 200 and said in page
    assert change.get("text", "请加快进度。") in page
    assert not Directive.objects.exists()


def test_the_office_may_not_date_it_into_the_future(
    client_for, office_user, small_plan, address, typed
):
    typed |= {
        "leader": small_plan.leaders["陈威"].pk,
        "issued_on": "2021-07-06",
        "due_on": "",
    }
    assert (
        "批示日期不能晚于今天。"
        in client_for(office_user).post(address, typed).content.decode()
    )


def test_a_leader_who_does_not_carry_the_work_cannot_be_named(
    client_for, office_user, small_plan, address, typed
):
    typed |= {"leader": small_plan.leaders["蔡木贵"].pk, "issued_on": "2021-07-01"}
    client_for(office_user).post(address, typed)
    assert not Directive.objects.exists()


def test_second_time(client_for, other_leader_user, address, typed):
    client = client_for(other_leader_user)
    client.post(address, typed)
    again = client.post(address, typed).content.decode()
    assert "同样的批示已经登记" in again
    assert Directive.objects.count() == 1
