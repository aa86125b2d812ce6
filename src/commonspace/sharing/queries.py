"""Invitations, as they are shown."""

from dataclasses import dataclass

from commonspace.consultations.models import Consultation
from commonspace.sharing.choices import MOST_REMINDERS, SHOWN_FROM
from commonspace.sharing.links import Copy
from commonspace.sharing.models import Invitation


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
