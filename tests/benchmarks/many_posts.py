"""Writes many posts in bulk, with Thai text as people write it, and puts them into the index.

    python -m tests.benchmarks.many_posts 60000

Beside a database with areas and the demo: topics of twenty posts in open and closed boards,
over three years. The same number gives the same texts.
"""

import sys
from datetime import timedelta
from itertools import count, islice
from pathlib import Path
from random import Random

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.search.backends import get_search_backend  # noqa: E402

from exchange.models import BoardPage, ExchangeIndexPage, Post, Topic  # noqa: E402
from exchange.talk.text import to_html  # noqa: E402
from portal.funds.models import Area, Fund, Office, Subject  # noqa: E402
from portal.people.models import User  # noqa: E402
from portal.thai.dates import long_date, short_date  # noqa: E402

POSTS_A_TOPIC = 20
BATCH = 1000
#: Of six boards four are open, one is for members, one for officers.
READERS = ["everybody"] * 4 + ["members", "officers"]
#: Phrases of people: who, does what, and what they add.
PHRASES = Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8")
WHO, DOES, HOW = (part.splitlines() for part in PHRASES.strip().split("\n\n"))


class Writer:
    """Makes up texts: who does what, where, when, how much."""

    def __init__(self):
        self.chance = Random(2568)
        areas = Area.objects.subdistricts().order_by("pk")
        self.places = list(areas.values_list("name_th", flat=True)[::3])
        self.names = [
            f"{letter}{vowel}{end}"
            for letter in "กขคจชดตทธนบปพมยรลวสหอ"
            for vowel in ("า", "ี", "ู", "ำ")
            for end in ("น", "ง", "ด", "ว", "")
        ]

    def sentence(self) -> str:
        pick = self.chance.choice
        parts = [pick(WHO), pick(DOES)]
        if self.chance.random() < 0.35:
            parts.insert(1, f"ตำบล{pick(self.places)}")
        if self.chance.random() < 0.2:
            day = timezone.localdate() - timedelta(days=self.chance.randrange(2500))
            parts.append(f"เมื่อ{pick((short_date, long_date))(day)} ")
        if self.chance.random() < 0.25:
            parts.append(f"{self.chance.randrange(10, 90_000):,} บาท ")
        if self.chance.random() < 0.3:
            parts.append(f"คุณ{pick(self.names)}{pick(self.names)}")
        return "".join([*parts, pick(HOW)])

    def text(self) -> str:
        return " ".join(self.sentence() for _ in range(self.chance.randrange(3, 9)))

    def title(self) -> str:
        return f"{self.chance.choice(WHO)}{self.chance.choice(DOES)} {self.chance.choice(HOW)}"[
            :190
        ]


def boards() -> list[BoardPage]:
    """Boards of every kind, made once."""
    index = ExchangeIndexPage.objects.get()
    found = []
    for number, readers in enumerate(READERS):
        slug = f"many-{number}"
        board = BoardPage.objects.filter(slug=slug).first()
        if board is None:
            board = BoardPage(
                title=f"กระดานใหญ่ {number}", slug=slug, about="เพื่อวัดความเร็ว", readers=readers
            )
            index.add_child(instance=board)
        found.append(board)
    return found


class Loader:
    """Writes topics and their posts with one statement for many."""

    def __init__(self):
        self.writer, self.chance = Writer(), Random(7)
        self.boards, self.authors = boards(), list(User.objects.order_by("pk")[:20])
        self.funds = list(Fund.objects.order_by("pk")[:200])
        self.subjects = list(Subject.objects.all())
        begun = timezone.now() - timedelta(days=1000)
        self.moments = (begun + timedelta(minutes=20 * number) for number in count())

    def topics(self, number: int) -> list[Topic]:
        made = []
        for _topic in range(number):
            moment = next(self.moments)
            made.append(
                Topic(
                    board=self.chance.choice(self.boards),
                    title=self.writer.title(),
                    author=self.chance.choice(self.authors),
                    created_at=moment,
                    last_post_at=moment + timedelta(minutes=POSTS_A_TOPIC),
                    reply_count=POSTS_A_TOPIC - 1,
                )
            )
        Topic.objects.bulk_create(made)
        tagged = Topic.subjects.through
        tagged.objects.bulk_create(
            tagged(topic=topic, subject=self.chance.choice(self.subjects)) for topic in made
        )
        return made

    def post(self, topic: Topic, number: int) -> Post:
        body, signed = self.writer.text(), {}
        if self.funds and self.chance.random() < 0.4:
            fund = self.chance.choice(self.funds)
            signed = {"fund": fund, "post_held": Office.Role.TREASURER}
        return Post(
            topic=topic,
            number=number,
            author=self.chance.choice(self.authors),
            body=body,
            html=to_html(body),
            created_at=topic.created_at + timedelta(minutes=number),
            **signed,
        )


def write(posts: int) -> None:
    """So many posts, in topics of twenty, with what the search keeps of them."""
    loader, index = Loader(), get_search_backend()
    for numbers in batched_numbers(posts // POSTS_A_TOPIC, BATCH // POSTS_A_TOPIC):
        topics = loader.topics(len(numbers))
        made = [
            loader.post(topic, number) for topic in topics for number in range(1, POSTS_A_TOPIC + 1)
        ]
        Post.objects.bulk_create(made)
        for topic in topics:
            topic.fill_search_text()
        Topic.objects.bulk_update(topics, ["search_text", "search_loose"], batch_size=200)
        index.add_bulk(Topic, topics)
        index.add_bulk(Post, made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database does by itself in the course of a day


def batched_numbers(total: int, size: int):
    """The numbers up to a total, so many at a time."""
    numbers = iter(range(total))
    while some := list(islice(numbers, size)):
        yield some


if __name__ == "__main__":
    write(int(sys.argv[1]))
