"""Where the article of a saved or copied page ends, and what stands below it is the site's own:
links to the next page, who runs the site (主办单位：…，承办单位：…), its number and where it is
kept."""

import re
from collections.abc import Iterator, Sequence

from assignments.notices.blocks import Table, TextLine
from assignments.notices.words.labels import labels_of, trailing_labels
from assignments.notices.words.numbering import mark_of, number_alone

# What only a site says of itself.
_SITE = re.compile(
    (
        r"网站标识码|网站标识[:：]|ICP[备证]|公网安备|"
        r"版权所有|Copyright|©|(?:技术|网络)(?:支持|保障)(?:单位)?\s*[:：]"
    ),
    re.I,
)
# Who runs it, in words that a notice may use of its tasks as well.
_RUN_BY = re.compile(
    r"^[\s|·]*(?:主办|承办|协办|主管|维护|运维|建设|开发|设计|制作|管理)(?:单位|部门)?\s*[:：]"
    r"|^(?:联系|单位|办公|通[讯信])?(?:地址|电话|方式)\s*[:：]|^(?:邮编|邮箱|传真|电子邮箱)\s*[:：]"
)
# Who runs the site, where it is an office: 主办单位：玉环市人民政府办公室.
_RUN_BY_OFFICE = re.compile(
    r"^[\s|·]*(?P<label>主办|承办|主管)(?:单位|部门)?\s*[:：].*(?:政府|办公[室厅]|委员会|管委会)"
)
# What stands below an article: 打印本页, 扫一扫, 上一篇, 责任编辑：.
_BELOW_ARTICLE = re.compile(
    r"打印(?:本页|此页|文章)|【?\s*打印\s*】|关闭(?:窗口|"
    r"本页|页面)|扫一扫|微信扫|分享到|^上一[篇条页]|"
    r"^下一[篇条页]|相关(?:链接|文章|阅读|信息|稿件)"
    r"|^友情链接|返回(?:顶部|首页)|^网站地图|^责任编辑[:：]|^编辑[:：]"
)
_MOST_LINES = 120


def without_page_end(
    blocks: Sequence[TextLine | Table],
) -> tuple[Sequence[TextLine | Table], list[TextLine]]:
    """The blocks of the article, and the lines of the site below it."""
    end = _end_of_article(blocks)
    return blocks[:end], [
        block for block in blocks[end:] if isinstance(block, TextLine)
    ]


def _end_of_article(blocks: Sequence[TextLine | Table]) -> int:
    first = max(0, len(blocks) - _MOST_LINES)
    of_site = any(
        _SITE.search(_text(block)) for block in blocks[first:]
    ) or _ends_in_new_words(blocks)
    start = len(blocks)
    while start > first and not _is_of_list(blocks[start - 1], of_site):
        start -= 1
    for position in range(start, len(blocks)):
        text = _text(blocks[position])
        if _BELOW_ARTICLE.search(text) or (of_site and _says_who(text)):
            return position
    return len(blocks)


def _ends_in_new_words(blocks: Sequence[TextLine | Table]) -> bool:
    """Whether the last lines say who runs the site, in words with which no task above names
    anybody: those have others."""
    for position in range(len(blocks) - 1, max(0, len(blocks) - 4), -1):
        match = _RUN_BY_OFFICE.match(_text(blocks[position]))
        if match:
            above = blocks[:position]
            used = any(match["label"] in text for text in _texts(above))
            return not used and any(
                isinstance(block, Table) or labels_of(block.text) for block in above
            )
    return False


def _texts(blocks: Sequence[TextLine | Table]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TextLine):
            yield block.text
        else:
            yield from (cell.text for row in block.rows for cell in row.cells)


def _text(block: TextLine | Table) -> str:
    return block.text if isinstance(block, TextLine) else ""


def _says_who(text: str) -> bool:
    return bool(_SITE.search(text) or _RUN_BY.match(text))


def _is_of_list(block: TextLine | Table, of_site: bool) -> bool:
    """Whether a block is a piece of a list of tasks, so that the article goes on at least to it."""
    if isinstance(block, Table):
        return True
    text = block.text
    if of_site and _says_who(text):
        return False
    mark = mark_of(text)
    labels = labels_of(text) or (trailing_labels(text) or (None, None))[1]
    return bool(
        (mark and mark.dotted)
        or number_alone(text)
        or (labels and labels.names_anybody)
    )
