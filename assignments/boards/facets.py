"""How long the list would be, for each value of each filter, before one chooses it.

Each number is the board's own answer to the question with that value put in; only lines
that can answer at all are asked.
"""

from collections import defaultdict
from collections.abc import Callable, Set

from assignments.boards.filters import Question, holds_words
from assignments.ledger.figures import Board
from assignments.ledger.lines import WorkLine

People = Callable[[WorkLine], Set[int]]
NAMED: dict[str, People] = {
    "leader": lambda line: {task.leader_id for task in line.tasks if task.leader_id},
    "co_leader": lambda line: {co.leader_id for co in line.co_leaders},
    "unit": lambda line: line.leading_ids | line.helping_ids,
}
CHOSEN = ("kind", "duty", "standing", "move", "reported", "joint", "level")


def facets(
    board: Board, question: Question, choices: dict[str, list]
) -> dict[str, dict]:
    """{field: {value: entries}} for every value in `choices`, {field: [value, …]}."""
    lines = [
        line for line in board.lines if holds_words((line, line.tasks), question.words)
    ]
    everybody = board.narrowed(lines)
    counts: dict[str, dict] = {}
    for name in CHOSEN:
        counts[name] = {
            value: count(everybody, question, name, value) for value in choices[name]
        }
    for name, people in NAMED.items():
        boards = boards_of(board, lines, people)
        nobody = board.narrowed([])
        counts[name] = {
            value: count(boards.get(value, nobody), question, name, value)
            for value in choices[name]
        }
    return counts


def count(board: Board, question: Question, name: str, value) -> int:
    return len(question.narrowed(**{name: value}).rows(board))


def boards_of(board: Board, lines: list[WorkLine], people: People) -> dict[int, Board]:
    """For each person or unit the board of the lines that name them."""
    lines_by_person: dict[int, list[WorkLine]] = defaultdict(list)
    for line in lines:
        for key in people(line):
            lines_by_person[key].append(line)
    return {key: board.narrowed(part) for key, part in lines_by_person.items()}
