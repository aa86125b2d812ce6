"""The four languages ship complete, and say the same with the same numbers in it."""

import re
from pathlib import Path

import polib
import pytest

LOCALES = Path(__file__).parents[2] / "src/commonspace/site/locale"
PLURALS = {"fr": 2, "es": 2, "ar": 6}
SLOT = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
HARSH = {
    "fr": r"\binvalide|\bsoumettre|\berreur\b",
    "es": r"\binválid|\benvío erróneo|\berror\b",
    "ar": "غير صالح|خطأ فادح",
}


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALES / language / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("language", PLURALS)
def test_every_message_is_translated(language):
    messages = [one for one in catalogue(language) if not one.obsolete]

    assert len(messages) > 1000
    assert [one.msgid for one in messages if not one.translated() or one.fuzzy] == []


@pytest.mark.parametrize("language", PLURALS)
def test_slots_are_those_of_the_source(language):
    wrong = []
    for one in catalogue(language):
        slots = set(SLOT.findall(one.msgid)) | set(SLOT.findall(one.msgid_plural or ""))
        for text in [one.msgstr, *one.msgstr_plural.values()]:
            found = set(SLOT.findall(text))
            if found - slots or (text and not one.msgid_plural and found != slots):
                wrong.append((one.msgid, text))

    assert wrong == []


@pytest.mark.parametrize(("language", "forms"), PLURALS.items())
def test_plurals_have_every_form(language, forms):
    messages = [one for one in catalogue(language) if one.msgid_plural]

    assert messages
    assert [one.msgid for one in messages if len(one.msgstr_plural) != forms] == []


@pytest.mark.parametrize("language", PLURALS)
def test_nobody_is_scolded(language):
    harsh = re.compile(HARSH[language], re.IGNORECASE)

    assert [one.msgstr for one in catalogue(language) if harsh.search(one.msgstr)] == []
