"""Words of a document as they read without the line ends of its pages."""

from commonspace.analysis.reading.hyphens import Vocabulary, ends_broken, judge
from commonspace.analysis.reading.lines import split_lines


def vocabulary_of(text: str) -> Vocabulary:
    """Return the words of a document, by which broken ones are told from hyphenated ones."""
    return Vocabulary(split_lines(text))


def unbroken(quote: str, vocabulary: Vocabulary) -> str:
    """Return a quotation with words made whole that a line end had cut in two.

    Nothing else changes: only a hyphen at a line end goes, where the document itself shows that
    the word is one.
    """
    first, *lines = [line.strip() for line in quote.split("\n")]
    parts = [first]
    for line in filter(None, lines):
        before = parts[-1]
        if not ends_broken(before):
            parts.append(line)
        elif judge(before, line, vocabulary).join:
            parts[-1] = before[:-1] + line
        else:
            parts[-1] = before + line
    return " ".join(part for part in parts if part)
