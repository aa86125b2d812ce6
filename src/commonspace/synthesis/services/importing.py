"""Proposing what the structure of documents holds: questions, examples, recommendations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from django.db import transaction

from commonspace.analysis.reading import Reading, SourceDocument, Span, read_documents
from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.models import SourceText
from commonspace.people.models import Account
from commonspace.provenance.models import Run
from commonspace.provenance.services import actor_of, open_run, running
from commonspace.synthesis.choices import ProposalKind
from commonspace.synthesis.models import Proposal
from commonspace.synthesis.services.names import ask_about_names

KIND = "reading"


@transaction.atomic
def read_sources(
    *, consultation: Consultation, texts: Sequence[SourceText], by: Account | None
) -> Run:
    """Read documents of one consultation together and propose what is found in them.

    Names that they and the texts here before spell in several ways are asked about.

    Proposals nobody has decided on are replaced when the same text is read again; decided
    ones stay.

    Returns:
        The run; its ``proposals`` are what was found, its counts are of documents.
    """
    run = open_run(kind=KIND, started_by=actor_of(by), consultation=consultation.code)
    with running(run):
        documents = [SourceDocument(_name(text), text.text) for text in texts]
        readings = read_documents(documents)
        questions = {question.number: question for question in consultation.questions.all()}
        Proposal.objects.filter(text__in=texts, accepted=None).delete()
        for text, reading in zip(texts, readings, strict=True):
            decided = _decided(text)
            Proposal.objects.bulk_create(
                proposal
                for proposal in _proposals(run, text, reading, questions)
                if (proposal.kind, str(proposal.spans)) not in decided
            )
        run.tool, run.version = "commonspace.analysis.reading", version("commonspace")
        run.counts_in = len(texts)
        run.counts_out = sum(_finds_something(reading) for reading in readings)
        run.counts_unprocessed = run.counts_in - run.counts_out
        ask_about_names(consultation=consultation)
    return run


def _name(text: SourceText) -> str:
    return text.attachment.file.name if text.attachment else str(text.contribution)


def _decided(text: SourceText) -> set[tuple[str, str]]:
    rows = text.proposals.exclude(accepted=None).values_list("kind", "spans")
    return {(kind, str(spans)) for kind, spans in rows}


def _finds_something(reading: Reading) -> bool:
    return any(items for _kind, items in _found(reading))


def _found(reading: Reading) -> Iterator[tuple[ProposalKind, Sequence[Any]]]:
    yield ProposalKind.QUESTION, reading.questions
    yield ProposalKind.EXAMPLE, reading.examples
    yield ProposalKind.RECOMMENDATION, reading.recommendations
    yield ProposalKind.SERVICE, reading.services
    yield ProposalKind.RESOURCE, reading.resources
    yield ProposalKind.PROGRAMME_ITEM, reading.programme.items
    yield ProposalKind.FOOTNOTE, reading.footnotes


def _proposals(
    run: Run, text: SourceText, reading: Reading, questions: Mapping[int, Question]
) -> Iterator[Proposal]:
    for kind, items in _found(reading):
        for position, item in enumerate(items, start=1):
            number = (
                item.number if kind == ProposalKind.QUESTION else getattr(item, "question", None)
            )
            fields = asdict(item)
            fields.pop("spans")
            yield _proposal(
                run, text, reading, kind, questions.get(number or 0), position, fields, item.spans
            )
    for position, (section, asked, entry, kind) in enumerate(_template_entries(reading), start=1):
        fields = {"section": section, "asked": asked, "text": entry.text}
        yield _proposal(run, text, reading, kind, None, position, fields, entry.spans)
    for position, doubt in enumerate(reading.doubts, start=1):
        fields = {"doubt": doubt.kind, "text": doubt.text}
        yield _proposal(run, text, reading, ProposalKind.DOUBT, None, position, fields, doubt.spans)


def _template_entries(reading: Reading) -> Iterator[tuple[str, str, Any, ProposalKind]]:
    for section in reading.template_sections:
        for question in section.questions:
            for entry in question.answers:
                yield section.heading, question.question, entry, ProposalKind.ANSWER
            for entry in question.quotes:
                yield section.heading, question.question, entry, ProposalKind.QUOTE
        for entry in section.quotes:
            yield section.heading, "", entry, ProposalKind.QUOTE


def _proposal(
    run: Run,
    text: SourceText,
    reading: Reading,
    kind: ProposalKind,
    question: Question | None,
    position: int,
    fields: dict[str, Any],
    spans: Sequence[Span],
) -> Proposal:
    return Proposal(
        consultation_id=text.contribution.consultation_id,
        run=run,
        kind=kind,
        question=question,
        text=text,
        spans=[[span.start, span.end] for span in spans],
        payload=fields,
        doubts=[
            {"kind": doubt.kind, "text": doubt.text}
            for doubt in reading.doubts
            if kind != ProposalKind.DOUBT and _touch(doubt.spans, spans)
        ],
        position=position,
    )


def _touch(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one for b in other)
