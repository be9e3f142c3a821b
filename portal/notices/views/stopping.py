"""The page behind a letter's stop link: says what it stops, and stops it by one press."""

from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from portal.notices.matters import NotAgain, is_matter
from portal.notices.stopping import StopLinkError, read_stop_token, stoppable


# The signed link itself is the right to stop; mail programs press it without ever having seen
# the page, and it needs no cookie.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class LettersStop(View):
    """Works signed out. Opening it changes nothing; a press stops or starts what it names."""

    AGAIN = "again"

    def dispatch(self, request, token):
        try:
            self.person, self.about = read_stop_token(token)
        except StopLinkError as refusal:
            return render(request, "notices/letters_stop.html", {"refusal": refusal}, status=404)
        return super().dispatch(request, token)

    def get(self, request, token):
        return self.show()

    def post(self, request, token):
        found = stoppable(person=self.person, about=self.about)
        if found is None:
            return self.show()
        if request.POST.get("do") != self.AGAIN:
            return self.show(before=found.stop())
        try:
            found.again(request.POST.get("before", ""))
        except NotAgain as problem:
            return self.show(problem=str(problem))
        return self.show(done=True)

    def show(self, *, done: bool = False, before: str = "", problem: str = ""):
        return render(
            self.request,
            "notices/letters_stop.html",
            {
                "found": stoppable(person=self.person, about=self.about),
                "single": is_matter(self.about),
                "done": done,
                "before": before,
                "problem": problem,
            },
        )
