"""Who gets to what is done with a single post: readers of its topic who are signed in."""

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from exchange.models import Post
from exchange.views.topics import crumbs, turn_away


class OfPost:
    """Finds the post of the address for whoever may read it; a visitor signs in first."""

    def dispatch(self, request, *args, **kwargs):
        if self.shown_post is None:
            post = get_object_or_404(Post.objects.only("topic"), pk=kwargs["pk"])
            return turn_away(request, post.topic_id)
        if not request.rights.signed_in:
            # After the sign-in they stand before the post; a form sent is not sent again.
            wanted = request.get_full_path() if request.method == "GET" else self.address
            return redirect_to_login(wanted)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def shown_post(self) -> Post | None:
        posts = Post.objects.visible_to(self.request.rights).for_reading()
        places = ("topic__board", "topic__pair__mentor", "topic__pair__mentee")
        return posts.select_related(*places).filter(pk=self.kwargs["pk"]).first()

    @property
    def address(self) -> str:
        return self.shown_post.get_absolute_url()

    def crumbs(self) -> list[tuple[str, str]]:
        """The way back: the place, and the topic at this post."""
        topic = self.shown_post.topic
        return [*crumbs(self.request, topic.place), (topic.title, self.address)]
