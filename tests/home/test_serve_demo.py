"""`make run`: an empty database is filled once and wholly, and the start says where to look."""

import logging
from io import StringIO

import pytest

from home.demo import SIGN_INS
from home.management.commands import serve_demo
from portal.funds.models import Area
from tests import factories


@pytest.fixture
def command(monkeypatch):
    """The command, and the names of the commands it called instead of running them."""
    called = []
    monkeypatch.setattr(serve_demo, "call_command", lambda name, **_: called.append(name))
    made = serve_demo.Command(stdout=StringIO())
    made.called = called
    return made


@pytest.mark.django_db
def test_an_empty_database_is_filled(command):
    command.check_migrations()
    assert command.called == ["load_areas", "load_demo"]


@pytest.mark.django_db
def test_what_is_there_is_left_alone(command):
    factories.fund()
    command.check_migrations()
    assert command.called == []


@pytest.mark.django_db
def test_a_filling_that_breaks_off_leaves_nothing(command, monkeypatch):
    def break_off(name, **_):
        factories.area("58")
        raise KeyboardInterrupt

    monkeypatch.setattr(serve_demo, "call_command", break_off)
    with pytest.raises(KeyboardInterrupt):
        command.check_migrations()
    assert not Area.objects.exists()
    assert logging.getLogger("home").isEnabledFor(logging.INFO)


def test_it_says_where_the_portal_stands_and_whom_to_sign_in_as(command, monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.server"), "level", logging.INFO)  # put back after
    command.addr = "127.0.0.1"
    command.on_bind(8001)
    said = command.stdout.getvalue()
    assert "http://127.0.0.1:8001/" in said
    assert all(str(line) in said for line in SIGN_INS)
