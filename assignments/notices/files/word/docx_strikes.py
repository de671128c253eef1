"""Text that is struck through in a Word document, by the run, its style, or its paragraph's
style."""

from lxml import etree

from assignments.notices.files.text.from_text import clean
from assignments.notices.files.word.docx_numbers import W

STRUCK = f"{W}struck"
"""What a run that is struck through is called from then on; no such name is in the standard."""
_KINDS = ("strike", "dstrike")
_OFF = ("0", "false", "off", "none")
# Styles that take after one another; a circle of them would never end.
_MOST_INHERITED = 10
# Characters quoted of what was struck out: enough to find it by.
_LONGEST = 60


class Strikes:
    """What the styles of a document say of striking through: True or False by kind, nothing where
    they say nothing."""

    def __init__(self, styles: etree._Element | None) -> None:
        self.declared: dict[str, dict[str, bool]] = {}
        self.above: dict[str, str] = {}
        self.usual = ""
        defaults = (
            styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
            if styles is not None
            else None
        )
        self.everywhere = _marks_of(defaults)
        for style in styles.iterfind(f"{W}style") if styles is not None else ():
            self._take(style)

    def _take(self, style: etree._Element) -> None:
        name, based = style.get(f"{W}styleId", ""), style.find(f"{W}basedOn")
        self.declared[name] = _marks_of(style.find(f"{W}rPr"))
        if based is not None:
            self.above[name] = based.get(f"{W}val", "")
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in (
            "1",
            "true",
            "on",
        ):
            self.usual = name

    def of(self, name: str) -> dict[str, bool]:
        """What a style says, with what it is based on."""
        marks: dict[str, bool] = {}
        for _ in range(_MOST_INHERITED):
            marks = self.declared.get(name, {}) | marks
            name = self.above.get(name, "")
        return marks

    def holds(self, run: etree._Element, of_paragraph: dict[str, bool]) -> bool:
        """Whether a run is struck through; what stands nearer to it wins."""
        properties = run.find(f"{W}rPr")
        marks = self.everywhere | of_paragraph
        if properties is not None:
            style = properties.find(f"{W}rStyle")
            named = self.of(style.get(f"{W}val", "")) if style is not None else {}
            marks = marks | named | _marks_of(properties)
        return any(marks.values())

    def of_paragraph(self, paragraph: etree._Element) -> dict[str, bool]:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self.of(style.get(f"{W}val", "") if style is not None else self.usual)


def _marks_of(properties: etree._Element | None) -> dict[str, bool]:
    if properties is None:
        return {}
    marks = {kind: properties.find(f"{W}{kind}") for kind in _KINDS}
    return {
        kind: mark.get(f"{W}val", "1") not in _OFF
        for kind, mark in marks.items()
        if mark is not None
    }


def mark_struck(body: etree._Element, styles: etree._Element | None) -> None:
    """Rename the runs that are struck through, in place, so that nothing reads them as text."""
    strikes = Strikes(styles)
    for paragraph in body.iter(f"{W}p"):
        of_paragraph = strikes.of_paragraph(paragraph)
        for run in list(paragraph.iter(f"{W}r")):
            nearest = next(run.iterancestors(f"{W}p"), None)
            if nearest is paragraph and strikes.holds(run, of_paragraph):
                run.tag = STRUCK


def struck_in(node: etree._Element) -> str:
    """What is struck through in a paragraph or a row: 3”、“市发改局; "" where nothing is."""
    pieces: list[str] = []
    last: etree._Element | None = None
    for run in node.iter(STRUCK):
        text = "".join(run.itertext(f"{W}t"))
        if not clean(text):
            continue
        if pieces and last is not None and run.getprevious() is last:
            pieces[-1] += text
        else:
            pieces.append(text)
        last = run
    return "”、“".join(clean(piece) for piece in pieces)[:_LONGEST]
