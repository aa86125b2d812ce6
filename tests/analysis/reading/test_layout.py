"""The same document in another layout must read the same."""

import re
import textwrap
import unicodedata

import pytest
from tests.analysis.reading.documents import ALL

from commonspace.analysis.reading import read_document

REPORTS = ("water", "library", "french", "housing", "trees", "spanish", "harbour")


def found(text):
    reading = read_document(text)
    return {
        "recommendations": [
            (r.id, r.addressee, r.strength, r.text) for r in reading.recommendations
        ],
        "services": [(s.question, s.audience, s.text) for s in reading.services],
        "examples": [(e.question, e.title, e.text) for e in reading.examples],
        "resources": [(r.question, r.author, r.title, r.urls) for r in reading.resources],
        "questions": [(q.number, q.text) for q in reading.questions],
    }


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda t: t.replace("\n", "\r\n"), id="line ends of Windows"),
        pytest.param(lambda t: textwrap.indent(t, "      "), id="indented as a whole"),
        pytest.param(lambda t: "\n\n" + t + "\n\n\n", id="blank lines around"),
        pytest.param(lambda t: re.sub(r"(?m)(?<=\S)$", "  ", t), id="spaces at line ends"),
        pytest.param(lambda t: re.sub(r"(?m)^• ", "●   ", t), id="another bullet"),
        pytest.param(lambda t: re.sub(r"(?m)^[-–*] (?=[^\W\d])", "• ", t), id="bullets for dashes"),
    ],
)
def test_layout_changes_nothing(name, change):
    text = ALL[name]

    assert found(change(text)) == found(text)


@pytest.mark.parametrize("name", REPORTS)
def test_decomposed_accents_change_no_counts(name):
    text = ALL[name]
    plain, taken_apart = found(text), found(unicodedata.normalize("NFD", text))

    assert {k: len(v) for k, v in taken_apart.items()} == {k: len(v) for k, v in plain.items()}
