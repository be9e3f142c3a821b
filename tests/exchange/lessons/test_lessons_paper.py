"""A lesson printed is one sheet of A4, however long it is; what does not fit is cut and said."""

import re

import pytest

from exchange.lessons.paper import SIZES, fit, lines_of, width
from exchange.lessons.reading import read
from exchange.models import LessonFigure, LessonPage
from portal.funds.access import VISITOR
from portal.thai.words import segment
from tests import factories

SENTENCE = "กรรมการสามคนนับเงินพร้อมกันต่อหน้าสมาชิกแล้วลงสมุดทันที "
LONG_NAME = "กองทุนสวัสดิการชุมชนองค์การบริหารส่วนตำบลห้วยปูลิงร่วมใจพัฒนาคุณภาพชีวิตผู้สูงอายุและเด็กเล็ก"

pytestmark = pytest.mark.django_db


def lesson(length: int, *, figures=0, title="ได้คนรุ่นใหม่สี่สิบคน", name=None) -> LessonPage:
    """A published lesson of about so many letters."""
    text = (SENTENCE * (length // len(SENTENCE) + 1))[:length]
    sixth = length // 6
    parts = {
        part: text[place * sixth : (place + 1) * sixth]
        for place, part in enumerate(LessonPage.PARTS)
    }
    parts["happened"] = "1. " + parts["happened"].replace(" ", "\n1. ", 3)
    made = factories.lesson(title, of_fund=factories.fund(name), **parts)
    made.figures = [
        LessonFigure(label=f"สมาชิกกลุ่มที่ {n}", unit="คน", before=n, after=n * 2)
        for n in range(1, figures + 1)
    ]
    made.save()
    return LessonPage.objects.get(pk=made.pk)


def paper(of):
    return fit(read(of, VISITOR))


def test_marks_above_and_below_take_no_room():
    assert width("ที่นี่") == 2
    assert width("abc") == 3


def test_lines_are_counted_by_paragraph_and_item():
    assert lines_of("<p>กขค</p><ul><li>ก</li><li>ข</li></ul>", 10) == 3
    assert lines_of(f"<p>{'ก' * 21}</p>", 10) == 3


def test_a_short_lesson_has_the_largest_letters_and_is_whole():
    sheet = paper(lesson(900, figures=2))
    assert (sheet.size, sheet.cut) == ("", False)
    assert len(sheet.parts) == 6


def test_a_longer_one_has_smaller_letters_and_is_whole():
    sheet = paper(lesson(3200, figures=3))
    assert sheet.size in {size.name for size in SIZES[1:]}
    assert not sheet.cut


def test_too_long_a_one_is_shortened_where_it_is_longest():
    made = lesson(300)
    made.happened = made.why = SENTENCE * 68
    made.save()
    sheet = paper(made)
    assert sheet.cut
    shortened = [part.title for part in sheet.parts if part.cut]
    assert shortened == ["เกิดอะไรขึ้น", "เหตุผล"]
    cut = next(part for part in sheet.parts if part.cut)
    assert cut.html.endswith("…</p>")
    words = re.sub(r"<[^>]+>|…", "", cut.html)
    assert SENTENCE.strip().startswith(segment(words)[0])


@pytest.mark.parametrize(
    ("length", "figures", "title", "name"),
    [
        (900, 2, "ได้คนรุ่นใหม่สี่สิบคน", None),
        (2600, 3, "ได้คนรุ่นใหม่สี่สิบคน", None),
        (4200, 6, LONG_NAME, LONG_NAME),
        (23_000, 6, LONG_NAME + LONG_NAME[:50], LONG_NAME),
    ],
    ids=["short", "normal", "long", "as long as may be"],
)
def test_it_is_one_sheet_of_a4(browser_page, length, figures, title, name):
    made = lesson(length, figures=figures, title=title, name=name)
    page = browser_page(width=1280)
    page.goto(f"/lessons/{made.pk}/print/")
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert re.search(rb"/MediaBox\s*\[\s*0 0 59[45](\.\d+)? 84[12]", pdf)


def test_the_sheet_names_the_fund_and_where_the_whole_is(client):
    made = lesson(23_000)
    html = client.get(f"/lessons/{made.pk}/print/").content.decode()
    assert made.fund.name in html
    assert f"http://testserver/lessons/{made.pk}/" in html
    assert 'class="qr"' in html
    assert "ย่อให้พอดีหนึ่งแผ่น" in html
