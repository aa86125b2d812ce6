"""The mailbox of all calls, as the operator set it up, and the passwords staff entrust to us."""

import base64
from urllib.parse import unquote, urlsplit

from cryptography.fernet import Fernet
from django.conf import settings

from commonspace.channels.email.choices import Line
from commonspace.channels.email.models import Mailbox
from commonspace.engines.mail.imap import MailAccount
from commonspace.kernel.secrets import derived_key

PORTS = {Line.TLS: 993, Line.STARTTLS: 143, Line.PLAIN: 143}
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def shared_account() -> MailAccount | None:
    """Return how to reach the mailbox of all calls, if the operator named one."""
    parts = urlsplit(settings.COMMONSPACE_IMAP_URL)
    if not parts.hostname:
        return None
    line = Line.TLS if parts.scheme == "imaps" else Line.STARTTLS
    line = Line.PLAIN if line == Line.STARTTLS and parts.hostname in _HERE else line
    return MailAccount(
        host=parts.hostname,
        port=parts.port or PORTS[line],
        security=line,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
    )


def shared_address() -> str:
    """Return the address of the mailbox of all calls; plus signs in it lead to one of them."""
    return str(settings.COMMONSPACE_MAIL_ANSWERS).strip().lower()


def shared_is_on() -> bool:
    """Tell whether mails to the address of all calls reach us by any way."""
    return bool(
        shared_address()
        and (shared_account() or settings.COMMONSPACE_MAIL_FOLDER or webhook_secrets())
    )


def sends_mail() -> bool:
    """Tell whether this installation can send letters."""
    return "dummy" not in settings.EMAIL_BACKEND


def webhook_secrets() -> tuple[str, ...]:
    """Return the secrets that mail services sign with: the newest first, older ones still valid."""
    said = str(settings.COMMONSPACE_MAIL_SECRETS).split(",")
    return tuple(secret.strip() for secret in said if secret.strip())


def account_of(mailbox: Mailbox) -> MailAccount | None:
    """Return how to reach a mailbox; ``None`` if its mails come by the mailbox of all calls."""
    if mailbox.consultation_id is None:
        return shared_account()
    if not mailbox.host:
        return None
    return MailAccount(
        host=mailbox.host,
        port=PORTS[Line(mailbox.line)],
        security=mailbox.line,
        user=mailbox.user,
        password=opened_password(mailbox),
        folder=mailbox.folder,
    )


def trusted_server(mailbox: Mailbox | None) -> str:
    """Return the name of the server whose word on a sender's domain counts."""
    if mailbox and mailbox.consultation_id and mailbox.host:
        return mailbox.trusted_server
    return str(settings.COMMONSPACE_MAIL_AUTHSERV)


def checks_signatures() -> bool:
    """Tell whether signatures of senders' domains are checked here; that asks the DNS for keys."""
    return bool(settings.COMMONSPACE_MAIL_CHECKS)


def resolver_address() -> str:
    """Return the resolver to ask for keys; empty for that of the system."""
    said = str(settings.COMMONSPACE_MAIL_CHECKS)
    return "" if said == "on" else said


def sealed_password(password: str) -> bytes:
    """Encrypt a password so that only this installation can use it."""
    return _seal().encrypt(password.encode())


def opened_password(mailbox: Mailbox) -> str:
    """Return the password of a mailbox; empty if none was given."""
    sealed = bytes(mailbox.sealed_password)
    return _seal().decrypt(sealed).decode() if sealed else ""


def _seal() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key("mailbox passwords")))
