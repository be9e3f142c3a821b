"""The page that takes in a list: looked at line by line, taken in once, refused with a sentence."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from courses.lists.spreadsheets import COLUMN_OF, read_list
from courses.models import ImportedList, Prerequisite, Registration, RegistrationStep
from tests import factories
from tests.courses import sheets
from tests.courses.arriving import come

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def workshop():
    return factories.workshop("Accounts", seats=2)


@pytest.fixture
def staff(client):
    user = factories.coordinator("58")
    client.force_login(user)
    return user


@pytest.fixture
def fund():
    return factories.fund("กองทุนสวัสดิการชุมชนตำบลปางหมู")


def address(workshop, rest=""):
    return f"/en/workshops/{workshop.pk}/people/import/{rest}"


def words(response) -> str:
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def upload(client, workshop, data, name="รายชื่อ อำเภอเมือง.xlsx"):
    file = SimpleUploadedFile(name, data)
    return client.post(address(workshop), {"file": file}, follow=True)


def people(*names):
    return sheets.workbook(
        *((1, name, f"081000000{place}", "ปางหมู", "", "") for place, name in enumerate(names))
    )


def test_a_list_is_looked_at_and_then_taken_in(client, staff, workshop, fund):
    come(workshop)
    text = words(upload(client, workshop, people("ก สมมติ", "ข สมมติ", "<i>")))
    assert "2 people would be registered: 1 with a seat, 1 waiting." in text
    assert "1 line is not right." in text
    assert "กองทุนสวัสดิการชุมชนตำบลปางหมู (Pang Mu, Mueang Mae Hong Son, Mae Hong Son)" in text
    assert "waiting, place 1 all seats are taken" in text
    assert Registration.objects.count() == 1
    imported = ImportedList.objects.get()
    take = {"what": "take"}
    text = words(client.post(address(workshop, f"{imported.pk}/"), take, follow=True))
    assert "2 people were registered: 1 with a seat, 1 waiting; 0 had a place." in text
    text = words(client.post(address(workshop, f"{imported.pk}/"), take, follow=True))
    assert "taken in before. Nothing was changed." in text
    assert Registration.objects.count() == 3
    # The same file chosen again leads to the same list.
    text = words(upload(client, workshop, people("ก สมมติ", "ข สมมติ", "<i>")))
    assert "Taking it in again changes nothing" in text
    assert ImportedList.objects.count() == 1
    assert "2 people taken in" in words(client.get(address(workshop)))


def test_a_list_can_be_forgotten(client, staff, workshop, fund):
    upload(client, workshop, people("ก สมมติ"))
    imported = ImportedList.objects.get()
    client.post(address(workshop, f"{imported.pk}/"), {"what": "forget"})
    assert not ImportedList.objects.exists()
    assert not Registration.objects.exists()


def test_people_who_miss_what_comes_first_are_admitted_with_a_reason(client, staff, workshop, fund):
    Prerequisite.objects.create(page=workshop.curriculum, needs=factories.curriculum())
    text = words(upload(client, workshop, people("ก สมมติ")))
    assert "1 person has not attended what has to come first" in text
    assert "There is nobody new" in text
    imported = ImportedList.objects.get()
    sent = {"what": "look", "reason": "รู้เรื่องดีแล้ว"}
    text = words(client.post(address(workshop, f"{imported.pk}/"), sent))
    assert "1 person would be registered" in text
    assert not Registration.objects.exists()
    client.post(address(workshop, f"{imported.pk}/"), {**sent, "what": "take"})
    assert RegistrationStep.objects.get(because="overridden").detail == "รู้เรื่องดีแล้ว"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.xlsx", "empty"),
        (b"MZ\x90\x00\x03", "a.exe", "cannot be read"),
        (people("ก สมมติ"), "a.xlsm", "macros"),
        (sheets.text((1, "ก", "", "", "", "1-2345-67890-12-1")), "a.csv", "national ID number"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_and_changes_nothing(
    client, staff, workshop, data, name, said
):
    assert said in words(upload(client, workshop, data, name))
    assert not ImportedList.objects.exists()


def test_no_file_and_a_long_name_get_a_sentence(client, staff, workshop):
    assert "Please choose a file" in words(client.post(address(workshop), {}))
    long = words(upload(client, workshop, people("ก"), "ก" * 200 + ".xlsx"))
    assert "too long" in long


def test_a_list_of_another_workshop_is_not_there(client, staff, workshop, fund):
    upload(client, workshop, people("ก สมมติ"))
    imported = ImportedList.objects.get()
    other = factories.workshop()
    assert client.get(address(other, f"{imported.pk}/")).status_code == 404
    assert client.post(address(other, f"{imported.pk}/")).status_code == 404


def test_a_workshop_that_is_called_off_refuses_the_list(client, staff, workshop, fund):
    workshop.status = "cancelled"
    workshop.save()
    text = words(upload(client, workshop, people("ก สมมติ")))
    assert "This workshop was cancelled" in text
    imported = ImportedList.objects.get()
    response = client.post(address(workshop, f"{imported.pk}/"), {"what": "take"}, follow=True)
    assert "This workshop was cancelled" in words(response)
    assert not Registration.objects.exists()


def test_the_empty_list_to_download_is_one_that_is_understood(client, staff, workshop, fund):
    response = client.get(address(workshop, "template.xlsx"))
    book = load_workbook(BytesIO(response.content))
    headings = [cell.value for cell in book.active[1]]
    assert len({COLUMN_OF[heading] for heading in headings}) == len(headings) == 8
    book.active.append(["นาย", "ก", "สมมติ", "0812345678", "ปางหมู", "", "กรรมการ", ""])
    file = BytesIO()
    book.save(file)
    [row] = read_list("people.xlsx", file.getvalue())
    assert row.cells["first_name"] == "ก"
