"""Decides what the search keeps of lessons when words they quote are hidden, moved or changed."""

from exchange.models import LessonPage, Topic
from portal.thai.search_backend.indexing import reindex


def find_anew(topic: Topic) -> None:
    """Lessons that quote posts of a topic are found by the quotes that are shown today, and no
    others. One query where there are none; what readers get is asked when they read.
    """
    lessons = LessonPage.objects.filter(quotes__post__topic=topic.pk).distinct()
    found = list(lessons)
    for lesson in found:
        lesson.fill_search_text()
    if found:
        LessonPage.objects.bulk_update(found, ["search_text", "search_loose"])
        reindex(LessonPage.objects.filter(pk__in=[lesson.pk for lesson in found]))
