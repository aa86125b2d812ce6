"""Tags and filters for what a call says: in the reader's language, or marked where it is not."""

from datetime import datetime
from pathlib import PurePath

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from commonspace.consultations import deadline, queries
from commonspace.consultations.file_types import WORDS
from commonspace.consultations.models import CallDocument, Consultation
from commonspace.kernel import names
from commonspace.kernel.localised import (
    Localised,
    current_language,
    in_language,
    language_shown,
)
from commonspace.provenance.models import StoredFile

register = template.Library()


@register.filter
def said(texts: Localised, consultation: Consultation) -> str:
    """Return the text in the reader's language, else in the call's main one."""
    return in_language(texts, fallback=consultation.default_language)


@register.simple_tag
def lang_of(texts: Localised, consultation: Consultation) -> SafeString | str:
    """Mark the language of an element whose text is not in the language of the page."""
    shown = language_shown(texts, fallback=consultation.default_language)
    if shown == current_language() or not texts.get(shown):
        return ""
    direction = "rtl" if get_language_info(shown)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', shown, direction)


@register.filter
def lines(text: str) -> list[str]:
    """Split a text into its lines, leaving out empty ones."""
    return [line for line in text.splitlines() if line.strip()]


@register.simple_tag
def told(at: datetime, consultation: Consultation) -> deadline.Told:
    """Tell an instant on the consultation's clock."""
    return deadline.told(at, consultation)


@register.simple_tag
def deadline_of(consultation: Consultation) -> deadline.Told | None:
    """Tell when a call closes."""
    return deadline.deadline_of(consultation)


@register.filter
def time_left(consultation: Consultation) -> str:
    """Say in a few words how long a call is still open."""
    return deadline.time_left(consultation)


@register.filter
def phase(consultation: Consultation) -> str:
    """Tell where a call is: draft, coming, open or closed."""
    return deadline.phase_of(consultation)


@register.filter
def type_word(document: CallDocument) -> str:
    """Name the type of a document: PDF, DOCX …."""
    return queries.type_word(document)


@register.filter
def file_word(file: StoredFile) -> str:
    """Name what kind of file somebody sent, by its content or else by its name: PDF, WEBM …."""
    return WORDS.get(file.media_type) or PurePath(file.name).suffix[1:].upper()


@register.filter
def language_name(code: str) -> str:
    """Name a language in the language of the page."""
    return names.language_name(code)
