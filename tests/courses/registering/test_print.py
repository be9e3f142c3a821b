"""What goes to paper: a slip on A4 with a code that can be read, and no menus."""

import pytest
from django.urls import reverse

from tests import factories
from tests.courses.arriving import come

#: A code of less than 20 mm is hard to read for the camera of an old phone.
SMALLEST_CODE = 20 / 25.4 * 96
A4_WIDTH = 794


@pytest.mark.parametrize("what", ["slip", "workshop"])
def test_the_paper_holds_the_words_and_no_menus(browser_page, transactional_db, what):
    place = come(factories.workshop("โครงการเพิ่มศักยภาพเครือข่ายสวัสดิการชุมชน " * 3))
    address = {
        "slip": place.get_absolute_url(),
        "workshop": place.workshop.get_absolute_url(),
    }[what]
    page = browser_page(width=A4_WIDTH)
    page.goto(address)
    page.emulate_media(media="print")
    for menu in ("body > header nav", "body > footer nav", ".form-actions", "[data-print]"):
        for found in page.locator(menu).all():
            assert not found.is_visible(), menu
    assert page.evaluate("document.documentElement.scrollWidth") <= A4_WIDTH
    assert page.locator("h1").is_visible()
    if what == "slip":
        box = page.locator("img.qr >> visible=true").first.bounding_box()
        assert box["width"] >= SMALLEST_CODE
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_form_to_choose_news_stays_on_the_screen(browser_page, transactional_db):
    place = come(factories.workshop())
    page = browser_page()
    page.goto(place.get_absolute_url())
    assert page.locator("[aria-labelledby=choices]").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("[aria-labelledby=choices]").is_visible()
    page.emulate_media(media="screen")
    page.check("[name=consent_news]", force=True)
    page.click("[aria-labelledby=choices] form button")
    page.wait_for_selector(f"form[action='{reverse('registration_choices', args=[place.token])}']")
    assert place.person.consents.filter(answer="yes").count() == 1
