"""The demo: what is known comes out right, the rules hold, and every page of it answers."""

import json
import re
from io import StringIO
from itertools import chain

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from courses.attendance import attendance_table, people_trained
from courses.models import Registration, Workshop
from courses.registering.auditing import audit
from courses.seats.seating import seating_of
from exchange.lessons.figures import shown_figures
from exchange.models import LessonPage, OldTopic, Pair, PairingRun, Post, Standing, Topic
from exchange.talk.catching_up import missed
from exchange.talk.following import followed_by
from home.demo import PASSWORD, SIGN_INS, facts
from home.demo.load import STRONG, WEAK
from portal.funds.access import rights_of
from portal.funds.groups import sync_all_groups
from portal.funds.levels import explain_level
from portal.funds.models import Assessment, Fund, FundYear, Office
from portal.notices.models import Notice
from portal.notices.reading import unread_of
from portal.people.models import Person, User
from tests import demo
from tests.benchmarks import scene as benchmarks
from tests.pages import VISITOR
from tests.test_rights import DESK, PREFIX, Row, answer, table

ROLES = (VISITOR, *demo.SIGNED_IN_AS)


def shown() -> list[Row]:
    """The rows of docs/rights.md for pages that the demo has something to show on."""
    return [
        row
        for row in table()
        if row.method == "GET"
        and PREFIX not in row.address
        and not demo.NOT_SHOWN & set(re.findall(r"<(\w+)>", row.address))
    ]


def ask(client, address: str) -> str:
    """The sign of docs/rights.md for what is answered."""
    return answer(client.get(address))


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker) -> str:
    """The demo, loaded once for this module and taken back at its end: what the command said."""
    out = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def the_scene(told):
    return demo.scene()


@pytest.fixture(scope="module")
def training(the_scene) -> Workshop:
    return Workshop.objects.get(pk=the_scene.objects["trained"])


def test_the_sign_ins_are_told_and_nobody_else_has_a_password(told):
    for username, _role in SIGN_INS:
        assert username in told
        assert User.objects.get(username=username).check_password(PASSWORD)
    others = User.objects.exclude(username__in=[each.username for each in SIGN_INS])
    assert others.exists()
    assert not any(user.has_usable_password() for user in others)


def test_it_can_be_measured(the_scene):
    with transaction.atomic():
        facts = json.loads(benchmarks.as_text(benchmarks.build(the_scene, 1)))
        transaction.set_rollback(True)
    assert facts["objects"].keys() > the_scene.objects.keys()


@pytest.mark.usefixtures("the_scene")
class TestWhatIsKnown:
    def test_each_subdistrict_has_its_fund(self):
        funds = Fund.objects.within(facts.PROVINCE)
        assert funds.count() == Fund.objects.count() == facts.SUBDISTRICTS
        assert funds.values("subdistrict").distinct().count() == facts.SUBDISTRICTS
        assert funds.filter(stage=Fund.Stage.ACTIVE).count() == facts.ACTIVE_FUNDS
        assert funds.filter(stage=Fund.Stage.FORMING).count() == facts.FORMING_FUNDS

    def test_the_report_counts_37_funds_and_their_members(self):
        counted = FundYear.objects.filter(year=facts.REPORT_YEAR)
        assert counted.count() == facts.FUNDS_REPORTED
        assert sum(row.members for row in counted) == facts.MEMBERS
        assert counted.filter(state_contribution=True).count() == facts.ACTIVE_FUNDS
        by_stage = counted.filter(fund__stage=Fund.Stage.FORMING)
        assert by_stage.count() == facts.FUNDS_REPORTED - facts.ACTIVE_FUNDS
        assert all("37" in row.fund.about for row in by_stage.select_related("fund"))

    def test_funds_were_founded_from_2552_on(self):
        founded = Fund.objects.filter(stage=Fund.Stage.ACTIVE).earliest("founded_on").founded_on
        assert founded.year == facts.FIRST_FUND_YEAR

    def test_the_training_took_two_days_for_two_districts(self, training):
        half_days = training.half_days.all()
        assert len(half_days) == 4
        assert {half_day.day for half_day in half_days} == set(facts.TRAINING_DAYS)
        districts = training.districts.values_list("pk", flat=True)
        assert set(districts) == set(facts.TRAINING_DISTRICTS)
        assert training.venue.subdistrict_id == facts.TRAINING_SUBDISTRICT
        assert training.venue.room == facts.TRAINING_HALL
        assert training.organiser_list == list(facts.ORGANISERS)

    def test_64_people_of_eleven_funds_came(self, training):
        people = training.registrations.confirmed()
        assert people.count() == facts.PARTICIPANTS
        funds = Fund.objects.filter(registrations__in=people).distinct()
        assert funds.count() == 11
        assert {fund.subdistrict_id[:4] for fund in funds} == set(facts.TRAINING_DISTRICTS)
        sheet = attendance_table(training)
        assert [sheet.present_at(half_day) for half_day in sheet.half_days] == [64, 62, 61, 58]

    def test_the_seminar_is_for_five_regions(self):
        seminar = Workshop.objects.get(starts_on=facts.SEMINAR_DAY)
        assert seminar.regions.count() == 5
        assert seminar.venue.subdistrict_id.startswith(facts.SEMINAR_DISTRICT)
        assert people_trained() > facts.PARTICIPANTS

    def test_what_is_made_up_says_so(self):
        assert not FundYear.objects.exclude(source=FundYear.Source.DEMO).exists()
        assert not Assessment.objects.filter(demo=False).exists()
        assert not Workshop.objects.filter(demo=False).exists()
        assert not Topic.objects.filter(demo=False).exists()
        assert not Person.objects.exclude(last_name="สมมติ").exists()
        assert not Person.objects.exclude(phone="", email="").exists()


@pytest.mark.usefixtures("the_scene")
class TestRulesHold:
    def test_seats_have_no_gaps_and_nobody_waits_for_a_free_one(self):
        for workshop in Workshop.objects.all():
            seating = seating_of(workshop)
            assert seating.faults() == []
            assert seating.numbers == set(range(1, len(seating.numbers) + 1))
            assert not (seating.free and workshop.registrations.waiting().exists())

    def test_the_audit_of_seats_finds_nothing(self):
        found = audit()
        assert found.findings == ()
        assert found.registrations > 64

    def test_one_workshop_is_full_by_itself_one_by_invitation_and_two_take_people(self):
        coming = Workshop.objects.open_now().upcoming().with_taken()
        assert [workshop.taken < workshop.seats for workshop in coming] == [
            False,
            True,
            False,
            True,
        ]
        assert coming[0].waiting == 3

    def test_stored_levels_are_what_the_answers_make(self):
        for fund in Fund.objects.all():
            level = explain_level(fund)
            assert (fund.level, fund.level_score) == (level.level, level.percent)

    def test_levels_are_spread(self):
        strong, developing, weak = (
            Fund.objects.filter(level=level).count()
            for level in (Fund.Level.STRONG, Fund.Level.DEVELOPING, Fund.Level.NEEDS_SUPPORT)
        )
        assert (strong, developing, weak) == (9, 14, 10)

    def test_every_fund_has_officers_in_force(self):
        officers = Office.objects.in_force().officers()
        for fund in Fund.objects.all():
            posts = officers.filter(fund=fund).count()
            assert posts == (3 if fund.stage == Fund.Stage.ACTIVE else 2)
        assert Office.objects.waiting().count() == 1
        assert Office.objects.filter(status=Office.Status.ENDED).count() == 1

    def test_groups_follow_the_mandates(self):
        assert sync_all_groups() == 0

    def test_some_published_figures_do_not_add_up(self):
        rows = FundYear.objects.filter(year=facts.REPORT_YEAR)
        assert sum(bool(row.mismatches()) for row in rows) == 2
        assert all(row.population is None or row.members < row.population for row in rows)

    def test_one_year_of_one_fund_is_missing(self):
        gaps = []
        for fund in Fund.objects.filter(stage=Fund.Stage.ACTIVE).prefetch_related("years"):
            years = sorted(row.year for row in fund.years.all())
            gaps += sorted(set(range(years[0], years[-1])) - set(years))
        assert len(gaps) == 1

    def test_lessons_are_told_reviewed_used_and_doubted(self):
        lessons = LessonPage.objects.all()
        assert 6 <= lessons.count() <= 8
        assert [lesson.in_review for lesson in lessons.filter(live=False)] == [True]
        published = lessons.filter(live=True).for_list()
        assert max(lesson.used_by for lesson in published) >= 3
        assert sum(lesson.doubted for lesson in published) == 1
        for lesson in published:
            assert lesson.what_is_missing() == []
            assert lesson.versions.count() == 1
            figures = shown_figures(lesson.figures.all(), lesson.fund)
            assert not any(figure.warnings for figure in figures)
            assert lesson.demo

    def test_posts_are_numbered_and_signed_in_the_past(self):
        for topic in Topic.objects.prefetch_related("posts"):
            posts = list(topic.posts.all())
            assert [post.number for post in posts] == list(range(1, topic.reply_count + 2))
            moments = [post.created_at for post in posts]
            assert moments == sorted(moments)
            # One that is hidden until checked does not bring its topic to the top.
            shown = [post.created_at for post in posts if post.standing == Standing.SHOWN]
            assert topic.last_post_at == shown[-1] < timezone.now()
        assert Post.objects.filter(fund__isnull=False).exists()

    def test_who_signs_in_finds_what_they_missed(self):
        for username in demo.SIGNED_IN_AS.values():
            rights = rights_of(User.objects.get(username=username))
            followed, rest = missed(rights)
            assert followed.exists()
            assert rest.exists()
        for username in ("strong", "member"):
            user = User.objects.get(username=username)
            kinds = {each.row.kind for each in followed_by(user=user, rights=rights_of(user))}
            assert kinds == {"topic", "board", "subject", "fund"}
            assert user.bookmarks.exists()
            assert any(notice.together >= 3 for notice in unread_of(user))
        strong = User.objects.get(username="strong")
        assert Notice.objects.of(strong).filter(kind="mention").exists()
        assert OldTopic.objects.exists()

    def test_the_pairing_is_answered_in_every_way(self):
        run = PairingRun.objects.get()
        assert run.status == PairingRun.Status.PUBLISHED
        assert run.answer_by > timezone.localdate()
        at_work = run.pairs.at_work().count()
        assert 0.55 < at_work / run.pairs.count() < 0.75
        assert run.pairs.get(status=Pair.Status.DECLINED).decline_reason
        assert run.unmatched.exists()

    def test_the_two_sign_ins_can_accept_their_pair(self):
        pair = Pair.objects.asked().get(mentor__subdistrict=STRONG, mentee__subdistrict=WEAK)
        assert (pair.mentor_answer, pair.mentee_answer) == (Pair.Answer.NONE, Pair.Answer.NONE)
        for username, fund in (("strong", pair.mentor), ("weak", pair.mentee)):
            user = User.objects.get(username=username)
            assert Office.objects.in_force().officers().filter(person__user=user).get().fund == fund


class TestEveryPageAnswers:
    @pytest.mark.parametrize("role", ROLES)
    def test_as_the_rights_table_says(self, the_scene, role):
        client = the_scene.client(role)
        client.raise_request_exception = False
        wrong = []
        for row in shown():
            address, expected = the_scene.address(row.address), dict(row.cells)[role]
            got = ask(client, address)
            if got != expected:
                wrong.append(f"{row.address} ({address}): {got}, not {expected}")
        assert not wrong, "\n".join(wrong)

    def test_in_english_for_whoever_may_open_it(self, the_scene):
        clients = {role: the_scene.client(role) for role in ROLES}
        wrong = []
        for row in shown():
            may = [role for role in ROLES if dict(row.cells)[role] == "✓"]
            if not may or row.address.startswith((DESK, "/api/")):  # nobody, or Thai only
                continue
            clients[may[0]].raise_request_exception = False
            address = f"/en{the_scene.address(row.address)}"
            if ask(clients[may[0]], address) != "✓":
                wrong.append(f"{address} as {may[0]}")
        assert not wrong, "\n".join(wrong)

    def test_every_public_object_for_a_visitor(self, the_scene):
        client = the_scene.client(VISITOR)
        pages = Page.objects.live().filter(depth__gt=1).exclude(slug="officers")
        places = [Registration.objects.filter(workshop=each)[:1] for each in Workshop.objects.all()]
        objects = [*Fund.objects.all(), *Workshop.objects.public(), *chain(*places)]
        objects += Topic.objects.in_boards().exclude(board__slug="officers")
        addresses = [each.get_absolute_url() for each in objects]
        addresses += [page.specific.get_url() for page in pages]
        assert not [address for address in addresses if ask(client, address) != "✓"]

    def test_every_pair_and_its_talk_for_the_coordinator(self, the_scene):
        client = the_scene.client("coordinator")
        objects = [*Pair.objects.all(), *Topic.objects.exclude(pair=None), *Workshop.objects.all()]
        wrong = [each for each in objects if ask(client, each.get_absolute_url()) != "✓"]
        assert wrong == []
