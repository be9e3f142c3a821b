"""The page behind a letter's stop link: says what it stops, and stops it by one press."""

from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from portal.notices.stopping import StopLinkError, read_stop_token, set_stopped, stopped_by


# The signed link itself is the right to stop; mail programs press it without ever having seen
# the page, and it needs no cookie.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class LettersStop(View):
    """Works signed out. Opening it changes nothing; a press stops or starts the letters."""

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
        again = request.POST.get("do") == self.AGAIN
        set_stopped(person=self.person, about=self.about, stopped=not again)
        return self.show(done=True)

    def show(self, *, done: bool = False):
        return render(
            self.request,
            "notices/letters_stop.html",
            {
                "about": self.about.label,
                "stopped": self.about in stopped_by(self.person),
                "done": done,
            },
        )
