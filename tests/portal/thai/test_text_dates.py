"""Years, months and days in running text, in either era."""

import pytest

from portal.thai.text_dates import named_times


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("พ.ศ. ๒๕๖๘", ["zy2025"]),
        ("ประจำปี 2568", ["zy2025"]),
        ("in 2025", ["zy2025"]),
        ("ปี'68", ["zy2025"]),
        ("ปีงบประมาณ 2569", ["zy2026"]),
        ("2566–2568", ["zy2023", "zy2025"]),
        ("ปีการศึกษา 2566/67", ["zy2023", "zy2024"]),
        ("ครั้งที่ 3/2568", ["zy2025"]),
        ("27 มี.ค. 2566", ["zd20230327", "zm202303", "zy2023"]),
        ("๒๗ มีนาคม พ.ศ. ๒๕๖๖", ["zd20230327", "zm202303", "zy2023"]),
        ("27/3/66", ["zd20230327", "zm202303", "zy2023"]),
        ("2023-03-27", ["zd20230327", "zm202303", "zy2023"]),
        ("27-28 มี.ค. 66", ["zd20230327", "zd20230328", "zm202303", "zy2023"]),
        ("March 27, 2023", ["zd20230327", "zm202303", "zy2023"]),
        ("ธันวาคม 2567", ["zm202412", "zy2024"]),
    ],
)
def test_what_names_a_time(text, tokens):
    assert [token for time in named_times(text) for token in time.tokens] == tokens


@pytest.mark.parametrize(
    "text",
    [
        *("2,568 บาท", "2568 คน", "จำนวน 2568", "เลขที่ 2543", "฿2568", "12.2568", "081-234-2568"),
        *("อายุ 60 ปี 20 คน", "กี่ปี 50", "99/99/66", "0", "", "1800", "ปี 12"),
    ],
)
def test_what_only_counts(text):
    assert list(named_times(text)) == []


def test_places_are_those_of_the_text():
    text = "เราพบกันวันที่ ๒๗ มีนาคม ๒๕๖๖ ที่วัด"
    [time] = named_times(text)
    assert text[time.start : time.end] == "๒๗ มีนาคม ๒๕๖๖"
