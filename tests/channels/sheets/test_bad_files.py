"""Files nobody wishes for: each is kept, told in one sentence, or shown for what it is."""

import shutil
import subprocess

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.channels.sheets import files

from commonspace.channels.sheets.composing import Terms
from commonspace.channels.sheets.errors import ImportStoppedError
from commonspace.channels.sheets.models import Sheet, SheetRow
from commonspace.channels.sheets.services import importing
from commonspace.channels.sheets.services.importing import ask_to_stop, import_rows
from commonspace.channels.sheets.services.mapping import settle
from commonspace.contributions.models import Contribution
from commonspace.people.models import Account
from commonspace.provenance.models import Outcome, StoredFile

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
LOCKED = OLD + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
WORDS = "More night buses for the harbour, please."


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "empty.csv", "This file is empty."),
        (b"\n\n,,\n", "blank.csv", "no row holds a word"),
        (PNG, "picture.xlsx", "is not the spreadsheet its name says"),
        (PNG, "picture.csv", "not a file of text"),
        (OLD, "old.xls", "of the old kind"),
        (LOCKED, "locked.xlsx", "locked with a password"),
        (files.archive({"readme.html": b"<p>"}), "no-table.zip", "There is no table in this archive"),
        (files.archive({"xl/workbook.xml": b"<broken"}), "broken.xlsx", "Saving it anew"),
        (files.archive({"bomb.csv": b"0," * (8 << 20)}), "bomb.zip", "There is no table"),
        ((",".join(f"c{n}" for n in range(16_384)) + "\n" + "x," * 16_383 + "x").encode(), "wide.csv", "16384 columns"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_imported_is_kept_and_told_why(content, name, told, give, sheet_page):
    sheet = give(content, name)

    page = sheet_page(sheet).content.decode()

    sheet.refresh_from_db()
    assert told in sheet.refusal
    assert "cannot be imported" in page
    assert StoredFile.objects.filter(pk=sheet.file_id, size_bytes=len(content)).exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "cp1256"])
def test_words_in_any_encoding_arrive(encoding, give, bring_in):
    words = (
        "أكثر من الحافلات الليلية"
        if encoding == "cp1256"
        else "Des écoles ouvertes à tous après midi"
    )
    rows = [("What works in case 1?",), (words,), (words + " 2",), (words + " 3",)]
    sheet = give(files.csv_of(rows, encoding=encoding))

    bring_in(sheet, consent_by="not-yet", use_0="words:")

    assert Contribution.objects.get(reference=1).answers.get().text.text == words


def test_a_file_without_headings_can_be_told_to_have_none(client, call, give, sheet_page):
    sheet = give(files.csv_of([("Buses", "More"), ("Boats", "Fewer")]))
    form = sheet_page(sheet).context["form"]
    sent = {field.html_name: field.value() or "" for field in form}

    page = client.post(
        reverse("sheet", args=[call.code, sheet.pk]), {**sent, "headings": "0"}, follow=True
    )

    assert [column.name for column, _field in page.context["form"].use_fields()] == [
        "column A", "column B"
    ]  # fmt: skip
    assert page.context["responses"][0].number == 1


def test_one_of_several_sheets_is_chosen(client, call, give, sheet_page, bring_in):
    book = files.workbook(
        Notes=[("Read me", "please", "now"), ("a", "b", "c")],
        Answers=[("What works in case 1?", "Name"), (WORDS, "Ada"), ("=1+1", "Bo")],
    )
    sheet = give(book, "two.xlsx")
    answers = sheet.tables.get(name="Answers")

    page = sheet_page(sheet, f"?table={answers.pk}")

    assert [one.name for one in page.context["tables"]] == ["Notes", "Answers"]
    form = page.context["form"]
    filled = {field.html_name: field.value() or "" for field in form}
    bring_in(sheet, **{**filled, "table": str(answers.pk), "consent_by": "not-yet"})
    texts = [one.answers.get().text.text for one in Contribution.objects.order_by("reference")]
    assert texts == [WORDS, "=1+1"]


def test_a_cell_longer_than_a_book_is_left_out_with_its_reason(give, bring_in):
    rows = [("ID", "What works in case 1?"), ("1", "word " * 1_000_000), ("2", WORDS)]
    sheet = give(files.csv_of(rows))

    bring_in(sheet, consent_by="not-yet")

    assert list(sheet.rows.values_list("fate", "reason")) == [
        ("left-out", "too-long"), ("imported", "")
    ]  # fmt: skip


def test_late_is_told_by_the_date_in_the_row_else_by_the_day_of_the_file(call, give, bring_in):
    call.closes_at = timezone.now() - timezone.timedelta(days=1)
    call.save()
    before = (call.closes_at - timezone.timedelta(days=3)).isoformat()
    rows = [("ID", "Date submitted", "What works in case 1?"), ("1", before, WORDS), ("2", "", WORDS), ("3", "soon", WORDS)]  # fmt: skip

    bring_in(give(files.csv_of(rows)), consent_by="not-yet")

    assert list(Contribution.objects.order_by("reference").values_list("is_late", flat=True)) == [
        False, True, True,
    ]  # fmt: skip
    assert SheetRow.objects.get(number=4).doubts == ["date"]


def settled(call, give, rows) -> Sheet:
    sheet = give(files.csv_of(rows))
    question = call.questions.first()
    terms = Terms(consent_by="not-yet")
    sheet.refresh_from_db()
    return settle(
        sheet=sheet, table=sheet.table, uses=["id", f"words:{question.pk}"], terms=terms, survey=None,
        by=Account.objects.first(),
    )  # fmt: skip


def test_an_import_can_be_stopped_and_goes_on_where_it_was(
    call, give, monkeypatch, client, sheet_page, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(importing, "BATCH", 2)
    rows = [("ID", "Words"), *((str(n), f"{WORDS} {n}") for n in range(7))]
    sheet = settled(call, give, rows)
    ask_to_stop(sheet=sheet, by=Account.objects.first())

    with pytest.raises(ImportStoppedError):
        import_rows(sheet)
    assert Contribution.objects.count() == sheet.rows.count() == 2
    assert sheet.run.outcome == Outcome.FAILED
    page = sheet_page(sheet)
    assert (page.context["standing"].total, page.context["standing"].waiting) == (7, 5)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("sheet-go-on", args=[call.code, sheet.pk]))

    sheet.run.refresh_from_db()
    assert (sheet.run.outcome, sheet.run.counts_in, sheet.run.counts_out) == ("done", 7, 7)
    assert Contribution.objects.count() == 7
    assert sorted(sheet.rows.values_list("number", flat=True)) == list(range(2, 9))


def test_an_import_whose_worker_died_can_be_taken_up(
    call, give, client, sheet_page, django_capture_on_commit_callbacks
):
    sheet = settled(call, give, [("ID", "Words"), ("1", WORDS)])
    sheet.run.outcome = Outcome.RUNNING
    sheet.run.save()
    address = [call.code, sheet.pk]
    assert "Stop for now" in sheet_page(sheet).content.decode()

    client.post(reverse("sheet-stop", args=address))
    assert "nothing counts twice" in sheet_page(sheet).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("sheet-go-on", args=address))

    assert Contribution.objects.count() == 1
    assert sheet_page(sheet).context["standing"].waiting == 0


def test_pressing_import_twice_imports_once(call, give, bring_in):
    sheet = give(files.csv_of([("What works in case 1?",), (WORDS,)]))
    bring_in(sheet, consent_by="not-yet")
    run = Sheet.objects.get().run_id

    again = settle(
        sheet=sheet, table=sheet.table or sheet.tables.get(), uses=["words:"], terms=Terms(consent_by="not-yet"),
        survey=None, by=Account.objects.first(),
    )  # fmt: skip

    assert again == sheet
    assert Sheet.objects.get().run_id == run
    assert Contribution.objects.count() == 1


def test_a_batch_that_fails_leaves_nothing_and_nothing_counts_twice(call, give, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    rows = [("ID", "Words"), *((str(n), f"{WORDS} {n}") for n in range(4))]
    sheet = settled(call, give, rows)
    taken = importing._name_earlier
    calls = []

    def failing(given):
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        taken(given)

    monkeypatch.setattr(importing, "_name_earlier", failing)
    with pytest.raises(RuntimeError):
        import_rows(sheet)
    assert Contribution.objects.count() == sheet.rows.count() == 2

    import_rows(sheet)
    assert Contribution.objects.count() == sheet.rows.count() == 4


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_sheet_saved_by_libreoffice_arrives(tmp_path, give, bring_in):
    (tmp_path / "answers.csv").write_bytes(files.csv_of(files.GOOGLE))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "ods", "--outdir", str(tmp_path), str(tmp_path / "answers.csv")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheet = give((tmp_path / "answers.ods").read_bytes(), "answers.ods")

    bring_in(sheet)

    texts = [answer.text.text for answer in Contribution.objects.get(reference=1).answers.all()]
    assert "Evening classes in the harbour school help the most." in texts


def test_a_zip_of_many_files_keeps_what_is_named(give, sheet_page):
    packed = files.archive({"form.csv": files.csv_of(files.KOBO), "media/a.ogg": files.VOICE, "deep/../../x.ogg": b"no"})  # fmt: skip
    sheet = give(packed, "k.zip")

    assert [one.name for one in sheet.media.all()] == ["media/a.ogg"]
    assert sheet_page(sheet).status_code == 200
    assert any("x.ogg" in remark for remark in Sheet.objects.get().remarks)
