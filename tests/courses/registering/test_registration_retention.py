"""How long what people told for one workshop only is kept."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from courses.models import Registration
from courses.registering.retention import forget_needs
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshops():
    """One over for 32 days, one for 30, each with somebody who said what they need."""
    today = timezone.localdate()
    for days in (32, 30):
        workshop = factories.workshop(first_day=today - timedelta(days=days), days=1)
        factories.registration(workshop, needs="แพ้กุ้ง")


def needs():
    return list(Registration.objects.order_by("pk").values_list("needs", flat=True))


def test_needs_are_forgotten_thirty_days_after_the_last_day(workshops):
    assert (forget_needs(), forget_needs()) == (1, 0)
    assert needs() == ["", "แพ้กุ้ง"]


def test_the_daily_command_says_what_it_did(workshops, capsys):
    call_command("forget_needs")
    assert needs() == ["", "แพ้กุ้ง"]
    assert "1" in capsys.readouterr().out
