"""A secretariat makes a call, step by step, and publishes it in four languages."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make

from commonspace.consultations import ways
from commonspace.consultations.models import Consultation
from commonspace.provenance.models import Event

pytestmark = pytest.mark.django_db
BLOCKS = [
    "about",
    "background",
    "themes",
    "respond",
    "deadline",
    "questions",
    "contacts",
    "partners",
]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def post(client, name, code, values, *args, follow=False):
    return client.post(reverse(name, args=[code, *args]), {"then": "stay", **values}, follow=follow)


def blocks_of(page):
    return re.findall(r'<(?:section|header) id="([a-z]+)"', page.content.decode())


@pytest.fixture
def ways_there_are(monkeypatch):
    monkeypatch.setattr(ways, "_ways", [])
    ways.register(
        ways.Way(
            order=20,
            title="By telephone",
            text="Call us on any weekday.",
            url=lambda consultation: "",
            is_ready=lambda consultation: True,
        )
    )
    ways.register(
        ways.Way(
            order=10,
            title="On this website",
            text="Write here.",
            url=lambda consultation: f"/en/c/{consultation.code}/write/",
            is_ready=lambda consultation: True,
        )
    )
    ways.register(
        ways.Way(
            order=30,
            title="By carrier pigeon",
            text="Feed it first.",
            url=lambda consultation: "",
            is_ready=lambda consultation: False,
        )
    )


def begun(client):
    answer = client.post(
        reverse("staff-new"),
        {
            "title": "Cities and newcomers",
            "organisation": "Harbour Secretariat",
            "language": "en",
            "time_zone": "Asia/Manila",
            "code": "",
        },
    )
    assert answer.status_code == 302
    return Consultation.objects.get()


def filled(client, code):
    """Take every step through its page, as a person would."""
    post(client, "call-languages", code, {"main": "en", "languages": ["fr", "es", "ar"]})
    texts = {
        "title_en": "Cities and newcomers",
        "title_fr": "Les villes et les nouveaux venus",
        "title_es": "Las ciudades y los recién llegados",
        "title_ar": "المدن والوافدون",
        "subject_en": "What towns can do.",
        "purpose_en": "To hear what works.",
        "background_en": "People move.\r\n\r\nTowns receive them.",
        "event_prepared_en": "The forum of mayors, in Quezon City.",
    }
    post(client, "call-texts", code, texts)
    promise = {
        "level": "consult",
        "what_happens_en": "It becomes a report for mayors.",
        "naming_terms_en": "You decide how we may name you.",
    }
    post(client, "call-promise", code, promise)
    year = timezone.now().year + 1
    dates = {
        "time_zone": "Asia/Manila",
        "opens_at": "2016-07-26T00:00",
        "closes_at": f"{year}-09-16T23:59",
    }
    post(client, "call-dates", code, dates)
    post(client, "call-areas", code, {"title_en": "Diaspora", "description_en": "Ties that last."})
    area = Consultation.objects.get(code=code).areas.get()
    question = {
        "heading_en": "Inclusion",
        "lead_in_en": "Some are more exposed.",
        "sub_questions_en": "What works?\nWhat does not?",
        "asks_for_examples": "on",
        "examples_prompt_en": "Tell us about one practice.",
        "areas": [area.pk],
    }
    post(client, "call-question-new", code, question)
    contacts = {
        "content": "Ada, ada@example.org",
        "technical": "help@example.org",
        "event_site": "https://forum.example.org",
    }
    post(client, "call-contacts", code, contacts)
    post(client, "call-partners", code, {"organisation": "Breakwater Fund", "role": "funder"})
    document = {"title": "Concept note", "language": "fr", "file": named(PDF, "note «1».pdf")}
    post(client, "call-documents", code, document)
    post(client, "call-key-dates", code, {"on": f"{year}-09-29", "title_en": "The forum meets"})


def named(content, name):
    file = io.BytesIO(content)
    file.name = name
    return file


@pytest.fixture
def secretariat():
    client = Client()
    client.force_login(make.account())
    return client


def test_story_from_new_to_public_in_four_languages(secretariat, ways_there_are):
    code = begun(secretariat).code
    assert Client().get(f"/en/c/{code}/").status_code == 404
    filled(secretariat, code)
    preview = secretariat.get(reverse("call-preview", args=[code]))
    assert "This is a preview" in preview.content.decode()

    published = post(secretariat, "call-publish", code, {})

    assert published.status_code == 302
    titles = {
        "en": "Cities and newcomers",
        "fr": "Les villes et les nouveaux venus",
        "es": "Las ciudades y los recién llegados",
        "ar": "المدن والوافدون",
    }
    for language, title in titles.items():
        page = Client().get(f"/{language}/c/{code}/")
        assert page.status_code == 200
        assert blocks_of(page) == BLOCKS
        assert f">{title}</h1>" in page.content.decode()
        assert "UTC+08:00" in page.content.decode()
        assert page.cookies == {}


def test_call_page_tells_everything_that_was_entered(secretariat, ways_there_are):
    code = begun(secretariat).code
    filled(secretariat, code)
    post(secretariat, "call-publish", code, {})

    text = Client().get(f"/en/c/{code}/").content.decode()

    places = [
        text.index(words)
        for words in (
            "Harbour Secretariat asks",
            "What towns can do.",
            "To hear what works.",
            "The forum of mayors, in Quezon City.",
            "<p>People move.</p>",
            "Ties that last.",
            "Concept note",
            "<bdi>PDF</bdi> · French",
            "You may answer all the questions or only some of them",
            "On this website",
            "By telephone",
            "It becomes a report for mayors.",
            "Consult: we ask",
            "You decide how we may name you.",
            "UTC+08:00",
            "The forum meets",
            "Some are more exposed.",
            "What works?",
            "What does not?",
            "Tell us about one practice.",
            "ada@example.org",
            "help@example.org",
            "https://forum.example.org",
            "Breakwater Fund",
        )
    ]
    assert places == sorted(places)
    assert "carrier pigeon" not in text


def test_text_without_translation_is_marked_with_its_language(secretariat, ways_there_are):
    code = begun(secretariat).code
    filled(secretariat, code)
    post(secretariat, "call-publish", code, {})

    text = Client().get(f"/ar/c/{code}/").content.decode()

    assert '<html lang="ar" dir="rtl">' in text
    assert '<p class="lead" lang="en" dir="ltr">What towns can do.</p>' in text
    for language in ("en", "fr", "es", "ar"):
        assert (
            f'<link rel="alternate" hreflang="{language}" href="http://testserver/{language}/c/{code}/">'
            in text
        )


def test_every_step_leaves_a_line_in_the_log(secretariat, ways_there_are):
    code = begun(secretariat).code
    filled(secretariat, code)
    post(secretariat, "call-publish", code, {})

    verbs = list(Event.objects.filter(scope=code).values_list("verb", flat=True))

    assert verbs == [
        "consultation.created",
        "call.languages-set",
        "call.reworded",
        "call.reworded",
        "call.level-set",
        "call.dates-set",
        "theme.kept",
        "question.added",
        "call.contacts-set",
        "partner.kept",
        "call-document.added",
        "key-date.kept",
        "call.published",
    ]


def test_document_comes_as_a_file_to_keep_never_to_run(secretariat, ways_there_are):
    code = begun(secretariat).code
    filled(secretariat, code)
    pk = Consultation.objects.get().documents.get().pk
    address = f"/en/c/{code}/documents/{pk}/"
    assert Client().get(address).status_code == 404
    post(secretariat, "call-publish", code, {})

    answer = Client().get(address)

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''note%20%C2%AB1%C2%BB.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
