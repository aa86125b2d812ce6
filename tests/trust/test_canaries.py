"""Nobody is named beyond their leave: marks hidden in who people are, looked for everywhere."""

import html
import io
import re
import zipfile
from urllib.parse import unquote

import pypdf
import pytest
from tests.reports.rows import edition_of
from tests.trust.world import Sent, World, crawled, everything, release_everything

from commonspace.desk import queries as desk_queries
from commonspace.evidence import showing
from commonspace.people import access
from commonspace.people.choices import Attribution
from commonspace.people.vault import PersonalDetails
from commonspace.provenance.models import Event
from commonspace.provenance.store import blob_store
from commonspace.reports.composition import material

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WHO = ("name", "email", "phone", "address", "organisation", "file", "place")
PUBLIC_LEAVE = {
    Attribution.NAMED: {"name", "organisation"},
    Attribution.ORGANISATION: {"organisation"},
    Attribution.KIND: set(),
    Attribution.ANONYMOUS: set(),
}
"""What of a sender the public may come across. Staff who analyse may see the same, and files."""


def canary(attribution: str, part: str) -> str:
    """Return a mark that occurs once in the world and nowhere in the language."""
    return f"zq{WHO.index(part)}{list(Attribution.values).index(attribution)}xvkwj"


def sender(attribution: str) -> Sent:
    def mark(part: str) -> str:
        return canary(attribution, part)

    return Sent(
        text=f"Evening classes help most, they say number {len(attribution)}.",
        details=PersonalDetails(
            name=f"Ada {mark('name')}", email=f"{mark('email')}@example.org",
            phone=f"+63 {mark('phone')}", address=f"{mark('address')} Street",
        ),
        organisation=f"House {mark('organisation')}",
        attribution=attribution,
        file_name=f"{mark('file')}.txt",
        place=f"Port {mark('place')}",
    )  # fmt: skip


def leaks(text: str, allowed: dict[str, set[str]]) -> set[tuple[str, str]]:
    """Return which marks stand in a text against leave: as written, in capitals, or escaped."""
    plain = html.unescape(unquote(text)).casefold()
    return {
        (attribution, part)
        for attribution in Attribution.values
        for part in WHO
        if part not in allowed[attribution] and canary(attribution, part) in plain
    }


def words_of(content: bytes) -> str:
    """Return all words in a page or a file, those packed inside it too."""
    if content.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        return " ".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(f"{name} {words_of(packed.read(name))}" for name in packed.namelist())
    return content.decode("utf-8", "replace")


def content_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def leaks_of(world: World, role: str, allowed: dict[str, set[str]]):
    """Open every page as somebody and return what stands there against leave, and how many opened."""
    found, opened = set(), 0
    for _name, address, response in crawled(world, role):
        if response.status_code != 200:
            continue
        opened += 1
        everything_said = words_of(content_of(response)) + str(response.headers)
        found |= {(address, *leak) for leak in leaks(everything_said, allowed)}
    return found, opened


@pytest.fixture
def world():
    return everything([sender(attribution) for attribution in Attribution.values])


def test_the_public_reads_of_people_what_they_allowed(world):
    edition = release_everything(world)

    found, opened = leaks_of(world, "public", PUBLIC_LEAVE)

    assert found == set()
    assert opened > 10
    for file in (edition.pdf, edition.docx, edition.odt, edition.epub):
        with blob_store().as_file(file.blob) as path:
            words = words_of(path.read_bytes())
        assert leaks(words, PUBLIC_LEAVE) == set(), file.name
        named = re.sub(r"\s", "", words.casefold())
        assert canary("named", "name") in named, file.name
        assert canary("organisation", "organisation") in named, file.name


def test_staff_read_of_people_what_they_allowed(world):
    edition_of(world.call)
    leave = {
        one: allowed | ({"file", "place"} if allowed else {"file"})
        for one, allowed in PUBLIC_LEAVE.items()
    }

    for role in ("secretariat", "analyst", "rapporteur"):
        found, opened = leaks_of(world, role, leave)
        assert found == set(), role
        assert opened > 12, role


def test_contributors_see_themselves_and_nobody_else(world):
    mine = world.contributions[0].attribution
    leave = {one: set(WHO) if one == mine else PUBLIC_LEAVE[one] for one in Attribution.values}

    found, _opened = leaks_of(world, "receipt", leave)

    assert found == set()


def test_the_desk_tells_who_somebody_is_only_when_asked_and_notes_it(world):
    member = world.client("secretariat")
    number = world.contributions[-1].reference
    before = Event.objects.count()

    shown = member.post(f"/en/staff/{world.call.code}/desk/{number}/identity/")

    assert canary("anonymous", "email") in shown.content.decode()
    assert Event.objects.count() == before + 1
    assert (
        world.client("analyst")
        .post(f"/en/staff/{world.call.code}/desk/{number}/identity/")
        .status_code
        == 404
    )


def _names_everybody(contributor, attribution):
    return access.details_of(contributor).name


def _organisation_of_everybody(contributor, attribution):
    return str(contributor.organisation or "")


def _many(label):
    return lambda asked: {(one.pk, allowed): label(one, allowed) for one, allowed in asked}


@pytest.mark.parametrize(
    ("leak", "part"), [(_names_everybody, "name"), (_organisation_of_everybody, "organisation")]
)
def test_planted_leaks_are_found(world, monkeypatch, leak, part):
    """A scanner that finds nothing proves something only if it can find."""
    for module in (access, desk_queries, showing, material):
        for name, planted in (("speaker_label", leak), ("speaker_labels", _many(leak))):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, planted)
    edition_of(world.call)

    public, _opened = leaks_of(world, "public", PUBLIC_LEAVE)
    analyst, _opened = leaks_of(world, "analyst", PUBLIC_LEAVE)

    assert ("anonymous", part) in {leak[1:] for leak in public}
    assert ("kind", part) in {leak[1:] for leak in public}
    assert ("anonymous", part) in {leak[1:] for leak in analyst}
