"""Atom feeds of a board, a subject and a fund; the same for everybody."""

from hashlib import sha256

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views import View

from exchange import feeds
from portal.funds.models import Fund, Subject

#: Seconds a feed reader or a cache between may keep it.
KEPT = 300


class AtomFeed(View):
    """One feed. A subclass finds what it is of; nothing here looks at who asks."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, **kwargs):
        title, subtitle, path, posts, lessons = self.about(**kwargs)
        newest = feeds.newest_moment(posts, lessons)
        entries = feeds.entries(posts, lessons)
        body = self.written(request, title, subtitle, path, entries)
        etag = quote_etag(sha256(body).hexdigest()[:32])
        modified = int(newest.timestamp()) if newest else None
        answer = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
        answer["ETag"] = etag
        if modified:
            answer["Last-Modified"] = http_date(modified)
        patch_cache_control(answer, public=True, max_age=KEPT)
        return get_conditional_response(request, etag, modified, answer)

    def about(self, **kwargs):
        """Title, subtitle, the page's path, posts and lessons; raises `Http404`."""
        raise NotImplementedError

    def written(self, request, title, subtitle, path, entries) -> bytes:
        site = request.build_absolute_uri
        feed = Atom1Feed(
            title=title,
            subtitle=subtitle,
            link=site(path),
            feed_url=site(request.path),
            feed_guid=site(request.path),
            language=translation.get_language(),
            description="",
        )
        for entry in entries:
            feed.add_item(
                title=entry.title,
                link=site(entry.path),
                description=entry.html if entry.html.startswith("<") else escape(entry.html),
                author_name=entry.author or None,
                pubdate=entry.moment,
                updateddate=entry.moment,
                unique_id=f"tag:{request.get_host().partition(':')[0]},2025:{entry.key}",
            )
        return feed.writeString("utf-8").encode()


class BoardFeed(AtomFeed):
    """What was written in a board that everybody may read."""

    def about(self, pk):
        board = feeds.public_board(pk)
        if board is None:
            raise Http404
        posts, lessons = feeds.public_posts(board=board), feeds.public_lessons()
        return board.title, board.about, board.url, posts, lessons


class SubjectFeed(AtomFeed):
    """What was written on a subject, in any board that everybody may read, and its lessons."""

    def about(self, slug):
        subject = get_object_or_404(Subject, slug=slug)
        posts, lessons = (
            feeds.public_posts(subject=subject),
            feeds.public_lessons(subject=subject),
        )
        path = f"/search/?subject={subject.slug}"
        return subject.name, _("Topics, replies and lessons"), path, posts, lessons


class FundFeed(AtomFeed):
    """What was written in a fund's name where everybody may read, and its lessons."""

    def about(self, pk):
        fund = get_object_or_404(Fund, pk=pk)
        posts, lessons = feeds.public_posts(fund=fund), feeds.public_lessons(fund=fund)
        subtitle = _("What the fund wrote, and its lessons")
        return fund.name, subtitle, fund.get_absolute_url(), posts, lessons
