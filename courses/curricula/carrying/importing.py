"""Decides what becomes of a carried curriculum here: a draft for review, never more.

What is published stays as it is until somebody else has read the draft. Which curriculum is
meant says its key (`uid`), which it keeps wherever it goes.
"""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import time
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.blocks.languages import THAI
from courses.blocks.materials import PLACE_OF, megabytes
from courses.curricula.carrying.libraries import Shelf
from courses.curricula.carrying.manifest import (
    FILE_BOXES,
    PLAIN_FIELDS,
    RICH_FIELDS,
    STREAMS,
    TEXT_FIELDS,
    all_materials,
)
from courses.curricula.carrying.reading import Carried, CarriedRefused
from courses.models import CurriculumPage, Prerequisite
from portal.funds.models import FundTag, Subject
from portal.people.models import User


class Verdict(models.TextChoices):
    NEW = "new", gettext_lazy("This curriculum is not here yet. It is made, as a draft.")
    NEWER = "newer", gettext_lazy("The file is newer than what is here. It becomes a draft.")
    SAME = "same", gettext_lazy("This edition was brought here before.")
    OLDER = "older", gettext_lazy("The file is older than what is here.")


@dataclass
class Preview:
    """What bringing a file in would do, said before it is done."""

    carried: Carried
    page: CurriculumPage | None
    verdict: Verdict
    #: Why it cannot be brought in at all; empty for nothing.
    refused: str = ""
    #: Sentences about what is different here.
    notes: list[str] = field(default_factory=list)

    @property
    def megabytes(self) -> float:
        return megabytes(self.carried.size) or 0

    @property
    def must_insist(self) -> bool:
        """Whether somebody has to say that they want it all the same."""
        unpublished = self.page is not None and self.page.has_unpublished_changes
        return self.verdict in (Verdict.SAME, Verdict.OLDER) or unpublished


def preview(*, carried: Carried) -> Preview:
    """What bringing a checked file in would do; writes nothing."""
    page = CurriculumPage.objects.filter(uid=carried.uid).first()
    told = Preview(carried, page, _verdict(carried, page))
    if page is not None and page.workflow_in_progress:
        told.refused = _("Somebody is reviewing this curriculum. Wait until that is finished.")
    if page is not None and page.has_unpublished_changes:
        told.notes.append(
            _("There are changes here that are not published. They stay in its history.")
        )
    listed = carried.manifest
    told.notes += _missing(
        _("Subjects not known here, left out: %(names)s."),
        set(listed["subjects"]) - _slugs(Subject.objects.all(), listed["subjects"]),
    )
    languages = _languages_of(listed)
    told.notes += _missing(
        _("Languages not known here: %(names)s."),
        languages - _slugs(FundTag.objects.filter(kind="language"), languages) - {"th", "en"},
    )
    known = CurriculumPage.objects.filter(uid__in=[row["uid"] for row in listed["prerequisites"]])
    here = {str(uid) for uid in known.values_list("uid", flat=True)}
    told.notes += _missing(
        _("Prerequisites that are not here, left out: %(names)s."),
        {row["title"] for row in listed["prerequisites"] if row["uid"] not in here},
    )
    return told


@transaction.atomic
def bring_in(*, carried: Carried, user: User, parent, insist: bool = False) -> CurriculumPage:
    """Makes the draft and sends it to review, all or nothing.

    A new curriculum goes below `parent` (index or programme); a known one stays where it is.
    Raises `CarriedRefused`, also where the file is no newer and nobody insisted.
    """
    page = CurriculumPage.objects.select_for_update(of=("self",)).filter(uid=carried.uid).first()
    told = preview(carried=carried)
    if told.refused:
        raise CarriedRefused(told.refused)
    if told.must_insist and not insist:
        raise CarriedRefused(
            _("Tick that you want it all the same: %(why)s") % {"why": told.verdict.label}
        )
    if page is None:
        if not parent.permissions_for_user(user).can_add_subpage():
            raise CarriedRefused(_("You may not add curricula there."))
    elif not page.permissions_for_user(user).can_edit():
        raise CarriedRefused(_("You may not change this curriculum."))
    with Shelf(carried, user) as shelf:
        draft = page.get_latest_revision_as_object() if page else CurriculumPage(uid=carried.uid)
        try:
            _write(draft, carried.manifest, shelf)
            _check_fields(draft)
            _save(draft, carried, user, parent if page is None else None)
        except ValidationError as problem:
            raise CarriedRefused(
                _("The text does not fit: %(why)s") % {"why": " ".join(problem.messages)}
            ) from problem
        except (TypeError, ValueError, KeyError, AttributeError, InvalidOperation) as problem:
            raise CarriedRefused(_("The text in the file is not understood.")) from problem
    return draft


def _verdict(carried: Carried, page: CurriculumPage | None) -> Verdict:
    if page is None:
        return Verdict.NEW
    told, before = carried.manifest, page.imported or {}
    theirs = told["edition"]["number"]
    if before.get("origin") == told["origin"]["address"]:
        here = before["edition"]
    elif page.last_published_at is None:
        return Verdict.NEWER
    else:
        theirs, here = carried.published_at, page.last_published_at
    if theirs == here:
        return Verdict.SAME
    return Verdict.NEWER if theirs > here else Verdict.OLDER


def _write(draft: CurriculumPage, listed: dict, shelf: Shelf) -> None:
    texts = listed["texts"]
    for name in (*PLAIN_FIELDS, *RICH_FIELDS):
        if name != "slug":  # the address of a page stays
            setattr(draft, name, texts[name])
    draft.typed_hours = Decimal(texts["typed_hours"]) if texts["typed_hours"] else None
    draft.guide_starts_at = time.fromisoformat(texts["guide_starts_at"] or "09:00")
    draft.slug = draft.slug or texts["slug"]
    streams = {name: list(listed["streams"][name]) for name in STREAMS}
    for material in all_materials(streams):
        for box in FILE_BOXES:
            key = material.get(box)
            material[box] = shelf.key_of(key) if isinstance(key, str) else None
    for name, stored in streams.items():
        _check_blocks(name, stored)
        setattr(draft, name, json.dumps(stored))
    draft.subjects = list(Subject.objects.filter(slug__in=listed["subjects"]))
    draft.languages = list(FundTag.objects.filter(kind="language", slug__in=_languages_of(listed)))
    known = {
        str(one.uid): one
        for one in CurriculumPage.objects.filter(
            uid__in=[row["uid"] for row in listed["prerequisites"]]
        )
    }
    draft.prerequisites = [
        Prerequisite(needs=known[row["uid"]], by=row["by"], sort_order=number)
        for number, row in enumerate(listed["prerequisites"])
        if row["uid"] in known and known[row["uid"]].pk != draft.pk
    ]


def _check_fields(draft: CurriculumPage) -> None:
    """What the boxes of the editor would refuse, before the database does: a draft is saved
    with less checking than this.
    """
    carried = {*PLAIN_FIELDS, *RICH_FIELDS, *TEXT_FIELDS}
    draft.clean_fields(exclude={field.name for field in draft._meta.fields} - carried)


def _check_blocks(name: str, stored: list) -> None:
    """Refuses what an editor would be told; but for languages not known here, and files that
    could not be carried.
    """
    copy = deepcopy(stored)
    for material in all_materials({"sessions": [], "materials": [], name: copy}):
        material["language"] = THAI
        box = PLACE_OF.get(material.get("kind"))
        if box in FILE_BOXES and not material.get(box):
            material.update(kind="link", link="https://not-carried.example/")
    block = CurriculumPage._meta.get_field(name).stream_block
    value = block.to_python(copy)
    if len(value) != len(stored):
        raise ValueError("a block of a kind that is not known")
    block.clean(value)


def _save(draft: CurriculumPage, carried: Carried, user: User, parent) -> None:
    origin, edition = carried.manifest["origin"], carried.manifest["edition"]
    imported = {"origin": origin["address"], "name": origin["name"], "edition": edition["number"]}
    if parent is not None:
        draft.live, draft.owner = False, user
        draft.slug = _free_slug(parent, draft.slug)
        draft.imported = imported
        parent.add_child(instance=draft)
    else:
        CurriculumPage.objects.filter(pk=draft.pk).update(imported=imported)
    draft.save_revision(user=user, log_action=True)
    workflow = draft.get_workflow()
    if workflow is not None:
        workflow.start(draft, user)


def _free_slug(parent, wanted: str) -> str:
    taken, slug, number = set(parent.get_children().values_list("slug", flat=True)), wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _languages_of(listed: dict) -> set[str]:
    materials = all_materials(listed["streams"])
    return {*listed["languages"], *(m.get("language") or "th" for m in materials)}


def _slugs(queryset, wanted) -> set[str]:
    return set(queryset.filter(slug__in=list(wanted)).values_list("slug", flat=True))


def _missing(sentence: str, names: set[str]) -> list[str]:
    return [sentence % {"names": ", ".join(sorted(names))}] if names else []
