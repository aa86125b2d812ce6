import csv
import re

import pytest

from commonspace.analysis.languages import detect_record, detect_unit
from commonspace.engines.embedding.backgrounds import parallel_texts

EXPECTED = ("en", "fr", "es", "ar")
SIX = (*EXPECTED, "pt", "de")
FORTY = tuple(
    re.findall(
        "[a-z]+",
        "en fr es ar pt de it nl ru uk pl ro el tr fa zh ja ko hi bn "
        "ur id vi th sw am tl ne ta te ml so ha sq bg sr hr cs hu sv",
    )
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The library should open on Sundays.", "en"),
        ("La bibliothèque devrait ouvrir le dimanche.", "fr"),
        ("La biblioteca debería abrir los domingos.", "es"),
        ("يجب أن تفتح المكتبة يوم الأحد", "ar"),
    ],
)
def test_detect_record_names_an_expected_language(text, language):
    found = detect_record(text, EXPECTED)

    assert found.language == language
    assert 0.5 < found.certainty <= 1


def test_detect_record_names_a_language_nobody_expected_when_sure():
    text = (
        "Die Bibliothek sollte auch am Sonntag geöffnet sein, damit die Schülerinnen und "
        "Schüler dort in Ruhe lernen können."
    )

    assert detect_record(text, EXPECTED).language == "de"


def test_what_the_contributor_said_weighs_most():
    assert detect_record("Bus gratis", EXPECTED, stated="es-MX").language == "es"


@pytest.mark.parametrize("text", ["", "123 456", "😀😀", "\0"])
def test_text_without_letters_has_no_language(text):
    found = detect_record(text, EXPECTED)

    assert (found.language, found.certainty) == ("und", 0.0)


def test_a_short_statement_inherits_the_language_around_it():
    whole = detect_record("La biblioteca debería abrir los domingos por la tarde.", EXPECTED)

    assert detect_unit("Total", EXPECTED, whole).language == "es"


def test_a_quoted_sentence_keeps_its_own_language():
    whole = detect_record("La biblioteca debería abrir los domingos por la tarde.", EXPECTED)

    found = detect_unit("We have been waiting outside for three hours", EXPECTED, whole)

    assert found.language == "en"


def test_the_language_of_a_hundred_pieces_of_documents_in_six_languages():
    pieces = [(one, text) for one in SIX for text in parallel_texts()[one][::3]][:100]

    right = [detect_record(text, FORTY).language == language for language, text in pieces]

    assert len(right) == 100
    assert sum(right) >= 99


@pytest.mark.slow
def test_the_language_of_news_and_guides_whatever_is_expected(shared):
    with (shared / "data/sib200_multilingual/sib200_24langs.tsv").open(encoding="utf-8") as lines:
        texts = [
            (row["iso"], row["text"])
            for row in csv.DictReader(lines, delimiter="\t")
            if row["split"] == "dev" and row["iso"] in SIX
        ]

    for expected in (SIX, FORTY, EXPECTED):
        right = [detect_record(text, expected).language == language for language, text in texts]
        assert sum(right) / len(right) >= 0.99


def test_each_of_forty_languages_is_told_from_the_others():
    texts = [(one, parallel_texts()[one][12]) for one in FORTY]

    assert [detect_record(text, FORTY).language for _one, text in texts] == list(FORTY)


def test_a_short_sentence_in_a_language_nobody_expected_is_noticed():
    assert detect_record("A biblioteca não deveria fechar ao domingo.", EXPECTED).language == "pt"
    assert detect_record("Die Bibliothek sollte sonntags öffnen.", EXPECTED).language == "de"


def test_five_megabytes_are_named_by_their_beginning():
    text = "La bibliothèque devrait ouvrir le dimanche. " * 115_000

    assert detect_record(text, EXPECTED) == detect_record(text[:4000], EXPECTED)


def test_signs_among_the_words_do_not_matter():
    assert detect_record("😀😀 La biblioteca\0 debería abrir 😀", EXPECTED).language == "es"
