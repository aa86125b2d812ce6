"""What the demo is made of, as plain frozen records. Field names are the keys of the TOML files."""

from dataclasses import dataclass

LANGUAGES = ("en", "fr", "es", "ar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Localised:
    """One text in each language of the call."""

    en: str
    fr: str
    es: str
    ar: str

    def in_language(self, language: str) -> str:
        """Return the text in ``language``, one of ``LANGUAGES``."""
        return self.as_dict()[language]

    def as_dict(self) -> dict[str, str]:
        """Return ``{language: text}``."""
        return {"en": self.en, "fr": self.fr, "es": self.es, "ar": self.ar}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask."""

    name: str
    email: str
    telephone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Who pays for or joins in the consultation."""

    name: str
    role: str
    description: Localised


@dataclass(frozen=True, slots=True, kw_only=True)
class ThematicArea:
    """A theme of the call and the numbers of the questions it frames."""

    key: str
    title: Localised
    description: Localised
    questions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate:
    """A date of the process, counted in days from today."""

    in_days: int
    label: Localised


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDocument:
    """A short text attached to the call; lines that begin with ``- `` are bullets."""

    key: str
    title: Localised
    text: Localised


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A numbered question. ``sub_questions`` holds one sub-question a line."""

    number: int
    heading: Localised
    lead_in: Localised
    sub_questions: Localised
    asks_for_examples: bool
    examples_prompt: Localised


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What the consultation prepares."""

    title: Localised
    place: Localised
    starts_in_days: int
    ends_in_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The secretariat that asks."""

    name: str
    website: str
    description: Localised


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """The call and everything it says. Paragraphs are parted by an empty line."""

    key: str
    participation_level: str
    opens_in_days: int
    closes_in_days: int
    closing_time: str
    time_zone: str
    languages: tuple[str, ...]
    title: Localised
    subject: Localised
    purpose: Localised
    notice: Localised
    background: Localised
    use_of_input: Localised
    consent: Localised
    event: Event
    host: Host
    contact_content: Contact
    contact_technical: Contact
    partners: tuple[Partner, ...]
    areas: tuple[ThematicArea, ...]
    key_dates: tuple[KeyDate, ...]
    documents: tuple[CallDocument, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Who sent a contribution. ``kind`` is ``person``, ``organisation`` or ``meeting``."""

    kind: str
    name: str = ""
    email: str = ""
    organisation: str = ""
    organisation_kind: str = ""
    country: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was typed under one question."""

    question: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSection:
    """One headed part of a paper; ``question`` is ``None`` where it answers none."""

    heading: str
    question: int | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document somebody sends: to be made into a file of ``format`` (pdf, docx, odt, txt, html)."""

    title: str
    file_name: str
    format: str
    sections: tuple[PaperSection, ...]

    @property
    def text(self) -> str:
        """Return the whole paper: title, headings, paragraphs; bullets begin with ``- ``."""
        parts = [f"{section.heading}\n\n{section.text}" for section in self.sections]
        return "\n\n".join([self.title, *parts])


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """When something came, counted from the opening of the call."""

    days: int
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one contributor sent in one act."""

    key: str
    language: str
    channel: str
    attribution: str
    may_publish: bool
    received: Received
    contributor: Contributor
    answers: tuple[Answer, ...] = ()
    general: str = ""
    paper: Paper | None = None
    campaign: str = ""
    late: bool = False
    protected: bool = False

    @property
    def questions(self) -> frozenset[int]:
        """Return the numbers of the questions it speaks to."""
        sections = self.paper.sections if self.paper else ()
        told = {section.question for section in sections if section.question is not None}
        return frozenset(told | {answer.question for answer in self.answers})

    def texts_on(self, question: int | None) -> tuple[str, ...]:
        """Return what it says on ``question``; ``None`` asks for the rest."""
        answers = [answer.text for answer in self.answers if answer.question == question]
        sections = self.paper.sections if self.paper else ()
        answers += [section.text for section in sections if section.question == question]
        if question is None and self.general:
            answers.append(self.general)
        return tuple(answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a member of staff decided about a contribution: ``read``, ``set-aside``, ``protected``."""

    contribution: str
    kind: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem:
    """A timed item of a meeting. Times are local, ``HH:MM``."""

    key: str = ""
    starts: str
    ends: str
    title: str
    kind: str
    session: int | None = None
    moderators: tuple[str, ...] = ()
    rapporteur: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """An event that gathered contributions."""

    key: str
    title: str
    subtitle: str
    in_days: int
    place: str
    venue: str
    language: str
    organisers: tuple[str, ...]
    participants: int
    organisations: int
    rule: str
    objectives: tuple[str, ...]
    items: tuple[ProgrammeItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateQuestion:
    """A question of the reporting template and the points noted under it."""

    number: int
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSection:
    """A section of the reporting template."""

    key: str
    heading: str
    questions: tuple[TemplateQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionQuote:
    """Words said in a session, with how the speaker may be shown."""

    text: str
    speaker: str
    released: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReport:
    """A reporting template that the rapporteur filled in."""

    meeting: str
    item: str
    title: str
    rapporteur: str
    language: str
    sections: tuple[TemplateSection, ...]
    quotes: tuple[SessionQuote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A confirmed statement: exact words of one contribution, with their English if need be."""

    key: str
    kind: str
    theme: str
    contribution: str
    question: int | None = None
    quote: str
    translation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """The sentence that opens the results of a question."""

    question: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence of the report. ``{quantity}`` stands where the software puts a counting word."""

    question: int
    theme: str
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A good practice, told as a card."""

    question: int
    title: str
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Who should do what; ``parent`` is the key of the recommendation it belongs under."""

    key: str
    question: int
    text: str
    acting: str = ""
    influenced: str = ""
    strength: str
    parent: str = ""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What civil society can do for ``cities`` or ``direct`` for people."""

    question: int
    audience: str
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A reference for the annex; ``question`` is ``None`` for a general one."""

    question: int | None = None
    author: str
    title: str
    year: int | None = None
    place: str = ""
    kind: str
    urls: tuple[str, ...]
    description: str
    language: str
    description_language: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A line worth printing by itself."""

    question: int
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """An editor's decisions, to be replayed so that the report is a finished one."""

    statements: tuple[Evidence, ...]
    narratives: tuple[Narrative, ...]
    findings: tuple[Finding, ...]
    examples: tuple[Example, ...]
    recommendations: tuple[Recommendation, ...]
    services: tuple[Service, ...]
    resources: tuple[Resource, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody who may sign in."""

    key: str
    name: str
    email: str
    role: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoContent:
    """Everything the demo is made of."""

    consultation: Consultation
    contributions: tuple[Contribution, ...]
    decisions: tuple[Decision, ...]
    meetings: tuple[Meeting, ...]
    session_reports: tuple[SessionReport, ...]
    synthesis: Synthesis
    staff: tuple[StaffMember, ...]
