"""The 2021 plan written by other programs into each format, in the layout of the official
notice."""

import csv
import io
from itertools import groupby

import docx
import openpyxl
from docx.document import Document

from assignments.notices.rows import Notice, NoticeRow

KEY_HEADINGS = ("牵头领导", "重点工作", "牵头单位", "配合单位", "备注")
LIVELIHOOD_HEADINGS = ("序号", "民生实事项目", "牵头部门")


def key_rows(notice: Notice) -> list[NoticeRow]:
    return [row for row in notice.rows if row.kind == "key"]


def livelihood_rows(notice: Notice) -> list[NoticeRow]:
    return [row for row in notice.rows if row.kind == "livelihood"]


def names(units, between="\n") -> str:
    return between.join(
        f"{unit.name}({unit.note})" if unit.note else unit.name for unit in units
    )


def key_cells(row: NoticeRow, between="\n") -> list[str]:
    leader = f"{row.leader.name}\n{row.leader.title}"
    text = f"{row.number}.{row.text}"
    return [
        leader,
        text,
        names(row.lead, between),
        names(row.cooperating, between),
        row.remark,
    ]


def livelihood_lines(row: NoticeRow) -> list[list[str]]:
    """One table row for each part, the number in the first of them."""
    if not row.parts:
        return [[str(row.number), row.text, names(row.lead)]]
    lines = [
        [str(row.number), f"{part.number}.{part.text}", names(part.lead)]
        for part in row.parts
    ]
    return [lines[0], *([["", *line[1:]] for line in lines[1:]])]


def as_docx(notice: Notice) -> bytes:
    document = docx.Document()
    document.add_paragraph(notice.plan.title)
    document.add_paragraph(notice.plan.document_number)
    document.add_paragraph(notice.plan.issued_by)
    document.add_paragraph("2021年3月12日")
    document.add_paragraph("2021年市政府重点工作责任分工抓落实方案")
    _docx_key(document, notice)
    document.add_paragraph("2021年市政府民生实事项目责任分工抓落实方案")
    _docx_livelihood(document, notice)
    return saved(document)


def saved(document: Document | openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _docx_key(document: Document, notice: Notice) -> None:
    rows = key_rows(notice)
    table = document.add_table(rows=1 + len(rows), cols=5)
    cells = table._cells
    for column, heading in enumerate(KEY_HEADINGS):
        cells[column].text = heading
    for index, row in enumerate(rows, 1):
        for column, text in enumerate(key_cells(row)):
            if column:
                cells[index * 5 + column].text = text
    start = 1
    for _, block in groupby(rows, key=lambda row: row.leader.name):
        block = list(block)
        cell = cells[start * 5]
        cell.merge(cells[(start + len(block) - 1) * 5])
        cell.text = key_cells(block[0])[0]
        start += len(block)


def _docx_livelihood(document: Document, notice: Notice) -> None:
    lines = [
        (row, line) for row in livelihood_rows(notice) for line in livelihood_lines(row)
    ]
    table = document.add_table(rows=1 + len(lines), cols=3)
    for column, heading in enumerate(LIVELIHOOD_HEADINGS):
        table.cell(0, column).text = heading
    for index, (_, line) in enumerate(lines, 1):
        for column, text in enumerate(line):
            table.cell(index, column).text = text
        if not line[0]:
            number = table.cell(index - 1, 0).text
            table.cell(index - 1, 0).merge(table.cell(index, 0)).text = number


def as_xlsx(notice: Notice) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "重点工作"
    sheet.append([notice.plan.title])
    sheet.merge_cells("A1:E1")
    sheet.append(list(KEY_HEADINGS))
    for row in key_rows(notice):
        sheet.append(key_cells(row, "、"))
    start = 3
    for _, block in groupby(key_rows(notice), key=lambda row: row.leader.name):
        end = start + len(list(block)) - 1
        sheet.merge_cells(f"A{start}:A{end}")
        start = end + 1
    other = book.create_sheet("民生实事")
    other.append(["2021年民生实事项目"])
    other.append(list(LIVELIHOOD_HEADINGS))
    for row in livelihood_rows(notice):
        for line in livelihood_lines(row):
            other.append([int(line[0]) if line[0] else None, *line[1:]])
            if not line[0]:
                other.merge_cells(f"A{other.max_row - 1}:A{other.max_row}")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_csv(notice: Notice, encoding: str) -> bytes:
    """The key rows alone, as Excel writes them: only the first cell of a merged block is filled."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(KEY_HEADINGS)
    before = None
    for row in key_rows(notice):
        cells = key_cells(row)
        writer.writerow(["" if cells[0] == before else cells[0], *cells[1:]])
        before = cells[0]
    return buffer.getvalue().encode(encoding)


def as_html(notice: Notice, charset: str) -> bytes:
    page = [
        (
            f'<html><head><meta charset="{charset}"><title>通知</title><script>var '
            'a="市发改局";</script></head>'
        ),
        f"<body><table><tr><td><h1>{notice.plan.title}</h1><p>玉政办发〔2021〕9号</p>",
        (
            "<p>玉环市人民政府办公室</p><p>2021年3月12日</p><p>2021年市政府重点"
            "工作责任分工抓落实方案</p>"
        ),
        "<table>" + _html_row(KEY_HEADINGS, "th"),
    ]
    for _, block in groupby(key_rows(notice), key=lambda row: row.leader.name):
        for index, row in enumerate(rows := list(block)):
            leader, *rest = key_cells(row)
            head = (
                f'<td rowspan="{len(rows)}">{_escaped(leader)}</td>'
                if not index
                else ""
            )
            page.append(
                f"<tr>{head}{''.join(f'<td>{_escaped(text)}</td>' for text in rest)}</tr>"
            )
    page.append("</table><p>2021年市政府民生实事项目责任分工抓落实方案</p><table>")
    page.append(_html_row(LIVELIHOOD_HEADINGS, "td"))
    for row in livelihood_rows(notice):
        for line in livelihood_lines(row):
            span = f' rowspan="{len(row.parts)}"' if row.parts else ""
            head = f"<td{span}>{line[0]}</td>" if line[0] else ""
            page.append(
                f"<tr>{head}<td>{_escaped(line[1])}</td><td>{_escaped(line[2])}</td></tr>"
            )
    page.append("</table></td></tr></table><p>打印本页</p></body></html>")
    return "\n".join(page).encode("gb18030" if charset == "gb2312" else charset)


def _html_row(texts, tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("\n", "<br>")
