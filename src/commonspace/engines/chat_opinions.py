"""A model as one more coder: which theme it would put a statement in, shown beside ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from commonspace.engines.chat import Chat, ChatFailedError
from commonspace.engines.chat_checks import as_data, fenced, json_in

_BATCH = 8
_LONGEST_SHOWN = 500
_INSTRUCTION = (
    "You sort statements of a public consultation into the themes that are listed with a letter. "
    "Answer with a JSON list of {count} strings alone: for each statement, in order, the letter of "
    'the theme that fits best, or "-" where none fits.'
)


@dataclass(frozen=True, slots=True)
class Opinions:
    """The theme a model would choose, by index of the statement; ``None`` for no theme."""

    themes: dict[int, str | None]
    failure: str = ""


def opinions_on(
    chat: Chat,
    statements: Sequence[tuple[int, str]],
    themes: Sequence[tuple[str, str]],
) -> Opinions:
    """Ask in which theme of a question each statement belongs.

    Args:
        chat: The model.
        statements: Index and words of each statement.
        themes: Key and label of each theme; the first twenty-six are offered.

    Returns:
        What the model chose, where its answer was one of the letters offered; a failing server
        ends the asking and is told in ``failure``.
    """
    offered = dict(zip(ascii_uppercase, themes, strict=False))
    keys: dict[str, str | None] = {letter: key for letter, (key, _label) in offered.items()}
    keys["-"] = None
    listed, _mark = fenced([f"{letter}: {label}" for letter, (_key, label) in offered.items()])
    found: dict[int, str | None] = {}
    for start in range(0, len(statements), _BATCH):
        batch = statements[start : start + _BATCH]
        data, _mark = fenced([words[:_LONGEST_SHOWN] for _index, words in batch])
        instruction = as_data(_INSTRUCTION.format(count=len(batch)))
        try:
            answer = json_in(chat.ask(instruction, f"{listed}\n{data}"))
        except ChatFailedError as failed:
            return Opinions(found, str(failed))
        if isinstance(answer, list) and len(answer) == len(batch):
            for (index, _words), letter in zip(batch, answer, strict=True):
                if isinstance(letter, str) and letter.strip() in keys:
                    found[index] = keys[letter.strip()]
    return Opinions(found)
