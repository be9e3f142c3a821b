"""What those who tend the boards fill in to close, move, merge or split a topic."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from exchange.forms.editing import ReasonForm
from exchange.forms.starting import TopicForm
from exchange.models import BoardPage, Topic
from portal.funds.access import Rights

#: The number in an address of a topic, or the number alone.
TOPIC_NUMBER = re.compile(r"(?:^|/topics/)(\d{1,18})(?:[/?#]|$)")


class BoardChoice(forms.ModelChoiceField):
    """A board, with who reads it said plainly."""

    widget = forms.RadioSelect

    def label_from_instance(self, board: BoardPage) -> str:
        readers = board.get_readers_display()
        return gettext("%(board)s – read by %(readers)s") % {"board": board, "readers": readers}


class KnowsReaders(forms.Form):
    """The tick of whoever brings posts before other readers."""

    knows_readers = forms.BooleanField(
        label=_("I know who will read these posts from then on"), required=False
    )


class LockForm(ReasonForm):
    """Why a topic is closed or opened again."""


class MoveForm(ReasonForm, KnowsReaders):
    """To which board a topic goes."""

    # By `id`: the key is a foreign key to the page, and SQLite chokes on too large numbers.
    board = BoardChoice(
        label=_("To which board"),
        queryset=BoardPage.objects.none(),
        to_field_name="id",
        empty_label=None,
        error_messages={
            "required": _("Please choose a board."),
            "invalid_choice": _("Please choose a board."),
        },
    )

    field_order = ["board", "knows_readers", "reason"]

    def __init__(self, *args, topic: Topic, rights: Rights, **kwargs):
        super().__init__(*args, **kwargs)
        boards = BoardPage.objects.readable_by(rights).exclude(pk=topic.board_id)
        self.fields["board"].queryset = boards.order_by("path")


class MergeForm(ReasonForm, KnowsReaders):
    """Into which topic another one goes."""

    into = forms.CharField(
        label=_("Address of the topic that stays"),
        max_length=300,
        help_text=_("Open that topic, copy its address and put it here."),
        error_messages={"required": _("Please put in the address of a topic.")},
    )

    field_order = ["into", "knows_readers", "reason"]

    def __init__(self, *args, topic: Topic, rights: Rights, **kwargs):
        super().__init__(*args, **kwargs)
        self.topics = Topic.objects.visible_to(rights).in_boards().exclude(pk=topic.pk)
        self.topics = self.topics.select_related("board")

    def clean_into(self):
        found = TOPIC_NUMBER.search(self.cleaned_data["into"].strip())
        topic = self.topics.filter(pk=int(found[1])).first() if found else None
        if topic is None:
            raise ValidationError(_("There is no other topic of a board at this address."))
        return topic


class SplitForm(ReasonForm):
    """Which replies become a topic, and its title."""

    posts = forms.MultipleChoiceField(
        label=pgettext_lazy("of a topic", "Posts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Please tick at least one post."),
            "invalid_choice": _("Please tick posts of this topic."),
        },
    )
    title = TopicForm.base_fields["title"]

    field_order = ["title", "reason", "posts"]

    clean_title = TopicForm.clean_title

    def __init__(self, *args, replies: list[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["posts"].choices = replies

    def clean_posts(self):
        return [int(key) for key in self.cleaned_data["posts"]]
