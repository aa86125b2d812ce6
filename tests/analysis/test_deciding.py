"""Who counts once and who counts each, before and after a person decided about a possible campaign."""

from dataclasses import replace

import pytest
from tests.analysis.invented import answers, campaign, record
from tests.analysis.test_paraphrases import embed, retold

from commonspace.analysis.deciding import id_of_words, unknown_among, with_decisions
from commonspace.analysis.pipeline import Analysis, Settings, analyse
from commonspace.analysis.records import Record

PLAIN = Settings(languages=("en", "fr"), embedder="nothing")


def run(records: list[Record], **decisions: tuple[str, ...]) -> Analysis:
    settings = replace(PLAIN, **decisions)
    found = analyse(records, settings=settings, embed=embed)
    return with_decisions(found, records, settings)


def spoken_to(analysis: Analysis):
    """The largest theme that the possible campaign speaks to."""
    (key,) = {one.id for one in analysis.campaigns if one.kind != "letter"}
    own = {n for n, one in enumerate(analysis.statements) if one.campaign == key}
    return max(
        (theme for theme in analysis.themes if own & set(theme.statements)),
        key=lambda theme: len(own & set(theme.statements)),
    )


def outline(analysis: Analysis):
    return [
        (theme.label, theme.n_voices, theme.stances, sorted({analysis.statements[i].quote for i in theme.statements}))
        for theme in analysis.themes
    ]  # fmt: skip


def grouped(analysis: Analysis):
    found = {}
    for one in analysis.statements:
        found.setdefault(one.theme, set()).add(one.quote)
    return {frozenset(quotes) for theme, quotes in found.items() if theme}


@pytest.fixture(scope="module")
def records():
    return [*answers(24), *retold(9)]


def test_until_somebody_decides_each_sender_counts(records):
    found = run(records)

    (possible,) = found.campaigns
    assert (possible.decision, possible.n_each, len(possible.contributors)) == ("", 9, 9)
    theme = spoken_to(found)
    assert theme.n_voices == theme.n_contributors
    assert sum(theme.stances) == theme.n_voices


def test_an_accepted_campaign_counts_once_and_a_refused_one_each(records):
    (possible,) = run(records).campaigns

    accepted = run(records, accepted=(possible.id,))
    refused = run(records, refused=(possible.id,))

    assert accepted.campaigns[0].decision == "accepted"
    assert refused.campaigns[0].decision == "refused"
    others = spoken_to(accepted).n_contributors - 9
    assert spoken_to(accepted).n_voices == others + 1
    assert spoken_to(refused).n_voices == others + 9
    assert refused.campaigns[0].n_each == 9


def test_no_decision_moves_a_statement(records):
    (possible,) = run(records).campaigns

    found = [
        run(records),
        run(records, accepted=(possible.id,)),
        run(records, refused=(possible.id,)),
    ]

    assert len({frozenset(grouped(one)) for one in found}) == 1


def test_the_order_follows_the_voices_at_once(records):
    (possible,) = run(records).campaigns

    for decisions in ({}, {"accepted": (possible.id,)}, {"refused": (possible.id,)}):
        tops = [theme.n_voices for theme in run(records, **decisions).themes if not theme.parent]
        assert tops == sorted(tops, reverse=True)


def test_deciding_twice_changes_nothing(records):
    settings = replace(PLAIN, accepted=(run(records).campaigns[0].id,))
    once = run(records, accepted=settings.accepted)

    assert with_decisions(once, records, settings) == once


def test_a_decision_stays_with_any_text_of_the_campaign(records):
    for letter in retold(9)[:3]:
        found = run([*records, *retold(3, start=7400)], accepted=(id_of_words(letter.text),))
        assert found.campaigns[0].decision == "accepted"


def test_where_two_decisions_meet_nobody_is_silenced(records):
    middle = run(records).campaigns[0].id
    one, other, *_rest = (
        name for letter in retold(9) if (name := id_of_words(letter.text)) != middle
    )

    assert run(records, accepted=(one,), refused=(other,)).campaigns[0].decision == "refused"
    assert run(records, accepted=(middle,), refused=(other,)).campaigns[0].decision == "accepted"


def test_an_id_that_no_campaign_answers_to_is_named(records):
    found = run(records)

    assert unknown_among([found.campaigns[0].id, "possible-0"], found, records) == ["possible-0"]


def test_letters_stay_one_voice_whatever_is_decided():
    records = [*answers(24), *campaign(40)]

    found = analyse(records, settings=PLAIN, embed=embed)

    assert with_decisions(found, records, PLAIN) == found


@pytest.mark.slow
@pytest.mark.parametrize("decided", ["", "accepted", "refused"])
def test_a_hundred_copies_of_each_telling_move_neither_theme_nor_rank_nor_count(records, decided):
    copies = [
        record(20_000 + 100 * number + copy, letter.text)
        for number, letter in enumerate(retold(9))
        for copy in range(99)
    ]
    names = {decided: (run(records).campaigns[0].id,)} if decided else {}

    small, large = run(records, **names), run([*records, *copies], **names)

    assert len(large.campaigns[0].contributors) == 900
    assert large.campaigns[0].n_each == small.campaigns[0].n_each == 9
    assert outline(large) == outline(small)


@pytest.mark.slow
def test_a_hundred_times_more_tellings_of_an_accepted_campaign_are_still_one_voice():
    few, many = retold(9), retold(900)
    beside = answers(24)
    names = tuple(id_of_words(letter.text) for letter in few)

    small, large = run([*beside, *few], accepted=names), run([*beside, *many], accepted=names)

    theme = spoken_to(large)
    assert len(large.campaigns[0].contributors) == 900
    assert theme.n_voices == theme.n_contributors - 900 + 1
    assert theme.n_voices <= spoken_to(small).n_voices + 1
    assert large.themes.index(theme) >= small.themes.index(spoken_to(small))
