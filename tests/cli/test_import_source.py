from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from tests import make

from commonspace.synthesis.models import Proposal

pytestmark = pytest.mark.django_db

REPORT = """\
Questions

1.  How can libraries and river towns share what they know about floods?
2.  How can volunteers help when the water comes?

HOW LIBRARIES AND RIVER TOWNS CAN SHARE WHAT THEY KNOW ABOUT FLOODS

Recommendations

•  Towns should keep a flood diary in every library;
•  Donors must pay for the boats.

Services

Support to towns

•  Training of flood wardens;
"""


def test_a_report_becomes_proposals_that_point_into_its_text(tmp_path, capsys):
    call = make.consultation(questions=2)
    file = tmp_path / "floods.txt"
    file.write_text(REPORT)

    call_command("import_source", call.code, str(file))

    found = Counter(Proposal.objects.values_list("kind", flat=True))
    assert found["recommendation"] == 2
    for proposal in Proposal.objects.filter(kind="recommendation"):
        start, end = proposal.spans[0]
        assert proposal.payload["text"].split()[0] in proposal.text.text[start:end]
    assert "2  recommendation" in capsys.readouterr().out


def test_reading_the_same_report_again_doubles_nothing(tmp_path):
    call = make.consultation()
    file = tmp_path / "floods.txt"
    file.write_text(REPORT)

    call_command("import_source", call.code, str(file))
    before = Proposal.objects.count()
    call_command("import_source", call.code, str(file))

    assert (Proposal.objects.count(), call.contributions.count()) == (before, 1)


def test_a_file_that_cannot_be_read_is_kept_and_named(tmp_path, capsys):
    call = make.consultation()
    file = tmp_path / "empty.pdf"
    file.write_bytes(b"%PDF-1.4")

    with pytest.raises(CommandError):
        call_command("import_source", call.code, str(file))

    assert "empty.pdf: This file is damaged" in capsys.readouterr().err


def test_what_a_document_lost_is_listed_to_be_looked_at(tmp_path):
    call = make.consultation()
    file = tmp_path / "links.md"
    file.write_text(
        "# Paper\n\nThe [House of Boats](#) lends boats to all who ask for one in time.\n"
    )

    call_command("import_source", call.code, str(file))

    doubt = Proposal.objects.get(kind="doubt")
    assert doubt.payload == {"doubt": "lost address", "text": "House of Boats"}
    assert doubt.doubts == []
