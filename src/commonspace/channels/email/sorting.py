"""What a mail says, sorted: whose it is, which call it answers, which question each part answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from commonspace.analysis.languages import UNDETERMINED, detect_record
from commonspace.analysis.routing import MARKER, Wordings, passages
from commonspace.channels.email import addresses
from commonspace.channels.email.choices import Vouched
from commonspace.channels.email.models import Mail
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Origin
from commonspace.contributions.models import Contribution
from commonspace.engines.mail.shapes import Letter
from commonspace.intake.envelopes import AnswerPart

_AFTER_MARK = re.compile(r"[\s:.)\]،,–—\-*#?؟]{0,20}")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SHARED = 0.5
_LONGEST_ASKED = 160
_WITHDRAW = re.compile(
    r"(?:please )?(?:withdraw|retract)(?: my (?:contribution|answer|mail))?"
    r"|(?:je )?retire[rz]?(?: ma contribution)?|retrait"
    r"|(?:quiero )?retir(?:ar|o|en)(?: mi contribuci[oó]n)?"
    r"|retirar(?: a)? minha contribuição|zurückziehen"
    r"|سحب|أسحب مساهمتي|أريد سحب مساهمتي|اسحب مساهمتي",
    re.IGNORECASE,
)
_REPLY = re.compile(r"^\s*(?:(?:re|aw|rép|رد)\s*[:：]\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a mail goes: to a call, or to a contribution whose receipt it answers; or to nobody."""

    consultation: Consultation | None = None
    contribution: Contribution | None = None


class Sorter:
    """What mails are sorted by, looked up once for a handful: addresses, calls, their questions."""

    def __init__(self) -> None:
        """Open the address book."""
        self.book = addresses.AddressBook()
        self._wordings: dict[int, Wordings] = {}

    def route(self, mail: Mail, letter: Letter) -> Route:
        """Find out what a mail is about: first by sealed words, then by mailbox, then by address."""
        answered = addresses.contribution_behind([*letter.to, *mail.addressed, *letter.answers_to])
        if answered and (mail.consultation_id in {None, answered.consultation_id}):
            return Route(consultation=answered.consultation, contribution=answered)
        if mail.consultation:
            return Route(consultation=mail.consultation)
        calls = self.book.calls_behind([*letter.to, *mail.addressed])
        if len(calls) == 1:
            return Route(consultation=calls[0])
        return Route(consultation=None if calls else self.book.only_call)

    def is_ours(self, letter: Letter) -> bool:
        """Tell a mail that we sent ourselves and got back."""
        return letter.sender_address in self.book.ours or bool(
            addresses.contribution_behind([letter.sender_address])
        )

    def answers_in(self, text: str, consultation: Consultation) -> tuple[AnswerPart, ...]:
        """Cut a text where the question it speaks to changes; what names none is a general remark.

        The label of a question ("Q3:", its own words as a heading) is not among the answer's words.
        """
        wordings = self._wordings.get(consultation.pk)
        if wordings is None:
            wordings = self._wordings[consultation.pk] = _wordings(consultation)
        said: dict[int | None, list[str]] = {}
        for passage in passages(text, wordings):
            key = int(passage.question) if passage.question else None
            part = text[passage.start : passage.end]
            words = (
                _without_label(part, wordings[passage.question][1]) if passage.question else part
            )
            if words.strip():
                said.setdefault(key, []).append(words.strip())
        return tuple(
            AnswerPart(question=key, text="\n\n".join(parts), origin=Origin.EMAIL_BODY)
            for key, parts in said.items()
        )


def language_of(text: str, consultation: Consultation) -> str:
    """Return the language of a mail, or nothing if it has too few words to tell."""
    found = detect_record(text, consultation.languages) if text.strip() else None
    return found.language if found and found.language != UNDETERMINED else ""


def asks_to_withdraw(letter: Letter) -> bool:
    """Tell whether a mail says nothing but that its sender withdraws."""
    if letter.files:
        return False
    said = letter.written.strip(" .!\n\t") or _REPLY.sub("", letter.subject).strip(" .!")
    return bool(_WITHDRAW.fullmatch(" ".join(said.split())))


def vouched(letter: Letter, *, by: str) -> str:
    """Return what our own mail server found of the sender's domain.

    Only the header nearest to us that bears the name of that server counts; others may be forged.

    Source:
        RFC 8601 (Authentication-Results). A pass of DMARC says that DKIM or SPF passed for
        the very domain of the From line; a pass of either alone says less, and is not enough.
    """
    if not by:
        return Vouched.UNKNOWN
    for said in letter.vouched:
        server, _semicolon, results = said.partition(";")
        if server.split()[:1] != [by]:
            continue
        verdict = re.search(r"\bdmarc\s?=\s?(\w{1,20})", results.lower())
        if verdict is None or verdict[1] in {"none", "temperror", "permerror"}:
            return Vouched.UNKNOWN
        return Vouched.PASSED if verdict[1] in {"pass", "bestguesspass"} else Vouched.FAILED
    return Vouched.UNKNOWN


def _wordings(consultation: Consultation) -> Wordings:
    questions = consultation.questions.filter(retired_at=None).prefetch_related("versions")
    return {
        str(question.pk): (
            question.number,
            [
                *question.wording.heading.values(),
                *question.wording.lead_in.values(),
                *question.wording.sub_questions.values(),
            ],
        )
        for question in questions
    }


def _without_label(part: str, texts: Iterable[str]) -> str:
    first, _end, rest = part.lstrip("\n").partition("\n")
    marked = MARKER.match(first)
    said = first[marked.end() :] if marked else first
    if marked:
        said = said[_AFTER_MARK.match(said).end() :]  # type: ignore[union-attr]  # matches nothing too
    is_heading = rest.strip() and len(said) <= _LONGEST_ASKED and _is_asked(said, texts)
    return rest if is_heading else f"{said}\n{rest}"


def _is_asked(line: str, texts: Iterable[str]) -> bool:
    own = {word.casefold() for word in _WORD.findall(line)}
    asked = {word.casefold() for text in texts for word in _WORD.findall(text)}
    return not line.strip() or (bool(own) and len(own & asked) / len(own) >= _SHARED)
