"""Invitations and filled forms, as they are shown."""

from dataclasses import dataclass

from django.db.models import QuerySet

from commonspace.consultations.models import Consultation
from commonspace.kernel.localised import current_language
from commonspace.sharing.choices import MOST_REMINDERS, SHOWN_FROM, FormState
from commonspace.sharing.leaflets import Leaflet
from commonspace.sharing.links import Copy
from commonspace.sharing.models import FilledForm, Invitation
from commonspace.sharing.recognising import form_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationShown:
    """An invitation with its link and what may be said of what came of it.

    ``led_to`` is ``None`` where it is too small a number to show.
    """

    invitation: Invitation
    link: str
    led_to: int | None
    may_remind: bool


def invitations_of(consultation: Consultation, *, root: str) -> list[InvitationShown]:
    """Return the networks that were invited, the latest first."""
    return [
        InvitationShown(
            invitation=one,
            link=link_of(one, root=root),
            led_to=one.led_to if one.led_to >= SHOWN_FROM else None,
            may_remind=can_remind(one),
        )
        for one in consultation.invitations.select_related("consultation")
    ]


def link_of(invitation: Invitation, *, root: str) -> str:
    """Return the address of the call that a network passes on."""
    copy = Copy(
        consultation=invitation.consultation,
        language=invitation.language,
        root=root,
        token=invitation.token,
    )
    return copy.link


def can_remind(invitation: Invitation) -> bool:
    """Tell whether a network may be reminded once more."""
    return (
        invitation.may_remind
        and invitation.contact_id is not None
        and invitation.reminders < MOST_REMINDERS
        and invitation.consultation.is_open()
    )


def forms_of(consultation: Consultation) -> QuerySet[FilledForm]:
    """Return the filled forms that came back to a call, the latest first."""
    return FilledForm.objects.filter(contribution__consultation=consultation).select_related(
        "contribution__consultation", "contribution__contributor", "attachment__file",
        "attachment__contribution", "settled_by",
    )  # fmt: skip


def forms_to_look_at(consultation: Consultation) -> int:
    """Return how many filled forms wait for a person."""
    return forms_of(consultation).filter(state=FormState.WAITING).count()


def leaflet_shown(form: FilledForm) -> Leaflet | None:
    """Return the form with its labels in the language of the page, or in its own."""
    kind = form_kind(form.kind)
    leaflets = list(kind.leaflets(form.contribution.consultation)) if kind else []
    by_language = {one.language: one for one in leaflets}
    return by_language.get(current_language()) or by_language.get(form.language)
