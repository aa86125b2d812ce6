"""Filled forms that came back as files: found in what was read, and put under their questions.

Where nothing is in doubt the answers stand beside the document at once; else a person looks first.
Nothing a form says is copied: it is read again in the text whenever somebody asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from commonspace.contributions.choices import Channel, ConsentBy, Origin, Reading
from commonspace.contributions.models import Attachment, Contribution, SourceText
from commonspace.contributions.queries import attachments_of
from commonspace.contributions.services import note_fields, note_speaker
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, FilePart, Sender
from commonspace.intake.services import held_answers, put_under_questions, receive
from commonspace.people.access import details_of
from commonspace.people.choices import Attribution
from commonspace.people.models import Account, Contributor
from commonspace.people.services import (
    correct_contributor,
    enter_contributor,
    folded,
    organisation_named,
)
from commonspace.people.vault import PersonalDetails
from commonspace.provenance.services import actor_of, record_event
from commonspace.sharing.choices import Doubt, FormState
from commonspace.sharing.errors import NothingFilledError, SettledFormError
from commonspace.sharing.filled import Filled
from commonspace.sharing.models import FilledForm
from commonspace.sharing.recognising import FormKind, form_kind, recognised

LOOKED_IN = frozenset({Channel.EMAIL, Channel.DOCUMENT, Channel.WEB, Channel.MESSAGING})
"""Ways in by which a form may come as a file; the others ask for fields themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A form as it stands in its file: which form, what it says, and the text that says so."""

    kind: FormKind
    filled: Filled
    text: SourceText


def look_for_forms(*, contribution: Contribution) -> None:
    """Find the filled forms among the files of a contribution, and take those without a doubt."""
    if contribution.channel not in LOOKED_IN or contribution.is_withdrawn:
        return
    for attachment in attachments_of(contribution).filter(reading=Reading.READ, filled_form=None):
        text = text_of(attachment)
        found = recognised(contribution.consultation, text.text) if text else None
        if found:
            FilledForm.objects.get_or_create(
                attachment=attachment,
                defaults={
                    "contribution": contribution,
                    "kind": found[0].name,
                    "language": found[1].language,
                },
            )
    is_all_read = not attachments_of(contribution).filter(reading=Reading.WAITING).exists()
    fresh = FilledForm.objects.filter(
        contribution=contribution, state=FormState.WAITING, settled_at=None, doubts=[]
    )
    if is_all_read:
        for form in fresh.select_related("contribution__consultation", "attachment__file"):
            _judge(form)


def read_form(form: FilledForm) -> Read | None:
    """Read a form in its file once more; ``None`` if it can no longer be read as one."""
    text, kind = text_of(form.attachment), form_kind(form.kind)
    filled = kind.read(form.contribution.consultation, text.text) if text and kind else None
    if text is None or kind is None or filled is None:
        return None
    return Read(kind=kind, filled=filled, text=text)


def text_of(attachment: Attachment) -> SourceText | None:
    """Return what was read from a file, the latest if it was read more than once."""
    read = attachment.texts.filter(origin__in=[Origin.EXTRACTED, Origin.OCR])
    return read.order_by("-created_at").first()


@transaction.atomic
def put_beside(*, form: FilledForm, read: Read, by: Account | None) -> FilledForm:
    """Put the answers of a form under their questions, in the contribution it came with.

    Args:
        form: What came back.
        read: What it says, as it was read or as a person has put it right.
        by: Who looked at it; ``None`` if nothing was in doubt.

    Raises:
        SettledFormError: If somebody has decided, or what it came with has changed.
        NothingFilledError: If no answer is filled in.
        CallClosedError: If the contribution was withdrawn.
    """
    form = _open(form)
    contribution = form.contribution
    parts = _parts(read, contribution)
    consent = _terms(contribution, read.filled)
    form.before = {
        "attribution": contribution.attribution,
        "may_publish": contribution.may_publish,
        "by": contribution.consent_by,
    }
    contribution = _superseded(form, (*held_answers(contribution), *parts), consent, by)
    _tell_who(contribution, read.filled)
    note_fields(attachment=form.attachment, are_answers=True)
    read.kind.keep(contribution, read.filled)
    return _settled(form, FormState.LOOKED_AT if by else FormState.TAKEN, by)


@transaction.atomic
def make_own(*, form: FilledForm, read: Read, by: Account) -> FilledForm:
    """Let a form speak for whoever filled it in, not for the one who sent it.

    A contribution that is nothing but this form changes its speaker; otherwise the form becomes a
    contribution of its own.

    Raises:
        SettledFormError, NothingFilledError, CallClosedError: As ``put_beside``.
    """
    form = _open(form)
    came_with = form.contribution
    if not held_answers(came_with) and attachments_of(came_with).count() == 1:
        speaker = _entered(read.filled)
        note_speaker(contribution=came_with, contributor=speaker, by=by)
        return put_beside(form=form, read=read, by=by)
    received = receive(
        Envelope(
            consultation=came_with.consultation,
            channel=came_with.channel,
            key=f"form:{form.attachment_id}",
            received_at=came_with.received_at,
            sender=Sender(contributor=_entered(read.filled)),
            consent=_chosen(read.filled) or _UNASKED,
            answers=_parts(read, came_with),
            files=(FilePart(file=form.attachment.file, title=form.attachment.title, is_form=True),),
            language=read.filled.language,
            entered_by=by,
        )
    )
    note_fields(attachment=form.attachment, are_answers=True)
    read.kind.keep(received.contribution, read.filled)
    form.contribution = received.contribution
    return _settled(form, FormState.OWN, by)


@transaction.atomic
def leave(*, form: FilledForm, by: Account) -> FilledForm:
    """Leave a file as the document it is; answers that were taken from it are taken back.

    Raises:
        SettledFormError: If it has become a contribution of its own, or is left already.
        CallClosedError: If the contribution was withdrawn.
    """
    form = FilledForm.objects.select_for_update(of=("self",)).select_related(
        "contribution__consultation", "contribution__contributor", "attachment__file"
    ).get(pk=form.pk)  # fmt: skip
    if form.state in {FormState.OWN, FormState.LEFT}:
        raise SettledFormError
    if form.state != FormState.WAITING:
        _take_back(form, by)
    return _settled(form, FormState.LEFT, by)


def doubts_about(form: FilledForm, read: Read) -> list[str]:
    """Return why a person should look at a form before its answers count."""
    filled, contribution = read.filled, form.contribution
    together = FilledForm.objects.filter(contribution=contribution).count()
    asked = {part.question for part in read.kind.answers(contribution.consultation, filled)}
    held = {part.question for part in held_answers(contribution)}
    chosen = _chosen(filled)
    found = {
        Doubt.EMPTY: not asked and not filled.loose,
        Doubt.PICTURE: _is_picture(read.text),
        Doubt.MISSING: filled.found < filled.fields,
        Doubt.TICKED_TWICE: filled.ticked_twice(),
        Doubt.LOOSE: bool(filled.loose),
        Doubt.SEVERAL: together > 1 or not read.kind.fits(contribution),
        Doubt.ANSWERED: bool((asked & held) - {None}),
        Doubt.TERMS: chosen is not None and _contradicts(contribution, chosen),
        Doubt.SOMEBODY: _is_somebody_else(contribution, filled),
    }
    return [str(doubt) for doubt, is_so in found.items() if is_so]


def _judge(form: FilledForm) -> None:
    read = read_form(form)
    if read is None:
        return
    form.doubts = doubts_about(form, read)
    form.save(update_fields=["doubts"])
    if not form.doubts:
        put_beside(form=form, read=read, by=None)


def _open(form: FilledForm) -> FilledForm:
    locked = (
        FilledForm.objects.select_for_update(of=("self",))
        .select_related(
            "contribution__consultation", "contribution__contributor__organisation", "attachment__file"
        )
        .get(pk=form.pk)
    )  # fmt: skip
    held = attachments_of(locked.contribution).filter(pk=locked.attachment_id)
    if locked.state not in {FormState.WAITING, FormState.LEFT} or not held.exists():
        raise SettledFormError
    return locked


def _settled(form: FilledForm, state: str, by: Account | None) -> FilledForm:
    form.state, form.settled_by, form.settled_at = state, by, timezone.now()
    form.save()
    record_event(
        actor=actor_of(by), verb=f"filled-form.{state}",
        subject=f"attachment:{form.attachment_id}", scope=form.contribution.consultation.code,
    )  # fmt: skip
    return form


def _parts(read: Read, contribution: Contribution) -> tuple[AnswerPart, ...]:
    """Return the answers of a form, each with the text it was taken from."""
    said = list(read.kind.answers(contribution.consultation, read.filled))
    if read.filled.loose:
        said.append(AnswerPart(question=None, text=read.filled.loose))
    if not said:
        raise NothingFilledError
    origin, text = read.text.origin, str(read.text.pk)
    return tuple(replace(part, origin=origin, taken_from=text) for part in said)


def _superseded(
    form: FilledForm, answers: Sequence[AnswerPart], consent: Consent, by: Account | None
) -> Contribution:
    contribution = form.contribution
    return put_under_questions(
        contribution=contribution,
        envelope=Envelope(
            consultation=contribution.consultation,
            channel=contribution.channel,
            key=f"form:{form.attachment_id}:{contribution.current_revision}",
            received_at=contribution.received_at,
            sender=Sender(contributor=contribution.contributor),
            consent=consent,
            answers=tuple(answers),
            language=contribution.language or form.language,
            entered_by=by,
        ),
        keep={str(one.pk) for one in attachments_of(contribution)},
    )


def _take_back(form: FilledForm, by: Account) -> None:
    """Take the answers of a form out again, and the terms with them if nobody chose others since."""
    contribution, text, kind = form.contribution, text_of(form.attachment), form_kind(form.kind)
    own = str(text.pk) if text else ""
    left = [part for part in held_answers(contribution) if part.taken_from != own]
    before = form.before or {}
    terms = Consent(
        attribution=contribution.attribution,
        may_publish=contribution.may_publish,
        by=contribution.consent_by,
    )
    _superseded(form, left, terms, by)
    note_fields(attachment=form.attachment, are_answers=False)
    if before.get("by") == ConsentBy.NOT_YET:
        Contribution.objects.filter(pk=contribution.pk).update(
            attribution=before["attribution"],
            may_publish=before["may_publish"],
            consent_by=ConsentBy.NOT_YET,
        )
    if kind:
        kind.forget(contribution)


# --- who and on which terms ---

_UNASKED = Consent(attribution=Attribution.ANONYMOUS, may_publish=False, by=ConsentBy.NOT_YET)


def _chosen(filled: Filled) -> Consent | None:
    """Return the terms ticked on a form, if both were."""
    naming, publishing = filled.one_of("naming"), filled.one_of("publish")
    if naming not in Attribution.values or publishing not in {"yes", "no"}:
        return None
    return Consent(attribution=naming, may_publish=publishing == "yes", by=ConsentBy.SELF)


def _terms(contribution: Contribution, filled: Filled) -> Consent:
    """Return the terms that hold with a form: its own where nobody had chosen yet."""
    chosen = _chosen(filled)
    if chosen and contribution.consent_by == ConsentBy.NOT_YET:
        return chosen
    return Consent(
        attribution=contribution.attribution,
        may_publish=contribution.may_publish,
        by=contribution.consent_by,
    )


def _contradicts(contribution: Contribution, chosen: Consent) -> bool:
    if contribution.consent_by == ConsentBy.NOT_YET:
        return False
    terms = (contribution.attribution, contribution.may_publish)
    return terms != (chosen.attribution, chosen.may_publish)


def _said_of(filled: Filled, name: str) -> str:
    return " ".join(filled.values.get(f"about:{name}", "").split())


def _is_somebody_else(contribution: Contribution, filled: Filled) -> bool:
    """Tell whether a form names another person or organisation than the one who sent it."""
    speaker = contribution.contributor
    known = details_of(speaker)
    name, organisation = _said_of(filled, "name"), _said_of(filled, "organisation")
    own = folded(speaker.organisation.name) if speaker.organisation else ""
    other_person = bool(name) and (
        contribution.channel == Channel.DOCUMENT
        or bool(known.name and folded(known.name) != folded(name))
    )
    return other_person or bool(organisation and own and folded(organisation) != own)


def _details(filled: Filled) -> PersonalDetails:
    contact = _said_of(filled, "contact")
    is_mail = "@" in contact
    return PersonalDetails(
        name=_said_of(filled, "name")[:200],
        email=contact[:254] if is_mail else "",
        phone="" if is_mail else contact[:60],
    )


def _entered(filled: Filled) -> Contributor:
    """Enter whoever filled a form in."""
    kind = filled.one_of("kind")
    organisation = organisation_named(name=_said_of(filled, "organisation")[:300], kind=kind)
    return enter_contributor(
        details=_details(filled),
        organisation=organisation,
        kind=kind,
        place=_said_of(filled, "place")[:200],
    )


def _tell_who(contribution: Contribution, filled: Filled) -> None:
    """Add what a form says of its writer to what is known; nothing known is replaced."""
    if contribution.channel == Channel.DOCUMENT:
        return
    speaker = contribution.contributor
    known, said = details_of(speaker), _details(filled)
    named = organisation_named(name=_said_of(filled, "organisation")[:300])
    correct_contributor(
        contributor=speaker,
        details=replace(
            known,
            name=known.name or said.name,
            email=known.email or said.email,
            phone=known.phone or said.phone,
        ),
        organisation=speaker.organisation or named,
        kind=speaker.kind or filled.one_of("kind"),
        country=speaker.country,
        place=speaker.place or _said_of(filled, "place")[:200],
    )


def _is_picture(text: SourceText) -> bool:
    return text.origin == Origin.OCR or any(page[3] == "ocr" for page in text.pages)
