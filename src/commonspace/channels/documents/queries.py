"""What became of a bundle, file by file, in figures that add up and in sentences."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonspace.channels.documents.choices import Fate
from commonspace.channels.documents.models import Bundle, BundleItem
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Reading
from commonspace.contributions.models import Attachment, Contribution
from commonspace.engines.extraction import Reason, UnreadableError, Warn, warning_sentence
from commonspace.people.choices import Attribution
from commonspace.people.models import Organisation

READ, UNREADABLE, READING = "read", "unreadable", "reading"
ALREADY, REFUSED, WAITING = "already", "refused", "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One file of a bundle: what became of it, and the sentence that says so.

    ``state`` is one of ``read``, ``unreadable``, ``reading``, ``already``, ``refused`` and
    ``waiting``.
    """

    name: str
    state: str
    sentence: str | Promise
    warnings: tuple[str | Promise, ...]
    contribution: Contribution | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a bundle has come. ``total`` is the sum of the other figures."""

    lines: tuple[FileLine, ...]
    read: int
    unreadable: int
    reading: int
    already: int
    refused: int
    waiting: int

    @property
    def total(self) -> int:
        """How many files came."""
        return len(self.lines)

    @property
    def settled(self) -> int:
        """How many files need no further work."""
        return self.total - self.waiting - self.reading

    @property
    def is_settled(self) -> bool:
        """Whether every file has come to its end."""
        return self.settled == self.total


def bundles_of(consultation: Consultation) -> QuerySet[Bundle]:
    """Return the bundles of a consultation with how many ``files`` each holds, the latest first."""
    return (
        Bundle.objects.filter(consultation=consultation)
        .select_related("run", "given_by")
        .annotate(files=Count("items", filter=~Q(items__fate=Fate.OPENED)))
    )


def standing(bundle: Bundle) -> Standing:
    """Return what became of each file of a bundle so far."""
    items = (
        bundle.items.exclude(fate=Fate.OPENED)
        .select_related("contribution")
        .prefetch_related("contribution__attachments")
    )
    lines = tuple(_line(item) for item in items)
    counts = Counter(line.state for line in lines)
    return Standing(
        lines=lines,
        read=counts[READ],
        unreadable=counts[UNREADABLE],
        reading=counts[READING],
        already=counts[ALREADY],
        refused=counts[REFUSED],
        waiting=counts[WAITING],
    )


def known_organisations(consultation: Consultation) -> QuerySet[Organisation]:
    """Return organisations that contributed here and may be named."""
    return Organisation.objects.filter(
        contributors__contributions__consultation=consultation,
        contributors__contributions__attribution__in=[Attribution.NAMED, Attribution.ORGANISATION],
    ).distinct()


def refusal_sentence(reason: str) -> str | Promise:
    """Return the sentence for a reason that was kept, in the language of this page."""
    if reason not in list(Reason):
        return _("This file could not be read. It is kept as it came.")
    return UnreadableError(Reason(reason)).message


def _line(item: BundleItem) -> FileLine:
    state, sentence, warnings = _told(item)
    return FileLine(
        name=item.name, state=state, sentence=sentence, warnings=warnings,
        contribution=item.contribution,
    )  # fmt: skip


def _told(item: BundleItem) -> tuple[str, str | Promise, tuple[str | Promise, ...]]:
    here = item.contribution
    if item.fate == Fate.WAITING:
        return WAITING, _("Kept on disk; waiting for its turn."), ()
    if item.fate == Fate.NOT_TAKEN or here is None:
        return REFUSED, refusal_sentence(item.reason), ()
    if item.fate == Fate.ALREADY_HERE:
        sentence = _("The same document is already here as %(reference)s; it counts once.")
        return ALREADY, sentence % {"reference": str(here)}, ()
    return _read(next(iter(here.attachments.all()), None))


def _read(attachment: Attachment | None) -> tuple[str, str | Promise, tuple[str | Promise, ...]]:
    if attachment is None or attachment.reading == Reading.WAITING:
        return READING, _("Taken in; its words are being read."), ()
    if attachment.reading == Reading.UNREADABLE:
        return UNREADABLE, refusal_sentence(attachment.refusal), ()
    known = [Warn(each) for each in attachment.warnings if each in list(Warn)]
    warnings = tuple(warning_sentence(each) for each in known)
    return READ, _("Taken in and read."), warnings
