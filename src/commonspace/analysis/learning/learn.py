"""From a codebook and what people coded to suggestions for everything else."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from commonspace.analysis.background import Background
from commonspace.analysis.learning.assigning import Coded, choose, fit
from commonspace.analysis.learning.certainty import FEW_ENOUGH, threshold_from, within
from commonspace.analysis.learning.codebook import Code, CodebookError
from commonspace.analysis.learning.quality import quality_of
from commonspace.analysis.learning.reasons import Taught, suggestions_for
from commonspace.analysis.learning.shapes import Assignment, Labels, Learned, Said, Suggestion
from commonspace.analysis.learning.space import space_of, titles_in
from commonspace.analysis.vectors import Embed
from commonspace.analysis.wording import gettext_noop

_UNKNOWN = gettext_noop("The code “%(named)s” was given to a row but is not in the codebook.")


def learn(
    codebook: Sequence[Code],
    labels: Labels,
    statements: Sequence[Said],
    *,
    embed: Embed | None,
    background: Background | None = None,
    seed: int = 0,
) -> Learned:
    """Suggest codes for statements, from the codes' titles and what people coded so far.

    A record cut into several statements is learnt from as a whole; its codes are then looked
    for in each of its statements, and nowhere else.

    Args:
        codebook: The codes, in their order.
        labels: The codes people gave, by record id; may be empty.
        statements: What is to be coded, such as ``Analysis.statements``.
        embed: Gives one unit row for each text; without it wording alone is compared.
        background: Where each language lies in the embedder's space, if that is known.
        seed: Start of the bootstrap.

    Returns:
        One assignment for each statement, in the order given, and how good they are.

    Raises:
        CodebookError: If a label names a code that is not in the codebook.
    """
    place_of = {code.key: place for place, code in enumerate(codebook)}
    _refuse_unknown(labels, place_of)
    members: dict[str, list[int]] = defaultdict(list)
    for row, statement in enumerate(statements):
        members[statement.record_id].append(row)
    unknown = tuple(record for record in labels if record not in members)
    if not statements:
        return Learned(assignments=(), quality=None, unknown=unknown)
    texts, languages, row_of = _laid_out(statements, members, labels)
    space = space_of(texts, languages, embed, background)
    titles = titles_in(space, [code.words for code in codebook])
    coded = _coded(labels, row_of, place_of)
    model = fit(space, titles, coded, seed=seed)
    names = [(code.key, code.title) for code in codebook]
    found = _assignments(Taught(space, titles, coded, model, names), len(statements))
    by_people = {row: frozenset(labels[record]) for record in row_of for row in members[record]}
    for row, codes in by_people.items():
        alone = len(members[statements[row].record_id]) == 1
        found[row] = _as_people_said(found[row], codes, alone=alone)
    quality = quality_of(model, list(place_of), seed=seed)
    return Learned(assignments=tuple(found), quality=quality, unknown=unknown)


def _refuse_unknown(labels: Labels, place_of: Mapping[str, int]) -> None:
    for codes in labels.values():
        for code in codes:
            if code not in place_of:
                raise CodebookError(_UNKNOWN, named=code)


def _laid_out(
    statements: Sequence[Said], members: Mapping[str, Sequence[int]], labels: Labels
) -> tuple[list[str], list[str], dict[str, int]]:
    """Return texts, languages and the row of each coded record; one in pieces gets a row of its own."""
    texts = [statement.quote for statement in statements]
    languages = [statement.language for statement in statements]
    row_of: dict[str, int] = {}
    for record in sorted(labels.keys() & members.keys()):
        rows = members[record]
        row_of[record] = rows[0]
        if len(rows) > 1:
            row_of[record] = len(texts)
            texts.append("\n".join(statements[row].quote for row in rows))
            languages.append(statements[rows[0]].language)
    return texts, languages, row_of


def _coded(labels: Labels, row_of: Mapping[str, int], place_of: Mapping[str, int]) -> Coded:
    given = np.zeros((len(row_of), len(place_of)), dtype=bool)
    for at, record in enumerate(row_of):
        given[at, [place_of[code] for code in labels[record]]] = True
    return Coded(np.array(list(row_of.values()), dtype=np.intp), given, np.ones_like(given))


def _assignments(taught: Taught, n: int) -> list[Assignment]:
    """Judge the first ``n`` rows, coded ones without what people said of them."""
    keys = [key for key, _title in taught.codes]
    model, rows = taught.model, np.arange(n)
    chances = model.chances(taught.space, taught.titles, rows)
    own = model.rows < n
    chances.codes[model.rows[own]] = model.left_out.codes[own]
    chances.none[model.rows[own]] = model.left_out.none[own]
    told = [_within(n, each) for each in suggestions_for(taught, chances, rows)]
    threshold = threshold_from(model)
    sets = within(chances, threshold)
    return [
        Assignment(
            codes=tuple(keys[code] for code in codes),
            suggestions=suggested,
            within=tuple(keys[code] for code in held),
            is_sure=threshold > 0 and len(held) <= FEW_ENOUGH,
        )
        for codes, suggested, held in zip(choose(chances), told, sets, strict=True)
    ]


def _within(n: int, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Name as nearest only what is one of the ``n`` statements, not a record made of several."""
    return tuple(
        one if one.nearest is None or one.nearest < n else replace(one, nearest=None)
        for one in suggestions
    )


def _as_people_said(found: Assignment, codes: frozenset[str], *, alone: bool) -> Assignment:
    """Keep to the codes people gave: all of them, or those that fit where the record is in pieces."""
    likely = [one for one in found.codes if one in codes]
    if not alone and codes and not likely:
        likely = [one.code for one in found.suggestions if one.code in codes][:1]
    kept = tuple(sorted(codes)) if alone else tuple(likely)
    return Assignment(
        codes=kept, suggestions=found.suggestions, within=kept, is_sure=True, by_person=True
    )
