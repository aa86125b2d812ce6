"""Reads documents of a consultation into questions, examples, recommendations and the rest.

Everything is found from a document's own structure and language, with spans into
the original text. Pure: no database, no network, no model.
"""

from commonspace.analysis.reading.document import SourceDocument, read_document, read_documents
from commonspace.analysis.reading.model import (
    Doubt,
    Entry,
    Example,
    Footnote,
    HyphenMend,
    Hyphens,
    Link,
    Paragraph,
    Programme,
    ProgrammeItem,
    Question,
    QuestionHint,
    Reading,
    Recommendation,
    Resource,
    Service,
    Span,
    TemplateQuestion,
    TemplateSection,
)

__all__ = [
    "Doubt",
    "Entry",
    "Example",
    "Footnote",
    "HyphenMend",
    "Hyphens",
    "Link",
    "Paragraph",
    "Programme",
    "ProgrammeItem",
    "Question",
    "QuestionHint",
    "Reading",
    "Recommendation",
    "Resource",
    "Service",
    "SourceDocument",
    "Span",
    "TemplateQuestion",
    "TemplateSection",
    "read_document",
    "read_documents",
]
