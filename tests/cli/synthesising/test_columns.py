import pytest

from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.columns import guess_columns
from commonspace.cli.synthesising.errors import NoSuchColumnError, NoTextError
from commonspace.cli.synthesising.reading.opening import open_table
from commonspace.engines.tables.roles import Role


def roles(path, **choices):
    chosen = Choices(**choices)
    return {g.name: g.role for g in guess_columns(open_table(path, chosen), chosen)}


def test_a_survey_with_one_column_a_question(table):
    assert roles(table()) == {
        "Name": Role.CONTRIBUTOR,
        "Organisation": Role.ORGANISATION,
        "Country": Role.COUNTRY,
        "What should cities do?": Role.TEXT,
        "How can you help?": Role.TEXT,
    }


def test_a_conversation_export_of_polis(table):
    heads = (
        "timestamp",
        "datetime",
        "comment-id",
        "author-id",
        "agrees",
        "disagrees",
        "moderated",
        "comment-body",
    )
    rows = [
        (
            1568101622999 + i,
            "Tue Sep 10 00:47:02 PDT 2019",
            i,
            i % 4,
            i,
            2,
            1,
            f"Dog number {i} belongs on a leash near birds.",
        )
        for i in range(12)
    ]
    found = roles(table(rows, heads))

    assert found["author-id"] is Role.CONTRIBUTOR
    assert found["comment-body"] is Role.TEXT
    assert [name for name, role in found.items() if role is Role.LEFT_OUT] == [
        "datetime", "comment-id", "agrees", "disagrees", "moderated",
    ]  # fmt: skip


def test_a_long_table_with_a_column_of_questions(table):
    heads = ("question_id", "question", "lang", "comment")
    rows = [
        (
            f"q{i % 2}",
            ("Where should people sleep tonight?", "Who should pay for this?")[i % 2],
            "en",
            f"In house number {i}, of course.",
        )
        for i in range(12)
    ]

    assert roles(table(rows, heads)) == {
        "question_id": Role.LEFT_OUT,
        "question": Role.QUESTION,
        "lang": Role.LANGUAGE,
        "comment": Role.TEXT,
    }


def test_options_overrule_guesses_by_heading_or_letter(table):
    found = roles(table(), text=("E",), contributor="-", organisation="name")

    assert found == {
        "Name": Role.ORGANISATION,
        "Organisation": Role.LEFT_OUT,
        "Country": Role.COUNTRY,
        "What should cities do?": Role.LEFT_OUT,
        "How can you help?": Role.TEXT,
    }


def test_a_column_that_is_not_there_is_named_with_those_that_are(table):
    with pytest.raises(NoSuchColumnError, match=r"no column “views”\. Columns: Name; Organisation"):
        roles(table(), text=("views",))


def test_short_answers_without_a_known_heading_are_still_found(table):
    assert (
        roles(table([(1, "Beds"), (2, "Work"), (3, "Food")], ("nr", "wish")))["wish"] is Role.TEXT
    )


def test_numbers_alone_are_refused_in_a_sentence(table):
    with pytest.raises(
        NoTextError, match=r"No column holds words that people wrote\. Columns: a; comment"
    ):
        roles(table([(1, 2), (3, 4)], ("a", "comment")))


def test_a_heading_without_rows_is_refused_in_a_sentence(table):
    with pytest.raises(NoTextError, match="There are no rows under the heading"):
        roles(table([]))


def test_addresses_of_mail_are_never_taken_for_answers(table):
    rows = [(f"somebody.with.a.long.name.{i}@example.org", f"word{i}") for i in range(5)]

    assert roles(table(rows, ("where to write", "wish")))["where to write"] is Role.LEFT_OUT
