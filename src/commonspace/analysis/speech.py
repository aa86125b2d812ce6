"""Speech written down without punctuation, cut where people turn to the next thing.

Transcripts and quick typing often hold a hundred words without a full stop. Pieces begin at a
word that turns to something else ("and then", "another thing"); where a piece grows long, at
any joining word; and where nothing helps, at a length.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_LEAST_WORDS = 30
_WORDS_A_STOP = 30
_SHORT, _LONG, _LONGEST = 8, 20, 40
_STOP = re.compile(r"[.!?…;:,،؛؟。！？、，]")
_WORD = re.compile(r"\S+")

_TURNS = {
    "en": r"""but|so|anyway|also|and then|and also|and so|and another thing|another thing|the other thing|the second thing|first of all|secondly|then again|what i mean is|i mean|you know what|on top of that|and i think|i think|well|okay so|now""",
    "fr": r"""mais|donc|alors|ensuite|et puis|puis|et aussi|aussi|et après|après|autre chose|une autre chose|d'abord|deuxièmement|enfin bref|bref|par contre|du coup|en plus|et je pense|je pense|voilà""",
    "es": r"""pero|entonces|además|también|y luego|luego|y después|después|y también|otra cosa|la otra cosa|primero|segundo|o sea|bueno|en cambio|por otro lado|y creo|yo creo|así que""",
    "pt": r"""mas|então|além disso|também|e depois|depois|e também|outra coisa|a outra coisa|primeiro|segundo|quer dizer|bom|por outro lado|e acho|eu acho|daí|por isso""",
    "de": r"""aber|also|dann|außerdem|auch noch|und dann|und auch|und außerdem|und noch was|noch was|die andere sache|erstens|zweitens|jedenfalls|na ja|andererseits|und ich finde|ich finde|ich denke|deshalb""",
    "ar": r"""لكن|ولكن|ثم|وثم|بعدين|وبعدين|وأيضا|أيضا|كذلك|وكذلك|شيء آخر|وشيء آخر|أولا|ثانيا|يعني|وأعتقد|أعتقد|بالإضافة|لذلك""",
}
_JOINS = {
    "en": r"""and|because|when|if|or|which|while""",
    "fr": r"""et|parce que|quand|si|ou|car|pendant que""",
    "es": r"""y|porque|cuando|si|o|mientras""",
    "pt": r"""e|porque|quando|se|ou|enquanto""",
    "de": r"""und|weil|wenn|oder|denn|während""",
    "ar": r"""و\w+|لأن|عندما|إذا|أو|بينما""",
}


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    if language not in _TURNS:
        return None
    turns, joins = _TURNS[language], _JOINS[language]
    return _beginning(turns), _beginning(f"{turns}|{joins}")


def _beginning(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{words})(?=\s)", re.IGNORECASE)


def is_speech(text: str) -> bool:
    """Tell whether a text is a long run of words with hardly a stop or comma in it."""
    words = len(text.split())
    return words >= _LEAST_WORDS and len(_STOP.findall(text)) * _WORDS_A_STOP <= words


def cut_speech(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """Cut a run of speech into pieces of one thing each.

    Args:
        text: The whole text.
        start: Where the run begins, in code points.
        end: Where it ends.
        language: ISO 639-1 code; languages without a table are cut by length alone.

    Returns:
        Spans in order that hold every word of the run, each of about 8 to 40 words.

    Example:
        >>> said = "the bus is late every single day and then the school has no nurse at all"
        >>> [said[first:last] for first, last in cut_speech(said, 0, len(said), "en")]
        ['the bus is late every single day', 'and then the school has no nurse at all']
    """
    places = [match.span() for match in _WORD.finditer(text, start, end)]
    if not places:
        return []
    firsts = list(_firsts(text, places, language))
    lasts = [*firsts[1:], len(places)]
    return [
        (places[first][0], places[last - 1][1]) for first, last in zip(firsts, lasts, strict=True)
    ]


def _firsts(text: str, places: list[tuple[int, int]], language: str) -> Iterator[int]:
    """Yield the number of the first word of each piece; a short rest stays with its piece."""
    patterns = _patterns(language)
    yield 0
    first = 0
    for number in range(1, len(places)):
        length, left = number - first, len(places) - number
        if length < _SHORT - 1 or left < _SHORT - 1:
            continue
        at = places[number][0]
        turns = patterns is not None and patterns[0].match(text, at) is not None
        joins = patterns is not None and patterns[1].match(text, at) is not None
        if turns or (joins and length >= _LONG) or length >= _LONGEST:
            yield number
            first = number
