"""Thai digits, and national ID numbers that must not get into the portal."""

import pytest
from django.core.exceptions import ValidationError

from portal.thai.digits import holds_national_id, refuse_national_id, to_arabic


def test_thai_digits():
    assert to_arabic("ปี ๒๕๖๖ กับ 2567") == "ปี 2566 กับ 2567"


# Made up: valid by checksum only.
VALID = "1234567890121"


@pytest.mark.parametrize(
    "text",
    [
        VALID,
        "1-2345-67890-12-1",
        "1 2345 67890 12 1",
        "1 2345-67890 - 12 1",
        "๑๒๓๔๕๖๗๘๙๐๑๒๑",
        "๑-2345-๖๗๘๙๐-12-๑",
        f"บัตรเลขที่{VALID}ของสมาชิก",
        f"โทร 081-234-5678 {VALID}",
        f"{VALID} 081-234-5678",
        f"ปี 2566 {VALID}",
        "1234\u200b567890121",
        f"หนึ่ง\nสอง {VALID}\nสาม",
    ],
)
def test_an_id_number_is_seen(text):
    assert holds_national_id(text)
    with pytest.raises(ValidationError) as refusal:
        refuse_national_id(text)
    assert refusal.value.code == "national_id"
    assert VALID not in refusal.value.messages[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "กองทุนมีสมาชิก 12,038 คน",
        "1234567890122",  # wrong checksum
        "123456789012",  # twelve digits
        f"9{VALID}",  # fourteen
        f"{VALID}0000000",
        "081-234-5678 123",  # thirteen digits, but they begin like a telephone number
        "12345,67890121",
        "12345678.90121",
        "12345\n67890121",
        "2566 2567 2568 2569",
    ],
)
def test_other_numbers_pass(text):
    refuse_national_id(text)


def test_of_all_last_digits_one_is_right():
    assert [d for d in range(10) if holds_national_id(f"{VALID[:-1]}{d}")] == [1]
