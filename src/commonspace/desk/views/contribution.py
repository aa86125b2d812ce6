"""One contribution: what it says, where it stands, what is decided about it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonspace.consultations.access import consultation_of, roles_in, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.desk import services
from commonspace.desk.choices import NAMED_AS, DecisionKind, State
from commonspace.desk.forms import DecisionForm, FilterForm
from commonspace.desk.opened import leaves_of, papers_of, said_in
from commonspace.desk.queries import BADGES, heard, neighbours, questions_asked, state_of
from commonspace.desk.views.pages import DESK, UNPROCESSABLE, contribution_or_404, page
from commonspace.intake.services import set_language
from commonspace.kernel.audience import audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.errors import CommonspaceError
from commonspace.kernel.names import country_name, language_name, languages
from commonspace.people.access import speaker_label
from commonspace.people.choices import Attribution
from commonspace.provenance.downloads import as_attachment
from commonspace.texts.tasks import read_again_task

LEAVES_A_PAGE = 20
_OFFERED = {
    State.NEW: ("read", "filed", "set-aside", "protected"),
    State.READ: ("filed", "set-aside", "protected"),
    State.FILED: ("set-aside", "protected", "reopened"),
    State.USED: ("set-aside", "protected", "reopened"),
    State.ANSWERED: ("set-aside", "protected", "reopened"),
    State.MERGED: ("reopened",),
    State.SET_ASIDE: ("reopened",),
    State.PROTECTED: ("reopened",),
    State.WITHDRAWN: (),
    State.REMOVED: (),
}


@require_safe
@audience(*DESK)
def contribution(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    consultation = consultation_of(request)
    return _opened(request, consultation, contribution_or_404(consultation, reference))


@require_POST
@audience(*DESK)
def decide(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = contribution_or_404(consultation, reference)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _opened(
            request, consultation, found, status=UNPROCESSABLE,
            problem=_("This decision did not arrive whole. Please choose it once more."),
        )  # fmt: skip
    kind, reason = form.cleaned_data["kind"], form.cleaned_data["reason"]
    by = signed_in(request)
    try:
        if kind == DecisionKind.READ:
            services.first_look(contribution=found, by=by)
        else:
            services.decide(contribution=found, kind=kind, by=by, reason=reason)
    except CommonspaceError as refusal:
        return _opened(
            request, consultation, found, status=refusal.status,
            problem=refusal.message, typed={"kind": kind, "reason": reason},
        )  # fmt: skip
    return _back(request, found)


@require_POST
@audience(*DESK)
def merge(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = contribution_or_404(consultation, reference)
    typed = request.POST.get("into", "").strip().upper().removeprefix("C-")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0  # noqa: PLR2004
    into = consultation.contributions.filter(reference=number).first()
    if into is None:
        return _opened(
            request, consultation, found, status=UNPROCESSABLE,
            problem=_("There is no contribution with this reference here. Please check the number."),
            typed={"kind": "merged", "into": request.POST.get("into", "")[:20]},
        )  # fmt: skip
    try:
        services.merge(contribution=found, into=into, by=signed_in(request))
    except CommonspaceError as refusal:
        return _opened(request, consultation, found, status=refusal.status, problem=refusal.message)
    messages.success(
        request, _("Counted as one with %(other)s; both receipts stay good.") % {"other": into}
    )
    return _back(request, found)


@require_POST
@audience(*DESK)
def route(request: HttpRequest, code: str, reference: int, pk: str) -> HttpResponse:
    """Say which question an attachment speaks to."""
    consultation = consultation_of(request)
    found = contribution_or_404(consultation, reference)
    attachment = get_object_or_404(found.attachments.select_related("file"), pk=pk)
    asked = request.POST.get("question", "")
    question = (
        get_object_or_404(consultation.questions, number=int(asked))
        if asked.isascii() and asked.isdecimal() and len(asked) < 5  # noqa: PLR2004
        else None
    )
    attachment.contribution = found
    services.route(attachment=attachment, question=question, by=signed_in(request))
    return _back(request, found)


@require_POST
@audience(*DESK)
def language(request: HttpRequest, code: str, reference: int, pk: str) -> HttpResponse:
    """Put right which language a text is in; the next analysis goes by it."""
    found = contribution_or_404(consultation_of(request), reference)
    chosen = request.POST.get("language", "")
    if chosen in dict(languages()):
        text = get_object_or_404(found.texts.select_related("contribution__consultation"), pk=pk)
        set_language(text=text, language=chosen, by=signed_in(request))
        messages.success(request, _("Kept: %(language)s.") % {"language": language_name(chosen)})
    return _back(request, found)


@require_POST
@audience(*DESK)
def read_again(request: HttpRequest, code: str, reference: int, pk: str) -> HttpResponse:
    """Let an attachment that could not be read be tried once more."""
    found = contribution_or_404(consultation_of(request), reference)
    attachment = get_object_or_404(found.attachments, pk=pk)
    enqueue_on_commit(read_again_task, attachment_id=str(attachment.pk))
    messages.info(request, _("It is read once more; look again in a moment."))
    return _back(request, found)


@require_POST
@audience(Role.SECRETARIAT)
def identity(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    """Show who contributed; the log keeps who looked."""
    consultation = consultation_of(request)
    found = contribution_or_404(consultation, reference)
    details = services.open_identity(contribution=found, by=signed_in(request))
    return _opened(request, consultation, found, identity=details, identity_is_open=True)


@require_safe
@audience(*DESK)
def text(request: HttpRequest, code: str, reference: int, pk: str) -> HttpResponse:
    """Show a whole text, some pages at a time."""
    consultation = consultation_of(request)
    found = contribution_or_404(consultation, reference)
    shown = get_object_or_404(found.texts.select_related("attachment__file", "run"), pk=pk)
    leaves = Paginator(leaves_of(shown), LEAVES_A_PAGE)
    return page(
        request, "text", consultation, str(found),
        contribution=found, text=shown, page_obj=leaves.get_page(request.GET.get("page")),
    )  # fmt: skip


@require_safe
@audience(*DESK)
def file(request: HttpRequest, code: str, reference: int, pk: str) -> StreamingHttpResponse:
    """Give an attachment as a file to keep, never as a page."""
    found = contribution_or_404(consultation_of(request), reference)
    kept = get_object_or_404(found.attachments.select_related("file"), pk=pk).file
    return as_attachment(kept)


def _back(request: HttpRequest, found: Contribution) -> HttpResponse:
    """Return to the page of a contribution, with the filters of the list it was opened from."""
    url = reverse("desk-contribution", args=[found.consultation.code, found.reference])
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{url}?{query}" if query else url)


def _opened(
    request: HttpRequest,
    consultation: Consultation,
    found: Contribution,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    form = FilterForm(request.GET, consultation=consultation, heard=heard(consultation))
    before, after = neighbours(consultation, form.filters(), found)
    state = state_of(found)
    context = {
        "contribution": found,
        "state": state,
        "badge": BADGES.get(state, "settled"),
        "offered": _OFFERED[state],
        "who": speaker_label(found.contributor, found.attribution) or _("anonymous"),
        "country": country_name(found.contributor.country) if found.contributor.country else "",
        "language": language_name(found.language) if found.language else "",
        "named_as": NAMED_AS[Attribution(found.attribution)],
        "said": said_in(found),
        "papers": papers_of(found),
        "revisions": found.revisions.defer("original"),
        "decisions": found.decisions.select_related("by"),
        "removals": found.removals.order_by("-asked_at"),
        "merged_here": consultation.contributions.filter(place__merged_into=found),
        "questions": questions_asked(consultation),
        "languages": [
            *((code, language_name(code)) for code in consultation.languages),
            *(pair for pair in languages() if pair[0] not in consultation.languages),
        ],
        "before": before,
        "after": after,
        "query": request.GET.urlencode(),
        "is_secretariat": Role.SECRETARIAT in roles_in(signed_in(request), consultation),
        **more,
    }
    return page(request, "contribution", consultation, str(found), status=status, **context)
