"""Order is kept on a phone: three funds report a post, and two moderators decide, one after the
other.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.models import Case
from tests import factories
from tests.exchange.order.made import an_officer

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "ครีมหน้าขาว กระปุกละ 250 บาท"


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scripts", [True, False])
def test_a_post_is_reported_hidden_decided_on_and_answered_for(browser_page, scripts):
    topic = factories.topic("ขายของ", replies=1)
    post = topic.posts.get(number=2)
    topic.posts.filter(pk=post.pk).update(body=TEXT, html=f"<p>{TEXT}</p>")
    for subdistrict in ("580101", "580102", "580701"):
        page = browser_page(user=an_officer(subdistrict), scripts=scripts)
        page.goto(reverse("post_report", args=[post.pk]))
        page.get_by_label("ขายของ").check()
        page.locator("main form button").click()
        page.wait_for_url("**/topics/**")
    # The third voice hid it: whoever reported it reads that, and no longer what it said.
    assert "ซ่อน" in page.locator("#post-2").inner_text()
    assert TEXT not in page.locator("#post-2").inner_text()

    # Its author finds the notice, and why.
    case = Case.objects.get()
    author = browser_page(user=post.author, scripts=scripts)
    author.goto(topic.get_absolute_url())
    assert TEXT in author.locator("#post-2").inner_text()
    author.locator(f"#post-2 a[href$='/decisions/{case.pk}/']").click()
    assert "ขายของ" in author.locator("main").inner_text()
    assert fits(author)

    # A moderator takes it from the queue; what is missing is said, and what was chosen is kept.
    first = browser_page(user=factories.coordinator("58"), scripts=scripts)
    first.goto(reverse("order_queue"))
    assert fits(first)
    first.locator(".desk-list a").click()
    first.locator("form[action$='/claim/'] button").click()
    first.locator("input[name=outcome][value=hidden]").check()
    first.locator("input[name=measure][value=silenced]").check()
    first.locator("textarea[name=reason]").fill("กระดานนี้ไม่ใช่ที่ขายของ")
    decide = first.locator("#do form:has(textarea[name=reason]) button")
    decide.click()
    assert first.locator("#do .errorlist, #do .error-summary, #do .field-error").count()
    assert fits(first)
    end = timezone.localdate() + timedelta(days=3)
    first.locator("input[name=until]").fill(f"{end.day}/{end.month}/{end.year + 543}")
    decide.click()
    first.wait_for_url("**/order/")
    case.refresh_from_db()
    assert (case.outcome, case.measure) == ("hidden", "silenced")
    assert timezone.localtime(case.until).date() == end

    # Where they would write, the author reads until when, why, and the way to answer.
    author.goto(topic.get_absolute_url())
    before = author.locator("#write")
    assert "กระดานนี้ไม่ใช่ที่ขายของ" in before.inner_text()
    before.locator(f"a[href$='/decisions/{case.pk}/']").click()
    author.locator("textarea[name=words]").fill("เป็นของกองทุน ไม่ได้ขายเอง")
    author.locator("main form:has(textarea[name=words]) button").click()
    author.wait_for_url("**/decisions/*/")
    assert "เป็นของกองทุน" in author.locator("main").inner_text()

    # Another one reads the answer and takes the decision back.
    other = browser_page(user=factories.coordinator("50"), scripts=scripts)
    other.goto(reverse("order_case", args=[case.pk]))
    assert "เป็นของกองทุน" in other.locator("main").inner_text()
    other.locator("form[action$='/claim/'] button").click()
    other.locator("input[name=answer][value=lifted]").check()
    other.locator("textarea[name=reason]").fill("เป็นของกองทุนจริง")
    other.locator("#do form:has(textarea[name=reason]) button").click()
    other.wait_for_url("**/order/")
    author.reload()
    assert "เป็นของกองทุนจริง" in author.locator("main").inner_text()
    visitor = browser_page(scripts=scripts)
    visitor.goto(topic.get_absolute_url())
    assert TEXT in visitor.locator("#post-2").inner_text()
