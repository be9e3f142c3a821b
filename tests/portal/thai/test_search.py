"""A reader's search: words, parts of words, near misses, and passages to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.backends import get_search_backend

from courses.models import CurriculumPage, Workshop
from exchange.models import Topic
from portal.funds.models import Fund
from portal.thai.search import Stage, find, may_hold, rank, rank_near
from portal.thai.search_backend import results
from portal.thai.snippets import snippet
from tests import factories

pytestmark = pytest.mark.django_db


def found(query, queryset=None, limit=10) -> list[tuple[str, Stage]]:
    queryset = Fund.objects.all() if queryset is None else queryset
    return [(hit.record.name, hit.stage) for hit in find(queryset, query, limit=limit)]


@pytest.fixture
def funds():
    factories.fund("กองทุนบ้านน้ำท่วม", about="ผู้สูงอายุในหมู่บ้านออมเงินปี ๒๕๖๘")
    factories.fund("กองทุนบ้านป่า", about="อบรมกับทันตแพทย์ MSO-Logbook รพ.สต. สมาชิก 12,038 คน")
    factories.fund("กองทุนหนูไม้ไผ่", about="เรื่องหนี้สิน")


@pytest.mark.usefixtures("funds")
@pytest.mark.parametrize(
    ("query", "name", "stage"),
    [
        ("น้ำท่วม", "กองทุนบ้านน้ำท่วม", Stage.WORDS),
        ("น้ําท่วม", "กองทุนบ้านน้ำท่วม", Stage.WORDS),  # sara am in two pieces
        ("ผู้สูงอายุ ออม", "กองทุนบ้านน้ำท่วม", Stage.WORDS),
        ("2568", "กองทุนบ้านน้ำท่วม", Stage.WORDS),
        ("๒๕๖๘", "กองทุนบ้านน้ำท่วม", Stage.WORDS),
        ("ป่า", "กองทุนบ้านป่า", Stage.WORDS),
        ("mso", "กองทุนบ้านป่า", Stage.WORDS),
        ("mso-logbook", "กองทุนบ้านป่า", Stage.WORDS),
        ("รพ.สต.", "กองทุนบ้านป่า", Stage.WORDS),
        ("รพสต", "กองทุนบ้านป่า", Stage.WORDS),
        ("12038", "กองทุนบ้านป่า", Stage.WORDS),
        ("แพทย์", "กองทุนบ้านป่า", Stage.PARTS),
        ("logb", "กองทุนบ้านป่า", Stage.PARTS),
        ("นำท่วม", "กองทุนบ้านน้ำท่วม", Stage.LOOSELY),
        ("น้าทวม", "กองทุนบ้านน้ำท่วม", Stage.LOOSELY),
        ("ทันตแพทยา", "กองทุนบ้านป่า", Stage.LOOSELY),  # one letter
        ("ทันตกรรม", None, None),
        ("ปั่า", "กองทุนบ้านป่า", Stage.LOOSELY),
        ("หนี้", "กองทุนหนูไม้ไผ่", Stage.WORDS),
        ("หมู่บ้าน", "กองทุนบ้านน้ำท่วม", Stage.WORDS),
    ],
)
def test_how_a_record_is_found(query, name, stage):
    assert found(query) == ([(name, stage)] if name else [])


def test_two_letters_are_a_word_and_no_part_of_others():
    factories.fund("กองทุนตากับยาย", subdistrict="500101")
    factories.fund("กองทุนอำเภอตาก", subdistrict="500101")
    assert found("ตา") == [("กองทุนตากับยาย", Stage.WORDS)]


def test_no_syllable_is_cut():
    """หมู (pig) is no part of หมู่ (group)."""
    factories.fund("ชมรมหมู่ใหญ่", subdistrict="500101")
    assert found("หมู") == [("ชมรมหมู่ใหญ่", Stage.LOOSELY)]
    factories.fund("ชมรมเลี้ยงหมู", subdistrict="500101")
    assert found("หมู") == [("ชมรมเลี้ยงหมู", Stage.WORDS)]


def test_whole_words_come_before_parts_and_the_title_before_the_text():
    factories.fund("ก", about="เรียนรู้กับทันตแพทย์", subdistrict="500101")
    factories.fund("ข", about="สำหรับแพทย์และเพื่อน", subdistrict="500101")
    factories.fund("แพทย์อาสา", about="ร่วมกัน", subdistrict="500101")
    assert found("แพทย์") == [
        ("แพทย์อาสา", Stage.WORDS),
        ("ข", Stage.WORDS),
        ("ก", Stage.PARTS),
    ]


@pytest.mark.usefixtures("funds")
def test_no_more_than_asked_for_and_only_from_the_queryset():
    assert len(found("กองทุน", limit=2)) == 2
    assert found("กองทุน", Fund.objects.filter(name__endswith="ป่า")) == [("กองทุนบ้านป่า", Stage.WORDS)]
    assert found("แพทย์", Fund.objects.exclude(name__endswith="ป่า")) == []
    assert found("กองทุน", Fund.objects.none()) == []


@pytest.mark.usefixtures("funds")
@pytest.mark.parametrize(
    "query",
    [
        *("", " ", '"', '""', "'", "\\", "%", "_", "*", "(", ")", ":*", "&", "|", "!", "-", "^"),
        *("AND", "OR", "NOT", "NEAR", "a AND", "title:", "{title}", "<->", "😀", "ๆ", "ฯ", "่", "เ"),
        *('" OR 1=1 --', "'; DROP TABLE funds_fund; --", "%s", "%(a)s", "{}", "\x00", "\ud800"),
        *(
            "น" * 300,
            "กองทุน " * 100,
            "a" * 5000,
            "a ก" * 100,
            "น้ำ-" * 100,
            "💧" * 250,
            "中文",
            "ၵၢတ်ႇ",
            "<b>x</b>",
        ),
    ],
)
def test_nothing_typed_breaks_the_search(query):
    assert isinstance(find(Fund.objects.all(), query, limit=10), list)
    assert isinstance(list(get_search_backend().autocomplete(query, Fund)), list)
    assert isinstance(snippet("กองทุนบ้านป่า", query, length=20), str)


@pytest.mark.usefixtures("funds")
@pytest.mark.parametrize("query", ["", "  ", '"', "%", "่", "ๆ", "😀", "...", "\\", "*"])
def test_what_is_no_word_finds_nothing(query):
    assert found(query) == []


@pytest.mark.usefixtures("funds")
def test_quotes_and_signs_around_a_word_do_not_hide_it():
    for query in ('"น้ำท่วม"', "“น้ำท่วม”", "น้ำท่วม!", "(น้ำท่วม)", "น้ำท่วม😀"):
        assert found(query) == [("กองทุนบ้านน้ำท่วม", Stage.WORDS)], query


def test_every_kind_of_record_is_found():
    curriculum = factories.curriculum("ดูแลป่าชุมชน")
    workshop = factories.workshop("อบรมเรื่องป่าที่ปางมะผ้า")
    topic = factories.topic("ถามเรื่องไฟในป่า")
    for queryset, record in [
        (CurriculumPage.objects.live(), curriculum),
        (Workshop.objects.all(), workshop),
        (Topic.objects.select_related("board").filter(board__live=True), topic),
    ]:
        assert [hit.record for hit in find(queryset, "ป่า", limit=5)] == [record]


@pytest.mark.usefixtures("funds")
@pytest.mark.parametrize("query", ["น้ำท่วม", "๒๕๖๘", "แพทย์", "logb", "นำท่วม", "ทันตแพทยา", "ปั่า"])
def test_a_first_look_misses_nothing_that_would_be_found(query):
    factories.curriculum("ดูแลป่าชุมชน")
    models = [Fund, CurriculumPage, Workshop]
    for model in models:
        if rank(model.objects.all(), query).pks:
            assert model in may_hold(models, query)
        elif rank_near(model.objects.all(), query).pks:
            assert model in may_hold(models, query, nearly=True)


@pytest.mark.usefixtures("funds")
def test_a_first_look_spares_what_holds_nothing(django_assert_num_queries):
    models = [Fund, CurriculumPage, Workshop]
    with django_assert_num_queries(2):
        assert may_hold(models, "น้ำท่วม") == {Fund}
    assert may_hold(models, "ทันตกรรมเด็ก") == set()
    assert may_hold([], "น้ำท่วม") == set()
    for nothing in ("", "😀", '"'):
        assert may_hold(models, nothing) == set()


@pytest.mark.usefixtures("funds")
def test_a_first_look_that_finds_much_spares_nothing(monkeypatch):
    monkeypatch.setattr(results, "MANY", 3)
    assert may_hold([Fund, Workshop], "กองทุน") == {Fund, Workshop}


def test_a_change_is_found_and_what_was_there_before_is_not():
    fund = factories.fund("กองทุนเดิม")
    fund.name = "กองทุนใหม่เอี่ยม"
    fund.save(update_fields=["name"])
    assert found("เอี่ยม") == [("กองทุนใหม่เอี่ยม", Stage.WORDS)]
    assert found("ใหม่เอี่ย") == [("กองทุนใหม่เอี่ยม", Stage.PARTS)]
    assert found("เดิม") == []
    fund.delete()
    assert found("เอี่ยม") == []


@pytest.mark.parametrize("query", ["กองทุน", "แพทย์", "นำท่วม"])
def test_more_hits_cost_no_more_queries(query):
    counts = []
    for number in (1, 2, 3):
        factories.fund(f"กองทุนน้ำท่วม {number}", about="ทันตแพทย์", subdistrict="500101")
        with CaptureQueriesContext(connection) as queries:
            assert len(found(query)) == number
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 6


TEXT = "เวทีนี้สอนทำบัญชีรับจ่าย และพาเยี่ยมทันตแพทย์หลังน้ำท่วม " + "พูดคุยกันต่อจนเย็น " * 20


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("บัญชี", "<mark>บัญชี</mark>"),
        ("น้ําท่วม", "<mark>น้ำท่วม</mark>"),
        ("แพทย์", "<mark>ทันตแพทย์</mark>"),
        ("นำท่วม", "<mark>น้ำท่วม</mark>"),
    ],
)
def test_a_snippet_marks_what_was_looked_for(query, marked):
    assert marked in snippet(TEXT, query, length=60)


def test_a_snippet_begins_near_the_first_hit_and_says_what_is_left_out():
    passage = snippet("ต้น " * 100 + "บัญชี" + " ปลาย" * 100, "บัญชี", length=40)
    assert passage.startswith("…")
    assert passage.endswith("…")
    assert "<mark>บัญชี</mark>" in passage
    assert len(passage) < 40 + len("<mark></mark>……")


def test_without_a_hit_a_snippet_is_the_beginning():
    assert snippet("กองทุนบ้านป่า", "ทะเล", length=100) == "กองทุนบ้านป่า"
    assert snippet(TEXT, "ทะเล", length=20).startswith("เวทีนี้")
    assert snippet("", "ทะเล", length=20) == ""


@pytest.mark.parametrize("query", ["script", "<script>", "alert", "<b>", '"><img src=x>'])
def test_a_snippet_is_safe_html(query):
    html = snippet('<script>alert("บัญชี")</script> <img src=x onerror=alert(1)>', query, length=80)
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
    assert '"' not in bare
    assert "&lt;" in bare
