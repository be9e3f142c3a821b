"""Decides which areas and which venue a typed place means."""

import re

from django.db.models import Q

from courses.models import Venue, Workshop
from portal.funds.models import Area
from portal.thai.digits import to_arabic
from portal.thai.words import INVISIBLE

#: More candidates than a person wants to read through.
MOST_SHOWN = 12

KIND_WORDS = re.compile(r"(?:ตำบล|แขวง|อำเภอ|กิ่งอำเภอ|เขต|จังหวัด|ต\.|อ\.|จ\.)\s*")
CODE_LENGTH = {kind: length for length, kind in Area.LENGTHS.items()}


def areas_named(text: str, *, kind: str) -> list[Area]:
    """The areas of a kind that a typed text may mean, at most `MOST_SHOWN`.

    Understood are the official code, a name alone or followed by district and province
    ("ปางหมู เมืองแม่ฮ่องสอน", "ต.ปางหมู อ.เมือง จ.แม่ฮ่องสอน", "Pang Mu, Mae Hong Son"). A
    whole name goes before names that only begin so. Areas come with what they lie in.
    """
    text = " ".join(INVISIBLE.sub("", to_arabic(text)).split())
    areas = Area.objects.filter(kind=kind).in_use().select_related("parent__parent")
    if text.isdecimal():
        return list(areas.filter(pk=text))
    phrases = [part.strip() for part in KIND_WORDS.sub(",", text).split(",") if part.strip()]
    if not phrases:
        return []
    for lookup in ("iexact", "istartswith"):
        for name, lies_in in _readings(phrases):
            wanted = Q(**{f"name_th__{lookup}": name}) | Q(**{f"name_en__{lookup}": name})
            for place in lies_in:
                wanted &= _within(place)
            if found := list(areas.filter(wanted)[:MOST_SHOWN]):
                return found
    return []


def _readings(phrases: list[str]):
    """Ways to part a text into a name and what it lies in, the longest name first."""
    if len(phrases) > 1:
        yield phrases[0], phrases[1:]
        return
    words = phrases[0].split()
    for length in range(len(words), 0, -1):
        yield " ".join(words[:length]), words[length:]


def _within(place: str) -> Q:
    wanted = Q()
    for holder in ("parent", "parent__parent"):
        wanted |= Q(**{f"{holder}__name_th__istartswith": place})
        wanted |= Q(**{f"{holder}__name_en__icontains": place})
    return wanted


def held_in_or_for(code: str) -> Q:
    """Workshops held within an area (its code, any length), or meant for a district in it."""
    meant = Workshop.districts.through.objects.filter(area__code__startswith=code)
    return Q(venue__subdistrict__code__startswith=code) | Q(pk__in=meant.values("workshop_id"))


def refresh_search(venue: Venue) -> None:
    """Workshops are found by their venue's name and place, and calendars show them: to be
    called when those changed.
    """
    for workshop in venue.workshops.all():
        workshop.save(update_fields=["updated_at"])


def known_venue(venue: Venue) -> Venue:
    """A venue as it is in the list: the row of the same name, room and subdistrict if there
    is one, else the new one, saved.
    """
    if venue.pk:
        return venue
    same = Venue.objects.filter(
        subdistrict=venue.subdistrict, name=venue.name, room=venue.room
    ).first()
    if same:
        return same
    venue.save()
    return venue
