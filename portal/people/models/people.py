"""Who somebody is: a sign-in (`User`) and a human being (`Person`), kept apart.

Many people who come to a workshop never have an account, and one phone may serve a
household. So a registration belongs to a `Person`; a `User` is only a way to sign in.
"""

import re

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.names import NAME_KEY_LENGTH, bare_first_name, name_key, name_sort_key
from portal.people.sounds import halves, heard
from portal.people.usernames import validate_username
from portal.thai.digits import refuse_national_id
from portal.thai.sorting import KEY_LENGTH
from portal.thai.words import normalise


class UserQuerySet(models.QuerySet):
    """Ways to ask for accounts."""

    def like(self, text: str) -> "UserQuerySet":
        """Accounts whose user name, e-mail or person's name holds every word of a text."""
        found = self
        for word in normalise(text).split():
            found = found.filter(
                Q(username__icontains=word)
                | Q(email__icontains=word)
                | Q(person__name_key__contains=word)
            )
        return found


class AccountManager(UserManager.from_queryset(UserQuerySet)):
    """Makes accounts and asks for them."""

    use_in_migrations = False


class User(AbstractUser):
    """A way to sign in. The e-mail is optional, and unique only when there is one."""

    username = models.CharField(
        _("user name"),
        max_length=150,
        unique=True,
        validators=[validate_username],
        error_messages={"unique": _("This user name is taken. Please choose another one.")},
    )
    email = models.EmailField(_("e-mail"), blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AccountManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                condition=~Q(email=""),
                name="people_user_email_once",
                violation_error_message=_("An account with this e-mail exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.shown_name

    @cached_property
    def shown_name(self) -> str:
        """The name other people see: the person's, else the account's, else the user name."""
        person = getattr(self, "person", None)
        return (person.name if person else "") or self.get_full_name() or self.username

    @property
    def suspended(self) -> bool:
        """Whether the account has no rights for the time being; the exchange keeps the reason."""
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    def get_absolute_url(self) -> str:
        return reverse("my_page")


class PersonQuerySet(models.QuerySet):
    """Ways to ask for people."""

    def known(self) -> "PersonQuerySet":
        """Without the entries that were merged into another one."""
        return self.filter(merged_into=None)

    def named(self, *, first_name: str, last_name: str) -> "PersonQuerySet":
        """People of this name; title, spacing, Thai digits and case do not matter."""
        return self.known().filter(name_key=name_key(first_name, last_name))

    def like(self, text: str) -> "PersonQuerySet":
        """People whose name holds every word of a text, or whose phone holds its digits."""
        found = self.known()
        for word in normalise(text).split():
            digits = re.sub(r"\D", "", word)
            wanted = Q(name_key__contains=word)
            if len(digits) >= 4:
                wanted |= Q(phone__contains=digits)
            found = found.filter(wanted)
        return found

    def similar_to(self, person: "Person") -> "PersonQuerySet":
        """Other people of the same name or with the same phone: perhaps the same person."""
        wanted = Q(name_key=person.name_key)
        if person.phone:
            wanted |= Q(phone=person.phone)
        return self.known().filter(wanted).exclude(pk=person.pk)


class Person(models.Model):
    """A human being; `user` is empty for somebody who has no account.

    `phone` is a contact and never an identity. Nothing else about a person is stored:
    no ID number, no bank account, no health, no household position.
    """

    class Rhythm(models.TextChoices):
        """How often letters come about what is written in the exchange; empty: the usual."""

        USUAL = "", _("answers to me at once, everything else in one e-mail a week")
        AT_ONCE = "once", _("everything at once; what comes within an hour is put together")
        DAILY = "day", _("everything in one e-mail a day")
        WEEKLY = "week", _("everything in one e-mail a week")
        NEVER = "never", _("no e-mail: I look in the portal")

    user = models.OneToOneField(
        User,
        verbose_name=_("account"),
        related_name="person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
    )
    title = models.CharField(
        pgettext_lazy("of a person", "title"),
        max_length=30,
        blank=True,
        validators=[refuse_national_id],
    )
    first_name = models.CharField(_("first name"), max_length=80, validators=[refuse_national_id])
    last_name = models.CharField(
        _("last name"), max_length=80, blank=True, validators=[refuse_national_id]
    )
    phone = models.CharField(_("phone"), max_length=15, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language of notices"), max_length=5, blank=True, choices=settings.LANGUAGES
    )
    rhythm = models.CharField(
        _("e-mails about the exchange"), max_length=5, blank=True, choices=Rhythm
    )
    name_key = models.CharField(max_length=NAME_KEY_LENGTH, editable=False, db_index=True)
    sound_head = models.CharField(
        max_length=NAME_KEY_LENGTH, editable=False, db_index=True, default=""
    )
    sound_tail = models.CharField(
        max_length=NAME_KEY_LENGTH, editable=False, db_index=True, default=""
    )
    sort_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey(
        "self",
        related_name="+",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        # Nearly all are empty: an index of these misleads SQLite away from the right one.
        db_index=False,
    )
    compared = models.BooleanField(default=False, editable=False)

    #: Set by `portal.people.identity` on somebody nothing can be known of yet.
    just_made = False

    #: What people are compared by; a change has them compared again.
    COMPARED = frozenset({"first_name", "last_name", "phone"})
    MADE_OF_NAMES = ("name_key", "sort_key", "sound_head", "sound_tail")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = pgettext_lazy("who is known", "people")
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["phone"], name="people_person_of_phone"),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="people_person_merged_into",
            ),
            models.Index(
                fields=["id"], condition=Q(compared=False), name="people_person_to_compare"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.name_key = name_key(self.first_name, self.last_name)
        self.sort_key = name_sort_key(self.first_name, self.last_name)
        self.sound_head, self.sound_tail = halves(heard(*self.bare_names))
        fields = kwargs.get("update_fields")
        if fields is None or self.COMPARED.intersection(fields):
            self.compared = False
        if fields is not None and self.COMPARED.intersection(fields):
            kwargs["update_fields"] = {*fields, *self.MADE_OF_NAMES, "compared"}
        super().save(*args, **kwargs)

    @property
    def bare_names(self) -> tuple[str, str]:
        """First and last name as they are compared: normalised, without a title."""
        return bare_first_name(self.first_name), normalise(self.last_name)

    def kept(self) -> "Person":
        """The entry that stands for this one: itself, or the one it was merged into at last."""
        person = self
        while person.merged_into_id:
            person = person.merged_into
        return person

    @property
    def name(self) -> str:
        """Title, first and last name as they are written in Thai (a Thai title joined on)."""
        gap = " " if self.title.isascii() and self.title else ""
        return f"{self.title}{gap}{self.first_name} {self.last_name}".strip()
