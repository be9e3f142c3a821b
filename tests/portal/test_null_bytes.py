"""Null bytes in addresses: no error on any database, wherever they stand."""

import pytest

from portal.null_bytes import NullByteMiddleware
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=%00",
        "/search/?q=%0%000",
        "/workshops/?province=%00&q=a%00b",
        "/no-such-page%00/",
        "/%00",
        "/?a=%00",
    ],
)
def test_no_error(client, address):
    assert client.get(address).status_code in (200, 404)


def test_what_is_left_is_read_as_typed(client):
    factories.workshop(title="อบรมบัญชี")
    page = client.get("/search/?q=%E0%B8%9A%E0%B8%B1%00%E0%B8%8D%E0%B8%8A%E0%B8%B5")
    assert 'value="บัญชี"' in page.content.decode()


def test_a_path_is_read_without_them(client):
    workshop = factories.workshop()
    page = client.get(f"{workshop.get_absolute_url()}%00")
    assert page.status_code == 200
    assert page.context["workshop"] == workshop


def test_an_address_without_one_is_untouched(rf):
    request = rf.get("/search/?q=%2500")
    NullByteMiddleware(lambda request: None)(request)
    assert request.GET["q"] == "%00"
