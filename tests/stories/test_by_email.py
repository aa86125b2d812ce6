"""An association answers from Outlook, in Spanish; the secretariat finds it on its desk."""

import email
import re
from email import policy

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from tests import make
from tests.channels.email.letters import PDF, written
from tests.channels.email.servers import imap_server, smtp_server

from commonspace.channels.email.models import Mail
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import attachments_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FROM_OUTLOOK = """Estimado equipo:

Pregunta 3
Las escuelas del puerto abren por la tarde y enseñan la lengua a las familias enteras, también a las abuelas.

Pregunta n.º 1: El autobús nocturno.

Un saludo,
Ana Pérez

________________________________
De: Secretariat <content@example.org>
Enviado el: lunes, 4 de mayo de 2026 10:00
Para: Ana Pérez <ana@casa.example>
Asunto: Call for answers

Dear friends, please answer Question 2 by Friday.
"""


@pytest.fixture
def servers(settings):
    with imap_server() as box, smtp_server() as (outbox, port):
        settings.COMMONSPACE_IMAP_URL = box.url
        settings.COMMONSPACE_MAIL_ANSWERS = "answers@example.org"
        settings.COMMONSPACE_URL = "http://testserver"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = False
        yield box, outbox


def test_an_answer_from_outlook_reaches_the_desk_with_a_receipt(
    servers, client, django_capture_on_commit_callbacks
):
    box, outbox = servers
    call = make.consultation("harbour", questions=3)
    box.deliver(bytes(_mail_from_outlook()))

    with django_capture_on_commit_callbacks(execute=True):
        call_command("fetch_mail", verbosity=0)

    contribution = Contribution.objects.get(consultation=call)
    receipt = _receipt(outbox)
    code = re.search(r"\b(?:\w{4}-){2}\w{4}\b", receipt).group(0)
    link = re.search(r"http://testserver(/es/receipt/mail/\S+)", receipt).group(1)
    _the_sender_chooses_and_reads(client, link, code)
    with translation.override("en"):
        _the_secretariat_finds_it(client, call, contribution)


def _mail_from_outlook():
    message = written(
        FROM_OUTLOOK, to="answers+harbour@example.org", subject="RE: Call for answers",
        X_Mailer="Microsoft Outlook 16.0",
    )  # fmt: skip
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="memoria.pdf")
    message.add_attachment("Un anexo con nuestras actividades.", filename="anexo.txt")
    message.add_attachment(
        b"\x89PNG" + b"x" * 3000, maintype="image", subtype="png", filename="image001.png"
    )
    return message


def _receipt(outbox) -> str:
    ((to, sent),) = outbox.sent
    assert to == ["ana@casa.example"]
    assert sent["Auto-Submitted"] == "auto-replied"
    whole = email.message_from_bytes(sent.as_bytes(), policy=policy.default)
    return whole.get_content()


def _the_sender_chooses_and_reads(client, link: str, code: str) -> None:
    assert client.get(link).status_code == 200
    client.post(
        link,
        {"attribution": "organisation", "may_publish": "yes", "organisation": "Casa de la Mar"},
    )
    client.post("/es/receipt/", {"code": code})
    page = client.get("/es/receipt/contribution/").content.decode()
    assert "Las escuelas del puerto" in page
    assert "Casa de la Mar" in page
    assert "Dear friends" not in page


def _the_secretariat_finds_it(client, call, contribution) -> None:
    contribution.refresh_from_db()
    client.force_login(make.member(call))
    desk = client.get(reverse("staff-desk", args=[call.code])).content.decode()
    opened = client.get(
        reverse("desk-contribution", args=[call.code, contribution.reference])
    ).content.decode()
    ledger = client.get(reverse("mail", args=[call.code])).content.decode()
    assert contribution.language == "es"
    assert str(contribution) in desk
    assert "1, 3" in desk
    assert "Las escuelas del puerto" in opened
    assert {one.file.name for one in attachments_of(contribution)} == {"memoria.pdf", "anexo.txt"}
    assert set(Mail.objects.get().left_out) == {"pictures", "quoted"}
    assert "<strong>1</strong> mail came" in ledger
