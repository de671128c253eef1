"""Text that is struck through on a saved web page: <s>, <strike>, <del>, and line-through in a
style."""

import re

from lxml import etree

STRUCK = "struck"
"""The element that what is struck through is put into; no page has one."""
_TAGS = ("s", "strike", "del")
# <span style="text-decoration: line-through">.
_LINE_THROUGH = re.compile(r"text-decoration[^;:]*:[^;]*line-through", re.I)
_OF_TABLES = ("table", "tbody", "thead", "tfoot", "tr")
_LONGEST = 60


def mark_struck(root: etree._Element) -> None:
    """Put what is struck through into elements of its own, in place; of a table or a row, what its
    cells hold."""
    struck = [node for node in root.iter(etree.Element) if _is_struck(node)]
    for node in struck:
        cells = node.iter("td", "th") if node.tag in _OF_TABLES else [node]
        for cell in list(cells):
            _wrap(cell)


def _is_struck(node: etree._Element) -> bool:
    return node.tag in _TAGS or bool(_LINE_THROUGH.search(node.get("style") or ""))


def _wrap(node: etree._Element) -> None:
    wrapped = etree.Element(STRUCK)
    wrapped.text, node.text = node.text, None
    wrapped.extend(list(node))
    node.append(wrapped)


def struck_in(node: etree._Element) -> str:
    """What is struck through in an element: 3”、“市发改局; "" where nothing is."""
    outermost = (
        each
        for each in node.iter(STRUCK)
        if next(each.iterancestors(STRUCK), None) is None
    )
    texts = (" ".join("".join(each.itertext()).split()) for each in outermost)
    return "”、“".join(text for text in texts if text)[:_LONGEST]
