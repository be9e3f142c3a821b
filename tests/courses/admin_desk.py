"""The lists of the courses room in the Wagtail admin, as tests ask for them."""

from django.urls import reverse


def html(client, name, **query) -> str:
    """A list's page."""
    response = client.get(reverse(f"{name}:index"), query)
    assert response.status_code == 200
    return response.content.decode()
