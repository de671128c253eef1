"""Reading a page as a browser reads it, wherever its template breaks a line."""

import re

BLOCKS = (
    "article|aside|caption|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|html|"
    "legend|li|main|nav|ol|option|p|section|select|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
TAG_OF_A_BLOCK = re.compile(rf" ?(</?(?:{BLOCKS})\b[^<>]*>) ?")


def flat(answer) -> str:
    """The page of an answer, or a text of HTML, without what a browser does not show: any white
    space is one blank, and there is none beside the tags of blocks (`<td>`) nor before a `>`."""
    text = answer if isinstance(answer, str) else answer.content.decode()
    text = re.sub(r"\s+", " ", text).replace(" >", ">")
    return TAG_OF_A_BLOCK.sub(r"\1", text)
