"""Typed builders: rows as a test needs them, without randomness."""

from datetime import UTC, datetime, timedelta
from itertools import count

from django.utils import timezone

from commonspace.consultations.choices import Level, Role, Stage
from commonspace.consultations.models import Consultation, Membership, Question, QuestionVersion
from commonspace.contributions.models import Contribution
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, FilePart, Sender
from commonspace.intake.services import Received, receive
from commonspace.people.choices import Attribution
from commonspace.people.models import Account
from commonspace.people.services import organisation_named
from commonspace.people.vault import PersonalDetails

_number = count(1)
PASSWORD = "a long enough phrase"  # noqa: S105  # for tests


def account(name: str = "Ada Okoro") -> Account:
    number = next(_number)
    return Account.objects.create_user(
        username=f"a{number}", email=f"a{number}@example.org", password=PASSWORD, name=name
    )


def consultation(
    code: str = "", *, open_now: bool = True, stage: str = Stage.PUBLISHED, questions: int = 2
) -> Consultation:
    now = timezone.now()
    owner = organisation_named(name="Harbour Secretariat")
    assert owner is not None
    made = Consultation.objects.create(
        code=code or f"call-{next(_number)}",
        stage=stage,
        owner=owner,
        title={"en": "Cities and newcomers", "fr": "Villes et nouveaux venus"},
        subject={"en": "What towns can do"},
        purpose={"en": "To hear what works."},
        background={"en": "People move."},
        event_prepared={"en": "The forum of mayors"},
        what_happens={"en": "It becomes a report."},
        naming_terms={"en": "You choose how we name you."},
        level=Level.CONSULT,
        opens_at=now - timedelta(days=10),
        closes_at=now + timedelta(days=10) if open_now else now - timedelta(days=1),
        time_zone="Asia/Manila",
        languages=["en", "fr", "es", "ar"],
        contact_content="content@example.org",
        contact_technical="help@example.org",
        published_at=now - timedelta(days=10),
    )
    for number in range(1, questions + 1):
        question(made, number)
    return made


def question(consultation: Consultation, number: int, heading: str = "") -> Question:
    made = Question.objects.create(consultation=consultation, number=number)
    QuestionVersion.objects.create(
        question=made,
        heading={"en": heading or f"Heading {number}"},
        lead_in={"en": f"Lead-in {number}."},
        sub_questions={"en": f"What works in case {number}?\nWhat does not?"},
        asks_for_examples=True,
    )
    return made


def member(consultation: Consultation, role: str = Role.SECRETARIAT) -> Account:
    made = account()
    Membership.objects.create(account=made, consultation=consultation, role=role)
    return made


def envelope(
    consultation: Consultation,
    text: str = "Language classes in the evening help most.",
    *,
    question: Question | None = None,
    organisation: str = "",
    name: str = "",
    key: str = "",
    attribution: str = Attribution.ORGANISATION,
    may_publish: bool = True,
    language: str = "en",
    kind: str = "ngo",
    country: str = "",
    files: tuple[FilePart, ...] = (),
    received_at: datetime | None = None,
    channel: str = "web",
) -> Envelope:
    first = question or consultation.questions.first()
    return Envelope(
        consultation=consultation,
        channel=channel,
        key=key or f"key-{next(_number)}",
        received_at=received_at or timezone.now(),
        sender=Sender(
            details=PersonalDetails(name=name),
            organisation=organisation,
            kind=kind,
            country=country,
        ),
        consent=Consent(attribution=attribution, may_publish=may_publish),
        answers=(AnswerPart(question=first.pk if first else None, text=text),) if text else (),
        files=files,
        language=language,
    )


def received(
    consultation: Consultation, text: str = "Evening classes help.", **fields: object
) -> Received:
    return receive(envelope(consultation, text, **fields))  # type: ignore[arg-type]  # handed on


def contribution(
    consultation: Consultation, text: str = "Evening classes help.", **fields: object
) -> Contribution:
    return received(consultation, text, **fields).contribution


MOMENT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
