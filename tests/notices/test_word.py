"""What Word files hold beside plain text: tracked changes, content controls, automatic numbers,
merges."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from assignments.notices.files.word.docx_numbers import chinese, numbering_from
from assignments.notices.meaning.read import read_notice
from assignments.notices.words.numbering import chinese_number
from tests.notices import documents

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def wrapped(body: str, numbering: str = "") -> bytes:
    """A Word file made of the given XML."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
        if numbering:
            archive.writestr(
                "word/numbering.xml",
                f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>',
            )
    return buffer.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


HEADER = row(*(cell(paragraph(text)) for text in ("序号", "工作任务", "责任单位")))
LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start '
    'w:val="1"/><w:numFmt w:val="{}"/>'
    '<w:lvlText w:val="{}"/></w:lvl></w:abstractNum><w:num '
    'w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def test_tracked_insertions_stay_and_deletions_go():
    text = (
        "<w:p><w:r><w:t>加快</w:t></w:r><w:ins><w:r><w:t>推进</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>取消</w:delText></w:r></w:del><w:r><w:t>建设。</w:t></w:r></w:p>"
    )
    gone = row(*(cell(paragraph("删")) for _ in range(3)), properties="<w:del/>")
    kept = row(cell(paragraph("1")), cell(text), cell(paragraph("市发改局")))
    notice = read_notice(wrapped(table(HEADER, gone, kept)), "a.docx")
    assert [(r.number, r.text) for r in notice.rows] == [(1, "加快推进建设。")]


def test_content_controls_are_read_around_text_cells_and_rows():
    inner = (
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>加快建设。"
        "</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    boxed = f"<w:sdt><w:sdtContent>{cell(paragraph('市发改局'))}</w:sdtContent></w:sdt>"
    line = row(cell(paragraph("1")), cell(inner), boxed)
    whole = f"<w:sdt><w:sdtContent>{line}</w:sdtContent></w:sdt>"
    notice = read_notice(wrapped(table(HEADER, whole)), "a.docx")
    assert [(r.number, r.text, r.lead[0].name) for r in notice.rows] == [
        (1, "加快建设。", "市发改局")
    ]


def test_numbers_that_word_writes_itself():
    lines = [
        row(
            cell(f"<w:p><w:pPr>{LIST}</w:pPr></w:p>"),
            cell(paragraph(f"加快{i}建设。")),
            cell(paragraph("市发改局")),
        )
        for i in "甲乙丙"
    ]
    for style, text in (
        ("decimal", "%1"),
        ("decimal", "%1."),
        ("chineseCounting", "%1、"),
    ):
        notice = read_notice(
            wrapped(table(HEADER, *lines), NUMBERING.format(style, text)), "a.docx"
        )
        assert [r.number for r in notice.rows] == [1, 2, 3]
        assert [d.code for d in notice.doubts] == []


def test_numbered_paragraphs_with_labels():
    body = "".join(
        paragraph(f"加快{i}建设。", LIST) + paragraph("责任单位：市发改局")
        for i in "甲乙"
    )
    notice = read_notice(wrapped(body, NUMBERING.format("decimal", "%1.")), "a.docx")
    assert [(r.number, r.text) for r in notice.rows] == [
        (1, "加快甲建设。"),
        (2, "加快乙建设。"),
    ]


def test_leader_cells_that_continue_over_pages():
    headings = row(*(cell(paragraph(t)) for t in ("牵头领导", "重点工作", "牵头单位")))
    start, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    lines = [
        row(
            cell(paragraph("周阳") + paragraph("市长"), start),
            cell(paragraph("1.甲。")),
            cell(paragraph("市府办")),
        ),
        row(
            cell("<w:p/>", go_on), cell(paragraph("2.乙。")), cell(paragraph("市府办"))
        ),
        row(
            cell(paragraph("周阳市长"), start),
            cell(paragraph("3.丙。")),
            cell(paragraph("市府办")),
        ),
        row(
            cell("<w:p/>", go_on), cell(paragraph("4.丁。")), cell(paragraph("市府办"))
        ),
        headings,
        row(
            cell(paragraph("陈威常委")),
            cell(paragraph("5.戊。")),
            cell(paragraph("市府办")),
        ),
    ]
    notice = read_notice(wrapped(table(headings, *lines)), "a.docx")
    assert [(r.number, r.leader.name, r.leader.title) for r in notice.rows] == [
        (1, "周阳", "市长"), (2, "周阳", "市长"), (3, "周阳", "市长"), (4, "周阳", "市长"),
        (5, "陈威", "常委"),
    ]  # fmt: skip
    assert notice.doubts == ()


def test_a_table_that_goes_on_without_headings():
    first = table(
        HEADER, row(*(cell(paragraph(t)) for t in ("1", "甲工程建设。", "市府办")))
    )
    second = table(row(*(cell(paragraph(t)) for t in ("2", "乙工程建设。", "市府办"))))
    notice = read_notice(wrapped(first + paragraph("") + second), "a.docx")
    assert [r.number for r in notice.rows] == [1, 2]


def test_grid_before_and_spans():
    first = row(
        cell(paragraph("1")), cell(paragraph("甲。")), cell(paragraph("市府办"))
    )
    shifted = row(
        cell(paragraph("乙。")),
        cell(paragraph("市府办")),
        properties='<w:gridBefore w:val="1"/>',
    )
    notice = read_notice(wrapped(table(HEADER, first, shifted)), "a.docx")
    assert [r.text for r in notice.rows] == ["甲。", "乙。"]


def test_python_docx_document_with_a_hyperlink_and_a_break():
    document = docx.Document()
    made = document.add_table(rows=2, cols=3)
    for column, text in enumerate(("序号", "重点工作", "责任单位")):
        made.cell(0, column).text = text
    made.cell(1, 0).text, made.cell(1, 2).text = "1", "市发改局\n市经信局"
    link = OxmlElement("w:hyperlink")
    link.append(made.cell(1, 1).paragraphs[0].add_run("加快建设。")._r)
    made.cell(1, 1).paragraphs[0]._p.append(link)
    assert made.cell(1, 1)._tc.find(qn("w:p")) is not None
    notice = read_notice(documents.saved(document), "a.docx")
    assert [(r.text, [u.name for u in r.units]) for r in notice.rows] == [
        ("加快建设。", ["市发改局", "市经信局"])
    ]


def test_chinese_numbers():
    assert [chinese(n) for n in (1, 10, 11, 20, 21, 100, 101, 110, 134)] == [
        "一", "十", "十一", "二十", "二十一", "一百", "一百零一", "一百一十", "一百三十四",
    ]  # fmt: skip


def task(text: str, unit: str = "市发改局", number: str = "1") -> str:
    return row(cell(paragraph(number)), cell(text), cell(paragraph(unit)))


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


SHOWN = '<w:vanish w:val="0"/>'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.mark.parametrize(
    "text",
    [
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('加快')}</w:p><w:p><w:pPr/>{run('建设。')}</w:p>",
        f"<w:p>{run('加快')}{run('不见', '<w:vanish/>')}{run('建设。', SHOWN)}</w:p>",
        f"<w:p><w:ruby><w:rt>{run('jia')}</w:rt>"
        f"<w:rubyBase>{run('加')}</w:rubyBase></w:ruby>{run('快建设。')}</w:p>",
        f"<w:p><w:smartTag>{run('加快')}</w:smartTag>"
        f"<w:fldSimple>{run('建设')}</w:fldSimple>{run('。')}</w:p>",
        f"<w:p><mc:AlternateContent {MC}><mc:Fallback>{run('加快建设。')}</mc:Fallback>"
        "</mc:AlternateContent></w:p>",
        f"<mc:AlternateContent {MC}><mc:Choice>{paragraph('加快建设。')}</mc:Choice>"
        f"<mc:Fallback>{paragraph('旧写法。')}</mc:Fallback></mc:AlternateContent>",
    ],
    ids=[
        "deleted mark",
        "hidden text",
        "phonetic guide",
        "tags and fields",
        "fallback",
        "choice",
    ],
)
def test_text_is_what_the_reader_of_the_page_sees(text):
    notice = read_notice(wrapped(table(HEADER, task(text))), "a.docx")
    assert [(r.text, r.lead[0].name) for r in notice.rows] == [
        ("加快建设。", "市发改局")
    ]


def test_cells_deleted_in_a_tracked_change_and_cells_merged_to_the_left():
    title = row(
        cell(paragraph("2026年民生实事项目"), '<w:hMerge w:val="restart"/>'),
        *[cell("", "<w:hMerge/>")] * 2,
    )
    gone = row(
        cell(paragraph("1")),
        cell(paragraph("旧"), "<w:cellDel/>"),
        cell(paragraph("甲。")),
        cell(paragraph("市府办")),
    )
    notice = read_notice(wrapped(table(title, HEADER, gone)), "a.docx")
    assert [(r.kind, r.text, r.lead[0].name) for r in notice.rows] == [
        ("livelihood", "甲。", "市府办")
    ]
    assert notice.doubts == ()


def test_a_table_in_a_text_box_is_a_table():
    inside = table(HEADER, task(paragraph("甲。"), "市府办、市发改局"))
    box = f"<w:p><w:r><w:txbxContent>{inside}</w:txbxContent></w:r></w:p>"
    notice = read_notice(wrapped(paragraph("2026年重点工作") + box), "a.docx")
    assert [(r.text, len(r.units)) for r in notice.rows] == [
        ("甲。", 2)
    ] and notice.layouts == ("table",)


def test_a_strict_file_and_a_main_part_with_another_name():
    made = wrapped(table(HEADER, task(paragraph("甲。"))))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        xml = archive.read("word/document.xml")
    for name, content in (
        (
            "word/document.xml",
            xml.replace(
                W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            ),
        ),
        ("word/document2.xml", xml),
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(
                "_rels/.rels",
                f'<Relationships><Relationship Target="/{name}"/></Relationships>',
            )
            archive.writestr(name, content)
        assert [r.text for r in read_notice(buffer.getvalue(), "a.docx").rows] == [
            "甲。"
        ]


LEVEL = (
    '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt '
    'w:val="{}"/><w:lvlText w:val="{}"/>{}</w:lvl>'
)


def labels(numbering: str, styles: str, *properties: str) -> list[str]:
    """The numbers that paragraphs with these properties get."""
    roots = [
        etree.fromstring(f'<w:x xmlns:w="{W}">{xml}</w:x>')
        for xml in (numbering, styles)
    ]
    numbers = numbering_from(*roots)
    paragraphs = (
        etree.fromstring(f'<w:p xmlns:w="{W}"><w:pPr>{each}</w:pPr></w:p>')
        for each in properties
    )
    return [numbers.label(each) for each in paragraphs]


def of_list(number: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def test_lists_share_a_counter_until_one_says_where_it_starts():
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        f"{LEVEL.format(0, 5, 'decimal', '%1.', '')}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num '
        'w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride '
        'w:ilvl="0"><w:startOverride w:val="1"/>'
        '</w:lvlOverride></w:num><w:num w:numId="4"><w:abstractNumId '
        'w:val="0"/><w:lvlOverride w:ilvl="0">'
        + LEVEL.format(0, 1, "decimalEnclosedCircle", "%1", "")
        + "</w:lvlOverride></w:num>"
    )
    written = labels(numbering, "", *(of_list(n) for n in (1, 2, 3, 3, 4)))
    assert written == ["5.", "6.", "1.", "2.", "③"]


def test_levels_styles_and_links_of_lists():
    levels = (
        LEVEL.format(0, 1, "chineseCounting", "%1、", "")
        + LEVEL.format(1, 1, "decimal", "%1.%2", "<w:isLgl/>")
        + LEVEL.format(2, 1, "ideographTraditional", "%3", '<w:lvlRestart w:val="0"/>')
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num '
        'w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        f'<w:style w:styleId="A"><w:pPr>{of_list(1)}</w:pPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        f'<w:style w:styleId="L"><w:pPr>{of_list(1)}</w:pPr></w:style>'
    )
    based = '<w:pStyle w:val="B"/>'
    written = labels(
        numbering,
        styles,
        based,
        of_list(1, 1),
        of_list(1, 2),
        based,
        of_list(1, 1),
        of_list(1, 2),
    )
    assert written == ["一、", "1.1 ", "甲", "二、", "2.1 ", "乙"]
    assert labels(numbering, styles, of_list(2)) == ["一、"]


def test_chinese_numbers_beyond_a_hundred_are_row_numbers():
    assert [chinese_number(chinese(n)) for n in range(1, 1000)] == list(range(1, 1000))
