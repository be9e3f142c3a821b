"""What tests of keeping order begin with."""

from exchange.models import Case, Post, Report
from exchange.order.deciding import claim, decide
from exchange.order.reporting import report
from tests import factories


def a_post(*, author=None, number=2, **kwargs) -> Post:
    """A reply in an open board, or another post of its topic."""
    topic = factories.topic(author=author or factories.user(), replies=2, **kwargs)
    return topic.posts.get(number=number)


def an_officer(subdistrict: str):
    return factories.officer(factories.fund(subdistrict=subdistrict))


def reported(post: Post | None = None, *, voices: int = 1, reason="spam") -> Case:
    """The case of a post that officers of so many funds have reported."""
    post = post or a_post()
    for number in range(voices):
        by = an_officer(("580101", "580102", "580701", "580702")[number])
        report(post=post, by=by, reason=reason, line="ลองดูให้หน่อย")
    return Case.objects.get(post=post)


def decided(case: Case | None = None, *, by=None, **kwargs) -> Case:
    case = case or reported()
    by = by or factories.coordinator("58")
    claim(case=case, by=by)
    kwargs = {"outcome": Case.Outcome.HIDDEN, "reason": "ขายของ", **kwargs}
    return decide(case=case, by=by, **kwargs)


def reasons() -> list[str]:
    return [value for value, _label in Report.Reason.choices]
