"""People answer: on the web, with papers, in a meeting."""

import io
from datetime import datetime, timedelta

from django.utils import timezone

from commonspace.cli.demo import shapes
from commonspace.cli.demo.papers import paper_bytes
from commonspace.cli.playing.scene import Scene
from commonspace.consultations.models import Question
from commonspace.contributions.choices import Channel, ConsentBy
from commonspace.desk.services import decide
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, FilePart, Sender
from commonspace.intake.services import receive
from commonspace.people.vault import PersonalDetails
from commonspace.provenance.services import store_bytes
from commonspace.texts.tasks import read_contribution_task

LARGEST_FILE = 10 << 20


def receive_everything(scene: Scene) -> None:
    """Hand every contribution to the door, in the order in which it came."""
    questions = {question.number: question for question in scene.consultation.questions.all()}
    for one in scene.content.contributions:
        received = receive(_envelope(scene, one, questions))
        scene.contributions[one.key] = received.contribution


def read_everything(scene: Scene) -> None:
    """Read the papers now, in this process, so that the demo need not wait for a worker."""
    for contribution in scene.contributions.values():
        read_contribution_task.func(str(contribution.pk))


def work_the_desk(scene: Scene) -> None:
    """Read what came, and decide what the secretariat of the demo decided."""
    by = scene.role("secretariat")
    decided = {one.contribution: one for one in scene.content.decisions}
    for key, contribution in scene.contributions.items():
        decision = decided.get(key)
        if decision is None:
            decide(contribution=contribution, kind="filed", by=by)
        else:
            decide(
                contribution=contribution,
                kind=decision.kind,
                by=scene.staff[decision.by],
                reason=decision.reason,
            )


def _envelope(scene: Scene, one: shapes.Contribution, questions: dict[int, Question]) -> Envelope:
    contributor = one.contributor
    answers = [AnswerPart(question=questions[a.question].pk, text=a.text) for a in one.answers]
    if one.general:
        answers.append(AnswerPart(question=None, text=one.general))
    return Envelope(
        consultation=scene.consultation,
        channel=Channel(one.channel),
        key=f"demo:{one.key}",
        received_at=_received_at(scene, one),
        sender=Sender(
            details=PersonalDetails(name=contributor.name, email=contributor.email),
            organisation=contributor.organisation,
            kind=contributor.organisation_kind
            or ("person" if contributor.kind == "person" else "other"),
            country=contributor.country,
            place=contributor.place,
        ),
        consent=Consent(
            attribution=one.attribution,
            may_publish=one.may_publish,
            by=ConsentBy.STAFF if one.channel == "meeting" else ConsentBy.SELF,
        ),
        answers=tuple(answers),
        files=_files(one),
        language=one.language,
        entered_by=scene.role("rapporteur") if one.channel == "meeting" else None,
    )


def _files(one: shapes.Contribution) -> tuple[FilePart, ...]:
    if one.paper is None:
        return ()
    content = io.BytesIO(paper_bytes(one.paper, language=one.language))
    file = store_bytes(stream=content, name=one.paper.file_name, max_bytes=LARGEST_FILE)
    return (FilePart(file=file, title=one.paper.title),)


def _received_at(scene: Scene, one: shapes.Contribution) -> datetime:
    opened = scene.consultation.opens_at or timezone.now()
    return opened + timedelta(days=one.received.days, hours=one.received.hours)
