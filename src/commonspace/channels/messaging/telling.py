"""What we answer, in the language of a conversation. Composed when it is sent: codes are kept nowhere."""

import re
from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from commonspace.channels.messaging.choices import Service
from commonspace.channels.messaging.models import Conversation, Message, ServiceLine
from commonspace.channels.messaging.queries import calls_to_choose
from commonspace.channels.messaging.sentences import RISKS
from commonspace.consultations.deadline import deadline_of, told
from commonspace.consultations.models import Question
from commonspace.consultations.queries import asked_questions
from commonspace.engines.messengers.shapes import Choice
from commonspace.intake.services import receipt_code
from commonspace.kernel.codes import spelled

_LONGEST_HEADING = 300
_NUMBERED = re.compile(r"^(\d{1,3}) - (\S.*)$", re.MULTILINE)


def reply_to(message: Message, conversation: Conversation) -> tuple[str, tuple[Choice, ...]]:
    """Return the whole answer to a message, and what may be chosen by its last question."""
    with translation.override(conversation.language or settings.LANGUAGE_CODE):
        parts = [
            _TELL[said[0]](conversation, said[1] if len(said) > 1 else "") for said in message.says
        ]
    told = [part for part in parts if part]
    return "\n\n".join(told), _choices_in(told[-1]) if told else ()


def _choices_in(asked: str) -> tuple[Choice, ...]:
    """Return the numbered lines of a question as choices."""
    found = [Choice(number=number, title=title) for number, title in _NUMBERED.findall(asked)]
    return tuple(found) if len(found) > 1 else ()


def _welcome(conversation: Conversation, _about: str) -> str:
    line, call = conversation.line, conversation.call
    if conversation.consultation is None:
        return _welcome_to_several(line)
    closes = deadline_of(call)
    return "\n\n".join(
        filter(
            None,
            (
                _("%(title)s: you can answer here, in writing or with a voice message.")
                % {"title": " ".join(call.title_in().split())},
                _("The call closes on %(moment)s.") % {"moment": closes.whole} if closes else "",
                str(RISKS[Service(line.service)]),
                _("If that could put you at risk, answer on the website instead: %(address)s")
                % {"address": _absolute("call", call.code)},
                _(
                    "To choose a language, write one: English, Français, Español, العربية. HELP explains."
                ),
            ),
        )
    )


def _welcome_to_several(line: ServiceLine) -> str:
    return "\n\n".join(
        (
            _("You can answer here, in writing or with a voice message."),
            str(RISKS[Service(line.service)]),
            _(
                "To choose a language, write one: English, Français, Español, العربية. HELP explains."
            ),
        )
    )


def _ask_call(conversation: Conversation, _about: str) -> str:
    calls = calls_to_choose(conversation.line)
    lines = [
        f"{number} - {' '.join(one.consultation.title_in().split())}"
        for number, one in enumerate(calls, start=1)
    ]
    return "\n".join((_("Which call do you want to answer? Send a number."), *lines))


def _chosen(conversation: Conversation, _about: str) -> str:
    call = conversation.call
    closes = deadline_of(call)
    told = _("You answer the call “%(title)s”.") % {"title": " ".join(call.title_in().split())}
    until = _("The call closes on %(moment)s.") % {"moment": closes.whole} if closes else ""
    website = _("If that could put you at risk, answer on the website instead: %(address)s") % {
        "address": _absolute("call", call.code)
    }
    return "\n\n".join(part for part in (told, until, website) if part)


def _not_open(conversation: Conversation, _about: str) -> str:
    call = conversation.call
    if call.opens_at is None:
        return ""
    return _(
        "The call opens on %(moment)s. Please write again then. We kept your message, but it does not count yet."
    ) % {"moment": told(call.opens_at, call).whole}


def _ask_naming(_conversation: Conversation, _about: str) -> str:
    return "\n".join(
        (
            _("How may we name you? Please send a number."),
            _("1 - Not at all: anonymous"),
            _("2 - With my name"),
            _("3 - Only with the name of my organisation"),
        )
    )


def _ask_name(_conversation: Conversation, _about: str) -> str:
    return _("Under which name? Write it as it may be printed.")


def _ask_organisation(_conversation: Conversation, _about: str) -> str:
    return _("What is the name of your organisation? Write it as it may be printed.")


def _ask_publishing(_conversation: Conversation, _about: str) -> str:
    return "\n".join(
        (
            _("May we publish your words, named as you chose?"),
            _("1 - Yes"),
            _("2 - No. Count and consider them, but do not publish them"),
        )
    )


def _ask_question(conversation: Conversation, _about: str) -> str:
    questions = asked_questions(conversation.call)
    lines = [f"{one.number} - {_heading(one)}" for one in questions]
    return "\n".join(
        (_("What do you want to answer? Send a number."), *lines, _("0 - Something else"))
    )


def _ask_answer(conversation: Conversation, about: str) -> str:
    question = asked_questions(conversation.call).filter(pk=int(about or 0)).first()
    go_on = _(
        "Write or record your answer. Several messages are fine. Another number leads to another question."
    )
    if question is None:
        return go_on
    return "\n\n".join((f"{question.number} - {_heading(question)}", *_asked(question), go_on))


def _ask_more(_conversation: Conversation, _about: str) -> str:
    return _(
        "Anything more? Go on, or send the number of another question. DONE when you have finished."
    )


def _ask_withdrawing(conversation: Conversation, _about: str) -> str:
    return "\n".join(
        (
            _(
                "Do you withdraw your contribution %(reference)s? It will be in no count and in no report. Only its number stays, as a gap."
            )
            % {"reference": conversation.contribution},
            _("1 - Yes, withdraw it"),
            _("2 - No, keep it"),
        )
    )


def _receipt(conversation: Conversation, _about: str) -> str:
    held = conversation.contribution
    if held is None:
        return ""
    late = _("It came after the deadline. It is kept and marked late.") if held.is_late else ""
    return "\n".join(filter(None, (_("Thank you. We have it."), _code(conversation, ""), late)))


def _code(conversation: Conversation, _about: str) -> str:
    held = conversation.contribution
    if held is None:
        return ""
    return _(
        "Your receipt code: %(code)s. With it you can read, change or withdraw what you sent, at %(address)s. Whoever has the code can do so too."
    ) % {"code": spelled(receipt_code(held)), "address": _absolute("receipt")}


def _thanks(conversation: Conversation, _about: str) -> str:
    return "\n".join(
        (
            _("Thank you. That is all we need; you can still add to it until the call closes."),
            _code(conversation, ""),
            _(
                "Somebody else wants to answer from this phone? Write NEW. To see no trace of this here, delete the conversation; what you sent stays with us."
            ),
        )
    )


def _help(_conversation: Conversation, _about: str) -> str:
    return "\n".join(
        (
            _("Just write or record what you want to say: every message is kept."),
            _("DONE - you have finished"),
            _("CODE - see your receipt code again"),
            _("WITHDRAW - take back what you sent"),
            _("NEW - somebody else answers from this phone"),
            _("CALLS - see what else you can answer here"),
            _("STOP - we write no more"),
            _("Languages: English, Français, Español, العربية"),
        )
    )


def _comment(conversation: Conversation, _about: str) -> str:
    return _(
        "You commented publicly on the call “%(title)s”. We count your comment as an answer; nobody is named and nothing is published by us."
    ) % {"title": " ".join(conversation.call.title_in().split())}


def _withdrawn(_conversation: Conversation, about: str) -> str:
    return _(
        "Withdrawn. Your words are in no count and in no report. Only the number C-%(reference)s stays, as a gap."
    ) % {"reference": about.zfill(4)}


def _closed(conversation: Conversation, _about: str) -> str:
    call = conversation.call
    return _(
        "The call has closed, so this cannot be done here any more. To have it removed, write to %(contact)s and name %(reference)s."
    ) % {"contact": call.contact_content, "reference": conversation.contribution}


def _fixed(name: str) -> Callable[[Conversation, str], str]:
    return lambda _conversation, _about: _FIXED[name]()


_FIXED: dict[str, Callable[[], str]] = {
    "added": lambda: _("Added."),
    "terms-kept": lambda: _("Kept."),
    "no-such-question": lambda: _("There is no question with this number."),
    "not-withdrawn": lambda: _("Nothing was withdrawn."),
    "nothing-held": lambda: _("You have not answered anything here yet."),
    "new": lambda: _("Ready for somebody else. The next message begins a new contribution."),
    "stopped": lambda: _(
        "We write no more unless you do. What you sent still counts; to take it back, write WITHDRAW."
    ),
    "stopped-forgotten": lambda: _("We write no more, and have forgotten your number."),
    "too-long": lambda: _(
        "Your answer has become longer than a book chapter, so this last message was set aside. Please send the rest as a document."
    ),
    "no-media": lambda: _("Your voice message or file did not reach us. Please send it once more."),
    "kept-till-chosen": lambda: _(
        "We kept what you sent. It counts once you say which call it answers."
    ),
    "unusual": lambda: _("We can take words, voice messages, pictures and documents."),
}

_TELL: dict[str, Callable[[Conversation, str], str]] = {
    **{name: _fixed(name) for name in _FIXED},
    "welcome": _welcome,
    "not-open": _not_open,
    "ask-call": _ask_call,
    "chosen": _chosen,
    "ask-naming": _ask_naming,
    "ask-name": _ask_name,
    "ask-organisation": _ask_organisation,
    "ask-publishing": _ask_publishing,
    "ask-question": _ask_question,
    "ask-answer": _ask_answer,
    "ask-more": _ask_more,
    "ask-withdrawing": _ask_withdrawing,
    "receipt": _receipt,
    "code": _code,
    "thanks": _thanks,
    "help": _help,
    "comment": _comment,
    "withdrawn": _withdrawn,
    "closed": _closed,
}


def _heading(question: Question) -> str:
    said = " ".join(question.heading_in().split())
    return said if len(said) <= _LONGEST_HEADING else f"{said[:_LONGEST_HEADING]}…"


def _asked(question: Question) -> list[str]:
    return ["\n".join(question.wording.sub_questions_in())]


def _absolute(name: str, *args: str) -> str:
    return f"{settings.COMMONSPACE_URL}{reverse(name, args=args)}"
