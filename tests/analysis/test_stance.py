import pytest

from commonspace.analysis.stance import STANCES, is_contested, stance_of
from commonspace.analysis.voices import count_sides

SUPPORT = {
    "en": "We strongly support the tram line.",
    "fr": "Nous sommes favorables à la ligne de tram.",
    "es": "Estamos a favor de la línea de tranvía.",
    "pt": "Apoiamos a nova linha de bonde.",
    "de": "Ich bin dafür, die Linie zu bauen.",
    "ar": "نؤيد خط الترام الجديد.",
}
OPPOSE = {
    "en": "I oppose the tram line.",
    "fr": "Nous sommes contre ce projet.",
    "es": "Nos oponemos a la línea.",
    "pt": "Somos contra o projeto.",
    "de": "Ich lehne die neue Linie ab.",
    "ar": "نرفض خط الترام.",
}
CONDITIONAL = {
    "en": "We support the tram, provided that tickets stay cheap.",
    "fr": "Nous sommes favorables au tram à condition que les billets restent bon marché.",
    "es": "Apoyamos el tranvía siempre que el billete sea barato.",
    "pt": "Apoiamos o bonde desde que o bilhete seja barato.",
    "de": "Ich unterstütze die Bahn, sofern sie bezahlbar bleibt.",
    "ar": "نؤيد الترام بشرط أن تبقى التذاكر رخيصة.",
}
NOTHING = {
    "en": "The tram runs from the harbour to the station.",
    "fr": "Le tram va du port à la gare.",
    "es": "El tranvía va del puerto a la estación.",
    "pt": "O bonde vai do porto à estação.",
    "de": "Die Bahn fährt vom Hafen zum Bahnhof.",
    "ar": "يسير الترام من الميناء إلى المحطة.",
}


@pytest.mark.parametrize(
    ("side", "texts"),
    list(zip(STANCES, (SUPPORT, OPPOSE, CONDITIONAL, NOTHING), strict=True)),
    ids=STANCES,
)
@pytest.mark.parametrize("language", SUPPORT)
def test_each_side_is_read_in_each_language(side, texts, language):
    assert stance_of(texts[language], language=language).side == side


def test_a_reason_names_the_words():
    assert str(stance_of("I oppose the tram line.", language="en").reason) == "says “i oppose”"
    assert str(stance_of("It is not dangerous.", language="en").reason) == "denies “dangerous”"


def test_a_negation_turns_praise_around():
    assert stance_of("The plan is not fair.", language="en").side == "oppose"


def test_less_of_something_bad_is_good():
    assert stance_of("The tram reduces violence.", language="en").side == "support"


def test_blame_of_a_thing_supports_a_proposal_to_end_it():
    text = "School uniforms are expensive."

    assert stance_of(text, language="en").side == "oppose"
    assert stance_of(text, language="en", about="We should abolish uniforms").side == "support"


def test_blame_of_the_end_itself_opposes_a_proposal_to_end_it():
    text = "A ban would be unfair."

    assert stance_of(text, language="en", about="Should we ban uniforms?").side == "oppose"


def test_a_side_said_outright_is_a_side_towards_the_proposal():
    text = "I support this."

    assert stance_of(text, language="en", about="Should we ban uniforms?").side == "support"


def test_an_unknown_language_and_no_words_are_unclear():
    assert stance_of("Nasema ndiyo.", language="sw").side == "unclear"
    assert stance_of("😀 …", language="en").side == "unclear"


def test_praise_and_blame_in_equal_parts_are_unclear():
    assert stance_of("It is safe, it is expensive.", language="en").side == "unclear"


def test_a_text_of_megabytes_is_read_at_its_beginning():
    assert stance_of("I oppose it. " + "word " * 1_000_000, language="en").side == "oppose"


def test_contested_needs_more_than_a_quarter_on_each_side():
    assert is_contested(3, 3, 11)
    assert not is_contested(3, 3, 12)
    assert not is_contested(9, 2, 11)
    assert not is_contested(1, 1, 2)


class _Side:
    def __init__(self, side: str) -> None:
        self.side = side


class _Record:
    def __init__(self, contributor: str) -> None:
        self.contributor = contributor


class _Draft:
    def __init__(self, contributor: str, side: str) -> None:
        self.record, self.stance = _Record(contributor), _Side(side)


def test_a_voice_stands_on_the_side_it_takes_most_and_a_campaign_once():
    drafts = [
        _Draft("a", "support"), _Draft("a", "support"), _Draft("a", "oppose"), _Draft("a", "unclear"),
        _Draft("b", "support"), _Draft("b", "oppose"),
        _Draft("c", "unclear"),
        _Draft("d", "oppose"), _Draft("e", "oppose"),
    ]  # fmt: skip

    counted = count_sides(drafts, range(9), {7: "letter", 8: "letter"})

    assert counted == (1, 1, 1, 1)
