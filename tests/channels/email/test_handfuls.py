"""Mails are read and answered by the handful: one that fails takes no other with it."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from tests.channels.email.handing import handed_in
from tests.channels.email.letters import written

from commonspace.channels.email import sorting
from commonspace.channels.email.choices import CameBy, Fate, ReceiptState
from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.arriving import Arrival, keep
from commonspace.channels.email.services.reading import read_waiting
from commonspace.channels.email.services.receipts import send_due

pytestmark = pytest.mark.slow
BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def letters(count: int):
    return [written(f"Remark {n}.", sender=f"P{n} <p{n}@x.example>") for n in range(count)]


class FailsError(Exception):
    """What nobody expected."""


class BreaksOff(EmailBackend):
    """A line that breaks with the third letter."""

    def send_messages(self, messages):
        from django.core import mail  # noqa: PLC0415  # its outbox is made anew for each test

        if len(mail.outbox) == 2:
            raise smtplib.SMTPServerDisconnected
        return super().send_messages(messages)


class Meanwhile(EmailBackend):
    """While it sends, another process looks for receipts that are owed."""

    def send_messages(self, messages):
        with override_settings(EMAIL_BACKEND=BACKEND):
            assert send_due() == 0
        return super().send_messages(messages)


def test_only_the_mail_that_fails_comes_to_three_tries(call, monkeypatch):
    language_of = sorting.language_of

    def fails_once_in_a_while(text, consultation):
        if "poison" in text:
            raise FailsError
        return language_of(text, consultation)

    monkeypatch.setattr(sorting, "language_of", fails_once_in_a_while)
    mails = [*letters(20), written("This is poison."), *letters(5)]
    keep(
        Arrival(content=bytes(one), came_by=CameBy.FOLDER, arrived_at=timezone.now())
        for one in mails
    )
    for _time in range(3):
        with pytest.raises(FailsError):
            read_waiting()
    read_waiting()

    assert Mail.objects.filter(fate=Fate.CONTRIBUTION, tries__lte=2).count() == 25
    (poison,) = Mail.objects.exclude(fate=Fate.CONTRIBUTION)
    assert (poison.fate, poison.reason, poison.tries) == (Fate.SET_ASIDE, "failed", 3)


def test_one_without_words_among_many_is_set_aside_and_the_others_are_taken(call):
    fates = [mail.fate for mail in handed_in(*letters(3), written("\n"), *letters(3))]

    assert fates == [Fate.CONTRIBUTION] * 3 + [Fate.SET_ASIDE] + [Fate.CONTRIBUTION] * 3


def test_a_line_that_breaks_leaves_every_other_receipt_owed(call, settings, mailoutbox):
    handed_in(*letters(5))
    settings.EMAIL_BACKEND = f"{__name__}.BreaksOff"

    send_due()

    states = Mail.objects.order_by("kept_at").values_list("receipt", "receipt_at")
    assert [state for state, _at in states] == [ReceiptState.SENT] * 2 + [ReceiptState.DUE] * 3
    assert [at is None for _state, at in states] == [False] * 3 + [True] * 2
    settings.EMAIL_BACKEND = BACKEND
    assert send_due() == 2, "the one that broke the line has to wait"


def test_two_who_send_at_once_send_each_receipt_once(call, settings, mailoutbox):
    handed_in(*letters(3))
    settings.EMAIL_BACKEND = f"{__name__}.Meanwhile"

    assert send_due() == 3
    assert len(mailoutbox) == 3


@pytest.mark.parametrize(("minutes", "sent"), [(14, 0), (16, 1)])
def test_a_receipt_whose_sender_was_cut_off_goes_after_a_quarter_of_an_hour(
    call, mailoutbox, minutes, sent
):
    handed_in(written())
    began = timezone.now() - timedelta(minutes=minutes)
    Mail.objects.update(receipt=ReceiptState.SENDING, receipt_at=began)

    assert send_due() == sent


def test_another_receipt_costs_one_more_query(call, mailoutbox):
    counts = []
    for count in (1, 4):
        handed_in(*letters(count))
        with CaptureQueriesContext(connection) as asked:
            assert send_due() == count
        counts.append(len(asked))

    assert counts[1] - counts[0] == 3
