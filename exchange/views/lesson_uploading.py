"""Stores what was sent along with a lesson's form; what cannot be kept is said beside its box."""

from django.utils.translation import gettext as _

from exchange.forms.lesson_rows import MOST_FILES, UploadForm
from exchange.lessons.pictures import keep_file, keep_picture
from exchange.uploads import UploadRefused, title_of
from portal.people.models import User


def store_uploads(form: UploadForm, *, pictures: int, files: int, by: User) -> dict[str, list]:
    """New pictures and the new paper by relation, as many as there is still room for."""
    stored = {"pictures": [], "files": []}
    if not form.is_valid():
        return stored
    for upload in form.cleaned_data["new_pictures"]:
        if len(stored["pictures"]) >= pictures:
            form.add_error("new_pictures", _("A lesson has six pictures at most: choose the best."))
            break
        try:
            stored["pictures"].append(keep_picture(content=upload.read(), by=by))
        except UploadRefused as refusal:
            form.add_error("new_pictures", f"{upload.name}: {refusal}")
            break
    upload = form.cleaned_data.get("new_file")
    if not upload:
        return stored
    if files < 1:
        form.add_error(
            "new_file", _("A lesson has %(most)s papers at most.") % {"most": MOST_FILES}
        )
        return stored
    try:
        title = form.cleaned_data.get("new_file_title") or title_of(upload.name)
        content = upload.read()
        stored["files"].append(keep_file(content=content, name=upload.name, title=title, by=by))
    except UploadRefused as refusal:
        form.add_error("new_file", str(refusal))
    return stored
