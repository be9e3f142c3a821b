"""Decides which topics are much like a title somebody is typing.

Found by the words that tell something: a topic counts when at least half of them stand in
its title. The search index names those that hold any of the words, among what the reader
may see; so nothing hidden shows.
"""

from wagtail.search.backends import get_search_backend
from wagtail.search.query import PlainText

from exchange.models import Topic
from portal.funds.access import Rights
from portal.thai.stop_words import without_stop_words
from portal.thai.tokens import words

#: Topics shown, those looked at, and the least number of words that say anything.
MOST, LOOKED_AT, FEWEST_WORDS = 5, 100, 2
#: Share of the words that stand in a title like it, and in one that may be the same.
LIKE, SAME = 0.5, 0.75


def similar_topics(title: str, rights: Rights, *, share: float = LIKE) -> list[Topic]:
    """At most five topics the reader may open whose titles are like this one, the likest first."""
    wanted = set(without_stop_words(words(title[:200]), alone=False))
    if len(wanted) < FEWEST_WORDS:
        return []
    topics = Topic.objects.visible_to(rights)
    question = PlainText(" ".join(wanted), operator="or")
    index = get_search_backend().query_compiler_class(topics, question, fields=["title"])
    best = [hit.pk for hit in index.ranked()[:LOOKED_AT]]
    rows = Topic.objects.filter(pk__in=best).values_list("pk", "title")
    titles = {pk: set(words(each)) for pk, each in rows}
    like = [pk for pk, title in titles.items() if len(wanted & title) >= share * len(wanted)]
    # Of titles that hold as many of the words, those with the fewest others come first.
    like.sort(key=lambda pk: (-len(wanted & titles[pk]), len(titles[pk]), -pk))
    found = topics.for_list().in_bulk(like[:MOST])
    return [found[pk] for pk in like[:MOST] if pk in found]
