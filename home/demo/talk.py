"""Decides who wrote what and when: topics in the boards and in the rooms of pairs."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from exchange.models import BoardPage, Pair, Post, Topic, TopicKind
from exchange.talk.answering import accept_answer
from exchange.talk.attaching import attach
from exchange.talk.bookmarking import keep
from exchange.talk.drafts import Begun, draft_of, mark_of, save_draft
from exchange.talk.editing import edit
from exchange.talk.helping import say_helped
from exchange.talk.writing import reply, start_topic
from home.demo.conversations import ROOM_TOPICS, TOPICS, UNFINISHED
from home.demo.media import savings_table, three_books_drawing
from home.demo.people import secretary_of
from home.demo.polls import write_polls
from portal.funds.models import Fund, Subject
from portal.people.models import User

AWAKE = (6, 22)
#: What the conversations name as attached, and how it is made.
SENT_ALONG = {"three-books.png": three_books_drawing, "แบบลงสมุด.csv": savings_table}


class Talk:
    """Plays the conversations back, each post some hours after the one before."""

    def __init__(
        self, rng: Random, active: list[Fund], forming: list[Fund], staff: dict[str, User]
    ):
        self.rng, self.staff = rng, staff
        self.funds = {"fund": active, "forming": forming}

    def in_boards(self, boards: dict[str, BoardPage]) -> None:
        subjects = {subject.slug: subject for subject in Subject.objects.all()}
        for plan in TOPICS:
            opened = timezone.make_aware(datetime.combine(plan["day"], time(19, 10)))
            posts = self._play(
                plan["title"],
                [(*self._writer(by), *texts) for by, *texts in plan["posts"]],
                opened,
                board=boards[plan["board"]],
                kind=plan.get("kind", TopicKind.TALK),
                subjects=[subjects[slug] for slug in plan["subjects"]],
                attached=plan.get("attached", {}),
            )
            if answer := plan.get("answer"):
                accept_answer(post=posts[answer - 1], by=posts[0].author)
            for by, number, how in plan.get("helped", ()):
                author, fund = self._writer(by)
                say_helped(post=posts[number - 1], by=author, fund=fund, how=how)
            for by, number, days in plan.get("kept", ()):
                day = timezone.localdate() + timedelta(days=days)
                keep(post=posts[number - 1], by=self._writer(by)[0], remind_on=day)
        write_polls(boards, timezone.localdate(), writer=self._writer, submission=self._uuid)

    def in_rooms(self, pairs: list[Pair], day: date) -> None:
        """The funds of each pair write to each other, one pair after the other from a day on."""
        for number, pair in enumerate(pairs):
            plan = ROOM_TOPICS[number % len(ROOM_TOPICS)]
            posts = [
                (secretary_of(getattr(pair, side)), getattr(pair, side), text)
                for side, text in plan["posts"]
            ]
            opened = datetime.combine(day, time(8 + number, 15 + number))
            attached = plan.get("attached", {})
            self._play(
                plan["title"], posts, timezone.make_aware(opened), attached=attached, pair=pair
            )

    def begin(self, topic: Topic, author: User) -> None:
        """A reply somebody has not finished yet, with a picture."""
        attach(author=author, place=topic, content=three_books_drawing(), name="three-books.png")
        save_draft(
            author=author,
            place=topic,
            typed={"body": [UNFINISHED]},
            mark=mark_of(draft_of(author, topic)),
            submission=self._uuid(),
        )

    def _writer(self, by: str) -> tuple[User, Fund | None]:
        kind, _, number = by.partition(":")
        if not number:
            return self.staff[kind], None
        fund = self.funds[kind][int(number)]
        return secretary_of(fund), fund

    def _play(
        self, title: str, posts: list, at: datetime, *, attached: dict, **place
    ) -> list[Post]:
        topic, written, room = None, [], place.get("board") or place.get("pair")
        for number, (author, fund, body, *said_first) in enumerate(posts, start=1):
            once = {"author": author, "fund": fund, "submission": self._uuid()}
            once["body"] = said_first[0] if said_first else body
            if number in attached:
                once["begun"] = self._attached(author, topic or room, attached[number])
            if topic is None:
                topic = start_topic(title=title, moment=at, **once, **place)
                written.append(topic.posts.get())
            else:
                written.append(reply(topic=topic, moment=at, **once))
            at = self._later(at)
            if said_first:
                edit(by=author, post=written[-1], body=body, seen=1, moment=at)
        Topic.objects.filter(pk=topic.pk).update(demo=True)
        return written

    @staticmethod
    def _attached(author: User, place, names: tuple[str, ...]) -> Begun:
        kept = [
            attach(author=author, place=place, content=SENT_ALONG[name](), name=name)
            for name in names
        ]
        return Begun(attached=frozenset(one.key for one in kept))

    def _later(self, at: datetime) -> datetime:
        """Some hours later, while people are awake."""
        at = timezone.localtime(at + timedelta(minutes=self.rng.randint(25, 900)))
        return at if AWAKE[0] <= at.hour < AWAKE[1] else at + timedelta(hours=9)

    def _uuid(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)
