"""Messages as the secretariat sees them: the sums, one message, what to do with it."""

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.messaging.choices import Fate
from commonspace.channels.messaging.models import Message
from commonspace.channels.messaging.queries import lines_of, messages_of, sums_of
from commonspace.channels.messaging.sentences import reason_sentence
from commonspace.channels.messaging.services import deciding
from commonspace.channels.messaging.tasks import answer_task
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.intake.pages import DeskPages
from commonspace.kernel.audience import audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.errors import CommonspaceError
from commonspace.provenance.services import actor_of, record_event

pages = DeskPages(title=gettext_lazy("Messages"), url_name="messages", templates="messaging")
A_PAGE = 50


@require_safe
@audience(Role.SECRETARIAT)
def messages(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    fate = request.GET.get("fate", "")
    page = Paginator(messages_of(consultation, fate=fate), A_PAGE).get_page(request.GET.get("page"))
    context = {
        **pages.frame(consultation),
        "sums": sums_of(consultation),
        "chosen": fate,
        "page_obj": page,
        "rows": [{"message": one, "reason": reason_sentence(one.reason)} for one in page],
        "lines": [line for _service, line in lines_of(consultation) if line and line.is_on],
    }
    return render(request, "messaging/messages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def message(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    """Show one message; who wrote it and what, only to whoever asks to, and the log keeps that."""
    consultation = consultation_of(request)
    found = get_object_or_404(messages_of(consultation), pk=pk)
    if request.method != "POST":
        return _message_page(request, consultation, found)
    event = deciding.event_of(found)
    record_event(
        actor=actor_of(signed_in(request)), verb="message.opened",
        subject=f"message:{found.pk}", scope=consultation.code,
    )  # fmt: skip
    return _message_page(request, consultation, found, shown={"event": event, "was_opened": True})


@require_POST
@audience(Role.SECRETARIAT)
def take(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    """Take a message as a contribution after all."""
    consultation = consultation_of(request)
    found = get_object_or_404(messages_of(consultation), pk=pk)
    try:
        taken = deciding.take_after_all(
            message=found, consultation=consultation, by=signed_in(request)
        )
    except CommonspaceError as refusal:
        return _refused(request, consultation, found, refusal)
    enqueue_on_commit(answer_task)
    notices.success(request, _("Taken as %(reference)s.") % {"reference": taken.contribution})
    return redirect("messages", consultation.code)


@require_POST
@audience(Role.SECRETARIAT)
def discard(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    """Forget a message that is no contribution, with a reason."""
    consultation = consultation_of(request)
    found = get_object_or_404(messages_of(consultation), pk=pk)
    try:
        deciding.discard(
            message=found, reason=request.POST.get("reason", ""), by=signed_in(request)
        )
    except CommonspaceError as refusal:
        return _refused(request, consultation, found, refusal)
    notices.success(request, _("Discarded. That it came, and why it went, stays in the figures."))
    return redirect("messages", consultation.code)


def _message_page(
    request: HttpRequest,
    consultation: Consultation,
    found: Message,
    *,
    status: int = 200,
    shown: dict[str, object] | None = None,
    problem: str = "",
) -> HttpResponse:
    context = {
        **pages.frame(consultation, _("One message")),
        "message": found,
        "reason": reason_sentence(found.reason),
        "may_decide": found.fate == Fate.SET_ASIDE,
        "has_words": found.delivery.file is not None,
        "problem": problem,
        **(shown or {}),
    }
    return render(request, "messaging/message.html", context, status=status)


def _refused(
    request: HttpRequest, consultation: Consultation, found: Message, refusal: CommonspaceError
) -> HttpResponse:
    return _message_page(
        request, consultation, found, status=refusal.status, problem=str(refusal.message)
    )
