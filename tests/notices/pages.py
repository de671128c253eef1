"""Tables as pages of governments have them, written in short."""


def page(*rows: str, before: str = "") -> bytes:
    """A table in HTML: cells between bars; in front of a cell "=3 " for three columns, "!2 " for
    two rows."""
    lines = []
    for row in rows:
        cells = []
        for text in row.split("|"):
            spans = ""
            while text[:1] in ("=", "!") and " " in text:
                mark, _, text = text.partition(" ")
                spans += f" {'colspan' if mark[0] == '=' else 'rowspan'}={mark[1:]}"
            cells.append(f"<td{spans}>{text}</td>")
        lines.append("<tr>" + "".join(cells) + "</tr>")
    above = "".join(f"<p>{line}</p>" for line in before.split("\n"))
    return f"<meta charset=utf-8>{above}<table>{''.join(lines)}</table>".encode()
