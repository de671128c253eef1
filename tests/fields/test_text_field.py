"""What is typed beyond a box's limit is kept and told by how much, counted as a reader counts."""

from datetime import date

import pytest
from django import forms
from django.urls import get_resolver

from assignments.directives.forms import AskAgainForm, ReplyForm
from assignments.fields.text_field import LineField, TextField
from assignments.ledger import writing
from assignments.models import Phrase, Unit
from assignments.reporting.forms import words
from assignments.rules.lengths import too_long


@pytest.mark.parametrize(
    ("text", "limit", "said"),
    [
        ("写满", 2, ""),
        ("写满了", 2, "“内容”最多 2 字，现在有 3 字，超出 1 字，请缩短。"),
        ("𠮷𠮷", 2, ""),
        ("𠮷𠮷𠮷", 2, "“内容”最多 2 字，现在有 3 字，超出 1 字，请缩短。"),
        ("一\n二\n三", 5, ""),
        ("", 0, ""),
    ],
)
def test_too_long(text, limit, said):
    assert too_long(text, limit, "内容") == said


class Box(forms.Form):
    line = LineField(label="审定人", max_length=3)
    text = TextField(
        label="进展情况", max_length=5, required=False, widget=forms.Textarea
    )


def test_a_line_s_end_counts_once_however_it_was_sent():
    assert Box({"line": "甲", "text": "一\r\n二\r\n三"}).is_valid()
    form = Box({"line": "甲", "text": "一\r\n二\r\n三四"})
    assert form.errors["text"] == [
        "“进展情况”最多 5 字，现在有 6 字，超出 1 字，请缩短。"
    ]


def test_what_is_too_long_stays_in_its_box():
    form = Box({"line": "欧阳修文忠公", "text": ""})
    assert form.errors["line"] == [
        "“审定人”最多 3 字，现在有 6 字，超出 3 字，请缩短。"
    ]
    assert 'value="欧阳修文忠公"' in str(form["line"])


def test_no_box_cuts_what_is_pasted():
    for box in (
        Box()["line"],
        Box()["text"],
        ReplyForm()["text"],
        AskAgainForm(as_of=date(2021, 7, 1))["because"],
    ):
        assert "data-limit=" in str(box) and "maxlength" not in str(box)


def every_form(known=forms.Form):
    for form in known.__subclasses__():
        yield form
        yield from every_form(form)


def test_every_box_of_ours_with_a_limit_says_by_how_much():
    assert get_resolver().url_patterns  # every address brings its forms
    mine = [form for form in every_form() if form.__module__.startswith("assignments.")]
    assert len(mine) > 15
    limited = [
        (form.__name__, name, field)
        for form in mine
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and field.max_length
    ]
    assert [one[:2] for one in limited if not isinstance(one[2], LineField)] == []
    assert isinstance(words("进展情况", 7), TextField)


@pytest.mark.django_db
def test_the_writer_says_it_of_what_came_without_a_form(office_user):
    with pytest.raises(writing.ValidationError) as refused:
        writing.save(Phrase(text="长" * 203), by=office_user)
    assert refused.value.messages == [
        "“内容”最多 200 字，现在有 203 字，超出 3 字，请缩短。"
    ]
    with pytest.raises(writing.ValidationError) as refused:
        writing.save(Unit(name="局" * 61, contact="1" * 62), by=office_user)
    assert refused.value.message_dict == {
        "name": ["“名称”最多 60 字，现在有 61 字，超出 1 字，请缩短。"],
        "contact": ["“联系电话”最多 60 字，现在有 62 字，超出 2 字，请缩短。"],
    }
