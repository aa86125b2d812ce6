"""Where to cut speech that was written down without marks: proposed by a model, checked by us."""

import re

from commonspace.analysis.words import count_words
from commonspace.engines.chat import Chat
from commonspace.engines.chat_checks import as_data

_LONG = 60
_WORDS_A_STOP = 45
_WINDOW = 3000
_STOPS = re.compile(r"[.!?;…:。！？؟۔\n]")
_INSTRUCTION = (
    "The text was spoken and written down without punctuation. Copy it letter by letter and start "
    "a new line wherever a new idea begins. Change, add and leave out nothing. Answer with the "
    "lines alone."
)


def is_unpunctuated(text: str) -> bool:
    """Tell whether a text is long and hardly ever stops."""
    words = count_words(text)
    return words >= _LONG and words > _WORDS_A_STOP * (len(_STOPS.findall(text)) + 1)


def cuts_in(chat: Chat, text: str) -> tuple[int, ...]:
    """Return where new ideas begin in a text, as offsets in it; nothing if the copy is not exact.

    Raises:
        ChatFailedError: If the server fails.
    """
    cuts: list[int] = []
    for start, end in _windows(text):
        copied = chat.ask(as_data(_INSTRUCTION), _framed(text[start:end]), most_tokens=2000)
        cuts += [start + cut for cut in exact_cuts(text[start:end], copied)]
        if end < len(text):
            cuts.append(end)
    return tuple(cut for cut in cuts if text[cut - 1 : cut].isspace())


def _framed(text: str) -> str:
    return f"<<data\n{text}\ndata>>"


def _windows(text: str) -> list[tuple[int, int]]:
    """Part a long text at blanks, so that each part is short enough to be copied."""
    found, start = [], 0
    while len(text) - start > _WINDOW:
        end = text.rfind(" ", start, start + _WINDOW) + 1
        end = end if end > start else start + _WINDOW
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


def exact_cuts(text: str, copied: str) -> list[int]:
    r"""Return the offsets at which the lines of a copy begin; nothing unless it is the very text.

    Blanks may differ, nothing else: joined, the lines must give the same letters in the same
    order.

    Example:
        >>> exact_cuts("we need beds they need work", "we need beds\nthey need work")
        [13]
        >>> exact_cuts("we need beds", "we need bread")
        []
    """
    lines = [line.strip() for line in copied.strip().split("\n") if line.strip()]
    lines = [line for line in lines if line not in {"<<data", "data>>"}]
    if "".join("".join(lines).split()) != "".join(text.split()):
        return []
    places = [place for place, character in enumerate(text) if not character.isspace()]
    cuts, passed = [], 0
    for line in lines[:-1]:
        passed += len("".join(line.split()))
        cuts.append(places[passed])
    return cuts
