"""A consultation in which everything exists once, and the address of every page that shows it."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from tests import make
from tests.architecture.test_audiences import addresses
from tests.channels.messaging import saying

from commonspace.channels.discussion.models import Alert, Comment, Discussion
from commonspace.channels.documents.models import Bundle, BundleItem
from commonspace.channels.email.addresses import link_words
from commonspace.channels.email.models import Mailbox
from commonspace.channels.email.services.arriving import Arrival, keep
from commonspace.channels.email.services.fates import decide
from commonspace.channels.messaging.services.arriving import keep as keep_delivery
from commonspace.channels.messaging.services.reading import read_waiting as read_deliveries
from commonspace.channels.paper.models import FilledSheet, PaperOffer, Scan, ScannedPage
from commonspace.channels.paper.services.printing import print_sheets
from commonspace.channels.recordings.models import Offer, Recording, Upload
from commonspace.channels.sheets.composing import Terms
from commonspace.channels.sheets.models import SheetRow
from commonspace.channels.sheets.services.mapping import settle
from commonspace.channels.sheets.services.opening import keep_sheet, open_sheet
from commonspace.channels.social.models import Post
from commonspace.channels.story.models import Story
from commonspace.channels.story.services import start_form
from commonspace.channels.telephone.models import CallTime, Line
from commonspace.channels.telephone.services import ask
from commonspace.channels.telephone.views.public import token_of
from commonspace.consultations.choices import Role
from commonspace.consultations.frame_tables import Entry
from commonspace.consultations.models import (
    CallDocument,
    Consultation,
    DeadlineChange,
    FrameItem,
    KeyDate,
    Partner,
    Round,
    ThematicArea,
)
from commonspace.consultations.services.frames import make_frame
from commonspace.contributions.models import Contribution, SourceText
from commonspace.desk.models import Campaign, Decision, DuplicateProposal, Expected
from commonspace.evidence.models import (
    BlindReading,
    CandidateStatement,
    CandidateTheme,
    DoubleCoding,
    DoubleItem,
    PossibleCampaign,
    Statement,
    TagSuggestion,
    Theme,
)
from commonspace.evidence.services.confirming import code, mark
from commonspace.evidence.services.tagging import tag
from commonspace.evidence.services.themes import make_theme
from commonspace.evidence.services.translating import translate
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, FilePart, Sender
from commonspace.intake.models import RemovalRequest
from commonspace.intake.removing import ask_for_removal
from commonspace.intake.services import receipt_code, receive
from commonspace.intake.signatures import sign, sign_token
from commonspace.meetings.services import Slot, make_template, plan_meeting, save_report
from commonspace.people.models import Account
from commonspace.people.vault import PersonalDetails
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.models import Outcome, Run
from commonspace.provenance.services import open_run, store_bytes
from commonspace.reports.gate import problems
from commonspace.reports.models import Edition
from commonspace.reports.releases import FORMATS, WRITTEN
from commonspace.reports.services import (
    KIND,
    answered,
    introduce_question,
    release,
    report_of,
    write_report,
)
from commonspace.sharing.models import FilledForm
from commonspace.sharing.services.inviting import Invited, invite
from commonspace.synthesis.models import (
    Example,
    Finding,
    NameQuery,
    Proposal,
    Quote,
    Recommendation,
    Resource,
    Service,
)
from commonspace.synthesis.services.tagging import tag_example
from commonspace.synthesis.services.writing import word_heading, write
from commonspace.texts.tasks import read_contribution_task

CODE = "everything"


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What one contributor sends in the world."""

    text: str
    details: PersonalDetails = field(default_factory=PersonalDetails)
    organisation: str = ""
    attribution: str = "organisation"
    file_name: str = "letter.txt"
    title: str = ""
    kind: str = "ngo"
    place: str = ""


@dataclass
class World:
    """Handles on what exists. ``things`` are the things of the report, by kind."""

    call: Consultation
    staff: dict[str, Account]
    contributions: list[Contribution] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    theme: Theme | None = None
    things: dict[str, object] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Return a browser of somebody: a role, ``public`` or ``receipt``."""
        client = Client()
        if role in self.staff:
            client.force_login(self.staff[role])
        if role == "receipt":
            client.post("/en/receipt/", {"code": receipt_code(self.contributions[0])})
        return client


def everything(sent: Sequence[Sent]) -> World:
    """Make a consultation with one of everything, as people make it, up to the release."""
    call = make.consultation(CODE, questions=2)
    world = World(call, {role: make.member(call, role) for role in Role.values})
    by = world.staff["secretariat"]
    _add_to_the_call(call, by)
    world.contributions = [_received(call, one, number) for number, one in enumerate(sent)]
    _work_on_the_desk(world)
    _find_evidence(world)
    _write_things(world)
    _hold_a_meeting(world)
    _put_in_documents(world)
    _ask_for_a_call(world)
    _record_a_post(world)
    _import_a_sheet(world)
    _send_a_recording(world)
    _scan_a_sheet(world)
    _receive_mail(world)
    _receive_messages(world)
    _tell_a_story(world)
    _discuss(world)
    _ask_for_removal(world)
    world.things["signatory"] = sign(
        contribution=world.contributions[0], name="Net Menders", kind="ngo", country="PH"
    )
    return world


def _ask_for_removal(world: World) -> None:
    """Let somebody ask by telephone to have the last contribution removed."""
    ask_for_removal(
        contribution=world.contributions[-1], what="everything", remark="It says who I am.",
        asked_by="telephone", known_by="The number we have.", by=world.staff["secretariat"],
    )  # fmt: skip


def release_everything(world: World) -> Edition:
    """Release the report with all its files."""
    by = world.staff["secretariat"]
    reasons = {one.key: "Looked at by two of us." for one in problems(world.call)}
    overrides = answered(consultation=world.call, reasons=reasons, by=by)
    run = open_run(kind=KIND, consultation=world.call.code)
    return release(consultation=world.call, by=by, overrides=overrides, run=run)


def _file(content: str, name: str):
    return store_bytes(stream=io.BytesIO(content.encode()), name=name, max_bytes=1 << 20)


def _add_to_the_call(call: Consultation, by: Account) -> None:
    area = ThematicArea.objects.create(
        consultation=call, title={"en": "Area"}, description={"en": "Area"}
    )
    call.questions.first().areas.add(area)
    Partner.objects.create(
        consultation=call, organisation=call.owner, role="funder", description={"en": "Funder"}
    )
    KeyDate.objects.create(consultation=call, on=date(2026, 5, 4), title={"en": "A date"})
    DeadlineChange.objects.create(
        consultation=call,
        before=call.closes_at - timedelta(days=1),
        after=call.closes_at,
        made_by=by,
    )
    CallDocument.objects.create(
        consultation=call, title="A note", language="en", file=_file("note", "note.txt")
    )


def _received(call: Consultation, sent: Sent, number: int) -> Contribution:
    question = call.questions.first()
    contribution = receive(
        Envelope(
            consultation=call, channel="web", key=f"world-{number}", received_at=call.opens_at + timedelta(days=number),
            sender=Sender(
                details=sent.details, organisation=sent.organisation, kind=sent.kind, country="PH", place=sent.place
            ),
            consent=Consent(attribution=sent.attribution, may_publish=True),
            answers=(AnswerPart(question=question.pk, text=sent.text),),
            files=(FilePart(file=_file(sent.text, sent.file_name), title=sent.title),),
            language="en",
        )
    ).contribution  # fmt: skip
    read_contribution_task.func(str(contribution.pk))
    return contribution


def _work_on_the_desk(world: World) -> None:
    first, last = world.contributions[0], world.contributions[-1]
    Decision.objects.create(
        contribution=first, kind="filed", reason="Read.", by=world.staff["secretariat"]
    )
    run = Run.objects.create(
        kind="duplicates", parameters={"consultation": CODE}, outcome=Outcome.DONE
    )
    DuplicateProposal.objects.create(earlier=first, later=last, similarity=0.9, run=run)
    campaign = Campaign.objects.create(
        consultation=world.call,
        run=run,
        letter=first,
        senders=len(world.contributions),
        similarity=0.9,
    )
    campaign.members.set(world.contributions)
    group = Expected.objects.create(consultation=world.call, aspect="group", value="Young cooks")
    group.heard_in.add(first)


def _find_evidence(world: World) -> None:
    by, question = world.staff["analyst"], world.call.questions.first()
    run = Run.objects.create(
        kind="analysis", outcome=Outcome.DONE, counts_in=1, counts_out=1, started_by=f"account:{by.pk}",
        parameters={"consultation": CODE, "question": question.pk, "embedder": "none"},
        started_at=world.call.opens_at, ended_at=world.call.opens_at,
    )  # fmt: skip
    world.runs["analysis"] = run
    proposed = CandidateTheme.objects.create(
        run=run, question=question, key="t1", label="Classes", labels={"en": "Classes"},
        keywords=["classes", "evening"], stability=0.8,
    )  # fmt: skip
    possible = PossibleCampaign.objects.create(
        run=run, question=question, key="possible-1", kind="paraphrased", n_each=2,
        letter=world.contributions[0],
    )  # fmt: skip
    possible.members.set(world.contributions)
    world.theme = make_theme(consultation=world.call, question=question, label="Evenings", by=by)
    make_theme(consultation=world.call, question=question, label="Mornings", by=by)
    for contribution in world.contributions:
        for text in contribution.texts.all():
            _found_in(world, run, proposed, text)
    _code_twice(world)


def _code_twice(world: World) -> None:
    double = DoubleCoding.objects.create(
        consultation=world.call, question=world.call.questions.first(), first=world.staff["analyst"],
        second=world.staff["secretariat"], made_by=world.staff["secretariat"], drawn_from=1,
    )  # fmt: skip
    candidate = CandidateStatement.objects.order_by("pk").last()
    item = DoubleItem.objects.create(double=double, candidate=candidate, position=1)
    BlindReading.objects.create(item=item, coder=world.staff["analyst"]).themes.add(world.theme)
    world.things["double"] = double


def _found_in(world: World, run: Run, proposed: CandidateTheme, text) -> None:
    question, by = world.call.questions.first(), world.staff["analyst"]
    whole = text.text.rstrip()
    CandidateStatement.objects.create(
        run=run, text=text, start=0, end=len(whole) - 1, quote=whole[:-1], question=question, language="en",
        kind="position", kind_reason="says so", certainty=0.7, theme=proposed, telling_rank=1, is_minority=True,
    )  # fmt: skip
    statement = mark(
        text=text,
        anchor=Anchor.over(text.text, 0, len(whole)),
        question=question,
        kind="position",
        by=by,
    )
    code(statement=statement, theme=world.theme, by=by)
    translate(statement=statement, language="fr", text="Le soir.", by=by)
    world.statements.append(statement)


def _write_things(world: World) -> None:
    call, question, by = world.call, world.call.questions.first(), world.staff["analyst"]
    shared = {"consultation": call, "question": question, "by": by, "statements": world.statements}
    first = world.statements[0]
    world.things |= {
        "finding": write(Finding, text="{quantity} ask for it.", theme=world.theme, **shared),
        "example": write(
            Example, title="Soup", text="On Fridays.", places=["Port"], countries=["PH"],
            organisations=["Cooks"], links=["https://cooks.example.org/"], **shared,
        ),
        "recommendation": write(Recommendation, text="Lend kitchens.", **shared),
        "service": write(Service, text="Cooks.", audience="cities", **shared),
        "quote": write(Quote, text=first.quote, **{**shared, "statements": [first]}),
        "resource": write(
            Resource, author="Cooks", title="A book", place="Port", kind="Book", description="Recipes.",
            links=["https://book.example.org/"], **shared,
        ),
    }  # fmt: skip
    write(
        Finding,
        consultation=call,
        question=None,
        by=by,
        text="No source.",
        unsourced_reason="Lost.",
    )
    word_heading(question=question, audience="cities", text="What cities get")
    NameQuery.objects.create(
        consultation=call, one="Cooks Union", other="Cooks Network", pair="cooks", reason="body",
        seen_one={"n": 1, "texts": 1, "places": [[str(first.text_id), 0, 4]], "listed": 1},
    )  # fmt: skip
    Proposal.objects.create(
        consultation=call, run=world.runs["analysis"], kind="example", question=question,
        text=first.text, spans=[[0, 4]], payload={"title": "Seen", "text": "Seen there."},
        doubts=[{"kind": "unclear", "text": "Seen twice."}],
    )  # fmt: skip
    frame = make_frame(
        consultation=call, title={"en": "Indicators"}, by=by,
        entries=[Entry(title={"en": "Eating"}), Entry(title={"en": "Soup"}, parent=0)],
    )  # fmt: skip
    item = frame.items.first()
    tag(statement=first, item=item, by=by)
    tag_example(example=world.things["example"], item=item, by=by)
    TagSuggestion.objects.create(
        run=world.runs["analysis"], statement=first, item=frame.items.last(), nearness=2.0,
        words=["soup"],
    )  # fmt: skip
    report = report_of(call)
    write_report(
        report=report, by=by, title="The report", subtitle="Of everything", message="Read it.",
        introduction="It begins.", background="Before.", method_note="So.", closing="The end.",
    )  # fmt: skip
    introduce_question(report=report, question=question, text="They said:")


def _hold_a_meeting(world: World) -> None:
    by = world.staff["rapporteur"]
    held = Round.objects.create(
        consultation=world.call, kind="meeting", title={"en": "A day"}, place="Port", starts_on=date(2026, 5, 4),
        led_by="Cooks", partners="Port", funded_by="Fund", persons=12, source="the list",
    )  # fmt: skip
    slot = Slot(
        starts_at=time(9),
        minutes=60,
        title="Morning",
        kind="session",
        rapporteur="Wanjiru",
        points=("One",),
    )
    meeting = plan_meeting(
        consultation=world.call, by=by, title="A day", place="Port", on=held.starts_on, time_zone="UTC",
        slots=[slot], round_held=held,
    )  # fmt: skip
    template = make_template(
        consultation=world.call, by=by, title="Notes",
        sections=[{"heading": "Points", "questions": [{"text": "What was said?", "question": 1}]}],
    )  # fmt: skip
    world.things["session-report"] = save_report(
        meeting=meeting, template=template, theme="Morning", by=by, answers=[[["A point"]]],
        quotes=[{"text": "Words.", "speaker": "Amal", "released": True}],
    )  # fmt: skip


def _put_in_documents(world: World) -> None:
    run = Run.objects.create(
        kind="documents", outcome=Outcome.DONE, parameters={"consultation": CODE}
    )
    bundle = Bundle.objects.create(
        consultation=world.call, run=run, given_by=world.staff["secretariat"],
        terms={"organisation": "Cooks", "kind": "ngo", "attribution": "organisation"},
    )  # fmt: skip
    BundleItem.objects.create(
        bundle=bundle, name="letter.txt", file=world.contributions[0].attachments.first().file,
        fate="taken-in", contribution=world.contributions[0],
    )  # fmt: skip
    BundleItem.objects.create(
        bundle=bundle, name="bad.exe", fate="not-taken", reason="unknown-type"
    )
    world.things["bundle"] = bundle


def _ask_for_a_call(world: World) -> None:
    Line.objects.create(consultation=world.call, number="+63 2 555 0100", takes_requests=True)
    time = CallTime.objects.create(consultation=world.call, starts_at=world.call.closes_at)
    world.things["call-request"] = ask(
        consultation=world.call, name="", phone="+63 917 555 0199", language="en", wishes="", time=time
    )  # fmt: skip


def _send_a_recording(world: World) -> None:
    Offer.objects.create(consultation=world.call, is_offered=True)
    Upload.objects.create(consultation=world.call, name="voice.webm")
    first = world.contributions[0]
    kept = [
        store_bytes(stream=io.BytesIO(b"not heard"), name=name, max_bytes=99)
        for name in ("voice.webm", "copy.mp3")
    ]
    attachment = first.attachments.create(
        revision=first.revisions.last(), file=kept[0], reading="transcript"
    )
    Recording.objects.create(
        attachment=attachment, copy=kept[1], state="written", draft="[0:00] Evening classes help.",
        seconds=7, version=1,
    )  # fmt: skip


def _scan_a_sheet(world: World) -> None:
    call, by = world.call, world.staff["secretariat"]
    PaperOffer.objects.create(consultation=call, is_offered=True, bring_to={"en": "Port"})
    printing = print_sheets(consultation=call, language="en", count=1, by=by)
    sheet = printing.sheets.get()
    kept = [
        store_bytes(stream=io.BytesIO(b"not a picture"), name=name, max_bytes=99)
        for name in ("scan.pdf", "page.jpg")
    ]
    scan = Scan.objects.create(
        consultation=call, name="scan.pdf", sha256=kept[0].sha256, file=kept[0], given_by=by,
        run=Run.objects.create(kind="paper-scan", outcome=Outcome.DONE), arrived_at=call.opens_at,
    )  # fmt: skip
    filled = FilledSheet.objects.create(
        consultation=call, sheet=sheet, key=sheet.code, arrived_at=call.opens_at
    )
    page = ScannedPage(
        scan=scan, number=1, picture=kept[1], state="placed", code=sheet.code, sheet=sheet,
        filled=filled, page=1, is_straight=True,
    )  # fmt: skip
    page.save()
    world.things |= {"stack": printing, "scan": scan, "scanned-page": page, "paper-sheet": filled}


def _record_a_post(world: World) -> None:
    Post.objects.create(
        consultation=world.call, contribution=world.contributions[0], posted_on=date(2026, 5, 4),
        link="https://posts.example.org/1",
    )  # fmt: skip


def pages(world: World) -> dict[str, list[str]]:
    """Return every address of the site by its name, filled with what exists; none is left out."""
    found = {}
    for path, entry in addresses():
        chosen = _chosen(world, entry.name) if "<" in path.replace("<slug:code>", "") else [{}]
        common = {"code": CODE} if "<slug:code>" in path else {}
        found[entry.name] = [reverse(entry.name, kwargs={**common, **one}) for one in chosen]
    return found


def _chosen(world: World, name: str) -> list[Mapping[str, object]]:
    """Return values for the parts of an address that differ, one set for each page to look at."""
    call = world.call
    pk = {**_first_keys(world), **_part_key(call, name)}
    if name in pk:
        return [{"pk": pk[name]}]
    if name.startswith(
        ("synthesis-thing", "synthesis-evidence", "synthesis-order", "synthesis-take-out")
    ):
        kinds = ("finding", "example", "recommendation", "service", "quote", "resource")
        return [{"kind": kind, "pk": world.things[kind].pk} for kind in kinds]
    if name.startswith("desk-"):
        return [
            one
            for contribution in call.contributions.all()
            for one in _at_the_desk(name, contribution)
        ]
    if name in {"analysis-read", "analysis-mark", "analysis-cut"}:
        return [{"reference": one.reference} for one in call.contributions.all()]
    return OTHERS[name](world)


def _at_the_desk(name: str, contribution: Contribution) -> list[Mapping[str, object]]:
    at = {"reference": contribution.reference}
    if name in {"desk-text", "desk-language"}:
        return [{**at, "pk": text.pk} for text in contribution.texts.all()]
    if name in {"desk-file", "desk-route", "desk-read-again"}:
        return [{**at, "pk": one.pk} for one in contribution.attachments.all()]
    return [at]


def _part_key(call: Consultation, name: str) -> dict[str, object]:
    """Return the key of the first entry of a part of the call, such as its areas."""
    part = re.fullmatch(r"call-(.+)-(entry|remove)", name)
    entries = getattr(call, part[1].replace("-", "_"), None) if part else None
    return {name: entries.first().pk} if entries else {}


def _first_keys(world: World) -> dict[str, object]:
    call = world.call
    rows = {
        "call-document": call.documents, "call-document-remove": call.documents,
        "call-question": call.questions, "call-question-change": call.questions,
        "call-member-remove": call.memberships, "documents-bundle": call.bundles,
        "documents-go-on": call.bundles, "analysis-theme": call.themes, "analysis-theme-change": call.themes,
        **dict.fromkeys(("frame", "frame-suggest", "frame-export", "frame-change", "frame-add"), call.frames),
        **dict.fromkeys(("frame-item", "frame-entry"), FrameItem.objects),
        "frame-from": SourceText.objects.exclude(attachment=None).order_by("created_at"),
        "example-tags": call.examples, "synthesis-names-decide": call.name_queries, "report-group": call.expected,
        **dict.fromkeys(("desk-removal", "desk-removal-decide"), RemovalRequest.objects),
        "post": call.posts, "telephone-time-remove": call.call_times, "telephone-call": call.call_requests,
        "telephone-no-answer": call.call_requests, "telephone-drop": call.call_requests,
        "telephone-calendar": call.call_requests, "analysis-statement": call.statements, "desk-duplicate-answer": DuplicateProposal.objects,
        "analysis-proposed": CandidateTheme.objects, "analysis-adopt": CandidateTheme.objects, "desk-campaign": Campaign.objects, "analysis-campaign": PossibleCampaign.objects,
        **dict.fromkeys(RECORDING_PAGES, Recording.objects),
    }  # fmt: skip
    keys = {name: found.first().pk for name, found in rows.items()}
    released = Run.objects.filter(kind=KIND).first()
    return {
        **keys,
        "analysis-run": world.runs["analysis"].pk,
        "report-run": released.pk if released else "00000000-0000-4000-8000-000000000000",
        "session-report": world.things["session-report"].pk,
        **dict.fromkeys(DOUBLE_PAGES, world.things["double"].pk),
        **dict.fromkeys(MAIL_PAGES, world.things["mail"].pk),
        **dict.fromkeys(MESSAGE_PAGES, world.things["message"].pk),
        **dict.fromkeys(SHEET_PAGES, world.things["sheet"].pk),
        **{name: world.things[thing].pk for name, thing in PAPER_PAGES.items()},
    }


def _discuss(world: World) -> None:
    """Let the first contributors speak in public, the last one answer the first."""
    found = Discussion.objects.create(consultation=world.call, openness="writing")
    first, *others = world.contributions
    shared = {"discussion": found, "question": world.call.questions.first(), "state": "shown"}
    top = Comment.objects.create(contribution=first, number=1, hints=[[0, 4, "name"]], **shared)
    for number, one in enumerate(others, start=2):
        Comment.objects.create(contribution=one, number=number, parent=top, **shared)
    Alert.objects.create(comment=top, rule="danger", note="Somebody lives there.")


def _tell_a_story(world: World) -> None:
    """Tell a story for the first contributor, and offer the form."""
    form = start_form(consultation=world.call)
    form.is_offered = True
    form.save()
    Story.objects.create(
        contribution=world.contributions[0], may_be_case=True,
        told=[{"part": "title", "label": "Title", "text": "The night school"}],
    )  # fmt: skip
    world.things["story"] = world.contributions[0]
    world.things["filled-form"] = FilledForm.objects.create(
        attachment=world.contributions[0].attachments.first(), kind="answers", language="en",
        contribution=world.contributions[0],
    )  # fmt: skip
    network = Invited(
        network="Port Union", language="en", by="mail", invited_on=date(2026, 5, 4),
        email="desk@port.example.org", may_remind=True,
    )  # fmt: skip
    invite(consultation=world.call, invited=network, by=world.staff["secretariat"])


def _import_a_sheet(world: World) -> None:
    by = world.staff["secretariat"]
    rows = b"ID,What works in case 1?,Name\n7,Buses should run at night for us all.,Ada Somebody\n"
    sheet = keep_sheet(consultation=world.call, stream=io.BytesIO(rows), name="form.csv", by=by)
    open_sheet(sheet, language="en")
    question = world.call.questions.first()
    uses = ["id", f"words:{question.pk}", "name"]
    terms = Terms(consent_by="not-yet")
    settle(sheet=sheet, table=sheet.table, uses=uses, terms=terms, survey=None, by=by)
    SheetRow.objects.create(
        sheet=sheet, number=2, key="k", digest="d", response="7", fate="changed",
        contribution=world.contributions[0],
    )  # fmt: skip
    world.things["sheet"] = sheet


def _receive_mail(world: World) -> None:
    text = "From: Somebody <somebody@mail.example>\nTo: answers@example.org\n\nQ1: Evenings."
    arrival = Arrival(
        content=text.encode(), came_by="folder", arrived_at=world.call.opens_at,
        mailbox=Mailbox.objects.create(consultation=world.call, address="answers@example.org"),
    )  # fmt: skip
    (mail,) = keep([arrival])
    decide(mail, "set-aside", reason="other-sender")
    mail.save()
    world.things["mail"] = mail


def _receive_messages(world: World) -> None:
    line = saying.line(world.call, "whatsapp")
    keep_delivery(saying.whatsapp("Evenings.", at=world.call.opens_at.timestamp()), line=line)
    read_deliveries()
    world.things |= {"message-line": line, "message": line.messages.get()}


def _password_link(world: World) -> Mapping[str, object]:
    account = world.staff["rapporteur"]
    return {
        "uidb64": urlsafe_base64_encode(force_bytes(account.pk)),
        "token": default_token_generator.make_token(account),
    }


DOUBLE_PAGES = ("analysis-double", "analysis-double-part", "analysis-double-decide")
MAIL_PAGES = ("mail-one", "mail-original", "mail-take", "mail-again", "mail-discard")
RECORDING_PAGES = (
    "recording", "recording-sound", "recording-again", "my-recording", "my-sound",
)  # fmt: skip
SHEET_PAGES = (
    "sheet", "sheet-stop", "sheet-go-on", "sheet-changed", "sheet-rows", "sheet-receipts",
)  # fmt: skip
PAPER_PAGES = {
    "paper-stack": "stack", "paper-scan": "scan", "paper-scan-go-on": "scan", "paper-scan-forget": "scan",
    "paper-page": "scanned-page", "paper-picture": "scanned-page", "paper-sheet": "paper-sheet",
    "paper-sheet-aside": "paper-sheet", "paper-sheet-open": "paper-sheet",
}  # fmt: skip
MESSAGE_PAGES = ("message-one", "message-take", "message-discard")
LINE_PAGES = tuple(
    f"messages-line{name}"
    for name in ("", "-test", "-secret", "-former", "-off", "-share", "-leave", "-word")
)
OTHERS = {
    **dict.fromkeys(LINE_PAGES, lambda _world: [{"service": "whatsapp"}]),
    "invitation-remind": lambda world: [{"pk": world.call.invitations.first().pk}],
    "invitation-forget": lambda world: [{"pk": world.call.invitations.first().pk}],
    **dict.fromkeys(
        ("filled-form", "filled-form-leave"),
        lambda world: [{"pk": world.things["filled-form"].pk}],
    ),
    "story-field": lambda world: [{"pk": world.call.story_form.fields.first().pk}],
    "story-field-move": lambda world: [{"pk": world.call.story_form.fields.first().pk}],
    "synthesis-from-story": lambda world: [{"reference": world.things["story"].reference}],
    "paper-blank": lambda _world: [{"language": "en"}],
    "shared-file": lambda _world: [{"language": "en", "name": "letter.txt"}],
    "share-file": lambda _world: [{"language": "en", "name": "call.docx"}],
    "sign": lambda world: [{"token": sign_token(world.contributions[0])}],
    "signatory-strike": lambda world: [{"pk": world.things["signatory"].pk}],
    "my-call": lambda world: [{"token": token_of(world.things["call-request"])}],
    "mail-arrived": lambda world: [{"service": "raw"}],
    "messages-arrived": lambda world: [{"key": world.things["message-line"].pk}],
    "mail-terms": lambda world: [{"words": link_words(world.contributions[0])}],
    "mail-withdraw": lambda world: [{"words": link_words(world.contributions[0])}],
    "record-upload": lambda world: [{"key": world.call.recording_uploads.first().pk}],
    "my-document": lambda world: [{"number": 1}],
    "discussion-question": lambda _world: [{"number": number} for number in (1, 2)],
    "discussion-comment": lambda _world: [{"number": number} for number in (1, 2)],
    "discussion-tell-us": lambda _world: [{"number": number} for number in (1, 2)],
    "choose-password": lambda world: [_password_link(world)],
    "report-edition": lambda world: [{"number": 1}],
    "report-file": lambda world: [{"number": 1, "form": form} for form in (*FORMATS, *WRITTEN)],
    "report-recall": lambda world: [{"number": 1}],
    "session-report-new": lambda world: [{"meeting": world.call.meetings.first().pk}],
    "analysis-board": lambda world: [{"number": number} for number in (0, 1, 2)],
    "analysis-doubles": lambda world: [{"number": 1}],
    "analysis-theme-new": lambda world: [{"number": 1}],
    "analysis-tray": lambda world: [
        {"number": 1, "name": name}
        for name in ("unsorted", "minority", "all", "refused", "first", "unsure")
    ],
    "synthesis-board": lambda world: [{"number": number} for number in (1, 2)],
    "synthesis-heading": lambda world: [{"number": 1}],
    "synthesis-new": lambda world: [
        {"kind": kind}
        for kind in ("finding", "example", "recommendation", "service", "quote", "resource")
    ],
}


def crawled(world: World, role: str, language: str = "en"):
    """Open every page as somebody; yield its name, address and what came."""
    client = world.client(role)
    for name, found in pages(world).items():
        if name in {"logout", "close-receipt"}:
            continue
        for address in found:
            asked = address.replace("/en/", f"/{language}/", 1)
            yield name, asked, client.get(asked)
