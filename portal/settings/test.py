"""Tests: as production where it matters, quick where it does not."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403

DEBUG = False
DEMO = True
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, not memory: tests of seats open real connections from several threads.
    DATABASES["default"]["TEST"] = {  # noqa: F405
        "NAME": str(env.VAR / f"tests{env.tests_suffix()}.sqlite3")
    }
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = env.VAR / "test-media"
STATIC_ROOT = None  # static files are served from where they stand
STORAGES = {
    **STORAGES,  # noqa: F405
    "attached": {
        **STORAGES["attached"],  # noqa: F405
        "OPTIONS": {"location": env.VAR / "test-attached"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# pytest gathers log lines by itself and shows those of a test that fails.
LOGGING = {**LOGGING, "root": {"handlers": [], "level": "INFO"}}  # noqa: F405
