"""Which address belongs to which call, and to which contribution.

``answers+harbour@example.org`` leads to the call *harbour*. ``answers+r7-12-<seal>@example.org`` is
the return address of contribution 12 of consultation 7: the seal can be made by this installation
alone. The same words stand in the Message-ID of each receipt, for mail servers that do not
know the plus sign.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256

from django.core import signing
from django.db.models import Q

from commonspace.channels.email.configuration import sends_mail, shared_address, shared_is_on
from commonspace.channels.email.errors import StaleLinkError
from commonspace.channels.email.models import Mailbox
from commonspace.consultations.choices import Stage
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.kernel.secrets import derived_key

_RETURN = re.compile(r"r(\d{1,12})-(\d{1,9})-([a-z2-7]{16})")
_LINK_SALT = "commonspace.email.terms"
_LINK_LASTS_S = 60 * 24 * 3600


class AddressBook:
    """Which address leads where, as it stood when this was made: for one handful of mails.

    The mailboxes are read once, and whoever is written to at the same addresses is looked up once.
    """

    def __init__(self) -> None:
        """Read the mailboxes."""
        self._mailboxes = {box.consultation_id: box for box in Mailbox.objects.all()}
        addresses = {box.address for box in self._mailboxes.values()}
        self.ours = frozenset({shared_address(), *addresses} - {""})
        """The addresses under which this installation receives mail."""
        self._calls: dict[frozenset[str], list[Consultation]] = {}

    def calls_behind(self, addresses: Iterable[str]) -> list[Consultation]:
        """Return the published calls that addresses lead to, each once."""
        asked = frozenset(address.lower() for address in addresses)
        if asked not in self._calls:
            found = [
                box.consultation_id for box in self._mailboxes.values() if box.address in asked
            ]
            codes = [code for one in asked if (code := _plus_of(one, shared_address()))]
            calls = Consultation.objects.filter(Q(pk__in=found) | Q(code__in=codes))
            self._calls[asked] = list(calls.filter(stage=Stage.PUBLISHED))
        return self._calls[asked]

    @cached_property
    def only_call(self) -> Consultation | None:
        """The one published call that uses the address of all calls, if there is just one."""
        own = [call for call, box in self._mailboxes.items() if call is not None and box.host]
        calls = Consultation.objects.filter(stage=Stage.PUBLISHED).exclude(pk__in=own)[:2]
        return calls[0] if len(calls) == 1 else None

    def return_address(self, contribution: Contribution) -> str:
        """Return the address at which a mail changes ``contribution``."""
        mailbox = self._mailboxes.get(contribution.consultation_id)
        if mailbox and mailbox.address and (mailbox.host or not shared_address()):
            plain = mailbox.address
            return _with_plus(plain, return_words(contribution)) if mailbox.takes_plus else plain
        return _with_plus(shared_address(), return_words(contribution))


def mailbox_of(consultation: Consultation) -> Mailbox | None:
    """Return the mailbox that was set up for a call, if one was."""
    return Mailbox.objects.filter(consultation=consultation).first()


def receives_mail(consultation: Consultation) -> bool:
    """Tell whether mails to the address of a call really reach us."""
    mailbox = mailbox_of(consultation)
    if mailbox and mailbox.host:
        return bool(mailbox.address and mailbox.worked_at)
    return shared_is_on()


def offers_mail(consultation: Consultation) -> bool:
    """Tell whether a call may offer this way: mails arrive, and the receipt it promises can leave."""
    return sends_mail() and receives_mail(consultation)


def answer_address(consultation: Consultation) -> str:
    """Return the address to which answers to a call are sent; empty if there is none."""
    mailbox = mailbox_of(consultation)
    if mailbox and mailbox.address:
        return mailbox.address
    return _with_plus(shared_address(), consultation.code)


def return_words(contribution: Contribution) -> str:
    """Return the sealed words that stand for ``contribution`` in addresses and Message-IDs."""
    call, reference = contribution.consultation_id, contribution.reference
    return f"r{call}-{reference}-{_seal(call, reference)}"


def contribution_behind(said: Iterable[str]) -> Contribution | None:
    """Return the contribution that the first rightly sealed word in addresses or ids stands for."""
    for text in said:
        for call, reference, seal in _RETURN.findall(text.lower()):
            if hmac.compare_digest(seal, _seal(int(call), int(reference))):
                return (
                    Contribution.objects.select_related("consultation", "contributor")
                    .filter(consultation=int(call), reference=int(reference))
                    .first()
                )
    return None


def link_words(contribution: Contribution) -> str:
    """Return the words of the link at which a sender chooses their terms; good for sixty days."""
    return signing.dumps(str(contribution.pk), salt=_LINK_SALT)


def contribution_for_link(words: str) -> Contribution:
    """Return the contribution of a link.

    Raises:
        StaleLinkError: If the link is altered or too old.
    """
    try:
        pk = signing.loads(words, salt=_LINK_SALT, max_age=_LINK_LASTS_S)
    except signing.BadSignature as error:
        raise StaleLinkError from error
    found = Contribution.objects.select_related("consultation", "contributor__organisation")
    contribution = found.filter(pk=pk).first()
    if contribution is None:
        raise StaleLinkError
    return contribution


def sender_digest(address: str) -> str:
    """Return what stands for an address where only repetition matters; no guess can confirm it."""
    key = derived_key("mail senders")
    return hmac.new(key, address.lower().encode(), sha256).hexdigest() if address else ""


def _seal(call: int, reference: int) -> str:
    content = f"{call}-{reference}".encode()
    digest = hmac.new(derived_key("mail return addresses"), content, sha256).digest()
    return b32encode(digest[:10]).decode().lower()


def _with_plus(address: str, words: str) -> str:
    local, at, domain = address.partition("@")
    return f"{local}+{words}{at}{domain}" if at else ""


def _plus_of(address: str, base: str) -> str:
    local, at, domain = base.partition("@")
    start, end = f"{local}+", f"{at}{domain}"
    is_ours = bool(at) and address.startswith(start) and address.endswith(end)
    return address[len(start) : -len(end)] if is_ours else ""
