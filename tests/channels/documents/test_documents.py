import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.channels.documents import files

from commonspace.channels.documents.models import Bundle, BundleItem
from commonspace.channels.documents.queries import bundles_of, known_organisations, standing
from commonspace.channels.documents.services import Terms, put_in, take_in
from commonspace.contributions.models import Contribution
from commonspace.engines.extraction import Reason
from commonspace.people.models import Contributor
from commonspace.provenance.models import Event, Outcome, Run, StoredFile
from commonspace.reports.composition.figures import figures_of
from commonspace.reports.composition.material import material_of

pytestmark = pytest.mark.django_db
CHOSEN = {
    "organisation": "Harbour Friends",
    "kind": "ngo",
    "country": "PH",
    "language": "",
    "attribution": "organisation",
    "may_publish": "yes",
    "consent_by": "staff",
}


def terms(**changes) -> Terms:
    stated = {
        **CHOSEN, "may_publish": True, "received_at": timezone.now().isoformat(), **changes,
    }  # fmt: skip
    return Terms(**stated)


@pytest.fixture
def put(django_capture_on_commit_callbacks):
    """Put files in for an organisation and let everything happen that follows."""

    def doing(call, named: dict[str, bytes], **changes):
        given = [(name, io.BytesIO(content)) for name, content in named.items()]
        bundle = put_in(consultation=call, terms=terms(**changes), files=given, by=None)
        with django_capture_on_commit_callbacks(execute=True):
            take_in(bundle)
        return bundle

    return doing


@pytest.fixture
def secretariat(client):
    call = make.consultation()
    client.force_login(make.member(call))
    return call


def test_a_bundle_of_good_and_bad_files_ends_in_one_sentence_each(
    client, secretariat, django_capture_on_commit_callbacks
):
    packed = files.archive({
        "papers/welcome.pdf": files.PDF,
        "papers/letter.docx": files.word(),
        "papers/again.docx": files.word(),
        "papers/changes.docx": files.tracked(),
        "papers/latin.txt": "Les écoles ouvertes à tous les élèves après midi".encode("cp1252"),
        "papers/cut.pdf": files.PDF[:600],
        "papers/empty.txt": b"",
        "papers/bomb.txt": files.BOMB,
    })  # fmt: skip
    upload = SimpleUploadedFile("all.zip", packed)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("documents", args=[secretariat.code]), {**CHOSEN, "documents": [upload]}
        )
    response = client.get(answer.url)

    found = response.context["standing"]
    states = {line.name.removeprefix("papers/"): line.state for line in found.lines}
    assert states == {
        "welcome.pdf": "read", "letter.docx": "read", "again.docx": "already", "changes.docx": "read",
        "latin.txt": "read", "cut.pdf": "unreadable", "empty.txt": "refused", "bomb.txt": "refused",
    }  # fmt: skip
    assert found.total == 8
    assert all(str(line.sentence).endswith(".") for line in found.lines)
    shown = re.sub(r"<[^>]+>|\s+", " ", response.content.decode())
    assert re.search(r"8 +files += +4 +taken in +\+ +1 +was already here", shown)
    listed = client.get(reverse("staff-desk", args=[secretariat.code]))
    assert listed.context["sums"].total == 5
    assert "This file is damaged or incomplete." in listed.content.decode()


def test_every_document_is_a_contribution_of_one_contributor(put):
    call = make.consultation()

    put(call, {"one.txt": b"First paper of ours.", "two.txt": b"Second paper of ours."})
    put(call, {"three.txt": b"Third paper of ours."})

    assert call.contributions.count() == 3
    assert Contributor.objects.filter(contributions__consultation=call).distinct().count() == 1


def test_a_person_of_the_organisation_who_wrote_stays_a_contributor_of_their_own(put):
    call = make.consultation()
    written = make.contribution(call, organisation="Harbour Friends", name="Ines Duarte")

    put(call, {"one.txt": b"A paper of ours."})

    assert call.contributions.last().contributor != written.contributor
    assert call.contributions.last().contributor.organisation == written.contributor.organisation


def test_the_same_document_twice_counts_once_and_its_bytes_are_kept_once(put):
    call = make.consultation()

    put(call, {"one.txt": b"A paper of ours."})
    again = put(call, {"renamed.txt": b"A paper of ours."})

    (line,) = standing(again).lines
    assert (line.state, line.contribution) == ("already", call.contributions.get())
    assert "C-0001" in str(line.sentence)
    assert StoredFile.objects.count() == 1


def test_the_same_document_of_another_organisation_is_another_voice(put):
    call = make.consultation()

    put(call, {"one.txt": b"A shared paper."})
    put(call, {"one.txt": b"A shared paper."}, organisation="Hill Friends")

    assert call.contributions.count() == 2


def test_terms_stand_on_every_contribution(put):
    call = make.consultation()

    put(
        call,
        {"one.txt": b"A paper."},
        attribution="kind",
        may_publish=False,
        consent_by="not-asked",
        language="es",
    )

    made = call.contributions.get()
    assert (made.channel, made.attribution, made.may_publish, made.consent_by, made.language) == (
        "document", "kind", False, "not-asked", "es",
    )  # fmt: skip
    assert (made.contributor.kind, made.contributor.country) == ("ngo", "PH")


def test_the_language_is_found_out_when_nobody_states_it(put):
    call = make.consultation()
    words = "Las escuelas abren por la tarde y las familias vienen a aprender la lengua."

    put(call, {"one.txt": words.encode()})

    assert call.contributions.get().language == "es"


def test_an_office_document_named_like_an_archive_is_a_document(put):
    call = make.consultation()

    bundle = put(call, {"letter.zip": files.word()})

    assert [line.state for line in standing(bundle).lines] == ["read"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("broken.zip", b"PK\x03\x04 and no more", Reason.TRUNCATED),
        ("hollow.zip", files.archive({}), Reason.EMPTY_FILE),
        ("empty.pdf", b"", Reason.EMPTY_FILE),
        ("locked.zip", files.locked(), Reason.ENCRYPTED),
        ("out.zip", files.archive({"../../out.txt": b"words"}), Reason.UNSAFE_NAME),
        (
            "nested.zip",
            files.archive({"more.zip": files.archive({"a.txt": b"a"})}),
            Reason.NESTED_ARCHIVE,
        ),
    ],
)
def test_what_cannot_be_taken_in_says_why_and_costs_no_other_its_place(put, name, content, reason):
    call = make.consultation()

    bundle = put(call, {name: content, "good.txt": b"A paper of ours."})

    refused = bundle.items.get(fate="not-taken")
    assert refused.reason == reason
    assert [line.state for line in standing(bundle).lines if line.name == "good.txt"] == ["read"]
    assert call.contributions.count() == 1


def test_figures_of_the_run_add_up(put):
    bundle = put(
        make.consultation(),
        {"one.txt": b"Words.", "none.txt": b"", "two.zip": files.archive({"a.txt": b"A."})},
    )

    run = Run.objects.get(bundle=bundle)

    assert (run.outcome, run.counts_in, run.counts_out, run.counts_unprocessed) == (
        Outcome.DONE,
        3,
        2,
        1,
    )


def test_a_bundle_taken_up_again_counts_nothing_twice(put):
    call = make.consultation()
    bundle = put(call, {"two.zip": files.archive({"a.txt": b"A text.", "b.txt": b"B text."})})
    run = Run.objects.get(bundle=bundle)
    run.outcome = Outcome.FAILED
    run.save()
    bundle.items.filter(inside=None).update(fate="waiting")
    bundle.items.exclude(inside=None).filter(name="b.txt").update(fate="waiting")
    bundle.items.filter(inside=None).update(fate="opened")

    take_in(Bundle.objects.get(pk=bundle.pk))

    assert call.contributions.count() == 2
    assert (
        sorted(BundleItem.objects.filter(inside__isnull=False).values_list("fate", flat=True))
        == ["taken-in"] * 2
    )


def test_documents_of_a_day_after_the_deadline_are_late(put):
    call = make.consultation(open_now=False)
    before = call.opens_at + timezone.timedelta(days=1)

    put(call, {"late.txt": b"A late paper."})
    put(call, {"good.txt": b"A paper in time."}, received_at=before.isoformat())

    assert list(call.contributions.values_list("is_late", flat=True)) == [True, False]


@pytest.mark.parametrize(
    "missing", ["organisation", "kind", "attribution", "may_publish", "consent_by"]
)
def test_nothing_is_taken_in_without_whose_it_is_and_on_which_terms(client, secretariat, missing):
    chosen = {key: value for key, value in CHOSEN.items() if key != missing}
    upload = SimpleUploadedFile("one.txt", b"Words.")

    response = client.post(
        reverse("documents", args=[secretariat.code]), {**chosen, "documents": [upload]}
    )

    assert response.status_code == 422
    assert missing in response.context["form"].errors
    assert (Contribution.objects.count(), StoredFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "change", [{"consent_by": "self"}, {"attribution": "x"}, {"received_on": "2999-01-01"}]
)
def test_terms_that_cannot_be_are_asked_again(client, secretariat, change):
    upload = SimpleUploadedFile("one.txt", b"Words.")

    response = client.post(
        reverse("documents", args=[secretariat.code]), {**CHOSEN, **change, "documents": [upload]}
    )

    assert response.status_code == 422
    assert set(change) <= set(response.context["form"].errors)


def test_no_file_is_said_kindly(client, secretariat):
    response = client.post(reverse("documents", args=[secretariat.code]), CHOSEN)

    assert response.status_code == 422
    assert "No file has arrived." in response.content.decode()


def test_files_of_a_folder_are_taken_like_single_files(
    client, secretariat, django_capture_on_commit_callbacks
):
    uploads = [SimpleUploadedFile(f"{n}.txt", f"Paper {n} of ours.".encode()) for n in range(3)]

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("documents", args=[secretariat.code]), {**CHOSEN, "folder": uploads})

    assert secretariat.contributions.count() == 3
    assert Event.objects.filter(verb="documents.put-in", scope=secretariat.code).count() == 1


@pytest.mark.parametrize(
    ("role", "status"), [("secretariat", 200), ("analyst", 404), ("rapporteur", 404)]
)
def test_only_the_secretariat_puts_in(client, put, role, status):
    call = make.consultation()
    bundle = put(call, {"one.txt": b"Words of ours."})
    client.force_login(make.member(call, role))

    opened = [
        client.get(reverse("documents", args=[call.code])).status_code,
        client.get(reverse("documents-bundle", args=[call.code, bundle.pk])).status_code,
    ]

    assert opened == [status, status]


def test_a_bundle_of_another_consultation_is_not_there(client, secretariat, put):
    other = put(make.consultation(), {"one.txt": b"Words of theirs."})

    response = client.get(reverse("documents-bundle", args=[secretariat.code, other.pk]))

    assert response.status_code == 404


def test_a_page_that_waits_asks_again_with_scripts_and_without(client, secretariat):
    bundle = put_in(
        consultation=secretariat, terms=terms(), files=[("a.txt", io.BytesIO(b"A."))], by=None
    )
    address = reverse("documents-bundle", args=[secretariat.code, bundle.pk])

    whole = client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in whole
    assert 'hx-trigger="every 1s"' in part
    assert "<html" not in part


def test_the_page_of_a_bundle_asks_the_database_no_more_for_more_files(
    client, secretariat, put, django_assert_num_queries
):
    small = put(secretariat, {"one.txt": b"One paper."})
    large = put(secretariat, {f"{n}.txt": f"Paper number {n}.".encode() for n in range(3)})

    for bundle in (small, large):
        with django_assert_num_queries(7):
            client.get(reverse("documents-bundle", args=[secretariat.code, bundle.pk]))


def test_only_organisations_that_may_be_named_are_offered(put):
    call = make.consultation()
    put(call, {"one.txt": b"One."})
    put(call, {"two.txt": b"Two."}, organisation="Hidden Friends", attribution="kind")
    put(make.consultation(), {"three.txt": b"Three."}, organisation="Friends of Others")

    assert [str(one) for one in known_organisations(call)] == ["Harbour Friends"]


def test_a_name_that_is_markup_is_shown_as_words(client, secretariat, put):
    bundle = put(
        secretariat, {"<img src=x onerror=1>.txt": b"Words of ours."}, organisation="<b>Bold</b>"
    )

    shown = client.get(
        reverse("documents-bundle", args=[secretariat.code, bundle.pk])
    ).content.decode()

    assert "<img src=x" not in shown
    assert "<b>Bold</b>" not in shown
    assert bundles_of(secretariat).get().files == 1


def test_the_command_does_what_the_page_does(tmp_path, capsys):
    call = make.consultation()
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one.txt").write_bytes(b"A paper of ours.")
    (folder / "none.txt").write_bytes(b"")
    (folder / "more.zip").write_bytes(files.archive({"two.txt": b"Another paper of ours."}))

    call_command(
        "take_in", call.code, folder, organisation="Harbour Friends", kind="ngo",
        attribution="organisation", may_publish="no", consent="staff",
    )  # fmt: skip

    said = capsys.readouterr().out
    assert said.splitlines()[-1] == (
        "3 files: 2 taken in, 0 already here, 0 kept but could not be read, 1 not taken in."
    )
    assert {made.may_publish for made in call.contributions.all()} == {False}


def test_the_command_asks_for_terms(tmp_path):
    call = make.consultation()

    with pytest.raises(CommandError, match="--may-publish"):
        call_command(
            "take_in",
            call.code,
            str(tmp_path),
            "--organisation=X",
            "--kind=ngo",
            "--attribution=kind",
            "--consent=staff",
        )


def test_three_hundred_letters_of_one_text_are_one_voice_and_the_report_tells_the_number(put):
    call = make.consultation()
    put(call, {"letter.txt": b"Keep the night bus."}, copies=300)

    made = Contribution.objects.get()
    figures = figures_of(material_of(call))
    assert made.copies == 300
    assert (figures.received, figures.contributors, figures.letters) == (1, 1, 299)


def test_staff_declare_how_many_letters_a_document_stands_for(client, secretariat):
    client.post(
        reverse("documents", args=[secretariat.code]),
        {**CHOSEN, "copies": "300", "documents": SimpleUploadedFile("l.txt", b"Keep the bus.")},
    )

    assert Bundle.objects.get().terms["copies"] == 300
