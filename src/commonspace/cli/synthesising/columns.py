"""Guessing what each column is for, from its heading and a sample of its cells.

A guess is always shown with its reason, and an option overrules it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from commonspace.cli.synthesising.choices import NONE, Choices
from commonspace.cli.synthesising.errors import NoSuchColumnError, NoTextError
from commonspace.engines.tables.headings import role_of
from commonspace.engines.tables.roles import Role
from commonspace.engines.tables.rows import Table, letter_of
from commonspace.engines.tables.shapes import Shape, shapes_of

_ONE_EACH = (Role.QUESTION, Role.CONTRIBUTOR, Role.ORGANISATION, Role.KIND, Role.COUNTRY, Role.LANGUAGE, Role.DATE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column is taken for, and why, in words."""

    index: int
    name: str
    role: Role
    reason: str


def guess_columns(table: Table, choices: Choices) -> tuple[Guess, ...]:
    """Say what each column is for.

    Raises:
        NoSuchColumnError: If an option names a column that is not there.
        NoTextError: If no column holds words that people wrote.
    """
    if table.is_folder:
        return _folder(table)
    shapes = shapes_of(table.rows(), len(table.names))
    named = _named(table.names, choices)
    guesses = [
        _first_guess(index, name, shapes[index], _known(table, index), named)
        for index, name in enumerate(table.names)
    ]
    guesses = _one_of_each(guesses, shapes, named)
    if not choices.text and not any(guess.role is Role.TEXT for guess in guesses):
        guesses = _with_longest(guesses, shapes, named)
    _check_text(guesses, table)
    return tuple(guesses)


def _folder(table: Table) -> tuple[Guess, ...]:
    if next(table.rows(), None) is None:
        raise NoTextError(_("There is no file in this folder."))
    reason = _("a folder of documents")
    roles = (Role.CONTRIBUTOR, Role.TEXT)
    return tuple(
        Guess(index, name, role, reason)
        for index, (name, role) in enumerate(zip(table.names, roles, strict=True))
    )


def _named(names: Sequence[str], choices: Choices) -> dict[int | Role, Role | None]:
    """Return the columns that options name; a role that must stay empty stands for itself."""
    found: dict[int | Role, Role | None] = {_place(names, each): Role.TEXT for each in choices.text}
    asked = {
        Role.QUESTION: choices.question,
        Role.CONTRIBUTOR: choices.contributor,
        Role.ORGANISATION: choices.organisation,
        Role.LANGUAGE: choices.language_column,
        Role.CODES: "" if Path(choices.labels).is_file() else choices.labels,
    }
    for role, said in asked.items():
        if said:
            found[role] = None
        if said and said != NONE:
            found[_place(names, said)] = role
    if choices.text:
        found[Role.TEXT] = None
    return found


def _place(names: Sequence[str], said: str) -> int:
    wanted = said.strip().casefold()
    for index, name in enumerate(names):
        if name.casefold() == wanted:
            return index
    for index in range(len(names)):
        if letter_of(index).casefold() == wanted:
            return index
    raise NoSuchColumnError(
        _("There is no column “%(name)s”. Columns: %(names)s.")
        % {"name": said, "names": "; ".join(names)}
    )


def _known(table: Table, index: int) -> Role | None:
    return table.roles[index] if table.roles else None


def _first_guess(
    index: int,
    name: str,
    shape: Shape,
    known: Role | None,
    named: dict[int | Role, Role | None],
) -> Guess:
    chosen = named.get(index)
    if chosen is not None:
        return Guess(index, name, chosen, _("you named it"))
    role, reason = (known, _("its form says so")) if known else _look(name, shape)
    if role in named:
        return Guess(index, name, Role.LEFT_OUT, _("you named another, or none"))
    return Guess(index, name, role, reason)


def _look(name: str, shape: Shape) -> tuple[Role, str]:
    """Weigh heading and cells of one column."""
    if not shape.filled:
        return Role.LEFT_OUT, _("empty")
    said = role_of(name)
    if said and _FITS.get(said, _anything)(shape):
        return said, _("its heading says so")
    if shape.is_free_text:
        average = round(shape.words / shape.filled)
        return Role.TEXT, _("free text, about %(words)s words a cell") % {"words": average}
    return Role.LEFT_OUT, _why_left_out(shape)


def _why_left_out(shape: Shape) -> str:
    if shape.mostly(shape.dates):
        return _("dates")
    if shape.mostly(shape.numbers):
        return _("numbers")
    if shape.mostly(shape.mails):
        return _("addresses of mail")
    if shape.repeats:
        return _("%(count)s different values, no free text") % {"count": len(shape.different)}
    return _("short, no free text")


def _anything(shape: Shape) -> bool:
    return True


def _is_text(shape: Shape) -> bool:
    return not shape.mostly(shape.numbers) and not shape.mostly(shape.dates)


def _is_question(shape: Shape) -> bool:
    return shape.repeats and not shape.mostly(shape.numbers)


def _is_short(shape: Shape) -> bool:
    return not shape.is_free_text


def _is_language(shape: Shape) -> bool:
    return shape.mostly(shape.tags) or (shape.repeats and _is_text(shape))


_FITS: dict[Role, Callable[[Shape], bool]] = {
    Role.TEXT: _is_text,
    Role.QUESTION: _is_question,
    Role.KIND: _is_short,
    Role.COUNTRY: _is_short,
    Role.CONTRIBUTOR: _is_short,
    Role.LANGUAGE: _is_language,
}


def _one_of_each(
    guesses: list[Guess], shapes: Sequence[Shape], named: dict[int | Role, Role | None]
) -> list[Guess]:
    """Keep one column a role, texts apart: what was named, or the fullest, first of equals."""
    kept = {
        role: max(own, key=lambda one: (one.index in named, shapes[one.index].filled, -one.index))
        for role in _ONE_EACH
        if (own := [guess for guess in guesses if guess.role is role])
    }
    return [
        guess
        if guess.role not in kept or kept[guess.role] is guess
        else Guess(guess.index, guess.name, Role.LEFT_OUT, _("another column serves as this"))
        for guess in guesses
    ]


def _with_longest(
    guesses: list[Guess], shapes: Sequence[Shape], named: dict[int | Role, Role | None]
) -> list[Guess]:
    """Take the column with the longest cells for text where none looks like sentences."""
    able = [
        guess
        for guess in guesses
        if guess.role is Role.LEFT_OUT
        and guess.index not in named
        and _could_be_text(shapes[guess.index])
    ]
    if not able:
        return guesses
    longest = max(able, key=lambda one: (_average(shapes[one.index]), -one.index))
    return [
        Guess(guess.index, guess.name, Role.TEXT, _("the longest texts, though they are short"))
        if guess is longest
        else guess
        for guess in guesses
    ]


def _could_be_text(shape: Shape) -> bool:
    return bool(shape.filled) and _is_text(shape) and not shape.mostly(shape.mails)


def _average(shape: Shape) -> float:
    return shape.characters / shape.filled if shape.filled else 0.0


def _check_text(guesses: Sequence[Guess], table: Table) -> None:
    if any(guess.role is Role.TEXT for guess in guesses):
        return
    if next(table.rows(), None) is None:
        raise NoTextError(_("There are no rows under the heading, so there is nothing to read."))
    raise NoTextError(
        _(
            "No column holds words that people wrote. Columns: %(names)s. "
            "If one does, name it with --text."
        )
        % {"names": "; ".join(table.names)}
    )
