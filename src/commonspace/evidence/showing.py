"""Statements and candidates as a page shows them: the words, who says them, why they are here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonspace.consultations.models import FrameItem
from commonspace.contributions.models import Contribution
from commonspace.contributions.queries import second_of
from commonspace.evidence.choices import Kind
from commonspace.evidence.models import CandidateStatement, Statement, TagSuggestion, Theme
from commonspace.evidence.particulars import Particular, particulars_of
from commonspace.kernel.clock import clock
from commonspace.kernel.localised import current_language
from commonspace.kernel.names import language_name
from commonspace.people.access import speaker_labels

SURE, FAIRLY_SURE = 0.8, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedTheme:
    """A theme a statement may belong to, why, and how likely that is, in words."""

    theme: Theme
    why: str
    likely: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A statement, or a candidate for one, with everything a page says beside its words.

    ``key`` is ``c-<number>`` for a candidate and ``s-<uuid>`` for a statement. ``similar`` are
    near-duplicates folded under it, ``n_similar`` their number where they are not at hand.
    ``said_at`` is when in a recording it was said, as in ``1:05``.
    """

    key: str
    pk: object
    is_confirmed: bool
    quote: str
    language: str
    kind: str
    speaker: str
    reference: int
    start: int
    end: int
    text_id: object
    why: str = ""
    certainty: str | Promise = ""
    side: str = ""
    minority: str = ""
    is_refused: bool = False
    decided_by: str = ""
    decided_at: object = None
    in_bulk: bool = False
    translation: str = ""
    themes: tuple[object, ...] = ()
    n_similar: int = 0
    similar: tuple["Shown", ...] = field(default=())
    question_id: int | None = None
    may_belong: tuple[SuggestedTheme, ...] = ()
    picked: str = ""
    tags: tuple[FrameItem, ...] = ()
    suggested: tuple[TagSuggestion, ...] = ()
    said_at: str = ""

    @property
    def language_label(self) -> str:
        """Return the name of the language the words are in."""
        return language_name(self.language)

    @property
    def place(self) -> str:
        return place_of(self.text_id, self.start, self.end)

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def particulars(self) -> tuple[Particular, ...]:
        """Return what the words tell in detail: who is asked, where it was, where it is found."""
        return particulars_of(self.quote, self.language, self.kind)


def place_of(text_id: object, start: int, end: int) -> str:
    """Name a stretch of a text for addresses; it stays when a candidate becomes a statement."""
    return f"{str(text_id)[:8]}-{start}-{end}"


def said(remark: Mapping[str, object]) -> str:
    """Return a kept remark in the reader's language, with its values filled in."""
    message = str(remark.get("message") or "")
    if not message:
        return ""
    params = remark.get("params")
    return _(message) % params if isinstance(params, dict) and params else _(message)


def certainty_in_words(share: float) -> str | Promise:
    """Say how sure the grouping is, by the share of near neighbours in the same theme."""
    if share >= SURE:
        return gettext_lazy("sits well here: nearly all statements like it are in this theme")
    if share >= FAIRLY_SURE:
        return gettext_lazy("sits fairly well here: most statements like it are in this theme")
    if share > 0:
        return gettext_lazy("may belong elsewhere: statements like it are in several themes")
    return gettext_lazy("no theme found for it")


def speakers_of(contributions: Iterable[Contribution]) -> dict[object, str]:
    """Return by contribution how its contributor may be named; a word for who may not be."""
    found = {one.pk: one for one in contributions}
    labels = speaker_labels((one.contributor, one.attribution) for one in found.values())
    return {
        pk: labels[one.contributor.pk, one.attribution] or _("somebody who is not named")
        for pk, one in found.items()
    }


def show_candidates(
    candidates: Iterable[CandidateStatement], similar: Mapping[str, int] | None = None
) -> list[Shown]:
    """Return candidates as shown.

    Args:
        candidates: With text, contribution, contributor and organisation at hand.
        similar: How many candidates there are in each group of near-duplicates.
    """
    rows = list(candidates)
    speakers = speakers_of(row.text.contribution for row in rows)
    return [_candidate(row, speakers, similar or {}) for row in rows]


def _candidate(
    row: CandidateStatement, speakers: Mapping[object, str], similar: Mapping[str, int]
) -> Shown:
    contribution = row.text.contribution
    return Shown(
        key=f"c-{row.pk}",
        pk=row.pk,
        is_confirmed=False,
        quote=row.quote,
        language=row.language,
        kind=row.kind,
        speaker=speakers[contribution.pk],
        reference=contribution.reference,
        start=row.start,
        end=row.end,
        text_id=row.text_id,
        question_id=row.question_id,
        why=said(row.kind_remark) or row.kind_reason,
        certainty=certainty_in_words(row.certainty),
        side=_side_in_words(row),
        minority=said(row.minority_remark) if row.is_minority else "",
        is_refused=row.refused_at is not None,
        decided_by=row.refused_by.name if row.refused_by else "",
        decided_at=row.refused_at,
        said_at=_said_at(row),
        n_similar=max(0, similar.get(row.duplicate_group, 1) - 1) if row.duplicate_group else 0,
    )


_SIDES = {
    "support": gettext_lazy("for it: %(reason)s"),
    "oppose": gettext_lazy("against it: %(reason)s"),
    "conditional": gettext_lazy("under conditions: %(reason)s"),
}


def _side_in_words(row: CandidateStatement) -> str:
    """Say the side a candidate takes and why; nothing where it takes none."""
    words = _SIDES.get(row.stance)
    return str(words % {"reason": said(row.stance_remark)}) if words else ""


def show_statements(statements: Iterable[Statement]) -> list[Shown]:
    """Return statements as shown; contribution, contributor, text, codings are at hand."""
    rows = list(statements)
    speakers = speakers_of(row.contribution for row in rows)
    return [_statement(row, speakers) for row in rows]


def _statement(row: Statement, speakers: Mapping[object, str]) -> Shown:
    return Shown(
        key=f"s-{row.pk}",
        pk=row.pk,
        is_confirmed=True,
        quote=row.quote,
        language=language_of(row),
        kind=row.kind,
        speaker=speakers[row.contribution_id],
        reference=row.contribution.reference,
        start=row.start,
        end=row.end,
        text_id=row.text_id,
        question_id=row.question_id,
        decided_by=row.confirmed_by.name if row.confirmed_by else "",
        decided_at=row.confirmed_at,
        in_bulk=row.confirmed_in_bulk,
        translation=_translation(row),
        themes=tuple(coding.theme for coding in row.codings.all()),
        said_at=_said_at(row),
    )


def _said_at(row: Statement | CandidateStatement) -> str:
    second = second_of(row.text, row.start)
    return "" if second is None else clock(second)


def _translation(statement: Statement) -> str:
    wanted = current_language()
    found = (one.text for one in statement.translations.all() if one.language == wanted)
    return next(found, "")


def language_of(statement: Statement) -> str:
    """Return the language of a statement's words: its candidate's, its text's or its sender's."""
    found = statement.candidate.language if statement.candidate else ""
    return found or statement.text.language or statement.contribution.language


def fold(shown: Iterable[Shown], groups: Mapping[str, str]) -> list[Shown]:
    """Put near-duplicates under the first of them.

    Args:
        shown: In order, most telling first.
        groups: The group of near-duplicates by key, where there is one.
    """
    heads: dict[str, Shown] = {}
    under: dict[str, list[Shown]] = {}
    for one in shown:
        group = groups.get(one.key) or one.key
        if group in heads:
            under[group].append(one)
        else:
            heads[group], under[group] = one, []
    return [_with_similar(head, under[group]) for group, head in heads.items()]


def _with_similar(head: Shown, similar: list[Shown]) -> Shown:
    return replace(head, similar=tuple(similar), n_similar=len(similar))
