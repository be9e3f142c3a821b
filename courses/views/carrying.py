"""Taking a curriculum to another installation, and bringing one in."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.models import Site

from courses.curricula.carrying.exporting import carry
from courses.curricula.carrying.importing import bring_in, preview
from courses.curricula.carrying.reading import CarriedRefused, look_through
from courses.curricula.carrying.waiting import NotWaiting, drop, keep, path_of
from courses.curricula.reading_rights import may_carry
from courses.curricula.zip_stream import ZipTooLarge, length, stream
from courses.forms.carrying import BringInForm, CarriedFileForm
from courses.models import CurriculumIndexPage
from courses.views.curricula import Published
from courses.views.guards import SignedIn


@method_decorator(never_cache, name="dispatch")
class CurriculumExport(SignedIn, Published, View):
    """The published text with its guide and files, for another installation."""

    def refuse(self) -> str:
        if may_carry(self.request.rights):
            return ""
        return _("Curricula are carried by the network's trainers and coordinators.")

    def get(self, request, *args, **kwargs):
        root = request.build_absolute_uri("/").rstrip("/")
        site = Site.find_for_request(request)
        package = carry(
            page=self.page,
            edition=self.edition,
            origin={"name": site.site_name if site else "", "address": root},
            root=root,
        )
        try:
            size = length(package.entries)
        except ZipTooLarge:
            raise Http404(_("This is too large for one file.")) from None
        response = StreamingHttpResponse(stream(package.entries), content_type="application/zip")
        response["Content-Length"] = size
        response["Content-Disposition"] = f'attachment; filename="{package.name}"'
        response["Content-Encoding"] = "identity"
        return response


class BringIn(TemplateView):
    """In the admin: the file, what it would do, and then doing it."""

    template_name = "courses/carry_in.html"

    def dispatch(self, request, *args, **kwargs):
        if not may_carry(request.rights):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "token" in request.POST:
            return self.bring(request)
        form = CarriedFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form=form)
        token = keep(form.cleaned_data["file"], user=request.user)
        path = path_of(token, user=request.user)
        try:
            told = preview(carried=look_through(path))
        except CarriedRefused as refused:
            drop(path)
            form.add_error("file", str(refused))
            return self.show(form=form)
        return self.show_preview(told, token)

    def bring(self, request):
        """The second step: everything is checked anew, for the file has been lying there."""
        try:
            path = path_of(request.POST["token"], user=request.user)
        except NotWaiting:
            form = CarriedFileForm()
            return self.show(form=form, refused=_("The file is no longer here. Choose it again."))
        try:
            carried = look_through(path)
            told = preview(carried=carried)
            form = BringInForm(request.POST, new=told.page is None, must_insist=told.must_insist)
            if not form.is_valid():
                return self.show_preview(told, request.POST["token"], form=form)
            parent = form.cleaned_data.get("parent") or CurriculumIndexPage.objects.first()
            page = bring_in(
                carried=carried,
                user=request.user,
                parent=parent.specific,
                insist=form.cleaned_data.get("insist", False),
            )
        except CarriedRefused as refused:
            return self.show_preview(told, request.POST["token"], refused=str(refused))
        drop(path)
        messages.success(
            request, _("“%(title)s” is a draft now. Somebody else is to read it.") % {"title": page}
        )
        return redirect("wagtailadmin_pages:edit", page.pk)

    def show_preview(self, told, token, *, form=None, refused=""):
        form = form or BringInForm(
            initial={"token": token}, new=told.page is None, must_insist=told.must_insist
        )
        return self.show(told=told, form=form, refused=refused or told.refused)

    def show(self, **kwargs):
        return self.render_to_response(self.get_context_data(**kwargs))

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", CarriedFileForm() if "form" not in kwargs else None)
        kwargs.setdefault("told", None)
        kwargs.setdefault("refused", "")
        return super().get_context_data(
            page_title=_("Bring a curriculum in"), header_icon="upload", **kwargs
        )
