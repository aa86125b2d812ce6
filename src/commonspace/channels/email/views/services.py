"""Mails that a service hands on: kept before it hears that they arrived."""

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from commonspace.channels.email import webhooks
from commonspace.channels.email.choices import CameBy
from commonspace.channels.email.configuration import webhook_secrets
from commonspace.channels.email.services.arriving import keep
from commonspace.channels.email.tasks import read_mail_task
from commonspace.channels.email.webhooks import HandedOn
from commonspace.engines.mail.message import MOST_BYTES
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.background import enqueue_on_commit

FORBIDDEN, TOO_LARGE, UNPROCESSABLE = 403, 413, 422
_MOST_BODY = MOST_BYTES * 3 // 2


@audience(PUBLIC)
@csrf_exempt  # a service has no session; it signs
@require_POST
def arrived(request: HttpRequest, service: str) -> HttpResponse:
    """Keep a mail that a service hands on; say so only when it is on disk."""
    secrets = webhook_secrets()
    take = {"raw": _raw, "postmark": _postmark, "mailgun": _mailgun}.get(service)
    if take is None or not secrets:
        raise Http404
    try:
        found = take(request, secrets)
    except (RequestDataTooBig, OverflowError):
        return HttpResponse(status=TOO_LARGE)
    except PermissionError:
        return HttpResponse(status=FORBIDDEN)
    if found is None or len(found.content) > MOST_BYTES:
        return HttpResponse(status=UNPROCESSABLE if found is None else TOO_LARGE)
    keep(
        found.content, came_by=CameBy.WEBHOOK, arrived_at=timezone.now(), addressed=found.addressed
    )
    enqueue_on_commit(read_mail_task)
    return HttpResponse("kept", content_type="text/plain")


def _raw(request: HttpRequest, secrets: tuple[str, ...]) -> HandedOn | None:
    body = _body(request)
    signature = request.headers.get("X-Commonspace-Signature", "")
    now = timezone.now().timestamp()
    if not webhooks.raw_is_signed(signature, body, secrets=secrets, now=now):
        raise PermissionError
    to = request.headers.get("X-Envelope-To", "")
    return HandedOn(content=body, addressed=(to,) if "@" in to else ()) if body.strip() else None


def _postmark(request: HttpRequest, secrets: tuple[str, ...]) -> HandedOn | None:
    if not webhooks.password_is_ours(request.headers.get("Authorization", ""), secrets=secrets):
        raise PermissionError
    return webhooks.postmark_mail(_body(request))


def _mailgun(request: HttpRequest, secrets: tuple[str, ...]) -> HandedOn | None:
    fields = {name: str(value) for name, value in request.POST.items()}
    now = timezone.now().timestamp()
    if not webhooks.mailgun_is_signed(fields, secrets=secrets, now=now):
        raise PermissionError
    return webhooks.mailgun_mail(fields)


def _body(request: HttpRequest) -> bytes:
    """Read a body up to our own limit: a mail may be larger than a form."""
    declared = request.headers.get("Content-Length", "0")
    if declared.isdigit() and int(declared) > _MOST_BODY:
        raise OverflowError
    body = request.read(_MOST_BODY + 1)
    if len(body) > _MOST_BODY:
        raise OverflowError
    return body
