"""The map on the board: places kept with the analysis, themes told apart by more than colour."""

import re

import pytest
from django.urls import reverse
from tests import make
from tests.analysis.invented import answers

from commonspace.evidence.mapping import plot_of
from commonspace.evidence.services.analysing import run_analysis
from commonspace.provenance.services import open_run

pytestmark = pytest.mark.django_db


def analysed(settings, voices):
    settings.COMMONSPACE_EMBEDDER = "none"
    call = make.consultation()
    question = call.questions.get(number=1)
    for one in answers(voices):
        make.contribution(call, one.text, question=question, language="en")
    run = open_run(kind="analysis", consultation=call.code, question=None)
    run_analysis(run)
    return call, run


def test_every_mark_leads_to_its_statement_and_every_theme_has_number_shape_and_name(
    client, settings
):
    call, run = analysed(settings, 33)
    client.force_login(make.member(call, "analyst"))

    page = client.get(reverse("analysis-board", args=[call.code, 1])).content.decode()

    plot = plot_of(run, call.questions.get(number=1))
    points = [point for cloud in plot.clouds for point in cloud.points] + list(plot.loose)
    drawn = page.split("data-map>")[1].split("</svg>")[0]
    assert len(points) >= 20
    assert drawn.count("/analysis/read/") == len(points)
    assert all(f"#note-{point.place}" in drawn for point in points)
    assert re.findall(r'text-anchor="middle">(\d+)<', drawn) == [
        str(cloud.number) for cloud in plot.clouds
    ]
    for cloud in plot.clouds:
        assert f'href="#proposed-{cloud.key}"' in drawn
        assert f'id="proposed-{cloud.key}"' in page
    assert all(0 <= point.x <= plot.width and 0 <= point.y <= plot.height for point in points)
    assert "style=" not in drawn


def test_a_small_question_has_no_map(client, settings):
    call, run = analysed(settings, 12)
    client.force_login(make.member(call, "analyst"))

    assert not run.candidates.exclude(map_x=None).exists()
    assert (
        "data-map"
        not in client.get(reverse("analysis-board", args=[call.code, 1])).content.decode()
    )


def test_what_was_set_aside_leaves_the_map(settings):
    call, run = analysed(settings, 33)
    question = call.questions.get(number=1)
    before = plot_of(run, question)
    run.candidates.exclude(map_x=None).update(refused_at="2026-01-01T00:00:00Z")

    assert before is not None
    assert plot_of(run, question) is None
