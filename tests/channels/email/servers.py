"""Real mail servers on this machine: Dovecot for mails that lie there, aiosmtpd for those we send."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message  # noqa: TC003  # a field's type
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from tests.program import free_port

PASSWORD = "words-for-the-mailbox"  # noqa: S105  # for tests
USER = "answers"

_SETTINGS = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
mail_uid = {mailer}
mail_gid = {group}
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mailer} gid={group} home={folder}/home
}}
"""


@dataclass
class ImapServer:
    """A mailbox on a real server. Mails are delivered by writing them into its folder."""

    folder: Path
    port: int
    owner: tuple[int, int]
    count: int = field(default=0)

    @property
    def url(self) -> str:
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    def deliver(self, *mails: bytes) -> None:
        for mail in mails:
            self.count += 1
            name = f"{int(time.time())}.M{self.count:06d}.test"
            arriving = self.folder / "mail" / "tmp" / name
            arriving.write_bytes(mail)
            os.chown(arriving, *self.owner)
            arriving.rename(self.folder / "mail" / "new" / name)


@contextmanager
def imap_server() -> Iterator[ImapServer]:
    """Run Dovecot for as long as the block lasts; skip where it is not installed, but fail in CI."""
    program = shutil.which("dovecot") or shutil.which("/usr/sbin/dovecot")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Dovecot is not installed (Debian: dovecot-imapd).")
        pytest.skip("needs Dovecot (Debian: dovecot-imapd)")
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    try:
        server = _prepared(folder)
        process = subprocess.Popen([program, "-F", "-c", str(folder / "dovecot.conf")])
        try:
            _wait_for(server.port, folder / "log")
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prepared(folder: Path) -> ImapServer:
    is_root = os.getuid() == 0
    me = pwd.getpwuid(os.getuid())
    mailer = pwd.getpwnam("mail") if is_root else me
    owner = (mailer.pw_uid, mailer.pw_gid)
    folder.chmod(0o755)
    for part in ("mail", "mail/tmp", "mail/new", "mail/cur", "home", "run"):
        (folder / part).mkdir()
        if part != "run":
            os.chown(folder / part, *owner)
    port = free_port()
    (folder / "dovecot.conf").write_text(
        _SETTINGS.format(
            folder=folder, port=port, password=PASSWORD, mailer=mailer.pw_uid, group=mailer.pw_gid,
            internal="dovecot" if is_root else me.pw_name,
            internal_group="dovecot" if is_root else _group(me.pw_gid),
            login="dovenull" if is_root else me.pw_name,
        )
    )  # fmt: skip
    return ImapServer(folder, port, owner)


def _group(number: int) -> str:
    import grp  # noqa: PLC0415

    return grp.getgrgid(number).gr_name


def _wait_for(port: int, log: Path) -> None:
    end = time.monotonic() + 20
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if time.monotonic() > end:
            raise AssertionError(log.read_text() if log.exists() else "Dovecot did not start")
        time.sleep(0.05)


class Outbox:
    """Whatever was sent by SMTP, as it went over the wire."""

    def __init__(self) -> None:
        self.sent: list[tuple[list[str], Message]] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802  # as aiosmtpd calls it
        self.sent.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 kept"


@contextmanager
def smtp_server() -> Iterator[tuple[Outbox, int]]:
    """Take mails by SMTP on this machine for as long as the block lasts."""
    outbox, port = Outbox(), free_port()
    controller = Controller(outbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield outbox, port
    finally:
        controller.stop()
