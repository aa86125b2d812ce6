"""Titles and one-line descriptions of themes, proposed by a chat model and checked by us."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from commonspace.analysis.results import Analysis, Note, Theme
from commonspace.analysis.wording import gettext_noop, remark
from commonspace.analysis.words import count_words
from commonspace.engines.chat import Chat, ChatFailedError
from commonspace.engines.chat_checks import (
    as_data,
    fenced,
    is_plain,
    json_in,
    says_a_number,
    unsupported,
)

_TITLED = gettext_noop(
    "%(model)s at %(host)s proposed titles; %(count)s passed the checks and are used"
)
_FAILED = gettext_noop(
    "%(model)s at %(host)s did not answer: themes keep words of their statements"
)
_SHOWN = 12
_FEWEST = 3
_LONGEST_SHOWN = 400
_TITLE_WORDS, _TITLE_CHARACTERS = 8, 80
_DESCRIPTION_CHARACTERS = 240
_UNSUPPORTED_SHARE = 0.25
_INSTRUCTION = (
    "You name one theme of a public consultation. Read the statements and answer with JSON alone: "
    '{{"title": "…", "description": "…"}}. Write in the language with the ISO 639-1 code {language}. '
    "The title has two to seven words and says what the statements share; the description is one "
    "sentence of at most twenty-five words. Use words that several statements use. No figures, no "
    "words for how many, no quotation marks, no names of people, no advice, no judgement."
)
Contributors = Mapping[str, str]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Title:
    """A title and a description that passed the checks; the description may be missing."""

    title: str
    description: str
    language: str


@dataclass(frozen=True, slots=True)
class Titled:
    """Titles by key of the theme, and how many themes keep their own label, and why."""

    titles: dict[str, Title]
    refused: int
    failure: str


def titles_for(
    chat: Chat,
    analysis: Analysis,
    contributors: Contributors,
    *,
    language: str,
    progress: Progress = lambda done, total: None,
) -> Titled:
    """Ask for a title of every theme.

    Args:
        chat: The model.
        analysis: What was found; only words of its statements are sent.
        contributors: The contributor of each record.
        language: The reader's language; a title is in it where the theme has statements in it,
            and otherwise in the theme's first language, so that its words can be checked.
        progress: Told how many themes of how many are done.

    Returns:
        The titles that passed. A failing server ends the asking and is told in ``failure``.
    """
    titles: dict[str, Title] = {}
    refused, failure = 0, ""
    for done, theme in enumerate(analysis.themes, start=1):
        if failure:
            break
        try:
            title = title_for(chat, analysis, theme, contributors, language=language)
        except ChatFailedError as failed:
            failure = str(failed)
            continue
        if title:
            titles[theme.key] = title
        refused += title is None
        progress(done, len(analysis.themes))
    return Titled(titles, refused, failure)


def title_for(
    chat: Chat, analysis: Analysis, theme: Theme, contributors: Contributors, *, language: str
) -> Title | None:
    """Ask for the title of one theme; nothing if what comes does not pass.

    Raises:
        ChatFailedError: If the server fails.
    """
    spoken = _language(analysis, theme, language)
    own = [i for i in theme.statements if analysis.statements[i].language == spoken]
    told = set(own)
    shown = [i for i in dict.fromkeys([*theme.quotations, *own]) if i in told][:_SHOWN]
    data, _mark = fenced([analysis.statements[i].quote[:_LONGEST_SHOWN] for i in shown])
    answer = json_in(chat.ask(as_data(_INSTRUCTION.format(language=spoken)), data))
    said = [
        (contributors.get(analysis.statements[i].record_id, ""), analysis.statements[i].quote)
        for i in own
    ]
    return checked_title(answer, said, spoken)


def _language(analysis: Analysis, theme: Theme, wanted: str) -> str:
    spoken = [analysis.statements[i].language for i in theme.statements]
    return wanted if spoken.count(wanted) >= _FEWEST else theme.languages[0]


def checked_title(
    answer: object, statements: Sequence[tuple[str, str]], language: str
) -> Title | None:
    """Return the title in an answer if it passes every check.

    Args:
        answer: The JSON the model gave.
        statements: Contributor and words of each statement of the theme.
        language: The language asked for.
    """
    if not isinstance(answer, dict):
        return None
    title, description = answer.get("title"), answer.get("description")
    if not isinstance(title, str) or not _is_title(title := title.strip().rstrip(".")):
        return None
    if unsupported(title, statements, language):
        return None
    return Title(title, _description(description, statements, language), language)


def _is_title(title: str) -> bool:
    short = 0 < count_words(title) <= _TITLE_WORDS and len(title) <= _TITLE_CHARACTERS
    return short and is_plain(title) and not says_a_number(title)


def _description(said: object, statements: Sequence[tuple[str, str]], language: str) -> str:
    words = " ".join(said.split()) if isinstance(said, str) else ""
    if not words or len(words) > _DESCRIPTION_CHARACTERS:
        return ""
    if not is_plain(words) or says_a_number(words):
        return ""
    strange = unsupported(words, statements, language)
    return words if len(strange) <= count_words(words) * _UNSUPPORTED_SHARE else ""


def retitled(analysis: Analysis, titles: Mapping[str, Title]) -> Analysis:
    """Return the analysis with titles in place of labels, each in its language."""
    return replace(
        analysis,
        themes=tuple(
            _retitled(theme, titles[theme.key]) if theme.key in titles else theme
            for theme in analysis.themes
        ),
    )


def with_titles(
    chat: Chat, analysis: Analysis, contributors: Contributors, *, language: str
) -> Analysis:
    """Return the analysis with the titles that passed, and notes that say what the model did."""
    found = titles_for(chat, analysis, contributors, language=language)
    said = {"model": chat.name, "host": chat.host}
    notes = [remark("chat-titles", _TITLED, **said, count=str(len(found.titles)))]
    if found.failure:
        notes.append(remark("chat-failed", _FAILED, **said))
    kept = (*analysis.notes, *(Note(question=None, remark=each) for each in notes))
    return replace(retitled(analysis, found.titles), notes=kept)


def _retitled(theme: Theme, title: Title) -> Theme:
    labels = {**dict(theme.labels), title.language: title.title}
    return replace(theme, label=title.title, labels=tuple(labels.items()))
