"""The receipt by mail. It holds the code and the dates, never a word of the contribution."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from commonspace.consultations.deadline import deadline_of
from commonspace.contributions.models import Contribution
from commonspace.intake.services import receipt_code
from commonspace.kernel.codes import spelled
from commonspace.people.access import details_of


def receipt_letter(*, contribution: Contribution, to: str, language: str) -> EmailMessage:
    """Write the letter that carries a receipt code."""
    consultation = contribution.consultation
    with translation.override(language):
        title = " ".join(consultation.title_in().split())
        subject = _("Your receipt: %(title)s") % {"title": title}
        body = render_to_string(
            "web/receipt_mail.txt",
            {
                "consultation": consultation,
                "title": title,
                "closes": deadline_of(consultation),
                "code": spelled(receipt_code(contribution)),
                "reference": str(contribution),
            },
        )
    return EmailMessage(
        subject=subject, body=body, to=[to], headers={"Auto-Submitted": "auto-generated"}
    )


def mail_is_set_up() -> bool:
    """Tell whether this installation can send letters."""
    return "dummy" not in settings.EMAIL_BACKEND


def goes_by_mail(contribution: Contribution) -> bool:
    """Tell whether the receipt is on its way by mail: there is an address, and mail is set up."""
    return mail_is_set_up() and bool(details_of(contribution.contributor).email)


def send_receipt(*, contribution: Contribution, language: str) -> None:
    """Send a receipt to the address in the vault, if there is one."""
    address = details_of(contribution.contributor).email
    if address:
        receipt_letter(contribution=contribution, to=address, language=language).send()
