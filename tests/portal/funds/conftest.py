"""Who is signed in, in tests of the funds room."""

import pytest

from tests import factories


@pytest.fixture
def sign_in(client):
    """Signs an account in and gives its client."""

    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def coordinator(sign_in):
    """The client of a coordinator of Mae Hong Son, and the account."""
    user = factories.coordinator("58")
    return sign_in(user), user


@pytest.fixture
def fund():
    return factories.fund(subdistrict="580104", offers=["accounts"], needs=["youth"])


@pytest.fixture
def officer(client, fund):
    user = factories.officer(fund)
    client.force_login(user)
    return user
