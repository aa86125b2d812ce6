"""Every address of the site. Public pages and staff pages alike carry the language first."""

from importlib import import_module
from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth import views as auth_views
from django.urls import URLPattern, URLResolver, include, path

from commonspace.kernel.audience import PUBLIC, SIGNED_IN, audience
from commonspace.site import views
from commonspace.site.rooms import channel_apps

ROOMS = ("consultations", "sharing", "meetings", "desk", "evidence", "synthesis", "reports")


def _addresses(module: str, attribute: str) -> list[URLPattern | URLResolver]:
    """Return the list a room keeps under ``attribute`` in its ``urls.py``, if it has one."""
    if find_spec(f"{module}.urls") is None:
        return []
    return getattr(import_module(f"{module}.urls"), attribute, [])


def _gathered(attribute: str) -> list[URLPattern | URLResolver]:
    rooms = [f"commonspace.{room}" for room in ROOMS]
    return [
        found for module in [*channel_apps(), *rooms] for found in _addresses(module, attribute)
    ]


urlpatterns = [
    path("", audience(PUBLIC)(views.front_door), name="front-door"),
    path("health/", audience(PUBLIC)(views.health), name="health"),
    *i18n_patterns(
        path("", audience(PUBLIC)(views.home), name="home"),
        path("privacy/", audience(PUBLIC)(views.privacy), name="privacy"),
        path("sign-in/", audience(PUBLIC)(auth_views.LoginView.as_view()), name="login"),
        path("sign-out/", audience(SIGNED_IN)(auth_views.LogoutView.as_view()), name="logout"),
        path("staff/", audience(SIGNED_IN)(views.staff_home), name="staff-home"),
        *_gathered("public_urlpatterns"),
        path("staff/<slug:code>/", include(_gathered("staff_urlpatterns"))),
        prefix_default_language=True,
    ),
]

handler400 = "commonspace.site.views.bad_request"
handler403 = "commonspace.site.views.not_found"
handler404 = "commonspace.site.views.not_found"
handler500 = "commonspace.site.views.server_trouble"
