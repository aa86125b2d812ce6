"""One organisation answers by the form, by mail, by telephone and in a spreadsheet.

All four receipts live; the desk asks whether it is one voice; once somebody says so it is one voice
in the analysis, in the report and in every count, and one organisation from the first day.
"""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.channels.email.handing import handed_in
from tests.channels.email.letters import written
from tests.channels.sheets import files
from tests.channels.sheets.conftest import bring_in, give, sheet_page  # noqa: F401  # fixtures
from tests.channels.telephone.test_telephone import said
from tests.reports.rows import finding_on

from commonspace.channels.telephone.models import Line
from commonspace.contributions.models import Contribution
from commonspace.desk.queries import open_proposals
from commonspace.desk.senders import senders_of
from commonspace.desk.services import propose_duplicates
from commonspace.evidence.queries import contributors_to, support_of
from commonspace.evidence.records import cuts_of
from commonspace.intake.envelopes import Consent
from commonspace.intake.services import choose_terms, contribution_for_code, receipt_code, withdraw
from commonspace.people.models import Organisation
from commonspace.people.services import organisation_named
from commonspace.reports.composition.compose import compose
from commonspace.synthesis.ledger import ledger_of

pytestmark = pytest.mark.django_db
FORM = "The night bus should run until the fish market has closed, every day of the week."
MAIL = "Our clinic needs an interpreter who knows the words of midwives, twice a week."
CALL = "A letter that nobody can read is no letter: write in the language people speak."
ROW = "Let the school lend us its rooms in the evening, and pay for the light."


@pytest.fixture
def call(settings, client):
    settings.COMMONSPACE_MAIL_ANSWERS = "answers@example.org"
    made = make.consultation("harbour", questions=1)
    Line.objects.create(consultation=made, number="+63 2 555 0100", takes_requests=True)
    client.force_login(make.member(made))
    return made


@pytest.fixture
def four(call, client, give, bring_in):  # noqa: F811  # fixtures
    """Send from one organisation by four ways, and from another by one."""
    question = call.questions.get()
    Client().post(
        reverse("answer", args=[call.code]),
        {
            f"answer_{question.pk}": FORM, "key": "0b9f4ec4-13ab-4d5f-9f39-0d2c0f1f0c01",
            "name": "Ada", "organisation": "Harbour Friends", "country": "PH",
            "attribution": "organisation", "may_publish": "yes", "language": "en",
        },
    )  # fmt: skip
    handed_in(written(f"Question 1\n{MAIL}\n", to="answers+harbour@example.org"))
    mailed = Contribution.objects.get(channel="email")
    _says_who(mailed, "Harbour Friends Association")
    client.post(
        reverse("telephone-note", args=[call.code]),
        said(
            call, **{f"answer_{question.pk}": CALL}, organisation="the Harbour Friends",
            attribution="organisation", language="en", country="PH",
        ),
    )  # fmt: skip
    rows = (("Response ID", "Organisation", "What works in case 1?"), ("9", "Harbour Friends", ROW))
    bring_in(give(files.csv_of(rows)), consent_by="not-yet")
    _says_who(Contribution.objects.get(channel="sheet"), "Harbour Friends")
    make.contribution(call, "Ferries at dawn.", organisation="Net Menders", country="PH")
    return list(call.contributions.exclude(contributor__organisation__name="Net Menders"))


def _says_who(contribution, organisation):
    """Let somebody choose to be named by their organisation, once they are asked."""
    choose_terms(
        contribution=contribution, at=contribution.received_at,
        consent=Consent(attribution="organisation", may_publish=True),
    )  # fmt: skip
    sender = contribution.contributor
    sender.organisation = organisation_named(name=organisation)
    sender.country = "PH"
    sender.save()


def test_one_organisation_by_four_ways_counts_once_everywhere(call, four, client):
    assert sorted(one.channel for one in four) == ["email", "sheet", "telephone", "web"]
    assert [contribution_for_code(receipt_code(one)) for one in four] == four
    [group] = senders_of(call)
    assert (set(group.contributions), group.voices, group.is_settled) == (set(four), 4, False)
    question, every = call.questions.get(), list(call.contributions.all())
    finding = finding_on(call, *every)
    assert contributors_to(call, question) == 5

    shown = client.get(reverse("desk-senders", args=[call.code])).content.decode()
    assert "Harbour Friends" in shown
    answer = reverse("desk-senders-decide", args=[call.code, group.key])
    client.post(answer, {"answer": "one", "name": "Harbour Friends"})

    assert Organisation.objects.filter(name__icontains="harbour friends").count() == 1
    [group] = senders_of(call)
    assert (group.voices, group.is_settled) == (1, True)
    assert contributors_to(call, question) == 2
    support = support_of(finding.statements.all(), of=2)
    assert (support.contributors, support.organisations) == (2, 2)
    assert len({cut.record.contributor for cut in cuts_of(call)}) == 2
    _document, figures = compose(call)
    assert (figures.received, figures.contributors, figures.organisations) == (5, 2, 2)
    assert sum(figures.channels.values()) == 5, "every way in is told"
    ledger = ledger_of(call)
    assert len(ledger.lines) == 5
    assert {str(line.state) for line in ledger.lines} == {"cited"}
    assert [contribution_for_code(receipt_code(one)) for one in four] == four


def test_several_people_of_one_organisation_stay_several_voices(call, four, client):
    [group] = senders_of(call)

    client.post(reverse("desk-senders-decide", args=[call.code, group.key]), {"answer": "each"})

    [group] = senders_of(call)
    assert (group.voices, group.is_settled) == (4, True)
    make.contribution(call, "One more thing.", organisation="Harbour Friends")
    assert not senders_of(call)[0].is_settled, "what came since is asked about"


def test_when_the_first_is_withdrawn_the_others_are_still_one_voice(call, four, client):
    [group] = senders_of(call)
    client.post(reverse("desk-senders-decide", args=[call.code, group.key]), {"answer": "one"})

    withdraw(contribution=group.contributions[0])

    assert contributors_to(call, call.questions.get()) == 2
    assert senders_of(call)[0].voices == 1


def test_the_same_words_by_form_and_by_mail_keep_both_receipts_and_count_once(call, client):
    first = make.contribution(call, FORM, organisation="Harbour Friends")
    handed_in(written(f"Question 1\n{FORM}\n", to="answers+harbour@example.org"))
    second = Contribution.objects.get(channel="email")
    propose_duplicates(consultation=call, by=None)
    [proposal] = open_proposals(call)

    client.post(reverse("desk-duplicate-answer", args=[call.code, proposal.pk]), {"answer": "one"})

    assert contribution_for_code(receipt_code(second)) == second
    assert contribution_for_code(receipt_code(first)) == first
    _document, figures = compose(call)
    assert (figures.received, figures.merged, figures.contributors) == (2, 1, 1)
    assert contributors_to(call, call.questions.get()) == 1
