"""What reports keep of a contribution: texts that repeat its words, and editions, which get a note.

An edition stays as it was printed, byte for byte; the note stands beside it. Texts of the report
in the making leave the words out.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.contributions.verbatim import without
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal, Touched
from commonspace.provenance.services import record_event
from commonspace.reports.models import Edition, EditionNote, Report, SectionText
from commonspace.reports.printed import page_of, pages_in
from commonspace.reports.removed import Place, Sought, places_in, words_at

TYPED = (
    "title", "subtitle", "message", "introduction", "background", "method_note", "closing", "limits",
)  # fmt: skip


def touched(removal: Removal) -> Iterable[Touched]:
    """Name the editions that get a note, and the texts that repeat the words."""
    code = removal.contribution.consultation.code
    for edition in _standing(removal):
        n = len(_seen(places_in(edition.document, _sought(removal))))
        stands = ngettext("it stands at %(n)d place", "it stands at %(n)d places", n) % {"n": n}
        yield Touched(
            kind=_("edition"),
            words=_("Edition %(number)d") % {"number": edition.number},
            fate=_("stays as printed and gets a dated note; %(stands)s") % {"stands": stands},
            url=reverse("report-edition", args=[code, edition.number]),
        )
    for holder, name in _repeating(removal):
        yield Touched(
            kind=_("text of the report"),
            words=str(getattr(holder._meta.get_field(name), "verbose_name", name)),  # noqa: SLF001  # Django's own door to it
            fate=_("these words are left out of it, and it is to be read again"),
            url=reverse("report-texts", args=[code]),
        )


def erase(removal: Removal) -> None:
    """Put a note beside every edition that stands, and leave the words out of what is not printed."""
    for edition in _standing(removal):
        _note(edition, removal)
    for holder, name in list(_repeating(removal)):
        text = str(getattr(holder, name))
        setattr(holder, name, without(text, removal.sayings.spans_in(text)))
        holder.save(update_fields=[name])


def _standing(removal: Removal) -> Iterable[Edition]:
    consultation = removal.contribution.consultation
    found = Edition.objects.filter(report__consultation=consultation, recalled_at=None)
    return found.select_related("pdf").order_by("number")


def _sought(removal: Removal) -> Sought:
    return Sought(
        what=removal.what,
        ref=str(removal.contribution),
        sayings=removal.sayings,
        name=removal.name,
    )


def _seen(places: Iterable[Place]) -> set[tuple[object, ...]]:
    """Return places as a reader counts them: a quotation is one, whatever it consists of."""
    return {place.path[:-1] for place in places}


def _note(edition: Edition, removal: Removal) -> None:
    places = places_in(edition.document, _sought(removal))
    pages = pages_in(edition.pdf) if places else []
    kept = [
        {**place.as_json(), "page": page_of(words_at(edition.document, place), pages)}
        for place in places
    ]
    last = edition.notes.aggregate(last=Max("number"))["last"] or 0
    EditionNote.objects.create(
        edition=edition,
        number=last + 1,
        what=removal.what,
        places=kept,
        is_masked=removal.is_masked,
        at=removal.at,
    )
    record_event(
        actor=removal.actor, verb="edition.noted", subject=f"edition:{edition.pk}",
        scope=removal.contribution.consultation.code,
    )  # fmt: skip


def _repeating(removal: Removal) -> Iterator[tuple[Report | SectionText, str]]:
    """Yield the texts of the report in the making that repeat the words."""
    if removal.what == Removed.NAME:
        return
    report = Report.objects.filter(consultation=removal.contribution.consultation).first()
    if report is None:
        return
    for name in TYPED:
        if removal.sayings.spans_in(getattr(report, name)):
            yield report, name
    for section in report.section_texts.all():
        if removal.sayings.spans_in(section.text):
            yield section, "text"
