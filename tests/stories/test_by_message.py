"""Three people answer by message; the secretariat finds them on its desk."""

import re

import pytest
from django.urls import reverse
from tests import make
from tests.channels.messaging import saying
from tests.channels.messaging.conftest import call, say, stub  # noqa: F401  # fixtures
from tests.channels.messaging.servers import OGG

from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import answers_of, attachments_of
from commonspace.intake.services import receipt_code

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


def test_a_voice_on_whatsapp_reaches_the_desk(call, say, stub, client):  # noqa: F811
    line = saying.line(call, "whatsapp")
    stub.files["900100"] = OGG
    for words in ("Hello", "2", "Marisol Reyes", "1", "3"):
        say(line, saying.whatsapp(words))
    answer = say(line, saying.voice("900100"))
    say(line, saying.whatsapp("The last boat leaves too early."))
    held = Contribution.objects.get()

    client.post("/en/receipt/", {"code": CODE.search(answer)[0]})
    own = client.get("/en/receipt/contribution/", follow=True).content.decode()
    client.force_login(make.member(call))
    desk = client.get(reverse("desk-contribution", args=["harbour", held.reference]))

    assert receipt_code(held).startswith(CODE.search(answer)[0][:4])
    assert (held.attribution, held.may_publish, held.consent_by) == ("named", True, "self")
    assert attachments_of(held).get().reading == "transcript"
    assert "The last boat leaves too early." in desk.content.decode()
    assert "Marisol Reyes" in desk.content.decode()
    assert own


def test_telegram_in_arabic(call, say, stub):  # noqa: F811
    line = saying.line(call, "telegram")
    say(line, saying.telegram("مرحبا"))
    say(line, saying.telegram("١"))
    say(line, saying.telegram("نعم"))
    say(line, saying.telegram("٢"))
    answer = say(line, saying.telegram("نحتاج إلى دروس لغة في المساء للأمهات اللواتي يعملن نهاراً."))
    say(line, saying.telegram("تم"))

    held = Contribution.objects.get()
    assert (held.attribution, held.may_publish, held.language) == ("anonymous", True, "ar")
    assert answers_of(held).get().question.number == 2
    assert CODE.search(answer)

    say(line, saying.telegram("سحب"))
    say(line, saying.telegram("نعم"))
    held.refresh_from_db()
    assert held.is_withdrawn


def test_an_sms_in_spanish_from_somebody_who_just_writes(call, say, stub, client):  # noqa: F811
    line = saying.line(call, "sms")
    answer = say(
        line, saying.sms("En mi barrio no hay médico y el centro de salud cierra a las dos.")
    )
    say(line, saying.sms("Tampoco hay intérprete."))
    held = Contribution.objects.get()
    assert (held.consent_by, held.language, held.may_publish) == ("not-yet", "es", False)
    assert CODE.search(answer)

    for words in ("3", "Vecinas del Puerto", "no"):
        say(line, saying.sms(words))

    held.refresh_from_db()
    assert (held.attribution, held.may_publish, held.consent_by) == ("organisation", False, "self")
    assert held.contributor.organisation.name == "Vecinas del Puerto"
    text = answers_of(held).get().text.text
    assert text.endswith("cierra a las dos.\n\nTampoco hay intérprete.")
    client.force_login(make.member(call))
    assert str(held) in client.get(reverse("staff-desk", args=["harbour"])).content.decode()


def test_after_the_deadline_it_is_late_and_not_lost(call, say, stub):  # noqa: F811
    line = saying.line(call, "whatsapp")
    say(line, saying.whatsapp("A bus at night would help everybody here."))
    call.closes_at = call.opens_at
    call.save()

    answer = say(line, saying.whatsapp("And one more thing that came to my mind."))

    assert [held.is_late for held in Contribution.objects.order_by("reference")] == [False, True]
    assert "after the deadline" in answer
