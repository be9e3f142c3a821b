"""What a list typed in an office says, and which files are refused with a sentence."""

import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from courses.lists.spreadsheets import MOST_PEOPLE, FileRefused, read_list
from tests.courses import sheets

pytestmark = pytest.mark.usefixtures("in_english")

SOMCHAI = (1, "นายสมชาย สมมติ", "081-234-5678", "ปางหมู", "เลขานุการ", "ไม่ทานเผ็ด")
READ = {
    "whole_name": "นายสมชาย สมมติ",
    "phone": "081-234-5678",
    "fund": "ปางหมู",
    "post_held": "เลขานุการ",
    "needs": "ไม่ทานเผ็ด",
}
#: Valid by its checksum and nobody's: it is only counted out.
ID_NUMBER = "1-2345-67890-12-1"


def read(data, name="รายชื่อ.xlsx"):
    return read_list(name, data)


def refused(data, name="list.xlsx") -> str:
    with pytest.raises(FileRefused) as problem:
        read(data, name)
    return str(problem.value)


def test_a_workbook_is_read_by_its_headings_wherever_they_stand():
    title = ("รายชื่อผู้เข้าอบรม วันที่ 27 มีนาคม 2566",)
    rows = read(sheets.workbook(SOMCHAI, (None,), SOMCHAI, before=(title, (None,))))
    assert [row.line for row in rows] == [4, 6]
    assert rows[0].cells == READ


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "tis-620", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_file_is_read_whatever_its_letters_and_separators(encoding, separator):
    data = sheets.text(SOMCHAI, separator=separator, encoding=encoding)
    assert read(data, "list.csv")[0].cells == READ


def test_numbers_lose_nothing_but_what_the_spreadsheet_took():
    [row] = read(sheets.workbook((1, "สมชาย สมมติ", 812345678.0, "ปางหมู", None, None)))
    assert row.cells["phone"] == "812345678"


@pytest.mark.parametrize("number", [ID_NUMBER, 1234567890121])
def test_a_national_id_anywhere_refuses_the_whole_file(number):
    data = sheets.workbook((*SOMCHAI, number), headings=(*sheets.HEADINGS, "เลขบัตรประชาชน"))
    assert "Line 2 holds a national ID number" in refused(data)
    data = sheets.text((*SOMCHAI, number), headings=(*sheets.HEADINGS, "เลขบัตร"))
    assert "Line 2 holds a national ID number" in refused(data, "list.csv")


def test_a_formula_is_named_by_its_cell_and_not_worked_out():
    row = (1, '=HYPERLINK("http://x.example","สมชาย")', "0812345678", "ปางหมู", None, None)
    assert read(sheets.workbook(row))[0].formula == "B2"
    assert read(sheets.text((1, "=1+1", "", "ปางหมู", "", "")), "list.csv")[0].formula == "B2"


def test_too_many_people_are_refused():
    row = (1, "สมชาย สมมติ", None, "ปางหมู", None, None)
    assert str(MOST_PEOPLE) in refused(sheets.workbook(*[row] * (MOST_PEOPLE + 1)))
    assert len(read(sheets.workbook(*[row] * MOST_PEOPLE))) == MOST_PEOPLE
    assert str(MOST_PEOPLE) in refused(sheets.text(*[row] * 10_000), "list.csv")


def test_macros_are_refused():
    data = sheets.workbook(SOMCHAI)
    assert "macros" in refused(data, "list.xlsm")
    file = BytesIO(data)
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"macro")
    assert "macros" in refused(file.getvalue())


def test_what_unpacks_to_a_flood_is_refused_without_unpacking_it():
    file = BytesIO(sheets.workbook(SOMCHAI))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet9.xml", b"0" * 40 * 1024 * 1024)
    assert len(file.getvalue()) < 100_000
    assert "unpacks" in refused(file.getvalue())
    file = BytesIO(sheets.workbook(SOMCHAI))
    with zipfile.ZipFile(file, "a") as parts:
        for number in range(400):
            parts.writestr(f"xl/media/{number}.txt", b"")
    assert "unpacks" in refused(file.getvalue())


def test_entities_are_not_worked_out():
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(sheets.workbook(SOMCHAI))) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
                data = bomb + data.replace(b"</worksheet>", b"<x>&b;</x></worksheet>")
            new.writestr(entry, data)
    assert "cannot be read" in refused(file.getvalue())


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "list.xlsx", "empty"),
        (b"  \r\n ", "list.csv", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, "list.xlsx", "old Excel format"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", "list.csv", "letters of this file"),
        (b"\xff\xfe\x00", "list.csv", "letters of this file"),
        (b"PK\x03\x04 not a workbook", "list.xlsx", "letters of this file"),
        (b"a\nb\nc", "list.csv", "No line with headings"),
        ("ชื่อ,กองทุน".encode(), "list.csv", "nobody in this list"),
        (b"x" * (2 * 1024 * 1024 + 1), "list.csv", "larger than 2 MB"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(data, name, said):
    assert said in refused(data, name)


def test_a_workbook_without_a_list_is_refused():
    book = Workbook()
    book.active.append(["ก", "ข"])
    assert "No line with headings" in refused(sheets.saved(book))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("hello.txt", b"hello")
    assert "cannot be read" in refused(file.getvalue())


def test_only_the_first_sheet_that_shows_is_read():
    book = Workbook()
    book.active.append(sheets.HEADINGS)
    book.active.append((1, "ซ่อน สมมติ", None, "ปางหมู", None, None))
    book.active.sheet_state = "hidden"
    shown = book.create_sheet("รายชื่อ")
    shown.append(sheets.HEADINGS)
    shown.append(SOMCHAI)
    book.active = 1
    assert [row.cells["whole_name"] for row in read(sheets.saved(book))] == ["นายสมชาย สมมติ"]
