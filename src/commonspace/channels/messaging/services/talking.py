"""The conversation: what a message means where it stands, and what is answered.

Words count the moment they come. The questions about names and publication come first; whoever
just writes is kept as a general answer, unnamed and unpublished, and asked again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import timezone

from commonspace.channels.messaging import sentences
from commonspace.channels.messaging.choices import Fate, Step
from commonspace.channels.messaging.models import Conversation
from commonspace.channels.messaging.services.holding import Heard, settle_terms, take
from commonspace.channels.messaging.words import (
    Command,
    choice_in,
    command_in,
    language_in,
    number_in,
)
from commonspace.consultations.models import Question
from commonspace.consultations.queries import asked_questions
from commonspace.contributions.errors import TooLongError
from commonspace.intake.services import may_change, withdraw
from commonspace.people.access import details_of
from commonspace.people.choices import Attribution
from commonspace.people.services import correct_contributor, organisation_named

Says = list[list[str]]
LONGEST_NAME = 200

NAMINGS = {1: Attribution.ANONYMOUS, 2: Attribution.NAMED, 3: Attribution.ORGANISATION}
"""The choices as they are numbered in the conversation."""

_ASKS = {
    Step.NAMING: "ask-naming", Step.NAME: "ask-name", Step.ORGANISATION: "ask-organisation",
    Step.PUBLISHING: "ask-publishing", Step.QUESTION: "ask-question", Step.ANSWER: "ask-more",
    Step.WITHDRAWING: "ask-withdrawing",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a message, and what is answered: names of sentences with what they are about."""

    fate: Fate
    says: Says
    reason: str = ""


def hear(conversation: Conversation, heard: Heard, *, is_first: bool) -> Outcome:
    """Let a message do what it means; the conversation is changed, and saved by the caller."""
    outcome = _refused(conversation, heard) or _meant(conversation, heard)
    if is_first and not outcome.reason:
        return replace(outcome, says=[["welcome"], *outcome.says])
    return outcome


def _refused(conversation: Conversation, heard: Heard) -> Outcome | None:
    call = conversation.line.consultation
    if not call.is_published:
        return Outcome(fate=Fate.SET_ASIDE, says=[], reason=sentences.NOT_PUBLISHED)
    if call.opens_at and heard.at < call.opens_at:
        return Outcome(fate=Fate.SET_ASIDE, says=[["not-open"]], reason=sentences.NOT_OPEN)
    return None


def _meant(conversation: Conversation, heard: Heard) -> Outcome:
    if not heard.files:
        command, language = command_in(heard.text), language_in(heard.text)
        if command:
            return _COMMANDS[command](conversation)
        if language:
            conversation.language = language
            return _talk(conversation)
        chosen = _CHOICES[Step(conversation.step)](conversation, heard)
        if chosen is not None:
            return chosen
    return _taken(conversation, heard)


def _talk(conversation: Conversation, *before: list[str]) -> Outcome:
    """Answer with ``before`` and with what the conversation waits for."""
    return Outcome(fate=Fate.TALK, says=[*before, [_ASKS[Step(conversation.step)]]])


def _taken(conversation: Conversation, heard: Heard) -> Outcome:
    if conversation.step == Step.WITHDRAWING:
        conversation.step = _next_step(conversation)
    question = conversation.question if conversation.step == Step.ANSWER else None
    try:
        fate = take(conversation, heard, question=question)
    except TooLongError:
        return Outcome(fate=Fate.SET_ASIDE, says=[["too-long"]], reason=sentences.TOO_LONG)
    said = "receipt" if fate == Fate.CONTRIBUTION else "added"
    return Outcome(fate=fate, says=[[said], [_ASKS[Step(conversation.step)]]])


def _next_step(conversation: Conversation) -> Step:
    """Return what is to be asked first of all that is still open."""
    if not conversation.attribution:
        return Step.NAMING
    return Step.PUBLISHING if conversation.may_publish is None else Step.QUESTION


# --- choices, by what the conversation waits for ---


def _naming(conversation: Conversation, heard: Heard) -> Outcome | None:
    chosen = NAMINGS.get(number_in(heard.text) or 0)
    if chosen is None:
        return None
    conversation.attribution = chosen
    conversation.step = {
        Attribution.NAMED: Step.NAME,
        Attribution.ORGANISATION: Step.ORGANISATION,
    }.get(chosen, Step.PUBLISHING)
    return _talk(conversation)


def _name(conversation: Conversation, heard: Heard) -> Outcome | None:
    return _called(conversation, heard, name=_one_line(heard.text), organisation="")


def _organisation(conversation: Conversation, heard: Heard) -> Outcome | None:
    return _called(conversation, heard, name="", organisation=_one_line(heard.text))


def _called(
    conversation: Conversation, heard: Heard, *, name: str, organisation: str
) -> Outcome | None:
    """Keep what somebody is called; what is too long for a name is an answer."""
    if not (name or organisation):
        return None
    person = conversation.contributor
    if person is not None:
        known = details_of(person)
        named = organisation_named(name=organisation) or person.organisation
        correct_contributor(
            contributor=person,
            details=replace(known, name=name or known.name),
            organisation=named,
            kind=person.kind,
            country=person.country,
            place=person.place,
        )
    conversation.step = Step.PUBLISHING
    return _talk(conversation)


def _one_line(text: str) -> str:
    said = text.strip()
    return said if said and "\n" not in said and len(said) <= LONGEST_NAME else ""


def _publishing(conversation: Conversation, heard: Heard) -> Outcome | None:
    chosen = choice_in(heard.text)
    if chosen not in {1, 2}:
        return None
    conversation.may_publish = chosen == 1
    settle_terms(conversation, at=heard.at)
    conversation.step = Step.QUESTION
    return _talk(conversation, ["terms-kept"])


def _question(conversation: Conversation, heard: Heard) -> Outcome | None:
    number = number_in(heard.text)
    if number is None:
        return None
    chosen = _question_numbered(conversation, number)
    if number and chosen is None:
        return _talk(conversation, ["no-such-question"])
    conversation.question, conversation.step = chosen, Step.ANSWER
    about = str(chosen.pk) if chosen else ""
    return Outcome(fate=Fate.TALK, says=[["ask-answer", about]])


def _question_numbered(conversation: Conversation, number: int) -> Question | None:
    asked = asked_questions(conversation.line.consultation)
    return asked.filter(number=number).first()


def _withdrawing(conversation: Conversation, heard: Heard) -> Outcome | None:
    chosen = choice_in(heard.text)
    if chosen not in {1, 2}:
        return None
    held = conversation.contribution
    conversation.step = _next_step(conversation)
    if chosen == 1 and held is not None and may_change(held):
        withdraw(contribution=held)
        return Outcome(fate=Fate.TALK, says=[["withdrawn", str(held.reference)]])
    return _talk(conversation, ["not-withdrawn"])


_CHOICES: dict[Step, Callable[[Conversation, Heard], Outcome | None]] = {
    Step.NAMING: _naming,
    Step.NAME: _name,
    Step.ORGANISATION: _organisation,
    Step.PUBLISHING: _publishing,
    Step.QUESTION: _question,
    Step.ANSWER: _question,
    Step.WITHDRAWING: _withdrawing,
}


# --- commands, which hold wherever the conversation stands ---


def _greeted(conversation: Conversation) -> Outcome:
    return _talk(conversation)


def _helped(conversation: Conversation) -> Outcome:
    return _talk(conversation, ["help"])


def _stopped(conversation: Conversation) -> Outcome:
    """Write no more; of somebody who said nothing yet, not even the number is kept."""
    if conversation.contribution is not None:
        return Outcome(fate=Fate.TALK, says=[["stopped"]])
    conversation.ended_at = timezone.now()
    return Outcome(fate=Fate.TALK, says=[["stopped-forgotten"]])


def _asked_to_withdraw(conversation: Conversation) -> Outcome:
    held = conversation.contribution
    if held is None or held.is_withdrawn:
        return _talk(conversation, ["nothing-held"])
    if not may_change(held):
        return Outcome(fate=Fate.TALK, says=[["closed"]])
    conversation.step = Step.WITHDRAWING
    return _talk(conversation)


def _asked_for_code(conversation: Conversation) -> Outcome:
    return _talk(conversation, ["code" if conversation.contribution else "nothing-held"])


def _done(conversation: Conversation) -> Outcome:
    if conversation.contribution is None:
        return _talk(conversation, ["nothing-held"])
    conversation.step, conversation.question = _next_step(conversation), None
    if conversation.step == Step.QUESTION:
        return Outcome(fate=Fate.TALK, says=[["thanks"]])
    return _talk(conversation, ["code"])


def _anew(conversation: Conversation) -> Outcome:
    """Begin once more, for whoever lends their phone: the next message is another person's."""
    conversation.ended_at = timezone.now()
    return Outcome(fate=Fate.TALK, says=[["new"]])


_COMMANDS: dict[Command, Callable[[Conversation], Outcome]] = {
    Command.GREETING: _greeted,
    Command.HELP: _helped,
    Command.STOP: _stopped,
    Command.WITHDRAW: _asked_to_withdraw,
    Command.CODE: _asked_for_code,
    Command.DONE: _done,
    Command.NEW: _anew,
}
