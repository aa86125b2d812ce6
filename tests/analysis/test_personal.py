import itertools
import time

import pytest

from commonspace.analysis.personal import personal_hints


def found(text, **more):
    return [(hint.kind, text[hint.start : hint.end]) for hint in personal_hints(text, **more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to amal.k@harbour.example.org.", [("email", "amal.k@harbour.example.org")]),
        ("Call +63 917 555 0199 at night.", [("phone", "+63 917 555 0199")]),
        ("Mi móvil: 612 345 678.", [("phone", "612 345 678")]),
        ("Appelez le 06.12.34.56.78 !", [("phone", "06.12.34.56.78")]),
        ("اتصل على ٠٥٠١٢٣٤٥٦٧", [("phone", "٠٥٠١٢٣٤٥٦٧")]),
        ("See facebook.com/amal.k.7 or @amal_k", [("profile", "facebook.com/amal.k.7"), ("profile", "@amal_k")]),
        ("Passport no. AB1234567 was taken.", [("number", "Passport no. AB1234567")]),
        ("Pay GB82 WEST 1234 5698 7654 32 please", [("number", "GB82 WEST 1234 5698 7654 32")]),
        ("My card 4111 1111 1111 1111 was used", [("number", "4111 1111 1111 1111")]),
        ("Hello, my name is Amal Kassem and I cook.", [("name", "Amal Kassem and")]),
        ("Me llamo Ana.", [("name", "Ana")]),
        ("اسمي أمل", [("name", "أمل")]),
        ("Ask Mrs. Okoro Lund about it.", [("name", "Okoro Lund")]),
        ("He lives at 12 Rizal Street, upstairs.", [("address", "12 Rizal Street")]),
        ("Elle habite 7 rue Mouffetard.", [("address", "7 rue Mouffetard")]),
        ("Vive en la calle Mayor 12.", [("address", "calle Mayor 12")]),
    ],
)  # fmt: skip
def test_what_says_who_somebody_is_is_pointed_at(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Evening classes helped 1 250 000 people in 2015-2016.",
        "It began on 2016-09-16 and ended 30/09/2016.",
        "200 000 000 migrants live in towns.",
        "Question 3, page 12, article 26(2).",
        "The mayor of Quezon City spoke first.",
        "Lend bicycles at the port, 24 of them.",
        "",
    ],
)
def test_ordinary_figures_and_words_are_left_alone(text):
    assert found(text) == []


def test_the_name_of_somebody_who_did_not_want_to_be_named_is_found_wherever_it_stands():
    text = "We in the kitchen of kassem cook. Amal’s soup is known."

    assert found(text, known=["Amal Kassem"]) == [("name", "kassem"), ("name", "Amal’s")]
    assert found(text) == []


def test_spans_never_lie_within_one_another():
    text = "me: t.me/amal99, amal@x.org; call 0917 555 01 99, my name is Amal"

    hints = personal_hints(text, known=["Amal"])

    assert all(one.end <= two.start for one, two in itertools.pairwise(hints))
    assert len(hints) == 4


@pytest.mark.parametrize("unit", ["a", "a.", "1 ", "@a", "my name is ", "1 a ", "GB82 ", "calle a ", "(1", "شارع ا "])  # fmt: skip
def test_no_text_makes_it_slow(unit):
    text = unit * (100_000 // len(unit))
    began = time.process_time()

    personal_hints(text, known=["Amal"])

    assert time.process_time() - began < 1.0
