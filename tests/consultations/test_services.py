import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from tests import make

from commonspace.consultations import services
from commonspace.consultations.choices import Role, Stage
from commonspace.consultations.errors import (
    DatesOutOfOrderError,
    IncompleteCallError,
    LastSecretariatError,
    TakenAddressError,
    UnofferedFileError,
    UnstatedUseError,
)
from commonspace.consultations.models import Consultation
from commonspace.consultations.services import Wording
from commonspace.engines.blobs import TooLargeError
from commonspace.people.services import organisation_named
from commonspace.provenance.models import Event, StoredFile

pytestmark = pytest.mark.django_db


def draft(**fields):
    call = make.consultation(stage=Stage.DRAFT)
    for name, value in fields.items():
        setattr(call, name, value)
    call.save()
    return call


def begin(title, code=""):
    owner = organisation_named(name="Harbour Secretariat")
    return services.create_consultation(
        by=make.account(), owner=owner, title=title, language="en", time_zone="UTC", code=code
    )


def headings(call):
    return [(q.number, q.heading_in("en")) for q in call.questions.filter(retired_at=None)]


def verbs(call):
    return list(Event.objects.filter(scope=call.code).values_list("verb", flat=True))


def test_creator_is_the_secretariat():
    call = begin("Night buses")

    held = call.memberships.get()

    assert (held.role, call.stage, call.code) == (Role.SECRETARIAT, Stage.DRAFT, "night-buses")


def test_same_title_gets_an_address_of_its_own():
    codes = [begin("Night buses").code for _time in range(3)]

    assert codes == ["night-buses", "night-buses-2", "night-buses-3"]
    assert begin("حافلات الليل").code == "call"


@pytest.mark.parametrize("code", ["new", "taken"])
def test_address_that_cannot_be_had_is_refused(code):
    make.consultation("taken")

    with pytest.raises(TakenAddressError):
        begin("Night buses", code)

    assert Consultation.objects.count() == 1


def test_change_texts_keeps_languages_it_does_not_name():
    call = make.consultation()

    changed = services.change_texts(
        consultation=call,
        by=make.account(),
        texts={"title": {"en": " Towns \r\n", "es": "Pueblos"}},
    )

    call.refresh_from_db()
    assert changed == ["title"]
    assert call.title == {"en": "Towns", "fr": "Villes et nouveaux venus", "es": "Pueblos"}


def test_unchanged_texts_leave_no_line_in_the_log():
    call = make.consultation()

    services.change_texts(
        consultation=call, by=make.account(), texts={"subject": dict(call.subject)}
    )

    assert verbs(call) == []


def test_change_texts_refuses_fields_that_are_no_texts():
    call = make.consultation()

    with pytest.raises(ValueError, match="code"):
        services.change_texts(consultation=call, by=make.account(), texts={"code": {"en": "x"}})


def test_moved_deadline_of_a_public_call_is_noticed_with_both_dates():
    call, by = make.consultation(), make.account()
    before = call.closes_at

    change = services.set_dates(
        consultation=call,
        by=by,
        opens_at=call.opens_at,
        closes_at=before + timedelta(days=7),
        time_zone="Asia/Manila",
    )

    assert (change.before, change.after, change.made_by) == (before, before + timedelta(days=7), by)
    assert verbs(call) == ["call.dates-set", "call.deadline-moved"]


@pytest.mark.parametrize(
    ("stage", "days"), [(Stage.DRAFT, 7), (Stage.PUBLISHED, 0)], ids=["a draft", "the same instant"]
)
def test_no_notice_of_what_nobody_could_have_read(stage, days):
    call = make.consultation(stage=stage)

    change = services.set_dates(
        consultation=call,
        by=make.account(),
        opens_at=call.opens_at,
        closes_at=call.closes_at + timedelta(days=days),
        time_zone="Europe/Paris",
    )

    assert change is None
    assert call.deadline_changes.count() == 0


def test_call_that_closes_before_it_opens_is_refused():
    call = make.consultation()
    before = call.closes_at

    with pytest.raises(DatesOutOfOrderError):
        services.set_dates(
            consultation=call,
            by=make.account(),
            opens_at=call.opens_at,
            closes_at=call.opens_at,
            time_zone="UTC",
        )

    call.refresh_from_db()
    assert call.closes_at == before


def test_wording_nobody_answered_is_corrected_in_place():
    question = make.question(make.consultation(questions=0), 1)

    version = services.reword_question(
        question=question,
        by=make.account(),
        wording=Wording(heading={"en": "Better"}, sub_questions={"en": " One? \r\n\r\nTwo?\n"}),
    )

    assert [v.number for v in question.versions.all()] == [1]
    assert version.heading == {"en": "Better"}
    assert version.sub_questions_in("en") == ["One?", "Two?"]
    assert version.lead_in == {"en": "Lead-in 1."}


def test_wording_somebody_answered_stays_and_a_new_one_begins():
    call, by = make.consultation(), make.account("Ines")
    question = call.questions.get(number=1)
    answer = make.contribution(call, question=question).answers.get()

    version = services.reword_question(
        question=question, by=by, wording=Wording(heading={"en": "Better"}, asks_for_examples=True)
    )

    assert (version.number, version.made_by, version.heading["en"]) == (2, by, "Better")
    answer.refresh_from_db()
    assert (answer.wording.number, answer.wording.heading) == (1, {"en": "Heading 1"})
    assert question.wording == version
    assert make.contribution(call, question=question).answers.get().wording == version


def test_same_words_begin_no_version():
    call = make.consultation()
    question = call.questions.get(number=1)
    make.contribution(call, question=question)
    same = question.wording

    version = services.reword_question(
        question=question,
        by=make.account(),
        wording=Wording(heading=same.heading, asks_for_examples=same.asks_for_examples),
    )

    assert version == same
    assert verbs(call) == ["contribution.received"]


def test_answers_stay_with_their_question_when_it_is_renumbered():
    call = make.consultation(questions=3)
    first, second, third = call.questions.all()
    answer = make.contribution(call, "Ours is the first.", question=first).answers.get()

    services.renumber_questions(consultation=call, by=make.account(), order=[third, first, second])

    assert headings(call) == [(1, "Heading 3"), (2, "Heading 1"), (3, "Heading 2")]
    answer.refresh_from_db()
    assert (answer.question, answer.question.number) == (first, 2)


def test_renumbering_needs_every_question_once():
    call = make.consultation(questions=2)
    first = call.questions.first()

    with pytest.raises(ValueError, match="Question"):
        services.renumber_questions(consultation=call, by=make.account(), order=[first, first])


@pytest.mark.parametrize(
    ("direction", "number", "expected"),
    [("up", 2, [2, 1, 3]), ("down", 2, [1, 3, 2]), ("up", 1, [1, 2, 3]), ("down", 3, [1, 2, 3])],
)
def test_move_question_changes_places_with_its_neighbour(direction, number, expected):
    call = make.consultation(questions=3)

    services.move_question(
        question=call.questions.get(number=number), by=make.account(), direction=direction
    )

    assert [heading for _number, heading in headings(call)] == [f"Heading {n}" for n in expected]


def test_question_retired_from_a_draft_closes_the_gap_and_from_a_public_call_does_not():
    unseen, public = draft(), make.consultation(questions=2)

    for call in (unseen, public):
        services.retire_question(question=call.questions.get(number=1), by=make.account())

    assert headings(unseen) == [(1, "Heading 2")]
    assert headings(public) == [(2, "Heading 2")]


def test_question_brought_back_comes_last():
    call = make.consultation(questions=2)
    first = call.questions.get(number=1)
    services.retire_question(question=first, by=make.account())

    services.bring_back_question(question=first, by=make.account())

    assert headings(call) == [(2, "Heading 2"), (3, "Heading 1")]


def test_question_belongs_to_none_one_or_several_themes():
    call, by = make.consultation(), make.account()
    question = call.questions.first()
    areas = [
        services.keep_area(consultation=call, by=by, title={"en": title}, description={})
        for title in ("Diaspora", "Protection")
    ]

    seen = []
    for chosen in (areas[:1], areas, []):
        services.set_areas(question=question, by=by, areas=chosen)
        seen.append([str(area) for area in question.areas.all()])

    assert seen == [["Diaspora"], ["Diaspora", "Protection"], []]
    assert [area.position for area in areas] == [1, 2]


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"title": {"fr": "Villes"}}, "A title in the main language."),
        ({"level": ""}, "The level of participation."),
        (
            {"naming_terms": {}},
            "What may be published and under which name, in the main language.",
        ),
        ({"closes_at": None}, "An opening and a closing date."),
        ({"opens_at": None}, "An opening and a closing date."),
        ({"contact_content": ""}, "A contact for questions of content."),
        ({"contact_technical": ""}, "A contact for technical difficulties."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_incomplete_call_is_refused_and_says_what_it_lacks(missing, sentence):
    call = draft(**missing)

    with pytest.raises(IncompleteCallError) as refusal:
        services.publish(consultation=call, by=make.account())

    assert [str(lack) for lack in refusal.value.lacks] == [sentence]
    assert Consultation.objects.get().stage == Stage.DRAFT


def test_call_without_questions_or_with_a_nameless_one_is_refused():
    nothing_asked, nameless = draft(), draft()
    for question in nothing_asked.questions.all():
        services.retire_question(question=question, by=make.account())
    services.add_question(
        consultation=nameless, by=make.account(), wording=Wording(heading={"fr": "Titre"})
    )

    for call in (nothing_asked, nameless):
        with pytest.raises(IncompleteCallError) as refusal:
            services.publish(consultation=call, by=make.account())
        assert [str(lack) for lack in refusal.value.lacks] == [
            "One question or more, each with a heading."
        ]


def test_call_that_would_be_closed_already_is_refused():
    call = draft(closes_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(IncompleteCallError) as refusal:
        services.publish(consultation=call, by=make.account())

    assert [str(lack) for lack in refusal.value.lacks] == ["A closing date that is still to come."]


def test_complete_call_is_published_once():
    call, by = draft(), make.account()

    services.publish(consultation=call, by=by)
    first = call.published_at
    services.publish(consultation=call, by=by)

    assert (call.is_published, call.published_at) == (True, first)
    assert verbs(call) == ["call.published"]


@pytest.mark.parametrize("signed", ["", "Somebody Else", "Ada"])
def test_silence_about_the_answers_needs_the_name_of_who_publishes(signed):
    call = draft(what_happens={"fr": "Un rapport."})

    with pytest.raises(UnstatedUseError):
        services.publish(consultation=call, by=make.account("Ada Okoro"), signed=signed)

    assert not Consultation.objects.get().is_published


def test_silence_about_the_answers_is_signed_for_and_logged():
    call, by = draft(what_happens={}), make.account("Ada Okoro")

    services.publish(consultation=call, by=by, signed=" ada OKORO ")

    line = Event.objects.get(verb="call.published-without-stated-use")
    assert line.actor == f"account:{by.pk}"
    assert Consultation.objects.get().is_published


def test_document_keeps_what_its_bytes_are_whatever_its_name():
    call = make.consultation()

    document = services.add_document(
        consultation=call,
        by=make.account(),
        title="Agenda",
        language="en",
        stream=io.BytesIO(b"%PDF-1.7 agenda"),
        name="agenda.docx",
        max_bytes=100,
    )

    assert document.file.media_type == "application/pdf"
    assert (document.file.name, document.file.size_bytes) == ("agenda.docx", 15)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"MZ\x90\x00 a program", UnofferedFileError), (b"%PDF-1.7" + b"x" * 200, TooLargeError)],
    ids=["program", "too large"],
)
def test_document_that_cannot_be_offered_leaves_nothing(content, refusal):
    call = make.consultation()

    with pytest.raises(refusal):
        services.add_document(
            consultation=call,
            by=make.account(),
            title="Agenda",
            language="en",
            stream=io.BytesIO(content),
            name="agenda.pdf",
            max_bytes=100,
        )

    assert (StoredFile.objects.count(), call.documents.count()) == (0, 0)


def test_parts_are_added_changed_and_removed():
    call, by = make.consultation(), make.account()
    fund = organisation_named(name="Breakwater Fund")

    partner = services.keep_partner(
        consultation=call, by=by, organisation=fund, role="funder", description={"en": "Pays."}
    )
    services.keep_partner(
        consultation=call, by=by, organisation=fund, role="partner", description={}, item=partner
    )
    key_date = services.keep_key_date(
        consultation=call, by=by, on=date(2026, 9, 29), title={"en": "Forum"}
    )

    assert list(call.partners.values_list("role", "description")) == [("partner", {"en": "Pays."})]
    services.remove_partner(consultation=call, by=by, item=partner)
    services.remove_key_date(consultation=call, by=by, item=key_date)
    assert (call.partners.count(), call.key_dates.count()) == (0, 0)


def test_removed_theme_leaves_its_questions():
    call, by = make.consultation(), make.account()
    area = services.keep_area(consultation=call, by=by, title={"en": "Ties"}, description={})
    services.set_areas(question=call.questions.first(), by=by, areas=[area])

    services.remove_area(consultation=call, by=by, item=area)

    assert headings(call) == [(1, "Heading 1"), (2, "Heading 2")]


def invite(call, email="new@example.org"):
    return services.add_member(
        consultation=call, by=make.account(), email=email, name="New Colleague", role=Role.ANALYST
    )


def test_invited_stranger_gets_an_account_without_password():
    call = make.consultation()

    invitation = invite(call)

    assert invitation.needs_password
    assert invitation.membership.account.name == "New Colleague"
    assert not invitation.membership.account.has_usable_password()


def test_invited_again_is_one_membership():
    call = make.consultation()

    invite(call)
    again = invite(call, "NEW@example.org")

    assert again.needs_password
    assert call.memberships.count() == 1


def test_account_with_a_password_keeps_it():
    call, known = make.consultation(), make.account("Known Already")

    invitation = invite(call, known.email)

    assert (invitation.membership.account, invitation.needs_password) == (known, False)


def test_account_that_works_elsewhere_is_not_handed_to_a_second_secretariat():
    first, second = make.consultation(), make.consultation()
    invite(first)

    assert not invite(second).needs_password


def test_last_of_the_secretariat_stays():
    call = make.consultation()
    keeper = make.member(call, Role.SECRETARIAT).memberships.get()
    analyst = make.member(call, Role.ANALYST).memberships.get()

    services.remove_member(membership=analyst, by=make.account())
    with pytest.raises(LastSecretariatError):
        services.remove_member(membership=keeper, by=make.account())

    assert list(call.memberships.all()) == [keeper]


def test_set_languages_puts_the_main_one_first_and_keeps_texts():
    call = make.consultation()

    services.set_languages(consultation=call, by=make.account(), languages=["en"], main="fr")

    call.refresh_from_db()
    assert (call.languages, call.default_language) == (["fr", "en"], "fr")
    assert "en" in call.subject


def test_moment_of_closing_is_late():
    call = make.consultation()
    at = datetime(2026, 9, 16, 15, 59, tzinfo=UTC)
    services.set_dates(
        consultation=call,
        by=make.account(),
        opens_at=at - timedelta(days=1),
        closes_at=at,
        time_zone="Asia/Manila",
    )

    assert [call.is_open(at + timedelta(seconds=s)) for s in (-1, 0, 1)] == [True, False, False]
