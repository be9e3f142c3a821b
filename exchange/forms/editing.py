"""What people type to change a text that was written, and why staff hides an earlier one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.forms.starting import TopicForm
from exchange.forms.topics import ReplyForm, WrittenField
from exchange.models.versions import LONGEST_REASON
from portal.funds.access import VISITOR


class EditForm(ReplyForm):
    """Another text for a post. In whose name it stands does not change."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{**kwargs, "rights": VISITOR})

    def clean(self):
        """`seen` is the edition the writer began from; 0, which no text has, where it was lost."""
        cleaned = super().clean()
        del cleaned["fund"], cleaned["submission"]
        cleaned["seen"] = cleaned.pop("edition", None) or 0
        return cleaned

    def begins_from(self, edition: int) -> None:
        """What is sent next was written with this edition in sight."""
        self.data = {**self.data.dict(), self.add_prefix("edition"): edition}


class OpeningEditForm(EditForm):
    """Another text for the post that opens a topic, and another title."""

    title = TopicForm.base_fields["title"]

    field_order = ["title", "body"]

    clean_title = TopicForm.clean_title


class ReasonForm(forms.Form):
    """Why something is done to what others wrote, in a few words."""

    reason = WrittenField(
        label=_("Reason"),
        longest=LONGEST_REASON,
        help_text=_("A few words. Whoever wrote it, and all readers, see them."),
        error_messages={"required": _("Please say why, in a few words.")},
    )
