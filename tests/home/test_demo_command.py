"""`load_demo` only goes into an empty database, and never where its password must not exist."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from portal.funds.models import Fund
from portal.people.models import User
from portal.settings import base
from tests import factories

pytestmark = pytest.mark.django_db


def test_where_there_are_funds_it_says_so_and_does_nothing():
    factories.fund()
    with translation.override("en"), pytest.raises(CommandError, match="empty one"):
        call_command("load_demo")
    assert Fund.objects.count() == 1
    assert not User.objects.filter(username="admin").exists()


def test_if_empty_passes_over_a_filled_database_without_a_word(capsys):
    factories.fund()
    call_command("load_demo", "--if-empty")
    assert capsys.readouterr() == ("", "")
    assert Fund.objects.count() == 1


def test_production_gets_no_accounts_with_a_known_password(settings):
    assert base.DEMO is False
    settings.DEMO = False
    with translation.override("en"), pytest.raises(CommandError, match="known password"):
        call_command("load_demo", "--if-empty")
    assert not User.objects.exists()
