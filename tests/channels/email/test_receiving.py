"""From the bytes of a mail to the contribution, and every mail with its one fate."""

import pytest
from tests import make
from tests.channels.email.handing import handed_in
from tests.channels.email.letters import ANA, PDF, written

from commonspace.channels.email.addresses import AddressBook, answer_address
from commonspace.channels.email.choices import CameBy, Fate, ReceiptState, Vouched
from commonspace.channels.email.models import Mail
from commonspace.channels.email.queries import sums_of
from commonspace.channels.email.services.receipts import send_due
from commonspace.contributions.choices import ConsentBy
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of, attachments_of
from commonspace.intake.envelopes import Consent
from commonspace.intake.services import choose_terms, receipt_code
from commonspace.kernel.codes import spelled
from commonspace.people.access import details_of

pytestmark = pytest.mark.slow


def return_address(contribution):
    return AddressBook().return_address(contribution)


def said(contribution):
    return {
        answer.question.number if answer.question else 0: answer.text.text
        for answer in answers_of(contribution)
    }


def test_a_mail_becomes_an_unnamed_unpublished_contribution(call):
    (mail,) = handed_in(written("Evening classes help most.\n\n-- \nAna\nCasa de la Mar"))

    contribution = mail.contribution
    assert mail.fate == Fate.CONTRIBUTION
    assert said(contribution) == {0: "Evening classes help most."}
    assert (contribution.attribution, contribution.may_publish) == ("anonymous", False)
    assert contribution.consent_by == ConsentBy.NOT_YET
    assert contribution.channel == "email"
    details = details_of(contribution.contributor)
    assert (details.name, details.email) == ("Ana Pérez", "ana@casa.example")
    assert mail.left_out == ["signature"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Question 3: Open the schools.\nAt night.", {3: "Open the schools.\nAt night."}),
        ("Q3 - Open the schools.", {3: "Open the schools."}),
        ("Pregunta n.º 3\nAbran las escuelas.", {3: "Abran las escuelas."}),
        ("السؤال 3: افتحوا المدارس", {3: "افتحوا المدارس"}),
        ("السؤال رقم ٣\nافتحوا المدارس", {3: "افتحوا المدارس"}),
        ("Thank you.\n\nQ1: Yes.\n\nQ2: No.", {0: "Thank you.", 1: "Yes.", 2: "No."}),
        ("Q2: One.\nQ1: Two.\nQ2: Three.", {1: "Two.", 2: "One.\n\nThree."}),
        ("Q9: There is no such question.", {0: "Q9: There is no such question."}),
    ],
)
def test_answers_find_their_question(call, text, expected):
    (mail,) = handed_in(written(text))

    assert said(mail.contribution) == expected


def test_the_own_words_of_a_question_lead_to_it_and_are_not_answer(call):
    make.question(call, 4, "Which schools welcome newcomers today")
    (mail,) = handed_in(
        written("4. Which schools welcome newcomers today?\n\nThe one at the port.")
    )

    assert said(mail.contribution) == {4: "The one at the port."}


def test_the_same_mail_counts_once_whatever_way_it_comes(call):
    message = written()
    carried = b"Received: from mx.example.org\r\n" + bytes(message).replace(b"\n", b"\r\n")

    handed_in(message)
    handed_in(message, carried, came_by=CameBy.WEBHOOK)

    assert (Mail.objects.count(), Contribution.objects.count()) == (1, 1)


def test_a_mail_with_the_same_id_and_other_words_is_another(call):
    first, second = written("One."), written("Two.")
    del second["Message-ID"]
    second["Message-ID"] = first["Message-ID"]

    handed_in(first, second)

    assert Contribution.objects.count() == 2


def test_plus_addresses_lead_to_their_call(call):
    other = make.consultation("hills")
    first, second, third = handed_in(
        written(to="answers+hills@example.org"),
        written(to=answer_address(call)),
        written(to="answers@example.org"),
    )

    assert first.consultation == other
    assert second.consultation == call
    assert (third.fate, third.reason, third.consultation) == (Fate.SET_ASIDE, "no-call", None)


def test_the_only_call_gets_what_names_none(call):
    (mail,) = handed_in(written(to="answers@example.org"))

    assert mail.consultation == call


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, "auto-reply"),
        ({"subject": "Automatic reply: Our answer"}, "auto-reply"),
        ({"subject": "Respuesta automática: fuera"}, "auto-reply"),
        ({"subject": "رد تلقائي: غائب"}, "auto-reply"),
        ({"subject": "Réponse automatique : absent"}, "auto-reply"),
        ({"X_Autoreply": "yes"}, "auto-reply"),
        ({"Return_Path": "<>"}, "bounce"),
        ({"sender": "MAILER-DAEMON@mx.example.org"}, "bounce"),
        ({"List_Id": "<news.example.org>"}, "list-post"),
        ({"Precedence": "bulk"}, "list-post"),
        ({"sender": "answers@example.org"}, "ours"),
    ],
)
def test_what_machines_send_dies_and_is_counted(call, mailoutbox, headers, reason):
    (mail,) = handed_in(written(**headers))
    send_due()

    assert (mail.fate, mail.reason) == (Fate.DIED, reason)
    assert mailoutbox == []
    assert Contribution.objects.count() == 0


def test_a_person_whose_program_says_no_is_a_person(call):
    (mail,) = handed_in(written(Auto_Submitted="no"))

    assert mail.fate == Fate.CONTRIBUTION


def test_files_come_along_and_small_pictures_stay_behind(call):
    message = written("Q3: See our paper.")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="informe ñandú.pdf")
    message.add_attachment(
        b"\x89PNG" + b"x" * 900, maintype="image", subtype="png", filename="image001.png"
    )
    message.add_attachment(
        b"OggS" + b"x" * 9000, maintype="audio", subtype="ogg", filename="voz.ogg"
    )
    message.add_attachment(
        b"\xff\xd8\xff" + b"x" * 90_000, maintype="image", subtype="jpeg", filename="wall.jpg"
    )

    (mail,) = handed_in(message)

    names = {one.file.name for one in attachments_of(mail.contribution)}
    assert names == {"informe ñandú.pdf", "voz.ogg", "wall.jpg"}
    assert mail.left_out == ["pictures"]


def test_winmail_is_kept_and_told(call, mailoutbox):
    message = written("Our papers are inside.")
    message.add_attachment(
        b"\x78\x9f\x3e\x22" * 99, maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    handed_in(message)
    send_due()

    assert "winmail.dat, which only Outlook can open" in mailoutbox[0].body


def test_a_mail_without_words_and_files_is_set_aside(call):
    (mail,) = handed_in(written("\n\n-- \nAna"))

    assert (mail.fate, mail.reason) == (Fate.SET_ASIDE, "empty")


def test_a_mail_from_before_the_opening_is_set_aside_and_a_late_one_is_late(call):
    (early,) = handed_in(written(), arrived_at=call.opens_at.replace(year=2020))
    (late,) = handed_in(written(), arrived_at=call.closes_at)

    assert (early.fate, early.reason) == (Fate.SET_ASIDE, "not-open")
    assert late.contribution.is_late


def test_encrypted_mail_is_set_aside_with_what_to_do(call):
    message = written()
    del message["Content-Type"]
    message["Content-Type"] = "application/pkcs7-mime; smime-type=enveloped-data"

    (mail,) = handed_in(message)

    assert (mail.fate, mail.reason) == (Fate.SET_ASIDE, "encrypted")


def test_mails_passed_on_are_contributions_of_their_writers(call, mailoutbox):
    outer = written("Two letters from our members.", sender="Office <office@casa.example>")
    for number in (1, 2):
        outer.add_attachment(
            written(f"Letter {number}.", sender=f"M{number} <m{number}@x.example>")
        )

    handed_in(outer)
    send_due()

    mail = Mail.objects.get(inside=None)
    inside = list(Mail.objects.filter(inside=mail).order_by("kept_at"))
    assert mail.fate == Fate.OPENED
    assert [one.fate for one in inside] == [Fate.CONTRIBUTION] * 2
    assert {said(one.contribution)[0] for one in inside} == {"Letter 1.", "Letter 2."}
    assert {details_of(one.contribution.contributor).email for one in inside} == {
        "m1@x.example",
        "m2@x.example",
    }
    assert all("passed on" in one.contribution.on_behalf_of for one in inside)
    (letter,) = mailoutbox
    assert letter.to == ["office@casa.example"]
    for one in inside:
        assert spelled(receipt_code(one.contribution)) in letter.body


def test_a_forwarded_mail_is_its_writers(call):
    text = (
        "See below.\n\n---------- Forwarded message ---------\n"
        "From: Omar Said <omar@port.example>\nDate: Mon, 4 May 2026\nSubject: Classes\n"
        "To: Office <office@casa.example>\n\nThe night bus keeps us safe.\n"
    )
    (mail,) = handed_in(written(text, subject="Fwd: Classes"))

    assert said(mail.contribution) == {0: "The night bus keeps us safe."}
    assert details_of(mail.contribution.contributor).email == "omar@port.example"
    assert mail.contribution.on_behalf_of


def test_the_server_we_trust_labels_the_sender(call, by_mail):
    by_mail.COMMONSPACE_MAIL_AUTHSERV = "mx.example.org"
    passed, failed, forged = handed_in(
        written(
            Authentication_Results="mx.example.org; dkim=pass; dmarc=pass header.from=casa.example"
        ),
        written(Authentication_Results="mx.example.org; dmarc=fail (p=reject)"),
        written(Authentication_Results="mx.evil.example; dmarc=pass"),
    )

    assert [passed.vouched, failed.vouched, forged.vouched] == [
        Vouched.PASSED,
        Vouched.FAILED,
        Vouched.UNKNOWN,
    ]


def test_the_sums_match_whatever_comes(call):
    handed_in(
        written(), written("\n"), written(Precedence="bulk"), b"not a mail at all", b"",
        written(to="nobody@example.org"), written("Q1: Yes.", sender="Omar <omar@x.example>"),
    )  # fmt: skip

    sums = sums_of(call)
    assert sums.total == Mail.objects.count() == sum(count for _fate, count in sums.by_fate)
    assert Fate.WAITING not in dict(sums.by_fate)


def test_poison_is_set_aside_once_and_blocks_nobody(call):
    deep = b"From: a@b.example\r\nTo: answers@example.org\r\n" + b"".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode()
        for n in range(2000)
    )
    many = b"From: a@b.example\r\n" + b"X-A: b\r\n" * 40_000 + b"\r\nwords"
    crowd = b"From: c@b.example\r\nTo: " + b"a@b.example, " * 40_000 + b"\r\n\r\nwords"
    fine = written()

    mails = handed_in(deep, many, crowd, fine)

    assert [mail.fate for mail in mails] == [Fate.SET_ASIDE] * 3 + [Fate.CONTRIBUTION]
    assert [mail.reason for mail in mails[:3]] == [
        "too-many-parts",
        "too-many-headers",
        "too-many-headers",
    ]


def test_what_fails_three_times_is_set_aside(call, monkeypatch):
    (mail,) = handed_in(written())
    Mail.objects.update(fate=Fate.WAITING, tries=3, contribution=None)

    handed_in()

    mail.refresh_from_db()
    assert (mail.fate, mail.reason) == (Fate.SET_ASIDE, "failed")


class TestReceipts:
    def test_it_tells_what_was_found_and_no_word_of_it(self, call, mailoutbox):
        message = written("Q3: Wombats everywhere.\n\nSent from my phone")
        message.add_attachment(PDF, maintype="application", subtype="pdf", filename="quokka.pdf")
        (mail,) = handed_in(message)
        send_due()

        (letter,) = mailoutbox
        sent = letter.message()
        assert letter.to == ["ana@casa.example"]
        assert spelled(receipt_code(mail.contribution)) in letter.body
        assert "an answer to question 3 (2 words)" in letter.body
        assert "1 file" in letter.body
        assert "https://consult.example.org/en/receipt/mail/" in letter.body
        for words in ("Wombats", "quokka", "Ana", "Our answer"):
            assert words not in sent.as_string()
        assert sent["Auto-Submitted"] == "auto-replied"
        assert sent["Precedence"] == "bulk"
        assert sent["In-Reply-To"] == message["Message-ID"]
        assert letter.reply_to == [return_address(mail.contribution)]

    def test_it_goes_once(self, call, mailoutbox):
        message = written()
        handed_in(message, message)
        for _time in range(3):
            send_due()

        assert len(mailoutbox) == 1

    @pytest.mark.parametrize(
        ("text", "language", "words"),
        [
            (
                "Nous voulons des cours du soir près du port pour toutes les familles.",
                "fr",
                "Villes et nouveaux venus",
            ),
            (
                "Queremos clases por la tarde cerca del puerto para todas las familias.",
                "es",
                "C-0001",
            ),
            ("نريد دروسا مسائية قرب الميناء لجميع العائلات في مدينتنا", "ar", "C-0001"),
        ],
    )
    def test_it_speaks_the_language_of_the_mail(self, call, mailoutbox, text, language, words):
        (mail,) = handed_in(written(text))
        send_due()

        assert mail.language == language
        assert f"/{language}/receipt/mail/" in mailoutbox[0].body
        assert words in mailoutbox[0].subject + mailoutbox[0].body

    def test_five_a_day_and_everything_still_counts(self, call, mailoutbox):
        handed_in(*[written(f"Remark {n}.") for n in range(7)])
        send_due()

        assert len(mailoutbox) == 5
        assert Contribution.objects.count() == 7
        assert Mail.objects.filter(receipt=ReceiptState.WITHHELD).count() == 2

    def test_more_than_twenty_a_day_wait_for_a_person(self, call):
        mails = handed_in(*[written(f"Remark {n}.") for n in range(22)])

        assert [mail.reason for mail in mails[20:]] == ["often", "often"]

    def test_a_server_that_is_down_is_asked_again_later(self, call, settings, mailoutbox):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        handed_in(written())

        assert send_due() == 0

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        Mail.objects.update(receipt_at=None)
        assert send_due() == 1

    @pytest.mark.parametrize("separator", ["\n", "\r\n", "\u2028", "\x0b", "\x85"])
    def test_no_title_adds_a_header(self, call, mailoutbox, separator):
        call.title = {"en": f"Cities{separator}Bcc: all@example.org"}
        call.save(update_fields=["title"])
        handed_in(written())
        send_due()

        assert mailoutbox[0].message()["Bcc"] is None


class TestAnswersToReceipts:
    @pytest.fixture
    def contribution(self, call):
        (mail,) = handed_in(written("Q1: Buses.\n\nQ2: Trams."))
        return mail.contribution

    def reply(self, contribution, text, **more):
        return handed_in(written(text, **{"to": return_address(contribution), **more}))[0]

    def test_an_answer_takes_the_place_of_the_earlier_one(self, contribution):
        mail = self.reply(
            contribution, "Q2: Ferries.\n\nOn Mon, Us <us@x.example> wrote:\n> Thank you"
        )

        contribution.refresh_from_db()
        assert mail.fate == Fate.CHANGE
        assert said(contribution) == {1: "Buses.", 2: "Ferries."}
        assert contribution.current_revision == 2
        assert contribution.consent_by == ConsentBy.NOT_YET

    def test_a_remark_and_a_file_are_added_and_the_choice_stays(self, contribution):
        choose_terms(
            contribution=contribution,
            consent=Consent(attribution="named", may_publish=True),
            at=contribution.received_at,
        )
        message = written("One more thing.", to=return_address(contribution))
        message.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
        handed_in(message)

        contribution.refresh_from_db()
        assert said(contribution) == {0: "One more thing.", 1: "Buses.", 2: "Trams."}
        assert attachments_of(contribution).count() == 1
        assert (contribution.attribution, contribution.consent_by) == ("named", ConsentBy.SELF)

    def test_our_message_id_is_as_good_as_the_address(self, contribution, mailoutbox):
        send_due()
        own = mailoutbox[0].message()["Message-ID"]
        mail = self.reply(contribution, "Q2: Ferries.", to="answers@example.org", In_Reply_To=own)

        assert mail.fate == Fate.CHANGE

    def test_a_wrong_seal_changes_nothing(self, contribution):
        address = return_address(contribution)
        forged = address.replace("@", "x@") if address[-1] != "x" else address
        forged = forged[: forged.index("@") - 17] + "a" * 16 + forged[forged.index("@") :]
        mail = self.reply(contribution, "Q2: Ferries.", to=forged)

        assert mail.contribution != contribution
        contribution.refresh_from_db()
        assert contribution.current_revision == 1

    def test_another_sender_waits_for_a_person(self, contribution):
        mail = self.reply(contribution, "Q2: Ferries.", sender="Eve <eve@x.example>")

        assert (mail.fate, mail.reason) == (Fate.SET_ASIDE, "other-sender")

    def test_after_the_deadline_nothing_changes_and_the_mail_is_kept(self, call, contribution):
        call.closes_at = contribution.received_at
        call.save(update_fields=["closes_at"])
        mail = self.reply(contribution, "Q2: Ferries.")

        assert (mail.fate, mail.reason) == (Fate.SET_ASIDE, "closed")

    @pytest.mark.parametrize(
        "word", ["withdraw", "Withdraw.", "Retirar", "Je retire ma contribution", "سحب"]
    )
    def test_to_withdraw_asks_once_more(self, client, contribution, mailoutbox, word):
        mail = self.reply(contribution, word)
        send_due()

        contribution.refresh_from_db()
        assert mail.fate == Fate.ASKED
        assert not contribution.is_withdrawn
        link = next(line for line in mailoutbox[-1].body.splitlines() if "/withdraw/" in line)
        address = link.removeprefix("https://consult.example.org")
        assert client.get(address).status_code == 200
        contribution.refresh_from_db()
        assert not contribution.is_withdrawn
        client.post(address)
        contribution.refresh_from_db()
        assert contribution.is_withdrawn

    def test_the_same_words_again_are_no_change(self, contribution, mailoutbox):
        mail = self.reply(contribution, "Q2: Trams.")

        assert (mail.fate, mail.reason) == (Fate.DIED, "repeat")

    def test_a_loop_ends(self, contribution):
        for number in range(12):
            mail = self.reply(contribution, f"Remark {number}.")

        assert (mail.fate, mail.reason) == (Fate.SET_ASIDE, "often")


def test_two_taps_choose_how_to_be_named(client, call, mailoutbox):
    (mail,) = handed_in(written(sender=ANA))
    send_due()
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("https://"))
    address = link.removeprefix("https://consult.example.org")

    page = client.get(address).content.decode()
    refused = client.post(address, {"attribution": "organisation"})
    kept = client.post(
        address,
        {"attribution": "organisation", "may_publish": "yes", "organisation": "Casa de la Mar"},
    )

    assert "Evening classes" not in page
    assert "ana@casa.example" not in page
    assert refused.status_code == 422
    assert kept.status_code == 302
    contribution = mail.contribution
    contribution.refresh_from_db()
    contribution.contributor.refresh_from_db()
    assert (contribution.attribution, contribution.may_publish) == ("organisation", True)
    assert contribution.consent_by == ConsentBy.SELF
    assert str(contribution.contributor.organisation) == "Casa de la Mar"
    assert details_of(contribution.contributor).email == "ana@casa.example"
    assert client.get(f"{address[:-2]}x/").status_code == 404
