"""Development and the demo: `make run`."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403

# The demo answers as an installation does; whoever builds sees what went wrong.
DEBUG = env.debug()
DEMO = True
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
SECRET_KEY = env.secret_key(fallback="development-only-key-never-used-in-production")
ALLOWED_HOSTS = env.allowed_hosts(fallback=["127.0.0.1", "localhost", "[::1]"])
STATIC_ROOT = None  # static files are served from where they stand
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
