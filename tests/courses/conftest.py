"""What tests of the courses room are given besides what every test is given."""

import pytest
from django.utils import translation

from tests import factories


@pytest.fixture
def in_english():
    """Sentences read as they are written, and pages are asked for at /en/."""
    with translation.override("en"):
        yield


@pytest.fixture
def coordinator(client):
    """A coordinator of Mae Hong Son, signed in."""
    user = factories.coordinator("58")
    client.force_login(user)
    return user
