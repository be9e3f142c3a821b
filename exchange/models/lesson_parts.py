"""What belongs to a lesson besides its text: figures, pictures, files, authors, quotes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from exchange.lessons.measures import MEASURES
from exchange.models.boards import BoardPage
from exchange.models.standing import Standing
from exchange.models.topics import Post, Written
from exchange.talk.text import excerpt
from portal.thai.digits import refuse_national_id
from portal.thai.model_fields import YearField

LESSON = "exchange.LessonPage"
#: Characters of a quoted post that a lesson keeps.
LONGEST_QUOTE = 600


class LessonFigure(Orderable):
    """A figure before and after. Where it is one of the fund's yearly figures, `measure` says
    which, and the two years where it is recorded. Missing stays missing.
    """

    page = ParentalKey(LESSON, related_name="figures", on_delete=models.CASCADE)
    label = models.CharField(
        _("what is counted"), max_length=100, blank=True, validators=[refuse_national_id]
    )
    unit = models.CharField(
        _("unit"),
        max_length=30,
        blank=True,
        help_text=_("For example people, baht, villages."),
        validators=[refuse_national_id],
    )
    measure = models.CharField(
        _("from the fund's yearly figures"),
        max_length=30,
        blank=True,
        choices=[(measure.slug, measure.label) for measure in MEASURES],
    )
    before = models.DecimalField(
        pgettext_lazy("of a figure", "before"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
    )
    year_before = YearField(_("year before"), null=True, blank=True)
    after = models.DecimalField(
        pgettext_lazy("of a figure", "after"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
    )
    year_after = YearField(_("year after"), null=True, blank=True)

    panels = [
        FieldPanel(name)
        for name in (
            *("measure", "label", "unit"),
            *("before", "year_before", "after", "year_after"),
        )
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return self.label or self.get_measure_display()

    def clean(self):
        super().clean()
        if not self.label and not self.measure:
            raise ValidationError({"label": _("Say what is counted, or choose a yearly figure.")})


class LessonPicture(Orderable):
    """A picture, with what is to be seen in it for those who cannot see it."""

    page = ParentalKey(LESSON, related_name="pictures", on_delete=models.CASCADE)
    image = models.ForeignKey(
        "wagtailimages.Image", verbose_name=_("picture"), related_name="+", on_delete=models.CASCADE
    )
    alt = models.CharField(
        _("what is to be seen"),
        max_length=200,
        blank=True,
        validators=[refuse_national_id],
        help_text=_("For people who cannot see the picture. Needed before it is published."),
    )
    caption = models.CharField(
        _("line below"), max_length=200, blank=True, validators=[refuse_national_id]
    )

    panels = [FieldPanel("image"), FieldPanel("alt"), FieldPanel("caption")]

    class Meta(Orderable.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.alt or str(self.image)


class LessonFile(Orderable):
    """A paper of the fund to take along: a form, the rules, a table."""

    page = ParentalKey(LESSON, related_name="files", on_delete=models.CASCADE)
    document = models.ForeignKey(
        "wagtaildocs.Document", verbose_name=_("file"), related_name="+", on_delete=models.CASCADE
    )
    title = models.CharField(_("title"), max_length=150, validators=[refuse_national_id])

    panels = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.title

    @property
    def ending(self) -> str:
        """The kind of file: "PDF"."""
        return self.document.file_extension.upper()


class LessonAuthor(Written):
    """Somebody who wrote at the lesson, in the name of a fund or as themselves."""

    page = ParentalKey(LESSON, related_name="authors", on_delete=models.CASCADE)

    class Meta(Written.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.fund or self.author or "–")


class LessonQuote(Written):
    """Words of a post from which a lesson was made, under the signature they were written with.

    They are shown while everybody may read them in the exchange (`withheld`). Words of a post
    that is gone stay: hiding is what moderators do, and nobody deletes a post to hide it.
    """

    class Part(models.TextChoices):
        SITUATION = "situation", _("The situation")
        EXPECTED = "expected", _("What was expected")
        HAPPENED = "happened", _("What happened")
        WHY = "why", _("Why")
        AGAIN = "again", _("What we would do again")
        NOT_AGAIN = "not_again", _("What we would not do again")
        NOWHERE = "", _("leave it out")

    page = ParentalKey(LESSON, related_name="quotes", on_delete=models.CASCADE)
    post = models.ForeignKey(
        Post, verbose_name=_("post"), related_name="+", on_delete=models.SET_NULL, null=True
    )
    text = models.CharField(_("text"), max_length=LONGEST_QUOTE, validators=[refuse_national_id])
    part = models.CharField(
        _("stands under"), max_length=10, choices=Part, default=Part.HAPPENED, blank=True
    )

    class Meta(Written.Meta):
        verbose_name = _("quoted post")
        verbose_name_plural = _("quoted posts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def withheld(self) -> str:
        """Why these words are not shown, in one sentence; empty while everybody may read them."""
        post = self.post
        if post is None:
            return ""
        if post.standing == Standing.HELD:
            return gettext("What was quoted here is hidden until a moderator has checked it.")
        if post.standing == Standing.HIDDEN or post.topic.hidden:
            return gettext("A moderator has hidden what was quoted here.")
        board = post.topic.board
        if board is None or board.readers != BoardPage.Readers.EVERYBODY:
            return gettext("What was quoted here stands now where not everybody reads.")
        if self.text.rstrip("…") not in excerpt(post.html, len(post.html)) and post.put_right:
            return gettext("A moderator has changed what was quoted here.")
        return ""
