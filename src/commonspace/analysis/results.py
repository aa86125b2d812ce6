"""What the analysis returns: frozen values that refer to each other by index or key.

A statement is named by its index in ``Analysis.statements``; a theme by its key; a record
by its id. Nothing here is confirmed: every value is a suggestion until a person says so.
"""

from dataclasses import dataclass

from commonspace.analysis.kinds.details import Detail
from commonspace.analysis.wording import Remark

LETTER = "letter"
FEWEST_CONTRIBUTORS = 5
ACCEPTED, REFUSED = "accepted", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One idea in one span of a record: ``record.text[start:end] == quote``.

    ``lead`` is the heading or lead-in line the span stood under, if any. ``theme`` is the
    key of the finest theme, or ``None`` for unsorted. ``certainty`` is the share, 0 to 1, of
    the statement's nearest neighbours that lie in the same theme. ``stance`` is "support",
    "oppose", "conditional" or "unclear". ``mark`` is the page or time the span begins at, as
    the record gave it, or empty. ``details`` are words of ``quote`` with offsets into it;
    ``quotable``, 0 to 1, how well it would stand alone as a quotation. ``letter`` is the letter
    inside a possible campaign that the words were copied from.
    """

    record_id: str
    start: int
    end: int
    quote: str
    lead: str
    question: str | None
    language: str
    language_certainty: float
    kind: str
    kind_reason: Remark
    kind_certainty: float
    duplicate_group: str | None
    theme: str | None
    certainty: float
    campaign: str | None
    stance: str = "unclear"
    stance_reason: Remark | None = None
    stance_certainty: float = 0.0
    mark: str = ""
    details: tuple[Detail, ...] = ()
    letter: str | None = None
    quotable: float = 0.0
    quotable_reason: Remark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateGroup:
    """Statements that say the same in the same words, or nearly.

    ``kind`` is "identical" (equal after normalising), "same letter" (two thirds or more of
    the words in the same order) or "variant" (please look).
    """

    id: str
    kind: str
    members: tuple[int, ...]
    representative: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Records from many senders that say one text: shown and counted as such, never hidden.

    ``kind`` is "letter" for nearly the same words; "paraphrased" or "translated" only say that
    an organised campaign is possible. ``similarity`` is the mean likeness to the representative,
    0 to 1: of word pairs for a letter, of meaning otherwise. ``reason`` is for a person to read.
    ``decision`` is what a person said to a possible one, "accepted" or "refused", or empty;
    ``n_each`` its voices where each sender counts, a letter among them once.
    """

    id: str
    members: tuple[str, ...]
    contributors: tuple[str, ...]
    representative: str
    similarity: float
    reason: Remark
    kind: str = LETTER
    decision: str = ""
    n_each: int = 0

    @property
    def is_one_voice(self) -> bool:
        """A letter counts once; a possible campaign only if a person accepted it."""
        return self.kind == LETTER or self.decision == ACCEPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A proposed theme of one question.

    A parent's ``statements`` include those of its children. ``quotations`` come most telling
    first and no contributor speaks twice before all have spoken. ``n_voices`` counts each
    contributor once and each campaign once, whatever its number of senders; themes are
    ranked by it. ``labels`` holds a label for each language with enough statements.
    ``medoid`` is the statement in the middle, to be shown verbatim. ``stances`` counts voices by
    side, in the order support, oppose, conditional, unclear; somebody who says several things
    is counted on the side taken most. A theme is ``contested`` when more than a quarter of its
    voices stand on each side.
    """

    key: str
    question: str | None
    label: str
    labels: tuple[tuple[str, str], ...]
    parent: str | None
    keywords: tuple[str, ...]
    statements: tuple[int, ...]
    quotations: tuple[int, ...]
    stability: float
    n_contributors: int
    n_organisations: int
    n_voices: int
    languages: tuple[str, ...]
    medoid: int = -1
    stances: tuple[int, int, int, int] = (0, 0, 0, 0)
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeDoubt:
    """Why a person should look at a proposed theme, or at two, before adopting them.

    ``theme`` is empty where the doubt is about all themes of the question; ``other`` is the
    second theme of a pair.
    """

    code: str
    question: str | None
    theme: str
    other: str
    reason: Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Minority:
    """A statement for the tray of views that counting would lose."""

    statement: int
    why: str
    reason: Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprocessed:
    """A record that gave no statement, and why."""

    record_id: str
    reason: Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader of this analysis must know, about one question or about all."""

    question: str | None
    remark: Remark

    @property
    def code(self) -> str:
        """The remark's code, for callers that decide by it."""
        return self.remark.code

    def __str__(self) -> str:
        return str(self.remark)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSummary:
    """One question's size; of few answers, or few people, no themes are offered."""

    question: str | None
    n_answers: int
    n_contributors: int
    n_statements: int
    few_answers: bool

    @property
    def is_for_reading(self) -> bool:
        """There is too little to group: people read it all, and groups are an aid at most."""
        return self.few_answers or self.n_contributors < FEWEST_CONTRIBUTORS


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Records in; records that gave statements; records that did not. Always in = out + not."""

    records_in: int
    records_out: int
    records_unprocessed: int
    statements: int
    sorted_statements: int
    unsorted_statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything one run of the analysis proposes."""

    statements: tuple[Statement, ...]
    duplicate_groups: tuple[DuplicateGroup, ...]
    campaigns: tuple[Campaign, ...]
    themes: tuple[Theme, ...]
    unsorted: tuple[int, ...]
    minority: tuple[Minority, ...]
    questions: tuple[QuestionSummary, ...]
    unprocessed: tuple[Unprocessed, ...]
    notes: tuple[Note, ...]
    counts: Counts
    embedder: str
    theme_doubts: tuple[ThemeDoubt, ...] = ()
