"""Mails as the secretariat sees them: the sums, one mail, what to do with it, the mailbox."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.email.addresses import answer_address, mailbox_of, receives_mail
from commonspace.channels.email.choices import Fate
from commonspace.channels.email.configuration import sends_mail
from commonspace.channels.email.errors import MailboxUnreadableError
from commonspace.channels.email.forms import DecisionForm, MailboxForm
from commonspace.channels.email.models import Mail, Mailbox
from commonspace.channels.email.queries import mails_listed, mails_of, sums_of
from commonspace.channels.email.sentences import (
    left_out_sentence,
    mailbox_sentence,
    reason_sentence,
    vouched_sentence,
)
from commonspace.channels.email.services import deciding
from commonspace.channels.email.services.fetching import look_into
from commonspace.channels.email.services.reading import letter_of
from commonspace.channels.email.services.settling import set_up
from commonspace.channels.email.tasks import read_mail_task
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role, Stage
from commonspace.consultations.models import Consultation
from commonspace.engines.mail.shapes import Letter
from commonspace.intake.pages import DeskPages
from commonspace.kernel.audience import audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.errors import CommonspaceError
from commonspace.provenance.downloads import as_attachment
from commonspace.provenance.services import actor_of, record_event

_pages = DeskPages(title=gettext_lazy("Mail"), url_name="mail", templates="email")
REFUSED = 422
A_PAGE = 50


@require_safe
@audience(Role.SECRETARIAT)
def mails(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    fate = request.GET.get("fate", "")
    sums = sums_of(consultation)
    page = Paginator(mails_listed(consultation, fate=fate), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        **_pages.frame(consultation),
        "sums": sums,
        "chosen": fate,
        "page_obj": page,
        "rows": [{"mail": mail, "reason": reason_sentence(mail.reason)} for mail in page],
        "address": answer_address(consultation),
        "is_ready": receives_mail(consultation),
        "mailbox": mailbox_of(consultation),
        "sends_mail": sends_mail(),
    }
    return render(request, "email/mails.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def mail(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    """Show one mail; who wrote it and what, only to whoever asks to, and the log keeps that."""
    consultation = consultation_of(request)
    found = get_object_or_404(mails_of(consultation), pk=pk)
    letter = None
    if request.method == "POST" and found.file:
        by = signed_in(request)
        letter = letter_of(found)
        record_event(
            actor=actor_of(by),
            verb="mail.opened",
            subject=f"mail:{found.pk}",
            scope=consultation.code,
        )
    return _mail_page(request, consultation, found, letter=letter)


@require_safe
@audience(Role.SECRETARIAT)
def original(request: HttpRequest, code: str, pk: str) -> StreamingHttpResponse:
    """Hand back a mail as it came, to be kept and never shown as a page."""
    consultation = consultation_of(request)
    found = get_object_or_404(mails_of(consultation), pk=pk)
    if found.file is None:
        raise Http404
    by = signed_in(request)
    record_event(
        actor=actor_of(by),
        verb="mail.downloaded",
        subject=f"mail:{found.pk}",
        scope=consultation.code,
    )
    return as_attachment(found.file, name="mail.eml")


@require_POST
@audience(Role.SECRETARIAT)
def take(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    """Take a mail as a contribution after all."""
    consultation = consultation_of(request)
    found = get_object_or_404(mails_of(consultation), pk=pk)
    form = DecisionForm(_calls_of(request), request.POST)
    if not form.is_valid():
        return _mail_page(request, consultation, found, status=REFUSED)
    try:
        taken = deciding.take_after_all(
            mail=found, consultation=form.cleaned_data["call"], by=signed_in(request)
        )
    except CommonspaceError as refusal:
        return _refused(request, consultation, found, refusal)
    enqueue_on_commit(read_mail_task)
    if taken.contribution:
        messages.success(request, _("Taken as %(reference)s.") % {"reference": taken.contribution})
    else:
        messages.warning(request, str(reason_sentence(taken.reason)))
    return redirect("mail", consultation.code)


@require_POST
@audience(Role.SECRETARIAT)
def again(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    """Read a mail once more, as if it had just come."""
    consultation = consultation_of(request)
    found = get_object_or_404(mails_of(consultation), pk=pk)
    try:
        deciding.read_again(mail=found, by=signed_in(request))
    except CommonspaceError as refusal:
        return _refused(request, consultation, found, refusal)
    enqueue_on_commit(read_mail_task)
    messages.success(request, _("It is read once more. Look at its state in a moment."))
    return redirect("mail-one", consultation.code, found.pk)


@require_POST
@audience(Role.SECRETARIAT)
def discard(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    """Forget a mail that is no contribution, with a reason."""
    consultation = consultation_of(request)
    found = get_object_or_404(mails_of(consultation), pk=pk)
    try:
        deciding.discard(mail=found, reason=request.POST.get("reason", ""), by=signed_in(request))
    except CommonspaceError as refusal:
        return _refused(request, consultation, found, refusal)
    messages.success(request, _("Discarded. That it came, and why it went, stays in the figures."))
    return redirect("mail", consultation.code)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def mail_settings(request: HttpRequest, code: str) -> HttpResponse:
    """Set up the mailbox of a call, and try it."""
    consultation = consultation_of(request)
    form = MailboxForm(consultation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        mailbox = set_up(consultation=consultation, wishes=form.wishes(), by=signed_in(request))
        if mailbox.host:
            return _try(request, consultation, mailbox)
        messages.success(request, _("Kept."))
        return redirect("mail-settings", consultation.code)
    status = REFUSED if request.method == "POST" else 200
    return _settings_page(request, consultation, form, status=status)


@require_POST
@audience(Role.SECRETARIAT)
def test_mailbox(request: HttpRequest, code: str) -> HttpResponse:
    """Open the mailbox as it is set up, and say how it went."""
    consultation = consultation_of(request)
    mailbox = get_object_or_404(Mailbox, consultation=consultation)
    return _try(request, consultation, mailbox)


def _try(request: HttpRequest, consultation: Consultation, mailbox: Mailbox) -> HttpResponse:
    try:
        waiting = look_into(mailbox)
    except MailboxUnreadableError as refusal:
        messages.warning(request, str(refusal.message))
    else:
        said = ngettext(
            "The mailbox opens. %(n)d mail waits in it.",
            "The mailbox opens. %(n)d mails wait in it.",
            waiting,
        ) % {"n": waiting}
        messages.success(request, said)
    return redirect("mail-settings", consultation.code)


def _settings_page(
    request: HttpRequest, consultation: Consultation, form: MailboxForm, *, status: int
) -> HttpResponse:
    mailbox = mailbox_of(consultation)
    context = {
        **_pages.frame(consultation, _("Mailbox of this call")),
        "form": form,
        "mailbox": mailbox,
        "trouble": mailbox_sentence(mailbox.trouble) if mailbox and mailbox.trouble else "",
        "address": answer_address(consultation),
        "is_ready": receives_mail(consultation),
        "sends_mail": sends_mail(),
    }
    return render(request, "email/settings.html", context, status=status)


def _mail_page(
    request: HttpRequest,
    consultation: Consultation,
    found: Mail,
    *,
    status: int = 200,
    letter: object = None,
    problem: str = "",
) -> HttpResponse:
    context = {
        **_pages.frame(consultation, _("One mail")),
        "mail": found,
        "reason": reason_sentence(found.reason),
        "left_out": [left_out_sentence(part) for part in found.left_out],
        "letter": letter if isinstance(letter, Letter) else None,
        "was_opened": letter is not None,
        "vouched": vouched_sentence(found.vouched),
        "may_decide": found.fate in deciding.OPEN_FATES,
        "form": DecisionForm(_calls_of(request), initial={"call": consultation}),
        "has_choice": _calls_of(request).count() > 1,
        "is_discarded": found.fate == Fate.DISCARDED,
        "problem": problem,
    }
    return render(request, "email/mail.html", context, status=status)


def _refused(
    request: HttpRequest, consultation: Consultation, found: Mail, refusal: CommonspaceError
) -> HttpResponse:
    return _mail_page(
        request, consultation, found, status=refusal.status, problem=str(refusal.message)
    )


def _calls_of(request: HttpRequest) -> QuerySet[Consultation]:
    """Return the published calls on which the reader is of the secretariat."""
    account = signed_in(request)
    return Consultation.objects.filter(
        stage=Stage.PUBLISHED,
        memberships__account=account,
        memberships__role=Role.SECRETARIAT,
    ).distinct()
