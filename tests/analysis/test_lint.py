from collections import Counter

from commonspace.analysis.lint import Profile, doubts_about
from commonspace.analysis.results import Theme


def theme(key, label="", parent=None, voices=10, statements=10, **changes):
    values = {
        "key": key, "question": "1", "label": label or key, "labels": (), "parent": parent,
        "keywords": (), "statements": tuple(range(statements)), "quotations": (),
        "stability": 0.9, "n_contributors": voices, "n_organisations": 0, "n_voices": voices,
        "languages": ("en",), **changes,
    }  # fmt: skip
    return Theme(**values)


def profile(one, people=(), organisations=(), languages=("en", "fr"), nearness=None):
    return Profile(
        theme=one,
        statements_of=Counter(people or [f"{one.key}-{n}" for n in range(10)]),
        organisations=Counter(organisations),
        languages=languages,
        nearness=nearness or {},
    )


def codes(*profiles, statements=100, shares=None):
    found = doubts_about(profiles, statements=statements, shares=shares or {"en": 0.5, "fr": 0.5})
    return [(one.code, one.theme, one.other) for one in found]


def test_a_sound_theme_raises_no_doubt():
    assert codes(profile(theme("a", "Night buses")), profile(theme("b", "Tap water"))) == []


def test_too_many_themes_are_told_once():
    assert codes(*[profile(theme(f"t{n}")) for n in range(26)]) == [("too-many", "", "")]


def test_children_do_not_make_too_many():
    children = [profile(theme(f"t{n}", parent="top")) for n in range(30)]

    assert codes(profile(theme("top")), *children) == []


def test_few_voices_and_a_large_share_are_told():
    assert codes(profile(theme("a", voices=3))) == [("small", "a", "")]
    assert codes(profile(theme("a", statements=41))) == [("broad", "a", "")]


def test_a_theme_that_does_not_come_back_is_told():
    assert codes(profile(theme("a", stability=0.4))) == [("unstable", "a", "")]


def test_one_person_and_one_organisation_are_told():
    loud = profile(theme("a"), people=["x"] * 6 + ["y", "z"])
    single = profile(theme("b"), organisations=["Union"] * 6)
    mixed = profile(theme("c"), organisations=["Union"] * 5 + ["Church"])

    assert codes(loud, single, mixed) == [("one-person", "a", ""), ("one-organisation", "b", "")]


def test_one_language_is_told_only_where_chance_would_hardly_give_it():
    alone = profile(theme("a"), languages=("fr",) * 8)

    assert codes(alone) == [("one-language", "a", "")]
    assert codes(alone, shares={"fr": 0.95, "en": 0.05}) == []
    assert codes(alone, shares={"fr": 1.0}) == []


def test_mixed_sides_are_told_with_their_numbers():
    contested = profile(theme("a", contested=True, stances=(4, 5, 0, 1)))
    found = doubts_about([contested], statements=100, shares={"en": 1.0})

    assert [str(one.reason) for one in found] == [
        "4 voices are for it and 5 against: tell both sides"
    ]


def test_pairs_are_compared_over_all_themes_but_not_with_their_parent():
    people = [f"p{n}" for n in range(8)]
    top = profile(theme("top", "Harbour buses"), people=people)
    child = profile(theme("a", "Harbour buses", parent="top"), people=people)
    far = profile(theme("b", "Buses, harbour"), people=[*people[:7], "q"])

    assert codes(top, child, far) == [
        ("alike-titles", "top", "b"),
        ("overlap", "top", "b"),
        ("alike-titles", "a", "b"),
        ("overlap", "a", "b"),
    ]


def test_themes_that_lie_near_each_other_are_told():
    near = profile(theme("a", "Trams"), nearness={"b": 0.95})

    assert codes(near, profile(theme("b", "Rails"))) == [("near", "a", "b")]
