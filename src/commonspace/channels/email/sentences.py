"""What to tell people of mails that were set aside, parts that were left out, mailboxes that fail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonspace.channels.email.choices import Vouched
from commonspace.engines.mail.imap import MailboxTrouble
from commonspace.engines.mail.shapes import Automatic, LeftOut, Trouble

NO_CALL, NOT_OPEN, OTHER_SENDER, CLOSED = "no-call", "not-open", "other-sender", "closed"
EMPTY, FAILED, OFTEN, OURS, REPEAT, TOO_LONG = (
    "empty",
    "failed",
    "often",
    "ours",
    "repeat",
    "too-long",
)
NO_SENDER, WITHDRAWN = "no-sender", "withdrawn"

_REASONS: dict[str, str | Promise] = {
    NO_CALL: _("Its address does not say to which call it belongs. Choose the call."),
    NOT_OPEN: _("It came before the call opened."),
    OTHER_SENDER: _(
        "It answers a receipt, but comes from another address than the contribution. Look who wrote."
    ),
    CLOSED: _("It would change a contribution, but the deadline has passed."),
    WITHDRAWN: _("It answers the receipt of a contribution that was withdrawn."),
    EMPTY: _("It holds no words of its own and no document."),
    TOO_LONG: _("One text in it is longer than a book chapter."),
    FAILED: _("Reading it failed three times. It is kept as it came."),
    OFTEN: _("More than twenty mails came from this address today. It may be a machine."),
    NO_SENDER: _("It does not say who sent it, so no receipt can be sent."),
    OURS: _("We sent it ourselves."),
    REPEAT: _("It says again what the contribution says already."),
    Trouble.TOO_LARGE: _(
        "It is larger than 50 MB. Its head is kept; the whole mail is still in the mailbox."
    ),
    Trouble.TOO_MANY_HEADERS: _(
        "Its head is larger than that of any real mail. It was not opened."
    ),
    Trouble.TOO_DEEP: _("Mails lie inside mails in it, too deep to be real. It was not opened."),
    Trouble.TOO_MANY_PARTS: _("It is made of more than a hundred parts. It was not opened."),
    Trouble.TOO_SLOW: _("Reading it took too long and was stopped. It is kept as it came."),
    Trouble.OUT_OF_MEMORY: _(
        "Reading it took too much memory and was stopped. It is kept as it came."
    ),
    Trouble.ENCRYPTED: _(
        "It is encrypted for somebody, so we cannot read it. Ask its sender to send it unencrypted."
    ),
    Trouble.BROKEN: _("It is damaged, so it could not be read. It is kept as it came."),
    Automatic.BOUNCE: _("A mail server reports that a mail of ours did not arrive."),
    Automatic.AUTO_REPLY: _("An automatic reply, such as a notice of absence."),
    Automatic.LIST_POST: _("A post to a mailing list or a newsletter."),
}

_LEFT_OUT: dict[str, str | Promise] = {
    LeftOut.QUOTED: _("text quoted from other mails"),
    LeftOut.SIGNATURE: _("the signature"),
    LeftOut.PICTURES: _("small pictures such as a logo"),
    LeftOut.INVITATION: _("an invitation for a calendar"),
    LeftOut.WINMAIL: _(
        "what Outlook packed into winmail.dat, which only Outlook can open: please send those "
        "documents again, as PDF for example"
    ),
    LeftOut.TEXT_CUT: _("the end of a very long text: please send it as a document"),
}

_MAILBOX: dict[str, str | Promise] = {
    MailboxTrouble.UNREACHABLE: _(
        "No mail server answers there. Check the name of the server and how the line is protected."
    ),
    MailboxTrouble.UNTRUSTED: _(
        "The mail server cannot prove that it is the one named, so nothing was sent to it. Check the name."
    ),
    MailboxTrouble.REFUSED: _(
        "The mail server does not accept this user and password. Some providers want a password "
        "made for programs."
    ),
    MailboxTrouble.NO_FOLDER: _("The mailbox has no folder of this name. Most are called INBOX."),
    MailboxTrouble.BROKE_OFF: _("The mail server broke off. We try again by ourselves."),
}


_VOUCHED: dict[str, str | Promise] = {
    Vouched.PASSED: _(
        "Our own mail server found that it came from the domain in its address. That says nothing about which person wrote it."
    ),
    Vouched.FAILED: _(
        "Our own mail server found that the domain in its address does not know the server it came from. It may be forged, or passed on by a mailing list. Ask its sender before you rely on who it is from."
    ),
    Vouched.SIGNED: _(
        "It bears a signature of the domain in its address, and nothing signed was changed since. That says nothing about which person wrote it."
    ),
    Vouched.BROKEN: _(
        "It bears a signature of the domain in its address that does not hold: something was changed on the way, as some mailing lists do, or it is forged. Ask its sender before you rely on who it is from."
    ),
    Vouched.UNSIGNED: _(
        "It bears no signature of the domain in its address. Many honest mails do not."
    ),
    Vouched.UNKNOWN: _("Nobody checked where it came from. Who it is from is what it says itself."),
}


def vouched_sentence(vouched: str) -> str | Promise:
    """Return what a check of the sender's domain means, for people."""
    return _VOUCHED[Vouched(vouched)]


def reason_sentence(reason: str) -> str | Promise:
    """Return the sentence for the reason of a fate; empty where there is none to tell."""
    return _REASONS.get(reason, _("It could not be taken as a contribution.")) if reason else ""


def left_out_sentence(part: str) -> str | Promise:
    """Return what to call a part that stays in the original only."""
    return _LEFT_OUT.get(part, part)


def mailbox_sentence(trouble: str) -> str | Promise:
    """Return what to tell of a mailbox that cannot be read."""
    return _MAILBOX.get(trouble, _("The mailbox could not be read just now."))
