"""Filled forms that reach us by any way: whoever has a form says how to know it again.

A room or a way in with a form of its own registers it when its app is ready. Every document that is
read is held against the forms of its call; what comes back is fields, see ``services.returning``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.intake.envelopes import AnswerPart
from commonspace.sharing.filled import Filled, read_filled
from commonspace.sharing.leaflets import Leaflet


@dataclass(frozen=True, slots=True, kw_only=True)
class FormKind:
    """A form that people fill in as a file.

    Attributes:
        leaflets: The form of a consultation in each of its languages; none if it has no such form.
        answers: What a filled form says, as parts for the door.
        keep: What is kept beside the answers once they stand in a contribution.
        forget: The reverse of ``keep``.
        fits: Whether a contribution can hold one more form of this kind.
    """

    name: str
    title: str | Promise
    leaflets: Callable[[Consultation], Iterable[Leaflet]]
    answers: Callable[[Consultation, Filled], tuple[AnswerPart, ...]]
    keep: Callable[[Contribution, Filled], None] = lambda _contribution, _filled: None
    forget: Callable[[Contribution], None] = lambda _contribution: None
    fits: Callable[[Contribution], bool] = lambda _contribution: True

    def read(self, consultation: Consultation, text: str) -> Filled | None:
        """Return what was filled in if a text is this form, in any of its languages."""
        return read_filled(list(self.leaflets(consultation)), text)


_kinds: dict[str, FormKind] = {}


def register_form(kind: FormKind) -> None:
    """Make a form known. The same name again replaces the former."""
    _kinds[kind.name] = kind


def form_kind(name: str) -> FormKind | None:
    """Return the form of a name, if there is one on this site."""
    return _kinds.get(name)


def recognised(consultation: Consultation, text: str) -> tuple[FormKind, Filled] | None:
    """Return which form a text is most clearly, and what was filled in; ``None`` if it is none."""
    found = [(kind, kind.read(consultation, text)) for kind in _kinds.values()]
    read = [(kind, filled) for kind, filled in found if filled is not None]
    return max(read, key=lambda one: (one[1].share, one[1].own), default=None)
