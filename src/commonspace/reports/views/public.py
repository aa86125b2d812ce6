"""The released report, for anybody. Only snapshots are read here, never the rows editors work on."""

from collections.abc import Callable, Iterator
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
from commonspace.provenance.store import blob_store
from commonspace.reports.errors import RecalledError
from commonspace.reports.models import Edition
from commonspace.reports.releases import (
    FORMATS,
    WRITTEN,
    drawn,
    editions_of,
    file_of,
    released,
    standing_edition,
    written,
)

CHUNK = 1 << 16
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
        "article": drawn(shown.edition.document),
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
    response: Any = _stored(found, form) if form not in WRITTEN else _written(found, form)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{code}-report-{found.number}.{form}"
    ) or "attachment"
    tag = quote_etag(f"{found.pk}-{found.number}-{form}")
    return _cacheable(get_conditional_response(request, etag=tag, response=response), tag)


def _stored(found: Edition, form: str) -> StreamingHttpResponse:
    file = file_of(found, form)
    return StreamingHttpResponse(
        _bytes_of(file.blob),
        content_type=FORMATS[form],
        headers={"Content-Length": str(file.size_bytes)},
    )


def _written(found: Edition, form: str) -> HttpResponse:
    return HttpResponse(written(found, form), content_type=WRITTEN[form])


def _bytes_of(blob: str) -> Iterator[bytes]:
    with blob_store().open(blob) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _cacheable(response: HttpResponseBase | None, tag: str) -> HttpResponseBase:
    """Let caches keep a page or file for a while, and ask again by its tag after that."""
    kept: Any = response
    kept.headers["ETag"] = tag
    patch_cache_control(kept, public=True, max_age=KEPT_FOR)
    return cast("HttpResponseBase", kept)
