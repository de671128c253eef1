"""The words of a Word document as the reader of the page sees them, paragraph by paragraph.

Tracked insertions stay, deletions go, and with a deleted paragraph mark two paragraphs become one;
content controls, fields, links and text boxes are looked through; hidden text, text that is struck
through and phonetic guides are left out.
"""

from collections.abc import Iterator

from lxml import etree

from assignments.notices.files.text.from_text import clean
from assignments.notices.files.word.docx_numbers import Numbering, W
from assignments.notices.files.word.docx_strikes import STRUCK

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICE, _FALLBACK = f"{_MARKUP}Choice", f"{_MARKUP}Fallback"
_GONE = {
    STRUCK,
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}delText",
    f"{W}footnoteReference",
    f"{W}rt",
}
_THROUGH = {
    f"{W}sdt",
    f"{W}sdtContent",
    f"{W}ins",
    f"{W}moveTo",
    f"{W}smartTag",
    f"{W}customXml",
    f"{W}hyperlink",
    f"{_MARKUP}AlternateContent",
    _CHOICE,
    _FALLBACK,
}
_TEXTS = {f"{W}t", f"{_MATHS}t"}
_MARKS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": " ",
    f"{W}noBreakHyphen": "-",
    f"{W}ptab": " ",
}
_OFF = ("0", "false", "off")


def _is_gone(node: etree._Element) -> bool:
    """Whether the node is not to be seen: deleted, hidden, or said better by an alternative
    before it."""
    if not isinstance(node.tag, str) or node.tag in _GONE:
        return True
    if node.tag == _FALLBACK:
        before = node.getprevious()
        return before is not None and before.tag == _CHOICE
    return node.tag == f"{W}r" and _is_hidden(node)


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1") not in _OFF


def hidden_texts(root: etree._Element) -> Iterator[str]:
    """The texts that are set not to be seen, and those of hidden rows."""
    for mark in root.iter(f"{W}vanish"):
        run = mark.getparent().getparent()
        if run is not None and run.tag == f"{W}r" and _is_hidden(run):
            yield from run.itertext(f"{W}t")
    for mark in root.iterfind(f".//{W}tr/{W}trPr/{W}hidden"):
        yield from mark.getparent().getparent().itertext(f"{W}t")


def children(node: etree._Element) -> Iterator[etree._Element]:
    """The children, looking through content controls and tracked insertions."""
    waiting = list(reversed(node))
    while waiting:
        child = waiting.pop()
        if _is_gone(child):
            continue
        if child.tag in _THROUGH:
            waiting.extend(reversed(child))
        else:
            yield child


def lines_of(
    paragraph: etree._Element, numbers: Numbering, tables: bool = True
) -> list[str]:
    """The paragraph's lines (it may hold line breaks), with its automatic number in front; `tables`
    takes in the words of a table in a text box."""
    label, text = numbers.label(paragraph), _text(paragraph, tables)
    if (
        text.strip() or paragraph.find(f".//{STRUCK}") is None
    ):  # else its number is struck through with it
        text = label + text
    return [line for written in text.split("\n") if (line := clean(written))]


def _text(paragraph: etree._Element, tables: bool) -> str:
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if (
            _is_gone(node)
            or node.tag == f"{W}pPr"
            or (node.tag == f"{W}tbl" and not tables)
        ):
            continue
        if node.tag in _TEXTS:
            pieces.append(node.text or "")
        elif node.tag in _MARKS:
            pieces.append(_MARKS[node.tag])
        elif node.tag == f"{W}p":
            pieces.append("\n" + _text(node, tables) + "\n")
        else:
            waiting.extend(reversed(node))
    return "".join(pieces)


def tables_in_boxes(paragraph: etree._Element) -> list[etree._Element]:
    """The tables that stand in the paragraph's text boxes."""
    tables: list[etree._Element] = []
    waiting = (
        list(reversed(paragraph)) if paragraph.find(f".//{W}tbl") is not None else []
    )
    while waiting:
        node = waiting.pop()
        if _is_gone(node):
            continue
        if node.tag == f"{W}tbl":
            tables.append(node)
        else:
            waiting.extend(reversed(node))
    return tables


def join_deleted_marks(root: etree._Element) -> None:
    """Put a paragraph whose mark was deleted in front of the next one, in place, as Word shows it;
    from the last to the first, so that each is moved once."""
    for mark in reversed(list(root.iterfind(f".//{W}p/{W}pPr/{W}rPr/{W}del"))):
        paragraph = mark.getparent().getparent().getparent()
        following = next(paragraph.itersiblings(f"{W}p", f"{W}tbl", f"{W}sdt"), None)
        if following is None or following.tag != f"{W}p":
            continue
        first = next(
            iter(following), None
        )  # counting the children would take as long as moving them all
        begin = int(first is not None and first.tag == f"{W}pPr")
        for node in reversed([node for node in paragraph if node.tag != f"{W}pPr"]):
            following.insert(begin, node)
        paragraph.getparent().remove(paragraph)
