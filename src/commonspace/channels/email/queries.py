"""What came by mail, in figures that add up, and what waits for a person."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from commonspace.channels.email.addresses import mailbox_of, receives_mail
from commonspace.channels.email.choices import Fate
from commonspace.channels.email.models import Mail
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Answer, Attachment, Contribution

ORDER = (
    Fate.CONTRIBUTION, Fate.CHANGE, Fate.ASKED, Fate.OPENED, Fate.SET_ASIDE, Fate.DISCARDED, Fate.DIED,
    Fate.WAITING,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSums:
    """How many mails came and what became of them; ``total`` is the sum of ``by_fate``."""

    total: int
    by_fate: tuple[tuple[Fate, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """How much came in a contribution, without a word of it.

    ``answers`` are the number of a question, ``None`` for a general remark, and a count of words.
    """

    answers: tuple[tuple[int | None, int], ...]
    files: int


def contents_of(contributions: Collection[Contribution]) -> dict[UUID, Contents]:
    """Return how much came in each of these contributions as they now stand."""
    now = {
        "contribution__in": contributions,
        "revision__number": F("contribution__current_revision"),
    }
    said = defaultdict(list)
    answers = Answer.objects.filter(**now).values_list(
        "contribution", "question__number", "text__text"
    )
    for pk, number, text in answers:
        said[pk].append((number, len(text.split())))
    files = dict(
        Attachment.objects.filter(**now)
        .order_by()
        .values_list("contribution")
        .annotate(count=Count("pk"))
    )
    return {
        one.pk: Contents(answers=tuple(said[one.pk]), files=files.get(one.pk, 0))
        for one in contributions
    }


def mails_of(consultation: Consultation) -> QuerySet[Mail]:
    """Return the mails of a call, and those to the address of all calls that name none.

    The latter are seen by the secretariat of every call that uses that address.
    """
    own = Q(consultation=consultation)
    if uses_shared_mailbox(consultation):
        own |= Q(consultation=None)
    return Mail.objects.filter(own).select_related(
        "file", "mailbox", "contribution", "consultation", "decided_by"
    )


def uses_shared_mailbox(consultation: Consultation) -> bool:
    """Tell whether a call receives its mails by the address of all calls."""
    mailbox = mailbox_of(consultation)
    return not (mailbox and mailbox.host) and receives_mail(consultation)


def sums_of(consultation: Consultation) -> MailSums:
    """Count the mails of a call by what became of them."""
    counted = dict(
        mails_of(consultation)
        .order_by()
        .values_list("fate")
        .annotate(count=Count("pk", distinct=True))
    )
    by_fate = tuple((fate, counted[fate]) for fate in ORDER if counted.get(fate))
    return MailSums(total=sum(counted.values()), by_fate=by_fate)


def mails_listed(consultation: Consultation, *, fate: str = "") -> QuerySet[Mail]:
    """Return mails of a call, the latest first."""
    found = mails_of(consultation)
    return found.filter(fate=fate) if fate in Fate.values else found
