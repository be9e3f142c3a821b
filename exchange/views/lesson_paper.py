"""A lesson on one sheet of A4."""

from django.shortcuts import render
from django.views import View

from exchange.lessons.paper import fit
from exchange.lessons.reading import read, told_by
from exchange.lessons.writing import draft_of
from exchange.views.lesson_guards import OfLesson
from portal.qr import qr_image


class LessonPrint(OfLesson, View):
    """The published text; of what is not published, the draft, for those who may read it."""

    sign_in_first = False

    def get(self, request, pk):
        page = self.lesson if self.lesson.live else draft_of(self.lesson)
        lesson = read(page, request.rights)
        address = request.build_absolute_uri(self.address)
        return render(
            request,
            "exchange/lesson_print.html",
            {
                "page": page,
                "lesson": lesson,
                "paper": fit(lesson),
                "told_by": told_by(page),
                "back": self.address,
                "address": address,
                "qr": qr_image(address) if self.lesson.live else "",
            },
        )
