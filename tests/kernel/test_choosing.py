import pytest
from django import forms
from django.test import SimpleTestCase

from commonspace.kernel.choosing import LongSelect, Offered

CHOICES = [
    ("", "I would rather not say"),
    ("a&b", "A & <b>B</b>"),
    ("Others", [("x", "X"), ('"q"', "“Q”")]),
    (3, "three"),
]
assert_same = SimpleTestCase().assertHTMLEqual


@pytest.mark.parametrize("offered", [Offered, list], ids=["offered", "listed"])
@pytest.mark.parametrize("value", ["", None, "a&b", "x", '"q"', 3, "3", "unknown", "<b>"])
def test_a_long_list_is_written_as_djangos_own(offered, value):
    own = forms.Select(attrs={"class": "wide"}, choices=CHOICES)
    ours = LongSelect(attrs={"class": "wide"}, choices=offered(CHOICES))
    attrs = {"id": "id_what", "required": True, "aria-describedby": 'x"y'}

    assert_same(ours.render("what", value, attrs), own.render("what", value, attrs))


def test_a_field_takes_only_what_is_offered():
    field = forms.ChoiceField(widget=LongSelect)
    field.choices = Offered(CHOICES)

    assert [field.clean(value) for value in ("a&b", '"q"', "3")] == ["a&b", '"q"', "3"]
    with pytest.raises(forms.ValidationError):
        field.clean("Others")
