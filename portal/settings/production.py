"""Production: stops at the start when a value it needs is missing."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.allowed_hosts()
WAGTAILADMIN_BASE_URL = env.site_url()
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

TASKS = {
    **TASKS,  # noqa: F405
    "letters": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if env.behind_https_proxy():
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Else everybody has the proxy's address, and one who guesses passwords locks out all.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
