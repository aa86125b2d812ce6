"""What a machine says of stretches that a person cut: language, side, kind, and the nearest theme."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.conf import settings

from commonspace.analysis.drafts import Draft
from commonspace.analysis.recutting import redrafted
from commonspace.analysis.vectors import WORDING, unit_rows
from commonspace.analysis.wording import Remark
from commonspace.consultations.models import Question
from commonspace.contributions.models import SourceText
from commonspace.engines.embedding import (
    Embedder,
    embedder_for,
    local_embedder,
    with_local_instead,
)
from commonspace.evidence.models import CandidateStatement, CandidateTheme
from commonspace.evidence.records import record_of, wordings_of
from commonspace.provenance.models import Run

TELLING = 4
Place = tuple[CandidateTheme | None, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A stretch with all a candidate holds; ``is_placed`` if a theme was looked for at all."""

    start: int
    end: int
    quote: str
    language: str
    kind: str
    kind_reason: str
    kind_remark: dict[str, object]
    stance: str
    stance_remark: dict[str, object]
    is_placed: bool
    theme: CandidateTheme | None
    certainty: float


def judged(
    text: SourceText,
    spans: Sequence[tuple[int, int]],
    question: Question | None,
    run: Run | None = None,
) -> list[Judged]:
    """Judge stretches of a text as an analysis would.

    Args:
        text: The text they lie in.
        spans: Start and end of each, in code points, in order.
        question: What they speak to.
        run: Whose themes they may lie near; without it no theme is looked for.
    """
    consultation = text.contribution.consultation
    about = dict(wordings_of(consultation)).get(str(question.pk), "") if question else ""
    drafts = redrafted(record_of(text), spans, languages=consultation.languages, about=about)
    places = _places(drafts, question, run, tuple(consultation.languages)) if run else None
    return [_judged(draft, places[n] if places else None) for n, draft in enumerate(drafts)]


def _judged(draft: Draft, place: Place | None) -> Judged:
    return Judged(
        start=draft.start,
        end=draft.end,
        quote=draft.quote,
        language=draft.language.language,
        kind=draft.kind.kind,
        kind_reason=str(draft.kind.reason)[:300],
        kind_remark=_kept(draft.kind.reason),
        stance=draft.stance.side,
        stance_remark=_kept(draft.stance.reason),
        is_placed=place is not None,
        theme=place[0] if place else None,
        certainty=place[1] if place else 0.0,
    )


def _kept(remark: Remark) -> dict[str, object]:
    return {"message": remark.message, "params": dict(remark.params)}


def _places(
    drafts: Sequence[Draft], question: Question | None, run: Run, languages: tuple[str, ...]
) -> list[Place] | None:
    """Return the theme whose most telling statements lie nearest; ``None`` without a model."""
    telling = list(
        CandidateStatement.objects.filter(
            run=run, question=question, telling_rank__lte=TELLING, refused_at=None
        )
        .exclude(theme=None)
        .select_related("theme")
    )
    if not telling:
        return None

    def use(embedder: Embedder) -> list[Place] | None:
        if embedder.name == WORDING:
            return None
        texts = [*(one.quote for one in drafts), *(one.quote for one in telling)]
        rows = unit_rows(np.asarray(embedder.embed(texts), dtype=np.float32))
        middle = rows[len(drafts) :].mean(axis=0)
        near = unit_rows(rows - middle)
        return [_nearest(near[n], near[len(drafts) :], telling) for n in range(len(drafts))]

    found, _note = with_local_instead(
        embedder_for(settings.COMMONSPACE_EMBEDDER, languages),
        lambda: local_embedder(languages),
        use,
    )
    return found


def _nearest(own: np.ndarray, others: np.ndarray, telling: Sequence[CandidateStatement]) -> Place:
    scores = np.round(others @ own, 5)
    order = np.argsort(-scores, kind="stable")[:TELLING]
    nearest = telling[int(order[0])].theme
    same = sum(telling[int(n)].theme_id == telling[int(order[0])].theme_id for n in order)
    return nearest, round(same / len(order), 3)
