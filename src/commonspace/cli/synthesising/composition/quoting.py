"""Exact words as a document prints them."""

from commonspace.analysis.words import quoted
from commonspace.cli.synthesising.composition.material import Material
from commonspace.reports import document as blocks


def quoted_runs(material: Material, index: int) -> blocks.Runs:
    """Return a statement's words in quotation marks, with who said them and where."""
    shown = material.evidence(index)
    who = ", ".join(each for each in (shown.speaker, shown.source) if each)
    return (quoted_words(material, index), blocks.Plain(f" — {who}"))


def quoted_words(material: Material, index: int) -> blocks.Run:
    """Return a statement's words in quotation marks, for a place that says whose they are."""
    shown = material.evidence(index)
    words = quoted(shown.quote, shown.language or material.choices.report_language)
    return blocks.Tagged(words, shown.language) if shown.language else blocks.Plain(words)
