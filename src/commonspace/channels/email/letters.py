"""What we write back. A letter names no word and no file of what came: only how much of what."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.channels.email.addresses import AddressBook, link_words, return_words
from commonspace.channels.email.choices import Fate
from commonspace.channels.email.models import Mail
from commonspace.channels.email.queries import Contents, contents_of
from commonspace.channels.email.sentences import left_out_sentence
from commonspace.consultations.deadline import deadline_of
from commonspace.contributions.choices import ConsentBy
from commonspace.contributions.models import Contribution
from commonspace.engines.mail.shapes import LeftOut
from commonspace.intake.services import may_change, receipt_code
from commonspace.kernel.codes import spelled

NEVER_ANSWER = {
    "Auto-Submitted": "auto-replied",
    "Precedence": "bulk",
    "X-Auto-Response-Suppress": "All",
}
"""Tells other machines not to answer (RFC 3834, and what Exchange and old programs look at)."""

_WORTH_TELLING = frozenset({LeftOut.WINMAIL, LeftOut.TEXT_CUT, LeftOut.QUOTED, LeftOut.PICTURES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One contribution as a receipt tells of it."""

    code: str
    reference: str
    understood: tuple[str, ...]
    link: str
    is_late: bool


def language_for(mail: Mail) -> str:
    """Return the language to answer in: that of the mail, or else the main one of the call."""
    known = {code for code, _name in settings.LANGUAGES}
    call = mail.consultation
    wanted = (mail.language, call.default_language if call else "", settings.LANGUAGE_CODE)
    return next(code for code in wanted if code in known)


class Letters:
    """Writes the answers to a handful of mails; what they tell of is looked up once for all."""

    def __init__(self, contributions: Collection[Contribution]) -> None:
        """Look up what came in ``contributions`` and where answers to them are to be sent."""
        self.book = AddressBook()
        self._contents = contents_of(contributions)

    def answer(
        self, *, mail: Mail, contributions: Sequence[Contribution], to: str, answered_id: str = ""
    ) -> EmailMessage:
        """Write the answer to a mail: codes, what was understood, how to go on.

        Args:
            mail: The mail that is answered.
            contributions: What came of it: one, or several that were passed on.
            to: Whom to answer.
            answered_id: Its Message-ID, so that mail programs show the two together.
        """
        first = contributions[0]
        with translation.override(language_for(mail)):
            title = " ".join(first.consultation.title_in().split())
            asks = mail.fate == Fate.ASKED
            body = (
                self._withdrawal(first, title)
                if asks
                else self._receipt(mail, contributions, title)
            )
            subject = _subject(mail, title)
        address = self.book.return_address(first)
        return EmailMessage(
            subject=subject,
            body=body,
            to=[to],
            reply_to=[address],
            headers={**NEVER_ANSWER, **_thread(mail, first, address, answered_id)},
        )

    def _receipt(self, mail: Mail, contributions: Sequence[Contribution], title: str) -> str:
        first = contributions[0]
        context = {
            "title": title,
            "consultation": first.consultation,
            "closes": deadline_of(first.consultation),
            "is_change": mail.fate == Fate.CHANGE,
            "may_change": may_change(first),
            "told": [self._told(one) for one in contributions],
            "has_chosen": first.consent_by != ConsentBy.NOT_YET,
            "left_out": [
                left_out_sentence(part) for part in mail.left_out if part in _WORTH_TELLING
            ],
        }
        return render_to_string("email/receipt.txt", context)

    def _withdrawal(self, contribution: Contribution, title: str) -> str:
        context = {
            "title": title,
            "consultation": contribution.consultation,
            "reference": str(contribution),
            "link": _absolute("mail-withdraw", contribution),
        }
        return render_to_string("email/withdraw.txt", context)

    def _told(self, contribution: Contribution) -> Told:
        return Told(
            code=spelled(receipt_code(contribution)),
            reference=str(contribution),
            understood=tuple(_understood(self._contents[contribution.pk])),
            link=_absolute("mail-terms", contribution),
            is_late=contribution.is_late,
        )


def _subject(mail: Mail, title: str) -> str:
    if mail.fate == Fate.ASKED:
        return _("Please confirm that you withdraw: %(title)s") % {"title": title}
    if mail.fate == Fate.CHANGE:
        return _("Changed: %(title)s") % {"title": title}
    return _("Your receipt: %(title)s") % {"title": title}


def _thread(
    mail: Mail, contribution: Contribution, address: str, answered_id: str
) -> dict[str, str]:
    """Return the ids of a letter; sent twice after a crash it bears the same and shows once."""
    domain = address.partition("@")[2] or make_msgid().partition("@")[2][:-1]
    own = f"<{return_words(contribution)}.{mail.pk.hex}@{domain}>"
    thread = {"In-Reply-To": answered_id, "References": answered_id} if answered_id else {}
    return {"Message-ID": own, **thread}


def _understood(contents: Contents) -> Iterator[str]:
    """Say how much of what was found, without a word of it."""
    for number, count in contents.answers:
        words = ngettext("%(n)d word", "%(n)d words", count) % {"n": count}
        if number is None:
            yield _("a general remark (%(words)s)") % {"words": words}
        else:
            told = {"number": number, "words": words}
            yield _("an answer to question %(number)d (%(words)s)") % told
    files = contents.files
    if files:
        yield ngettext("%(n)d file", "%(n)d files", files) % {"n": files}


def _absolute(name: str, contribution: Contribution) -> str:
    return f"{settings.COMMONSPACE_URL}{reverse(name, args=[link_words(contribution)])}"
