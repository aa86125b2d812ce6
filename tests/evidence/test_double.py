"""Coding twice: nobody sees the other's mind before the comparison, and differences are settled."""

import pytest
from django.urls import reverse
from tests import make
from tests.evidence import small

from commonspace.consultations.choices import Role
from commonspace.evidence.access import compared, double_coding_of, own_part
from commonspace.evidence.double import compare, part_for, progress_of, verdict_on
from commonspace.evidence.errors import DoubleCodingError, HeldForTwoError
from commonspace.evidence.models import (
    BlindReading,
    CandidateStatement,
    CandidateTheme,
    Coding,
    Statement,
)
from commonspace.evidence.services.confirming import adopt_theme, confirm
from commonspace.evidence.services.double import (
    code_apart,
    end_double_coding,
    settle,
    settle_agreed,
    start_double_coding,
)
from commonspace.evidence.services.suggesting import refuse_theme
from commonspace.evidence.services.themes import make_theme, merge_themes
from commonspace.intake.services import withdraw
from commonspace.kernel.errors import NotYoursError
from commonspace.provenance.models import Event, Outcome
from commonspace.provenance.services import open_run

pytestmark = pytest.mark.django_db


class Two:
    """A call with twelve candidates, three themes and two coders."""

    def __init__(self) -> None:
        self.call = small.consultation()
        self.question = self.call.questions.get(number=1)
        self.first, self.second = (make.member(self.call, Role.ANALYST) for _ in range(2))
        self.second.name = "Bo Lind"
        self.second.save()
        run = open_run(kind="analysis", consultation=self.call.code, question=None)
        run.outcome = Outcome.DONE
        run.save()
        self.proposed = CandidateTheme.objects.create(
            run=run, question=self.question, key="k", label="Proposed"
        )
        for contribution in self.call.contributions.order_by("reference"):
            text = contribution.texts.get()
            CandidateStatement.objects.create(
                run=run, text=text, start=0, end=len(text.text), quote=text.text, language="en",
                question=self.question, kind="position", theme=self.proposed,
            )  # fmt: skip
        self.themes = [
            make_theme(consultation=self.call, question=self.question, label=label, by=self.first)
            for label in ("Classes", "Homes", "Wages")
        ]

    def start(self, **fields):
        return start_double_coding(
            **{
                "consultation": self.call, "question": self.question, "first": self.first,
                "second": self.second, "percent": 100, "by": self.first, **fields,
            }
        )  # fmt: skip

    def code_all(self, double, differ: int = 0):
        """Both code all, the second otherwise in the first ``differ`` items."""
        for place, item in enumerate(double.items.order_by("position")):
            mine = self.themes[place % 3]
            other = self.themes[(place + 1) % 3] if place < differ else mine
            code_apart(item=item, coder=self.first, themes=[mine])
            code_apart(item=item, coder=self.second, themes=[other])


@pytest.fixture
def two():
    return Two()


def url(name, two, *arguments):
    return reverse(name, args=[two.call.code, *arguments])


def test_a_draw_takes_one_in_ten_but_no_fewer_than_twenty(two):
    everything = two.start(percent=10)

    assert everything.items.count() == 12
    assert everything.drawn_from == 12
    assert [one.position for one in everything.items.all()] == list(range(1, 13))
    assert Event.objects.filter(verb="double-coding.started").count() == 1


def test_of_near_duplicates_one_is_drawn(two):
    CandidateStatement.objects.filter(quote__contains="classes").update(duplicate_group="g1")

    assert two.start().items.count() == 9


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda two: {"second": two.first}, "two different people"),
        (lambda two: two.call.themes.all().delete() and {}, "at least two themes"),
        (lambda two: CandidateStatement.objects.all().delete() and {}, "No suggested statement"),
        (lambda two: two.start() and {}, "already"),
    ],
)
def test_what_cannot_be_begun_is_told(two, spoil, told):
    fields = spoil(two)

    with pytest.raises(DoubleCodingError, match=told):
        two.start(**fields)


def test_each_part_holds_nothing_of_the_other(two):
    double = two.start()
    item = double.items.first()
    code_apart(item=item, coder=two.first, themes=[two.themes[0]])

    mine, other = part_for(double, two.first), part_for(double, two.second)

    assert mine[0].chosen == {two.themes[0].pk}
    assert [one.chosen for one in other] == [None] * 12
    assert (progress_of(double).first, progress_of(double).second) == (1, 0)


def test_only_the_two_may_open_their_part_and_only_while_it_is_open(two):
    double = two.start()
    stranger = make.member(two.call, Role.SECRETARIAT)

    assert own_part(two.second, two.call, double.pk) == double
    with pytest.raises(NotYoursError):
        own_part(stranger, two.call, double.pk)
    with pytest.raises(NotYoursError):
        compared(two.call, double.pk)
    end_double_coding(double=double, by=two.first)
    with pytest.raises(NotYoursError):
        own_part(two.first, two.call, double.pk)
    assert compared(two.call, double.pk) == double
    with pytest.raises(NotYoursError):
        double_coding_of(make.consultation(), double.pk)


def test_while_it_is_open_nobody_puts_the_words_into_a_theme(two):
    two.start()
    held = CandidateStatement.objects.first()

    with pytest.raises(HeldForTwoError):
        confirm(candidate=held, by=two.first, theme=two.themes[0])
    with pytest.raises(HeldForTwoError):
        refuse_theme(
            text=held.text, start=held.start, end=held.end, theme=two.themes[0], by=two.first
        )
    adopt_theme(candidate=two.proposed, by=two.first)

    assert not Coding.objects.exists()
    assert not Statement.objects.exists()


def test_no_page_tells_one_coder_what_the_other_chose(client, two):
    double = two.start()
    secret = make_theme(
        consultation=two.call, question=two.question, label="Zebra crossings", by=two.first
    )
    for item in double.items.all():
        code_apart(item=item, coder=two.first, themes=[secret])
    client.force_login(two.second)
    pages = [
        url("staff-analysis", two),
        url("analysis-double", two, double.pk),
        url("analysis-theme", two, secret.pk),
        url("analysis-tray", two, 1, "all"),
        url("analysis-doubles", two, 1),
        url("analysis-board", two, 1),
    ]
    before = {page: client.get(page).content.decode() for page in pages}

    BlindReading.objects.all().delete()
    after = {page: client.get(page).content.decode() for page in pages}

    double_page = url("analysis-double", two, double.pk)
    assert "12 of 12 done" in before.pop(double_page)
    assert "0 of 12 done" in after.pop(double_page)
    assert {p: _steady(t) for p, t in before.items()} == {p: _steady(t) for p, t in after.items()}


def _steady(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf" not in line.lower()]


def test_the_whole_way_through_the_pages(client, two):
    client.force_login(two.first)
    begun = client.post(
        url("analysis-doubles", two, 1),
        {"first": two.first.pk, "second": two.second.pk, "percent": 100},
    )
    double = two.call.double_codings.get()
    mine = url("analysis-double-part", two, double.pk)
    for account, shift in ((two.first, 0), (two.second, 1)):
        client.force_login(account)
        for place, item in enumerate(double.items.order_by("position")):
            shown = client.get(mine).content.decode()
            assert item.candidate.quote in shown.replace("&#x27;", "'")
            theme = two.themes[(place + (shift if place < 3 else 0)) % 3]
            client.post(mine, {"item": item.pk, "themes": [theme.pk]})
    done = client.get(mine).content.decode()
    ended = client.post(url("analysis-double-decide", two, double.pk), {"do": "end"})
    page = client.get(ended["Location"]).content.decode()

    assert begun["Location"] == url("analysis-double", two, double.pk)
    assert "You are done" in done
    assert "12 statements were coded by both; for 9 of them both chose the same." in page
    assert "(3)" in page
    assert client.get(mine).status_code == 404


def test_differences_are_settled_one_by_one_and_agreement_at_once(client, two):
    double = two.start()
    two.code_all(double, differ=2)
    end_double_coding(double=double, by=two.first)
    client.force_login(two.second)
    decide = url("analysis-double-decide", two, double.pk)
    first, second = (pair.item for pair in compare(double).differing)

    client.post(decide, {"do": "agreed"})
    client.post(decide, {"do": "settle", "item": first.pk, "themes": [two.themes[2].pk]})
    refused = client.post(decide, {"do": "settle", "item": second.pk})
    client.post(decide, {"do": "settle", "item": second.pk, "none": "1"})

    statement = Statement.objects.get(candidate=first.candidate)
    assert Statement.objects.count() == 11
    assert statement.codings.get().theme == two.themes[2]
    assert statement.codings.get().by == two.second
    assert refused.status_code == 422
    assert not compare(double).n_agreed_open
    assert all(item.settled_at for item in double.items.all())
    assert Event.objects.filter(verb="double-coding.settled").count() == 12


def test_agreement_is_told_for_each_theme(two):
    double = two.start()
    two.code_all(double, differ=3)
    end_double_coding(double=double, by=two.first)

    found = compare(double)

    about = {one.theme.label: one for one in found.themes}
    assert len(found.differing) == 3
    assert found.overall.share == pytest.approx(0.75)
    assert found.overall.both == 9
    assert (about["Classes"].first, about["Classes"].second, about["Classes"].both) == (4, 4, 3)
    assert about["Classes"].share == pytest.approx(10 / 12)
    # Both gave it 4 of 12 times: by chance 1/9 + 4/9; kappa (5/6 - 5/9) / (4/9).
    assert about["Classes"].kappa == pytest.approx(0.625)
    # Observed 4/24 disagree; 8 yes and 16 no of 24: expected 2 * 8 * 16 / (24 * 23).
    assert about["Classes"].alpha == pytest.approx(1 - (4 / 24) / (256 / 552))
    assert about["Classes"].interval.low < about["Classes"].alpha < about["Classes"].interval.high


def test_full_agreement_has_no_difference(two):
    double = two.start()
    two.code_all(double)
    end_double_coding(double=double, by=two.first)

    found = compare(double)

    assert found.differing == ()
    assert found.overall.alpha == 1


def test_a_merged_theme_stands_for_the_one_it_went_into(two):
    double = two.start()
    two.code_all(double, differ=12)
    merge_themes(theme=two.themes[1], into=two.themes[0], by=two.first)
    merge_themes(theme=two.themes[2], into=two.themes[0], by=two.first)
    end_double_coding(double=double, by=two.first)

    assert compare(double).differing == ()


def test_what_was_withdrawn_meanwhile_is_gone(two):
    double = two.start()
    two.code_all(double)
    withdraw(contribution=double.items.first().candidate.text.contribution)
    end_double_coding(double=double, by=two.first)

    assert len(compare(double).pairs) == 11


def test_ending_early_compares_what_both_have_done(two):
    double = two.start()
    one, other, *_rest = double.items.order_by("position")
    code_apart(item=one, coder=two.first, themes=[])
    code_apart(item=one, coder=two.second, themes=[])
    code_apart(item=other, coder=two.first, themes=[two.themes[0]])
    end_double_coding(double=double, by=two.first)
    end_double_coding(double=double, by=two.second)

    (pair,) = compare(double).pairs
    assert pair.is_same
    assert Event.objects.filter(verb="double-coding.ended").count() == 1
    assert settle_agreed(double=double, by=two.first) == 1
    with pytest.raises(DoubleCodingError, match="not kept"):
        code_apart(item=other, coder=two.second, themes=[])


def test_a_choice_can_be_changed_until_the_end(two):
    double = two.start()
    item = double.items.first()
    code_apart(item=item, coder=two.first, themes=[two.themes[0]])
    code_apart(item=item, coder=two.first, themes=[two.themes[1], two.themes[2]])

    (reading,) = BlindReading.objects.all()
    assert set(reading.themes.all()) == set(two.themes[1:])


def test_settling_with_two_themes_codes_to_both(two):
    double = two.start()
    end_double_coding(double=double, by=two.first)
    item = double.items.select_related("double__consultation").first()

    settle(item=item, themes=two.themes[:2], by=two.second)

    assert Coding.objects.filter(by=two.second).count() == 2


@pytest.mark.parametrize("sent", [{}, {"themes": ["x"]}, {"none": "1", "themes": "all"}])
def test_an_unclear_choice_is_told_and_keeps_nothing(client, two, sent):
    double = two.start()
    client.force_login(two.first)
    if sent.get("themes") == "all":
        sent = {**sent, "themes": [theme.pk for theme in two.themes]}

    answer = client.post(
        url("analysis-double-part", two, double.pk), {"item": double.items.first().pk, **sent}
    )

    assert answer.status_code == 422
    assert not BlindReading.objects.exists()


@pytest.mark.parametrize("item", ["", "x", "99999999", "9" * 40])
def test_an_item_that_is_not_there_is_not_found(client, two, item):
    double = two.start()
    client.force_login(two.first)
    mine = url("analysis-double-part", two, double.pk)

    assert client.post(mine, {"item": item, "none": "1"}).status_code == 404


def test_what_to_do_must_be_known(client, two):
    double = two.start()
    client.force_login(two.first)

    decide = url("analysis-double-decide", two, double.pk)
    assert [client.post(decide, {"do": do}).status_code for do in ("", "settle", "agreed")] == [
        404, 404, 404,
    ]  # fmt: skip


def test_all_themes_together_point_to_the_single_ones(two):
    double = two.start()
    two.code_all(double, differ=6)
    end_double_coding(double=double, by=two.first)

    assert "look at the single themes" in str(compare(double).overall.verdict)


@pytest.mark.parametrize(
    ("alpha", "words"),
    [(0.8, "holds"), (0.7, "tentative"), (0.2, "does not hold"), (None, "cannot be told")],
)
def test_alpha_is_told_in_words(alpha, words):
    assert words in str(verdict_on(alpha))
