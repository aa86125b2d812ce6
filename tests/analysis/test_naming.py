import numpy as np

from commonspace.analysis.drafts import Draft, Idea
from commonspace.analysis.kinds import NOT_JUDGED
from commonspace.analysis.languages import Detected
from commonspace.analysis.material import Groups, Material
from commonspace.analysis.naming import name_groups
from commonspace.analysis.records import Record
from commonspace.analysis.vectors import Views

BUSES = [f"A night bus {rest}" for rest in ("to the port", "for nurses", "each hour")]
POOLS = [f"The swimming pool {rest}" for rest in ("is shut", "smells", "must open early", "costs")]
OTHERS = [f"{thing} matter to somebody" for thing in ("Gardens", "Libraries", "Ferries", "Cats")]


def named(parts, rest=()):
    texts = [*(text for part in parts for text in part), *rest]
    drafts = [
        Draft(Record(id=text, contributor=text, text=text), 0, len(text), "", Detected("en", 1.0), NOT_JUDGED)
        for text in texts
    ]  # fmt: skip
    rows = {group: [texts.index(text) for text in part] for group, part in enumerate(parts)}
    whole = 99
    groups = Groups(
        rows=rows,
        upper={whole: list(range(len(texts)))},
        above=dict.fromkeys(rows, whole),
        stability={},
        certainty=np.ones(len(texts)),
    )
    material = Material(
        question=None,
        drafts=drafts,
        ideas=[Idea(place, (place,)) for place in range(len(texts))],
        views=Views(np.ones((len(texts), 2), dtype=np.float32), 1),
        embed=None,
        campaign_of={},
    )
    found = name_groups(material, groups, groups.rows | groups.upper)
    return found[whole], [found[group] for group in rows]


def test_a_theme_that_shares_no_phrase_is_named_after_its_two_largest_parts():
    whole, parts = named([BUSES, POOLS], rest=[f"{text} too" for text in OTHERS for _ in range(9)])

    assert [part.label for part in parts] == ["Night bus", "Swimming pool"]
    assert whole.label == "Swimming pool · Night bus"
    assert whole.labels == (("en", "Swimming pool · Night bus"),)
    assert not whole.is_quoted


def test_a_theme_whose_parts_share_nothing_either_keeps_a_sentence():
    whole, parts = named([OTHERS[:2], OTHERS[2:]])

    assert all(part.is_quoted for part in parts)
    assert whole.is_quoted
    assert whole.label in [f"“{text}”" for text in OTHERS]
