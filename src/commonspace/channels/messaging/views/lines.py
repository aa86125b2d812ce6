"""Setting lines up: keys, the address to copy, trying it out, changing a secret."""

from django.conf import settings
from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.messaging.choices import Service
from commonspace.channels.messaging.configuration import (
    delivery_address,
    handshake_word,
    secrets_of,
)
from commonspace.channels.messaging.errors import ServiceRefusedError, WordTakenError
from commonspace.channels.messaging.forms import LineForm, ShareForm, WordForm
from commonspace.channels.messaging.models import ServiceLine
from commonspace.channels.messaging.queries import (
    calls_on,
    line_on,
    lines_of,
    lines_to_share,
    seat_of,
    word_for,
)
from commonspace.channels.messaging.sentences import RISKS, trouble_sentence
from commonspace.channels.messaging.services import settling
from commonspace.channels.messaging.views.staff import pages
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.kernel.audience import audience

REFUSED = 422
_META = frozenset({Service.WHATSAPP, Service.FACEBOOK})


@require_safe
@audience(Role.SECRETARIAT)
def lines(request: HttpRequest, code: str) -> HttpResponse:
    """List the services, and how far each is set up."""
    consultation = consultation_of(request)
    rows = [
        {
            "service": service,
            "line": line_on(consultation, service) or line,
            "word": _word(consultation, service),
            "risk": RISKS[service],
            "is_offered": line_on(consultation, service) is not None,
        }
        for service, line in lines_of(consultation)
    ]
    context = {**pages.frame(consultation, _("Set up")), "rows": rows}
    return render(request, "messaging/lines.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def line(request: HttpRequest, code: str, service: str) -> HttpResponse:
    """Set a line up, and try it."""
    consultation = consultation_of(request)
    found = _line(consultation, service)
    form = LineForm(request.POST or None, service=service, line=found)
    if request.method == "POST" and form.is_valid():
        kept = settling.set_up(
            consultation=consultation, service=service, wishes=form.wishes(), by=signed_in(request)
        )
        return _tried(request, kept)
    status = REFUSED if request.method == "POST" else 200
    context = {**_about(request, consultation, service, found), "form": form}
    return render(request, "messaging/line.html", context, status=status)


@require_POST
@audience(Role.SECRETARIAT)
def share_line(request: HttpRequest, code: str, service: str) -> HttpResponse:
    """Answer this call on the line of another call of ours, by a word of its own."""
    consultation = consultation_of(request)
    found = _line(consultation, service)
    by = signed_in(request)
    seat = seat_of(consultation, service)
    lines = lines_to_share(consultation, service, by)
    form: WordForm = WordForm(request.POST) if seat else ShareForm(request.POST, lines=lines)
    if form.is_valid():
        try:
            settling.share(
                line=seat.line if seat else form.cleaned_data["line"], consultation=consultation,
                word=form.cleaned_data["word"], by=by,
            )  # fmt: skip
        except WordTakenError as refusal:
            form.add_error("word", str(refusal.message))
        else:
            notices.success(request, _("Kept. People choose this call by its word or its number."))
            return redirect("messages-line", consultation.code, service)
    empty = LineForm(service=service, line=found)
    context = {**_about(request, consultation, service, found), "form": empty, "sharing": form}
    return render(request, "messaging/line.html", context, status=REFUSED)


@require_POST
@audience(Role.SECRETARIAT)
def leave_line(request: HttpRequest, code: str, service: str) -> HttpResponse:
    """Answer this call on the line of another no more."""
    consultation = consultation_of(request)
    seat = seat_of(consultation, service)
    if seat is None:
        raise Http404
    settling.leave(line=seat.line, consultation=consultation, by=signed_in(request))
    notices.success(request, _("This call is not answered on that line any more."))
    return redirect("messages-line", consultation.code, service)


@require_POST
@audience(Role.SECRETARIAT)
def line_word(request: HttpRequest, code: str, service: str) -> HttpResponse:
    """Change the word for the line's own call."""
    found = _line_or_404(request, service)
    form = WordForm(request.POST)
    if form.is_valid():
        try:
            settling.call_it(line=found, word=form.cleaned_data["word"], by=signed_in(request))
        except WordTakenError as refusal:
            form.add_error("word", str(refusal.message))
        else:
            notices.success(request, _("Kept."))
            return redirect("messages-line", found.consultation.code, service)
    empty = LineForm(service=service, line=found)
    around = _about(request, consultation_of(request), service, found)
    context = {**around, "form": empty, "own_word": form}
    return render(request, "messaging/line.html", context, status=REFUSED)


@require_POST
@audience(Role.SECRETARIAT)
def test_line(request: HttpRequest, code: str, service: str) -> HttpResponse:
    """Ask the service whether it lets us in, and say how it went."""
    return _tried(request, _line_or_404(request, service))


@require_POST
@audience(Role.SECRETARIAT)
def renew_secret(request: HttpRequest, code: str, service: str) -> HttpResponse:
    """Give Telegram a new secret; the one before stays valid until it is forgotten."""
    found = _line_or_404(request, service)
    if service != Service.TELEGRAM:
        raise Http404
    settling.renew_secret(line=found, by=signed_in(request))
    return _tried(request, found)


@require_POST
@audience(Role.SECRETARIAT)
def forget_former(request: HttpRequest, code: str, service: str) -> HttpResponse:
    """Let the secret before the newest prove nothing any more."""
    found = _line_or_404(request, service)
    settling.forget_former(line=found, by=signed_in(request))
    notices.success(request, _("Forgotten. Only the newest secret is taken now."))
    return redirect("messages-line", found.consultation.code, service)


@require_POST
@audience(Role.SECRETARIAT)
def switch_off(request: HttpRequest, code: str, service: str) -> HttpResponse:
    """Offer this way no more."""
    found = _line_or_404(request, service)
    settling.switch_off(line=found, by=signed_in(request))
    notices.success(
        request,
        _("The call does not offer this way any more. What still comes is taken all the same."),
    )
    return redirect("messages-line", found.consultation.code, service)


def _tried(request: HttpRequest, found: ServiceLine) -> HttpResponse:
    try:
        name = settling.try_out(line=found)
    except ServiceRefusedError as refusal:
        notices.warning(request, str(refusal.message))
    else:
        notices.success(
            request,
            _("The service lets us in and calls this line %(name)s. The call offers it now.")
            % {"name": name},
        )
    return redirect("messages-line", found.consultation.code, found.service)


def _line(consultation: Consultation, service: str) -> ServiceLine | None:
    if service not in Service.values:
        raise Http404
    return ServiceLine.objects.filter(consultation=consultation, service=service).first()


def _line_or_404(request: HttpRequest, service: str) -> ServiceLine:
    return get_object_or_404(ServiceLine, consultation=consultation_of(request), service=service)


def _word(consultation: Consultation, service: str) -> str:
    line = line_on(consultation, service)
    return word_for(line, consultation) if line else ""


def _about(
    request: HttpRequest, consultation: Consultation, service: str, found: ServiceLine | None
) -> dict[str, object]:
    all_lines = reverse("messages-set-up", args=[consultation.code])
    seat = seat_of(consultation, service)
    others = lines_to_share(consultation, service, signed_in(request))
    last = found.deliveries.order_by("-arrived_at").first() if found else None
    return {
        **pages.frame(consultation, Service(service).label, (_("Set up"), all_lines)),
        "service": Service(service),
        "line": found,
        "seat": seat,
        "sharing": WordForm(initial={"word": seat.word}) if seat else ShareForm(lines=others),
        "may_share": bool(seat or others),
        "served": calls_on(found) if found else [],
        "own_word": WordForm(initial={"word": found.word}) if found else None,
        "risk": RISKS[Service(service)],
        "address": delivery_address(found) if found else "",
        "word": handshake_word(found) if found and service in _META else "",
        "secrets": len(secrets_of(found)) if found else 0,
        "trouble": trouble_sentence(found.trouble) if found and found.trouble else "",
        "last": last.arrived_at if last else None,
        "is_protected": settings.COMMONSPACE_URL.startswith("https://"),
    }
