"""Asking to be called."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonspace.channels.telephone.choices import Asked
from commonspace.channels.telephone.errors import TimeTakenError
from commonspace.channels.telephone.forms import AskForm
from commonspace.channels.telephone.models import CallRequest
from commonspace.channels.telephone.queries import line_of
from commonspace.channels.telephone.services import ask, drop
from commonspace.consultations.access import published_consultation
from commonspace.consultations.models import Consultation
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.errors import CommonspaceError

REFUSED = 422
_SALT = "a wish to be called"


@audience(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_a_call(request: HttpRequest, code: str) -> HttpResponse:
    """Take the wish to be called; without scripts, without an account."""
    consultation = published_consultation(code)
    if not line_of(consultation).takes_requests:
        raise Http404
    form = AskForm(
        request.POST if request.method == "POST" else None,
        consultation=consultation,
        label_suffix="",
    )
    if request.method != "POST" or not consultation.is_open():
        return _asked(request, consultation, form)
    if form.is_valid():
        clean = form.cleaned_data
        try:
            made = ask(
                consultation=consultation,
                name=clean["name"],
                phone=clean["phone"],
                language=clean["language"],
                wishes=clean["wishes"],
                time=clean.get("time"),
            )
        except CommonspaceError as refusal:
            form.add_error("time" if isinstance(refusal, TimeTakenError) else None, str(refusal))
        else:
            return redirect("my-call", code=consultation.code, token=token_of(made))
    return _asked(request, consultation, form, status=REFUSED)


@audience(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def my_call(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """Show somebody what they asked for, and let them take it back. The address is the key."""
    consultation = published_consultation(code)
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature as stranger:
        raise Http404 from stranger
    found = (
        CallRequest.objects.filter(pk=key, consultation=consultation).select_related("time").first()
    )
    if found is None:
        raise Http404
    if request.method == "POST" and found.state == Asked.OPEN:
        drop(request=found)
        messages.success(request, _("We will not call. Your name and your number are deleted."))
        return redirect("my-call", code=consultation.code, token=token)
    context = {**_about(consultation), "wish": found}
    return render(request, "telephone/my_call.html", context)


def token_of(made: CallRequest) -> str:
    """Return the part of the address with which somebody finds their wish again."""
    return signing.dumps(made.pk, salt=_SALT)


def _asked(
    request: HttpRequest, consultation: Consultation, form: AskForm, *, status: int = 200
) -> HttpResponse:
    context = {**_about(consultation), "form": form, "is_open": consultation.is_open()}
    return render(request, "telephone/ask.html", context, status=status)


def _about(consultation: Consultation) -> dict[str, object]:
    return {
        "consultation": consultation,
        "line": line_of(consultation),
        "home_url": reverse("call", args=[consultation.code]),
    }
