"""Measures the search among many posts: mixed questions of eight readers at once."""

from collections.abc import Iterator
from itertools import cycle
from urllib.parse import urlencode

from tests.benchmarks import server
from tests.benchmarks.client import Request, Visit
from tests.benchmarks.course import Course
from tests.benchmarks.figures import Figures, percentile

POSTS = 60_000
CLIENTS, SECONDS = 8, 12
#: Nineteen of twenty questions are answered within this, whatever is asked.
P95 = 0.3

#: What people type, from a word of nearly every post to one that stands nowhere.
QUESTIONS = [
    *("กองทุน", "บัญชี", "ผู้สูงอายุ", "น้ำท่วม", "ระเบียบกองทุน", "ปางมะผ้า", "ทุนการศึกษา", "เงินสมทบ"),
    *("๒๕๖๘", "2025", "มีนาคม 2567", "รพ.สต.", "mso-logbook", "อปท.", "สมาชิกขาดส่งเงินทำอย่างไร"),
    *("นำท่วม", "ระเบยบ", "เหรัญิก", "ป่า", "ยา", "ขยะแลกสวัสดิการ เยาวชน", "ตำบลห้วยโป่ง", "ศาลาวัดวันพระ"),
    *("ทะเลสาบสงขลาตอนล่าง", "ครับ ค่ะ", '" OR 1=1 --', "😀", "ก" * 200, "ประชุมใหญ่ประจำปี ปิดบัญชี"),
]
FILTERS = [{}, {}, {"kind": "post"}, {"kind": "topic", "order": "newest"}, {"province": "58"}]
FILTERS += [{"kind": "post", "page": "50"}, {"subject": "accounts"}, {"solved": "1"}]


def questions(cookies: str = "") -> Iterator[Visit]:
    """Every question with each of the filters in turn."""

    def visit(request: Request) -> Visit:
        answer = yield request
        return answer.status == 200

    filters = cycle(FILTERS)
    for words in cycle(QUESTIONS):
        yield visit(
            Request(f"/search/?{urlencode({'q': words, **next(filters)})}", cookies=cookies)
        )


def bench(course: Course) -> Iterator[Figures]:
    """Fill the database, then ask as a visitor and as somebody signed in."""
    server.run(course.address, "tests.benchmarks.many_posts", str(POSTS))
    for who, cookies in (("a visitor", ""), ("an officer", course.facts["sessions"]["officer"])):
        course.take(questions(cookies), connections=CLIENTS, seconds=2)
        figures = Figures(f"search of {POSTS:,} posts, {who}", course.database, most_seconds=P95)
        figures.rounds.append(course.take(questions(cookies), connections=CLIENTS, seconds=SECONDS))
        figures.seconds = percentile(figures.rounds[0].played.latencies, 0.95)
        figures.note = "p95 at 8 clients"
        yield figures
