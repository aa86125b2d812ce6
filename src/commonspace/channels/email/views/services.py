"""Mails that a service hands on: kept before it hears that they arrived."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commonspace.channels.email import webhooks
from commonspace.channels.email.choices import CameBy
from commonspace.channels.email.configuration import webhook_secrets
from commonspace.channels.email.services.arriving import Arrival, keep
from commonspace.channels.email.tasks import read_mail_task
from commonspace.channels.email.webhooks import HandedOn
from commonspace.engines.mail.message import MOST_BYTES
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.background import enqueue_on_commit

FORBIDDEN, TOO_LARGE, UNPROCESSABLE = 403, 413, 422
_MOST_BODY = MOST_BYTES * 3 // 2


@audience(PUBLIC)
@csrf_exempt  # a service has no session; it signs
@require_http_methods(["POST", "HEAD"])
def arrived(request: HttpRequest, service: str) -> HttpResponse:
    """Keep mails that a service hands on; say so only when they are on disk."""
    secrets = webhook_secrets()
    take = _TAKE.get(service)
    if take is None or not secrets:
        raise Http404
    if request.method == "HEAD":
        return HttpResponse()
    try:
        found = take(request, secrets)
    except (RequestDataTooBig, OverflowError):
        return HttpResponse(status=TOO_LARGE)
    except PermissionError:
        return HttpResponse(status=FORBIDDEN)
    return _kept(found)


def _kept(found: tuple[HandedOn, ...]) -> HttpResponse:
    """Keep mails, and say how it went; one that is too large costs no other its place."""
    fitting = [mail for mail in found if len(mail.content) <= MOST_BYTES]
    now = timezone.now()
    keep(
        Arrival(
            content=mail.content, came_by=CameBy.WEBHOOK, arrived_at=now, addressed=mail.addressed
        )
        for mail in fitting
    )
    enqueue_on_commit(read_mail_task)
    if not found:
        return HttpResponse(status=UNPROCESSABLE)
    if len(fitting) < len(found):
        return HttpResponse(status=TOO_LARGE)
    return HttpResponse("kept", content_type="text/plain")


def _raw(request: HttpRequest, secrets: tuple[str, ...]) -> tuple[HandedOn, ...]:
    body = _body(request)
    signature = request.headers.get("X-Commonspace-Signature", "")
    now = timezone.now().timestamp()
    if not webhooks.raw_is_signed(signature, body, secrets=secrets, now=now):
        raise PermissionError
    to = request.headers.get("X-Envelope-To", "")
    addressed = (to,) if "@" in to else ()
    return (HandedOn(content=body, addressed=addressed),) if body.strip() else ()


def _postmark(request: HttpRequest, secrets: tuple[str, ...]) -> tuple[HandedOn, ...]:
    _need_password(request, secrets)
    return webhooks.postmark_mail(_body(request))


def _postal(request: HttpRequest, secrets: tuple[str, ...]) -> tuple[HandedOn, ...]:
    _need_password(request, secrets)
    return webhooks.postal_mail(_body(request))


def _sendgrid(request: HttpRequest, secrets: tuple[str, ...]) -> tuple[HandedOn, ...]:
    _need_password(request, secrets)
    return webhooks.sendgrid_mail(_fields(request))


def _sparkpost(request: HttpRequest, secrets: tuple[str, ...]) -> tuple[HandedOn, ...]:
    token = request.headers.get("X-MessageSystems-Webhook-Token", "")
    if not webhooks.token_is_ours(token, secrets=secrets):
        _need_password(request, secrets)
    return webhooks.sparkpost_mails(_body(request))


def _mandrill(request: HttpRequest, secrets: tuple[str, ...]) -> tuple[HandedOn, ...]:
    fields = _fields(request)
    address = f"{settings.COMMONSPACE_URL}{request.get_full_path()}"
    signature = request.headers.get("X-Mandrill-Signature", "")
    if not webhooks.mandrill_is_signed(signature, fields, address=address, secrets=secrets):
        raise PermissionError
    return webhooks.mandrill_mails(fields)


def _mailgun(request: HttpRequest, secrets: tuple[str, ...]) -> tuple[HandedOn, ...]:
    fields = _fields(request)
    now = timezone.now().timestamp()
    if not webhooks.mailgun_is_signed(fields, secrets=secrets, now=now):
        raise PermissionError
    return webhooks.mailgun_mail(fields)


_TAKE: dict[str, Callable[[HttpRequest, tuple[str, ...]], tuple[HandedOn, ...]]] = {
    "raw": _raw, "postmark": _postmark, "mailgun": _mailgun, "sendgrid": _sendgrid,
    "mandrill": _mandrill, "sparkpost": _sparkpost, "postal": _postal,
}  # fmt: skip


def _need_password(request: HttpRequest, secrets: tuple[str, ...]) -> None:
    if not webhooks.password_is_ours(request.headers.get("Authorization", ""), secrets=secrets):
        raise PermissionError


def _fields(request: HttpRequest) -> dict[str, str]:
    """Return the fields of a form with each byte as one character: a mail is bytes, in no one encoding."""
    request.encoding = "latin-1"
    return {name: str(value) for name, value in request.POST.items()}


def _body(request: HttpRequest) -> bytes:
    """Read a body up to our own limit: a mail may be larger than a form."""
    declared = request.headers.get("Content-Length", "0")
    if declared.isdigit() and int(declared) > _MOST_BODY:
        raise OverflowError
    body = request.read(_MOST_BODY + 1)
    if len(body) > _MOST_BODY:
        raise OverflowError
    return body
