"""What a chat model may add to a run: titles, cuts in speech, a second opinion; all of it checked."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import pairwise
from os import environ

from django.utils.translation import gettext as _

from commonspace.analysis.records import Record
from commonspace.analysis.results import Analysis
from commonspace.cli.synthesising.errors import NoChatError
from commonspace.cli.synthesising.taking import Taken
from commonspace.engines.chat import Chat, ChatFailedError, ChatSettingError, chat_from
from commonspace.engines.chat_cuts import cuts_in, is_unpunctuated
from commonspace.engines.chat_opinions import opinions_on
from commonspace.engines.chat_titles import Title, retitled, titles_for

FROM_SETTINGS = "settings"
_MOST_ASKED = 160
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class ChatUse:
    """What a model was asked and what of its answers is used.

    Attributes:
        model: Its name.
        host: Where texts were sent.
        cut: Texts cut into ideas.
        titles: Titles that passed the checks, by key of the theme.
        refused: Themes whose title did not pass.
        opinions: The theme it would choose, by index of the statement; ``None`` for none.
        failures: What the server failed at, in its own words.
    """

    model: str
    host: str
    cut: int = 0
    titles: Mapping[str, Title] = field(default_factory=dict)
    refused: int = 0
    opinions: Mapping[int, str | None] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def chat_for(setting: str) -> Chat | None:
    """Return the model that ``--chat`` names, or the settings if it says so; by default none.

    Raises:
        NoChatError: If what is named is no address and model.
    """
    if not setting:
        return None
    if setting == FROM_SETTINGS:
        url, model = (
            environ.get("COMMONSPACE_CHAT_URL", ""),
            environ.get("COMMONSPACE_CHAT_MODEL", ""),
        )
        setting = f"{url}#{model}"
    try:
        return chat_from(setting, key=environ.get("COMMONSPACE_CHAT_KEY", ""))
    except ChatSettingError as wrong:
        raise NoChatError(
            _(
                "A chat model is named by its address and name, as in "
                "http://127.0.0.1:8080/v1#model; or set COMMONSPACE_CHAT_URL and COMMONSPACE_CHAT_MODEL."
            )
        ) from wrong


def cut_speech(taken: Taken, chat: Chat, use: ChatUse, progress: Progress) -> Taken:
    """Cut long texts without punctuation into several records, each a stretch of the same cell."""
    long = [record for record in taken.records if is_unpunctuated(record.text)]
    parts: dict[str, list[Record]] = {}
    for done, record in enumerate(long, start=1):
        try:
            cuts = cuts_in(chat, record.text)
        except ChatFailedError as failed:
            use.failures.append(str(failed))
            break
        if cuts:
            parts[record.id] = _parts(record, cuts)
        progress("speech", done, len(long))
    use.cut = len(parts)
    return _with_parts(taken, parts) if parts else taken


def _parts(record: Record, cuts: tuple[int, ...]) -> list[Record]:
    edges = [0, *cuts, len(record.text)]
    return [
        replace(record, id=f"{record.id}.{start:07d}", text=record.text[start:end])
        for start, end in pairwise(edges)
    ]


def _with_parts(taken: Taken, parts: Mapping[str, list[Record]]) -> Taken:
    cut = Taken()
    for row in taken.rows:
        own = tuple(part.id for record in row.records for part in parts.get(record, ()) or ())
        whole = tuple(record for record in row.records if record not in parts)
        cut.rows.append(replace(row, records=(*whole, *own)))
    for record in taken.records:
        for part in parts.get(record.id, [record]):
            cut.records.append(part)
            cut.row_of[part.id] = taken.row_of[record.id]
            if part is not record:
                cut.shift[part.id] = int(part.id.rpartition(".")[2])
    return cut


def titled(
    analysis: Analysis, taken: Taken, chat: Chat, use: ChatUse, language: str, progress: Progress
) -> Analysis:
    """Put titles in place of labels where they pass, and ask for second opinions."""
    contributors = {record.id: record.contributor for record in taken.records}
    found = titles_for(
        chat,
        analysis,
        contributors,
        language=language,
        progress=lambda done, total: progress("titles", done, total),
    )
    use.titles, use.refused = found.titles, found.refused
    analysis = retitled(analysis, found.titles)
    if found.failure:
        use.failures.append(found.failure)
    else:
        _second_opinions(analysis, chat, use, progress)
    return analysis


def _second_opinions(analysis: Analysis, chat: Chat, use: ChatUse, progress: Progress) -> None:
    drawn = _drawn(analysis)
    themes: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
    above = {theme.parent for theme in analysis.themes}
    for theme in analysis.themes:
        if theme.key not in above:
            themes[theme.question].append((theme.key, theme.label))
    asked: dict[str | None, list[tuple[int, str]]] = defaultdict(list)
    for index in drawn:
        one = analysis.statements[index]
        if themes.get(one.question):
            asked[one.question].append((index, one.quote))
    opinions: dict[int, str | None] = {}
    for question, statements in asked.items():
        found = opinions_on(
            chat,
            statements,
            themes[question],
        )
        opinions |= found.themes
        progress("opinions", len(opinions), len(drawn))
        if found.failure:
            use.failures.append(found.failure)
            break
    use.opinions = opinions


def _drawn(analysis: Analysis) -> list[int]:
    """Draw statements by chance, the same for the same words."""
    sorted_ones = [i for i, one in enumerate(analysis.statements) if one.theme]
    chance = {i: _chance(analysis, i) for i in sorted_ones}
    return sorted(sorted(sorted_ones, key=chance.__getitem__)[:_MOST_ASKED])


def _chance(analysis: Analysis, index: int) -> str:
    one = analysis.statements[index]
    words = f"{one.record_id} {one.start} {one.quote}"
    return sha256(words.encode(errors="surrogatepass")).hexdigest()
