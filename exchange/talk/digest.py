"""Decides what the daily or weekly letter says: what its reader was told and has not read.

Nothing was missed: no letter. What an earlier letter said is not said again.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse, translate_url
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.access import readers_among
from exchange.models import Following, Post, Topic
from exchange.talk.unread import page_to_go_on
from portal.funds.access import rights_among
from portal.notices.kinds import IN_RHYTHM, Kind
from portal.notices.letters import absolute
from portal.notices.models import Notice
from portal.notices.rhythm import summary_of
from portal.notices.telling import tell_all
from portal.people.models import Person, User

#: What the letter looks back on where there was none before.
FIRST_TIME = timedelta(days=28)
#: Topics named in a letter; of the others the number is told.
MOST_NAMED = 10


@dataclass
class Missed:
    """What one person has missed: topics, each with the number of its unread posts."""

    person: Person
    topics: Counter = field(default_factory=Counter)

    def subject(self) -> str:
        return ngettext(
            "You have not read what is new in %(n)s topic",
            "You have not read what is new in %(n)s topics",
            len(self.topics),
        ) % {"n": len(self.topics)}

    def text(self) -> str:
        named = self.topics.most_common(MOST_NAMED)
        parts = [
            ngettext("%(title)s: %(n)s new post", "%(title)s: %(n)s new posts", n)
            % {"title": topic.title, "n": n}
            + f"\n{_way_to(topic)}"
            for topic, n in named
        ]
        if len(self.topics) > MOST_NAMED:
            parts.append(_("and %(n)s more") % {"n": len(self.topics) - MOST_NAMED})
        return "\n\n".join(parts)


def _way_to(topic: Topic) -> str:
    """Where a reader goes on in a topic, in the language that is spoken now."""
    language = translation.get_language()
    with translation.override(settings.LANGUAGE_CODE):
        return absolute(translate_url(page_to_go_on(topic), language))


@transaction.atomic
def send_digests(*, day: date | None = None) -> int:
    """Write to everybody who has missed something and whose day or week has no letter yet; how
    many letters. Meant for every day; repeated or left out it does no harm.
    """
    day = day or timezone.localdate()
    missed = {}
    for one in _missed_by_person().values():
        if key := summary_of(rhythm=one.person.rhythm, day=day):
            missed.setdefault(key, {})[one.person.pk] = one
    return sum(_write(key, everybody) for key, everybody in missed.items())


def _write(key: str, missed: dict[int, Missed]) -> int:
    """Write the summary of a day or week to those who have none yet."""
    done = Notice.objects.filter(kind=Kind.DIGEST, key=key).values_list("recipient", flat=True)
    people = [missed[pk].person for pk in missed.keys() - set(done)]
    told = tell_all(
        people=people,
        kind=Kind.DIGEST,
        key=key,
        subject=lambda person: missed[person.pk].subject(),
        text=lambda person: missed[person.pk].text(),
        link=reverse("catch_up"),
    )
    return sum(one.mail and not one.again for one in told.values())


def _missed_by_person() -> dict[int, Missed]:
    """What everybody has missed since their last letter, of what they may read today."""
    letters = Notice.objects.filter(kind=Kind.DIGEST).values_list("recipient")
    last = dict(letters.order_by().annotate(last=Max("created_at")))
    first = timezone.now() - FIRST_TIME
    unread = Notice.objects.unread().filter(
        kind__in=IN_RHYTHM,
        mail__in=[Notice.Mail.NONE, Notice.Mail.FAILED],
        key__startswith="post:",
        created_at__gt=first,
        recipient__user__is_active=True,
    )
    notices = [
        notice
        for notice in unread.select_related("recipient").order_by("pk")
        if notice.created_at > last.get(notice.recipient_id, first)
    ]
    topics = _topics_told_of(notices)
    users = User.objects.filter(person__in={notice.recipient_id for notice in notices})
    rights = rights_among(users)
    readers = {topic.pk: readers_among(rights.values(), topic) for topic in set(topics.values())}
    muted = _muted(topics.values())
    found = {}
    for notice in notices:
        topic, user = topics.get(notice.key), notice.recipient.user_id
        if topic and user in readers[topic.pk] and (user, topic.pk) not in muted:
            missed = found.setdefault(notice.recipient_id, Missed(notice.recipient))
            missed.topics[topic] += 1
    return found


def _topics_told_of(notices: list[Notice]) -> dict[str, Topic]:
    """The topic of each notice's post today, by the notice's key."""
    posts = {int(notice.key.removeprefix("post:")) for notice in notices}
    rows = Post.objects.shown().filter(pk__in=posts).values_list("pk", "topic_id")
    topics = Topic.objects.without_search_text().select_related(
        "board", "pair__mentor", "pair__mentee"
    )
    topics = topics.in_bulk({topic for _pk, topic in rows})
    return {f"post:{pk}": topics[topic_id] for pk, topic_id in rows}


def _muted(topics: Iterable[Topic]) -> set[tuple[int, int]]:
    """Who wants to hear nothing more of which topic: keys of account and topic."""
    rows = Following.objects.filter(topic__in=set(topics), level=Following.Level.MUTED)
    return set(rows.values_list("user_id", "topic_id"))
