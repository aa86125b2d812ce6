"""Stories at the desk: those that came, those that staff put in, and the form itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.story.forms import FieldForm, OfferForm, TellForm, UploadForm
from commonspace.channels.story.models import StoryField
from commonspace.channels.story.queries import form_of, stories_of
from commonspace.channels.story.services import move, offer, start_form, tell
from commonspace.channels.story.views.public import form_words, read_upload
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.contributions.cards import card_of
from commonspace.intake.pages import DeskPages
from commonspace.intake.services import receipt_code
from commonspace.kernel.audience import audience
from commonspace.kernel.codes import spelled
from commonspace.kernel.errors import CommonspaceError

_pages = DeskPages(title=gettext_lazy("Stories"), url_name="stories", templates="story")
REFUSED = 422
MOST_SHOWN = 200


@require_safe
@audience(Role.SECRETARIAT)
def stories(request: HttpRequest, code: str) -> HttpResponse:
    return _list(request, consultation_of(request))


@require_POST
@audience(Role.SECRETARIAT)
def stories_file(request: HttpRequest, code: str) -> HttpResponse:
    """Read a filled file that reached staff; they look at it before it counts."""
    consultation = consultation_of(request)
    form, upload = read_upload(request, consultation)
    if form is None:
        return _list(request, consultation, upload, status=REFUSED)
    return _review(request, consultation, form, was_read=True)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def stories_new(request: HttpRequest, code: str) -> HttpResponse:
    """Put a story in for somebody."""
    consultation = consultation_of(request)
    start_form(consultation=consultation)
    if request.method != "POST":
        return _review(request, consultation, TellForm(consultation=consultation))
    form = TellForm(request.POST, consultation=consultation)
    if not form.is_valid():
        return _review(request, consultation, form, status=REFUSED)
    try:
        received = tell(
            consultation=consultation,
            telling=form.telling(by_staff=True),
            received_at=timezone.now(),
            by=signed_in(request),
        )
    except CommonspaceError as refusal:
        form.add_error(None, str(refusal.message))
        return _review(request, consultation, form, status=REFUSED)
    told = {
        "reference": str(received.contribution),
        "code": spelled(receipt_code(received.contribution)),
    }
    messages.success(
        request, _("Taken in as %(reference)s. The receipt code to hand on: %(code)s") % told
    )
    return redirect("stories", code=consultation.code)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def set_up(request: HttpRequest, code: str) -> HttpResponse:
    """Whether stories are asked for, and with which fields."""
    consultation = consultation_of(request)
    row = start_form(consultation=consultation)
    form = OfferForm(
        request.POST or None,
        consultation=consultation,
        current=row,
        initial={"is_offered": row.is_offered},
        label_suffix="",
    )
    if request.method == "POST" and form.is_valid():
        row.is_offered = form.cleaned_data["is_offered"]
        row.opening = form.cleaned_data["opening"]
        offer(form=row, by=signed_in(request))
        messages.success(request, _("Kept. The call says so from now on."))
        return redirect("story-set-up", code=consultation.code)
    status = REFUSED if request.method == "POST" else 200
    return _pages.page(
        request, "set_up", consultation, _("Set up"), status=status, form=form, row=row,
        fields=list(row.fields.select_related("form__consultation")),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def field_new(request: HttpRequest, code: str) -> HttpResponse:
    row = start_form(consultation=consultation_of(request))
    last = row.fields.count() + 1
    return _field_page(request, StoryField(form=row, position=last, rows=3))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def field(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    return _field_page(request, _field(consultation_of(request), pk))


@require_POST
@audience(Role.SECRETARIAT)
def field_move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a field up or down, or take it off the form; stories told before keep it."""
    found = _field(consultation_of(request), pk)
    if request.POST.get("do") == "remove":
        found.delete()
        messages.success(request, _("Taken off the form. Stories told before keep it."))
    else:
        move(field=found, up=request.POST.get("do") == "up")
    return redirect(reverse("story-set-up", args=[code]) + "#fields")


def _field(consultation: Consultation, pk: int) -> StoryField:
    return get_object_or_404(
        StoryField.objects.select_related("form__consultation"),
        form__consultation=consultation,
        pk=pk,
    )


def _field_page(request: HttpRequest, found: StoryField) -> HttpResponse:
    consultation = found.form.consultation
    plain = ("part", "rows", "is_needed")
    form = FieldForm(
        request.POST or None,
        consultation=consultation,
        current=found,
        initial={name: getattr(found, name) for name in plain},
        label_suffix="",
    )
    if request.method == "POST" and form.is_valid():
        for name in (*plain, "label", "help_text"):
            setattr(found, name, form.cleaned_data[name])
        found.label = {code: words for code, words in found.label.items() if words}
        found.help_text = {code: words for code, words in found.help_text.items() if words}
        found.save()
        messages.success(request, _("Kept."))
        return redirect(reverse("story-set-up", args=[consultation.code]) + "#fields")
    status = REFUSED if request.method == "POST" else 200
    return _pages.page(request, "field", consultation, _("One field"), status=status, form=form)


def _list(
    request: HttpRequest,
    consultation: Consultation,
    upload: UploadForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    rows = [
        {"story": one, "card": card_of(one.contribution), "example_url": _example_url(consultation, one.contribution.reference)}
        for one in stories_of(consultation)[:MOST_SHOWN]
    ]  # fmt: skip
    return _pages.page(
        request, "stories", consultation, status=status, rows=rows,
        upload=upload or UploadForm(label_suffix=""), form_row=form_of(consultation),
    )  # fmt: skip


def _example_url(consultation: Consultation, reference: int) -> str:
    """Return where an example is made of a story, empty on a site without that room."""
    try:
        return reverse("synthesis-from-story", args=[consultation.code, reference])
    except NoReverseMatch:
        return ""


def _review(
    request: HttpRequest,
    consultation: Consultation,
    form: TellForm,
    *,
    was_read: bool = False,
    status: int = 200,
) -> HttpResponse:
    around = {
        name: words for name, words in form_words(consultation).items() if name != "consultation"
    }
    return _pages.page(
        request, "review", consultation, _("Put a story in"), status=status,
        form=form, was_read=was_read, **around,
    )  # fmt: skip
