"""Decides what the page of a curriculum brings along besides its text, and how a draft is shown."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.curricula.timing import days_from, timetable
from courses.models.reading import read
from portal.thai.dates import clock

#: Columns that lists of curricula never show.
HEAVY = (
    *("search_text", "search_loose", "aims", "before", "text", "materials"),
    *("guide_checklist", "guide_notes", "imported"),
)

#: Right below the index of curricula (root, home, index); deeper ones lie in a programme.
DEPTH_OF_CURRICULA = 4


class ShownCurriculum:
    """A curriculum on its own page, and in the editor's preview."""

    #: Workshops of the past shown on its page; all of them are a link away.
    PAST_SHOWN = 5

    def get_context(self, request, *args, **kwargs):
        """Adds the coming workshops, the latest past ones and whether the reader may edit."""
        public = self.workshops.public().with_place().with_taken()
        user, key = request.user, [self.pk]
        return {
            **super().get_context(request, *args, **kwargs),
            "coming": list(public.upcoming()),
            "past": list(public.past()[: self.PAST_SHOWN]),
            "needed": self.needed(),
            "reading": read(self, pictures=True),
            "edition": self.editions.filter(revision=self.live_revision_id).first(),
            "programme": self.programme(),
            "may_edit": user.is_authenticated and self.permissions_for_user(user).can_edit(),
            # Where it can be taken along from; a draft that is looked at leads nowhere.
            **(
                {
                    "take": reverse("curriculum_zip", args=key),
                    "paper": reverse("curriculum_print", args=key),
                    "guide": reverse("curriculum_guide", args=key),
                    "carry": reverse("curriculum_export", args=key),
                }
                if self.live
                else {}
            ),
        }

    def programme(self):
        """The programme it belongs to, as a plain page; None where it stands by itself."""
        above = self.get_parent() if self.depth > DEPTH_OF_CURRICULA else None
        return above if above and above.live else None

    def needed(self) -> list:
        """Its prerequisites, those of an old text too, whose curricula are still published."""
        rows = list(self.prerequisites.select_related("needs"))
        known = {row.needs_id for row in rows if "needs" in row._state.fields_cache}
        missing = {row.needs_id for row in rows} - known
        pages = type(self).objects.defer(*HEAVY, "sessions").in_bulk(missing) if missing else {}
        for row in rows:
            if row.needs_id in pages:
                row.needs = pages[row.needs_id]
        return [row for row in rows if row.needs_id in {*known, *pages} and row.needs.live]

    @property
    def preview_modes(self):
        return [*super().preview_modes, ("guide", _("Trainer's guide"))]

    def get_preview_template(self, request, mode_name):
        return "courses/guide.html" if mode_name == "guide" else self.template

    def get_preview_context(self, request, mode_name):
        context = super().get_preview_context(request, mode_name)
        if mode_name == "guide":
            sessions = [session for part in self.parts for session in part.sessions]
            half_days = timetable(sessions, days_from(self.guide_starts_at))
            unused = dict.fromkeys(("refused", "qr", "back", "zip_address"), "")
            starts = clock(self.guide_starts_at)
            context |= {"half_days": half_days, "starts": starts, "workshop": None, **unused}
        return context
