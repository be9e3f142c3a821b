"""The benchmarks still know the way through the pages, and their figures mean what they say."""

import pytest

from courses.models import Registration
from tests import factories
from tests.benchmarks import registrations
from tests.benchmarks.client import Played, Request, ask_once, play
from tests.benchmarks.figures import Figures, Slice, percentile


class Course:
    """As much of `tests.benchmarks.course.Course` as a visitor needs."""

    def __init__(self, funds):
        self.facts = {"funds": [fund.pk for fund in funds]}


@pytest.fixture
def port(live_server, settings):
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    settings.CSRF_TRUSTED_ORIGINS = ["https://localhost"]  # who plays says that it comes by https
    return live_server.thread.port


def test_visitors_who_are_played_get_seats(port):
    workshop = factories.workshop(seats=9)
    course = Course([factories.fund()])
    visits = (registrations.visit(course, workshop.pk, reads_answer=True) for _ in range(3))
    played = play(port, visits, connections=2)
    assert (played.errors, played.good, played.bad) == ([], 3, 0)
    assert len(played.latencies) == 9
    assert Registration.objects.filter(workshop=workshop).confirmed().count() == 3
    counted = ask_once(port, Request(f"/bench/places/{workshop.pk}/"))
    assert counted.text == '{"confirmed": 3}'


def test_the_floor_has_the_size_of_the_page(port):
    assert len(ask_once(port, Request("/bench/constant/1234/")).body) == 1234


def test_what_goes_wrong_is_counted(port):
    def asking():
        yield Request("/nothing-here/")
        return True

    played = play(port, iter([asking()]), connections=1)
    assert (played.good, played.errors) == (0, ["status 404"])


def part(done, seconds, cpu):
    return Slice(Played(latencies=[seconds], seconds=seconds), done, cpu)


def test_each_round_is_compared_with_the_floor_of_the_same_round():
    figures = Figures("page", "SQLite", target=0.5)
    figures.rounds = [part(10, 1, 0.02), part(10, 2, 0.04), part(10, 1, 0.02)]
    figures.floor = [part(20, 1, 0.02), part(20, 2, 0.04), part(20, 1, 0.02)]
    assert figures.rate_ratio == 0.5
    assert figures.cpu_ratio == 0.5
    assert figures.met
    figures.rounds[0].played.errors.append("status 500")
    assert not figures.met


def test_a_share_of_the_answers_came_faster():
    assert percentile([float(number) for number in range(100)], 0.95) == 95
    assert percentile([], 0.5) == 0
