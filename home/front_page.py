"""What the front page gathers: live figures, the map, the next workshops, newest topics, news."""

from dataclasses import dataclass

from courses.models import Workshop
from exchange.models import Topic
from home.district_map import HEIGHT, WIDTH, Layer, layers
from home.figures import (
    Figures,
    ProvinceRow,
    districts_covered,
    network_figures,
    provinces_covered,
)
from home.models import NewsPage
from portal.funds.access import Rights


@dataclass(frozen=True)
class FrontPage:
    """Everything the front page shows besides its own words."""

    figures: Figures
    map_layers: list[Layer]
    map_box: str
    provinces: list[ProvinceRow]
    workshops: list[Workshop]
    over: bool
    topics: list[Topic]
    questions: list[Topic]
    news: list[NewsPage]


def front_page(rights: Rights) -> FrontPage:
    """Gather it for a reader. Where no workshop is coming, the latest ones are shown (`over`)."""
    districts = districts_covered()
    public = Workshop.objects.public().with_place().with_taken()
    coming = list(public.upcoming()[:3])
    past = [] if coming else list(public.past()[:3])
    seen = Topic.objects.visible_to(rights).in_boards()
    # A topic without an answer stands among the questions and not twice.
    questions = list(seen.open_questions().for_list()[:3])
    return FrontPage(
        figures=network_figures(),
        map_layers=layers(districts),
        map_box=f"0 0 {WIDTH} {HEIGHT}",
        provinces=provinces_covered(districts),
        workshops=coming or past,
        over=bool(past),
        topics=list(seen.newest_first().exclude(pk__in=[q.pk for q in questions]).for_list()[:4]),
        questions=questions,
        news=list(NewsPage.objects.live().public().order_by("-day", "-pk")[:3]),
    )
