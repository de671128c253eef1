"""Every state and every verb of every table: the listed moves are legal, all others refused in
Chinese."""

import pytest

from assignments.choices import (
    BulletinState,
    DirectiveState,
    ExtensionState,
    ImportState,
    PeriodState,
    ReportState,
)
from assignments.rules import transitions
from assignments.rules.transitions import IllegalMove, after, allows

LEGAL = {
    "REPORT": """
        draft save draft
        returned save returned
        draft submit submitted
        returned submit submitted
        submitted withdraw draft
        submitted accept accepted
        submitted send_back returned
        accepted send_back returned""",
    "PERIOD": """
        planned open open
        open extend open
        open close closed
        closed reopen open""",
    "DIRECTIVE": """
        open reply replied
        replied reply replied
        open settle closed
        replied settle closed
        replied ask_again open""",
    "EXTENSION": """
        asked grant granted
        asked refuse refused""",
    "BULLETIN": """
        draft edit draft
        draft issue issued
        issued withdraw withdrawn""",
    "IMPORT": """
        reading read preview
        reading fail failed
        reading read_again reading
        failed read_again reading
        preview answer preview
        preview confirm confirmed
        preview begin_confirm writing
        writing confirm confirmed
        writing give_back preview
        confirmed undo undone
        confirmed begin_undo undoing
        undoing undo undone
        undoing give_back confirmed""",
}
STATES = {
    "REPORT": ReportState,
    "PERIOD": PeriodState,
    "DIRECTIVE": DirectiveState,
    "EXTENSION": ExtensionState,
    "BULLETIN": BulletinState,
    "IMPORT": ImportState,
}


def moves(name):
    return {
        tuple(line.split()[:2]): line.split()[2]
        for line in LEGAL[name].strip().splitlines()
    }


def every_pair():
    for name, states in STATES.items():
        for state in states:
            for verb in transitions.VERBS:
                yield pytest.param(name, state, verb, id=f"{name}-{state}-{verb}")


@pytest.mark.parametrize("name, state, verb", list(every_pair()))
def test_each_state_and_verb(name, state, verb):
    table = getattr(transitions, name)
    expected = moves(name).get((state.value, verb))
    assert allows(table, state, verb) is (expected is not None)
    assert allows(table, state.value, verb) is (expected is not None)
    if expected:
        assert after(table, state, verb) == expected
        return
    with pytest.raises(IllegalMove) as refused:
        after(table, state, verb)
    assert (
        str(refused.value) == f"当前为“{state.label}”，不能{transitions.VERBS[verb]}。"
    )


@pytest.mark.parametrize("name", STATES)
def test_tables_hold_nothing_but_the_list(name):
    table = getattr(transitions, name)
    assert {
        (str(state), verb): str(result) for (state, verb), result in table.items()
    } == moves(name)
    assert {verb for _, verb in table} <= set(transitions.VERBS)


def test_a_state_nobody_knows_is_refused_too():
    with pytest.raises(IllegalMove, match="当前为“lost”，不能报送"):
        after(transitions.REPORT, "lost", "submit")
