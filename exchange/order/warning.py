"""Decides what a writer should look at once more before others read it; never a refusal.

Thirteen-digit ID numbers are refused elsewhere (`portal.thai.digits`). What is said here is
a guess: amounts of money, dates, an office's telephone and codes of funds raise no alarm.
"""

import re

from django.utils.translation import gettext as _

from portal.thai.digits import to_arabic

#: Ten digits grouped like a mobile phone's; an office has a landline of nine.
MOBILE = re.compile(
    r"(?<![\d,.\-/])(?:0[689]\d[ -]?\d{3}[ -]?\d{4}|0[689][ -]\d{4}[ -]\d{4}"
    r"|\+66[ -]?[689]\d[ -]?\d{3}[ -]?\d{4})(?![\d,/])"
)
#: The way banks print an account: 123-4-56789-0.
ACCOUNT_AS_PRINTED = re.compile(r"(?<![\d-])\d{3}[- ]\d[- ]\d{5}[- ]\d(?![\d-])")
#: Ten to twelve digits in a row, at most parted by dashes, soon after a word of banking.
ACCOUNT_NAMED = re.compile(
    r"(?:เลขที่บัญชี|เลขบัญชี|บัญชี(?:ธนาคาร|ออมทรัพย์|เลขที่)|พร้อมเพย์|โอน(?:เงิน)?(?:มา|เข้า|ไป)"
    r"|ธ\.?ก\.?ส\.?|ออมสิน|กรุงไทย|กสิกร|account)[^\d\n]{0,40}\d(?:-?\d){9,11}(?![\d,])",
    re.IGNORECASE,
)
#: A person named with a title; a mayor (นายก) and a district officer (นายอำเภอ) are offices.
SOMEBODY = (
    r"(?:(?<![ก-๙])(?:นาย(?!ก|อำเภอ|ทะเบียน|จ้าง|ทุน|หน้า)|นางสาว|นาง(?!สาว)|น\.ส\.|ด\.ช\.|ด\.ญ\."
    r"|เด็กชาย|เด็กหญิง)\s?[ก-๙]{2,})"
)
ILL = (
    r"(?:ป่วยเป็น|เป็นโรค|เป็นมะเร็ง|เป็นเบาหวาน|เป็นเอดส์|ติดเชื้อ|เอชไอวี|HIV|ป่วยติดเตียง|ผู้ป่วยจิตเวช"
    r"|ซึมเศร้า|ฟอกไต)"
)
IN_DEBT = r"(?:เป็นหนี้|ติดหนี้|ค้างหนี้|หนี้นอกระบบ|ค้างชำระ|ถูกฟ้อง|ล้มละลาย)"
ABOUT_SOMEBODY = re.compile(
    rf"{SOMEBODY}[^\n]{{0,60}}?(?:{ILL}|{IN_DEBT})|(?:{ILL}|{IN_DEBT})[^\n]{{0,25}}?{SOMEBODY}",
    re.IGNORECASE,
)


def to_look_at(*texts: str) -> list[str]:
    """One sentence for each kind of thing found in some texts; none where there is nothing."""
    text = to_arabic("\n".join(texts))
    account = ACCOUNT_AS_PRINTED.search(text) or ACCOUNT_NAMED.search(text)
    found = []
    if account:
        found.append(_("This looks like a bank account: “%(what)s”.") % {"what": account[0]})
    without = text.replace(account[0], " ") if account else text
    if mobile := MOBILE.search(without):
        found.append(
            _("This looks like somebody's telephone number: “%(what)s”.") % {"what": mobile[0]}
        )
    if person := ABOUT_SOMEBODY.search(text):
        found.append(
            _("This tells of a person's illness or debts: “%(what)s”.") % {"what": person[0]}
        )
    return found
