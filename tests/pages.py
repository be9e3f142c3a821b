"""The one list of pages that are weighed, checked with axe, zoomed and photographed.

Addresses are those of docs/rights.md, filled from a scene: the tests' own (`tests.scene`) or
the demo's (`tests.demo`). A new kind of page gets a line.
"""

import re
from dataclasses import dataclass, field

from django.test import Client

VISITOR = "visitor"


@dataclass(frozen=True)
class Page:
    """An address, the role that opens it, and the status it answers with."""

    address: str
    role: str = VISITOR
    status: int = 200


@dataclass
class Scene:
    """``objects`` fill the placeholders of an address, ``people`` are the accounts by role."""

    objects: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)

    def address(self, pattern: str) -> str:
        """``/funds/<fund>/`` with the object's own key in place of its name."""
        return re.sub(r"<(\w+)>", lambda name: str(self.objects[name[1]]), pattern)

    def client(self, role: str) -> Client:
        """A client that is signed in as somebody of this role."""
        client = Client()
        if self.people[role]:
            client.force_login(self.people[role])
        return client


PAGES = {
    "home": Page("/"),
    "home-english": Page("/en/"),
    "search": Page("/search/?q=บัญชี"),
    "funds": Page("/funds/"),
    "fund": Page("/funds/<fund>/"),
    "curricula": Page("/curricula/"),
    "curriculum": Page("/curricula/<curriculum>/"),
    "curriculum-print": Page("/curricula/<curriculum_pk>/print/"),
    "curriculum-guide": Page("/curricula/<curriculum_pk>/guide/", "trainer"),
    "programme": Page("/curricula/<programme>/"),
    "workshops": Page("/workshops/"),
    "workshop": Page("/workshops/<workshop>/"),
    "workshop-past": Page("/workshops/<trained>/"),
    "workshop-poster": Page("/workshops/<workshop>/poster/"),
    "register": Page("/workshops/<workshop>/register/"),
    "registration": Page("/registrations/<registration>/"),
    "group": Page("/groups/<group>/", "officer"),
    "group-slips": Page("/groups/<group>/slips/", "officer"),
    "group-swap": Page("/groups/<group>/<of_group>/swap/"),
    "invitation": Page("/invitations/<invitation>/"),
    "invitation-group": Page("/invitations/<invitation>/group/", "officer"),
    "exchange": Page("/exchange/"),
    "board": Page("/exchange/<board>/"),
    "topic": Page("/topics/<topic>/"),
    "lessons": Page("/lessons/"),
    "lesson": Page("/lessons/<lesson>/"),
    "lesson-print": Page("/lessons/<lesson>/print/"),
    "news": Page("/news/"),
    "about": Page("/about/"),
    "sign-in": Page("/accounts/login/"),
    "sign-up": Page("/accounts/signup/"),
    "letters-stop": Page("/letters/stop/<letters>/"),
    "not-found": Page("/nothing-here/", status=404),
    "my-page": Page("/me/", "officer"),
    "my-calendar": Page("/me/calendar/", "officer"),
    "catch-up": Page("/me/catch-up/", "member"),
    "following": Page("/me/following/", "officer"),
    "notices": Page("/me/notices/", "officer"),
    "consents": Page("/me/consents/", "officer"),
    "similar-people": Page("/people/similar/", "coordinator"),
    "merges": Page("/people/merges/", "coordinator"),
    "letters-failed": Page("/letters/failed/", "coordinator"),
    "notice-settings": Page("/me/notices/settings/", "officer"),
    "lesson-mine": Page("/lessons/mine/", "officer"),
    "lesson-new": Page("/lessons/new/", "officer"),
    "lesson-write": Page("/lessons/<lesson_draft>/write/", "officer"),
    "lesson-draft": Page("/lessons/<lesson_draft>/draft/", "trainer"),
    "lesson-used": Page("/lessons/<lesson>/used/", "other officer"),
    "lesson-doubt": Page("/lessons/<lesson>/outdated/", "member"),
    "lesson-check": Page("/lessons/<lesson>/checked/", "trainer"),
    "lesson-of-topic": Page("/topics/<topic>/lesson/", "officer"),
    "post-helped": Page("/posts/<reply>/helped/", "other officer"),
    "post-bookmark": Page("/posts/<reply>/bookmark/", "member"),
    "bookmarks": Page("/me/bookmarks/", "member"),
    "topic-tend": Page("/topics/<topic>/tend/", "coordinator"),
    "topic-split": Page("/topics/<topic>/split/", "coordinator"),
    "post-edit": Page("/posts/<post>/edit/", "officer"),
    "post-history": Page("/posts/<post>/history/", "coordinator"),
    "version-hide": Page("/posts/<post>/versions/1/hide/", "coordinator"),
    "meeting-new": Page("/boards/<board_pk>/new/?kind=meeting", "member"),
    "poll-new": Page("/boards/<board_pk>/new/?kind=poll", "member"),
    "topic-new": Page("/boards/<board_pk>/new/", "member"),
    "reply": Page("/topics/<topic>/", "officer"),
    "own-data": Page("/me/exchange/", "officer"),
    "my-drafts": Page("/me/drafts/", "officer"),
    "report": Page("/posts/<post>/report/", "member"),
    "order-queue": Page("/order/", "coordinator"),
    "order-case": Page("/order/<case>/", "coordinator"),
    "decision": Page("/decisions/<case>/", "officer"),
    "office-request": Page("/funds/<fund>/office/", "member"),
    "fund-edit": Page("/funds/<fund>/edit/", "officer"),
    "fund-year": Page("/funds/<fund>/years/2023/", "officer"),
    "fund-assessment": Page("/funds/<fund>/assessment/", "officer"),
    "offices": Page("/offices/", "coordinator"),
    "register-group": Page("/workshops/<workshop>/register/group/", "officer"),
    "register-call": Page("/workshops/<workshop>/register/call/", "coordinator"),
    "workshop-new": Page("/workshops/new/", "trainer"),
    "workshop-edit": Page("/workshops/<workshop>/edit/", "trainer"),
    "workshop-copy": Page("/workshops/new/?copy=<workshop>", "trainer"),
    "workshop-questions": Page("/workshops/<workshop>/questions/", "trainer"),
    "trainers": Page("/trainers/", "coordinator"),
    "trainer-edit": Page("/trainers/<trainer>/edit/", "trainer"),
    "people-to-tell": Page("/workshops/<workshop>/to-tell/", "trainer"),
    "people": Page("/workshops/<workshop>/people/", "coordinator"),
    "person": Page("/workshops/<workshop>/people/<registered>/", "coordinator"),
    "person-cancel": Page("/workshops/<workshop>/people/<registered>/cancel/", "coordinator"),
    "people-sheet": Page("/workshops/<workshop>/people/sheet/", "coordinator"),
    "import": Page("/workshops/<workshop>/people/import/", "coordinator"),
    "import-preview": Page("/workshops/<workshop>/people/import/<imported>/", "coordinator"),
    "invitations": Page("/workshops/<workshop>/invitations/", "coordinator"),
    "invitations-new": Page("/workshops/<workshop>/invitations/new/", "coordinator"),
    "invitations-sheet": Page("/workshops/<workshop>/invitations/sheet/", "coordinator"),
    "invitations-letters": Page("/workshops/<workshop>/invitations/letters/", "coordinator"),
    "attendance": Page("/workshops/<trained>/attendance/", "trainer"),
    "sign-in-sheet": Page("/workshops/<trained>/sheet/", "trainer"),
    "pairing": Page("/pairing/", "coordinator"),
    "pairing-run-new": Page("/pairing/runs/new/", "coordinator"),
    "pairing-run": Page("/pairing/runs/<run>/", "coordinator"),
    "pair": Page("/pairs/<pair>/", "officer"),
    "pair-asked": Page("/pairs/<asked_pair>/", "officer"),
    "style": Page("/style/", "administrator"),
}
PUBLIC = {name: page for name, page in PAGES.items() if page.role == VISITOR}
