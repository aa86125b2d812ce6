"""Released snapshots: a document survives JSON whole, and nothing else passes for one."""

import json

import pytest
from tests.reports.rendering import invented

from commonspace.reports.document import Document
from commonspace.reports.document_json import UnreadableDocumentError, from_json, to_json


@pytest.mark.parametrize("document", [invented.report(questions=2), invented.report_in_arabic()])
def test_a_document_comes_back_equal(document: Document) -> None:
    text = to_json(document)

    assert from_json(text) == document
    assert to_json(from_json(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": 99, "document": {}}',
        '{"schema": 1, "document": {"type": "Plain", "text": "x"}}',
        '{"schema": 1, "document": {"type": "Unknown"}}',
        '{"schema": 1, "document": {"type": "Document", "surprise": 1}}',
        '{"schema": 1, "document": "words"}',
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDocumentError):
        from_json(text)


def test_fields_at_their_default_are_left_out() -> None:
    stored = json.loads(to_json(invented.report_in_arabic()))["document"]

    assert "funders" not in stored
    assert stored["date"] == {"type": "date", "day": "2026-11-20"}
