"""What forms of workshops are made of: text fields like the model's, trainers to choose."""

from datetime import date

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.access import would_manage
from courses.models import Workshop
from courses.workshops.trainers import NOTHING, clashes, loads
from portal.funds.access import Rights
from portal.funds.forms.choosing import SeveralRows
from portal.funds.models import Mandate
from portal.people.models import User
from portal.thai.dates import be_year
from portal.thai.digits import refuse_national_id

NO_SUCH_CHOICE = {"invalid_choice": gettext_lazy("Please choose one from the list.")}


def text_field(name: str, **kwargs) -> forms.CharField:
    """A text field of the workshop with the model's label, length and refusal of ID numbers."""
    field = Workshop._meta.get_field(name)
    return forms.CharField(
        **{
            "label": capfirst(field.verbose_name),
            "max_length": field.max_length,
            "required": False,
            "validators": [refuse_national_id],
            "help_text": field.help_text,
            **kwargs,
        }
    )


def trainers_to_choose(workshop: Workshop | None):
    """The trainers of today, and those a workshop has already."""
    known = Q(pk__in=Mandate.objects.on().filter(role=Mandate.Role.TRAINER).values("user"))
    if workshop and workshop.pk:
        known |= Q(pk__in=workshop.trainer_ids)
    return User.objects.filter(known).select_related("person").order_by("person__sort_key", "pk")


def refuse_locking_oneself_out(form: forms.Form, rights: Rights) -> None:
    """Adds an error where whoever saves the form could not edit the workshop afterwards."""
    venue, trainers = form.cleaned_data.get("venue"), form.cleaned_data.get("trainers")
    if venue is None or trainers is None:
        return
    ids = {trainer.pk for trainer in trainers}
    if not would_manage(rights, area_code=venue.subdistrict_id, trainer_ids=ids):
        form.add_error(
            "trainers",
            _("Please stay among the trainers; otherwise you could no longer edit this."),
        )


class PersonChoice(SeveralRows):
    """Accounts by the name other people see, with what `notes` has to say about them."""

    notes: dict[int, str] = {}

    def label_from_instance(self, obj) -> str:
        note = self.notes.get(obj.pk)
        return f"{obj.shown_name} · {note}" if note else obj.shown_name


def trainers_field(**kwargs) -> PersonChoice:
    """Trainers to tick."""
    return PersonChoice(
        **{
            "label": gettext_lazy("Trainers"),
            "queryset": User.objects.none(),
            "required": False,
            "widget": forms.CheckboxSelectMultiple,
            "error_messages": NO_SUCH_CHOICE,
            **kwargs,
        }
    )


def trainer_notes(
    *, first_day: date | None, last_day: date | None, besides: Workshop | None
) -> dict[int, str]:
    """What is said beside each trainer: the load of the year, and who teaches elsewhere on
    these days. Days that were typed and not judged yet count for nothing. Three queries at
    most.
    """
    understood = isinstance(first_day, date) and isinstance(last_day, date)
    year = (first_day if understood else timezone.localdate()).year
    busy = {}
    if understood:
        busy = clashes(first_day=first_day, last_day=last_day, besides=besides)
    known = loads(year=year)
    notes = {}
    for pk in known.keys() | busy.keys():
        load = known.get(pk, NOTHING)
        said = ngettext(
            "%(count)d workshop, %(parts)d half-days in %(year)s",
            "%(count)d workshops, %(parts)d half-days in %(year)s",
            load.workshops,
        ) % {"count": load.workshops, "parts": load.half_days, "year": be_year(year)}
        if pk in busy:
            titles = "”, “".join(busy[pk])
            said += " – " + _("teaches “%(title)s” on these days") % {"title": titles}
        notes[pk] = said
    return notes
