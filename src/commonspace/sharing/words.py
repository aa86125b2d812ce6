"""What to say when passing a call on: a line, a message, a letter; and the call for paper."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from commonspace.consultations.deadline import deadline_of
from commonspace.consultations.models import Consultation, Question, QuestionVersion
from commonspace.consultations.queries import asked_questions
from commonspace.consultations.ways import ways_to_respond
from commonspace.kernel.localised import Localised, in_language
from commonspace.people.choices import OrganisationKind
from commonspace.sharing.leaflets import (
    Block,
    Leaflet,
    Sort,
    direction_of,
    fact,
    field,
    heading,
    items,
    paragraphs,
    small,
    tick,
)
from commonspace.sharing.links import Copy
from commonspace.sharing.printing.codes import qr_svg

GIST = 140
ON_A_POSTER = 8
ANSWER_ROWS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Ready words for one language."""

    short: str
    message: str
    subject: str
    letter: str


def texts_for(copy: Copy) -> Texts:
    """Return a line for a post, a message for a messenger and a letter for a mail."""
    with override(copy.language):
        return _Words(copy).texts()


def call_leaflet(copy: Copy) -> Leaflet:
    """Return the whole call for paper."""
    with override(copy.language):
        return _Words(copy).call()


def form_leaflet(copy: Copy) -> Leaflet:
    """Return the form with a place for each answer."""
    with override(copy.language):
        return _Words(copy).form()


def poster_of(copy: Copy) -> dict[str, Any]:
    """Return what a poster says, for its template."""
    with override(copy.language):
        return _Words(copy).poster()


def first_words(text: str, limit: int = GIST) -> str:
    """Return a text on one line, cut at a word if it is long."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" .,;:") + " …"


class _Words:
    """The words of one call in the language that is set."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self.call_of: Consultation = copy.consultation
        self.questions: list[Question] = list(asked_questions(self.call_of))
        closes = deadline_of(self.call_of)
        self.deadline = closes.whole if closes else ""
        self.title = " ".join(self.say(self.call_of.title).split())
        self.asks = _("%(organisation)s asks") % {"organisation": self.call_of.owner.name}

    def say(self, texts: Localised) -> str:
        return in_language(texts, self.copy.language, fallback=self.call_of.default_language)

    def gists(self) -> list[str]:
        return [first_words(one.heading_in(self.copy.language)) for one in self.questions]

    def ways(self) -> list[str]:
        return [
            ": ".join(part for part in (str(way.title), way.detail) if part)
            for way in ways_to_respond(self.call_of)
        ]

    def until(self) -> str:
        return (
            _("Answer until %(deadline)s.") % {"deadline": self.deadline} if self.deadline else ""
        )

    def texts(self) -> Texts:
        link = self.copy.link
        subject = first_words(self.say(self.call_of.subject) or self.say(self.call_of.purpose))
        short = [f"{self.asks}: {self.title}.", self.until(), link]
        numbered = [f"{n}. {gist}" for n, gist in enumerate(self.gists(), start=1)]
        message = [
            f"{self.title}",
            f"{subject}" if subject else "",
            "\n".join(numbered),
            _("Answer one question or all of them, in your own words. You need no account."),
            self.until(),
            link,
        ]
        return Texts(
            short=" ".join(filter(None, short)),
            message="\n\n".join(filter(None, message)),
            subject=_("Your answers are wanted: %(title)s") % {"title": self.title},
            letter=self._letter(numbered),
        )

    def _letter(self, numbered: list[str]) -> str:
        parts = [
            _("Hello,"),
            _("%(organisation)s asks for answers to “%(title)s”.")
            % {"organisation": self.call_of.owner.name, "title": self.title},
            self.say(self.call_of.purpose) or self.say(self.call_of.subject),
            _("The questions:") + "\n" + "\n".join(numbered),
            _("You may answer one question or all of them, in your own words and your language."),
            _("Ways to answer:") + "\n" + "\n".join(f"- {way}" for way in self.ways()),
            self.until(),
            self.copy.link,
            self.say(self.call_of.what_happens),
            _("Questions? Write to %(contact)s.") % {"contact": self.call_of.contact_content},
        ]
        return "\n\n".join(filter(None, parts)) + "\n"

    def call(self) -> Leaflet:
        call = self.call_of
        blocks: list[Block] = [fact(_("Answer until:"), self.deadline)] if self.deadline else []
        blocks += self._part(_("Why we ask"), call.purpose)
        blocks += self._part(_("Background"), call.background)
        blocks.append(heading(_("The questions")))
        blocks.append(small(_("Answer any of them, in a few lines or many.")))
        for question in self.questions:
            blocks += self._question(question)
        ways = self.ways()
        if ways:
            blocks += [heading(_("Ways to answer")), *items(ways)]
        blocks += self._part(_("What happens with your answers"), call.what_happens)
        blocks += self._part(_("What may be published, and under which name"), call.naming_terms)
        blocks.append(heading(_("Who to ask")))
        blocks.append(fact(_("About the questions:"), call.contact_content))
        blocks.append(fact(_("If something does not work:"), call.contact_technical))
        return self._leaflet(self.title, blocks, lead=self.say(call.subject))

    def _part(self, title: str, texts: Localised) -> list[Block]:
        said = self.say(texts)
        return [heading(title), *paragraphs(said)] if said else []

    def _question(self, question: Question) -> list[Block]:
        wording = question.wording
        title = f"{question.number}. {question.heading_in(self.copy.language)}"
        asked = wording.sub_questions_in(self.copy.language)
        return [
            Block(sort=Sort.FACT, label=title),
            *paragraphs(self.say(wording.lead_in)),
            *items(asked),
        ]

    def form(self) -> Leaflet:
        blocks: list[Block] = [small(line) for line in self._how_to_send()]
        for question in self.questions:
            label, hints = self._asked(question, question.wording)
            blocks.append(
                field(
                    label,
                    key=answer_key(question.pk),
                    rows=ANSWER_ROWS,
                    help_text=hints,
                    former=tuple(self._asked(question, one) for one in former_wordings(question)),
                )
            )
        blocks.append(field(_("Anything else"), key=answer_key(None), rows=5))
        blocks += [
            Block(sort=Sort.BREAK),
            *about_you(),
            *terms(self.say(self.call_of.naming_terms)),
        ]
        return self._leaflet(_("Answer form: %(title)s") % {"title": self.title}, blocks)

    def _asked(self, question: Question, wording: QuestionVersion) -> tuple[str, str]:
        """Return label and help of the place to answer a question, in one of its wordings."""
        hints = [self.say(wording.lead_in), *self.say(wording.sub_questions).splitlines()]
        label = f"{question.number}. {self.say(wording.heading)}"
        return label, " ".join(filter(None, hints))

    def _how_to_send(self) -> list[str]:
        return [
            line
            for line in (
                _("Fill in what you like; leave the rest empty. Use more paper if you need it."),
                _("Send it back, or give it to whoever gave it to you: %(contact)s")
                % {"contact": self.call_of.contact_content},
                self.until(),
            )
            if line
        ]

    def poster(self) -> dict[str, Any]:
        link = self.copy.link
        more = len(self.questions) - ON_A_POSTER
        gists = self.gists()[:ON_A_POSTER]
        return {
            "title": self.title,
            "kicker": self.asks,
            "lead": first_words(self.say(self.call_of.subject), 220),
            "language": self.copy.language,
            "direction": direction_of(self.copy.language),
            "questions_title": _("Tell us"),
            "questions": [*gists, "…"] if more > 0 else gists,
            "deadline": self.until(),
            "how": _("Answer one question or all of them. You need no account."),
            "link": self.copy.spoken,
            "qr": qr_svg(link).decode(),
            "ways": self.ways()[:6],
            "foot": _("Questions? %(contact)s") % {"contact": self.call_of.contact_content},
        }

    def _leaflet(self, title: str, blocks: list[Block], *, lead: str = "") -> Leaflet:
        return Leaflet(
            title=title,
            language=self.copy.language,
            blocks=tuple(blocks),
            kicker=self.asks,
            lead=lead,
            link=self.copy.link,
            foot=self.title,
        )


def answer_key(question: int | None) -> str:
    """Return the name of the place to answer a question; ``None`` for a general remark."""
    return f"answer:{question}" if question else "answer:general"


def former_wordings(question: Question) -> list[QuestionVersion]:
    """Return the wordings a question had before the one in force, the latest first."""
    return sorted(question.versions.all(), key=lambda one: -one.number)[1:]


def about_you() -> list[Block]:
    """Return the places in which somebody says who they are, in the current language."""
    return [
        heading(_("About you")),
        small(_("Leave empty what you do not want to say.")),
        field(_("Your name"), key="about:name"),
        field(_("Your organisation"), key="about:organisation"),
        Block(sort=Sort.TEXT, text=_("What kind of organisation is it?")),
        *(tick(str(label), key=f"kind:{value}") for value, label in OrganisationKind.choices),
        field(_("Country, city or region"), key="about:place"),
        field(
            _("How can we reach you? (e-mail or telephone)"),
            key="about:contact",
            help_text=_("Only the secretariat sees it. It is locked away."),
        ),
    ]


def terms(naming_terms: str) -> list[Block]:
    """Return the two choices nobody makes for a contributor, in the current language."""
    return [
        heading(_("How may we name you?")),
        *paragraphs(naming_terms),
        tick(_("With my name and organisation"), key="naming:named"),
        tick(_("With the name of the organisation only"), key="naming:organisation"),
        tick(_("Only with the kind of organisation and the country"), key="naming:kind"),
        tick(_("Not at all: anonymous"), key="naming:anonymous"),
        heading(_("May we publish your words?")),
        tick(_("Yes, you may quote them as I chose above"), key="publish:yes"),
        tick(_("No: read and count them, but do not quote them"), key="publish:no"),
        field(pgettext("on a form", "Date and signature"), key="about:signature"),
    ]
