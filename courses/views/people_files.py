"""A workshop's people as a file for a spreadsheet: everybody, in the order of the list."""

import csv
from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views import View
from openpyxl import Workbook as Book

from courses.admin.exporting import REGISTRATION_COLUMNS, ExportedRegistration
from courses.models import Question, Registration
from courses.views.people import ORDER, OfPeople
from portal.funds.admin.exporting import harmless
from portal.thai.dates import short_datetime

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Left out: they are the same on every line.
SAID_ONCE = ("workshop", "days")


class PeopleFile(OfPeople, View):
    """The whole list as CSV or XLSX; no cell can be taken for a formula."""

    def get(self, request, *args, **kwargs):
        writers = {"csv": self.as_csv, "xlsx": self.as_xlsx}
        if kwargs["kind"] not in writers:
            raise Http404(_("There is no such file."))
        questions = list(self.workshop.questions.all())
        people = self.dress(list(self.people().order_by(*ORDER)))
        rows = [headings(questions), *(cells(one, questions) for one in people)]
        response = writers[kwargs["kind"]](rows)
        # The workshop's title is Thai: browsers differ in what they make of that in a header.
        name = slugify(f"{self.workshop.pk}-{self.workshop.starts_on}")
        response["Content-Disposition"] = f'attachment; filename="people-{name}.{kwargs["kind"]}"'
        return response

    @staticmethod
    def as_csv(rows) -> HttpResponse:
        # The mark at the beginning tells Excel that these are Unicode letters.
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        csv.writer(response).writerows(rows)
        return response

    @staticmethod
    def as_xlsx(rows) -> HttpResponse:
        book = Book(write_only=True)
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
        response = HttpResponse(content_type=XLSX)
        book.save(response)
        return response


def headings(questions: list[Question]) -> list[str]:
    """One for each column."""
    known = [str(label) for name, label in REGISTRATION_COLUMNS.items() if name not in SAID_ONCE]
    more = [_("place in line"), _("what keeps them"), _("to be confirmed until"), _("entered by")]
    return [harmless(text) for text in (*known, *more, *(one.text for one in questions))]


def cells(registration: Registration, questions: list[Question]) -> list:
    """One line of the file."""
    return [
        harmless(value) if isinstance(value, str) else value
        for value in _values(registration, questions)
    ]


def _values(registration: Registration, questions: list[Question]) -> Iterator:
    shown = ExportedRegistration(registration)
    for name in REGISTRATION_COLUMNS:
        if name not in SAID_ONCE:
            yield str(getattr(shown, name)) if name != "seat" else shown.seat
    yield registration.place
    yield registration.kept_by
    yield short_datetime(registration.offer_until) if registration.offer_until else ""
    yield registration.entered_by.shown_name if registration.entered_by else ""
    answers = {one.question_id: one.value for one in registration.question_answers.all()}
    for question in questions:
        yield answers.get(question.pk, "")
