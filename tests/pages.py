"""The one list of pages that are weighed, checked with axe, zoomed and photographed.

Addresses are those of docs/rights.md, filled from a scene. A new kind of page gets a line.
"""

from dataclasses import dataclass

from tests.scene import VISITOR


@dataclass(frozen=True)
class Page:
    """An address, the role that opens it, and the status it answers with."""

    address: str
    role: str = VISITOR
    status: int = 200


PAGES = {
    "home": Page("/"),
    "home-english": Page("/en/"),
    "search": Page("/search/?q=บัญชี"),
    "funds": Page("/funds/"),
    "fund": Page("/funds/<fund>/"),
    "curricula": Page("/curricula/"),
    "curriculum": Page("/curricula/<curriculum>/"),
    "workshops": Page("/workshops/"),
    "workshop": Page("/workshops/<workshop>/"),
    "register": Page("/workshops/<workshop>/register/"),
    "registration": Page("/registrations/<registration>/"),
    "exchange": Page("/exchange/"),
    "board": Page("/exchange/<board>/"),
    "topic": Page("/topics/<topic>/"),
    "news": Page("/news/"),
    "about": Page("/about/"),
    "sign-in": Page("/accounts/login/"),
    "sign-up": Page("/accounts/signup/"),
    "not-found": Page("/nothing-here/", status=404),
    "my-page": Page("/me/", "officer"),
    "topic-new": Page("/boards/<board_pk>/new/", "member"),
    "office-request": Page("/funds/<fund>/office/", "member"),
    "offices": Page("/offices/", "coordinator"),
    "workshop-new": Page("/workshops/new/", "trainer"),
    "workshop-edit": Page("/workshops/<workshop>/edit/", "trainer"),
    "attendance": Page("/workshops/<workshop>/attendance/", "trainer"),
    "sign-in-sheet": Page("/workshops/<workshop>/sheet/", "trainer"),
    "pairing": Page("/pairing/", "coordinator"),
    "pairing-run-new": Page("/pairing/runs/new/", "coordinator"),
    "pairing-run": Page("/pairing/runs/<run>/", "coordinator"),
    "pair": Page("/pairs/<pair>/", "officer"),
    "pair-answer": Page("/pairs/<asked_pair>/answer/", "officer"),
    "style": Page("/style/", "administrator"),
}
PUBLIC = {name: page for name, page in PAGES.items() if page.role == VISITOR}
