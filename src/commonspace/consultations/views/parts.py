"""The lists around a call: themes, partners, key dates, documents."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from commonspace.consultations import services
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.deadline import date_in_words
from commonspace.consultations.errors import UnofferedFileError
from commonspace.consultations.forms import (
    AreaForm,
    DocumentForm,
    KeyDateForm,
    PartnerForm,
    RoundForm,
)
from commonspace.consultations.localised_form import LocalisedForm
from commonspace.consultations.models import Consultation, KeyDate, Partner, Round
from commonspace.consultations.views.pages import UNPROCESSABLE, kept, step_page
from commonspace.engines.blobs import TooLargeError
from commonspace.kernel.audience import audience
from commonspace.kernel.localised import in_language
from commonspace.people.models import Account
from commonspace.people.services import organisation_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of list around a call, and how its entries are shown, kept and removed."""

    key: str
    relation: str
    form: type[LocalisedForm]
    keep: Callable[..., object]
    remove: Callable[..., None]
    label: Callable[[Any], str]
    add: str | Promise
    empty: str | Promise

    @property
    def entry_name(self) -> str:
        """Return the name of the address of one entry."""
        return f"call-{self.key}-entry"

    @property
    def remove_name(self) -> str:
        """Return the name of the address that removes one entry."""
        return f"call-{self.key}-remove"


def _keep_partner(
    *,
    consultation: Consultation,
    by: Account,
    item: Partner | None,
    organisation: str,
    **values: Any,  # noqa: ANN401  # handed on as it came
) -> object:
    named = organisation_named(name=organisation)
    return named and services.keep_partner(
        consultation=consultation, by=by, item=item, organisation=named, **values
    )


def _round_label(held: Round) -> str:
    return f"{date_in_words(held.starts_on)}: {in_language(held.title)}"


def _key_date_label(key_date: KeyDate) -> str:
    return f"{date_in_words(key_date.on)}: {in_language(key_date.title)}"


AREAS = Part(
    key="areas",
    relation="areas",
    form=AreaForm,
    keep=services.keep_area,
    remove=services.remove_area,
    label=str,
    add=_("Add a theme"),
    empty=_("No themes: the questions stand on their own."),
)
PARTNERS = Part(
    key="partners",
    relation="partners",
    form=PartnerForm,
    keep=_keep_partner,
    remove=services.remove_partner,
    label=str,
    add=_("Add an organisation"),
    empty=_("Nobody beside the organisation that asks."),
)
KEY_DATES = Part(
    key="key-dates",
    relation="key_dates",
    form=KeyDateForm,
    keep=services.keep_key_date,
    remove=services.remove_key_date,
    label=_key_date_label,
    add=_("Add a date"),
    empty=_("No dates yet. The opening and the deadline are listed by themselves."),
)
ROUNDS = Part(
    key="rounds",
    relation="rounds",
    form=RoundForm,
    keep=services.keep_round,
    remove=services.remove_round,
    label=_round_label,
    add=_("Add a round"),
    empty=_("No round yet. The report then says nothing of who met when."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def entries(request: HttpRequest, code: str, part: Part) -> HttpResponse:
    consultation = consultation_of(request)
    form = part.form(request.POST or None, consultation=consultation)
    if form.is_valid():
        part.keep(consultation=consultation, by=signed_in(request), item=None, **form.values())
        return kept(request, consultation, part.key)
    rows = [(item, part.label(item)) for item in getattr(consultation, part.relation).all()]
    status = UNPROCESSABLE if request.method == "POST" else 200
    return step_page(
        request, "entries", consultation, part.key, status=status, form=form, part=part, rows=rows
    )


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def entry(request: HttpRequest, code: str, pk: int, part: Part) -> HttpResponse:
    consultation = consultation_of(request)
    item = get_object_or_404(getattr(consultation, part.relation), pk=pk)
    form = part.form(request.POST or None, consultation=consultation, current=item)
    if form.is_valid():
        part.keep(consultation=consultation, by=signed_in(request), item=item, **form.values())
        return kept(request, consultation, part.key)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return step_page(
        request,
        "entry",
        consultation,
        part.key,
        status=status,
        form=form,
        part=part,
        item=item,
        label=part.label(item),
    )


@require_POST
@audience("secretariat")
def remove_entry(request: HttpRequest, code: str, pk: int, part: Part) -> HttpResponse:
    consultation = consultation_of(request)
    item = get_object_or_404(getattr(consultation, part.relation), pk=pk)
    part.remove(consultation=consultation, by=signed_in(request), item=item)
    return redirect(f"call-{part.key}", code=consultation.code)


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def documents(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        initial={"language": consultation.default_language},
    )
    if form.is_valid() and _added(request, consultation, form):
        return kept(request, consultation, "documents")
    status = UNPROCESSABLE if request.method == "POST" else 200
    rows = consultation.documents.select_related("file")
    return step_page(
        request, "documents", consultation, "documents", status=status, form=form, rows=rows
    )


def _added(request: HttpRequest, consultation: Consultation, form: DocumentForm) -> bool:
    upload = form.cleaned_data["file"]
    try:
        services.add_document(
            consultation=consultation,
            by=signed_in(request),
            title=form.cleaned_data["title"],
            language=form.cleaned_data["language"],
            stream=upload.file,
            name=upload.name,
            max_bytes=settings.COMMONSPACE_MAX_UPLOAD_MB * 1024 * 1024,
        )
    except (UnofferedFileError, TooLargeError) as refusal:
        form.add_error("file", str(refusal))
        return False
    return True


@require_POST
@audience("secretariat")
def remove_document(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    item = get_object_or_404(consultation.documents, pk=pk)
    services.remove_document(consultation=consultation, by=signed_in(request), item=item)
    return redirect("call-documents", code=consultation.code)
