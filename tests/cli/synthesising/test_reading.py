import time
import zipfile

import openpyxl
import pytest
from tests.cli.synthesising.conftest import HEADS, ROWS

from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.reading.opening import open_table
from commonspace.engines.tables.errors import UnreadableTableError
from commonspace.engines.tables.rows import column_names


def cells(path, **choices):
    return [row.cells for row in open_table(path, Choices(**choices)).rows()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiter_and_encoding_are_found_out(table, delimiter, encoding):
    path = table(delimiter=delimiter, encoding=encoding)

    assert open_table(path, Choices()).names == HEADS
    assert cells(path) == [tuple(row) for row in ROWS]


def test_lines_in_another_encoding_are_converted_and_told(tmp_path):
    path = tmp_path / "mixed.csv"
    path.write_bytes(
        "id,comment\n1,Où dormir ?\n".encode() + "2,Un café à Liège\n".encode("cp1252")
    )

    read = open_table(path, Choices())
    found = [row.cells for row in read.rows()]

    assert found == [("1", "Où dormir ?"), ("2", "Un café à Liège")]
    assert read.remarks == ["1 line was not in UTF-8 and was converted: look at its letters."]


def test_named_encoding_and_delimiter_are_used(tmp_path):
    path = tmp_path / "arabic.csv"
    path.write_bytes("رقم^نص\n1^المأوى للجميع\n".encode("cp1256"))

    assert cells(path, encoding="cp1256", delimiter="^") == [("1", "المأوى للجميع")]


def test_one_column_with_commas_in_its_sentences_stays_one(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("comment\nBeds, food, and time.\nFood\nWork, please\n")

    assert cells(path) == [("Beds, food, and time.",), ("Food",), ("Work, please",)]


def test_quoted_cells_keep_their_lines_and_row_numbers_count_rows(tmp_path):
    path = tmp_path / "lines.csv"
    path.write_bytes(b'id,comment\r\n1,"First\r\nsecond"\r\n\r\n2,Third\r\n')

    rows = list(open_table(path, Choices()).rows())

    assert [(row.number, row.cells) for row in rows] == [
        (2, ("1", "First\nsecond")),
        (4, ("2", "Third")),
    ]


def test_a_row_with_too_many_cells_is_refused_and_a_short_one_filled(tmp_path):
    path = tmp_path / "ragged.csv"
    path.write_text("id,comment\n1,Beds, food\n2\n3,Work,,\n")

    rows = list(open_table(path, Choices(delimiter=",")).rows())

    assert [row.refusal for row in rows] == [
        "it has more cells than the heading has columns",
        "",
        "",
    ]
    assert [row.cells for row in rows[1:]] == [("2", ""), ("3", "Work")]


def test_missing_and_doubled_headings_get_names_of_their_own():
    assert column_names(["text", "", "text", "text (2)", "text"]) == (
        "text", "column B", "text (2)", "text (2) (2)", "text (3)",
    )  # fmt: skip


def test_filled_columns_without_a_heading_are_kept(tmp_path):
    path = tmp_path / "headless.csv"
    path.write_text("comment;comment;;\nBeds;Food;here;\n")

    read = open_table(path, Choices())

    assert read.names == ("comment", "comment (2)", "column C")
    assert [(row.cells, row.refusal) for row in read.rows()] == [(("Beds", "Food", "here"), "")]


def test_a_quotation_mark_that_never_closes_is_told(tmp_path):
    path = tmp_path / "open.csv"
    path.write_text('id,comment\n1,"Beds"\n2,"Food\n3,Work\n')
    read = open_table(path, Choices())

    assert [row.number for row in read.rows()] == [2, 3]
    assert [remark.partition(":")[0] for remark in read.remarks] == [
        "A quotation mark opens a cell of row 3 and never closes"
    ]


def workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([None, None])
    sheet.append(["id", "comment"])
    sheet.append([1.0, "=1+1"])
    sheet.append([2, "Beds"])
    book.create_sheet("Other").append(["comment"])
    path = tmp_path / "answers.xlsx"
    book.save(path)
    return path


def test_workbooks_are_read_from_the_first_filled_row_and_formulas_stay_text(tmp_path):
    path = workbook(tmp_path)
    read = open_table(path, Choices())

    assert read.names == ("id", "comment")
    assert [(row.number, row.cells) for row in read.rows()] == [
        (3, ("1", "=1+1")),
        (4, ("2", "Beds")),
    ]
    assert read.remarks == ["Sheets that were not read: Other."]


def test_a_sheet_can_be_named(tmp_path):
    path = workbook(tmp_path)

    assert open_table(path, Choices(sheet="Other")).names == ("comment",)
    with pytest.raises(
        UnreadableTableError, match=r"There is no sheet “Third”\. Sheets: Sheet, Other\."
    ):
        open_table(path, Choices(sheet="Third"))


def test_spreadsheets_keep_spaces_lines_and_repeats_and_leave_notes_out(spreadsheet):
    path = spreadsheet(
        "<table:table-row><table:table-cell><text:p>id</text:p></table:table-cell>"
        "<table:table-cell><text:p>comment</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        "<table:table-cell><office:annotation><text:p>a note</text:p></office:annotation>"
        '<text:p>More<text:s text:c="2"/>beds</text:p><text:p>soon</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )

    rows = list(open_table(path, Choices()).rows())

    assert [(row.number, row.cells) for row in rows] == [
        (2, ("", "More  beds\nsoon")),
        (3, ("", "More  beds\nsoon")),
    ]


def test_spreadsheets_that_declare_entities_are_refused(tmp_path, spreadsheet):
    path = spreadsheet("")
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

    with pytest.raises(UnreadableTableError, match="damaged"):
        open_table(path, Choices())


def test_json_lines_take_their_columns_from_the_keys_and_refuse_other_lines(lines):
    path = lines({"id": 1, "comment": "Beds"}, "not json", {"comment": "Work", "tags": ["a", 2]})

    read = open_table(path, Choices())
    rows = list(read.rows())

    assert read.names == ("id", "comment", "tags")
    assert [row.cells for row in rows] == [
        ("1", "Beds", ""),
        ("", "", ""),
        ("", "Work", '["a", 2]'),
    ]
    assert [row.refusal for row in rows] == ["", "this line is not a JSON object", ""]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "The file empty.csv is empty."),
        ("picture.csv", bytes(range(256)) * 20, "This is not a file of text"),
        ("fake.xlsx", b"id,comment\n", "is not the spreadsheet its name says"),
        ("torn.xlsx", b"PK\x03\x04torn", "torn.xlsx is damaged"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "Save it as XLSX or CSV"),
        ("list.json", b"[1, 2]", "There are no JSON objects in this file."),
        ("torn.json", b'[{"a": 1}', "This JSON file is damaged."),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(UnreadableTableError, match=sentence):
        list(open_table(path, Choices()).rows())


def test_a_path_that_leads_nowhere_is_refused(tmp_path):
    with pytest.raises(UnreadableTableError, match="There is no file or folder"):
        open_table(tmp_path / "nothing.csv", Choices())


def test_fifty_thousand_rows_are_walked_in_seconds(table):
    path = table([("x", "", "", f"Number {i}, more beds", "") for i in range(50_000)])

    began = time.monotonic()
    count = sum(1 for _row in open_table(path, Choices()).rows())

    assert count == 50_000
    assert time.monotonic() - began < 10
