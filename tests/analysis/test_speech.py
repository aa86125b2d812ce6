import pytest

from commonspace.analysis.pipeline import analyse
from commonspace.analysis.records import Record
from commonspace.analysis.speech import cut_speech, is_speech
from commonspace.analysis.units import unitise

SPEECH = {
    "en": (
        "so I think the buses are really late every day and my kids have to wait in the rain "
        "and then also the school it has no nurse when somebody gets sick they call me at work "
        "but the other thing is the housing we have been on the list for nine years"
    ),
    "fr": (
        "je trouve que les bus sont en retard tous les jours et mes enfants attendent sous la pluie "
        "et puis l'école n'a pas d'infirmière quand un enfant est malade on m'appelle au travail "
        "mais surtout le logement nous attendons depuis neuf ans sur la liste"
    ),
    "es": (
        "creo que los autobuses llegan tarde todos los días y mis hijos esperan bajo la lluvia "
        "y luego la escuela no tiene enfermera cuando alguien se enferma me llaman al trabajo "
        "pero la vivienda es lo peor llevamos nueve años en la lista de espera"
    ),
    "pt": (
        "eu vejo que os ônibus chegam tarde todos os dias e meus filhos esperam na chuva "
        "e depois a escola não tem enfermeira quando alguém fica doente me ligam no trabalho "
        "mas a moradia é o pior estamos há nove anos na lista de espera"
    ),
    "de": (
        "die Busse kommen jeden Tag viel zu spät und meine Kinder warten draußen im Regen "
        "und dann hat die Schule keine Krankenschwester wenn jemand krank wird ruft man mich an "
        "aber das Schlimmste ist die Wohnung wir warten seit neun Jahren auf der Liste"
    ),
    "ar": (
        "الحافلات تتأخر كل يوم وأطفالي ينتظرون تحت المطر وقتا طويلا في البرد "
        "وبعدين المدرسة ليس فيها ممرضة عندما يمرض طفل يتصلون بي في العمل كل مرة "
        "لكن الأسوأ هو السكن نحن ننتظر منذ تسع سنوات على القائمة بلا جواب"
    ),
}


@pytest.mark.parametrize("language", SPEECH)
def test_three_things_said_in_one_breath_are_three_statements_or_more(language):
    text = SPEECH[language]

    units = unitise(text, language)

    assert len(units) >= 3
    assert [word for unit in units for word in text[unit.start : unit.end].split()] == text.split()


def test_a_piece_begins_where_the_speaker_turns():
    text = SPEECH["en"]

    pieces = [text[unit.start : unit.end] for unit in unitise(text, "en")]

    assert pieces[1].startswith("and then also the school")
    assert pieces[2].startswith("but the other thing is the housing")


def test_without_a_table_length_alone_cuts():
    text = " ".join(f"neno{n}" for n in range(100))

    found = cut_speech(text, 0, len(text), "sw")

    assert [len(text[first:last].split()) for first, last in found] == [40, 40, 20]


def test_punctuated_text_is_no_speech():
    assert not is_speech("We need a bus, and a school. " * 10)
    assert not is_speech("a few words without a stop")
    assert is_speech("word " * 40)


def test_nothing_gives_nothing():
    assert cut_speech("   ", 0, 3, "en") == []


def test_a_statement_carries_the_page_or_time_it_begins_at():
    text = "The night bus is late again. The library shuts at noon today. Tap water tastes of rust."
    marks = ((0, "p. 1"), (text.index("The library"), "p. 2"))

    found = analyse([Record(id="a", contributor="a", text=text, marks=marks)])

    assert [one.mark for one in found.statements] == ["p. 1", "p. 2", "p. 2"]


def test_words_before_the_first_mark_carry_none():
    text = "The night bus is late again."

    found = analyse([Record(id="a", contributor="a", text=text, marks=((5, "00:00:05"),))])

    assert [one.mark for one in found.statements] == [""]
