"""What learning takes and gives: plain values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from commonspace.analysis.counting import Interval
from commonspace.analysis.wording import Remark

Labels = Mapping[str, Collection[str]]
"""The codes people gave, as keys, by record id. An empty collection says: none of these."""


class Said(Protocol):
    """A statement as learning reads it; ``results.Statement`` is one."""

    @property
    def record_id(self) -> str:
        """Return the record the statement was cut from."""

    @property
    def quote(self) -> str:
        """Return its words."""

    @property
    def language(self) -> str:
        """Return the language of its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A code a statement may belong to.

    ``chance`` is the estimated chance, 0 to 1, that a person would give the code; ``reason``
    is a sentence; ``nearest`` the index of the coded statement it is close to, if a single one
    spoke for it.
    """

    code: str
    chance: float
    reason: Remark
    nearest: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What is suggested for one statement.

    Attributes:
        codes: Keys of the codes the machine would give, most likely first; empty where no
            code is likely enough.
        suggestions: The three most likely codes with their reasons, assigned or not.
        within: Keys of a set that holds all codes people would give, in about nine of ten
            statements.
        is_sure: Whether that set is small enough to be of use; where not, a person decides.
        by_person: The codes were given by a person, not by the machine.
    """

    codes: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    within: tuple[str, ...]
    is_sure: bool
    by_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeQuality:
    """How well one code is given, each coded record judged without its own codes."""

    code: str
    coded: int
    precision: float
    recall: float
    f1: float
    alpha: float | None
    alpha_interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How well codes are given, by leaving out each coded record in turn.

    ``samples_f1`` is the mean over records of the F1 of its set of codes, with a 95 % bootstrap
    interval; ``covered`` the share of records whose codes all lay ``within`` the set.
    """

    coded: int
    samples_f1: float
    samples_f1_interval: Interval
    covered: float
    codes: tuple[CodeQuality, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Assignments, one for each statement in their order, and how good they are.

    ``quality`` is missing where fewer than ten records were coded; ``unknown`` are record ids
    with codes that no statement belongs to.
    """

    assignments: tuple[Assignment, ...]
    quality: Quality | None
    unknown: tuple[str, ...]
