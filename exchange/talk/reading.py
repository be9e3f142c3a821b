"""Decides what of a topic a reader gets at once: a page of posts, each under its signature.

Dates and signatures are worked out here, once a post, because a template that does it
spends most of a topic's time on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef

from exchange.access import answers_for, may_reach, takes_replies
from exchange.models import Post, Topic, TopicTurn
from exchange.models.restricted import unrestricted
from exchange.order.hiding import HowItStands, cases_about, how_it_stands
from exchange.talk.attached import ShownAttachment, attached_to
from exchange.talk.bookmarking import kept_among
from exchange.talk.helping import Helped, helped_by, may_say_helped
from exchange.talk.leading_on import OldAddress, anchors_of
from exchange.talk.signature import Signature, sign
from exchange.talk.unread import with_reader
from portal.asked_often import AskedOften
from portal.funds.access import Rights
from portal.funds.models import Subject
from portal.thai.dates import short_datetime


@dataclass(frozen=True)
class ShownPost:
    """A post as a template writes it out; `html` is safe, it was made so when it was written.

    Nothing but plain values that cannot change: what is written out is kept by them.

    `is_answer`: whoever asked marked it as the answer. `is_new`: the first one the reader
    has not seen. `helped` says whom it helped, `may_help`
    whether the reader may say that it helped them, `kept` that they keep it. `anchor` is where
    a link to it lands, `case` what says why the reader's own post is hidden.
    """

    pk: int
    number: int
    html: str
    standing: HowItStands
    signature: Signature
    written: str
    written_iso: str
    edited: str
    edited_why: str
    may_edit: bool
    anchor: str
    is_answer: bool = False
    is_new: bool = False
    attached: tuple[ShownAttachment, ...] = ()
    helped: Helped | None = None
    may_help: bool = False
    kept: bool = False
    case: int | None = None


@dataclass(frozen=True)
class Pressing:
    """What a reader finds to press under every post of a page; `bare`: nothing at all.

    `quotes_on` is the page on which they write an answer that may quote.
    """

    bare: bool = False
    signed_in: bool = False
    quotes_on: int | None = None
    chooses_answer: bool = False


def topic_to_read(pk: int, rights: Rights) -> Topic | None:
    """A topic with all that its page shows of it, if the reader gets it there; two queries.

    `turned` says whether staff did something to it.
    """
    asked = (_FOR_READER, pk, rights.user_id) if rights.signed_in else (_FOR_VISITOR, pk)
    topic = next(iter(asked[0].records(*asked[1:])), None)
    if topic is None:
        return None
    if topic.board:
        topic.board.open_to_all = topic.open_to_all
    if not may_reach(rights, topic):
        return None
    # As `prefetch_related` would leave them, which asks anew what to ask.
    subjects = Subject.objects.all()
    subjects._result_cache = _SUBJECTS.records(pk)
    topic._prefetched_objects_cache = {"subjects": subjects}
    return topic


def _for_visitor(pk: int):
    turns = TopicTurn.objects.filter(topic=OuterRef("pk"))
    return (
        Topic.objects.without_search_text()
        .select_related("board", "pair__mentor", "pair__mentee", "answer", "poll")
        .defer("answer__body", "answer__html")
        .annotate(turned=Exists(turns), open_to_all=unrestricted("board__"))
        .order_by()
        .filter(pk=pk)
    )


_FOR_VISITOR = AskedOften(_for_visitor, int)
_FOR_READER = AskedOften(lambda pk, user: with_reader(_for_visitor(pk), user), int, int)


_SUBJECTS = AskedOften(lambda topic: Subject.objects.filter(topics=topic), int)


def posts_page(topic: Topic, number) -> Page:
    """The page of that number (the nearest one there is) as a Django `Page` of post numbers.

    Costs no query: the numbers of a topic's posts have no gaps.
    """
    numbers = range(1, topic.reply_count + 2)
    return Paginator(numbers, Topic.POSTS_A_PAGE).get_page(number)


def shown_posts(
    topic: Topic, page: Page, rights: Rights, *, was: OldAddress | None = None
) -> list[ShownPost]:
    """The posts of a page, what is attached and what readers did with them: in four queries
    however many there are, in three for a visitor. `was` is what an old link
    was written for: its anchors lead.
    """
    numbers = page.object_list
    posts = _POSTS.records(topic.pk, numbers[0], numbers[-1])
    for post in posts:
        post.topic = topic
    return shown(posts, rights, open_to_change=takes_replies(topic), was=was)


#: What a page of posts shows of each, and nothing else: reading twenty costs as much as drawing.
_SHOWN = (
    *("topic", "number", "anchor", "standing", "html", "created_at", "edited_at", "edited_why"),
    *("answers", "post_held", "author__username", "author__first_name", "author__last_name"),
    *(f"author__person__{name}" for name in ("user", "title", "first_name", "last_name")),
    "fund__name",
    *(
        f"fund__subdistrict{above}__{name}"
        for above in ("", "__parent", "__parent__parent")
        for name in ("kind", "name_th", "name_en", "parent")
    ),
)


def _posts(topic: int, first: int, last: int):
    posts = Post.objects.for_reading().filter(topic=topic, number__range=(first, last))
    return posts.defer(None).only(*_SHOWN)


_POSTS = AskedOften(_posts, int, int, int)


def shown(
    posts: Iterable[Post],
    rights: Rights,
    *,
    open_to_change: bool = False,
    was: OldAddress | None = None,
) -> list[ShownPost]:
    """Some posts as one reader gets them; a hidden one without its text and what is attached."""
    posts = list(posts)
    attached, anchors = attached_to(posts), anchors_of(posts, was)
    helped, kept = helped_by(posts), kept_among(posts, rights)
    cases = cases_about(posts, rights)
    return [
        ShownPost(
            pk=post.pk,
            number=post.number,
            anchor=anchors[post.pk],
            standing=(standing := how_it_stands(post, rights)),
            html="" if standing.instead else post.html,
            signature=sign(post, rights),
            written=short_datetime(post.created_at),
            written_iso=post.created_at.isoformat(timespec="minutes"),
            is_answer=post.answers_id is not None,
            attached=() if standing.instead else tuple(attached[post.pk]),
            helped=helped.get(post.pk),
            may_help=may_say_helped(rights, post),
            kept=post.pk in kept,
            case=cases.get(post.pk),
            edited=short_datetime(post.edited_at) if post.edited_at else "",
            edited_why=post.edited_why,
            may_edit=open_to_change and answers_for(rights, post),
        )
        for post in posts
    ]


@dataclass(frozen=True)
class AnswerFound:
    """Where a topic's answer stands, and under which name."""

    name: str
    url: str


def answer_of(topic: Topic, rights: Rights) -> AnswerFound | None:
    """The reply that is marked as the answer, in one query; None, at no cost, where none is.

    One that is hidden is not led to.
    """
    if not topic.answered:
        return None
    answers = topic.posts.shown().for_reading().defer("body", "html")
    post = answers.filter(answers=topic.pk).first()
    if post is None:
        return None
    post.topic = topic
    return AnswerFound(name=sign(post, rights).name, url=post.get_absolute_url())
