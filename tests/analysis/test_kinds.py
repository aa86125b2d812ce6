import pytest

from commonspace.analysis.kinds import KINDS, classify, opposes


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Councils should publish every bus timetable.", "recommendation"),
        ("en", "Train the desk staff in two more languages", "recommendation"),
        ("en", "We offer free legal advice in nine languages.", "service"),
        ("en", "In 2018 our partners launched a night kitchen that reached 300 cooks.", "example"),
        ("en", "There is a lack of cheap rooms near the port.", "challenge"),
        ("en", "Who pays for the ferry in winter?", "question"),
        ("en", "See the handbook at https://harbour.example/handbook.pdf", "resource"),
        ("en", "Neighbours are the heart of this quarter.", "position"),
        ("fr", "La mairie devrait ouvrir le guichet le soir.", "recommendation"),
        ("fr", "Nous accompagnons les familles dans leurs démarches.", "service"),
        ("fr", "Par exemple, en 2019, un jardin a été créé avec les voisins.", "example"),
        ("fr", "Il y a un manque de places en crèche.", "challenge"),
        ("fr", "Qui paie le bac en hiver ?", "question"),
        ("es", "El ayuntamiento debe abrir la oficina por la tarde.", "recommendation"),
        ("es", "Ofrecemos clases de cocina gratuitas.", "service"),
        ("es", "En 2017 se creó un huerto que ayudó a cien vecinos.", "example"),
        ("es", "Faltan plazas en la guardería.", "challenge"),
        ("ar", "يجب على البلدية فتح المكتب في المساء.", "recommendation"),
        ("ar", "نقدم دروسا مجانية للأطفال.", "service"),
        ("ar", "في عام 2018 أطلقت الجمعية مطبخا للجيران.", "example"),
        ("ar", "هناك نقص في الغرف الرخيصة.", "challenge"),
        ("ar", "من يدفع ثمن العبارة في الشتاء؟", "question"),
        ("pt", "A câmara deve abrir o balcão à noite.", "recommendation"),
        ("de", "Die Stadt sollte den Schalter abends öffnen.", "recommendation"),
        ("de", "Es fehlen Plätze in der Krippe.", "challenge"),
        ("tl", "Mas maraming bus sa gabi, pakiusap", "position"),
    ],
)
def test_classify_knows_what_a_statement_does(language, text, kind):
    found = classify(text, language=language)

    assert found.kind == kind, found
    assert found.kind in KINDS


def test_classify_gives_the_cue_as_its_reason():
    found = classify("The ferry must stay free.", language="en")

    assert (found.reason.code, dict(found.reason.params)) == ("cue", {"cue": "must"})
    assert str(found.reason) == "says “must”"


def test_the_line_above_decides_where_the_words_do_not():
    found = classify("language tandems for parents", language="en", lead="Services we offer")

    assert found.kind == "service"
    assert str(found.reason) == "stands under “Services we offer”"


def test_classify_is_surer_of_two_cues_than_of_none():
    sure = classify("We recommend that cities must act.", language="en")
    unsure = classify("The harbour is our home.", language="en")

    assert sure.certainty > 0.7
    assert unsure.certainty < 0.6


@pytest.mark.parametrize(
    ("language", "text", "cue"),
    [
        ("en", "We are against a second car park.", "against"),
        ("fr", "Nous refusons ce projet.", "refusons"),
        ("es", "Estamos en contra del peaje.", "en contra"),
        ("ar", "نحن نرفض هذا المشروع", "نرفض"),
        ("en", "The car park is full.", None),
        ("tl", "Ayaw namin", None),
    ],
)
def test_opposes_names_the_word(language, text, cue):
    assert opposes(text, language) == cue
