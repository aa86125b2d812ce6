"""Receiving, changing and withdrawing contributions."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Question, QuestionVersion
from commonspace.contributions.choices import Confirmation, ConsentBy, Origin, Reading
from commonspace.contributions.errors import (
    CallClosedError,
    EmptyContributionError,
    MistypedCodeError,
    NoConsentError,
    TooLongError,
    UnknownCodeError,
)
from commonspace.contributions.models import (
    Answer,
    Attachment,
    Contribution,
    Receipt,
    Revision,
    SourceText,
)
from commonspace.contributions.queries import answers_of
from commonspace.contributions.signals import contribution_changed, contribution_received
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, FilePart, tidy
from commonspace.kernel.codes import code_from, is_well_formed, normalised
from commonspace.kernel.secrets import derived_key
from commonspace.people.choices import Attribution
from commonspace.people.models import Account, Contributor
from commonspace.people.services import enter_contributor, organisation_named
from commonspace.provenance.services import actor_of, record_event

LONGEST_ANSWER = 500_000
"""Characters in one answer: some 150 pages. Whoever has more sends a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the door hands back: the stored contribution and the code that opens it."""

    contribution: Contribution
    code: str
    is_new: bool


def receive(envelope: Envelope) -> Received:
    """Store a contribution exactly as received, once, and give its receipt.

    Returns only after the commit: whoever reads the receipt can rely on it. Idempotent on
    ``(channel, key)``: a second delivery returns the stored contribution and the same code.
    Late contributions are kept and marked late.

    Raises:
        EmptyContributionError: If there are no words and no file.
        NoConsentError: If attribution was not chosen.
        TooLongError: If one answer exceeds ``LONGEST_ANSWER``.
    """
    _check(envelope)
    delivered = _delivered(envelope)
    if delivered:
        return Received(contribution=delivered, code=receipt_code(delivered), is_new=False)
    try:
        with transaction.atomic(durable=not transaction.get_connection().in_atomic_block):
            contribution = _record(envelope)
    except IntegrityError:
        delivered = _delivered(envelope)
        if delivered is None:
            raise
        return Received(contribution=delivered, code=receipt_code(delivered), is_new=False)
    return Received(contribution=contribution, code=receipt_code(contribution), is_new=True)


def receive_many(envelopes: Sequence[Envelope]) -> list[Received]:
    """Store many contributions in one transaction, all or none, each as ``receive`` does.

    For ways in that bring thousands at once: the disk is waited for once, not once for each.
    Returns, in the order of the envelopes, only after the commit, unless the caller holds a
    transaction of its own open; then nothing may be told anybody before that ends.

    Raises:
        EmptyContributionError, NoConsentError, TooLongError: As ``receive``; nothing is stored.
    """
    for envelope in envelopes:
        _check(envelope)
    with transaction.atomic(durable=not transaction.get_connection().in_atomic_block):
        for consultation in sorted({envelope.consultation.pk for envelope in envelopes}):
            Consultation.objects.select_for_update().get(pk=consultation)
        delivered = _all_delivered(envelopes)
        received = []
        for envelope in envelopes:
            found = delivered.get((envelope.channel, envelope.key))
            contribution = found or _record(envelope)
            delivered[envelope.channel, envelope.key] = contribution
            received.append(
                Received(
                    contribution=contribution, code=receipt_code(contribution), is_new=found is None
                )
            )
    return received


@transaction.atomic
def revise(*, contribution: Contribution, envelope: Envelope, keep: set[str]) -> Contribution:
    """Put a new wording in place of the present one; the old one stays on record.

    Args:
        contribution: The contribution to change; locked while it is.
        envelope: The new delivery; with ``entered_by`` it is staff who put it in place, and the
            contributor has not agreed to it yet.
        keep: Ids of attachments that stay.

    Raises:
        CallClosedError: If the deadline has passed or the contribution was withdrawn.
    """
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if not may_change(contribution):
        raise CallClosedError(
            _(
                "The deadline has passed, so this contribution can no longer be changed here. Nothing was altered."
            )
        )
    _check(envelope, keeps_files=bool(keep))
    if _delivered(envelope):
        return contribution
    by_themselves = envelope.entered_by is None
    contribution.confirmed_at = envelope.received_at if by_themselves else None
    contribution.confirmed_by = Confirmation.SELF if by_themselves else ""
    actor = actor_of(envelope.entered_by) if envelope.entered_by else "receipt"
    _supersede(contribution, envelope, keep, actor=actor, verb="contribution.changed")
    return contribution


@transaction.atomic
def put_under_questions(
    *, contribution: Contribution, envelope: Envelope, keep: set[str]
) -> Contribution:
    """Put answers that were read in a file of a contribution beside it, under their questions.

    Its contributor changed nothing: the file came when it came, so the deadline does not matter
    and a confirmation stays. ``envelope`` and ``keep`` are as for ``revise``.

    Raises:
        CallClosedError: If the contribution was withdrawn.
    """
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if contribution.is_withdrawn:
        raise CallClosedError(_("This contribution was withdrawn. Nothing was altered."))
    _check(envelope, keeps_files=bool(keep))
    if not _delivered(envelope):
        actor = actor_of(envelope.entered_by)
        _supersede(contribution, envelope, keep, actor=actor, verb="contribution.fields-read")
    return contribution


def held_answers(contribution: Contribution) -> tuple[AnswerPart, ...]:
    """Return the answers of a contribution as they would come again."""
    return tuple(
        AnswerPart(
            question=answer.question_id,
            text=answer.text.text,
            origin=answer.text.origin,
            wording=answer.wording_id,
            taken_from=str(answer.text.derived_from_id or ""),
        )
        for answer in answers_of(contribution)
    )


def _supersede(
    contribution: Contribution, envelope: Envelope, keep: set[str], *, actor: str, verb: str
) -> None:
    contribution.current_revision += 1
    contribution.attribution = envelope.consent.attribution
    contribution.may_publish = envelope.consent.may_publish
    if envelope.consent.by != ConsentBy.NOT_YET:
        contribution.consent_by = envelope.consent.by
        contribution.consented_at = envelope.received_at
    contribution.language = envelope.language
    contribution.save(
        update_fields=[
            "current_revision",
            "attribution",
            "may_publish",
            "consent_by",
            "consented_at",
            "language",
            "confirmed_at",
            "confirmed_by",
        ]
    )
    revision = _record_revision(contribution, envelope)
    contribution.attachments.filter(pk__in=keep).update(revision=revision)
    record_event(
        actor=actor, verb=verb,
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip
    contribution_changed.send(Contribution, contribution=contribution)


@transaction.atomic
def choose_terms(*, contribution: Contribution, consent: Consent, at: datetime) -> Contribution:
    """Write down how a contributor now says they may be named, and whether they may be published.

    For ways in that cannot ask: what came stays unnamed and unpublished until its sender chooses.

    Raises:
        NoConsentError: If attribution was not chosen.
    """
    if consent.attribution not in Attribution.values:
        raise NoConsentError(_("Please choose how we may name you. Nothing was changed."))
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    contribution.attribution = consent.attribution
    contribution.may_publish = consent.may_publish
    contribution.consent_by, contribution.consented_at = consent.by, at
    contribution.save(update_fields=["attribution", "may_publish", "consent_by", "consented_at"])
    record_event(
        actor="receipt", verb="contribution.terms-chosen",
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip
    contribution_changed.send(Contribution, contribution=contribution)
    return contribution


@transaction.atomic
def withdraw(*, contribution: Contribution) -> None:
    """Take a contribution back: it stays as a numbered gap and in no count of voices."""
    contribution.withdrawn_at = timezone.now()
    contribution.save(update_fields=["withdrawn_at"])
    record_event(
        actor="receipt", verb="contribution.withdrawn",
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip
    contribution_changed.send(Contribution, contribution=contribution)


@transaction.atomic
def confirm(*, contribution: Contribution) -> None:
    """Keep that its contributor read what was written down for them and agrees."""
    contribution.confirmed_at = timezone.now()
    contribution.confirmed_by = Confirmation.SELF
    contribution.save(update_fields=["confirmed_at", "confirmed_by"])
    record_event(
        actor="receipt", verb="contribution.confirmed",
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip


@transaction.atomic
def set_terms(*, contribution: Contribution, consent: Consent, by: Account) -> None:
    """Put terms a contributor has now agreed to in place of those that stood before."""
    contribution.attribution = consent.attribution
    contribution.may_publish = consent.may_publish
    contribution.consent_by = consent.by
    contribution.consented_at = timezone.now()
    contribution.save(update_fields=["attribution", "may_publish", "consent_by", "consented_at"])
    record_event(
        actor=actor_of(by), verb="contribution.terms-set",
        subject=f"contribution:{contribution.pk}", scope=contribution.consultation.code,
    )  # fmt: skip
    contribution_changed.send(Contribution, contribution=contribution)


@transaction.atomic
def set_language(*, text: SourceText, language: str, by: Account) -> None:
    """Put the language a person says a text is in, in place of what was found out or stated.

    The contribution takes it too where none of its texts is known to be in another one.
    """
    contribution = text.contribution
    text.language, text.language_is_stated = language, True
    text.save(update_fields=["language", "language_is_stated"])
    others = contribution.texts.exclude(pk=text.pk).exclude(origin=Origin.TRANSLATION)
    if not others.exclude(language__in=["", language]).exists():
        contribution.language = language
        contribution.save(update_fields=["language"])
    record_event(
        actor=actor_of(by), verb="text.language-set",
        subject=f"text:{text.pk}", scope=contribution.consultation.code,
    )  # fmt: skip


def may_change(contribution: Contribution) -> bool:
    """Tell whether its contributor may still change it: until the deadline."""
    return not contribution.is_withdrawn and contribution.consultation.is_open()


def receipt_code(contribution: Contribution) -> str:
    """Return the code of a contribution; the same each time, kept nowhere."""
    return code_from(derived_key("receipt codes"), str(contribution.pk))


def contribution_for_code(typed: str) -> Contribution:
    """Return the contribution a receipt code opens.

    Raises:
        MistypedCodeError: If the code has a slip in it.
        UnknownCodeError: If it was never given.
    """
    code = normalised(typed)
    if not is_well_formed(code):
        raise MistypedCodeError(
            _(
                "One of the characters of this code is not right. Please compare it with the one you noted: twelve letters and figures in three groups."
            )
        )
    receipt = Receipt.objects.filter(code_digest=_digest(code)).first()
    if receipt is None:
        raise UnknownCodeError(
            _(
                "We have no contribution with this code. Please check each group; if it is right, write to us and we will look for it."
            )
        )
    return receipt.contribution


def _digest(code: str) -> str:
    return hmac.new(derived_key("receipt digests"), code.encode(), sha256).hexdigest()


def _delivered(envelope: Envelope) -> Contribution | None:
    revision = (
        Revision.objects.filter(channel=envelope.channel, channel_key=envelope.key)
        .select_related("contribution")
        .first()
    )
    return revision.contribution if revision else None


def _all_delivered(envelopes: Sequence[Envelope]) -> dict[tuple[str, str], Contribution]:
    revisions = Revision.objects.filter(
        channel__in={envelope.channel for envelope in envelopes},
        channel_key__in=[envelope.key for envelope in envelopes],
    ).select_related("contribution")
    return {(one.channel, one.channel_key): one.contribution for one in revisions}


def _check(envelope: Envelope, *, keeps_files: bool = False) -> None:
    if envelope.consent.attribution not in Attribution.values:
        raise NoConsentError(_("Please choose how we may name you. What you wrote is still here."))
    if (
        not keeps_files
        and not envelope.files
        and not any(part.text.strip() for part in envelope.answers)
    ):
        raise EmptyContributionError(
            _("There is nothing here yet. Write an answer to any one question, or add a document.")
        )
    if any(len(part.text) > LONGEST_ANSWER for part in envelope.answers):
        raise TooLongError(
            _(
                "One of the answers is longer than a book chapter. Please add it as a document; everything else is still here."
            )
        )


def _record(envelope: Envelope) -> Contribution:
    consultation = Consultation.objects.select_for_update().get(pk=envelope.consultation.pk)
    last = consultation.contributions.aggregate(last=Max("reference"))["last"] or 0
    closes = consultation.closes_at
    contribution = Contribution.objects.create(
        consultation=consultation,
        reference=last + 1,
        contributor=_contributor(envelope),
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
    _record_revision(contribution, envelope)
    Receipt.objects.create(
        contribution=contribution, code_digest=_digest(receipt_code(contribution))
    )
    record_event(
        actor=actor_of(envelope.entered_by), verb="contribution.received",
        subject=f"contribution:{contribution.pk}", scope=consultation.code,
    )  # fmt: skip
    contribution_received.send(Contribution, contribution=contribution)
    return contribution


def _contributor(envelope: Envelope) -> Contributor:
    sender = envelope.sender
    if sender.contributor:
        return sender.contributor
    organisation = organisation_named(
        name=sender.organisation, kind=sender.kind, country=sender.country, place=sender.place
    )
    return enter_contributor(
        details=sender.details,
        organisation=organisation,
        kind=sender.kind,
        country=sender.country,
        place=sender.place,
    )


def _record_revision(contribution: Contribution, envelope: Envelope) -> Revision:
    original = envelope.original()
    revision = Revision.objects.create(
        contribution=contribution,
        number=contribution.current_revision,
        channel=envelope.channel,
        channel_key=envelope.key,
        received_at=envelope.received_at,
        original=original,
        sha256=sha256(original).hexdigest(),
    )
    _record_answers(revision, envelope)
    for file_part in envelope.files:
        _record_attachment(revision, file_part)
    return revision


def _record_answers(revision: Revision, envelope: Envelope) -> None:
    """Store every answer with words in it, in as many queries whatever their number."""
    said = [(position, part) for position, part in enumerate(envelope.answers) if part.text.strip()]
    asked = Question.objects.filter(
        consultation=envelope.consultation.pk, pk__in=[part.question for _n, part in said]
    ).prefetch_related("versions")
    questions = {question.pk: question for question in asked}
    texts = [_text(revision.contribution, part) for _position, part in said]
    SourceText.objects.bulk_create(texts)
    Answer.objects.bulk_create(
        _answer(revision, position, part, questions.get(part.question or 0), text)
        for (position, part), text in zip(said, texts, strict=True)
    )


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
    revision: Revision, position: int, part: AnswerPart, question: Question | None, text: SourceText
) -> Answer:
    return Answer(
        contribution=revision.contribution,
        revision=revision,
        question=question,
        wording=_wording_read(question, part) if question else None,
        position=position,
        text=text,
    )


def _wording_read(question: Question, part: AnswerPart) -> QuestionVersion:
    """Return the wording an answer was written to: not one that was made while it was written."""
    versions = {version.pk: version for version in question.versions.all()}
    return versions.get(part.wording or 0) or question.wording


def _record_attachment(revision: Revision, part: FilePart) -> None:
    Attachment.objects.create(
        revision=revision,
        contribution=revision.contribution,
        file=part.file,
        title=part.title,
        author=part.author,
        year=part.year,
        question_id=part.question,
        reading=Reading.FIELDS if part.is_form else Reading.WAITING,
    )
