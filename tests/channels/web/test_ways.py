import pytest
from tests import make

from commonspace.consultations.ways import ways_to_respond


@pytest.mark.django_db
def test_the_call_lists_the_form_and_what_is_already_written():
    call = make.consultation("harbour")

    urls = [way.url for way in ways_to_respond(call)]

    assert urls[:2] == ["/en/c/harbour/answer/", "/en/c/harbour/answer/#documents"]
