"""Decides who wrote what and when: topics in the boards and in the rooms of pairs."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from exchange.models import BoardPage, Pair, Topic
from exchange.writing import reply, start_topic
from home.demo.conversations import ROOM_TOPICS, TOPICS
from home.demo.people import secretary_of
from portal.funds.models import Fund, Subject
from portal.people.models import User

AWAKE = (6, 22)


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
            self._play(
                plan["title"],
                [(*self._writer(by), text) for by, text in plan["posts"]],
                opened,
                board=boards[plan["board"]],
                subjects=[subjects[slug] for slug in plan["subjects"]],
            )

    def in_rooms(self, pairs: list[Pair], day: date) -> None:
        """The funds of each pair write to each other, one pair after the other from a day on."""
        for number, pair in enumerate(pairs):
            plan = ROOM_TOPICS[number % len(ROOM_TOPICS)]
            posts = [
                (secretary_of(getattr(pair, side)), getattr(pair, side), text)
                for side, text in plan["posts"]
            ]
            opened = datetime.combine(day, time(8 + number, 15 + number))
            self._play(plan["title"], posts, timezone.make_aware(opened), pair=pair)

    def _writer(self, by: str) -> tuple[User, Fund | None]:
        kind, _, number = by.partition(":")
        if not number:
            return self.staff[kind], None
        fund = self.funds[kind][int(number)]
        return secretary_of(fund), fund

    def _play(self, title: str, posts: list, at: datetime, **place) -> None:
        topic = None
        for author, fund, body in posts:
            once = {"author": author, "fund": fund, "body": body, "submission": self._uuid()}
            if topic is None:
                topic = start_topic(title=title, moment=at, **once, **place)
            else:
                reply(topic=topic, moment=at, **once)
            at = self._later(at)
        Topic.objects.filter(pk=topic.pk).update(demo=True)

    def _later(self, at: datetime) -> datetime:
        """Some hours later, while people are awake."""
        at = timezone.localtime(at + timedelta(minutes=self.rng.randint(25, 900)))
        return at if AWAKE[0] <= at.hour < AWAKE[1] else at + timedelta(hours=9)

    def _uuid(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)
