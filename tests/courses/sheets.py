"""Lists as offices type them: workbooks and text files, for the tests of taking them in."""

from io import BytesIO

from openpyxl import Workbook

HEADINGS = ("ที่", "ชื่อ-สกุล", "เบอร์โทร", "กองทุน", "ตำแหน่ง", "หมายเหตุ")


def workbook(*rows, headings=HEADINGS, before=()) -> bytes:
    """An Excel file with some lines above its headings."""
    book = Workbook()
    for row in (*before, headings, *rows):
        book.active.append(row)
    return saved(book)


def saved(book) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def text(*rows, headings=HEADINGS, separator=",", encoding="utf-8") -> bytes:
    """A text file with the same."""
    lines = [separator.join(str(cell) for cell in row) for row in (headings, *rows)]
    return "\r\n".join(lines).encode(encoding)
