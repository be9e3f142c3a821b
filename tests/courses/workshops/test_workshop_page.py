"""The public page of one workshop."""

from datetime import date, datetime, time, timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from courses.models import HalfDay, Quota, Registration, Workshop
from courses.workshops.quotas import QuotaPlan
from courses.workshops.running import change_workshop
from portal.funds.models import Region
from tests import factories

pytestmark = pytest.mark.django_db
LONG = "โครงการเพิ่มศักยภาพเครือข่ายสวัสดิการชุมชนจังหวัดแม่ฮ่องสอนและพื้นที่ใกล้เคียงประจำปี"


def html(client, address="/workshops/", **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def page_of(client, workshop, prefix=""):
    return html(client, f"{prefix}/workshops/{workshop.pk}/")


def fill(workshop, people=None):
    for _ in range(people or workshop.seats):
        factories.registration(workshop)


def test_a_workshop_says_everything(client):
    curriculum = factories.curriculum("หลักสูตรบัญชี")
    trainer = factories.trainer()
    workshop = factories.workshop(
        LONG,
        curriculum=curriculum,
        edition=curriculum.live_revision,
        first_day=date(2023, 3, 27),
        trainers=[trainer],
        about="พบกันครั้งแรก\nของปี",
        organisers="องค์การบริหารส่วนจังหวัด\nสมาคมสวัสดิการ",
        paid_by="กองทุนส่งเสริม",
        costs_covered="ค่าเดินทาง",
        contact_name="ผู้ประสานงานสมมติ",
        contact_phone="0812345678",
        seats_per_fund=3,
        demo=True,
        venue=factories.venue(
            address="ถนนสมมติ 1", latitude=19.3009, longitude=97.9685, notes="จอดรถได้"
        ),
    )
    workshop.districts.set([factories.area("5801"), factories.area("5807")])
    workshop.save()
    HalfDay.objects.filter(workshop=workshop, part=HalfDay.Part.MORNING).update(topic="เปิดงาน")
    page = page_of(client, workshop)
    for text in (
        *(LONG, "27–28 มี.ค. 2566", "วันจันทร์ที่ 27 มีนาคม 2566", "09.00–12.00", "เปิดงาน"),
        *("พบกันครั้งแรก", "องค์การบริหารส่วนจังหวัด", "สมาคมสวัสดิการ", "กองทุนส่งเสริม"),
        *("ค่าเดินทาง", "ผู้ประสานงานสมมติ", 'href="tel:0812345678"', "081-234-5678"),
        *('href="geo:19.30090,97.96850"', "19.30090, 97.96850", "ถนนสมมติ 1", "จอดรถได้"),
        *("ต.ปางหมู อ.เมืองแม่ฮ่องสอน จ.แม่ฮ่องสอน", "ปางมะผ้า", trainer.shown_name),
        *("หลักสูตรบัญชี", curriculum.url, "demo-mark", 'property="og:title"'),
    ):
        assert text in page, text


def test_the_shared_link_carries_title_days_and_address(client):
    workshop = factories.workshop(LONG, first_day=date(2023, 3, 27))
    page = page_of(client, workshop)
    start = page.index("https://line.me/R/share?text=")
    shared = unquote(page[start : page.index('"', start)])
    assert LONG in shared
    assert "27–28 มี.ค. 2566" in shared
    assert f"http://testserver/workshops/{workshop.pk}/" in shared


def test_seats_are_counted_anew(client):
    workshop = factories.workshop(seats=2)
    register = f"/workshops/{workshop.pk}/register/"
    page = page_of(client, workshop, "/en")
    assert "2 seats left" in page
    assert register in page
    fill(workshop, 1)
    assert "1 seat left" in page_of(client, workshop, "/en")
    fill(workshop, 1)
    factories.registration(workshop, status=Registration.Status.WAITING, seat=None)
    page = page_of(client, workshop, "/en")
    assert "Join the waiting list" in page
    assert "1 person is waiting" in page
    assert register in page


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"opens_at": timezone.now() + timedelta(days=3)}, "Registration opens on"),
        ({"closes_at": timezone.now() - timedelta(hours=1)}, "Registration closed on"),
        ({"status": "closed"}, "Registration is closed"),
        ({"status": "cancelled", "cancelled_because": "ถนนขาด"}, "was cancelled: ถนนขาด"),
        ({"first_day": date(2023, 3, 27)}, "This workshop is over"),
    ],
)
def test_instead_of_the_button_the_reason(client, state, sentence):
    workshop = factories.workshop(**state)
    page = page_of(client, workshop, "/en")
    assert sentence in page
    assert f"/workshops/{workshop.pk}/register/" not in page


def test_a_changed_curriculum_is_said(client):
    curriculum = factories.curriculum()
    workshop = factories.workshop(curriculum=curriculum, edition=curriculum.live_revision)
    assert "has been changed since" not in page_of(client, workshop, "/en")
    curriculum.save_revision().publish()
    assert "has been changed since" in page_of(client, workshop, "/en")


def test_a_withdrawn_curriculum_is_still_read_by_those_who_took_part(client):
    curriculum = factories.curriculum(summary="ยังอ่านได้")
    workshop = factories.workshop(curriculum=curriculum, edition=curriculum.live_revision)
    curriculum.unpublish()
    address = f"/workshops/{workshop.pk}/curriculum/"
    assert address in page_of(client, workshop)
    assert client.get(address).status_code == 403
    place = factories.registration(workshop)
    assert "ยังอ่านได้" in html(client, address, place=place.token)


def test_a_draft_is_hidden_from_all_but_its_managers(client):
    trainer = factories.trainer()
    draft = factories.workshop(status=Workshop.Status.DRAFT, trainers=[trainer])
    address = draft.get_absolute_url()
    assert client.get(address).status_code == 404
    for stranger in (
        *(factories.user(), factories.officer(), factories.trainer(), factories.coordinator("50")),
    ):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
    for manager in (trainer, factories.coordinator("58"), factories.administrator()):
        client.force_login(manager)
        assert client.get(address).status_code == 200


def test_the_tools_stand_only_before_those_who_may_use_them(client):
    trainer = factories.trainer()
    workshop = factories.workshop(trainers=[trainer])
    tools = [
        f"/workshops/{workshop.pk}/{tool}/" for tool in ("attendance", "sheet", "edit", "cancel")
    ]
    page = page_of(client, workshop)
    assert not any(tool in page for tool in tools)
    client.force_login(factories.trainer())
    page = page_of(client, workshop)
    assert not any(tool in page for tool in tools)
    client.force_login(trainer)
    page = page_of(client, workshop)
    assert all(tool in page for tool in tools)


def test_no_such_workshop(client):
    assert client.get("/workshops/987654/").status_code == 404


def test_more_half_days_people_and_places_cost_no_more_queries(client, same_queries):
    trainer = factories.trainer()
    workshop = factories.workshop(days=1, trainers=[trainer])
    districts = ["5801", "5807", "5001"]

    def add_row():
        workshop.districts.add(factories.area(districts.pop()))
        workshop.trainers.add(factories.trainer())
        workshop.ends_on += timedelta(days=1)
        workshop.save()
        HalfDay.objects.create(workshop=workshop, day=workshop.ends_on, part=HalfDay.Part.MORNING)
        fill(workshop, 1)

    client.force_login(trainer)
    assert same_queries(add_row, lambda: client.get(workshop.get_absolute_url())) <= 25


def test_html_in_a_title_is_text(client):
    workshop = factories.workshop("<b>หนา</b>", about="<script>alert(1)</script>")
    page = page_of(client, workshop)
    assert "<b>หนา</b>" not in page
    assert "<script>alert" not in page


def test_the_last_minute_of_the_last_day_is_not_over(client):
    today = timezone.localdate()
    workshop = factories.workshop(first_day=today, days=1)
    assert "This workshop is over" not in page_of(client, workshop, "/en")
    tomorrow = timezone.make_aware(datetime.combine(today + timedelta(days=1), time()))
    assert workshop in Workshop.objects.open_now(tomorrow - timedelta(minutes=1))
    assert workshop not in Workshop.objects.open_now(tomorrow)


def test_the_place_opens_in_a_map_on_every_device(client):
    venue = factories.venue(latitude=19.3009, longitude=97.9685)
    page = page_of(client, factories.workshop(venue=venue))
    assert "https://www.google.com/maps/search/?api=1&amp;query=19.30090%2C+97.96850" in page
    assert 'href="geo:19.30090,97.96850"' in page
    page = page_of(client, factories.workshop(venue=factories.venue(name="ศาลาประชาคม")))
    start = page.index("https://www.google.com/maps/search/")
    assert "ศาลาประชาคม" in unquote(page[start : page.index('"', start)])


def test_what_people_ask_of_a_place_is_said_and_what_nobody_knows_is_not(client):
    venue = factories.venue(power="yes", signal="partly", wheelchair="no")
    page = page_of(client, factories.workshop(venue=venue), "/en")
    for said in ("plugs: yes", "signal: partly", "wheelchairs: no"):
        assert said in page
    assert "Parking" not in page


def test_quotas_stand_in_plain_words(client):
    workshop = factories.workshop(first_day=timezone.localdate() + timedelta(days=30), seats=20)
    until = timezone.localdate() + timedelta(days=5)
    district, region = factories.area("5807"), Region.objects.get(slug="north")
    change_workshop(
        workshop=workshop,
        quotas=[
            QuotaPlan(district, at_most=5, kept=3, kept_until=until),
            QuotaPlan(region, kept=2),
        ],
    )
    factories.registration(workshop, of_fund=factories.fund(subdistrict="580702"))
    page = page_of(client, workshop, "/en")
    assert "at most 5 seats, 4 left" in page
    assert "2 free seats are kept for them until" in page
    assert "2 free seats are kept for them</li>" in page
    Workshop.objects.update(status=Workshop.Status.CANCELLED)
    assert "at most 5" not in page_of(client, workshop, "/en")


def test_the_way_in_and_the_audience_are_said(client):
    curriculum = factories.curriculum(for_leaders=True)
    workshop = factories.workshop(entry=Workshop.Entry.INVITATION, curriculum=curriculum)
    page = page_of(client, workshop, "/en")
    assert "by invitation only" in page
    assert "leaders" in page


def test_it_goes_into_a_calendar_and_onto_paper(client):
    workshop = factories.workshop(LONG)
    page = page_of(client, workshop)
    assert f"/workshops/{workshop.pk}.ics" in page
    assert f"/workshops/{workshop.pk}/poster/" in page
    poster = html(client, f"/workshops/{workshop.pk}/poster/")
    assert LONG in poster
    assert 'class="qr"' in poster
    assert f"http://testserver/workshops/{workshop.pk}/" in poster
    Workshop.objects.update(status=Workshop.Status.DRAFT)
    assert client.get(f"/workshops/{workshop.pk}/poster/").status_code == 404


def test_more_quotas_cost_no_more_queries(client, same_queries):
    workshop = factories.workshop()
    codes = iter(("580101", "580702", "500101"))

    def add_row():
        fund = factories.fund(subdistrict=next(codes))
        Quota.objects.create(workshop=workshop, fund=fund, at_most=3)

    same_queries(add_row, lambda: client.get(workshop.get_absolute_url()))
