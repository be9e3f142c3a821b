"""Decides what an author should look at once more before others read it; never a refusal."""

import re

from django.utils.translation import gettext as _

from exchange.models import LessonPage
from portal.thai.digits import to_arabic

#: What looks like a telephone number: nine or ten digits beginning with 0.
PHONE = re.compile(r"(?<!\d)0\d(?:[ -]?\d){7,8}(?!\d)")
#: Characters of all parts together that one sheet of paper holds.
ONE_SHEET = 5_500


def warnings_of(lesson: LessonPage) -> list[str]:
    """Sentences on telephone numbers in the text, and on a text longer than a sheet."""
    texts = [lesson.title, lesson.summary, *(getattr(lesson, part) for part in lesson.PARTS)]
    texts += [one.caption for one in lesson.pictures.all()]
    texts += [one.alt for one in lesson.pictures.all()]
    warnings = []
    if any(PHONE.search(to_arabic(text)) for text in texts):
        warnings.append(
            _(
                "There is a telephone number in the text. Everybody on the internet can read it: "
                "take it out unless its owner wants that."
            )
        )
    if sum(map(len, texts)) > ONE_SHEET:
        warnings.append(
            _(
                "This is more than one sheet of paper holds. When it is printed, the longest parts "
                "are shortened; the whole stands on this page."
            )
        )
    return warnings
