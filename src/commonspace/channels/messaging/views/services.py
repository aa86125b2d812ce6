"""What services deliver: proven, kept, and only then acknowledged. Nothing is parsed before."""

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commonspace.channels.messaging.choices import Service
from commonspace.channels.messaging.configuration import (
    delivery_address,
    handshake_word,
    provider_of,
    secrets_of,
)
from commonspace.channels.messaging.models import ServiceLine
from commonspace.channels.messaging.services.arriving import MOST_BYTES, keep
from commonspace.channels.messaging.tasks import read_delivery_task
from commonspace.engines.messengers.fields import same
from commonspace.engines.messengers.shapes import Asked
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.background import enqueue_on_commit

FORBIDDEN, TOO_LARGE = 403, 413
_META = frozenset({Service.WHATSAPP, Service.FACEBOOK})
_LONGEST_CHALLENGE = 200


@audience(PUBLIC)
@csrf_exempt  # a service has no session; it signs
@require_http_methods(["GET", "POST"])
def arrived(request: HttpRequest, key: str) -> HttpResponse:
    """Keep what a service delivers; say so only when it is on disk."""
    line = ServiceLine.objects.filter(pk=key).select_related("consultation").first()
    if line is None:
        raise Http404
    if request.method == "GET":
        return _shaken_hands(request, line)
    try:
        body = _body(request)
    except (RequestDataTooBig, OverflowError):
        return HttpResponse(status=TOO_LARGE)
    asked = Asked(headers=request.headers, body=body, address=_address_asked(request, line))
    if not provider_of(line).is_genuine(asked, secrets_of(line)):
        return HttpResponse(status=FORBIDDEN)
    kept = keep(body, line=line)
    if kept is not None:
        enqueue_on_commit(read_delivery_task, delivery_id=str(kept.pk))
    if line.service == Service.SMS:
        return HttpResponse("<Response></Response>", content_type="text/xml")
    return HttpResponse("kept", content_type="text/plain")


def _shaken_hands(request: HttpRequest, line: ServiceLine) -> HttpResponse:
    """Answer Meta's first request, which proves that the address is ours."""
    if line.service not in _META:
        raise Http404
    word = request.GET.get("hub.verify_token", "")
    challenge = request.GET.get("hub.challenge", "")
    is_asked = request.GET.get("hub.mode") == "subscribe"
    if not (is_asked and same(handshake_word(line), word)):
        return HttpResponse(status=FORBIDDEN)
    return HttpResponse(challenge[:_LONGEST_CHALLENGE], content_type="text/plain")


def _address_asked(request: HttpRequest, line: ServiceLine) -> str:
    """Return the address a service was told, with the words after it that it used."""
    words = request.META.get("QUERY_STRING", "")
    return delivery_address(line) + (f"?{words}" if words else "")


def _body(request: HttpRequest) -> bytes:
    declared = request.headers.get("Content-Length", "0")
    if declared.isdigit() and int(declared) > MOST_BYTES:
        raise OverflowError
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise OverflowError
    return body
