"""Small shared views of a text: without markup, in sentences, as words."""

import re
import unicodedata

_SUPERSCRIPT_TAG = re.compile(r"</?su[bp]>")
_LINK = re.compile(r"\[((?:\\.|[^\[\]\n\\]){1,300})\]\(([^()\s]{0,1000})\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{2,3})(?=\S)([^*\n]{1,4000}?)(?<=\S)\1(?![\w*])")
_INNER_BOLD = re.compile(r"\*\*([^*\n]{1,4000})\*\*")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…؟。])[\"'”’»)]*\s+(?=[\"'“‘«(¿¡]*[^\W\d_a-zß-öø-ÿ])")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|eg|etc|vs|cf|no|nos|mr|mrs|dr|st|art|ed|p|pp)|\b[A-Z])\.$", re.IGNORECASE
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’‚‛´`′"), "'") | dict.fromkeys(map(ord, "“”„‟«»″"), '"')


def squeezed(text: str) -> str:
    """Return ``text`` with every run of white space as one space."""
    return _SPACES.sub(" ", text).strip()


def plain(text: str) -> str:
    """Return ``text`` without Markdown emphasis, links, escapes and superscript tags."""
    bare = _SUPERSCRIPT_TAG.sub("", text)
    bare = _LINK.sub(r"\1", bare)
    if "*" in bare or "__" in bare:
        bare = _INNER_BOLD.sub(r"\1", bare)
        bare = _EMPHASIS.sub(r"\2", bare)
    return _ESCAPE.sub(r"\1", bare)


def folded(text: str) -> str:
    """Return ``text`` for comparison: NFKC, caseless, quotes and dashes made one."""
    even = unicodedata.normalize("NFKC", text.translate(_QUOTES | _DASHES))
    return squeezed(even.casefold())


def words(text: str) -> list[str]:
    """Return the words of ``text``, caseless."""
    return _WORD.findall(folded(text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a mended text."""
    parts: list[str] = []
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[max(start, gap.start() - 6) : gap.start()]):
            continue
        parts.append(text[start : gap.end()].strip())
        start = gap.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]
