"""Registrations in the Wagtail admin."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from courses.models import Registration
from portal.thai.dates import BE_OFFSET
from tests import factories
from tests.courses.admin_desk import html

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year + 1
DAY = date(YEAR, 3, 27)
BE = YEAR + BE_OFFSET


def test_registrations_show_only_to_those_who_manage_the_workshop(client):
    trainer = factories.trainer()
    registration = factories.registration(
        factories.workshop(trainers=[trainer]), of_fund=factories.fund(), phone="0812345678"
    )
    for manager in (trainer, factories.coordinator("58"), factories.administrator()):
        client.force_login(manager)
        page = html(client, "registrations")
        assert registration.person.name in page
        assert "081-234-5678" in page
    for stranger in (factories.trainer(), factories.coordinator("50")):
        client.force_login(stranger)
        page = html(client, "registrations", workshop=registration.workshop_id)
        assert registration.person.name not in page
        export = client.get(reverse("registrations:index"), {"export": "csv"})
        assert registration.person.last_name not in export.getvalue().decode()


def test_registrations_are_not_written_here(client, coordinator):
    registration = factories.registration()
    page = html(client, "registrations")
    assert reverse("registrations:edit", args=[registration.pk]) not in page
    for action in ("edit", "delete"):
        address = reverse(f"registrations:{action}", args=[registration.pk])
        assert client.get(address).status_code in (302, 403)
        client.post(address)
    assert client.get(reverse("registrations:add")).status_code in (302, 403)
    assert Registration.objects.get() == registration


def test_one_workshops_people_as_a_spreadsheet(client, coordinator):
    workshop = factories.workshop(first_day=DAY)
    fund = factories.fund("กองทุนปางหมู")
    factories.registration(
        workshop,
        of_fund=fund,
        person=factories.person(first_name='=HYPERLINK("x")', title="นาย"),
        post_held="treasurer",
        phone="0812345678",
    )
    factories.registration(factories.workshop(first_day=DAY))
    query = {"workshop": workshop.pk, "export": "csv"}
    response = client.get(reverse("registrations:index"), query)
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 2
    assert "'=HYPERLINK" in ",".join(rows[1])
    assert {"กองทุนปางหมู", "081-234-5678", "ปางหมู", "แม่ฮ่องสอน", f"27–28 มี.ค. {BE}"} <= set(rows[1])
    response = client.get(reverse("registrations:index"), {**query, "export": "xlsx"})
    sheet = load_workbook(BytesIO(response.getvalue())).active
    assert sheet.max_row == 2
    assert all(cell.data_type != "f" for cell in sheet[2])
