"""What every template knows: the site's name, its five doors, the languages, the rights."""

from dataclasses import dataclass
from functools import cache, partial

from django.conf import settings
from django.urls import NoReverseMatch, ResolverMatch, reverse, translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from portal.funds.access import VISITOR
from portal.notices.reading import MOST_COUNTED, unread_count


@dataclass(frozen=True)
class Door:
    """One entry of the main menu."""

    label: str
    url: str
    active: bool


@dataclass(frozen=True)
class LanguageLink:
    """The same page in one of the languages."""

    code: str
    label: str
    url: str
    current: bool


def doors(path: str) -> tuple[Door, ...]:
    """The five doors, the one the reader is behind marked."""
    return tuple(
        Door(label, url, path.startswith(behind)) for label, url, behind in _doors(get_language())
    )


@cache
def _doors(_language: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Name and address of each door in a language, and how addresses behind it begin.

    Topics and pairs' rooms have short addresses of their own and lie behind a door too.
    """
    root = reverse("wagtail_serve", args=[""])
    found = [
        (_("Curricula"), reverse("wagtail_serve", args=["curricula/"]), ()),
        (_("Workshops"), reverse("workshop_list"), ("registrations/",)),
        (
            _("Exchange"),
            reverse("wagtail_serve", args=["exchange/"]),
            ("topics/", "boards/", "lessons/", "posts/", "order/", "decisions/"),
        ),
        (_("Funds"), reverse("fund_list"), ("offices/",)),
        (_("Pairing"), reverse("pairing_index"), ("pairs/",)),
    ]
    return [
        (label, url, (url, *(root + prefix for prefix in behind))) for label, url, behind in found
    ]


def language_links(full_path: str, match: ResolverMatch | None = None) -> list[LanguageLink]:
    """The page's address in each language; the front page's where it has none.

    `match` is what the address was found to lead to; without it, that is looked for again.
    """
    current = get_language()
    links = []
    for code, label in (("th", "ไทย"), ("en", "English")):
        url = full_path
        if code != current:
            url = in_language(full_path, match, code) if match else translate_url(full_path, code)
        if code != current and url == full_path:
            url = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
        links.append(LanguageLink(code, label, url, code == current))
    return links


def in_language(full_path: str, match: ResolverMatch, code: str) -> str:
    """An address in another language, as `django.urls.translate_url` gives it."""
    try:
        with override(code):
            path = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except NoReverseMatch:
        return full_path
    return path + full_path[len(full_path.partition("?")[0]) :]


def unread(request) -> str:
    """How many notices the reader has not read, as it stands by their name; empty for none.

    Asked only where somebody signed in is greeted, and once for a page.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    number = unread_count(user)
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")


def site(request) -> dict:
    """Context processor. Asks the database for nothing by itself: `rights` and the number of
    unread notices are lazy.
    """
    return {
        "site_name": settings.WAGTAIL_SITE_NAME if get_language() == "th" else "Phuean Kongthun",
        "nav": doors(request.path),
        "other_language": next(
            link
            for link in language_links(request.get_full_path(), request.resolver_match)
            if not link.current
        ),
        "rights": getattr(request, "rights", VISITOR),
        "unread_notices": cache(partial(unread, request)),
    }
