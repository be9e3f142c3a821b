"""Hands out what is attached to posts, to whoever may read the post and to nobody else."""

from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import storages
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from django.views import View

from exchange.forms.files import keys_among
from exchange.models import Attachment

#: Kinds that a browser shows by itself; everything else is taken along.
SHOWN = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


class AttachmentView(View):
    """One attachment, a picture also in a width. Never kept by caches that others share."""

    def get(self, request, key, width=None):
        visible = Attachment.objects.visible_to(request.rights)
        one = visible.filter(key__in=keys_among([key])).first()
        if one is None and not request.rights.signed_in:
            return redirect_to_login(request.get_full_path())
        if one is None or (width is not None and width not in one.widths):
            raise Http404(_("There is no such file."))
        try:
            content = storages["attached"].open(one.path(width))
        except FileNotFoundError:
            raise Http404(_("This file is no longer there.")) from None
        ending = "webp" if width else one.ending
        response = FileResponse(
            content,
            as_attachment=ending not in SHOWN,
            filename=f"{one.title}.{ending}",
            content_type=SHOWN.get(ending, "application/octet-stream"),
        )
        # What stands under an address never changes; who may read it may.
        response["Cache-Control"] = "private, max-age=3600"
        return response
