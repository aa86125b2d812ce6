"""Counting the voices of proposed themes anew when people decide about possible campaigns."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction

from commonspace.analysis.deciding import Rank, ranked
from commonspace.analysis.stance import is_contested
from commonspace.analysis.voices import Voice, sides_of, voice_in
from commonspace.consultations.models import Consultation
from commonspace.desk.campaigns import decision_about, standing_decisions
from commonspace.desk.voices import voice_key
from commonspace.evidence.board import finished_runs, run_by_question
from commonspace.evidence.models import CandidateTheme
from commonspace.provenance.models import Run


def recount_latest(consultation: Consultation) -> None:
    """Count anew in the analyses that the boards show."""
    questions = [*consultation.questions.all(), None]
    for run in set(run_by_question(finished_runs(consultation), questions).values()):
        recount(consultation=consultation, run=run)


@transaction.atomic
def recount(*, consultation: Consultation, run: Run) -> None:
    """Set voices, sides and order of a run's themes by what people decided.

    A letter is one voice, and so is a possible campaign that somebody accepted; of any other each
    sender counts. No statement moves. Runs without possible campaigns stay as they are.
    """
    each = _counted_each(consultation, run)
    if each is None:
        return
    themes = list(run.candidate_themes.order_by("position", "pk"))
    said = _said_in(run, {one.pk: one.parent_id for one in themes}, each)
    for theme in themes:
        sides = sides_of(said[theme.pk])
        theme.stances, theme.voices = list(sides), sum(sides)
        theme.is_contested = is_contested(sides[0], sides[1], theme.voices)
    _set_in_order(themes)
    CandidateTheme.objects.bulk_update(
        themes, ["voices", "stances", "is_contested", "position"], batch_size=500
    )


def _counted_each(consultation: Consultation, run: Run) -> frozenset[str] | None:
    """Return the possible campaigns nobody accepted; ``None`` if the run found none at all."""
    possible = list(run.possible_campaigns.prefetch_related("members"))
    if not possible:
        return None
    decisions = standing_decisions(consultation)
    found = {
        one.key: decision_about(
            decisions, key=one.key, members=[member.pk for member in one.members.all()]
        )
        for one in possible
    }
    return frozenset(
        key for key, decided in found.items() if not (decided and decided.decision.is_campaign)
    )


def _said_in(
    run: Run, parent_of: Mapping[int, int | None], each: frozenset[str]
) -> dict[int, list[tuple[Voice, str]]]:
    """Return for each theme whose voice its statements are and the side they take."""
    found: dict[int, list[tuple[Voice, str]]] = defaultdict(list)
    rows = run.candidates.filter(replaced_by=None).exclude(theme=None).order_by()
    for theme, contributor, campaign, letter, stance in rows.values_list(
        "theme", voice_key("text__contribution"), "campaign", "letter", "stance"
    ).iterator(chunk_size=5000):
        voice = voice_in(
            contributor=str(contributor),
            campaign=campaign,
            letter=letter,
            as_one=() if campaign in each else (campaign,),
        )
        place: int | None = theme
        while place is not None:
            found[place].append((voice, stance))
            place = parent_of.get(place)
    return found


def _set_in_order(themes: list[CandidateTheme]) -> None:
    keys = {one.pk: one.key for one in themes}
    places = {
        key: place
        for place, key in enumerate(
            ranked(
                Rank(
                    one.key,
                    keys[one.parent_id] if one.parent_id else None,
                    one.question_id,
                    one.voices,
                    one.stability,
                )
                for one in themes
            )
        )
    }
    for theme in themes:
        theme.position = places[theme.key]
