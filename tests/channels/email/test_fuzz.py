"""Mails bent out of shape: each is read or named unreadable, none brings anything down."""

import random

import pytest
from tests.channels.email.letters import PDF, written

from commonspace.engines.mail.reader import read_letters
from commonspace.engines.mail.shapes import Letter, Unread

BATCH = 100
PIECES = (
    b"\r\n\r\n", b"\0", b"--", b"=?utf-8?b?////?=", b"=?x-none?q?=FF?=", b"boundary=", b"Content-Type: multipart/mixed;",
    b"Content-Type: text/html; charset=utf-7", b"\xff\xfe\xff", b"<blockquote type=cite>", b"Content-Transfer-Encoding: x",
    b"filename*=utf-8''%FF%00", b"From: ,,,<<>>@@", b"On x wrote:", b"\n-- \n", b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Disposition: attachment; filename*0*=a; filename*1=b", b"begin 644 x\n", b'charset=""', b"format=flowed",
)  # fmt: skip


def seeds() -> list[bytes]:
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


def read_bent(count: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # to be repeated
    starts = seeds()
    for _batch in range(count // BATCH):
        mails = [bent(chance.choice(starts), chance) for _mail in range(BATCH)]
        letters = read_letters(mails)
        assert len(letters) == BATCH
        assert all(isinstance(letter, Letter | Unread) for letter in letters)
        assert sum(isinstance(letter, Letter) for letter in letters) > BATCH // 2


def test_three_hundred_bent_mails():
    read_bent(300, seed=1)


@pytest.mark.slow
def test_five_thousand_bent_mails():
    read_bent(5_000, seed=2)
