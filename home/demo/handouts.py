"""Papers that the curricula hand out, as workbooks to print: words, exercises, empty forms.

All money in them is made up; what the exercise comes to is worked out, not written down.
"""

from io import BytesIO
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from portal.funds.models import FoundingStep, Rubric


class Sheet(NamedTuple):
    """A page to print: a line above the table, its columns with their widths, its rows."""

    title: str
    line: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple, ...] = ()
    empty_rows: int = 0


class Slip(NamedTuple):
    """A voucher of the exercise; what comes in is positive, what goes out negative."""

    day: int
    text: str
    cash: int = 0
    bank: int = 0


CASH_BEFORE, BANK_BEFORE = 1200, 18450
#: What lies in the box at the end of the month: 120 baht less than the book says.
CASH_COUNTED_SHORT = 120
SLIPS = (
    Slip(1, "รับเงินออมหมู่ 1 จำนวน 42 คน", cash=1260),
    Slip(1, "รับเงินออมหมู่ 2 จำนวน 35 คน", cash=1050),
    Slip(2, "รับเงินออมหมู่ 4 จำนวน 28 คน", cash=840),
    Slip(3, "จ่ายค่าเยี่ยมไข้ 2 ราย", cash=-400),
    Slip(3, "นำเงินสดฝากธนาคาร", cash=-2500, bank=2500),
    Slip(6, "จ่ายรับขวัญเด็กแรกเกิด 1 ราย", cash=-500),
    Slip(8, "รับบริจาคจากร้านค้าในตำบล", cash=300),
    Slip(9, "ซื้อสมุดและปากกา", cash=-185),
    Slip(12, "รับเงินออมหมู่ 3 จำนวน 31 คน", cash=930),
    Slip(15, "จ่ายช่วยงานศพ 1 ราย โอนจากบัญชี", bank=-5000),
    Slip(17, "จ่ายทุนการศึกษา 2 ราย", cash=-1000),
    Slip(20, "รับสมทบจาก อบต. โอนเข้าบัญชี", bank=15000),
    Slip(22, "จ่ายค่าน้ำมันรถไปเยี่ยมบ้าน", cash=-200),
    Slip(27, "รับเงินออมค้างส่ง 3 คน", cash=270),
    Slip(31, "ดอกเบี้ยเงินฝาก", bank=46),
)


def balances() -> tuple[int, int]:
    """What cash book and bank book say after the last slip, in baht."""
    cash = CASH_BEFORE + sum(slip.cash for slip in SLIPS)
    return cash, BANK_BEFORE + sum(slip.bank for slip in SLIPS)


def practice_slips() -> tuple[Sheet, ...]:
    cash, bank = balances()
    return (
        Sheet(
            "ใบสำคัญสิบห้าใบ",
            f"เดือนมีนาคม (ตัวเลขสมมติ) ยกมา: เงินสด {CASH_BEFORE:,} บาท ธนาคาร {BANK_BEFORE:,} บาท",
            (("ใบที่", 7), ("วันที่", 8), ("รายการ", 44), ("จำนวนเงิน (บาท)", 16), ("ลงสมุดเล่มใด", 22)),
            tuple(
                (number, slip.day, slip.text, abs(slip.cash or slip.bank), "")
                for number, slip in enumerate(SLIPS, 1)
            ),
        ),
        Sheet(
            "เฉลยของวิทยากร",
            "เปิดดูเมื่อทุกคู่ปิดยอดแล้ว",
            (("เรื่อง", 52), ("บาท", 14)),
            (
                ("เงินสดตามสมุด", cash),
                ("เงินฝากตามสมุดธนาคาร", bank),
                ("เงินสดที่นับได้ในกล่อง", cash - CASH_COUNTED_SHORT),
                ("ขาดไป ให้หาว่าอยู่ที่ไหนก่อนลงว่าเงินขาด", CASH_COUNTED_SHORT),
            ),
        ),
    )


def three_books() -> tuple[Sheet, ...]:
    day, text = ("วันที่", 12), ("รายการ", 40)
    return (
        Sheet(
            "สมุดเงินสด",
            "กองทุน ............................  เดือน ....................",
            (day, ("ใบสำคัญ", 10), text, ("รับ", 12), ("จ่าย", 12), ("คงเหลือ", 12)),
            empty_rows=28,
        ),
        Sheet(
            "ทะเบียนคุมเงินออม",
            "ใช้เลขที่สมาชิก ไม่ใช้เลขประจำตัวประชาชน",
            (("เลขที่", 9), *((str(month), 8) for month in range(1, 13)), ("รวม", 10)),
            empty_rows=28,
        ),
        Sheet(
            "สมุดสวัสดิการ",
            "รวมเป็นประเภท ไม่ลงชื่อโรคและไม่ลงชื่อผู้รับในฉบับที่ปิดประกาศ",
            (day, ("ใบสำคัญ", 10), ("ประเภท", 26), ("จำนวนคน", 12), ("บาท", 12), ("ผู้อนุมัติสองคน", 24)),
            empty_rows=28,
        ),
    )


def self_assessment() -> tuple[Sheet, ...]:
    rubric = Rubric.objects.current()
    return (
        Sheet(
            "ประเมินตนเอง",
            f"{rubric.name} ให้คะแนน 0 ยังไม่ได้ทำ 1 เริ่มทำ 2 ทำเป็นส่วนใหญ่ 3 ทำครบ",
            (("ข้อ", 6), ("ข้อความ", 74), ("คะแนน", 10), ("ดูจากอะไร", 26)),
            tuple(
                (number, statement.text_th, "", "")
                for number, statement in enumerate(rubric.statements.all(), 1)
            ),
        ),
    )


def contact_card() -> tuple[Sheet, ...]:
    return (
        Sheet(
            "บัตรพก",
            "กรอกชื่อหน่วยงานและเบอร์กลางเท่านั้น ไม่กรอกเบอร์ส่วนตัวของสมาชิก",
            (("เรื่อง", 40), ("ไปที่ใด", 32), ("เบอร์กลาง", 18), ("เอกสารที่ใช้", 30)),
            tuple(
                (text, "", "", "")
                for text in (
                    "ขอสมทบจากรัฐ",
                    "ขอสมทบจาก อบต. หรือเทศบาล",
                    "บ้านพัง ไฟไหม้ น้ำป่า ลมพัด",
                    "คนป่วยหนักต้องส่งต่อ",
                    "เด็กหรือผู้สูงอายุไม่มีคนดูแล",
                    "ผู้ประสานเครือข่ายของอำเภอ",
                )
            ),
        ),
    )


def captions() -> tuple[Sheet, ...]:
    return (
        Sheet(
            "คำบรรยายภาพ",
            "ไม่เกินสองบรรทัด บอกว่าใครทำอะไร ที่ไหน แล้วเกิดอะไรขึ้น โดยไม่ชี้ตัวผู้รับสวัสดิการ",
            (("ข้อ", 6), ("ในภาพ", 34), ("คำบรรยาย", 70)),
            tuple((number, *each) for number, each in enumerate(CAPTIONS, 1)),
        ),
    )


CAPTIONS = (
    ("มือเด็กหยอดเหรียญลงกระบอกไม้ไผ่", "วันละบาทของหนู กระบอกที่สามแล้วตั้งแต่เปิดเทอม"),
    ("ศาลาวันพระ คนต่อแถวส่งเงินออม", "เจ็ดโมงเช้าทุกวันพระ ที่นี่เป็นทั้งที่ทำบุญและที่ออมของตำบล"),
    ("รถสองคันบนทางลูกรัง", "สองคัน แปดคน สามหมู่บ้าน เดือนนี้เราไปเยี่ยมบ้านครบทุกหลัง"),
    ("กระดานปิดยอดเงินหน้าที่ทำการ", "ใครผ่านก็อ่านได้ เดือนนี้รับเท่าไร จ่ายเท่าไร เหลือเท่าไร"),
    ("กรรมการนั่งล้อมโต๊ะกับเครื่องคิดเลข", "ปิดบัญชีคืนนี้ตรงตั้งแต่รอบแรก เสียงปรบมือดังกว่าเสียงฝน"),
    ("ถุงข้าวสารวางเรียง", "ไม่มีเงินออมก็ออมข้าวได้ ปีนี้ได้ข้าวพอช่วยสิบสองบ้าน"),
    ("ผู้เฒ่ากับเยาวชนดูโทรศัพท์ด้วยกัน", "หลานสอนถ่ายภาพ ยายสอนภาษา คนละวิชา แลกกัน"),
    ("ถุงขยะคัดแยกบนตาชั่ง", "ชั่งแล้วจด จดแล้วเปลี่ยนเป็นเงินออม เดือนนี้สามร้อยกว่ากิโลกรัม"),
    ("ห้องประชุมมุมสูง", "สิบเอ็ดตำบล หกสิบกว่าคน สองวันที่ได้เพื่อนกลับบ้าน"),
    ("ป้ายชื่อกองทุนทำมือ", "ป้ายแรกของกองทุนใหม่ เขียนเอง ตอกเอง ภูมิใจเอง"),
)


def table_notes() -> tuple[Sheet, ...]:
    return (
        Sheet(
            "จดประจำโต๊ะ",
            "โต๊ะเรื่อง ............................  ผู้จด ............................",
            (("คำถาม", 46), ("คำตอบที่ได้", 46), ("ใครช่วยต่อ เมื่อไร", 28)),
            empty_rows=14,
        ),
    )


def three_months() -> tuple[Sheet, ...]:
    return (
        Sheet(
            "แผนสามเดือน",
            "กองทุน ............................  เรื่องที่เลือก ............................",
            (
                ("จะทำอะไร", 40),
                ("ใครทำ", 20),
                ("เสร็จเมื่อไร", 16),
                ("รู้ได้อย่างไรว่าดีขึ้น", 34),
                ("กองทุนเพื่อน", 22),
            ),
            empty_rows=8,
        ),
    )


def founding_road() -> tuple[Sheet, ...]:
    return (
        Sheet(
            "สิบเอ็ดขั้น",
            "ตำบล ............................  ใครยืนช่องไหน เขียนวันที่ทำแล้วและสิ่งที่ติด",
            (("ขั้น", 6), ("ทำอะไร", 40), ("ทำแล้ววันที่", 16), ("ติดอะไร", 34), ("ใครทำต่อ", 20)),
            tuple(
                (number, step.name_th, "", "", "")
                for number, step in enumerate(FoundingStep.objects.all(), 1)
            ),
        ),
    )


def words() -> tuple[Sheet, ...]:
    told = ("เงินเข้า", "เงินออก", "ยอดยกมา", "ยอดคงเหลือ", "ใบสำคัญ", "เงินออม", "สวัสดิการ", "เงินสมทบ")
    return (
        Sheet(
            "คำบัญชี",
            "เขียนคำที่ตำบลของท่านใช้จริงลงช่องขวา แล้วอ่านให้กันฟัง",
            (("คำไทย", 30), ("คำในภาษาของเรา", 40), ("ใช้เมื่อไร", 40)),
            tuple((word, "", "") for word in told),
            empty_rows=8,
        ),
    )


def region_summary() -> tuple[Sheet, ...]:
    return (
        Sheet(
            "สรุปของภาค",
            "ภาค ............................  หนึ่งหน้า ไม่เกินห้าเรื่อง",
            (("ทำอะไร", 34), ("ได้ผลอย่างไร", 34), ("ติดอะไร", 30), ("ปีหน้าจะทำต่อหรือเลิก", 26)),
            empty_rows=5,
        ),
    )


#: File name (without ending) → what makes its sheets.
HANDOUTS = {
    "self-assessment": self_assessment,
    "practice-slips": practice_slips,
    "three-books": three_books,
    "contact-card": contact_card,
    "captions": captions,
    "table-notes": table_notes,
    "three-months": three_months,
    "founding-road": founding_road,
    "region-summary": region_summary,
    "words": words,
}

LINE = Side(style="thin", color="999999")


def workbook(name: str) -> bytes:
    """A handout as an .xlsx file whose sheets each fit the width of an A4 page."""
    book = Workbook()
    book.remove(book.active)
    for sheet in HANDOUTS[name]():
        _write(book.create_sheet(sheet.title), sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    page.append([sheet.title])
    page.append([sheet.line])
    page.append([heading for heading, _width in sheet.columns])
    for row in (*sheet.rows, *[("",) * len(sheet.columns)] * sheet.empty_rows):
        page.append(row)
    page["A1"].font = Font(name="Sarabun", size=18, bold=True)
    page["A2"].font = Font(name="Sarabun", size=12)
    for number, (_heading, width) in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    for row in page.iter_rows(min_row=3):
        for cell in row:
            cell.font = Font(name="Sarabun", size=12, bold=cell.row == 3)
            cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    page.print_title_rows = "3:3"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
