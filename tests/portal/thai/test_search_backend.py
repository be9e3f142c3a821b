"""The backend under Wagtail's search: query objects, typing, the admin's own boxes."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.backends.base import SearchFieldError
from wagtail.search.query import MATCH_ALL, And, Boost, Fuzzy, Not, Or, Phrase, PlainText
from wagtail.search.utils import parse_query_string

from courses.models import CurriculumPage
from portal.funds.models import Fund
from tests import factories

pytestmark = pytest.mark.django_db

WATER, FIRE = PlainText("น้ำท่วม"), PlainText("ไฟป่า")
SIGN = PlainText("!?")
NOTHING = Not(MATCH_ALL)


@pytest.fixture(autouse=True)
def funds():
    """Three funds: water, fire, water and fire."""
    factories.fund("น้ำ", about="ช่วยน้ำท่วม", subdistrict="500101")
    factories.fund("ไฟ", about="ช่วยไฟป่า", subdistrict="500101")
    factories.fund("ทั้งสอง", about="ช่วยน้ำท่วมและไฟป่า", subdistrict="500101")


def names(query, **kwargs) -> set[str]:
    return {fund.name for fund in get_search_backend().search(query, Fund, **kwargs)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("น้ำท่วมไฟป่า", {"ทั้งสอง"}),
        (WATER, {"น้ำ", "ทั้งสอง"}),
        (PlainText("น้ำท่วม ไฟป่า", operator="or"), {"น้ำ", "ไฟ", "ทั้งสอง"}),
        (Fuzzy("น้ำท่วม"), {"น้ำ", "ทั้งสอง"}),
        (Boost(WATER, 2.0), {"น้ำ", "ทั้งสอง"}),
        (Phrase("ช่วยไฟป่า"), {"ไฟ"}),
        (Phrase("น้ำท่วมและไฟป่า"), {"ทั้งสอง"}),
        (WATER & FIRE, {"ทั้งสอง"}),
        (WATER | FIRE, {"น้ำ", "ไฟ", "ทั้งสอง"}),
        (~WATER, {"ไฟ"}),
        (WATER & ~FIRE, {"น้ำ"}),
        (~WATER & ~FIRE, set()),
        (~(WATER & FIRE), {"น้ำ", "ไฟ"}),
        (~(WATER | FIRE), set()),
        (WATER | ~FIRE, {"น้ำ", "ทั้งสอง"}),
        (~WATER | FIRE, {"ไฟ", "ทั้งสอง"}),
        (~WATER | ~FIRE, {"น้ำ", "ไฟ"}),
        (~~WATER, {"น้ำ", "ทั้งสอง"}),
        (Or([And([WATER, FIRE]), And([~WATER, FIRE])]), {"ไฟ", "ทั้งสอง"}),
        (And([Or([WATER, FIRE]), Not(Or([And([WATER, FIRE])]))]), {"น้ำ", "ไฟ"}),
        (MATCH_ALL, {"น้ำ", "ไฟ", "ทั้งสอง"}),
        (NOTHING, set()),
        (MATCH_ALL & WATER, {"น้ำ", "ทั้งสอง"}),
        (MATCH_ALL & ~WATER, {"ไฟ"}),
        (MATCH_ALL | WATER, {"น้ำ", "ไฟ", "ทั้งสอง"}),
        (NOTHING | WATER, {"น้ำ", "ทั้งสอง"}),
        (NOTHING & WATER, set()),
        (SIGN, set()),
        (Phrase('"'), set()),
        (WATER & SIGN, {"น้ำ", "ทั้งสอง"}),
        (WATER | SIGN, {"น้ำ", "ทั้งสอง"}),
        (And([]), set()),
        ("", set()),
    ],
)
def test_query_objects(query, expected):
    assert names(query) == expected


@pytest.mark.parametrize("operator", ["and", "or"])
@pytest.mark.parametrize(
    "typed", ['"น้ำท่วม"', 'น้ำ "ท่วม', '"', "'น้ำท่วม'", 'live:true "น้ำท่วม"', '"!" น้ำท่วม']
)
def test_what_the_admin_makes_of_a_typed_text(typed, operator):
    _filters, query = parse_query_string(typed, operator=operator)
    assert names(query) == (set() if typed == '"' else {"น้ำ", "ทั้งสอง"})


def test_results_are_sliced_counted_and_scored():
    backend = get_search_backend()
    results = backend.search(WATER, Fund)
    assert results.count() == len(results) == 2
    assert results[1:].count() == 1
    assert results[5:].count() == 0
    assert list(results[:1]) == [results[0]]
    assert backend.search(MATCH_ALL, Fund)[1:].count() == 2
    assert backend.search(~WATER, Fund).count() == 1
    assert all(fund.score < 0 for fund in results.annotate_score("score"))


def test_the_order_of_the_queryset_is_kept_when_asked_for():
    by_name = Fund.objects.order_by("name")
    found = get_search_backend().search(WATER, by_name, order_by_relevance=False)
    assert [fund.name for fund in found] == ["ทั้งสอง", "น้ำ"]
    backwards = get_search_backend().search(
        WATER, Fund.objects.order_by("-name"), order_by_relevance=False
    )
    assert [fund.name for fund in backwards] == ["น้ำ", "ทั้งสอง"]


def test_fields_narrow_the_search_to_the_title_or_are_refused():
    factories.fund("น้ำท่วม", about="อื่น", subdistrict="500101")
    assert names(WATER, fields=["name"]) == {"น้ำท่วม"}
    assert names(WATER, fields=["name", "about"]) == {"น้ำท่วม", "น้ำ", "ทั้งสอง"}
    with pytest.raises(SearchFieldError):
        names(WATER, fields=["demo"])


@pytest.mark.parametrize(
    "typed", ["กองท", "กองทุนสวัส", "สวัสดิการชุม", "ปางห", "กองทุนปางหมู", "กองทุน ปาง", "mso-l"]
)
def test_half_typed_words_are_found(typed):
    factories.fund("กองทุนสวัสดิการชุมชนปางหมู MSO-Logbook")
    backend = get_search_backend()
    assert [fund.name for fund in backend.autocomplete(typed, Fund)] == [
        "กองทุนสวัสดิการชุมชนปางหมู MSO-Logbook"
    ]
    assert list(backend.autocomplete("องทุน", Fund)) == []


def test_facets_count_what_was_found():
    stage = Fund.objects.first().stage
    assert dict(get_search_backend().search(WATER, Fund).facet("stage")) == {stage: 2}
    assert dict(get_search_backend().search(MATCH_ALL, Fund).facet("stage")) == {stage: 3}


def test_pages_are_found_through_their_parent_class():
    page = factories.curriculum("บัญชีเบื้องต้น")
    assert [found.pk for found in Page.objects.search("บัญชี")] == [page.pk]
    assert list(CurriculumPage.objects.search("บัญชี")) == [page]
    assert list(Page.objects.live().specific().autocomplete("บัญ")) == [page]


def test_rebuilding_the_index_forgets_nothing_and_drops_what_is_gone():
    Fund.objects.filter(name="น้ำ")._raw_delete("default")
    Fund.objects.filter(name="ไฟ").update(about="น้ำท่วม")
    call_command("update_index", verbosity=0)
    assert names(WATER) == {"ไฟ", "ทั้งสอง"}


@pytest.fixture
def admin(client):
    client.force_login(factories.administrator())
    return client


@pytest.mark.parametrize(
    ("view", "typed"),
    [
        ("wagtailadmin_pages:search", "บัญชี"),
        ("wagtailadmin_pages:search", '"บัญชี"'),
        ("wagtailadmin_pages:search", 'บัญชี"'),
        ("wagtailadmin_pages:search", "ทำบัญ"),
        ("wagtailadmin_pages:search", "live:true บัญชี"),
        ("wagtailadmin_choose_page_search", "บัญชี"),
        ("wagtailadmin_choose_page_search", 'ทำบัญ"'),
    ],
)
def test_the_admins_page_search_understands_thai_and_quotes(admin, view, typed):
    factories.curriculum("ทำบัญชีกองทุน")
    response = admin.get(reverse(view), {"q": typed})
    assert response.status_code == 200
    assert "ทำบัญชีกองทุน" in response.content.decode()


@pytest.mark.parametrize(("typed", "hits"), [("ป้ายกอง", True), ('"ปางหมู"', True), ('"', False)])
def test_the_admins_picture_search_understands_thai_and_quotes(admin, typed, hits):
    get_image_model().objects.create(title="ป้ายกองทุนปางหมู", file=get_test_image_file())
    response = admin.get(reverse("wagtailimages:index"), {"q": typed})
    assert response.status_code == 200
    assert ("ป้ายกองทุนปางหมู" in response.content.decode()) == hits
