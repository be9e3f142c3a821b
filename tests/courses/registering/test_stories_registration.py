"""Registration told in a browser: a visitor and a secretary on a phone, a coordinator's calls."""

import pytest
from django.urls import reverse

from courses.models import Registration, RegistrationGroup, Workshop
from tests import factories, gathering

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
SEND = "main form.form .form-actions button >> nth=0"


@pytest.fixture
def workshop(transactional_db):
    return factories.workshop("เพิ่มศักยภาพเครือข่าย รุ่นที่ 2", seats=2)


@pytest.fixture
def fund(workshop):
    return factories.fund("กองทุนสวัสดิการชุมชนตำบลศรีภูมิ", subdistrict="500101")


@BOTH
def test_a_visitor_answers_registers_and_gives_the_place_back(
    browser_page, workshop, fund, scripts
):
    night = gathering.question(workshop, "ค้างคืนไหม", kind="choice", choices="ค้าง\nไม่ค้าง")
    room = gathering.question(workshop, "พักกับใคร", shown_if=night, shown_value="ค้าง", required=True)
    page = browser_page(scripts=scripts)
    page.goto(reverse("workshop_register", args=[workshop.pk]))
    page.fill("[name=first_name]", "ผู้เข้าอบรม")
    page.fill("[name=phone]", "๐๘๑-๒๓๔-๕๖๗๘")
    page.fill("[name=fund_words]", "ศรีภูมิ")
    if not scripts:
        page.click("[name=find]")
    page.wait_for_selector(f"[type=radio][name=fund][value='{fund.pk}']", state="attached")
    page.check(f"[name=fund][value='{fund.pk}']", force=True)
    # With scripts a question that is not asked is out of sight; without, it says when it is.
    assert page.locator(f"[name=q{room.pk}]").is_visible() is not scripts
    page.check(f"[name=q{night.pk}][value='ค้าง']", force=True)
    assert page.locator(f"[name=q{room.pk}]").is_visible()
    page.click("main form.form .form-actions button")
    page.wait_for_selector(f"[name=q{room.pk}][aria-invalid=true]")
    assert page.input_value("[name=first_name]") == "ผู้เข้าอบรม"
    page.fill(f"[name=q{room.pk}]", "คุณยาย")
    page.click("main form.form .form-actions button")
    page.wait_for_url("**/registrations/*/")
    made = Registration.objects.get()
    assert (made.seat, made.fund, made.phone) == (1, fund, "0812345678")
    assert made.question_answers.count() == 2
    page.click(f"main a[href='{reverse('registration_cancel', args=[made.token])}']")
    page.click("main form.form button")
    page.wait_for_url("**/registrations/*/")
    made.refresh_from_db()
    assert made.status == "cancelled"


@BOTH
def test_a_secretary_writes_people_down_sees_what_will_happen_and_swaps_a_name(
    browser_page, workshop, fund, scripts
):
    page = browser_page(user=factories.officer(fund), scripts=scripts)
    page.goto(reverse("workshop_group", args=[workshop.pk]))
    for number in range(3):
        page.fill(f"[name=p{number}-first_name]", f"คนที่{number}")
        page.fill(f"[name=p{number}-phone]", f"081234560{number}")
    page.click("[name=more]")
    page.wait_for_selector("[name=p3-first_name]")
    assert page.input_value("[name=p2-phone]") == "081-234-5602"
    page.click(SEND)
    page.wait_for_selector("#outlook")
    assert not Registration.objects.exists()
    assert page.locator("[aria-labelledby=outlook] .badge--ok").count() == 2
    assert page.locator("[aria-labelledby=outlook] .badge--warn").count() == 1
    page.click("[name=send]")
    page.wait_for_url("**/groups/*/")
    group = RegistrationGroup.objects.get()
    one = group.registrations.get(seat=1)
    page.click(f"main a[href='{reverse('group_swap', args=[group.token, one.pk])}']")
    page.fill("[name=first_name]", "คนแทน")
    page.fill("[name=phone]", "0899999999")
    page.click("main form.form .form-actions button")
    page.wait_for_url("**/groups/*/")
    one.refresh_from_db()
    assert (one.person.first_name, one.seat) == ("คนแทน", 1)


@BOTH
def test_a_coordinator_enters_two_callers_with_the_keyboard_alone(
    browser_page, workshop, fund, scripts
):
    Workshop.objects.update(seats=1)
    page = browser_page(user=factories.coordinator("58"), scripts=scripts, width=1280)
    page.goto(reverse("workshop_call", args=[workshop.pk]))
    for number, name in enumerate(("สมชาย", "สมหญิง"), 1):
        page.wait_for_selector("[name=first_name]:focus")
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type("สมมติ")
        page.keyboard.press("Tab")
        page.keyboard.type(f"081234567{number}")
        page.keyboard.press("Tab")
        page.keyboard.type("ศรีภูมิ")
        if not scripts:
            page.keyboard.press("Enter")
        # The only fund found is chosen already.
        page.wait_for_selector(f"[name=fund][value='{fund.pk}']:checked", state="attached")
        page.wait_for_selector("[name=fund_words]:focus")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"[role=status]:has-text('{name}')")
    first, second = Registration.objects.order_by("registered_at")
    assert (first.seat, second.status) == (1, "waiting")
    assert "สมหญิง สมมติ" in page.inner_text("[role=status]")
