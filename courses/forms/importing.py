"""Reading a list typed in an office: the file, and each of its lines judged like a form."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.forms.names import PersonNameField
from courses.forms.registration import TITLES
from courses.lists.fund_names import FundNames
from courses.lists.importing import Line
from courses.lists.spreadsheets import MOST_PEOPLE, FileRefused, Row, read_list
from courses.models import Registration, Workshop
from portal.funds.models import Office
from portal.people.names import TITLE
from portal.thai.digits import refuse_national_id
from portal.thai.fields import ThaiPhoneField
from portal.thai.words import normalise


class UploadForm(forms.Form):
    """A spreadsheet; its cleaned `rows` are what stands in it."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_("An Excel workbook (.xlsx) or a text file (.csv), at most %(most)d people.")
        % {"most": MOST_PEOPLE},
        error_messages={
            "required": _("Please choose a file."),
            "empty": _("This file is empty."),
            "missing": _("Please choose a file."),
            "max_length": _("The name of this file is too long. Please give it a shorter one."),
        },
        max_length=150,
        widget=forms.FileInput(
            attrs={
                "accept": ".xlsx,.csv,text/csv,"
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
        ),
    )

    def clean_file(self):
        sent = self.cleaned_data["file"]
        try:
            self.rows = read_list(sent.name, sent.read())
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return sent


TOO_LONG = {"max_length": _("Please write this in at most %(limit_value)d letters.")}


class LineForm(forms.Form):
    """One person of a list: what each field may hold."""

    title = forms.CharField(required=False, max_length=30, error_messages=TOO_LONG)
    first_name = PersonNameField(
        max_length=80,
        error_messages={"required": _("There is no name in this line."), **TOO_LONG},
    )
    last_name = PersonNameField(max_length=80, required=False)
    phone = ThaiPhoneField(required=False)
    needs = forms.CharField(
        required=False,
        max_length=Registration._meta.get_field("needs").max_length,
        validators=[refuse_national_id],
        error_messages=TOO_LONG,
    )


POSTS = {normalise(str(label)): value for value, label in Office.Role.choices}
#: As offices write them, besides the names the portal gives.
POSTS |= {
    "ประธาน": Office.Role.CHAIR,
    "ประธานกองทุน": Office.Role.CHAIR,
    "เลขา": Office.Role.SECRETARY,
    "เลขานุการ": Office.Role.SECRETARY,
    "เลขานุการกองทุน": Office.Role.SECRETARY,
    "เหรัญญิก": Office.Role.TREASURER,
    "การเงิน": Office.Role.TREASURER,
    "กรรมการ": Office.Role.COMMITTEE,
    "กรรมการกองทุน": Office.Role.COMMITTEE,
    "คณะกรรมการ": Office.Role.COMMITTEE,
    "คณะทำงาน": Office.Role.WORKING_GROUP,
    "สมาชิก": Office.Role.MEMBER,
    "สมาชิกกองทุน": Office.Role.MEMBER,
}


def lines_of(rows: list[Row], *, workshop: Workshop) -> list[Line]:
    """The people of a file as they are understood, with a sentence where one is not."""
    funds = FundNames(near=workshop.province_code)
    seen: dict[str, int] = {}
    lines = []
    for row in rows:
        line = _line(row, funds)
        if not line.fault:
            first = seen.setdefault(line.key, line.number)
            if first != line.number:
                line = replace(line, fault=_twice(line, first))
        lines.append(line)
    return lines


def _line(row: Row, funds: FundNames) -> Line:
    cells = row.cells
    title, first_name, last_name = _name(cells)
    known = {
        "title": title,
        "first_name": first_name,
        "last_name": last_name,
        "phone": whole_phone(cells.get("phone", "")),
        "needs": cells.get("needs", ""),
    }
    places = tuple(cells.get(name, "") for name in ("subdistrict", "district", "province"))
    meant = funds.understand(cells.get("fund", ""), places=places)
    form = LineForm(known)
    fault = ""
    if row.formula:
        fault = gettext("Cell %(cell)s holds a formula. Please type what it shows.") % {
            "cell": row.formula
        }
    elif not form.is_valid():
        name, problems = next(iter(form.errors.items()))
        fault = f"“{shown(known[name])}”: {problems[0]}" if known[name] else problems[0]
    elif meant.fault:
        fault = meant.fault
    said = form.cleaned_data if not fault else {key: value[:80] for key, value in known.items()}
    return Line(
        number=row.line,
        fund=meant.fund.pk if meant.fund else None,
        fund_name=meant.fund.full_name if meant.fund else "",
        post_held=POSTS.get(normalise(cells.get("post_held", "")), ""),
        fault=fault,
        **said,
    )


def shown(text: str) -> str:
    """The beginning of what was typed, by which somebody finds it in their list."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def _name(cells: dict[str, str]) -> tuple[str, str, str]:
    """Title, first and last name, whether they stand in one cell or in three."""
    title, first, last = (cells.get(name, "") for name in ("title", "first_name", "last_name"))
    if not first:
        first = cells.get("whole_name", "")
    found = TITLE.match(first.lower())
    if found and not title:
        title, first = first[: found.end()].strip(), first[found.end() :].strip()
    if not last and " " in first:
        first, _space, last = first.partition(" ")
    title = {"น.ส.": "นางสาว", "นส.": "นางสาว"}.get(title, title)
    return (title if title in TITLES or len(title) <= 30 else ""), first, last.strip()


def whole_phone(text: str) -> str:
    """A number as it was meant: spreadsheets take the zero in front away."""
    digits = text.strip()
    if digits.isdecimal() and len(digits) in (8, 9) and not digits.startswith("0"):
        return f"0{digits}"
    return "" if text.strip() in ("-", "–", "ไม่มี") else text


def _twice(line: Line, first: int) -> str:
    if line.phone:
        return gettext("The same person stands in line %(line)d already.") % {"line": first}
    return gettext(
        "The same name stands in line %(line)d already. If these are two people, please give "
        "their phone numbers."
    ) % {"line": first}
