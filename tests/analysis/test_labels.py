from commonspace.analysis.labels import Namer
from commonspace.analysis.phrases import gist

BUSES = ["The night bus is late", "A night bus for nurses", "Our night bus was cut"]
POOLS = ["The swimming pool is shut", "Open the swimming pool", "A swimming pool pass"]
POOLS_FR = ["La piscine est fermée", "Ouvrez la piscine", "Une carte pour la piscine"]


def test_a_label_is_a_phrase_the_others_do_not_use():
    namer = Namer([*BUSES, *POOLS], ["en"] * 6)

    assert namer.name([0, 1, 2]).label == "Night bus"
    assert namer.name([3, 4, 5]).label == "Swimming pool"


def test_a_theme_in_two_languages_has_a_label_in_each():
    namer = Namer([*BUSES, *POOLS, *POOLS_FR], ["en"] * 6 + ["fr"] * 3)

    assert namer.name([3, 4, 5, 6, 7, 8]).labels == (("en", "Swimming pool"), ("fr", "Piscine"))


def test_without_a_shared_phrase_the_middle_statement_speaks():
    texts = [
        "Ferries leave the southern pier far too early for any nurse",
        "Gardens need rain",
        "Cats sleep",
    ]
    namer = Namer(texts, ["en"] * 3)

    assert namer.name([0, 1, 2]).label == f"“{texts[0]}”"


def test_no_label_begins_or_ends_with_a_stop_word_in_arabic():
    texts = ["نريد حافلة ليلية من الميناء", "حافلة ليلية للعاملات", "متى تعود حافلة ليلية"]
    others = ["المسبح مغلق", "افتحوا المسبح", "بطاقة المسبح"]
    namer = Namer([*texts, *others], ["ar"] * 6)

    assert namer.name([0, 1, 2]).label == "حافلة ليلية"


def test_a_lone_word_few_statements_share_does_not_name_a_theme_but_stays_a_keyword():
    texts = [
        "The ferry was cancelled again",
        "Our ferry leaves too early",
        "Nurses walk home at four in the morning",
        "Lamps on the pier went dark",
        "Taxis refuse the harbour road",
        "Shift plans change every day",
        "Bicycles get stolen near gate seven",
    ]
    others = ["Gardens need rain", "Cats sleep", "Apples rot", "Goats climb"]
    namer = Namer([*texts, *others], ["en"] * 11)

    named = namer.name(list(range(7)))

    assert named.label == f"“{texts[0]}”"
    assert named.keywords == ("ferry",)


def test_a_phrase_of_one_statement_never_names_a_theme():
    namer = Namer(["Doña Carmen lost her permit", "Gardens need rain", "Cats sleep"], ["es"] * 3)

    assert namer.name([0, 1, 2]).keywords == ()


def test_two_words_written_together_make_one_phrase():
    texts = [
        "Evening classes for shift workers", "Open classes in the evening", "Classes close, evening or not",
        "Evening is when classes are wanted", "More evening classes", "Every evening",
    ]  # fmt: skip
    namer = Namer([*texts, "Gardens need rain", "Cats sleep", "Apples rot"], ["en"] * 9)

    assert namer.name(list(range(6))).label == "Evening classes"


def test_numbers_name_no_theme():
    texts = ["160 families in the hall", "We saw 160 families", "160 families slept there"]
    namer = Namer([*texts, "Gardens need rain", "Cats sleep", "Apples rot"], ["en"] * 6)

    assert namer.name([0, 1, 2]).label == "Families"


def test_a_sentence_that_stands_for_its_theme_is_one_without_numbers_where_there_is_one():
    texts = ["Now they pay within 21 days", "Gardens want rain before summer begins", "Cats sleep"]

    assert Namer(texts, ["en"] * 3).name([0, 1, 2]).label == f"“{texts[1]}”"


def test_a_word_and_its_plural_are_not_both_in_a_label():
    texts = [
        "Cities lend beds",
        "A city lends beds",
        "Our city has cities around",
        "Cities with beds",
    ]
    namer = Namer([*texts, "Gardens need rain", "Cats sleep", "Apples rot"], ["en"] * 7)

    label = namer.name([0, 1, 2, 3]).label.lower()

    assert ("city" in label) != ("cities" in label)


def test_a_label_shows_capitals_as_most_write_them_inside_a_sentence():
    texts = [
        "We ask the United States", "They asked the United States", "united states pay",
        "UNITED STATES", "the UNITED STATES",
    ]  # fmt: skip
    namer = Namer([*texts, *BUSES], ["en"] * 8)

    assert namer.name([0, 1, 2, 3, 4]).label == "United States"
    assert namer.name([5, 6, 7]).label == "Night bus"


def test_forms_of_one_word_stand_in_a_label_once():
    texts = [
        "Private homes want privacy", "Privacy in private homes", "Homes are private, privacy is needed",
        "Privacy at homes", "Keep private what is private", "Privacy",
    ]  # fmt: skip
    namer = Namer([*texts, "Gardens need rain", "Cats sleep", "Apples rot"], ["en"] * 9)

    label = namer.name(list(range(6))).label.lower()

    assert ("private" in label) != ("privacy" in label)


def test_two_themes_with_the_same_phrase_are_told_apart():
    texts = ["Accept refugees, families first", "Accept refugees with families", "Accept refugees"]
    namer = Namer([*texts, "Gardens need rain", "Cats sleep", "Apples rot"], ["en"] * 6)

    assert namer.name([0, 1, 2]).label == "Accept refugees"
    assert namer.name([0, 1, 2], taken={gist("accepting refugees")}).label != "Accept refugees"


def test_the_sentence_that_stands_for_a_theme_holds_what_its_texts_share():
    texts = [
        "We would say so to everybody here", "Boats leave the harbour before dawn", "The harbour sleeps",
        "Ask them", "Nobody answered that", "Later then", "Guests came twice", "It rained",
    ]  # fmt: skip
    namer = Namer([*texts, "Cats sleep", "Apples rot"], ["en"] * 10)

    named = namer.name(list(range(8)))

    assert (named.label, named.is_quoted) == (f"“{texts[1]}”", True)


def test_words_of_the_question_name_no_theme_that_has_words_of_its_own():
    texts = [
        "The night bus is late for nurses",
        "Nurses need a night bus",
        "A night bus for nurses",
    ]
    others = ["The port is loud", "The port smells", "Nobody cleans the port"]

    plain = Namer([*texts, *others], ["en"] * 6).name([0, 1, 2])
    asked = Namer([*texts, *others], ["en"] * 6, asked="What of the night bus?").name([0, 1, 2])

    assert plain.label.startswith("Night bus")
    assert asked.label == "Nurses, night bus"
