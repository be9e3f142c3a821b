"""The portal's main job told in a browser: from finding a workshop to the room of two funds.

One story on a phone, with scripts and without: a visitor registers without e-mail, the
trainer marks who came, the fund's training history grows, the coordinator pairs two funds,
both accept, and one writes to the other in the name of the fund.
"""

import pytest
from django.utils import timezone

from courses.models import Registration
from exchange.models import Pair, Post
from portal.funds.models import Fund
from tests import factories


@pytest.fixture
def scene(transactional_db):
    """A workshop that begins today, a strong fund and a weak one of its district."""
    trainer = factories.trainer(username="trainer")
    strong = factories.fund(
        "กองทุนสวัสดิการชุมชนตำบลปางหมู",
        level=Fund.Level.STRONG,
        level_score=82,
        offers=["accounts"],
    )
    weak = factories.fund(
        "กองทุนสวัสดิการชุมชนตำบลจองคำ",
        subdistrict="580101",
        level=Fund.Level.NEEDS_SUPPORT,
        level_score=25,
        needs=["accounts"],
    )
    workshop = factories.workshop(
        "เพิ่มศักยภาพเครือข่าย รุ่นที่ 2",
        first_day=timezone.localdate(),
        days=1,
        trainers=[trainer],
    )
    workshop.districts.set([factories.area("5801")])
    workshop.save()
    return {"trainer": trainer, "strong": strong, "weak": weak, "workshop": workshop}


def sign_in(page, username):
    """Through the form, as people do."""
    page.goto("/accounts/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", factories.PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/me/")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_the_curriculum_to_the_room_of_two_funds(browser_page, scene, scripts):
    workshop, strong, weak = scene["workshop"], scene["strong"], scene["weak"]

    visitor = browser_page(scripts=scripts)
    visitor.goto("/")
    visitor.click("main a[href='/workshops/'] >> nth=0")
    visitor.click(f"main a:has-text('{workshop.title}')")
    visitor.click(f"main a[href='/workshops/{workshop.pk}/register/'] >> nth=0")
    visitor.fill("[name=first_name]", "ผู้เข้าอบรม")
    visitor.fill("[name=last_name]", "สมมติ")
    visitor.fill("[name=phone]", "081-234")
    visitor.click("main form.form .form-actions button")
    # The number is too short: one sentence beside the field, and nothing typed is lost.
    visitor.wait_for_selector("[name=phone][aria-invalid=true]")
    assert visitor.input_value("[name=last_name]") == "สมมติ"
    assert not Registration.objects.exists()
    visitor.fill("[name=phone]", "081-234-5678")
    visitor.select_option("select[name=fund]", str(weak.pk))
    visitor.click("main form.form .form-actions button")
    visitor.wait_for_url("**/registrations/*/")
    registration = Registration.objects.get()
    assert (registration.seat, registration.fund) == (1, weak)
    assert registration.person.user is None

    trainer = browser_page(scripts=scripts)
    sign_in(trainer, "trainer")
    trainer.click(f"main a[href='/workshops/{workshop.pk}/attendance/']")
    trainer.click(f"#r{registration.pk} label >> nth=0")
    trainer.click(".save-bar button >> nth=0")
    trainer.wait_for_load_state()
    assert registration.attendance.get().present

    visitor.goto(weak.get_absolute_url())
    assert visitor.locator("section[aria-labelledby=training]").inner_text().count(workshop.title)

    coordinator = browser_page(user=factories.coordinator("58"), scripts=scripts)
    coordinator.goto("/pairing/")
    coordinator.click("main a[href='/pairing/runs/new/']")
    coordinator.click("main form.form .form-actions button")
    coordinator.wait_for_url("**/pairing/runs/*/")
    assert weak.name in coordinator.locator("main").inner_text()
    coordinator.click(".card--main form.form button")
    coordinator.wait_for_load_state()
    pair = Pair.objects.get()
    assert pair.status == Pair.Status.ASKED

    for fund in (strong, weak):
        officer = browser_page(user=factories.officer(fund), scripts=scripts)
        officer.goto("/me/")
        officer.click(f"main a[href='/pairs/{pair.pk}/'] >> nth=0")
        officer.check(f"[name=f{fund.pk}-answer][value=yes]", force=True)
        officer.click(".card--main form.form button")
        officer.wait_for_load_state()
    pair.refresh_from_db()
    assert pair.status == Pair.Status.ACCEPTED

    officer.click(f"main a[href='/pairs/{pair.pk}/new/'] >> nth=0")
    officer.fill("[name=title]", "นัดเยี่ยมกันครั้งแรก")
    officer.fill("[name=body]", "อยากไปดูวันเก็บเงินออม สะดวกวันไหนคะ")
    officer.click("main form.form .form-actions button[type=submit]")
    officer.wait_for_url("**/topics/*/")
    post = Post.objects.get()
    assert (post.fund, post.topic.pair) == (weak, pair)
    assert weak.name in officer.locator("main").inner_text()

    visitor.goto(post.topic.get_absolute_url())
    assert "/accounts/login/" in visitor.url
