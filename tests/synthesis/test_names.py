"""Names of organisations are asked about, settled once, and used in reports."""

import pytest
from django.urls import reverse
from tests import make

from commonspace.consultations.choices import Role
from commonspace.contributions.models import SourceText
from commonspace.people.models import Contributor, Organisation
from commonspace.people.services import one_organisation, organisation_named
from commonspace.reports.composition.compose import compose
from commonspace.synthesis.board import board_of
from commonspace.synthesis.errors import NamelessError
from commonspace.synthesis.models import Example, NameQuery, Recommendation, Resource
from commonspace.synthesis.services.importing import read_sources
from commonspace.synthesis.services.names import ask_about_names, settle_as_one
from commonspace.synthesis.services.writing import write

pytestmark = pytest.mark.django_db
COALITION, CONSORTIUM = "Global Coalition on Migration", "Global Consortium on Migration"


@pytest.fixture
def call():
    return make.consultation()


def said(call, words, **fields) -> SourceText:
    return make.contribution(call, words, **fields).texts.get()


def test_the_consortium_of_the_report_is_queried_after_the_coalition_of_the_invitation(
    call, shared
):
    documents = shared / "source-documents"
    invitation = said(call, (documents / "invitation-and-programme-2016.txt").read_text())
    read_sources(consultation=call, texts=[invitation], by=None)
    before = set(NameQuery.objects.values_list("one", "other"))

    report = said(call, (documents / "synthesis-report-2016.txt").read_text())
    read_sources(consultation=call, texts=[report], by=None)

    query = NameQuery.objects.get(other=CONSORTIUM)
    assert (COALITION, CONSORTIUM) not in before
    assert (query.one, query.reason, query.answer) == (COALITION, "body", "")
    assert query.seen_other["n"] == 1
    (text, start, end) = query.seen_other["places"][0]
    assert " ".join(report.text[start:end].split()) == CONSORTIUM
    assert text == str(report.pk)


def test_the_secretariat_settles_a_name_and_the_report_uses_it(client, call):
    said(call, f"We met the {COALITION} twice.", organisation=COALITION)
    said(call, f"Ask the {CONSORTIUM}.", organisation=CONSORTIUM)
    first = call.questions.first()
    example = {"consultation": call, "question": first, "by": None, "unsourced_reason": "known"}
    write(Example, title="A day", text="Told.", organisations=[CONSORTIUM, COALITION], **example)
    write(Resource, title="A book", author=CONSORTIUM, **example)
    write(Recommendation, text=f"Cities should ask the {CONSORTIUM}.", **example)
    ask_about_names(consultation=call)
    query = NameQuery.objects.get()
    client.force_login(make.member(call))

    page = client.get(reverse("synthesis-names", args=[call.code])).content.decode()
    client.post(
        reverse("synthesis-names-decide", args=[call.code, query.pk]),
        {"do": "one", "name": COALITION},
    )
    after = client.get(reverse("synthesis-names", args=[call.code])).content.decode()
    printed = str(compose(call)[0])
    (recommended,) = board_of(call, first).recommendations

    assert f'<mark class="statement">{CONSORTIUM}</mark>' in page
    assert Organisation.objects.filter(contributors__isnull=False).distinct().count() == 1
    assert Contributor.objects.filter(organisation__name=COALITION).count() == 2
    assert f"organisations=('{COALITION}',)" in printed
    assert f"author='{COALITION}'" in printed
    assert any(CONSORTIUM in remark for remark in recommended.remarks)
    assert "No name waits for an answer." in after


def test_two_that_are_two_stay_two_and_are_asked_about_no_more(client, call):
    said(call, f"We met the {COALITION} and later the {CONSORTIUM}.")
    ask_about_names(consultation=call)
    query = NameQuery.objects.get()
    client.force_login(make.member(call))
    decide = reverse("synthesis-names-decide", args=[call.code, query.pk])

    client.post(decide, {"do": "two"})
    waiting = ask_about_names(consultation=call)
    query.refresh_from_db()

    assert (waiting, query.answer, query.organisation) == (0, "two", None)

    client.post(decide, {"do": "again"})

    assert NameQuery.objects.get().answer == ""


def test_an_analyst_sees_the_names_but_the_secretariat_settles_them(client, call):
    said(call, f"We met the {COALITION} and later the {CONSORTIUM}.")
    ask_about_names(consultation=call)
    client.force_login(make.member(call, Role.ANALYST))

    page = client.get(reverse("synthesis-names", args=[call.code])).content.decode()
    answer = client.post(
        reverse("synthesis-names-decide", args=[call.code, NameQuery.objects.get().pk]),
        {"do": "two"},
    )

    assert "The secretariat settles names." in page
    assert answer.status_code == 404
    assert NameQuery.objects.get().answer == ""


def test_a_blank_name_settles_nothing(call):
    said(call, f"We met the {COALITION} and later the {CONSORTIUM}.")
    ask_about_names(consultation=call)

    with pytest.raises(NamelessError):
        settle_as_one(query=NameQuery.objects.get(), name=" ", by=make.account())

    assert NameQuery.objects.get().answer == ""


def test_names_in_protected_words_and_of_the_unnamed_raise_no_question(call):
    said(call, f"We met the {COALITION}.")
    hidden = said(call, f"We met the {CONSORTIUM}.").contribution
    hidden.is_protected = True
    hidden.save()
    said(call, "Hello there.", organisation=CONSORTIUM, attribution="anonymous")

    assert ask_about_names(consultation=call) == 0


def test_the_page_looks_through_the_texts_when_asked(
    client, call, django_capture_on_commit_callbacks
):
    said(call, f"We met the {COALITION} and later the {CONSORTIUM}.")
    client.force_login(make.member(call))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("synthesis-names-search", args=[call.code]))

    assert NameQuery.objects.count() == 1


def test_one_organisation_takes_over_what_the_others_had():
    keep = organisation_named(name="Harbour Net")
    other = organisation_named(name="Harbor Net", country="PH", kind="network")
    someone = Contributor.objects.create(organisation=other)

    made = one_organisation(name="Harbour Net", also=["Harbor Net", "HN"])
    someone.refresh_from_db()
    keep.refresh_from_db()

    assert made == keep == someone.organisation
    assert (keep.country, keep.kind) == ("PH", "network")
    assert organisation_named(name="hn") == organisation_named(name="Harbor net") == keep


def test_an_alias_can_become_the_name():
    keep = organisation_named(name="Harbor Net")
    one_organisation(name="Harbor Net", also=["Harbour Net"])

    made = one_organisation(name="Harbour Net", also=["Harbor Net"])

    assert (made.pk, made.name) == (keep.pk, "Harbour Net")
    assert organisation_named(name="Harbor Net") == made
