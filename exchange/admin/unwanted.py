"""The list of unwanted words in the Wagtail admin, shared by the whole network.

What is done to the list stands in the staff log: a word refuses what people write.
"""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views import generic

from exchange.models import StaffNote, UnwantedWord
from exchange.order.log import note
from portal.funds.admin.views import DeleteInReach, EditInReach
from portal.funds.admin.viewsets import SharedListViewSet

Action = StaffNote.Action


def as_it_stands(word: str, active: bool) -> str:
    """A word with whether it is asked for, in the language of the log."""
    with translation.override(settings.LANGUAGE_CODE):
        used = pgettext("of a word", "in use") if active else pgettext("of a word", "not in use")
        return f"{word} ({used})"


class WordCreate(generic.CreateView):
    """Puts a word on the list."""

    def save_instance(self):
        word = super().save_instance()
        said = as_it_stands(word.word, word.active)
        note(by=self.request.user, action=Action.WORD_ADDED, about=word, reason=said)
        return word


class WordEdit(EditInReach):
    """Changes a word; what it was stays in the log."""

    def save_instance(self):
        was = as_it_stands(self.form.initial["word"], self.form.initial["active"])
        word = super().save_instance()
        if self.form.has_changed():
            said = f"{was} → {as_it_stands(word.word, word.active)}"
            note(by=self.request.user, action=Action.WORD_CHANGED, about=word, reason=said)
        return word


class WordDelete(DeleteInReach):
    """Takes a word off the list."""

    @transaction.atomic
    def delete_action(self):
        word = self.object
        said = as_it_stands(word.word, word.active)
        note(by=self.request.user, action=Action.WORD_REMOVED, about=word, reason=said)
        super().delete_action()


class UnwantedWordViewSet(SharedListViewSet):
    model = UnwantedWord
    name = "unwanted_words"
    icon = "warning"
    menu_label = _("Unwanted words")
    menu_order = 222
    add_to_admin_menu = True
    add_view_class = WordCreate
    edit_view_class = WordEdit
    delete_view_class = WordDelete
    form_fields = ["word", "active"]
    list_display = ["word", BooleanColumn("active", label=_("Active"))]
    search_fields = ["word"]
