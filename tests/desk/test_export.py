import csv
import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests import make

from commonspace.consultations.models import Round
from commonspace.desk.export import inert

STARTS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠x", "−1"]
BEFORE = ["", " ", "\u00a0", '"', "'", "“", "«", "\u200b", "\ufeff", "\t", "\u202e", " ' "]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("start", STARTS)
def test_what_would_start_a_formula_is_marked_as_text(before, start):
    assert inert(before + start) == f"'{before}{start}"


@pytest.mark.parametrize(
    "words", ["", "Two = two", "a@example.org", "C-0007", "3 - 4", "مرحبا", "“Words”", "\u200b"]
)
def test_other_words_stay_as_they_are(words):
    assert inert(words) == words


@given(st.text())
def test_no_cell_begins_with_what_a_spreadsheet_computes(words):
    assert inert(words)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
    assert inert(words).removeprefix("'") in {
        words.replace("\x00", ""),
        words.replace("\x00", "").removeprefix("'"),
    }


@pytest.mark.django_db
def test_the_table_holds_the_list_and_no_formula(client):
    call = make.consultation()
    make.contribution(call, organisation='=HYPERLINK("http://example.org")', country="PH")
    make.contribution(call, organisation="Quiet Friends", attribution="anonymous", country="FR")
    make.contribution(make.consultation(), organisation="Friends of Others")
    client.force_login(make.member(call, "analyst"))

    response = client.get(reverse("desk-export", args=[call.code]), {"sort": "oldest"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    heads, first, second = list(csv.reader(io.StringIO(text)))
    who, kind, country = (
        heads.index("Who"),
        heads.index("Kind of organisation"),
        heads.index("Country"),
    )
    assert response["Content-Disposition"].startswith("attachment")
    assert (first[who], first[country]) == ('\'=HYPERLINK("http://example.org")', "PH")
    assert (second[who], second[kind], second[country]) == ("anonymous", "", "")


@pytest.mark.django_db
def test_the_table_says_where_and_when_and_who_consented(client):
    call = make.consultation()
    held = Round.objects.create(
        consultation=call, kind="meeting", title={"en": "A day in Mombasa"}, starts_on="2026-07-01"
    )
    given = make.contribution(call)
    given.round = held
    given.save()
    quiet = make.contribution(call, attribution="anonymous")
    for contribution, place in [(given, "Mombasa"), (quiet, "Lyon")]:
        contribution.contributor.place = place
        contribution.contributor.save()
    client.force_login(make.member(call, "analyst"))

    response = client.get(reverse("desk-export", args=[call.code]), {"sort": "oldest"})

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(text))
    assert (first["City or region"], first["Session"]) == ("Mombasa", "A day in Mombasa")
    assert first["Consent"] == "given by the contributor"
    assert first["Consented on"] == given.consented_at.isoformat(timespec="minutes")
    assert (second["City or region"], second["Session"]) == ("", "")
