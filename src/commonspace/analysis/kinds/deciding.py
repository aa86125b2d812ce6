"""From signs and learnt weights to a kind, its certainty and the reason a person reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix

from commonspace.analysis import cues
from commonspace.analysis.kinds.features import (
    CODES,
    Numbers,
    dense_rows,
    readable,
    single_words,
    words_and_pieces,
)
from commonspace.analysis.kinds.proposals import LANGUAGE, proposal_rows, proposals_for
from commonspace.analysis.kinds.signs import ADDRESS, Sign, lead_sign, signs_of
from commonspace.analysis.kinds.traits import TRAITS
from commonspace.analysis.kinds.weights import KINDS, VECTOR_WEIGHT, Weights, weights_for
from commonspace.analysis.stopwords import STOP_WORDS
from commonspace.analysis.wording import Remark, gettext_noop, remark

_NO_CUE = gettext_noop("has no word that shows anything else")
_WORDS = gettext_noop("its words lean that way: “%(words)s”")
_MEANING = gettext_noop("is close in meaning to other sentences of this kind")
_PROPOSES = gettext_noop("reads like a proposal, beside the sentences around it")
_LEAD_COUNTS = 5.0
_ADDRESS_COUNTS = 4.0
_TELLING = 0.2
_TELLING_WORD = 0.05
_SHORT, _MOST_WORDS = 3, 40
_BATCH = 2048
_PLACE = {code: place for place, code in enumerate(CODES)}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind, the reason for it, and how sure it is: the share of such guesses that are right."""

    kind: str
    reason: Remark
    certainty: float


NOT_JUDGED = Kind(cues.POSITION, remark("no-cue", _NO_CUE), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement to be judged, with the line it stood under and its neighbours in what was sent."""

    text: str
    language: str
    lead: str = ""
    before: str = ""
    after: str = ""


def classify(text: str, *, language: str, lead: str = "") -> Kind:
    """Say what a statement does.

    Args:
        text: The statement's words.
        language: ISO 639-1 code; languages without tables of signs are judged by structure alone.
        lead: Heading or lead-in line the statement stood under.

    Returns:
        The kind with its reason; "position" when nothing shows anything else.

    Example:
        >>> found = classify("Cities should register every child.", language="en")
        >>> found.kind, str(found.reason)
        ('recommendation', 'says “should”')
    """
    return classify_all([Said(text=text, language=language, lead=lead)])[0]


def classify_all(
    said: Sequence[Said], vectors: Numbers | None = None, *, embedder: str = ""
) -> list[Kind]:
    """Say what each of many statements does.

    Args:
        said: The statements.
        vectors: Unit vectors of their texts, shape (n, dims), for a second look by meaning.
        embedder: What made the vectors; if nothing was learnt with it, they are not used.

    Returns:
        One kind for each, the same in any company.
    """
    if vectors is None or weights_for(embedder) is None:
        vectors, embedder = None, ""
    found: list[Kind] = []
    for start in range(0, len(said), _BATCH):
        own = None if vectors is None else np.asarray(vectors[start : start + _BATCH])
        found.extend(_judged(said[start : start + _BATCH], own, embedder))
    return found


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What is known of a batch: signs, features, and what speaks for each kind."""

    signs: list[list[Sign]]
    dense: Numbers
    chances: Numbers
    proposal: Numbers
    weights: Weights
    by_meaning: bool


def _judged(said: Sequence[Said], vectors: Numbers | None, embedder: str) -> list[Kind]:
    evidence = _evidence(said, vectors, embedder)
    kinds = [KINDS[place] for place in evidence.chances.argmax(axis=1)]
    reasons = [_reason(one, kinds[row], row, evidence) for row, one in enumerate(said)]
    silent = [row for row, reason in enumerate(reasons) if reason is None]
    words = _telling_words([(said[row], kinds[row]) for row in silent], evidence.weights)
    for row, telling in zip(silent, words, strict=True):
        reasons[row] = _reason_in_words(kinds[row], telling, row, evidence)
    return [
        Kind(kind, reason or NOT_JUDGED.reason, round(float(evidence.chances[row].max()), 3))
        for row, (kind, reason) in enumerate(zip(kinds, reasons, strict=True))
    ]


def _evidence(said: Sequence[Said], vectors: Numbers | None, embedder: str) -> _Evidence:
    weights = weights_for(embedder)
    if weights is None:
        raise FileNotFoundError("the weights of the kinds are missing from the package")
    texts = [readable(one.text) for one in said]
    signs = [signs_of(text, one.language) for text, one in zip(texts, said, strict=True)]
    dense = dense_rows(texts, signs)
    known = np.array([one.language in TRAITS for one in said])
    hashed = csr_matrix(words_and_pieces(texts).multiply(known[:, None]))
    scaled = None if vectors is None else vectors * np.float32(VECTOR_WEIGHT)
    logits = weights.logits(dense, hashed, scaled) / weights.temperature
    if vectors is None:
        logits[~known] = _by_structure(dense[~known])
    logits = logits + _from_leads(said)
    logits[:, KINDS.index(cues.RESOURCE)] += _ADDRESS_COUNTS * dense[:, _PLACE[ADDRESS]]
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances = shares / shares.sum(axis=1, keepdims=True)
    proposal = _proposal_chances(said, signs, vectors, embedder)
    return _Evidence(
        signs, dense, _with_proposals(chances, proposal), proposal, weights, vectors is not None
    )


def _by_structure(dense: Numbers) -> Numbers:
    """Return logits for languages without tables: questions, addresses, citations, or a position."""
    logits = np.zeros((len(dense), len(KINDS)), dtype=np.float32)
    logits[:, KINDS.index(cues.POSITION)] = 1.0
    asks = dense[:, _PLACE["asks"]] + dense[:, _PLACE["asks-openly"]]
    points = dense[:, _PLACE["address"]] + dense[:, _PLACE["citation"]] * 0.5
    logits[:, KINDS.index(cues.QUESTION)] = 4.0 * asks
    logits[:, KINDS.index(cues.RESOURCE)] = 4.0 * points
    return logits


def _from_leads(said: Sequence[Said]) -> Numbers:
    added = np.zeros((len(said), len(KINDS)), dtype=np.float32)
    for row, one in enumerate(said):
        sign = _cached_lead(one.lead) if one.lead else None
        if sign:
            added[row, KINDS.index(sign.kind)] = _LEAD_COUNTS
    return added


@lru_cache(maxsize=4096)
def _cached_lead(lead: str) -> Sign | None:
    return lead_sign(lead)


def _proposal_chances(
    said: Sequence[Said], signs: Sequence[Sequence[Sign]], vectors: Numbers | None, embedder: str
) -> Numbers:
    """Return for each statement how surely it is a proposal; NaN where that was not learnt."""
    found = np.full(len(said), np.nan, dtype=np.float32)
    rows = [row for row, one in enumerate(said) if one.language == LANGUAGE and not one.lead]
    by_meaning = vectors is not None and proposals_for(embedder) is not None
    learnt = proposals_for(embedder if by_meaning else "")
    if rows and learnt:
        own = [said[row] for row in rows]
        features = proposal_rows(
            [readable(one.text) for one in own],
            [signs[row] for row in rows],
            [readable(one.before) for one in own],
            [readable(one.after) for one in own],
        )
        meaning = vectors[rows] if by_meaning and vectors is not None else None
        found[rows] = learnt.chances(features, meaning)
    return found


def _with_proposals(chances: Numbers, proposal: Numbers) -> Numbers:
    """Let what was learnt from coded proposals decide between a proposal and all else."""
    place = KINDS.index(cues.RECOMMENDATION)
    known = ~np.isnan(proposal)
    mixed = chances.copy()
    wanted = (chances[known, place] + proposal[known]) / 2
    rest = np.maximum(1 - chances[known, place], 1e-6)
    mixed[known] *= ((1 - wanted) / rest)[:, None]
    mixed[known, place] = wanted
    return mixed


def _reason(one: Said, kind: str, row: int, evidence: _Evidence) -> Remark | None:
    """Return the line above or the sign that speaks most for the kind; ``None`` if neither does."""
    lead = _cached_lead(one.lead) if one.lead else None
    if lead and lead.kind == kind:
        return lead.reason
    sign = _strongest(evidence.signs[row], kind, evidence.weights)
    if sign:
        return sign.reason
    return NOT_JUDGED.reason if kind == cues.POSITION else None


def _reason_in_words(kind: str, words: Sequence[str], row: int, evidence: _Evidence) -> Remark:
    """Return a reason where no sign speaks for the kind."""
    if words:
        return remark("words", _WORDS, words=", ".join(words))
    if kind == cues.RECOMMENDATION and evidence.proposal[row] > 0.5:  # noqa: PLR2004  # yes
        return remark("proposes", _PROPOSES)
    return remark("meaning", _MEANING) if evidence.by_meaning else NOT_JUDGED.reason


def _strongest(signs: Sequence[Sign], kind: str, weights: Weights) -> Sign | None:
    """Return the sign that speaks most for this kind against the others, if any does."""
    place = KINDS.index(kind)
    best: tuple[float, Sign] | None = None
    for sign in signs:
        if sign.kind not in ("", kind):
            continue
        column = weights.dense[:, _PLACE[sign.code]]
        speaks = float(column[place] - column.mean()) * sign.weight
        if speaks > _TELLING and (best is None or speaks > best[0]):
            best = speaks, sign
    return best[1] if best else None


def _telling_words(judged: Sequence[tuple[Said, str]], weights: Weights) -> list[list[str]]:
    """Return for each statement the one or two words that, alone, lean most towards its kind."""
    words = [_content_words(one) for one, _kind in judged]
    flat = [word for own in words for word in own]
    if not flat:
        return [[] for _one in judged]
    nothing = np.zeros((len(flat), weights.dense.shape[1]), dtype=np.float32)
    logits = weights.logits(nothing, words_and_pieces(flat), None) - weights.bias
    leaning = logits - logits.mean(axis=1, keepdims=True)
    found: list[list[str]] = []
    start = 0
    for own, (_one, kind) in zip(words, judged, strict=True):
        speaks = leaning[start : start + len(own), KINDS.index(kind)]
        start += len(own)
        order = sorted(zip(-np.round(speaks, 4), own, strict=True))
        found.append([word for leans, word in order[:2] if leans < -_TELLING_WORD])
    return found


def _content_words(one: Said) -> list[str]:
    if one.language not in TRAITS:
        return []
    stop = STOP_WORDS.get(one.language, frozenset())
    words = single_words(readable(one.text))
    return [word for word in words if len(word) > _SHORT and word not in stop][:_MOST_WORDS]
