"""Mails bent out of shape: each is read or named unreadable, none brings anything down."""

import random

import pytest
from django.utils import timezone
from tests import make
from tests.channels.email.bending import bent, hostile, seeds

from commonspace.channels.email.choices import CameBy, Fate
from commonspace.channels.email.models import Mail
from commonspace.channels.email.sentences import reason_sentence
from commonspace.channels.email.services.arriving import Arrival, keep
from commonspace.channels.email.services.reading import read_waiting
from commonspace.engines.mail.reader import read_letters
from commonspace.engines.mail.shapes import Letter, Unread

BATCH = 100


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
def test_a_thousand_bent_mails():
    read_bent(1_000, seed=2)


@pytest.mark.slow
def test_mails_built_to_keep_a_reader_busy_do_not():
    chance = random.Random(3)  # noqa: S311  # to be repeated

    letters = read_letters([hostile(chance) for _mail in range(60)])

    assert len(letters) == 60
    assert all(isinstance(letter, Letter | Unread) for letter in letters)


def test_a_page_full_of_strange_bytes_does_not_bring_the_reader_down():
    page = b"From: a@b.example\nContent-Type: text/html\n\n" + b"\0\1\2" * 2000 + b"Buses help."

    assert isinstance(read_letters([page])[0], Letter)


@pytest.mark.django_db
def test_every_bent_mail_ends_as_a_contribution_or_set_aside_with_a_sentence():
    make.consultation("harbour")
    chance = random.Random(4)  # noqa: S311  # to be repeated
    starts = [mail.replace(b"answers@", b"answers+harbour@") for mail in seeds()]
    bent_mails = [
        hostile(chance) if number % 4 == 0 else bent(chance.choice(starts), chance)
        for number in range(80)
    ]
    now = timezone.now()
    keep(Arrival(content=mail, came_by=CameBy.FOLDER, arrived_at=now) for mail in bent_mails)

    read_waiting()

    mails = list(Mail.objects.all())
    assert len(mails) > 60
    assert not [mail for mail in mails if mail.fate == Fate.WAITING]
    assert sum(mail.fate == Fate.CONTRIBUTION for mail in mails) > 10
    untold = [
        mail.reason
        for mail in mails
        if mail.fate == Fate.SET_ASIDE and not reason_sentence(mail.reason)
    ]
    assert untold == []
