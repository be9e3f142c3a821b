"""Decides how the portal searches: Thai words, on SQLite and on PostgreSQL alike.

A backend for ``WAGTAILSEARCH_BACKENDS``. Whatever is indexed — pages, funds, topics,
pictures — is cut into Thai words on its way into the index, and every question is cut the
same way, whether it comes from a visitor or from the search boxes of Wagtail's admin. No
model has to know; an ordinary ``index.SearchField`` will do.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params: dict):
    """The backend for the database in use, as Wagtail asks for it."""
    # Each imports models that exist on its own database only.
    if connection.vendor == "postgresql":
        from portal.thai.search_backend.postgres import PostgresThaiBackend

        return PostgresThaiBackend(params)
    if connection.vendor == "sqlite":
        from portal.thai.search_backend.sqlite import SQLiteThaiBackend

        return SQLiteThaiBackend(params)
    raise ImproperlyConfigured("The portal searches on SQLite and PostgreSQL only.")
