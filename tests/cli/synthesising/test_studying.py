import pytest

from commonspace.analysis.results import Theme
from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.columns import guess_columns
from commonspace.cli.synthesising.errors import CannotSynthesiseError
from commonspace.cli.synthesising.fates import Fate, labels_in, totals
from commonspace.cli.synthesising.reading.opening import open_table
from commonspace.cli.synthesising.running import synthesise
from commonspace.cli.synthesising.taking import Taking, language_code


def states(material):
    return [(each.row.number, each.fate, each.reason) for each in material.fates]


def test_every_row_ends_in_one_state_and_the_sums_agree(table, studied):
    rows = [
        ("1", "We need more beds in every town."),
        ("2", ""),
        ("3", "🎉🎉"),
        ("4", "Beds"),
        ("5", "a", "b"),
    ]
    material = studied(table(rows, ("id", "comment")), contributor="-")

    assert totals(material.fates) == {
        Fate.IN_THEME: 0, Fate.READ_WHOLE: 2, Fate.UNSORTED: 0, Fate.UNPROCESSED: 3
    }  # fmt: skip
    assert states(material)[1:3] == [
        (3, Fate.UNPROCESSED, "it holds no text"),
        (4, Fate.UNPROCESSED, "holds no words"),
    ]
    assert states(material)[4] == (
        6,
        Fate.UNPROCESSED,
        "it has more cells than the heading has columns",
    )


def test_one_row_gives_one_statement_and_the_advice_to_read(table, studied):
    material = studied(table([("1", "Open the shelters at night.")], ("id", "comment")))

    assert [one.quote for one in material.analysis.statements] == ["Open the shelters at night."]
    assert material.analysis.questions[0].few_answers


def test_rows_that_are_all_the_same_are_one_campaign(table, studied):
    letter = "Please keep the night shelter in our street open for everybody who needs it."
    material = studied(table([(f"p{i}", letter) for i in range(40)], ("author", "comment")))

    assert [len(one.contributors) for one in material.analysis.campaigns] == [40]
    assert {theme.n_voices for theme in material.analysis.themes} <= {1}


@pytest.mark.parametrize(("heading", "people"), [("author_id", 4), ("respondent", 2)])
def test_authors_numbered_anew_in_each_conversation_are_different_people(table, heading, people):
    rows = [
        (talk, author, f"Open the {place} at night for everybody.")
        for talk, place in (("heat", "library"), ("roads", "bridge"))
        for author in ("0", "1")
    ]
    opened = open_table(table(rows, ("conversation", heading, "text")), Choices())
    taken = Taking(opened, guess_columns(opened, Choices())).everything(lambda *_: None)

    assert len({record.contributor for record in taken.records}) == people


def test_nothing_but_emoji_is_told_row_by_row(table, studied):
    material = studied(table([("1", "😀"), ("2", "👍👍")], ("id", "comment")))

    assert [fate.fate for fate in material.fates] == [Fate.UNPROCESSED, Fate.UNPROCESSED]


def test_a_cell_of_five_million_characters_is_taken_whole(table):
    long = "We want beds. " * 360_000
    opened = open_table(table([("1", long), ("2", "Food for us.")], ("id", "comment")), Choices())

    taken = Taking(opened, guess_columns(opened, Choices())).everything(lambda *_: None)

    assert [len(record.text) for record in taken.records] == [5_040_000, 12]


def test_a_cell_beyond_the_limit_is_refused_alone(table, studied):
    rows = [("1", "x" * 6_000_001), ("2", "Food for all of us.")]
    material = studied(table(rows, ("id", "comment")))

    assert states(material)[0][2] == "a cell is longer than six million characters"
    assert len(material.analysis.statements) == 1


def test_names_are_never_printed_and_still_tell_people_apart(table, studied):
    rows = [
        ("Ann Ash", "We need more beds in every town."),
        ("ann ash ", "And more food too, please."),
        ("Bob", "Work for all of us."),
    ]
    material = studied(table(rows, ("name", "comment")))

    assert [row.speaker.words for row in material.taken.rows] == [
        "Contributor 1",
        "Contributor 1",
        "Contributor 2",
    ]


def test_organisation_kind_and_country_stand_beside_the_words(table, studied):
    rows = [("Open Door", "NGO", "KE", "We need more beds in every town.")]
    material = studied(table(rows, ("organisation", "type", "country", "comment")))

    assert material.taken.rows[0].speaker.words == "Open Door · NGO · Kenya"


def test_questions_come_from_headings_or_from_their_own_column(table, studied):
    wide = studied(table())
    rows = [
        ("Q1 Where?", "In the old town hall, of course."),
        ("Q2 Who?", "The region and the state together."),
    ] * 3
    long = studied(table(rows, ("question", "comment")), contributor="-")

    assert [one.question for one in wide.analysis.questions] == [
        "How can you help?",
        "What should cities do?",
    ]
    assert [one.question for one in long.analysis.questions] == ["Q1 Where?", "Q2 Who?"]


def test_a_folder_gives_one_contribution_a_file_and_names_what_it_cannot_read(tmp_path, studied):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "letter.txt").write_text("Cities should open their doors. We run three kitchens.")
    (folder / "sheet.bin").write_bytes(b"\x00\x01\x02" * 300)
    (folder / ".hidden").write_text("not this")
    material = studied(folder)

    assert [(f.row.place, f.fate is Fate.UNPROCESSED) for f in material.fates] == [
        ("letter.txt", False),
        ("sheet.bin", True),
    ]
    assert material.fates[1].reason


@pytest.mark.parametrize(
    ("said", "code"),
    [("fr-CA", "fr"), ("Arabic", "ar"), ("español", "es"), ("العربية", "ar"), ("", ""), ("42", "")],
)
def test_languages_are_understood_as_codes_and_names(said, code):
    assert language_code(said) == code


def test_languages_are_guessed_from_the_texts(table, studied):
    rows = [
        ("1", "Il faut ouvrir les refuges la nuit pour toutes les familles."),
        ("2", "Cities must open the shelters at night for every family."),
    ]
    material = studied(table(rows, ("id", "comment")), languages=())

    assert sorted(material.settings.languages) == ["en", "fr"]


def test_unknown_vectors_and_a_file_in_the_way_are_refused(table, tmp_path):
    path = table()

    with pytest.raises(CannotSynthesiseError, match="no vectors called “magic”"):
        synthesise(path, tmp_path / "out", choices=Choices(embedder="magic"))
    with pytest.raises(CannotSynthesiseError, match="is a file, not a folder"):
        synthesise(path, path)
    assert not (tmp_path / "out").exists()


def test_words_cut_by_a_line_end_are_printed_whole_and_kept_as_read(tmp_path, studied):
    folder = tmp_path / "papers"
    folder.mkdir()
    letter = "The community needs a well-\nknown place where the commu-\nnity can sleep.\n\nEverybody finds a well-known house."
    (folder / "letter.txt").write_text(letter)
    material = studied(folder)

    assert material.statement(0).quote == letter.partition("\n\n")[0]
    assert material.evidence(0).quote == (
        "The community needs a well-known place where the community can sleep."
    )


def test_labels_are_in_the_language_of_the_report_where_there_are_any():
    theme = Theme(
        key="q1-1", question=None, label="Beds", labels=(("en", "Beds"), ("fr", "Lits")), parent=None,
        keywords=(), statements=(), quotations=(), stability=1.0, n_contributors=3, n_organisations=0,
        n_voices=3, languages=("en", "fr"),
    )  # fmt: skip

    assert [labels_in([theme], language)["q1-1"] for language in ("fr", "es")] == ["Lits", "Beds"]
