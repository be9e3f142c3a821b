"""Stores what was sent along with a lesson's form; what cannot be kept is said beside its box."""

from django.utils.translation import gettext as _

from exchange.forms.lesson_rows import MOST_FILES, UploadForm
from exchange.lesson_uploads import UploadRefused
from exchange.lessons_pictures import keep_file, keep_picture
from portal.people.models import User
from portal.thai.digits import holds_national_id


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
        title = form.cleaned_data.get("new_file_title") or _title_of(upload.name)
        content = upload.read()
        stored["files"].append(keep_file(content=content, name=upload.name, title=title, by=by))
    except UploadRefused as refusal:
        form.add_error("new_file", str(refusal))
    return stored


def _title_of(name: str) -> str:
    """The file's own name without its ending, unless it gives away a number of a person."""
    title = name.rpartition(".")[0].replace("_", " ").strip()[:150]
    return title if title and not holds_national_id(title) else _("Paper")
