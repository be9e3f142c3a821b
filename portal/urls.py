"""Every address of the portal. Thai stands at the plain address, English under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.views import AdminSignIn, StylePage

urlpatterns = [
    path("admin/login/", AdminSignIn.as_view(), name="admin_sign_in"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", include("home.urls.api")),
]

if settings.SERVE_MEDIA:
    urlpatterns.append(
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media")
    )

urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("style/", StylePage.as_view(), name="style_page"),
    path("", include("portal.people.urls")),
    path("", include("portal.notices.urls")),
    path("", include("portal.funds.urls")),
    path("", include("courses.urls")),
    path("", include("exchange.urls")),
    path("", include("home.urls")),
    # Last: Wagtail answers every address that nothing above has taken.
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
