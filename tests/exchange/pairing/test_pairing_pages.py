"""The pages of pairing: who gets in, what a plan and a room show, what bad input does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.models import Pair, PairingRun
from portal.funds.models import Fund
from tests import factories

pytestmark = pytest.mark.django_db


def strong(**kwargs):
    return factories.fund(
        level=Fund.Level.STRONG, level_score=80, offers=["accounts"], mentor_capacity=5, **kwargs
    )


def weak(**kwargs):
    return factories.fund(
        level=Fund.Level.NEEDS_SUPPORT, level_score=30, needs=["accounts"], **kwargs
    )


def form_data(**changed):
    return {
        "province": "58",
        "answer_by": "",
        "mentors_from_elsewhere": "on",
        "subjects": "40",
        "distance": "30",
        "likeness": "20",
        "level_gap": "10",
        "max_km": "100",
        **changed,
    }


@pytest.fixture
def coordinator(client):
    user = factories.coordinator("58")
    client.force_login(user)
    return user


def test_the_door_shows_pairs_at_work_only(client):
    at_work = factories.pair(status="accepted", mentor_answer="yes", mentee_answer="yes")
    waiting = factories.pair()
    page = client.get(reverse("pairing_index")).content.decode()
    assert at_work.mentee.name in page
    assert waiting.mentee.name not in page


def test_the_door_costs_the_same_for_one_and_three_pairs(client, same_queries):
    same_queries(
        lambda: factories.pair(status="accepted", mentor_answer="yes", mentee_answer="yes"),
        lambda: client.get(reverse("pairing_index")),
    )


def test_a_coordinator_runs_looks_and_publishes(client, coordinator):
    mentor, mentee = strong(), weak()
    response = client.post(reverse("pairing_run_new"), form_data(), follow=True)
    run = PairingRun.objects.get()
    page = response.content.decode()
    assert mentor.name in page
    assert mentee.name in page
    assert run.created_by == coordinator
    day = timezone.localdate() + timedelta(days=10)
    typed = f"{day.day}/{day.month}/{day.year + 543}"
    client.post(reverse("pairing_run", args=[run.pk]), {"answer_by": typed})
    run.refresh_from_db()
    assert run.status == PairingRun.Status.PUBLISHED
    assert run.answer_by == day
    assert run.pairs.get().status == Pair.Status.ASKED


@pytest.mark.parametrize(
    "changed",
    [
        {"province": "50"},
        {"province": ""},
        {"province": "5801"},
        {"subjects": "-1"},
        {"subjects": "มาก"},
        {"subjects": ""},
        {"distance": "1001"},
        {"max_km": "0"},
        {"answer_by": "29/2/2566"},
        {"answer_by": "1/1/2560"},
        {"answer_by": "1/1/3112"},
    ],
)
def test_bad_input_gets_a_sentence_and_runs_nothing(client, coordinator, changed):
    factories.area("50")
    typed = form_data(**changed)
    response = client.post(reverse("pairing_run_new"), typed)
    assert response.status_code == 200
    [field] = changed
    assert response.context["form"].errors[field]
    assert not PairingRun.objects.exists()
    if field != "province" and changed[field]:
        assert changed[field] in response.content.decode()


def test_publishing_with_a_day_that_is_over_keeps_it_typed(client, coordinator):
    run = factories.pairing_run()
    response = client.post(reverse("pairing_run", args=[run.pk]), {"answer_by": "1/2/2560"})
    assert "1/2/2560" in response.content.decode()
    run.refresh_from_db()
    assert run.status == PairingRun.Status.PREVIEW


def test_a_run_of_another_province_is_hidden(client):
    run = factories.pairing_run("50")
    client.force_login(factories.coordinator("58"))
    assert client.get(reverse("pairing_run", args=[run.pk])).status_code == 404
    assert client.post(reverse("pairing_discard", args=[run.pk])).status_code == 404


def test_a_plan_costs_the_same_for_one_and_three_pairs(client, coordinator, same_queries):
    run = factories.pairing_run()
    same_queries(
        lambda: factories.pair(strong(), weak(), run=run, status="proposed"),
        lambda: client.get(reverse("pairing_run", args=[run.pk])),
    )


def test_both_funds_accept_and_write_in_their_room(client):
    pair = factories.pair(strong(), weak())
    room = reverse("pair_detail", args=[pair.pk])
    for fund in (pair.mentor, pair.mentee):
        client.force_login(factories.officer(fund))
        assert f'name="f{fund.pk}-answer"' in client.get(room).content.decode()
        client.post(
            reverse("pair_answer", args=[pair.pk]),
            {f"f{fund.pk}-fund": fund.pk, f"f{fund.pk}-answer": "yes"},
        )
    pair.refresh_from_db()
    assert pair.status == Pair.Status.ACCEPTED
    page = client.get(room).content.decode()
    assert reverse("pair_topic_new", args=[pair.pk]) in page


def test_an_answer_without_a_choice_keeps_the_reason(client):
    pair = factories.pair()
    client.force_login(factories.officer(pair.mentee))
    prefix = f"f{pair.mentee_id}"
    response = client.post(
        reverse("pair_answer", args=[pair.pk]),
        {f"{prefix}-fund": pair.mentee_id, f"{prefix}-reason": "ถนนขาดหน้าฝน"},
    )
    assert response.status_code == 200
    assert "ถนนขาดหน้าฝน" in response.content.decode()
    pair.refresh_from_db()
    assert pair.status == Pair.Status.ASKED


def test_a_forged_answer_for_the_other_fund_is_refused(client):
    pair = factories.pair()
    client.force_login(factories.officer(pair.mentee))
    prefix = f"f{pair.mentor_id}"
    response = client.post(
        reverse("pair_answer", args=[pair.pk]),
        {f"{prefix}-fund": pair.mentor_id, f"{prefix}-answer": "yes"},
    )
    assert response.status_code == 403
    pair.refresh_from_db()
    assert pair.mentor_answer == Pair.Answer.NONE


@pytest.mark.parametrize("name", ["pair_detail", "pair_answer", "pair_end"])
def test_a_room_is_hidden_from_other_funds_and_provinces(client, name):
    pair = factories.pair()
    address = reverse(name, args=[pair.pk])
    ask = client.get if name == "pair_detail" else client.post
    assert ask(address).status_code == 302
    for stranger in (factories.officer(), factories.coordinator("50"), factories.trainer()):
        client.force_login(stranger)
        assert ask(address).status_code == 404


def test_a_pair_is_ended_with_a_reason(client):
    pair = factories.pair(status="accepted", mentor_answer="yes", mentee_answer="yes")
    client.force_login(factories.officer(pair.mentor))
    address = reverse("pair_end", args=[pair.pk])
    assert client.post(address, {"reason": ""}).status_code == 200
    pair.refresh_from_db()
    assert pair.status == Pair.Status.ACCEPTED
    client.post(address, {"reason": "ทำครบตามแผนแล้ว"})
    pair.refresh_from_db()
    assert (pair.status, pair.decline_reason) == (Pair.Status.ENDED, "ทำครบตามแผนแล้ว")
