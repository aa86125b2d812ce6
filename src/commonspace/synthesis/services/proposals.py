"""Deciding on what was found in a document: it becomes a thing of the report, or it is refused."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.consultations.models import Question
from commonspace.consultations.services import Wording, add_question, reword_question
from commonspace.evidence.choices import Kind
from commonspace.evidence.models import Statement
from commonspace.evidence.services.confirming import mark
from commonspace.people.models import Account
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.services import actor_of, record_event
from commonspace.synthesis.choices import Addressee, Audience, ProposalKind, Strength
from commonspace.synthesis.errors import AlreadyDecidedError
from commonspace.synthesis.links import mended_link
from commonspace.synthesis.models import (
    Example,
    Proposal,
    Quote,
    Recommendation,
    Resource,
    Service,
)
from commonspace.synthesis.prefill import STRENGTHS, addressee_of
from commonspace.synthesis.services.writing import Thing, word_heading, write

_STATEMENT_KINDS = {
    ProposalKind.EXAMPLE: Kind.EXAMPLE,
    ProposalKind.RECOMMENDATION: Kind.RECOMMENDATION,
    ProposalKind.SERVICE: Kind.SERVICE,
    ProposalKind.RESOURCE: Kind.RESOURCE,
    ProposalKind.FOOTNOTE: Kind.RESOURCE,
    ProposalKind.QUOTE: Kind.QUOTE,
    ProposalKind.ANSWER: Kind.POSITION,
}
GAP = 200


@transaction.atomic
def accept_proposal(*, proposal: Proposal, by: Account, in_bulk: bool = False) -> Model | None:
    """Make of a proposal what it proposes, resting on a statement over the words it was read from.

    A question joins the call unless a question bears its number already; in a draft, one that came
    from a document too takes the newer words and keeps the former. An answer of a session report
    or a footnote becomes a statement. An item of a programme is noted as right, for a programme is
    made with its meeting; a doubt is noted as looked at.

    Returns:
        What the proposal became, if it became a thing.

    Raises:
        AlreadyDecidedError: If somebody decided before.
        BrokenAnchorError: If there are no words where it was read from.
    """
    _refuse_twice(proposal)
    made = _MAKERS[ProposalKind(proposal.kind)](proposal, by, in_bulk)
    proposal.accepted, proposal.became = True, _named(made)
    _decided(proposal, by, "proposal.accepted-in-bulk" if in_bulk else "proposal.accepted")
    return made


@transaction.atomic
def refuse_proposal(*, proposal: Proposal, by: Account) -> None:
    """Say that a proposal is not to be; it stays, marked as refused.

    Raises:
        AlreadyDecidedError: If somebody decided before.
    """
    _refuse_twice(proposal)
    proposal.accepted = False
    _decided(proposal, by, "proposal.refused")


@transaction.atomic
def accept_proposals(*, proposals: Iterable[Proposal], by: Account) -> int:
    """Accept many at once, questions and parents first; the log says that it was in bulk."""
    order = {kind: place for place, kind in enumerate(ProposalKind.values)}
    chosen = sorted(
        proposals,
        key=lambda one: (order[one.kind], one.text.created_at, str(one.text_id), one.position),
    )
    for proposal in chosen:
        accept_proposal(proposal=proposal, by=by, in_bulk=True)
    return len(chosen)


def _refuse_twice(proposal: Proposal) -> None:
    if Proposal.objects.select_for_update().filter(pk=proposal.pk, accepted=None).exists():
        return
    raise AlreadyDecidedError(_("Somebody has decided about this already. Nothing was changed."))


def _decided(proposal: Proposal, by: Account, verb: str) -> None:
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.save(update_fields=["accepted", "became", "decided_by", "decided_at"])
    record_event(
        actor=actor_of(by), verb=verb, subject=f"proposal:{proposal.pk}", scope=proposal.consultation.code
    )  # fmt: skip


def _named(made: Model | None) -> str:
    return f"{type(made).__name__.lower()}:{made.pk}" if made is not None else ""


def question_of(proposal: Proposal) -> Question | None:
    """Return the question a proposal belongs under: the one matched, or the one of its number."""
    number = proposal.payload.get("question")
    if proposal.question or not isinstance(number, int):
        return proposal.question
    return proposal.consultation.questions.filter(number=number, retired_at=None).first()


def statement_under(proposal: Proposal, *, by: Account, in_bulk: bool = False) -> Statement | None:
    """Return the statement over the words a proposal was read from, made if need be."""
    span = words_of(proposal)
    if span is None:
        return None
    return mark(
        text=proposal.text,
        anchor=Anchor.over(proposal.text.text, *span),
        question=question_of(proposal),
        kind=_STATEMENT_KINDS[ProposalKind(proposal.kind)],
        by=by,
        in_bulk=in_bulk,
    )


def words_of(proposal: Proposal) -> tuple[int, int] | None:
    """Return the stretch a proposal was read from: all its lines if they lie close together."""
    spans = sorted((int(start), int(end)) for start, end in proposal.spans)
    if not spans:
        return None
    start, end = spans[0]
    for next_start, next_end in spans[1:]:
        if next_start - end > GAP:
            break
        end = max(end, next_end)
    return start, end


def _write(
    proposal: Proposal,
    thing: type[Thing],
    by: Account,
    in_bulk: bool,  # noqa: FBT001  # handed on by every kind
    **fields: object,
) -> Thing:
    statement = statement_under(proposal, by=by, in_bulk=in_bulk)
    return write(
        thing,
        consultation=proposal.consultation,
        question=question_of(proposal),
        by=by,
        statements=[statement] if statement else [],
        **fields,
    )


def _text(payload: Mapping[str, Any], name: str = "text", longest: int | None = None) -> str:
    return str(payload.get(name) or "").strip()[:longest]


def _list(payload: Mapping[str, Any], name: str) -> list[str]:
    return [str(one).strip() for one in payload.get(name) or () if str(one).strip()]


def _links(payload: Mapping[str, Any]) -> list[str]:
    """Return the addresses that can be linked to; the others stay in the words of the source."""
    found = []
    for given in _list(payload, "urls"):
        try:
            found.append(mended_link(given))
        except ValidationError:
            continue
    return found


def _example(proposal: Proposal, by: Account, in_bulk: bool) -> Example:  # noqa: FBT001
    payload = proposal.payload
    return _write(
        proposal, Example, by, in_bulk,
        title=_text(payload, "title", 300) or _text(payload)[:80],
        text=_text(payload),
        places=_list(payload, "places"),
        countries=_list(payload, "countries"),
        organisations=_list(payload, "organisations"),
        links=_links(payload),
    )  # fmt: skip


def _recommendation(proposal: Proposal, by: Account, in_bulk: bool) -> Recommendation:  # noqa: FBT001
    payload = proposal.payload
    influenced = payload.get("influenced")
    made = _write(
        proposal, Recommendation, by, in_bulk,
        text=_text(payload),
        acting=_choice(payload.get("addressee"), Addressee) or addressee_of(payload.get("addressee")),
        influenced=_choice(influenced, Addressee) or (addressee_of(influenced) if influenced else ""),
        strength=_choice(payload.get("strength"), Strength)
        or STRENGTHS.get(payload.get("strength") or "", Strength.NOT_STATED),
        parent=_parent(proposal),
    )  # fmt: skip
    _adopt_children(proposal, made)
    return made


def _choice(said: object, choices: type[Addressee] | type[Strength]) -> str:
    return str(said) if said in choices.values else ""


def _kin(proposal: Proposal) -> Iterable[Proposal]:
    return proposal.run.proposals.filter(
        kind=ProposalKind.RECOMMENDATION, text=proposal.text, accepted=True
    )


def _parent(proposal: Proposal) -> Recommendation | None:
    wanted = proposal.payload.get("parent")
    if not wanted:
        return None
    above = next((one for one in _kin(proposal) if one.payload.get("id") == wanted), None)
    return _became(above) if above else None


def _adopt_children(proposal: Proposal, made: Recommendation) -> None:
    """Put under a recommendation the sub-points that were accepted before it."""
    own = proposal.payload.get("id")
    for other in _kin(proposal):
        if own and other.payload.get("parent") == own and (child := _became(other)):
            child.parent = made
            child.save(update_fields=["parent"])


def _became(proposal: Proposal) -> Recommendation | None:
    kind, _colon, key = proposal.became.partition(":")
    return Recommendation.objects.filter(pk=key).first() if kind == "recommendation" else None


def _service(proposal: Proposal, by: Account, in_bulk: bool) -> Service:  # noqa: FBT001
    audience = proposal.payload.get("audience")
    made = _write(
        proposal, Service, by, in_bulk,
        text=_text(proposal.payload),
        audience=audience if audience in Audience.values else Audience.CITIES,
    )  # fmt: skip
    heading = _text(proposal.payload, "heading")
    if (
        made.question
        and heading
        and not made.question.audience_headings.filter(audience=made.audience).exists()
    ):
        word_heading(question=made.question, audience=made.audience, text=heading)
    return made


def _resource(proposal: Proposal, by: Account, in_bulk: bool) -> Resource:  # noqa: FBT001
    payload = proposal.payload
    year = payload.get("year")
    return _write(
        proposal, Resource, by, in_bulk,
        author=_text(payload, "author", 300),
        title=_text(payload, "title", 500),
        year=year if isinstance(year, int) else None,
        place=_text(payload, "place", 200),
        kind=_text(payload, "kind", 40),
        links=_links(payload),
        description=_text(payload, "description"),
        language=proposal.text.language,
        description_language=_text(payload, "language", 10),
    )  # fmt: skip


def _quote(proposal: Proposal, by: Account, in_bulk: bool) -> Quote:  # noqa: FBT001
    return _write(proposal, Quote, by, in_bulk, text=_text(proposal.payload))


def _question(proposal: Proposal, by: Account, in_bulk: bool) -> Question:  # noqa: FBT001
    consultation = proposal.consultation
    number = proposal.payload.get("number")
    existing = consultation.questions.filter(number=number, retired_at=None).first()
    if existing is None:
        return add_question(consultation=consultation, by=by, wording=_wording(proposal))
    from_documents = consultation.proposals.filter(became=_named(existing)).exists()
    if from_documents and not consultation.is_published:
        reword_question(question=existing, by=by, wording=_wording(proposal), keep_former=True)
    return existing


def _wording(proposal: Proposal) -> Wording:
    """Return the words of a question: its heading, what it asks, and what leads to it."""
    payload, language = proposal.payload, proposal.consultation.default_language
    asked = _list(payload, "sub_questions")
    heading = _text(payload, "heading") or _heading_elsewhere(proposal)
    if not heading:
        heading = asked.pop(0) if asked else _text(payload)
    asks_for_examples = bool(payload.get("asks_for_examples"))
    before, after = _around(_text(payload), [heading, *asked])
    lead_in, prompt = (before, after) if asks_for_examples else (f"{before} {after}".strip(), "")
    return Wording(
        heading={language: heading},
        lead_in={language: lead_in},
        sub_questions={language: "\n".join(asked)},
        asks_for_examples=asks_for_examples,
        examples_prompt={language: prompt},
    )


def _around(text: str, asked: Iterable[str]) -> tuple[str, str]:
    """Return what stands before the last thing asked, the things asked left out, and what after."""
    end = max(
        (text.find(words) + len(words) for words in asked if words in text), default=len(text)
    )
    before, after = text[:end], text[end:]
    for words in asked:
        before = before.replace(words, "")
    return " ".join(before.split()), " ".join(after.split())


def _heading_elsewhere(proposal: Proposal) -> str:
    """Return the heading another document of the same reading puts this question under."""
    others = proposal.run.proposals.filter(
        kind=ProposalKind.QUESTION, payload__number=proposal.payload.get("number")
    )
    return next((found for other in others if (found := _text(other.payload, "heading"))), "")


def _answer(proposal: Proposal, by: Account, in_bulk: bool) -> Statement | None:  # noqa: FBT001
    return statement_under(proposal, by=by, in_bulk=in_bulk)


def _noted(proposal: Proposal, by: Account, in_bulk: bool) -> None:  # noqa: FBT001
    """Make nothing: that it was found right is all there is to keep."""


_MAKERS: Mapping[ProposalKind, Callable[[Proposal, Account, bool], Model | None]] = {
    ProposalKind.QUESTION: _question,
    ProposalKind.EXAMPLE: _example,
    ProposalKind.RECOMMENDATION: _recommendation,
    ProposalKind.SERVICE: _service,
    ProposalKind.RESOURCE: _resource,
    ProposalKind.QUOTE: _quote,
    ProposalKind.ANSWER: _answer,
    ProposalKind.PROGRAMME_ITEM: _noted,
    ProposalKind.FOOTNOTE: _answer,
    ProposalKind.DOUBT: _noted,
}
