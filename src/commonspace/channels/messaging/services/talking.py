"""The conversation: what a message means where it stands, and what is answered.

Words count the moment they come. The questions about names and publication come first; whoever
just writes is kept as a general answer, unnamed and unpublished, and asked again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils import timezone

from commonspace.channels.messaging import sentences
from commonspace.channels.messaging.choices import Fate, Step
from commonspace.channels.messaging.models import Conversation, ServiceLine
from commonspace.channels.messaging.queries import calls_on, calls_to_choose
from commonspace.channels.messaging.services.holding import Heard, settle_terms, take
from commonspace.channels.messaging.words import (
    Command,
    after_word,
    choice_in,
    command_in,
    language_in,
    number_in,
)
from commonspace.consultations.models import Consultation, Question
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
    found = _choosing(conversation, heard)
    if isinstance(found, Outcome):
        outcome = found
    else:
        outcome = _refused(conversation, found) or _meant(conversation, found)
    if is_first and outcome.reason in {"", sentences.NO_CALL}:
        return replace(outcome, says=[["welcome"], *outcome.says])
    return outcome


def call_named(line: ServiceLine, text: str) -> tuple[Consultation, str] | None:
    """Return the call whose word a text begins with, and what follows it; of the longest word."""
    served = calls_on(line)
    if len(served) < 2:  # noqa: PLR2004  # nothing to choose
        return None
    named = [(one, after_word(text, one.word)) for one in served]
    found = [(one, rest) for one, rest in named if rest is not None]
    if not found:
        return None
    one, rest = max(found, key=lambda pair: len(pair[0].word))
    return one.consultation, rest


def call_numbered(line: ServiceLine, text: str) -> Consultation | None:
    """Return the call whose number in the list of open ones a text is."""
    listed, number = calls_to_choose(line), number_in(text) or 0
    return listed[number - 1].consultation if 0 < number <= len(listed) else None


def _choosing(conversation: Conversation, heard: Heard) -> Heard | Outcome:
    """Find out which call a conversation is about; what is left to hear of it, or what to answer."""
    named = call_named(conversation.line, heard.text)
    if named:
        conversation.consultation = named[0]
        if not named[1] and not heard.files:
            return _talk(conversation, ["chosen"])
        return replace(heard, text=named[1])
    if conversation.consultation is None:
        only = calls_to_choose(conversation.line)
        if len(only) != 1:
            return _by_number(conversation, heard)
        conversation.consultation = only[0].consultation
    return heard


def _by_number(conversation: Conversation, heard: Heard) -> Outcome:
    chosen = None if heard.files else call_numbered(conversation.line, heard.text)
    if chosen is None:
        return _not_chosen(conversation, heard)
    conversation.consultation = chosen
    return _talk(conversation, ["chosen"])


def _not_chosen(conversation: Conversation, heard: Heard) -> Outcome:
    """Ask which call a message is about; what is no command is kept until then."""
    command, language = command_in(heard.text), language_in(heard.text)
    if not conversation.line.consultation.is_published and not calls_on(conversation.line):
        return Outcome(fate=Fate.SET_ASIDE, says=[], reason=sentences.NOT_PUBLISHED)
    if not heard.files and (command or language or number_in(heard.text) is not None):
        conversation.language = language or conversation.language
        if command in {Command.STOP, Command.HELP, Command.NEW}:
            return _COMMANDS[command](conversation)
        return _talk(conversation)
    return Outcome(
        fate=Fate.SET_ASIDE, says=[["kept-till-chosen"], ["ask-call"]], reason=sentences.NO_CALL
    )


def _refused(conversation: Conversation, heard: Heard) -> Outcome | None:
    call = conversation.call
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
    return Outcome(fate=Fate.TALK, says=[*before, [_asked_next(conversation)]])


def _asked_next(conversation: Conversation) -> str:
    """Return the sentence that asks for what is open: first of all, which call it is about."""
    if conversation.consultation is None:
        return "ask-call"
    return _ASKS[Step(conversation.step)]


def _taken(conversation: Conversation, heard: Heard) -> Outcome:
    if conversation.step == Step.WITHDRAWING:
        conversation.step = _next_step(conversation)
    question = conversation.question if conversation.step == Step.ANSWER else None
    try:
        fate = take(conversation, heard, question=question)
    except TooLongError:
        return Outcome(fate=Fate.SET_ASIDE, says=[["too-long"]], reason=sentences.TOO_LONG)
    said = "receipt" if fate == Fate.CONTRIBUTION else "added"
    return Outcome(fate=fate, says=[[said], [_asked_next(conversation)]])


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
    asked = asked_questions(conversation.call)
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


def _other_call(conversation: Conversation) -> Outcome:
    """Show the calls on this line; where there is but one, go on with it."""
    if len(calls_to_choose(conversation.line)) < 2:  # noqa: PLR2004  # nothing to choose
        return _talk(conversation)
    return Outcome(fate=Fate.TALK, says=[["ask-call"]])


_COMMANDS: dict[Command, Callable[[Conversation], Outcome]] = {
    Command.GREETING: _greeted,
    Command.HELP: _helped,
    Command.STOP: _stopped,
    Command.WITHDRAW: _asked_to_withdraw,
    Command.CODE: _asked_for_code,
    Command.DONE: _done,
    Command.NEW: _anew,
    Command.CALLS: _other_call,
}
