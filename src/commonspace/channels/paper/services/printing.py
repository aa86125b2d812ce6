"""Setting paper up, and printing sheets."""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from commonspace.channels.paper.codes import new_code
from commonspace.channels.paper.models import FEWEST_LINES, Layout, PaperOffer, Printing, Sheet
from commonspace.channels.paper.printing.document import digest_of, document_for
from commonspace.channels.paper.printing.press import places_of, sheets_pdf
from commonspace.channels.paper.queries import offer_of, page_count
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import asked_questions
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event

MOST_SHEETS = 200
Pages = list[list[dict[str, Any]]]
_KEPT_SECONDS = 3600


@transaction.atomic
def set_up(*, offer: PaperOffer, by: Account) -> None:
    """Keep whether and how answers on paper are taken."""
    offer.save()
    record_event(
        actor=actor_of(by), verb="paper.set-up",
        subject=f"consultation:{offer.consultation_id}", scope=offer.consultation.code,
    )  # fmt: skip


def layout_for(*, consultation: Consultation, language: str) -> Layout:
    """Return the form as it reads now; it is set once for each wording and kept for ever.

    Raises:
        NotTypesetError: If the typesetter refuses, for instance for want of a font.
    """
    document = document_for(offer_of(consultation), language)
    digest = digest_of(document)
    found = Layout.objects.filter(consultation=consultation, digest=digest).first()
    if found:
        return found
    document, pages = _fitted(consultation=consultation, language=language, asked=document)
    wordings = {str(question.pk): question.wording.pk for question in asked_questions(consultation)}
    with transaction.atomic():
        layout, is_new = Layout.objects.get_or_create(
            consultation=consultation,
            digest=digest,
            defaults={
                "language": language,
                "document": document,
                "pages": pages,
                "wordings": wordings,
            },
        )
        if is_new:
            Sheet.objects.create(layout=layout, code=new_code())
    return layout


def _fitted(
    *, consultation: Consultation, language: str, asked: dict[str, Any]
) -> tuple[dict[str, Any], Pages]:
    """Return the form as it is printed: a line less for each answer where that saves a page.

    Boxes to tick and the place to sign never stand on a page without the words they are about.
    """
    offer, day = offer_of(consultation), consultation.created_at.date()
    document, pages, lines = asked, places_of(asked, day=day), offer.lines
    if lines > FEWEST_LINES:
        shorter = document_for(offer, language, lines=lines - 1)
        on = places_of(shorter, day=day)
        if len(on) < len(pages):
            document, pages, lines = shorter, on, lines - 1
    if _page_of("about:name", pages) != _page_of("about:signature", pages):
        apart = document_for(offer, language, lines=lines, terms_apart=True)
        on = places_of(apart, day=day)
        if len(on) <= len(pages):
            document, pages = apart, on
    return document, pages


def _page_of(key: str, pages: Pages) -> int:
    return next(
        number for number, page in enumerate(pages) if any(one["key"] == key for one in page)
    )


@transaction.atomic
def print_sheets(*, consultation: Consultation, language: str, count: int, by: Account) -> Printing:
    """Make a stack of numbered sheets, each with a code of its own.

    Args:
        consultation: The consultation they answer.
        language: A language of the call.
        count: How many, at most ``MOST_SHEETS``.
        by: Who prints them.
    """
    layout = layout_for(consultation=consultation, language=language)
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    printing = Printing.objects.create(layout=layout, made_by=by)
    last = Sheet.objects.filter(layout__consultation=consultation).order_by("-number").first()
    first = last.number + 1 if last else 1
    Sheet.objects.bulk_create(
        Sheet(layout=layout, printing=printing, code=new_code(), number=number)
        for number in range(first, first + min(count, MOST_SHEETS))
    )
    record_event(
        actor=actor_of(by), verb="paper.printed",
        subject=f"printing:{printing.pk}", scope=consultation.code,
    )  # fmt: skip
    return printing


def stack_pdf(printing: Printing) -> bytes:
    """Return a stack as one PDF; the same bytes each time."""
    codes = list(printing.sheets.values_list("code", flat=True))
    layout = printing.layout
    return sheets_pdf(
        layout.document, pages=page_count(layout), codes=codes, day=printing.made_at.date()
    )


def blank_pdf(*, consultation: Consultation, language: str) -> bytes:
    """Return the form without a number, which may be copied freely; pressed once an hour."""
    layout = layout_for(consultation=consultation, language=language)
    kept = cache.get(f"paper:{layout.digest}")
    if isinstance(kept, bytes):
        return kept
    blank = layout.sheets.get(printing=None)
    made = sheets_pdf(
        layout.document, pages=page_count(layout), codes=[blank.code], day=timezone.localdate()
    )
    cache.set(f"paper:{layout.digest}", made, _KEPT_SECONDS)
    return made
