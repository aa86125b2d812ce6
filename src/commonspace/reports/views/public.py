"""The released report, for anybody. Only snapshots are read here, never the rows editors work on."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from commonspace.kernel.audience import PUBLIC, audience
from commonspace.provenance.downloads import as_attachment
from commonspace.reports.errors import RecalledError
from commonspace.reports.models import Edition
from commonspace.reports.notes import drawn, notes_on, shown_snapshot
from commonspace.reports.releases import (
    FORMATS,
    WRITTEN,
    editions_of,
    file_of,
    released,
    standing_edition,
    written,
)

KEPT_FOR = int(timedelta(minutes=5).total_seconds())
"""An edition that is taken back has gone from every cache after this many seconds."""

SHOWN = ("pdf", "docx", "odt", "epub", "txt", "json")

View = Callable[..., HttpResponseBase]


def says_if_recalled(view: View) -> View:
    """Show a page of its own, with status 410, where an edition was taken back."""

    @wraps(view)
    def kindly(request: HttpRequest, code: str, **place: Any) -> HttpResponseBase:  # noqa: ANN401
        try:
            return view(request, code, **place)
        except RecalledError as refusal:
            context = {"refusal": refusal, "code": code, "standing": editions_of(code)}
            return render(request, "reports/recalled.html", context, status=refusal.status)

    return kindly


@require_safe
@audience(PUBLIC)
@says_if_recalled
def report(request: HttpRequest, code: str) -> HttpResponseBase:
    return _page(request, code, None)


@require_safe
@audience(PUBLIC)
@says_if_recalled
def edition(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    return _page(request, code, number)


def _page(request: HttpRequest, code: str, number: int | None) -> HttpResponseBase:
    shown = released(code, number)
    context = {
        "code": code,
        "shown": shown,
        "document": shown.document,
        "article": drawn(shown_snapshot(shown.edition)),
        "notes": notes_on(shown.edition),
        "formats": SHOWN,
    }
    response = render(request, "reports/report.html", context)
    tag = quote_etag(sha256(response.content).hexdigest()[:32])
    return _cacheable(get_conditional_response(request, etag=tag, response=response), tag)


@require_safe
@audience(PUBLIC)
@says_if_recalled
def report_file(request: HttpRequest, code: str, number: int, form: str) -> HttpResponseBase:
    found = standing_edition(code, number)
    name = f"{code}-report-{found.number}.{form}"
    give = _written if form in WRITTEN else _stored
    response: Any = give(found, form, name)
    tag = quote_etag(f"{found.pk}-{found.number}-{form}-{len(found.notes.all())}")
    return _cacheable(get_conditional_response(request, etag=tag, response=response), tag)


def _stored(found: Edition, form: str, name: str) -> StreamingHttpResponse:
    return as_attachment(file_of(found, form), name=name, media_type=FORMATS[form])


def _written(found: Edition, form: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(written(found, form), content_type=WRITTEN[form], headers=headers)


def _cacheable(response: HttpResponseBase | None, tag: str) -> HttpResponseBase:
    """Let caches keep a page or file for a while, and ask again by its tag after that."""
    kept: Any = response
    kept.headers["ETag"] = tag
    patch_cache_control(kept, public=True, max_age=KEPT_FOR)
    return cast("HttpResponseBase", kept)
