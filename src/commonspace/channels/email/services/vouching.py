"""Whether the domain in a sender's address sent a mail: a label of trust, never an identity."""

from collections.abc import Sequence
from uuid import UUID

from commonspace.channels.email import sorting
from commonspace.channels.email.choices import Vouched
from commonspace.channels.email.configuration import (
    checks_signatures,
    resolver_address,
    trusted_server,
)
from commonspace.channels.email.models import Mail
from commonspace.engines.mail.published import published_keys
from commonspace.engines.mail.reader import check_signatures
from commonspace.engines.mail.shapes import Letter, Unread
from commonspace.engines.mail.signatures import Verdict

_MEANS = {
    Verdict.HOLDS: Vouched.SIGNED,
    Verdict.BROKEN: Vouched.BROKEN,
    Verdict.UNKNOWN: Vouched.UNKNOWN,
}


def vouched_for(
    mails: Sequence[Mail], contents: Sequence[bytes], letters: Sequence[Letter | Unread]
) -> dict[UUID, str]:
    """Return what is known of each readable mail's sender: by our own mail server, else by signature.

    SPF is not asked: which machine brought a mail to its server, only that server knows, and it
    says so among its own results. Without the setting nobody is asked anything.
    """
    found: dict[UUID, str] = {}
    to_check: list[tuple[UUID, bytes, tuple[str, ...]]] = []
    for mail, content, letter in zip(mails, contents, letters, strict=True):
        if isinstance(letter, Unread):
            continue
        found[mail.pk] = sorting.vouched(letter, by=trusted_server(mail.mailbox))
        if found[mail.pk] == Vouched.UNKNOWN and checks_signatures():
            found[mail.pk] = Vouched.UNKNOWN if letter.keys else Vouched.UNSIGNED
            if letter.keys:
                to_check.append((mail.pk, content, letter.keys))
    return found | (_checked(to_check) if to_check else {})


def _checked(to_check: Sequence[tuple[UUID, bytes, tuple[str, ...]]]) -> dict[UUID, str]:
    names = {name for _mail, _content, keys in to_check for name in keys}
    known = published_keys(names, resolver=resolver_address())
    ready = [
        (mail, content, {name: known[name] for name in keys if name in known})
        for mail, content, keys in to_check
    ]
    ready = [one for one in ready if one[2]]
    if not ready:
        return {}
    verdicts = check_signatures([one[1] for one in ready], [one[2] for one in ready])
    return {mail: _MEANS[verdict] for (mail, _content, _keys), verdict in zip(ready, verdicts, strict=True)}  # fmt: skip
