"""Taking in a list from an office: the file, a look at every line, then all of it at once."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import FormView, TemplateView
from openpyxl import Workbook as Book
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from courses.forms.importing import UploadForm, lines_of
from courses.forms.people import ReasonForm
from courses.lists.importing import ImportRefused, Outlook, foresee_list, keep_list, take_in
from courses.lists.spreadsheets import MOST_PEOPLE
from courses.models import ImportedList
from courses.views.people import OfPeople
from courses.views.people_files import XLSX

#: The columns of the file people download, with their widths.
TEMPLATE_COLUMNS = {
    "คำนำหน้า": 12,
    "ชื่อ": 20,
    "นามสกุล": 20,
    "เบอร์โทร": 16,
    "กองทุน": 36,
    "อำเภอ": 20,
    "ตำแหน่ง": 16,
    "ความต้องการ": 36,
}
#: Rows whose phone numbers the file keeps as text, so that the zero in front stays.
TEMPLATE_ROWS = 300


class ImportUpload(OfPeople, FormView):
    """Chooses the file; what can be read of it is shown before anybody is registered."""

    template_name = "courses/import_upload.html"
    form_class = UploadForm

    def form_valid(self, form):
        imported = keep_list(
            workshop=self.workshop,
            name=form.cleaned_data["file"].name,
            lines=lines_of(form.rows, workshop=self.workshop),
            by=self.request.user,
        )
        return redirect(imported)

    def get_context_data(self, **kwargs):
        lists = ImportedList.objects.filter(workshop=self.workshop).defer("rows")
        return super().get_context_data(
            workshop=self.workshop,
            most=MOST_PEOPLE,
            lists=lists.select_related("made_by__person")[:20],
            crumbs=self.crumbs((_("People"), self.people_address)),
            **kwargs,
        )


class ImportPreview(OfPeople, TemplateView):
    """Every line of a list: who it is, which fund was understood, and what would happen."""

    template_name = "courses/import_preview.html"

    @cached_property
    def imported(self) -> ImportedList:
        found = ImportedList.objects.filter(workshop=self.workshop, pk=self.kwargs["key"])
        found = found.select_related("made_by__person").first()
        if found is None:
            raise Http404(_("There is no such list."))
        return found

    def post(self, request, *args, **kwargs):
        form = ReasonForm(request.POST, required=False)
        if request.POST.get("what") == "forget":
            ImportedList.objects.filter(pk=self.imported.pk, done_at=None).delete()
            messages.info(request, _("The list is forgotten. Nobody was registered."))
            return redirect("import_upload", pk=self.workshop.pk)
        override = form.cleaned_data["reason"] if form.is_valid() else ""
        if request.POST.get("what") == "look" or not form.is_valid():
            return self.render_to_response(self.get_context_data(override=override, form=form))
        try:
            done = take_in(
                imported=self.imported,
                by=request.user,
                override=override,
                needs_agreed="needs_agreed" in request.POST,
            )
        except ImportRefused as refused:
            messages.error(request, str(refused))
            return redirect(self.imported)
        if not done.outcomes:
            messages.info(request, _("This list was taken in before. Nothing was changed."))
        else:
            messages.success(request, done_sentence(done))
        return redirect(self.people_address)

    def get_context_data(self, *, override="", form=None, **kwargs):
        outlook, refused = Outlook(()), ""
        if not self.imported.done_at:
            try:
                outlook = foresee_list(
                    imported=self.imported, by=self.request.user, override=override
                )
            except ImportRefused as problem:
                refused = str(problem)
        return super().get_context_data(
            workshop=self.workshop,
            imported=self.imported,
            outlook=outlook,
            refused=refused,
            override=override,
            form=form or ReasonForm(required=False),
            crumbs=self.crumbs(
                (_("People"), self.people_address),
                (_("Take in a list"), reverse("import_upload", args=[self.workshop.pk])),
            ),
            **kwargs,
        )


def done_sentence(done: Outlook) -> str:
    """What became of a list, for the line above the people."""
    said = ngettext(
        "%(count)d person was registered", "%(count)d people were registered", done.registered
    ) % {"count": done.registered}
    return _("%(said)s: %(seated)d with a seat, %(waiting)d waiting; %(already)d had a place.") % {
        "said": said,
        "seated": done.seated,
        "waiting": done.waiting,
        "already": done.already,
    }


class ImportTemplate(OfPeople, View):
    """An empty workbook with the headings that are understood; Thai, like the lists it is for."""

    def get(self, request, *args, **kwargs):
        book = Book()
        sheet = book.active
        sheet.title = "รายชื่อ"
        sheet.append(list(TEMPLATE_COLUMNS))
        for place, (heading, width) in enumerate(TEMPLATE_COLUMNS.items(), 1):
            sheet.cell(1, place).font = Font(bold=True)
            sheet.cell(1, place).alignment = Alignment(vertical="top")
            sheet.column_dimensions[get_column_letter(place)].width = width
            if heading == "เบอร์โทร":
                for line in range(2, TEMPLATE_ROWS + 2):
                    sheet.cell(line, place).number_format = "@"
        sheet.freeze_panes = "A2"
        response = HttpResponse(content_type=XLSX)
        response["Content-Disposition"] = 'attachment; filename="people.xlsx"'
        book.save(response)
        return response
