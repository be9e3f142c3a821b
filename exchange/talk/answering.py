"""Decides who marks one reply of a topic as its answer, and that there is never more than one.

Whoever asked knows what helped: the person, for a fund's topic any of its present officers;
the network's staff may do it for those who do not come back.
"""

from django.utils.translation import gettext as _

from exchange.access import may_read
from exchange.models import Post, Topic, TopicKind
from exchange.talk.writing import WritingRefused, topic_lock
from portal.funds.access import Rights, rights_of
from portal.people.models import User


def may_choose_answer(rights: Rights, topic: Topic) -> bool:
    """Whether somebody who reads a topic may say which reply is its answer."""
    if not rights.signed_in or topic.kind not in TopicKind.with_answers():
        return False
    if rights.is_staff_of_portal:
        return True
    if topic.fund_id:
        return rights.acts_for(topic.fund_id)
    return topic.author_id == rights.user_id


def accept_answer(*, post: Post, by: User) -> Post:
    """Mark a reply as the answer of its topic; another one that was it until now is no longer."""
    with topic_lock(post.topic_id) as topic:
        _refuse_strangers(topic, by)
        reply = topic.posts.replies().filter(pk=post.pk).first()
        if reply is None:
            raise WritingRefused(_("Only a reply of this topic can be its answer."))
        topic.posts.filter(answers=topic).exclude(pk=reply.pk).update(answers=None)
        topic.posts.filter(pk=reply.pk).update(answers=topic)
        reply.answers = topic
        return reply


def take_answer_back(*, topic: Topic, by: User) -> None:
    """The topic has no answer any more; repeated, nothing happens."""
    with topic_lock(topic.pk) as locked:
        _refuse_strangers(locked, by)
        locked.posts.filter(answers=locked).update(answers=None)


def _refuse_strangers(topic: Topic, by: User) -> None:
    rights = rights_of(by)
    if not (may_read(rights, topic) and may_choose_answer(rights, topic)):
        raise WritingRefused(
            _("Whoever asked says which reply is the answer, or the network's staff.")
        )
