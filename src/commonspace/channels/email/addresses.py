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
from hashlib import sha256

from django.conf import settings
from django.core import signing

from commonspace.channels.email.configuration import shared_address, shared_is_on
from commonspace.channels.email.errors import StaleLinkError
from commonspace.channels.email.models import Mailbox
from commonspace.consultations.choices import Stage
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.kernel.secrets import derived_key

_RETURN = re.compile(r"r(\d{1,12})-(\d{1,9})-([a-z2-7]{16})")
_LINK_SALT = "commonspace.email.terms"
_LINK_LASTS_S = 60 * 24 * 3600


def receives_mail(consultation: Consultation) -> bool:
    """Tell whether mails to the address of a call really reach us."""
    mailbox = Mailbox.objects.filter(consultation=consultation).first()
    if mailbox and mailbox.host:
        return bool(mailbox.address and mailbox.worked_at)
    return shared_is_on()


def offers_mail(consultation: Consultation) -> bool:
    """Tell whether a call may offer this way: mails arrive, and the receipt it promises can leave."""
    return "dummy" not in settings.EMAIL_BACKEND and receives_mail(consultation)


def answer_address(consultation: Consultation) -> str:
    """Return the address to which answers to a call are sent; empty if there is none."""
    mailbox = Mailbox.objects.filter(consultation=consultation).first()
    if mailbox and mailbox.address:
        return mailbox.address
    return _with_plus(shared_address(), consultation.code)


def return_address(contribution: Contribution) -> str:
    """Return the address at which a mail changes ``contribution``."""
    mailbox = Mailbox.objects.filter(consultation=contribution.consultation_id).first()
    if mailbox and mailbox.address and (mailbox.host or not shared_address()):
        plain = mailbox.address
        return _with_plus(plain, return_words(contribution)) if mailbox.takes_plus else plain
    return _with_plus(shared_address(), return_words(contribution))


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


def calls_behind(addresses: Iterable[str]) -> list[Consultation]:
    """Return the published calls that addresses lead to, each once."""
    asked = [address.lower() for address in addresses]
    by_address = Mailbox.objects.filter(address__in=asked, consultation__isnull=False)
    found = by_address.values("consultation")
    codes = [code for address in asked if (code := _plus_of(address, shared_address()))]
    calls = Consultation.objects.filter(pk__in=found) | Consultation.objects.filter(code__in=codes)
    return list(calls.filter(stage=Stage.PUBLISHED).distinct())


def only_call_by_mail() -> Consultation | None:
    """Return the one published call that uses the address of all calls, if there is just one."""
    own = Mailbox.objects.exclude(host="").exclude(consultation=None).values("consultation")
    calls = Consultation.objects.filter(stage=Stage.PUBLISHED).exclude(pk__in=own)[:2]
    return calls[0] if len(calls) == 1 else None


def our_addresses() -> set[str]:
    """Return the addresses under which this installation receives mail."""
    return {shared_address(), *Mailbox.objects.values_list("address", flat=True)} - {""}


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
