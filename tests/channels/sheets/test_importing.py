import pytest
from django.urls import reverse
from tests.channels.sheets import files

from commonspace.channels.sheets.models import Sheet, SheetRow, Survey
from commonspace.contributions.choices import ConsentBy
from commonspace.contributions.models import Contribution
from commonspace.intake.services import contribution_for_code
from commonspace.people.access import details_of

pytestmark = pytest.mark.django_db


def fates(sheet):
    return list(sheet.rows.values_list("fate", "reason"))


def test_a_google_form_reaches_the_desk_and_a_longer_file_brings_only_what_is_new(
    client, call, give, sheet_page, bring_in
):
    first = give(files.csv_of(files.GOOGLE), "form.csv")
    page = sheet_page(first)
    uses = {column.name: field.value() for column, field in page.context["form"].use_fields()}
    one, two = call.questions.all()
    assert list(uses.values()) == [
        "date", "email", "name", "organisation", "kind", "country",
        f"words:{one.pk}", f"words:{two.pk}", uses["Which of these helped? [Night buses]"], "naming", "publishing",
    ]  # fmt: skip

    page = bring_in(first, use_8=f"choice:{one.pk}")

    assert fates(first) == [
        ("imported", ""), ("imported", ""), ("left-out", "no-words"), ("left-out", "test")
    ]  # fmt: skip
    ines, omar = Contribution.objects.order_by("reference")
    assert [answer.text.text for answer in ines.answers.all()] == [
        "Evening classes in the harbour school help the most.", "Nobody tells the night shift.",
        "Choice: Night buses",
    ]  # fmt: skip
    assert ines.received_at.isoformat() == "2026-01-05T01:04:05+00:00"
    assert (ines.channel, ines.attribution, ines.may_publish, ines.consent_by) == (
        "sheet", "organisation", True, ConsentBy.SELF,
    )  # fmt: skip
    assert details_of(ines.contributor).email == "ines@harbour.example"
    assert (ines.contributor.organisation.name, ines.contributor.country) == (
        "Harbour Friends",
        "PH",
    )
    assert omar.answers.get().text.text.startswith("=HYPERLINK")
    assert (omar.attribution, omar.may_publish) == ("anonymous", False)
    assert page.context["standing"].total == 4
    assert "ines@harbour" not in page.content.decode()

    again = give(files.csv_of((*files.GOOGLE, files.LATER)), "form (1).csv")
    page = sheet_page(again)
    assert page.context["survey"] == Survey.objects.get()
    assert "as you said last time" in page.content.decode()
    bring_in(again)

    assert [fate for fate, _why in fates(again)] == [
        "already", "already", "left-out", "left-out", "imported"
    ]  # fmt: skip
    assert Contribution.objects.count() == 3
    assert Survey.objects.count() == 1
    desk = client.get(reverse("staff-desk", args=[call.code]) + "?channel=sheet").content.decode()
    assert all(f"C-000{number}" in desk for number in (1, 2, 3))


def test_a_kobo_archive_brings_repeats_and_a_voice_note_to_one_contribution(
    call, give, sheet_page, bring_in
):
    sheet = give(files.kobo(), "kobo.zip")
    page = sheet_page(sheet)
    assert "repeated group" in page.content.decode()

    bring_in(sheet, consent_by="not-yet")

    ana, ben = Contribution.objects.order_by("reference")
    assert [answer.text.text for answer in ana.answers.all()] == [
        "The clinic opens late and speaks our language.",
        "The office closes at four in the afternoon.",
        "Letters come in a language nobody at home reads.",
    ]
    assert ana.attachments.get().file.name.endswith("note.ogg")
    assert not ben.attachments.exists()
    assert (ana.consent_by, ana.attribution, ana.may_publish) == ("not-yet", "anonymous", False)
    assert ana.revisions.get().channel_key.startswith(f"sheet:{call.pk}:")
    assert SheetRow.objects.filter(sheet=sheet).first().response == files.KOBO_ID


def test_what_changed_waits_for_a_person_and_both_texts_are_kept(
    client, call, give, bring_in, sheet_page
):
    rows = [("Response ID", "What works in case 1?"), ("17", "The bus runs at night for everybody."),
            ("18", "The clinic opens late on every Friday.")]  # fmt: skip
    bring_in(give(files.csv_of(rows)), consent_by="not-yet")
    rows[1] = ("17", "The bus runs at night, but only in summer months.")
    second = give(files.csv_of(rows))
    bring_in(second, consent_by="not-yet")

    assert [fate for fate, _why in fates(second)] == ["changed", "already"]
    first = Contribution.objects.get(reference=1)
    address = reverse("sheet-changed", args=[call.code, second.pk])
    page = client.get(address).content.decode()
    assert "for everybody" in page
    assert "only in summer months" in page
    assert first.current_revision == 1

    client.post(address, {"row": [second.rows.first().pk], "take": "yes"})

    first.refresh_from_db()
    assert first.current_revision == 2
    assert first.confirmed_by == "", "staff took the new text, its contributor has not agreed"
    assert [fate for fate, _why in fates(second)] == ["revised", "already"]
    third = give(files.csv_of(rows))
    bring_in(third, consent_by="not-yet")
    assert [fate for fate, _why in fates(third)] == ["already", "already"]


def test_two_people_may_say_the_same_and_a_second_import_still_counts_them_as_two(give, bring_in):
    rows = [
        ("What works in case 1?",),
        ("More night buses for the harbour.",),
        ("More night buses for the harbour.",),
    ]
    bring_in(give(files.csv_of(rows)), consent_by="not-yet")
    assert Contribution.objects.count() == 2

    again = give(files.csv_of(rows))
    bring_in(again, consent_by="not-yet")

    assert [fate for fate, _why in fates(again)] == ["already", "already"]
    assert Contribution.objects.count() == 2


def test_nothing_is_imported_before_the_terms_are_stated(client, call, give, bring_in):
    sheet = give(files.csv_of([("What works in case 1?",), ("More night buses for us all.",)]))

    page = bring_in(sheet)

    assert page.status_code == 422
    assert "Please say how you know." in page.content.decode()
    assert not Contribution.objects.exists()
    page = bring_in(sheet, consent_by="staff", attribution="kind", may_publish="yes")
    assert "Please write what people were told." in page.content.decode()
    bring_in(
        sheet, consent_by="staff", attribution="kind", may_publish="yes", notice="We told them."
    )
    made = Contribution.objects.get()
    assert (made.attribution, made.may_publish, made.consent_by) == ("kind", True, "staff")
    assert Sheet.objects.get().terms["notice"] == "We told them."


def test_lists_can_be_downloaded_and_run_nothing(client, call, give, bring_in):
    rows = [
        ("Response ID", "What works in case 1?"),
        ("=1+1", "The bus runs at night for everybody."),
    ]
    sheet = give(files.csv_of(rows))
    bring_in(sheet, consent_by="not-yet")

    listed = client.get(reverse("sheet-rows", args=[call.code, sheet.pk]))
    codes = client.get(reverse("sheet-receipts", args=[call.code, sheet.pk]))

    assert b"'=1+1" in b"".join(listed.streaming_content)
    line = b"".join(codes.streaming_content).decode("utf-8-sig").splitlines()[1]
    assert contribution_for_code(line.split(",")[-1]) == Contribution.objects.get()
