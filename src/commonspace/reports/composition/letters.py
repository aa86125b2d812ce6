"""The letters that many sent: each printed once, with the number of its senders."""

from collections.abc import Iterator, Sequence

from django.utils.text import Truncator
from django.utils.translation import ngettext

from commonspace.reports import document as blocks
from commonspace.reports.composition.campaigns import Wording, wordings_of
from commonspace.reports.composition.material import Material

MOST_WORDS = 200


def letters_of(material: Material) -> Iterator[blocks.Block]:
    """Yield a list of the letters, largest first, in the words most of their senders used."""
    wordings = wordings_of(material.consultation, material.questions)
    items = tuple(
        _item(wordings[key], len(senders), material.language)
        for key, senders in material.campaigns.items()
        if key in wordings
    )
    if items:
        yield blocks.ItemList(items=items)


def _item(wordings: Sequence[Wording], senders: int, language: str) -> blocks.Item:
    said = Truncator(" ".join(one.words for one in wordings)).words(MOST_WORDS)
    spoken = wordings[0].language
    sent = ngettext("%(n)d sender", "%(n)d senders", senders) % {"n": senders}
    words: blocks.Run = blocks.Plain(said)
    if spoken and spoken != language:
        words = blocks.Tagged(said, spoken)
    return blocks.Item((blocks.Plain("“"), words, blocks.Plain(f"” ({sent})")))
