"""Decides what a list typed in an office says, and which files are not read at all.

A file is read as text in rows: no formula is worked out, no macro kept, nothing outside of it
asked for. What is no list of people, or far too large, is refused with one sentence before any
of it is looked at closely.
"""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from portal.thai.digits import holds_national_id
from portal.thai.words import normalise

#: People in one list. All of them are registered under one lock, so nobody waits for long.
MOST_PEOPLE = 500
MOST_BYTES = 2 * 1024 * 1024
#: What a workbook may unpack to, in all; a list of 500 people is far below.
MOST_UNPACKED = 20 * 1024 * 1024
MOST_PARTS = 300
#: Rows and columns looked at, empty ones included; headings stand in one of the first rows.
MOST_ROWS, MOST_COLUMNS, FIRST_ROWS = 6000, 40, 10

OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: What a column is called in the lists people have, without spaces and signs.
HEADINGS = {
    "title": ("คำนำหน้า", "คำนำหน้าชื่อ", "คำนำ", "title"),
    "whole_name": (
        *("ชื่อสกุล", "ชื่อนามสกุล", "ชื่อและนามสกุล", "ชื่อและสกุล", "ชื่อตัวชื่อสกุล", "รายชื่อ"),
        *("ชื่อผู้เข้าอบรม", "ชื่อผู้เข้าร่วม", "name", "fullname"),
    ),
    "first_name": ("ชื่อ", "ชื่อตัว", "ชื่อจริง", "firstname", "givenname"),
    "last_name": ("นามสกุล", "สกุล", "ชื่อสกุลจริง", "lastname", "surname", "familyname"),
    "phone": (
        *("โทรศัพท์", "โทร", "เบอร์", "เบอร์โทร", "เบอร์โทรศัพท์", "หมายเลขโทรศัพท์", "มือถือ"),
        *("เบอร์มือถือ", "โทรศัพท์มือถือ", "phone", "telephone", "mobile", "tel"),
    ),
    "fund": ("กองทุน", "ชื่อกองทุน", "กองทุนสวัสดิการ", "กองทุนสวัสดิการชุมชน", "fund"),
    "subdistrict": ("ตำบล", "subdistrict", "tambon"),
    "district": ("อำเภอ", "district", "amphoe"),
    "province": ("จังหวัด", "province"),
    "post_held": ("ตำแหน่ง", "ตำแหน่งในกองทุน", "หน้าที่", "post", "postinthefund", "position"),
    "needs": (
        *("ความต้องการ", "สิ่งที่ต้องเตรียม", "อาหารที่พักการเดินทาง", "อาหารที่พัก", "หมายเหตุ"),
        *("อาหารค้างคืนการเข้าถึง", "needs", "foodovernightstayaccess", "note"),
    ),
}
COLUMN_OF = {heading: column for column, names in HEADINGS.items() for heading in names}


class FileRefused(Exception):
    """Nothing of the file was kept; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the list: the line it stands in, what is typed, and where a formula is."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    formula: str = ""


def read_list(name: str, data: bytes) -> list[Row]:
    """The people of a file by its columns' headings. Raises `FileRefused`."""
    if len(data) > MOST_BYTES:
        raise FileRefused(
            _("This file is larger than %(most)d MB. A list of names is far smaller.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )
    if not data.strip():
        raise FileRefused(_("This file is empty."))
    if data.startswith(OLD_EXCEL) or name.lower().endswith(".xls"):
        raise FileRefused(
            _(
                "This file is in the old Excel format, or has a password. Please open it and "
                "save it as an Excel workbook (.xlsx) without a password."
            )
        )
    rows = _workbook(name, data) if zipfile.is_zipfile(BytesIO(data)) else _text(data)
    return _people(rows)


Cells = list[tuple[str, bool]]


def _people(rows: Iterable[tuple[int, Cells]]) -> list[Row]:
    columns: dict[int, str] = {}
    people = []
    for line, cells in rows:
        if any(holds_national_id(text) for text, _formula in cells):
            raise FileRefused(
                _(
                    "Line %(line)d holds a national ID number. To protect people the portal "
                    "never keeps them: please take that column out and choose the file again."
                )
                % {"line": line}
            )
        if not any(text for text, _formula in cells):
            continue
        if not columns:
            columns = _columns(cells)
            if not columns and line > FIRST_ROWS:
                break
            continue
        row = _row(line, cells, columns)
        if row.cells:
            people.append(row)
        if len(people) > MOST_PEOPLE:
            raise FileRefused(
                _("This list has more than %(most)d people. Please take it in in parts.")
                % {"most": MOST_PEOPLE}
            )
    if not columns:
        raise FileRefused(
            _(
                "No line with headings was found. The list needs a line with at least “ชื่อ” and "
                "“กองทุน”, as in the file you can download here."
            )
        )
    if not people:
        raise FileRefused(_("There is nobody in this list, only headings."))
    return people


def _columns(cells: Cells) -> dict[int, str]:
    """Which column stands where, if this is the line of headings: it names people."""
    found: dict[int, str] = {}
    for place, (text, _formula) in enumerate(cells):
        heading = "".join(
            letter for letter in normalise(text) if letter.isalnum() or ord(letter) > 0xE00
        )
        column = COLUMN_OF.get(heading)
        if column and column not in found.values():
            found[place] = column
    named = {"whole_name", "first_name"} & set(found.values())
    return found if named and len(found) > 1 else {}


def _row(line: int, cells: Cells, columns: dict[int, str]) -> Row:
    known = [(place, *cells[place]) for place in columns if place < len(cells)]
    formulas = [place for place, text, formula in known if formula or text.startswith("=")]
    return Row(
        line=line,
        cells={columns[place]: text for place, text, _formula in known if text},
        formula=f"{get_column_letter(formulas[0] + 1)}{line}" if formulas else "",
    )


def _workbook(name: str, data: bytes) -> Iterator[tuple[int, Cells]]:
    """The rows of the first sheet that shows; macros and what unpacks to a flood are refused."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        entries = parts.infolist()
        names = [entry.filename.lower() for entry in entries]
        if name.lower().endswith((".xlsm", ".xlsb", ".xltm")) or any(
            one.endswith("vbaproject.bin") for one in names
        ):
            raise FileRefused(
                _("This workbook carries macros. Please save it as an ordinary one (.xlsx).")
            )
        flood = sum(entry.file_size for entry in entries) > MOST_UNPACKED
        if flood or len(entries) > MOST_PARTS:
            raise FileRefused(_("This file unpacks to far more than a list of people."))
    try:
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS)
        found = [
            (line, [(_shown(cell.value), cell.data_type == "f") for cell in row])
            for line, row in enumerate(rows, 1)
        ]
        book.close()
    except Exception as problem:  # whatever is wrong inside, it is no list we can read
        raise FileRefused(
            _("This file cannot be read. Please save it once more as .xlsx or as .csv.")
        ) from problem
    return iter(found)


def _text(data: bytes) -> Iterator[tuple[int, Cells]]:
    """The rows of a text file, whatever separates them."""
    text = _decoded(data)
    head = "\n".join(text.splitlines()[:FIRST_ROWS])
    separator = max(",;\t", key=head.count)
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
        found = []
        for cells in rows:
            if len(found) >= MOST_ROWS:
                break
            found.append((rows.line_num, [(_shown(one), False) for one in cells[:MOST_COLUMNS]]))
    except csv.Error as problem:
        raise FileRefused(
            _("This file cannot be read. Please save it once more as .xlsx or as .csv.")
        ) from problem
    return iter(found)


def _decoded(data: bytes) -> str:
    """The letters of a text file: Unicode, or the Thai letters of older Windows (TIS-620)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp874")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Picture, program, or letters of another alphabet: control signs stand in it.
        if not any(ord(letter) < 32 and letter not in "\t\r\n" for letter in text[:4000]):
            return text
    raise FileRefused(
        _(
            "The letters of this file cannot be read. Please save it as an Excel workbook "
            "(.xlsx), or as “CSV UTF-8”."
        )
    )


def _shown(value: object) -> str:
    """What a cell shows, as one line of text."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return " ".join(str(value).replace("\x00", "").split())
