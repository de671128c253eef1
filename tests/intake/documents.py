"""Documents for the tests: readings made by hand, in the shape the readers give them."""

from assignments.intake import verbs
from assignments.intake.comparing.preview import preview_of

HEAD = {
    "title": "2022年市政府重点工作责任分工抓落实方案",
    "document_number": "玉政办发〔2022〕5号",
    "issued_on": "2022-03-01",
    "issued_by": "玉环市人民政府办公室",
    "year": 2022,
}


def row(
    number,
    text="推进大麦屿港区开发。",
    *,
    lead=("市发改局",),
    cooperating=(),
    leader="蔡木贵",
    **more,
):
    """One row of a reading. `more` overrides any field: kind, remark, targets, duties_assumed …"""
    return {
        "kind": "key",
        "number": number,
        "text": text,
        "leader": {"name": leader, "title": "副市长"} if leader else None,
        "lead": list(lead),
        "cooperating": list(cooperating),
        "duties_assumed": False,
        "unit_notes": [],
        "co_leaders": [],
        "remark": "",
        "parts": [],
        "targets": [],
        "theme": None,
        "extra": {},
        "source": {"line": 10 + (number or 0)},
        "told": [
            "kind",
            "leader",
            "lead",
            "cooperating",
            "co_leaders",
            "remark",
            "theme",
        ],
        **more,
    }


def target(text, value, measure, comparator=">="):
    return {
        "text": text,
        "comparator": comparator,
        "value": value,
        "measure": measure,
        "unit": None,
        "start": None,
        "end": None,
    }


def pair(first, second, exact=True, differences=()):
    return {
        "rows": [{"kind": "key", "number": first}, {"kind": "key", "number": second}],
        "exact": exact,
        "differences": [
            {"field": "units", "message": one, "first": [], "second": []}
            for one in differences
        ],
    }


def reading_of(*rows, joint=(), doubts=(), head=HEAD):
    return {
        "plan": dict(head),
        "rows": list(rows),
        "doubts": list(doubts),
        "joint": list(joint),
        "outside": [],
        "layouts": [],
    }


def previewed(by, *rows, **more):
    """A batch in preview that holds these rows."""
    batch = verbs.start(data=b"document", filename="通知.txt", by=by)
    return verbs.keep_reading(batch=batch, reading=reading_of(*rows, **more), by=by)


def answered(by, *rows, **more):
    """The same with every suggestion accepted."""
    batch = previewed(by, *rows, **more)
    return (
        verbs.accept_suggestions(batch=batch, by=by)
        if preview_of(batch).suggested
        else batch
    )


def agreed(batch, by):
    """The batch confirmed as the document says it: led by nobody where it names nobody, over what
    stands behind the same numbers, with everything that it takes away."""
    for one in preview_of(batch).asked:
        value = one.choices[-1].value
        batch = verbs.answer_asked(
            batch=batch, key=one.key, value=value, mark=one.mark, by=by
        )
    return verbs.confirm(batch=batch, accepted=preview_of(batch).losses.mark, by=by)


def imported(by, *rows, **more):
    """The same, confirmed."""
    return agreed(answered(by, *rows, **more), by)
