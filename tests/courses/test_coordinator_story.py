"""A coordinator before a meeting: invites, takes answers by phone, approves, takes in a list.

One story on a phone, with scripts and without.
"""

import pytest

from courses.models import Invitation, Registration, Workshop
from tests import factories
from tests.courses import sheets
from tests.courses.arriving import come
from tests.test_walk import sign_in


@pytest.fixture
def scene(transactional_db):
    coordinator = factories.coordinator("58", username="coordinator")
    near = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")
    far = factories.fund("กองทุนสวัสดิการชุมชนตำบลปางมะผ้า", subdistrict="580702")
    workshop = factories.workshop(
        "ปิดบัญชีประจำปี", seats=8, entry=Workshop.Entry.APPROVAL, offer_days=3
    )
    asked = [come(workshop, fund=near) for _number in range(2)]
    return {
        "coordinator": coordinator,
        "near": near,
        "far": far,
        "workshop": workshop,
        "asked": asked,
    }


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_morning_before_a_meeting(browser_page, scene, scripts):
    workshop, near, far = scene["workshop"], scene["near"], scene["far"]
    page = browser_page(scripts=scripts)
    sign_in(page, "coordinator")

    # What waits stands on one's own page and leads there.
    page.click(f"main a[href='/workshops/{workshop.pk}/people/']")
    page.check(f"[name=who][value='{scene['asked'][0].pk}']")
    page.click("button[name=what][value=approve]")
    page.wait_for_selector(".notices")
    assert Registration.objects.confirmed().get().seat == 1
    # Not approving needs a reason, and the tick stays while it is asked for.
    page.check(f"[name=who][value='{scene['asked'][1].pk}']")
    page.click("main details summary >> nth=0")
    page.click("button[name=what][value=refuse]")
    page.wait_for_selector("[name=reason][aria-invalid=true]")
    page.fill("[name=reason]", "รอบนี้รับเหรัญญิกก่อน")
    page.click("button[name=what][value=refuse]")
    page.wait_for_selector(".notices")
    assert Registration.objects.get(pk=scene["asked"][1].pk).status == "refused"

    # Both funds of the province are invited by its name; one number of seats is changed.
    page.goto(f"/workshops/{workshop.pk}/invitations/")
    page.click(f"main a[href='/workshops/{workshop.pk}/invitations/new/'] >> nth=0")
    page.fill("[name=names]", "จ.แม่ฮ่องสอน")
    page.click("button[name=look]")
    page.fill(f"[name='seats-{far.pk}']", "3")
    page.click("button[name=send]")
    page.wait_for_url("**/invitations/")
    assert dict(Invitation.objects.values_list("fund", "seats")) == {near.pk: 2, far.pk: 3}
    # The answer comes by phone.
    first = Invitation.objects.get(fund=far)
    page.click(f"#i{first.pk} button[value=yes]")
    page.wait_for_selector(".notices")
    first.refresh_from_db()
    assert (first.answer, first.answered_by) == ("yes", scene["coordinator"])

    # The office sends its list.
    page.goto(f"/workshops/{workshop.pk}/people/import/")
    rows = [(1, "นายสมชาย สมมติ", "0812345679", "ปางมะผ้า", "เหรัญญิก", "ค้างคืน")]
    file = {"name": "รายชื่อ.xlsx", "mimeType": "application/octet-stream"}
    page.set_input_files("[name=file]", {**file, "buffer": sheets.workbook(*rows)})
    page.click("main form button")
    page.wait_for_url("**/import/*/")
    assert not Registration.objects.filter(channel="import").exists()
    page.check("[name=needs_agreed]")
    page.click("button[value=take]")
    page.wait_for_url(f"**/workshops/{workshop.pk}/people/")
    taken_in = Registration.objects.get(channel="import")
    assert (taken_in.fund, taken_in.needs) == (far, "ค้างคืน")

    # Somebody calls and does not come after all.
    page.fill("#people-q", "สมชาย")
    page.click("main .roll-filter button")
    page.click(f"main a[href='/workshops/{workshop.pk}/people/{taken_in.pk}/']")
    page.click(f"main a[href$='/people/{taken_in.pk}/cancel/']")
    page.fill("[name=reason]", "โทรมาแจ้ง")
    page.click("main form.form button")
    page.wait_for_url(f"**/workshops/{workshop.pk}/people/")
    taken_in.refresh_from_db()
    assert taken_in.status == "cancelled"
    assert taken_in.steps.last().detail == "โทรมาแจ้ง"
