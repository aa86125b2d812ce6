"""The floor: the least that Django can do to keep a form on disk and show a page.

One table, one form with the check against forgery, one page, the same database settings and
the same server as the site. What the site takes longer is what its promises cost.
"""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="for a benchmark",  # noqa: S106  # nothing is kept
        ROOT_URLCONF=__name__,
        MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": Path(os.environ.get("FLOOR_FOLDER", ".")) / "floor.sqlite3",
                "CONN_MAX_AGE": None,
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "timeout": 20,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
                },
            }
        },
    )
    django.setup()


class Kept(models.Model):
    """One form."""

    key = models.CharField(max_length=64, unique=True)
    text = models.TextField()

    class Meta:
        app_label = "floor"


def form(request: HttpRequest) -> HttpResponse:
    """Keep what is sent, or show the form."""
    if request.method == "POST":
        with transaction.atomic():
            row = Kept.objects.create(key=request.POST["key"], text=request.POST["general"])
        return HttpResponse(f"<p>receipt {row.pk}</p>")
    token = get_token(request)
    return HttpResponse(f'<input name="csrfmiddlewaretoken" value="{token}">')


urlpatterns = [path("form/", form)]

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Kept)
    sys.exit(0)

application = get_wsgi_application()
