"""Decides what order has to be kept about: three reports that wait, each in another state."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from exchange.models import BoardPage, Case, Post, Report, Topic
from exchange.order.appeals import appeal
from exchange.order.deciding import claim, decide
from exchange.order.reporting import report
from exchange.talk.writing import reply
from home.demo.people import secretary_of
from portal.funds.models import Fund
from portal.people.models import User

ASKED_ABOUT = "สมาชิกย้ายไปทำงานต่างจังหวัด"
DOUBTFUL = "ของเราไม่ต้องแก้ระเบียบ เหรัญญิกลงบัญชีให้ว่าส่งครบไปก่อน แล้วค่อยเก็บเงินย้อนหลังตอนกลับมา"
SELLING = "รับทำป้ายไวนิล โต๊ะเก้าอี้จัดงาน ราคากันเอง สนใจทักมาได้ทุกวัน"
RUDE = "ถามแต่เรื่องเดิม ๆ กองทุนแบบนี้อย่าตั้งเลยดีกว่า"


class OrderBuilder:
    """Reports posts, hides one until it is checked, and lets an author answer a decision."""

    def __init__(self, rng: Random, funds: list[Fund], staff: dict[str, User]):
        self.rng, self.staff = rng, staff
        self.secretaries = [secretary_of(fund) for fund in funds[5:9]]
        self.now = timezone.now()

    def write(self, boards: dict[str, BoardPage], strong: Fund) -> None:
        topic = Topic.objects.get(board=boards["ask"], title__startswith=ASKED_ABOUT)
        rude = self._reply(topic, self.staff["member"], RUDE, days=9)
        doubtful = self._reply(topic, self.staff["strong"], DOUBTFUL, days=4, fund=strong)
        selling = self._reply(topic, self.staff["member"], SELLING, days=2)
        self._answered(rude)
        self._report(doubtful, 1, Report.Reason.WRONG, "ลงว่าส่งแล้วทั้งที่ยังไม่ส่ง จะตรวจไม่ได้", days=2)
        self._report(selling, 3, Report.Reason.SPAM, "มาขายของ ไม่เกี่ยวกับกองทุน", days=1)

    def _answered(self, post: Post) -> None:
        """Hidden by the administrator, answered by its author; the coordinator decides next."""
        moment, by = self._ago(days=7), self.staff["admin"]
        case = self._report(post, 1, Report.Reason.RUDE, "เขียนแรงไป คนถามเสียกำลังใจ", days=8)
        claim(case=case, by=by, moment=moment)
        decide(
            case=case,
            by=by,
            outcome=Case.Outcome.HIDDEN,
            measure=Case.Measure.WARNED,
            reason="ข้อความนี้ทำให้คนที่มาถามเสียกำลังใจ ช่วยกันตอบด้วยถ้อยคำที่ให้กำลังใจนะคะ",
            moment=moment,
        )
        words = "ขอโทษครับ วันนั้นเหนื่อย ขอให้ลบคำเตือนได้ไหม จะเขียนให้ใหม่"
        appeal(case=case, by=post.author, words=words, moment=self._ago(days=6))

    def _report(self, post: Post, voices: int, reason: str, line: str, *, days: int) -> Case:
        for number, by in enumerate(self.secretaries[:voices]):
            moment = self._ago(days=days) + timedelta(hours=number)
            report(post=post, by=by, reason=reason, line=line, moment=moment)
        return Case.objects.get(post=post)

    def _reply(self, topic: Topic, author: User, body: str, *, days: int, fund=None) -> Post:
        submission = UUID(int=self.rng.getrandbits(128), version=4)
        return reply(
            author=author,
            topic=topic,
            body=body,
            fund=fund,
            submission=submission,
            moment=self._ago(days=days),
        )

    def _ago(self, *, days: int) -> datetime:
        return self.now - timedelta(days=days)
