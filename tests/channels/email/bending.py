"""Mails bent out of shape: cut, spliced, doubled, and built to keep a reader busy."""

import base64
import random
from collections.abc import Callable

from tests.channels.email.letters import PDF, written

PIECES = (
    b"\r\n\r\n", b"\0", b"--", b"=?utf-8?b?////?=", b"=?x-none?q?=FF?=", b"boundary=", b"Content-Type: multipart/mixed;",
    b"Content-Type: text/html; charset=utf-7", b"\xff\xfe\xff", b"<blockquote type=cite>", b"Content-Transfer-Encoding: x",
    b"filename*=utf-8''%FF%00", b"From: ,,,<<>>@@", b"On x wrote:", b"\n-- \n", b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Disposition: attachment; filename*0*=a; filename*1=b", b"begin 644 x\n", b'charset=""', b"format=flowed",
    b"Content-Transfer-Encoding: base64\n", b"charset=utf-16le", b"Content-Type: text/plain; charset=hz-gb-2312\n\n", b"=\n=0\n=GG",
    b"Date: Mon, 99 Foo 0000 25:61:61 +9999\n", b"Message-ID: <\0@\0>\n", b"In-Reply-To: <<<<\n", b"\x1b$B\x1b(J", b"\xe2\x80\xae",
)  # fmt: skip


def seeds() -> list[bytes]:
    """Return mails as people send them: rich, flowed, from right to left."""
    rich = written(
        "Q1: Buses.\n\nOn Mon, Us <us@x.example> wrote:\n> Thank you\n\n-- \nAna",
        subject="Réponse ñ السلام",
    )
    rich.add_alternative(
        "<p>Q1: <b>Buses</b></p><blockquote type='cite'>x</blockquote>", subtype="html"
    )
    rich.add_attachment(PDF, maintype="application", subtype="pdf", filename="informe ñ.pdf")
    rich.add_attachment(written("Inside."))
    flowed = written("One line \nflows on.")
    flowed.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed; delsp=yes')
    return [bytes(rich), bytes(flowed), bytes(written("السؤال 3: نعم", sender="أمل <a@b.example>"))]


def bent(mail: bytes, chance: random.Random) -> bytes:
    """Damage a mail a little, as a bad line or a bad mind would."""
    content = bytearray(mail)
    for _time in range(chance.randint(1, 12)):
        at = chance.randrange(len(content) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            content[at:at] = chance.choice(PIECES)
        elif kind == 1:
            del content[at : at + chance.randint(1, 60)]
        elif kind == 2:
            content[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 3:
            start = chance.randrange(len(content) + 1)
            content[at:at] = content[start : start + chance.randint(1, 400)]
        else:
            content[at : at + 4] = chance.randbytes(4)
    return bytes(content)


def hostile(chance: random.Random) -> bytes:
    """Return a mail built to keep a reader busy, of a random kind and size."""
    head = b"From: Ana <ana@casa.example>\nTo: answers@example.org\nSubject: x\n"
    return head + chance.choice(_KINDS)(chance)


def _deep(chance: random.Random) -> bytes:
    depth = chance.randint(5, 1500)
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return opened + b"\nBuses help."


def _inside_one_another(chance: random.Random) -> bytes:
    return b"Content-Type: message/rfc822\n\n" * chance.randint(5, 1500) + b"Subject: in\n\nBuses."


def _many_addresses(chance: random.Random) -> bytes:
    return b"Cc: " + b", ".join(b"a%d@b.example" % n for n in range(chance.randint(100, 9000))) + b"\n\nBuses help."  # fmt: skip


def _many_words(chance: random.Random) -> bytes:
    return b"X-Long: " + b"=?utf-8?q?=C3=B1?= " * chance.randint(100, 20_000) + b"\n\nBuses help."


def _many_headers(chance: random.Random) -> bytes:
    return b"Received: x\n" * chance.randint(100, 20_000) + b"\nBuses help."


def _long_line(chance: random.Random) -> bytes:
    letter = chance.choice((b"a", b"\0", b"<", b">", b"=", b"\xf0\x9f\x98\x80", b" ", b"\xcc\x81"))
    return b"\n" + letter * chance.randint(1000, 400_000)


def _many_parts(chance: random.Random) -> bytes:
    part = b"--b\nContent-Type: text/plain\n\nBuses.\n"
    return b"Content-Type: multipart/mixed; boundary=b\n\n" + part * chance.randint(20, 3000)


def _broken_base64(chance: random.Random) -> bytes:
    coded = bytearray(base64.encodebytes(chance.randbytes(chance.randint(10, 30_000))))
    for _time in range(chance.randint(1, 50)):
        coded[chance.randrange(len(coded))] = chance.randrange(256)
    kind = chance.choice((b"application/pdf; name=a.pdf", b"text/plain", b"text/html"))
    return b"Content-Type: %s\nContent-Transfer-Encoding: base64\n\n" % kind + bytes(coded)


def _deep_page(chance: random.Random) -> bytes:
    tag = chance.choice(
        (b"<div>", b"<blockquote>", b"<table><tr><td>", b"<b", b"<!--", b"<a href='")
    )
    return b"Content-Type: text/html\n\n" + tag * chance.randint(100, 30_000) + b"Buses help."


def _strange_charset(chance: random.Random) -> bytes:
    names = (b"utf-7", b"utf-16", b"utf-32", b"idna", b"punycode", b"rot13", b"zlib", b"hex", b"unicode_escape", b"iso-2022-jp-ext", b"x" * 500)  # fmt: skip
    return b"Content-Type: text/plain; charset=%s\n\n" % chance.choice(names) + chance.randbytes(
        300
    )


def _many_quotes(chance: random.Random) -> bytes:
    return b"\n" + b"> " * chance.randint(10, 5000) + b"a\n" * chance.randint(1, 20_000)


_KINDS: tuple[Callable[[random.Random], bytes], ...] = (
    _deep, _inside_one_another, _many_addresses, _many_words, _many_headers, _long_line, _many_parts,
    _broken_base64, _deep_page, _strange_charset, _many_quotes,
)  # fmt: skip
HOSTILE_KINDS = len(_KINDS)
