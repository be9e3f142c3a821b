"""Plain factories of what the exchange holds; asked for through `tests.factories`."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image

from exchange.models import (
    Attachment,
    BoardPage,
    Draft,
    ExchangeIndexPage,
    LessonAuthor,
    LessonIndexPage,
    LessonPage,
    Pair,
    PairingRun,
    Poll,
    Post,
    PostVersion,
    Topic,
)
from exchange.talk.attaching import attach
from portal.funds.models import Office
from tests import factories


def board(title=None, **kwargs) -> BoardPage:
    number = factories.number()
    return factories.child_page(
        ExchangeIndexPage.objects.get(),
        BoardPage(
            title=title or f"กระดานตัวอย่าง {number:02}",
            **{"slug": f"board-{number}", "about": "ถามตอบกัน", **kwargs},
        ),
    )


def topic(title=None, *, replies=0, author=None, **kwargs) -> Topic:
    """A topic with its first post and some replies, written straight to the tables."""
    author = author or factories.user()
    if "pair" not in kwargs:
        kwargs.setdefault("board", None)
        kwargs["board"] = kwargs["board"] or board()
    for_fund = {"fund": kwargs["fund"], "post_held": "treasurer"} if kwargs.get("fund") else {}
    kwargs = {**for_fund, **kwargs}
    made = Topic.objects.create(
        title=title or f"กระทู้ตัวอย่าง {factories.number():02}",
        author=author,
        last_post_at=timezone.now(),
        reply_count=replies,
        **kwargs,
    )
    for number in range(1, replies + 2):
        Post.objects.create(
            topic=made,
            number=number,
            author=author,
            body=f"ข้อความที่ {number}",
            html=f"<p>ข้อความที่ {number}</p>",
            **for_fund,
        )
    return made


def attachment(topic, content=None, name="a.jpg") -> Attachment:
    """A picture, or what is given, attached to a topic's first post."""
    made = attach(author=factories.user(), place=topic, content=content or picture(), name=name)
    draft, made.post, made.draft = made.draft, topic.posts.get(number=1), None
    made.save()
    draft.delete()
    return made


def picture(size=(400, 200), kind="JPEG") -> bytes:
    """A picture of one colour."""
    target = BytesIO()
    Image.new("RGB", size, "teal").save(target, kind)
    return target.getvalue()


def draft(author, place, body="ยังไม่จบ") -> Draft:
    """A text begun in a place."""
    return Draft.objects.create(
        author=author, typed={"body": [body]}, edition=1, **Draft.place_fields(place)
    )


def edited(post, *bodies, **kwargs) -> Post:
    """A post whose author changed it, with its earlier texts, written straight to the tables."""
    for number, body in enumerate(bodies or ["ข้อความเดิม"], start=1):
        PostVersion.objects.create(
            post=post,
            number=number,
            title=post.topic.title if post.number == 1 else "",
            body=body,
            author=post.author,
            fund=post.fund,
            post_held=post.post_held,
            **kwargs,
        )
    post.edited_at, post.edited_by, post.edited_as = timezone.now(), post.author, post.post_held
    post.save()
    return post


def lesson(title=None, *, of_fund=None, subjects=("accounts",), published=True, **kwargs):
    """A lesson with every part told, published by the portal itself, or still a draft.

    Without `of_fund` it is the network's.
    """
    number = factories.number()
    author = kwargs.pop("owner", None) or (
        factories.officer(of_fund) if of_fund else factories.trainer()
    )
    made = LessonPage(
        title=title or f"บทเรียนตัวอย่าง {number:02}",
        owner=author,
        fund=of_fund,
        live=published,
        slug=f"new-lesson-{number}",
        **{
            "summary": "ชวนทีละบ้านได้ผลกว่าประกาศเสียงตามสาย",
            "situation": "สมาชิกมีแต่ผู้สูงอายุ",
            "expected": "อยากได้คนรุ่นใหม่ 40 คนในหนึ่งปี",
            "happened": "ชวนผ่านโรงเรียนและตลาดนัด",
            "why": "เพื่อนชวนเพื่อน",
            "again": "ให้เยาวชนเป็นคนชวน",
            "not_again": "ไม่ประกาศอย่างเดียว",
            **kwargs,
        },
    )
    for_fund = {"fund": of_fund, "post_held": Office.Role.SECRETARY} if of_fund else {}
    made.authors = [LessonAuthor(author=author, **for_fund)]
    made.subjects = [factories.subject(slug) for slug in subjects]
    LessonIndexPage.objects.get().add_child(instance=made)
    made.slug, made.url_path = str(made.pk), f"/home/lessons/{made.pk}/"
    LessonPage.objects.filter(pk=made.pk).update(slug=made.slug, url_path=made.url_path)
    revision = made.save_revision(user=author)
    if published:
        revision.publish()
    return LessonPage.objects.get(pk=made.pk)


def pairing_run(province="58", **kwargs) -> PairingRun:
    return PairingRun.objects.create(province=factories.area(province), **kwargs)


def pair(mentor=None, mentee=None, *, run=None, **kwargs) -> Pair:
    """A published pair waiting for both answers."""
    return Pair.objects.create(
        run=run or pairing_run(status=PairingRun.Status.PUBLISHED),
        mentor=mentor or factories.fund(),
        mentee=mentee or factories.fund(),
        **{
            "status": Pair.Status.ASKED,
            "subjects_points": 40_000,
            "distance_points": 20_000,
            "likeness_points": 10_000,
            "gap_points": 5_000,
            "km": 24,
            **kwargs,
        },
    )


def poll(of_topic=None, *, options=("แบบเดิม", "แบบใหม่"), days=(), **kwargs) -> Poll:
    """A poll that is open for a week, with words or days to choose from."""
    made = Poll.objects.create(
        topic=of_topic or topic(kind="poll"),
        **{"closes_on": timezone.localdate() + timedelta(days=7), **kwargs},
    )
    rows = [{"day": day} for day in days] or [{"text": text} for text in options]
    for position, row in enumerate(rows, 1):
        made.options.create(position=position, **row)
    return made
