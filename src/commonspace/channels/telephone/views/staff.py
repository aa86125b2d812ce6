"""Whom to call, and what they said."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.telephone import services
from commonspace.channels.telephone.choices import Asked
from commonspace.channels.telephone.forms import LineForm, NoteForm, TimesForm
from commonspace.channels.telephone.models import CallRequest, CallTime
from commonspace.channels.telephone.queries import line_of, offered_times, requests_of
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.calendar import Moment, calendar_of
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.intake.pages import DeskPages
from commonspace.intake.services import receipt_code
from commonspace.kernel.audience import audience
from commonspace.kernel.localised import in_language
from commonspace.kernel.names import language_name
from commonspace.people.access import details_of
from commonspace.people.vault import PersonalDetails

_pages = DeskPages(title=gettext_lazy("Telephone"), url_name="telephone", templates="telephone")
REFUSED = 422
_NOTED = "telephone-noted"


@require_safe
@audience(Role.SECRETARIAT)
def telephone(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    return _pages.page(
        request,
        "telephone",
        consultation,
        line=line_of(consultation),
        groups=[(Asked(state).label, rows) for state, rows in requests_of(consultation).items()],
        times=offered_times(consultation),
        times_form=TimesForm(consultation=consultation, label_suffix=""),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def set_up(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    line = line_of(consultation)
    form = LineForm(
        request.POST or None,
        consultation=consultation,
        current=line,
        initial={"number": line.number, "takes_requests": line.takes_requests},
        label_suffix="",
    )
    if request.method == "POST" and form.is_valid():
        for name in ("number", "hours", "takes_requests"):
            setattr(line, name, form.cleaned_data[name])
        services.set_up(line=line, by=signed_in(request))
        messages.success(request, _("Kept. The call says so from now on."))
        return redirect("telephone", code=consultation.code)
    status = REFUSED if request.method == "POST" else 200
    return _pages.page(request, "set_up", consultation, _("Set up"), form=form, status=status)


@require_POST
@audience(Role.SECRETARIAT)
def times(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = TimesForm(request.POST, consultation=consultation, label_suffix="")
    if not form.is_valid():
        return _pages.page(
            request, "telephone", consultation, status=REFUSED, line=line_of(consultation),
            groups=[(Asked(state).label, rows) for state, rows in requests_of(consultation).items()],
            times=offered_times(consultation), times_form=form,
        )  # fmt: skip
    clean = form.cleaned_data
    services.offer_times(
        consultation=consultation,
        first=clean["starts"],
        last=clean["ends"],
        minutes=clean["minutes"],
    )
    return redirect(f"{reverse('telephone', args=[consultation.code])}#times")


@require_POST
@audience(Role.SECRETARIAT)
def remove_time(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    get_object_or_404(CallTime, consultation=consultation, pk=pk, request=None).delete()
    return redirect(f"{reverse('telephone', args=[consultation.code])}#times")


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def call(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One wish to be called; the number is shown by a press of a button, and the log keeps who looked."""
    consultation = consultation_of(request)
    wish = _wish(consultation, pk)
    whom = (
        services.number_for(request=wish, by=signed_in(request))
        if request.method == "POST"
        else None
    )
    return _pages.page(
        request,
        "call",
        consultation,
        _("One call"),
        wish=wish,
        whom=whom,
        language=language_name(wish.language),
    )


@require_POST
@audience(Role.SECRETARIAT)
def no_answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    services.nobody_answered(request=_wish(consultation, pk), by=signed_in(request))
    messages.success(request, _("Kept: nobody answered. The wish stays on the list."))
    return redirect("telephone", code=consultation.code)


@require_POST
@audience(Role.SECRETARIAT)
def drop_request(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    services.drop(request=_wish(consultation, pk), by=signed_in(request))
    messages.success(request, _("Taken off the list. The name and the number are deleted."))
    return redirect("telephone", code=consultation.code)


@require_safe
@audience(Role.SECRETARIAT)
def calendar(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A booked call for a calendar program; it names nobody."""
    consultation = consultation_of(request)
    wish = get_object_or_404(
        CallRequest.objects.select_related("time"),
        consultation=consultation,
        pk=pk,
        time__isnull=False,
    )
    assert wish.time is not None  # noqa: S101  # asked for above
    address = request.build_absolute_uri(reverse("telephone-call", args=[consultation.code, pk]))
    entry = calendar_of(
        Moment(
            uid=f"call-request-{pk}@{request.get_host()}",
            title=_("Call for %(consultation)s") % {"consultation": consultation.title_in()},
            text=language_name(wish.language),
            starts_at=wish.time.starts_at,
            minutes=wish.time.minutes,
            url=address,
        )
    )
    return HttpResponse(
        entry,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="call-{pk}.ics"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a call, one that was asked for or one that came in."""
    consultation = consultation_of(request)
    asked = request.GET.get("call", "")
    wish = _wish(consultation, int(asked)) if asked.isdecimal() else None
    if request.method != "POST":
        known = details_of(wish.contributor) if wish and wish.contributor else PersonalDetails()
        form = NoteForm.starting(consultation, known, wish.language if wish else "")
        return _note_page(request, consultation, form, wish)
    form = NoteForm(request.POST, consultation=consultation, label_suffix="")
    if not form.is_valid():
        return _note_page(request, consultation, form, wish, status=REFUSED)
    received = services.write_down(
        consultation=consultation, note=form.note(), by=signed_in(request), request=wish
    )
    request.session[_NOTED] = str(received.contribution.pk)
    return redirect("telephone-noted", code=consultation.code)


@require_safe
@audience(Role.SECRETARIAT)
def noted(request: HttpRequest, code: str) -> HttpResponse:
    """Give the code of the note just written, to be said aloud; only to whoever wrote it, once."""
    consultation = consultation_of(request)
    pk = request.session.pop(_NOTED, None)
    found = Contribution.objects.filter(
        pk=pk, consultation=consultation, entered_by=signed_in(request)
    ).first()
    if found is None:
        return redirect("telephone", code=consultation.code)
    return _pages.page(
        request,
        "noted",
        consultation,
        _("Written down"),
        contribution=found,
        receipt=receipt_code(found),
    )


def _note_page(
    request: HttpRequest,
    consultation: Consultation,
    form: NoteForm,
    wish: CallRequest | None,
    *,
    status: int = 200,
) -> HttpResponse:
    terms = in_language(consultation.naming_terms, fallback=consultation.default_language)
    return _pages.page(
        request,
        "note",
        consultation,
        _("Write down a call"),
        form=form,
        wish=wish,
        terms=terms,
        status=status,
    )


def _wish(consultation: Consultation, pk: int) -> CallRequest:
    return get_object_or_404(
        CallRequest.objects.select_related("time", "contributor"),
        consultation=consultation,
        pk=pk,
        state=Asked.OPEN,
    )
