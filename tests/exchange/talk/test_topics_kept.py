"""Posts are drawn once and kept; what changes is seen at once, by everybody, in both languages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exchange.models import BoardPage, TopicKind
from exchange.order.hiding import put
from exchange.talk.answering import accept_answer, take_answer_back
from exchange.talk.bookmarking import keep, let_go
from exchange.talk.editing import edit
from exchange.talk.helping import say_helped
from portal.funds.models import Office
from portal.templatetags.kept import KeptNode
from tests import factories

pytestmark = pytest.mark.django_db


class Scene:
    """A question of one person, answered by an officer of a fund, and those who read it."""

    def __init__(self):
        self.fund = factories.fund("กองทุนหนึ่ง")
        self.asker, self.other = factories.user(), factories.user()
        self.officer = factories.officer(self.fund)
        self.helped = factories.officer(factories.fund("กองทุนสอง"))
        board = factories.board(readers=BoardPage.Readers.EVERYBODY)
        self.topic = factories.topic(
            replies=2, board=board, author=self.asker, kind=TopicKind.QUESTION
        )
        long_ago = timezone.now() - timedelta(days=1)
        self.topic.posts.update(created_at=long_ago)
        self.topic.posts.filter(number=2).update(
            author=self.officer, fund=self.fund, post_held=Office.Role.SECRETARY
        )
        self.attached = factories.attachment(self.topic)

    @property
    def readers(self) -> dict:
        return {
            "visitor": None,
            "asker": self.asker,
            "officer": self.officer,
            "other officer": self.helped,
            "other": self.other,
            "coordinator": self.coordinator,
        }

    def reply(self):
        return self.topic.posts.select_related("topic").get(number=2)


def rename_fund(scene):
    scene.fund.name = "กองทุนชื่อใหม่"
    scene.fund.save()


def rename_person(scene):
    person = scene.asker.person
    person.first_name = "ชื่อใหม่"
    person.save()


def describe_picture(scene):
    scene.attached.alt = "เห็นสมุดบัญชี"
    scene.attached.save()


def leave_office(scene):
    Office.objects.filter(person__user=scene.officer).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )


def edit_reply(scene):
    post = scene.reply()
    edit(by=scene.officer, post=post, body="ข้อความใหม่", seen=post.edition)


#: What happens, one after another, and who at least sees it.
CHANGES = {
    "edited": (edit_reply, "visitor"),
    "hidden until checked": (
        lambda scene: put(topic=scene.topic, post=scene.reply(), standing="held"),
        "visitor",
    ),
    "hidden": (
        lambda scene: put(topic=scene.topic, post=scene.reply(), standing="hidden"),
        "visitor",
    ),
    "shown": (
        lambda scene: put(topic=scene.topic, post=scene.reply(), standing="shown"),
        "visitor",
    ),
    "the fund has a new name": (rename_fund, "visitor"),
    "the author has a new name": (rename_person, "visitor"),
    "a picture is described": (describe_picture, "visitor"),
    "a picture is gone": (lambda scene: scene.attached.delete(), "visitor"),
    "somebody was helped": (
        lambda scene: say_helped(post=scene.reply(), by=scene.other, how="ได้ใช้"),
        "visitor",
    ),
    "it is the answer": (
        lambda scene: accept_answer(post=scene.reply(), by=scene.asker),
        "visitor",
    ),
    "it is not the answer": (
        lambda scene: take_answer_back(topic=scene.topic, by=scene.asker),
        "visitor",
    ),
    "one reader keeps it": (lambda scene: keep(post=scene.reply(), by=scene.other), "other"),
    "and lets it go": (lambda scene: let_go(post=scene.reply(), by=scene.other), "other"),
    "the officer has left office": (leave_office, "officer"),
    "the topic is closed": (
        lambda scene: type(scene.topic).objects.filter(pk=scene.topic.pk).update(locked=True),
        "asker",
    ),
    "the author has left": (lambda scene: scene.asker.delete(), "visitor"),
}


def drawn_anew(node, context) -> str:
    """A part that keeps nothing, drawn as Django would."""
    values = {name: value.resolve(context) for name, value in node.values.items()}
    with context.push(**values):
        return node.inside.render(context)


def thread(client, user, topic, language) -> str:
    if user is None:
        client.logout()
    else:
        client.force_login(user)
    page = client.get(f"{language}/topics/{topic.pk}/").content.decode()
    return page[page.index('<ol class="thread"') : page.index("</ol>", page.index("thread"))]


def test_every_change_is_seen_at_once(client, monkeypatch):
    scene = Scene()
    scene.coordinator = factories.coordinator("58")
    before: dict = {}
    for what, (happens, seen_by) in {"nothing": (lambda scene: None, None), **CHANGES}.items():
        happens(scene)
        scene.topic.refresh_from_db()
        readers = {name: user for name, user in scene.readers.items() if not user or user.pk}
        pages = {
            (name, language): thread(client, user, scene.topic, language)
            for name, user in readers.items()
            for language in ("", "/en")
            for _twice in range(2)
        }
        with monkeypatch.context() as without:
            without.setattr(KeptNode, "render", drawn_anew)
            for (name, language), page in pages.items():
                anew = thread(client, readers[name], scene.topic, language)
                assert page == anew, (what, name, language)
        if seen_by:
            for language in ("", "/en"):
                assert pages[seen_by, language] != before[seen_by, language], (what, language)
        before = pages


def test_whoever_leaves_office_is_offered_nothing_of_it_a_moment_later(client):
    scene = Scene()
    edit_it = f"/posts/{scene.reply().pk}/edit/"
    assert edit_it in thread(client, scene.officer, scene.topic, "")
    leave_office(scene)
    assert edit_it not in thread(client, scene.officer, scene.topic, "")
