"""Writing what the door takes into rows: many deliveries in as many queries as one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from django.db.models import Max

from commonspace.consultations.models import Consultation, QuestionVersion
from commonspace.contributions.choices import Confirmation, Reading
from commonspace.contributions.models import (
    Answer,
    Attachment,
    Contribution,
    Revision,
    SourceText,
)
from commonspace.contributions.signals import contribution_received
from commonspace.intake.envelopes import AnswerPart, Envelope, FilePart, tidy
from commonspace.people.models import Contributor
from commonspace.people.services import Newcomer, enter_contributors
from commonspace.provenance.services import Line, actor_of, record_events

Delivery = tuple[Contribution, Envelope]


def lock_calls(envelopes: Sequence[Envelope]) -> dict[int, datetime | None]:
    """Let nobody else store anything in these calls until the transaction ends.

    Returns:
        When each of the calls closes, by its primary key.
    """
    calls = Consultation.objects.select_for_update().order_by("pk")
    wanted = {envelope.consultation.pk for envelope in envelopes}
    return dict(calls.filter(pk__in=wanted).values_list("pk", "closes_at"))


def delivered_before(envelopes: Sequence[Envelope]) -> dict[tuple[str, str], Contribution]:
    """Return what is stored already of these deliveries, by channel and key."""
    revisions = Revision.objects.filter(
        channel__in={envelope.channel for envelope in envelopes},
        channel_key__in=[envelope.key for envelope in envelopes],
    ).order_by()
    found = list(revisions.values_list("channel", "channel_key", "contribution"))
    if not found:
        return {}
    contributions = Contribution.objects.in_bulk([pk for _channel, _key, pk in found])
    return {(channel, key): contributions[pk] for channel, key, pk in found}


def store(
    envelopes: Sequence[Envelope], *, closing: Mapping[int, datetime | None]
) -> list[Contribution]:
    """Store deliveries that are new, each under the next number of its call.

    Nobody has a receipt for them or knows of them yet: ``announce`` each of them afterwards, in
    the same transaction.

    Args:
        envelopes: What came, in the order in which it is numbered.
        closing: What ``lock_calls`` returned.
    """
    if not envelopes:
        return []
    references = _Numbers()
    contributions = Contribution.objects.bulk_create(
        _contribution(
            envelope, contributor, references.next(envelope), closing[envelope.consultation.pk]
        )
        for envelope, contributor in zip(envelopes, _contributors(envelopes), strict=True)
    )
    store_revisions(list(zip(contributions, envelopes, strict=True)))
    record_events(
        Line(
            actor=actor_of(one.entered_by), verb="contribution.received",
            subject=f"contribution:{one.pk}", scope=one.consultation.code,
        )
        for one in contributions
    )  # fmt: skip
    return contributions


def announce(contribution: Contribution, envelope: Envelope) -> None:
    """Tell the other rooms of a contribution that was stored for the first time."""
    contribution_received.send(
        Contribution, contribution=contribution, has_files=bool(envelope.files)
    )


def store_revisions(deliveries: Sequence[Delivery]) -> list[Revision]:
    """Store what came as it came, with its answers and files."""
    revisions = Revision.objects.bulk_create(
        _revision(contribution, envelope) for contribution, envelope in deliveries
    )
    came = [
        (revision, envelope)
        for revision, (_one, envelope) in zip(revisions, deliveries, strict=True)
    ]
    _store_answers(came)
    Attachment.objects.bulk_create(
        _attachment(revision, part) for revision, envelope in came for part in envelope.files
    )
    return revisions


class _Numbers:
    """The numbers that contributions get, one after the other in each call."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def next(self, envelope: Envelope) -> int:
        call = envelope.consultation
        if call.pk not in self._last:
            self._last[call.pk] = call.contributions.aggregate(last=Max("reference"))["last"] or 0
        self._last[call.pk] += 1
        return self._last[call.pk]


def _contributors(envelopes: Sequence[Envelope]) -> list[Contributor]:
    unknown = [envelope.sender for envelope in envelopes if not envelope.sender.contributor]
    entered = iter(
        enter_contributors(
            Newcomer(
                details=sender.details, organisation=sender.organisation,
                kind=sender.kind, country=sender.country, place=sender.place,
            )
            for sender in unknown
        )
    )  # fmt: skip
    return [envelope.sender.contributor or next(entered) for envelope in envelopes]


def _contribution(
    envelope: Envelope, contributor: Contributor, reference: int, closes: datetime | None
) -> Contribution:
    return Contribution(
        consultation=envelope.consultation,
        reference=reference,
        contributor=contributor,
        on_behalf_of=envelope.on_behalf_of,
        entered_by=envelope.entered_by,
        round_id=envelope.round_id,
        channel=envelope.channel,
        received_at=envelope.received_at,
        is_late=closes is not None and envelope.received_at >= closes,
        language=envelope.language,
        attribution=envelope.consent.attribution,
        may_publish=envelope.consent.may_publish,
        consent_by=envelope.consent.by,
        consented_at=envelope.received_at,
        copies=envelope.copies,
        confirmed_at=envelope.received_at if envelope.read_back else None,
        confirmed_by=Confirmation.READ_BACK if envelope.read_back else "",
    )


def _revision(contribution: Contribution, envelope: Envelope) -> Revision:
    original = envelope.original()
    return Revision(
        contribution=contribution,
        number=contribution.current_revision,
        channel=envelope.channel,
        channel_key=envelope.key,
        received_at=envelope.received_at,
        original=original,
        sha256=sha256(original).hexdigest(),
    )


def _store_answers(came: Sequence[tuple[Revision, Envelope]]) -> None:
    """Store every answer with words in it."""
    said = [
        (revision, position, part)
        for revision, envelope in came
        for position, part in enumerate(envelope.answers)
        if part.text.strip()
    ]
    if not said:
        return
    wordings = _wordings(said)
    texts = SourceText.objects.bulk_create(
        _text(revision.contribution, part) for revision, _position, part in said
    )
    Answer.objects.bulk_create(
        _answer(revision, position, part, wordings, text)
        for (revision, position, part), text in zip(said, texts, strict=True)
    )


def _wordings(said: Sequence[tuple[Revision, int, AnswerPart]]) -> dict[tuple[int, int], list[int]]:
    """Return the wordings of the questions that were answered, from the first to that in force.

    They stand under the primary keys of their call and their question.
    """
    versions = QuestionVersion.objects.filter(
        question__consultation__in={one.contribution.consultation_id for one, _n, _part in said},
        question__in={part.question for _revision, _n, part in said if part.question},
    ).order_by("number")
    found: dict[tuple[int, int], list[int]] = {}
    for call, question, pk in versions.values_list("question__consultation", "question", "pk"):
        found.setdefault((call, question), []).append(pk)
    return found


def _text(contribution: Contribution, part: AnswerPart) -> SourceText:
    text = tidy(part.text)
    return SourceText(
        contribution=contribution,
        origin=part.origin,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        language=contribution.language,
        language_is_stated=bool(contribution.language),
        made_by=contribution.entered_by,
        derived_from_id=part.taken_from or None,
    )


def _answer(
    revision: Revision,
    position: int,
    part: AnswerPart,
    wordings: Mapping[tuple[int, int], Sequence[int]],
    text: SourceText,
) -> Answer:
    contribution = revision.contribution
    worded = wordings.get((contribution.consultation_id, part.question or 0), ())
    return Answer(
        contribution=contribution,
        revision=revision,
        question_id=part.question if worded else None,
        wording_id=_wording_read(part, worded) if worded else None,
        position=position,
        text=text,
    )


def _wording_read(part: AnswerPart, worded: Sequence[int]) -> int:
    """Return the wording an answer was written to: not one that was made while it was written."""
    named = part.wording or 0
    return named if named in worded else worded[-1]


def _attachment(revision: Revision, part: FilePart) -> Attachment:
    return Attachment(
        revision=revision,
        contribution=revision.contribution,
        file=part.file,
        title=part.title,
        author=part.author,
        year=part.year,
        question_id=part.question,
        reading=Reading.FIELDS if part.is_form else Reading.WAITING,
    )
