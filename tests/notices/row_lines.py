"""What a reading says, in short lines that a test can hold against the page."""


def row_lines(notice) -> list[str]:
    """Each row on a line: kind, number, leaders, text, lead units > cooperating units, ~ where
    assumed."""
    lines = []
    for row in notice.rows:
        leaders = [row.leader.name] if row.leader else []
        leaders += [f"{co.name}({co.role[0]})" for co in row.co_leaders]
        lead, rest = (
            "、".join(unit.name for unit in units)
            for units in (row.lead, row.cooperating)
        )
        text = row.text.replace("\n", "/")
        mark = "~" if row.duties_assumed and rest else ""
        lines.append(
            f"{row.kind[0]}{row.number} {'+'.join(leaders) or '-'} {text} {lead}>{rest}{mark}"
        )
    return lines


def codes(notice) -> list[str]:
    return [doubt.code for doubt in notice.doubts]
