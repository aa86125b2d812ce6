"""Who was not heard is drawn, proposed as a paragraph from the zeros, and accepted by a person."""

import pytest
from django.urls import reverse
from tests import make

from commonspace.desk.choices import Aspect
from commonspace.desk.hearing import who_was_heard
from commonspace.desk.queries import heard
from commonspace.desk.services import merge
from commonspace.desk.services.expecting import expect, hear_group
from commonspace.reports.composition.compose import compose
from commonspace.reports.composition.limits import proposed_limits
from commonspace.reports.gate import problems
from commonspace.reports.services import report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    made = make.consultation()
    make.contribution(made, kind="ngo", country="PH", language="en", organisation="Cooks")
    return made


def expecting(call, **values):
    wanted = {Aspect(aspect): listed for aspect, listed in values.items()}
    expect(consultation=call, values=wanted, by=make.account())


def missing(call, aspect):
    return [row.value for one in who_was_heard(call) if one.aspect == aspect for row in one.missing]


def test_without_a_word_every_kind_and_language_of_the_call_is_expected(call):
    assert missing(call, Aspect.LANGUAGE) == ["fr", "es", "ar"]
    assert "trade-union" in missing(call, Aspect.KIND)
    assert "ngo" not in missing(call, Aspect.KIND)
    assert missing(call, Aspect.COUNTRY) == missing(call, Aspect.GROUP) == []


def test_the_paragraph_is_proposed_from_the_zeros_alone(call):
    expecting(call, kind=["ngo", "trade-union"], country=["PH", "KE"], language=["en", "fr"],
              group=["young people without papers"])  # fmt: skip

    assert proposed_limits(who_was_heard(call)) == (
        "No contribution came from these kinds of organisation: trade union. "
        "Nobody contributed from these countries, which the call meant to reach: Kenya. "
        "The call was open in these languages too, but nobody wrote in them: French. "
        "No contribution speaks for these groups, whom the call meant to hear: young people "
        "without papers. What this report says must be read with that in mind."
    )


def test_nothing_is_proposed_when_everybody_expected_was_heard(call):
    expecting(call, kind=["ngo"], country=["PH"], language=["en"], group=[])

    assert proposed_limits(who_was_heard(call)) == ""
    assert heard(call).missing_kinds == heard(call).missing_others == ()


def test_what_came_twice_counts_once_and_what_was_taken_back_not_at_all(call):
    one = call.contributions.get()
    twice = make.contribution(call, kind="ngo", country="PH", organisation="Other cooks")
    merge(contribution=twice, into=one, by=None)
    gone = make.contribution(call, kind="city", country="KE")
    gone.withdrawn_at = gone.received_at
    gone.save()

    counted = {(row.value, row.n) for one in who_was_heard(call) for row in one.rows if row.n}

    assert counted == {("ngo", 1), ("PH", 1), ("en", 1)}


def test_a_group_is_heard_through_the_contributions_a_person_names(client, call):
    client.force_login(make.member(call))
    expecting(call, group=["young people"])
    group = call.expected.get(aspect=Aspect.GROUP)
    address = reverse("report-group", args=[call.code, group.pk])

    refused = client.post(address, {"references": "C-0001, C-0099"})
    still = missing(call, Aspect.GROUP)
    client.post(address, {"references": "C-0001"})

    assert refused.status_code == 422
    assert "C-0099" in refused.content.decode()
    assert still == ["young people"]
    assert missing(call, Aspect.GROUP) == []


def test_staff_say_whom_they_expect_and_see_who_said_nothing(client, call):
    client.force_login(make.member(call))

    client.post(
        reverse("report-expected", args=[call.code]),
        {"kind": ["ngo", "city"], "language": ["en"], "country": "Kenya\nPH", "group": "Nurses"},
    )
    page = client.get(reverse("report-limits", args=[call.code])).content.decode()
    desk = client.get(reverse("staff-desk", args=[call.code])).content.decode()

    assert page.count('<svg class="chart"') == 4
    assert "3 of those expected said nothing" in page
    assert "Kenya" in desk
    assert "Nurses" in desk


def test_a_country_nobody_knows_is_said_kindly_and_the_rest_stays(client, call):
    client.force_login(make.member(call))

    answer = client.post(
        reverse("report-expected", args=[call.code]), {"country": "Atlantis", "group": "Nurses"}
    )

    assert answer.status_code == 422
    assert "Atlantis" in answer.content.decode()
    assert "Nurses" in answer.content.decode()
    assert not call.expected.exists()


def test_the_accepted_paragraph_is_printed_and_asked_about_when_the_zeros_change(client, call):
    person = make.member(call)
    client.force_login(person)
    expecting(call, country=["PH", "KE"], kind=["ngo"], language=["en"])
    address = reverse("report-limits", args=[call.code])

    before = str(compose(call)[0])
    client.post(address, {"limits": "We heard nobody from Kenya, and regret it."})
    after = str(compose(call)[0])
    quiet = {problem.key for problem in problems(call)}
    make.contribution(call, kind="ngo", country="KE", organisation="Nairobi cooks")
    asked = {problem.key for problem in problems(call)}
    page = client.get(address).content.decode()

    assert "which the call meant to reach: Kenya" in before
    assert "and regret it" in after
    assert "which the call meant to reach" not in after
    assert report_of(call).limits_by == person
    assert "limits" not in quiet
    assert "limits" in asked
    assert "Look at it again" in page


def test_hearing_a_group_counts_contributors_not_contributions(call):
    one = call.contributions.get()
    again = make.contribution(call, "More of it.", organisation="Cooks")
    again.contributor = one.contributor
    again.save()
    expecting(call, group=["nurses"])

    hear_group(group=call.expected.get(), through=[one, again], by=make.account())
    (row,) = who_was_heard(call)[-1].rows

    assert row.n == 1
