"""Receiving, changing and withdrawing contributions."""

import hmac
from collections.abc import Mapping, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.contributions.choices import Confirmation, ConsentBy, Origin
from commonspace.contributions.errors import (
    CallClosedError,
    EmptyContributionError,
    MistypedCodeError,
    NoConsentError,
    TooLongError,
    UnknownCodeError,
)
from commonspace.contributions.models import Contribution, Receipt, SourceText
from commonspace.contributions.queries import answers_of
from commonspace.contributions.signals import contribution_changed
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope
from commonspace.intake.storing import (
    announce,
    delivered_before,
    lock_calls,
    store,
    store_revisions,
)
from commonspace.kernel.codes import code_from, is_well_formed, normalised
from commonspace.kernel.secrets import derived_key
from commonspace.kernel.together import Together
from commonspace.people.choices import Attribution
from commonspace.people.models import Account
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
    Late contributions are kept and marked late. Those who come at the same time are stored in
    one transaction (``kernel.together``), and each waits until it is on disk.

    Raises:
        EmptyContributionError: If there are no words and no file.
        NoConsentError: If attribution was not chosen.
        TooLongError: If one answer exceeds ``LONGEST_ANSWER``.
    """
    _check(envelope)
    arrival = _Arrival(envelope=envelope, context=copy_context())
    try:
        if transaction.get_connection().in_atomic_block:
            return _take_in([arrival])[0]
        return _door.ask(arrival)
    except IntegrityError:
        delivered = delivered_before([envelope]).get((envelope.channel, envelope.key))
        if delivered is None:
            raise
        return Received(contribution=delivered, code=receipt_code(delivered), is_new=False)


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
    return _take_in([_Arrival(envelope=envelope, context=copy_context()) for envelope in envelopes])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrival:
    """An envelope and what held where it came in: the link somebody came by, the language."""

    envelope: Envelope
    context: Context


def _take_in(arrivals: Sequence[_Arrival]) -> list[Received]:
    """Store what is new among arrivals in one transaction; the same key twice is stored once."""
    with transaction.atomic(durable=not transaction.get_connection().in_atomic_block):
        closing = lock_calls([arrival.envelope for arrival in arrivals])
        known = delivered_before([arrival.envelope for arrival in arrivals])
        new: dict[tuple[str, str], _Arrival] = {}
        for arrival in arrivals:
            key = (arrival.envelope.channel, arrival.envelope.key)
            if key not in known:
                new.setdefault(key, arrival)
        stored = store([arrival.envelope for arrival in new.values()], closing=closing)
        Receipt.objects.bulk_create(
            Receipt(contribution=one, code_digest=_digest(receipt_code(one))) for one in stored
        )
        for (key, arrival), contribution in zip(new.items(), stored, strict=True):
            known[key] = contribution
            arrival.context.run(announce, contribution, arrival.envelope)
    return [_received(arrival, known, new) for arrival in arrivals]


def _received(
    arrival: _Arrival,
    known: Mapping[tuple[str, str], Contribution],
    new: Mapping[tuple[str, str], _Arrival],
) -> Received:
    key = (arrival.envelope.channel, arrival.envelope.key)
    return Received(
        contribution=known[key], code=receipt_code(known[key]), is_new=new.get(key) is arrival
    )


_door: Together[_Arrival, Received] = Together(
    _take_in, hopeless=OperationalError, spoilt=(DatabaseError, ValueError)
)


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
    [revision] = store_revisions([(contribution, envelope)])
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


def _delivered(envelope: Envelope) -> bool:
    return bool(delivered_before([envelope]))


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
