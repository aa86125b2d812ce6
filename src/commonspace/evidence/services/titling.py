"""Titles of themes from a chat model, where somebody set one up."""

from django.conf import settings

from commonspace.analysis.results import Analysis
from commonspace.engines.chat import chat_from
from commonspace.engines.chat_titles import with_titles
from commonspace.evidence.records import Cut
from commonspace.provenance.models import Run


def titled(run: Run, cuts: list[Cut], found: Analysis, languages: tuple[str, ...]) -> Analysis:
    """Put titles that pass the checks in place of labels; without a model nothing changes."""
    if not settings.COMMONSPACE_CHAT_URL or not settings.COMMONSPACE_CHAT_MODEL:
        return found
    chat = chat_from(
        f"{settings.COMMONSPACE_CHAT_URL}#{settings.COMMONSPACE_CHAT_MODEL}",
        key=settings.COMMONSPACE_CHAT_KEY,
    )
    run.parameters |= {"chat_model": chat.name, "chat_host": chat.host}
    contributors = {cut.record.id: cut.record.contributor for cut in cuts}
    return with_titles(chat, found, contributors, language=next(iter(languages), "en"))
