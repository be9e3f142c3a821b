"""Decides what the sign-ins follow and keep, how far they have read, and what was written since.

So each page about coming back has something to show from the first start on.
"""

from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from exchange.models import BoardPage, Following, Post, Topic
from exchange.talk.bookmarking import keep
from exchange.talk.catching_up import catch_up
from exchange.talk.following import follow
from exchange.talk.regrouping import merge_topics
from exchange.talk.telling import tell_posts
from exchange.talk.unread import note_seen
from exchange.talk.writing import reply, start_topic
from home.demo.people import secretary_of
from portal.funds.access import rights_of
from portal.funds.models import Fund, Subject
from portal.people.models import User

Level = Following.Level

#: So long ago they last counted everything as read.
LAST_CAME = timedelta(days=30)
ASKED_ABOUT = "ยอดเงินสดกับสมุดธนาคาร"
SURVEY = "สำรวจคนและทุนเดิม"
SIGNING = "ชื่อบัญชีธนาคารของกองทุนใหม่"

#: Sign-in → boards it follows, and how much of them it hears.
FOLLOWED = {
    "strong": {"ask": Level.EVERY, "stories": Level.FIRST},
    "weak": {"ask": Level.EVERY, "found": Level.FIRST},
    "member": {"ask": Level.EVERY, "stories": Level.FIRST},
    "trainer": {"ask": Level.FIRST},
    "coordinator": {"ask": Level.FIRST, "found": Level.FIRST, "stories": Level.NAMED},
    "admin": {"ask": Level.FIRST},
}
#: A topic that says the same as another one and was put into it, and why.
AGAIN = {
    "title": "เงินในกล่องไม่ตรงกับสมุดธนาคาร",
    "posts": (
        (15, "ขาดไป 85 บาท นับสามรอบแล้ว กองทุนอื่นเริ่มดูจากตรงไหนก่อนคะ"),
        (11, "ลองดูเงินออมที่เก็บหลังปิดสมุดก่อนค่ะ ของเราเจอตรงนั้นเกือบทุกครั้ง"),
    ),
    "reason": "ถามเรื่องเดียวกับกระทู้นี้ อยู่ด้วยกันจะหาคำตอบง่ายกว่า",
}
#: What was written since: days ago, topic, which active fund writes, and the words. ``{fund}``
#: names the strong fund.
SINCE = (
    (6, SURVEY, 8, "ของเราใช้ห้าข้อนี้แล้ว ชาวบ้านตอบครบทุกบ้านในสองอาทิตย์ครับ"),
    (4, SIGNING, 13, "ของเราก็สามคนเซ็นสองครับ เพิ่มว่าหมดวาระเมื่อไรให้ไปเปลี่ยนชื่อภายในเจ็ดวัน"),
    (5, ASKED_ABOUT, 3, "เดือนนี้ลองไล่ตามสามข้อ เจอที่ค่าธรรมเนียมธนาคาร 20 บาท ขอบคุณค่ะ"),
    (3, ASKED_ABOUT, 10, "@[{fund}] แบบลงสมุดที่แนบไว้ ใช้กับกองทุนที่เก็บเงินเดือนละครั้งได้ไหมครับ"),
    (2, ASKED_ABOUT, 12, "ของเราเก็บเดือนละครั้งเหมือนกัน เพิ่มช่องวันที่รับเงินช่องเดียวก็ใช้ได้ครับ"),
    (1, ASKED_ABOUT, 7, "พรุ่งนี้จะลองพิมพ์ไปวางที่ศาลา แล้วจะมาเล่าให้ฟังนะคะ"),
)


class ComingBack:
    """Plays the last weeks: choices, a topic put into another, new posts that are told."""

    def __init__(self, rng: Random, active: list[Fund], strong: Fund, staff: dict[str, User]):
        self.rng, self.funds, self.strong, self.staff = rng, active, strong, staff

    def write(self, boards: dict[str, BoardPage]) -> None:
        asked = Topic.objects.select_related("board").get(title__startswith=ASKED_ABOUT)
        self._choose(boards, asked)
        self._put_together(boards["ask"], asked)
        topics = {
            start: Topic.objects.select_related("board").get(title__startswith=start)
            for start in (ASKED_ABOUT, SURVEY, SIGNING)
        }
        for days, start, number, words in SINCE:
            post = self._reply(topics[start], number, words, days)
            Post.objects.filter(pk=post.pk).update(told_at=None)
            tell_posts(among=[post.pk], moment=post.created_at)

    def _choose(self, boards: dict[str, BoardPage], asked: Topic) -> None:
        accounts = Subject.objects.get(slug="accounts")
        for username, chosen in FOLLOWED.items():
            user = self.staff[username]
            rights = rights_of(user)
            catch_up(rights=rights, moment=timezone.now() - LAST_CAME)
            for slug, level in chosen.items():
                follow(user=user, rights=rights, kind="board", pk=boards[slug].pk, level=level)
        for username in ("strong", "member"):
            user = self.staff[username]
            rights = rights_of(user)
            follow(user=user, rights=rights, kind="subject", pk=accounts.pk, level=Level.FIRST)
            survey = Topic.objects.get(title__startswith=SURVEY)
            follow(user=user, rights=rights, kind="topic", pk=survey.pk, level=Level.EVERY)
            fund = self.funds[4]
            follow(user=user, rights=rights, kind="fund", pk=fund.pk, level=Level.EVERY)
            answer = asked.posts.get(number=2)
            keep(post=answer, by=user, remind_on=timezone.localdate() + timedelta(days=4))
            note_seen(rights=rights, topic=asked, posts=asked.posts.values_list("pk", flat=True))

    def _put_together(self, board: BoardPage, asked: Topic) -> None:
        (days, words), (later, answer) = AGAIN["posts"]
        fund = self.funds[16]
        again = start_topic(
            author=secretary_of(fund),
            fund=fund,
            board=board,
            title=AGAIN["title"],
            body=words,
            submission=self._uuid(),
            moment=self._at(days),
        )
        self._reply(again, 13, answer, later)
        merge_topics(
            by=self.staff["coordinator"],
            into=asked,
            gone=again,
            reason=AGAIN["reason"],
            moment=self._at(later - 1),
        )

    def _reply(self, topic: Topic, number: int, words: str, days: int) -> Post:
        fund = self.funds[number]
        return reply(
            author=secretary_of(fund),
            fund=fund,
            topic=topic,
            body=words.format(fund=self.strong.name),
            submission=self._uuid(),
            moment=self._at(days),
        )

    def _at(self, days: int) -> datetime:
        """In the evening so many days ago."""
        day = timezone.localdate() - timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, time(19, self.rng.randrange(60))))

    def _uuid(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)
