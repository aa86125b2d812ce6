"""The queue of comments, and whether there is a discussion at all."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.discussion.choices import RULES, Did, Rule
from commonspace.channels.discussion.forms import DecisionForm, OpeningForm
from commonspace.channels.discussion.models import Comment, Discussion, Step
from commonspace.channels.discussion.queries import as_read, discussion_of, queue, queue_counts
from commonspace.channels.discussion.services.moderating import (
    Decided,
    decide,
    set_up,
    start_discussion,
    undo,
)
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.intake.pages import DeskPages
from commonspace.kernel.audience import audience
from commonspace.kernel.errors import CommonspaceError

_pages = DeskPages(
    title=gettext_lazy("Public discussion"), url_name="discussion-queue", templates="discussion"
)
REFUSED = 422
A_PAGE = 50
LISTS: dict[str, str | Promise] = {
    "waiting": pgettext_lazy("list of comments", "waiting to be read"),
    "told": pgettext_lazy("list of comments", "readers told us"),
    "shown": pgettext_lazy("list of comments", "shown"),
    "hidden": pgettext_lazy("list of comments", "not shown"),
}


@require_safe
@audience(Role.SECRETARIAT)
def comments(request: HttpRequest, code: str) -> HttpResponse:
    return _queue_page(request, consultation_of(request))


@require_POST
@audience(Role.SECRETARIAT)
def decide_several(request: HttpRequest, code: str) -> HttpResponse:
    """Publish or hide what is ticked; what changed since it was read stays undecided."""
    consultation = consultation_of(request)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        problem = " ".join(str(one) for one in form.non_field_errors()) or _(
            "This decision did not arrive whole. Please choose it once more."
        )
        return _queue_page(request, consultation, form=form, problem=problem)
    try:
        decided = decide(
            discussion=start_discussion(consultation=consultation),
            ticked=form.ticked(),
            verdict=form.verdict(),
            by=signed_in(request),
        )
    except CommonspaceError as refusal:
        return _queue_page(request, consultation, form=form, problem=str(refusal.message))
    _say_what_changed(request, decided)
    return _back(request, consultation, decided if decided.done else None)


@require_POST
@audience(Role.SECRETARIAT)
def undo_batch(request: HttpRequest, code: str) -> HttpResponse:
    """Put back what one press decided."""
    consultation = consultation_of(request)
    batch = _batch(request.POST.get("batch", ""))
    if batch:
        undone = undo(
            discussion=start_discussion(consultation=consultation),
            batch=batch,
            by=signed_in(request),
        )
        told = ngettext(
            "%(n)s comment stands where it stood before.",
            "%(n)s comments stand where they stood before.",
            undone.done,
        )
        messages.success(request, told % {"n": undone.done})
        _say_what_changed(request, undone)
    return _back(request, consultation)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def opening(request: HttpRequest, code: str) -> HttpResponse:
    """Open or close the discussion, and say how it is moderated."""
    consultation = consultation_of(request)
    found = discussion_of(consultation)
    if request.method == "POST":
        found = start_discussion(consultation=consultation)
    form = OpeningForm(request.POST or None, discussion=found)
    if request.method == "POST" and form.is_valid():
        set_up(discussion=form.apply(), by=signed_in(request))
        messages.success(request, _("Kept. The call says so from now on."))
        return redirect("discussion-queue", code=consultation.code)
    status = REFUSED if request.method == "POST" else 200
    return _pages.page(
        request, "set_up", consultation, _("Set up"), status=status, form=form, rules=_rules()
    )


def _queue_page(
    request: HttpRequest,
    consultation: Consultation,
    *,
    form: DecisionForm | None = None,
    problem: str = "",
) -> HttpResponse:
    found = discussion_of(consultation)
    counts = queue_counts(found)
    show = _list_asked(request)
    listed = queue(found, show) if found.pk else Comment.objects.none()
    page_obj = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    return _pages.page(
        request,
        "queue",
        consultation,
        status=REFUSED if problem else 200,
        discussion=found,
        lists=[(name, label, counts[name]) for name, label in LISTS.items()],
        show=show,
        page_obj=page_obj,
        rows=as_read(list(page_obj.object_list)),
        rules=_rules(),
        done=_done(request, found),
        problem=problem,
        typed=form.data if form else {},
        ticked={f"{pk}:{revision}" for pk, revision in form.ticked()} if form else set(),
    )


def _done(request: HttpRequest, found: Discussion) -> dict[str, object] | None:
    """Return what the last press did, so that it can be undone from the page it leads to."""
    batch = _batch(request.GET.get("done", ""))
    if batch is None or found.pk is None:
        return None
    steps = Step.objects.filter(comment__discussion=found, batch=batch)
    kinds = list(steps.values_list("did", flat=True))
    if not kinds or kinds[0] == Did.UNDONE:
        return None
    return {"batch": batch, "n": len(kinds), "is_hidden": kinds[0] == Did.HIDDEN}


def _say_what_changed(request: HttpRequest, decided: Decided) -> None:
    if decided.changed:
        told = ngettext(
            "%(n)s comment was changed meanwhile and stays as it is. Please read it again.",
            "%(n)s comments were changed meanwhile and stay as they are. Please read them again.",
            decided.changed,
        )
        messages.warning(request, told % {"n": decided.changed})


def _back(
    request: HttpRequest, consultation: Consultation, decided: Decided | None = None
) -> HttpResponse:
    """Return to the list the press came from."""
    address = reverse("discussion-queue", args=[consultation.code])
    done = f"&done={decided.batch}" if decided else ""
    return redirect(f"{address}?show={_list_asked(request)}{done}")


def _list_asked(request: HttpRequest) -> str:
    asked = request.POST.get("show") or request.GET.get("show", "")
    return asked if asked in LISTS else "waiting"


def _batch(written: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(written)
    except ValueError:
        return None


def _rules() -> list[tuple[str, str, object]]:
    return [(rule.value, str(rule.label), RULES[rule]) for rule in Rule]
