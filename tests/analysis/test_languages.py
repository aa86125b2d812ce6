import pytest

from commonspace.analysis.languages import detect_record, detect_unit

EXPECTED = ("en", "fr", "es", "ar")


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
