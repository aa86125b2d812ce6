"""Codebooks from tables, JSON and REFI-QDA, and sentences for those that do not fit."""

import pytest

from commonspace.analysis.learning import (
    Code,
    CodebookError,
    codebook_from_cells,
    codebook_from_json,
    codebook_from_qdc,
    codebook_from_rows,
    labels_from_cells,
)

QDC = b"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>
 <Code guid="g1" name="Housing" isCodable="true"><Description>Where people live</Description>
  <Code guid="g2" name="Rent" isCodable="true"/></Code>
 <Code guid="g3" name="Work" isCodable="true"/>
</Codes></CodeBook>"""


def test_columns_are_found_under_their_usual_names():
    rows = [
        {"Code": "h", "Name": "Housing", "Definition": "Where people live", "Parent": ""},
        {"Code": "r", "Name": "Rent", "Definition": "", "Parent": "housing"},
        {"Code": "", "Name": "", "Definition": "a line without a code", "Parent": ""},
    ]

    assert codebook_from_rows(rows) == (
        Code(key="h", title="Housing", description="Where people live"),
        Code(key="r", title="Rent", parent="h"),
    )


def test_a_title_alone_is_enough():
    assert codebook_from_rows([{"theme": "Rent"}]) == (Code(key="Rent", title="Rent"),)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "holds no code"),
        ([{"colour": "red", "size": "3"}], "Its columns are: colour, size"),
        ([{"code": "a"}, {"code": "A"}], "“A” twice"),
        ([{"code": "a", "parent": "b"}], "under “b”, which is not in the codebook"),
        ([{"code": "a", "parent": "b"}, {"code": "b", "parent": "a"}], "lies inside itself"),
        ([{"code": "", "title": ""}], "holds no code"),
    ],
)
def test_a_codebook_that_does_not_fit_is_told_in_a_sentence(rows, told):
    with pytest.raises(CodebookError, match=told) as refusal:
        codebook_from_rows(rows)

    assert str(refusal.value.remark) == str(refusal.value)


def test_json_may_be_a_list_a_tree_or_titles_by_code():
    tree = '[{"code": "h", "title": "Housing", "children": [{"code": "r", "title": "Rent"}]}]'

    assert codebook_from_json(tree)[1] == Code(key="r", title="Rent", parent="h")
    assert codebook_from_json('{"codes": ["Rent", "Work"]}')[1].title == "Work"
    assert codebook_from_json('{"h": "Housing"}') == (Code(key="h", title="Housing"),)


@pytest.mark.parametrize("content", ["{", '"text"', "[]", "[1, 2]", "{}"])
def test_json_that_holds_no_codebook_is_refused(content):
    with pytest.raises(CodebookError):
        codebook_from_json(content)


def test_a_refi_qda_codebook_keeps_its_tree():
    assert codebook_from_qdc(QDC) == (
        Code(key="g1", title="Housing", description="Where people live"),
        Code(key="g2", title="Rent", parent="g1"),
        Code(key="g3", title="Work"),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"not xml",
        b"<CodeBook/>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CodeBook>&b;</CodeBook>',
    ],
)
def test_a_refi_qda_file_that_cannot_be_read_is_refused(content):
    with pytest.raises(CodebookError):
        codebook_from_qdc(content)


def test_cells_name_codes_by_key_or_title_and_commas_stay_in_titles():
    codebook = (Code(key="h", title="Housing, rent"), Code(key="w", title="Work"))

    found = labels_from_cells(
        {"1": "housing, rent; W", "2": "", "3": "work, h", "4": "Work | Work"}, codebook
    )

    assert found == {"1": {"h", "w"}, "3": {"h", "w"}, "4": {"w"}}


def test_cells_with_unknown_codes_are_refused_by_name():
    with pytest.raises(CodebookError, match="“parks”, “trees”"):
        labels_from_cells({"1": "parks", "2": "trees; h"}, (Code(key="h", title="Housing"),))


def test_a_codebook_can_be_made_of_the_codes_in_use():
    assert [one.key for one in codebook_from_cells({"1": "Work; rent", "2": "RENT"})] == [
        "rent",
        "Work",
    ]
    with pytest.raises(CodebookError, match="nothing to learn from"):
        codebook_from_cells({"1": " "})
