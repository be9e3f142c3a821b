"""Settings of a measured portal: production's own, with the floors' addresses beside its own."""

from portal.settings.production import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.benchmarks"]  # noqa: F405
ROOT_URLCONF = "tests.benchmarks.urls"
DEMO = True  # the demo's pages are what is measured
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING = {**LOGGING, "root": {"handlers": ["console"], "level": "WARNING"}}  # noqa: F405
