import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonspace.analysis.units import MAX_POINTS, unitise


def quotes(text, language="en"):
    return [text[unit.start : unit.end] for unit in unitise(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Dr. Amari runs a clinic on Mill Lane. It closes at five every day. Who pays for that?",
            [
                "Dr. Amari runs a clinic on Mill Lane. It closes at five every day.",
                "Who pays for that?",
            ],
        ),
        (
            "fr",
            "Le guichet ferme à midi. Pourquoi n'ouvre-t-il pas le soir ?",
            ["Le guichet ferme à midi.", "Pourquoi n'ouvre-t-il pas le soir ?"],
        ),
        (
            "es",
            "¿Por qué cierran los domingos? Queremos abrir la biblioteca más horas.",
            ["¿Por qué cierran los domingos?", "Queremos abrir la biblioteca más horas."],
        ),
        (
            "ar",
            "لماذا تغلق المكتبة يوم الأحد؟ نريد أن تفتح المكتبة كل يوم.",
            ["لماذا تغلق المكتبة يوم الأحد؟", "نريد أن تفتح المكتبة كل يوم."],
        ),
    ],
)
def test_unitise_cuts_at_sentences_of_each_language(language, text, expected):
    assert quotes(text, language) == expected


def test_unitise_gives_each_list_item_its_lead_without_the_marker():
    text = "Cities should:\n- open offices in the evening\n2) train the staff at the desk\n"

    found = [(text[u.start : u.end], u.lead) for u in unitise(text, "en")]

    assert found == [
        ("open offices in the evening", "Cities should"),
        ("train the staff at the desk", "Cities should"),
    ]


def test_unitise_skips_headings_but_never_the_only_words():
    text = "# What works\n\nThe night bus works well for nurses."

    assert quotes(text) == ["The night bus works well for nurses."]
    assert quotes("MORE BUSES") == ["MORE BUSES"]
    assert quotes("Housing:") == ["Housing:"]


@pytest.mark.parametrize(
    "text",
    [
        "Dear mayors,\n\nThe ferry must stay free.\n\nKind regards,\nA neighbour",
        "Mesdames, Messieurs,\nThe ferry must stay free.\nCordialement",
        "السادة رؤساء البلديات،\n\nThe ferry must stay free.\n\nشكرا",
    ],
)
def test_unitise_leaves_out_greetings_and_signatures(text):
    assert quotes(text)[0] == "The ferry must stay free."
    assert not any("Dear" in quote or "regards" in quote for quote in quotes(text))


def test_unitise_joins_hard_wrapped_lines():
    text = "The night bus leaves the harbour before the last shift ends and\nnurses walk home."

    assert quotes(text) == [text]


def test_unitise_joins_fragments_to_a_neighbour():
    assert quotes("Yes. Of course. The ferry must stay free.") == [
        "Yes. Of course. The ferry must stay free."
    ]


def test_unitise_cuts_endless_text():
    text = "word " * 50_000

    found = quotes(text)

    assert "".join(" ".join(found).split()) == "".join(text.split())
    assert max(len(quote) for quote in found) <= MAX_POINTS


@pytest.mark.parametrize("text", ["", "   \n\t", "😀😀 🎉", "\0\0", "— … !!"])
def test_unitise_gives_nothing_without_words(text):
    assert unitise(text, "en") == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(alphabet=st.sampled_from("ab cD.\n\r-*:?؟!1\0 é😀\u0623\u2028#()'"), max_size=120))
def test_unitise_spans_are_ordered_trimmed_and_inside(text):
    units = unitise(text, "en")

    ends = [0, *(unit.end for unit in units)]
    assert all(end <= unit.start < unit.end for end, unit in zip(ends, units, strict=False))
    assert ends[-1] <= len(text)
    assert all(quote.strip("\0 \n\r\u2028") == quote for quote in quotes(text))
