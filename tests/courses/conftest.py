"""What tests of the courses room are given besides what every test is given."""

import pytest
from django.utils import translation


@pytest.fixture
def in_english():
    """Sentences read as they are written, and pages are asked for at /en/."""
    with translation.override("en"):
        yield
