"""What each column of a sheet is probably for, from its heading and a sample of its cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonspace.analysis.reading.plain import words as words_of
from commonspace.analysis.words import count_words
from commonspace.channels.sheets.choices import CHOICE, LEAVE_OUT, WORDS, Use
from commonspace.channels.sheets.values import country_of, kind_of, language_of, naming_of, truth_of
from commonspace.consultations.models import Question
from commonspace.engines.tables.headings import bare, role_of
from commonspace.engines.tables.roles import Role
from commonspace.engines.tables.rows import Row
from commonspace.engines.tables.shapes import Shape, shapes_of

_EXAMPLES = 3
_EXAMPLE_CHARS = 90
_A_SENTENCE = 6
_SHARED = 0.5
_FEWEST_SHARED = 2
_CLEARLY = 0.75
_CLEAR_WORDS = 4
_JOINT = 2
_JOINTS = frozenset(
    [
        "the",
        "and",
        "for",
        "what",
        "how",
        "can",
        "does",
        "with",
        "your",
        "you",
        "our",
        "are",
        "that",
        "this",
        "which",
        "question",
        "les",
        "des",
        "que",
        "los",
        "las",
        "por",
        "para",
        "pregunta",
    ]
)
_NUMBERED = re.compile(
    r"\W*(?:question|pregunta|frage|q|g\d{1,2}q0*|السؤال)?\s*(\d{1,2})(?!\d)", re.IGNORECASE
)
_ONE_EACH = (*Use.values,)

HEADINGS: Mapping[str, tuple[str, ...]] = {
    Use.ID: (
        "uuid", "instanceid", "meta instanceid", "key", "response id", "responseid", "contribution id", "answer id",
        "submission id", "respondent id", "id", "reference", "case id", "id de la réponse", "id de respuesta", "رقم الرد",
    ),
    Use.DATE: (
        "submission time", "submissiondate", "submission date", "submit date", "submitdate", "date submitted", "completion time",
        "submitted at", "submitted", "horodateur", "marca temporal", "timestamp", "طابع زمني", "heure de fin", "hora de finalización", "creation date", "end", "end date", "last update",
        "date last action", "start time", "start date", "date started", "startdate",
    ),
    Use.EMAIL: (
        "email", "e mail", "email address", "mail", "your email", "your email address", "courriel", "adresse e mail", "username", "nom d utilisateur",
        "adresse électronique", "correo", "correo electrónico", "dirección de correo electrónico", "البريد الإلكتروني",
    ),
    Use.PHONE: ("phone", "telephone", "mobile", "phone number", "telephone number", "téléphone", "teléfono", "whatsapp", "الهاتف"),
    Use.NAME: (
        "name", "your name", "full name", "what is your name", "contact person", "respondent name", "user name", "nom", "nom complet", "votre nom",
        "nombre", "nombre completo", "su nombre", "nome", "الاسم", "اسمك",
    ),
    Use.ORGANISATION: (
        "name of your organisation", "name of your organization", "name of the organisation", "name of the organization", "name of organisation", "name of organization",
        "your organisation", "your organization", "which organisation do you represent", "which organization do you represent", "what is the name of your organisation", "what is the name of your organization",
        "nom de votre organisation", "nom de l'organisation", "votre organisation", "nombre de su organización", "nombre de la organización", "su organización", "اسم المنظمة", "اسم منظمتكم", "منظمتكم",
    ),
    Use.KIND: (
        "what kind of organisation is it", "what kind of organization is it", "kind of organization", "type of your organisation", "type of your organization", "what type of organisation is it", "what type of organization is it",
        "quel type d'organisation est ce", "type d'organisation", "de quel type d'organisation s'agit il", "qué tipo de organización es", "tipo de su organización", "ما نوع هذه المنظمة", "نوع منظمتكم",
    ),
    Use.COUNTRY: (
        "country you speak from", "your country", "which country are you in", "in which country do you work", "pays d'où vous parlez", "votre pays", "país desde el que habla", "su país", "البلد الذي تتحدثون منه", "بلدكم",
    ),
    Use.LANGUAGE: ("languages", "language used", "start language", "survey language", "interface language"),
    Use.PLACE: ("city", "town", "place", "city or region", "region", "ville", "ciudad", "location", "المدينة"),
    Use.BEHALF: ("on behalf of", "behalf", "au nom de", "en nombre de", "نيابة عن"),
    Use.FILES: ("file", "files", "upload", "attachment", "attachments", "voice", "audio", "recording", "document"),
}  # fmt: skip
_NAMING = (
    "how may we name",
    "may we name",
    "be named",
    "name you",
    "attribution",
    "anonym",
    "confidential",
)
_PUBLISHING = ("publish", "quote", "publier", "publicar", "نشر", "citar", "made public")
_TOOLS = ("validation status", "notes", "status", "tags", "index", "version", "submitted by", "deviceid", "device id", "start", "points", "feedback", "ip address", "latitude", "longitude", "seed", "interview time", "date of last action", "last page", "referrer url")  # fmt: skip
_OWN = ("_", "meta/", "formhub/", "meta-")
_KOBO_ID = ("_uuid", "meta/instanceID", "KEY", "_id")
_OF_ROLE = {
    Role.ORGANISATION: Use.ORGANISATION, Role.KIND: Use.KIND, Role.COUNTRY: Use.COUNTRY,
    Role.LANGUAGE: Use.LANGUAGE, Role.DATE: Use.DATE, Role.CONTRIBUTOR: Use.NAME,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column, what it is taken for, why, and how its cells look."""

    index: int
    name: str
    use: str
    reason: str
    examples: tuple[str, ...]


def guess(
    names: Sequence[str],
    rows: Sequence[Row],
    questions: Sequence[Question],
    known: Mapping[str, str],
) -> list[Column]:
    """Say what each column is probably for.

    Args:
        names: The headings.
        rows: A sample of the rows under them.
        questions: Those of the call.
        known: What staff said of columns of these headings before.
    """
    shapes = shapes_of(rows, len(names))
    asked = {str(question.pk) for question in questions}
    wordings = [(question, _wording(question)) for question in questions]
    columns = []
    for index, name in enumerate(names):
        examples = _examples(rows, index)
        use, reason = _known(name, known, asked) or _look(name, shapes[index], examples, wordings)
        columns.append(Column(index=index, name=name, use=use, reason=reason, examples=examples))
    return _one_of_each(columns, known)


def _known(name: str, known: Mapping[str, str], asked: set[str]) -> tuple[str, str] | None:
    use = known.get(name)
    if use is None or (
        use.startswith((WORDS, CHOICE)) and use.partition(":")[2] not in {"", *asked}
    ):
        return None
    return use, _("as you said last time")


def _examples(rows: Iterable[Row], index: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in rows:
        cell = " ".join(row.cells[index].split()) if index < len(row.cells) else ""
        if cell:
            short = cell if len(cell) <= _EXAMPLE_CHARS else cell[: _EXAMPLE_CHARS - 1] + "…"
            found[short] = None
        if len(found) == _EXAMPLES:
            break
    return tuple(found)


def _look(
    name: str, shape: Shape, examples: Sequence[str], wordings: Sequence[tuple[Question, set[str]]]
) -> tuple[str, str]:
    if not shape.filled:
        return LEAVE_OUT, _("empty")
    by_heading = _of_heading(name, shape, examples)
    if by_heading is not None:
        return by_heading, _("its heading says so") if by_heading else _("the survey tool’s own")
    question = question_for(name, wordings)
    if shape.is_free_text or (question and _has_sentences(shape)):
        return _for_words(question)
    return _for_short(question, shape, examples)


def _has_sentences(shape: Shape) -> bool:
    """Tell whether, of cells that are mostly short, some are no choice from a list."""
    return not shape.repeats and any(count_words(cell) >= _A_SENTENCE for cell in shape.different)


def _for_short(question: Question | None, shape: Shape, examples: Sequence[str]) -> tuple[str, str]:
    if shape.mostly(shape.mails):
        return Use.EMAIL, _("its cells are addresses of mail")
    if question:
        told = _("a choice under question %(number)s")
        return f"{CHOICE}{question.pk}", told % {"number": question.number}
    return _of_cells(shape, examples)


def _for_words(question: Question | None) -> tuple[str, str]:
    if question:
        told = _("free text; its heading speaks of question %(number)s")
        return f"{WORDS}{question.pk}", told % {"number": question.number}
    return WORDS, _("free text; we do not see which question it answers, so please look")


def _of_cells(shape: Shape, examples: Sequence[str]) -> tuple[str, str]:
    for use, understood in (
        (Use.KIND, kind_of), (Use.COUNTRY, country_of), (Use.LANGUAGE, language_of),
    ):  # fmt: skip
        if shape.repeats and examples and all(understood(each) for each in examples):
            return use, _("its cells look like it")
    if shape.mostly(shape.numbers) or shape.mostly(shape.dates):
        return LEAVE_OUT, _("numbers or dates")
    return LEAVE_OUT, _("short; choose a question to keep it as a choice made")


def _of_heading(name: str, shape: Shape, examples: Sequence[str]) -> str | None:
    """Return the use a heading names outright, empty for columns of the tool, else nothing."""
    plain = bare(name).strip("_ ")
    if name in _KOBO_ID:
        return Use.ID
    is_free = shape.is_free_text
    told = next((use for use, known in HEADINGS.items() if plain in known), None)
    if told and not (is_free and told in {Use.NAME, Use.FILES}):
        return told
    if name.startswith(_OWN) or plain in _TOOLS:
        return LEAVE_OUT
    role = role_of(name)
    consent = _of_consent(plain, examples)
    return consent or (_OF_ROLE.get(role) if role and not is_free else None)


def _of_consent(plain: str, examples: Sequence[str]) -> str:
    """Return whether a column says how somebody may be named or published, by heading and cells."""
    for use, parts, understood in (
        (Use.NAMING, _NAMING, naming_of),
        (Use.PUBLISHING, _PUBLISHING, lambda cell: truth_of(cell) is not None),
    ):
        if any(part in plain for part in parts) and any(understood(each) for each in examples):
            return use
    return ""


def question_for(name: str, wordings: Sequence[tuple[Question, set[str]]]) -> Question | None:
    """Return the question a heading speaks of: by its number, unless its words clearly say another."""
    said = _telling(name)
    best, most = None, 0.0
    for question, wording in wordings:
        shared = len(said & wording)
        share = shared / len(said) if said else 0.0
        if shared >= _FEWEST_SHARED and share >= _SHARED and share > most:
            best, most = question, share
    numbered = _NUMBERED.match(name)
    told = next((one for one, _w in wordings if numbered and one.number == int(numbered[1])), None)
    is_clear = most >= _CLEARLY and len(said) >= _CLEAR_WORDS
    return best if best and (told is None or is_clear) else told


def _telling(text: str) -> set[str]:
    """Return the words of a text that are no mere joints of a sentence."""
    return {
        word
        for word in words_of(text)
        if word.isdigit() or (len(word) > _JOINT and word not in _JOINTS)
    }


def _wording(question: Question) -> set[str]:
    version = question.wording
    texts = (*version.heading.values(), *version.lead_in.values(), *version.sub_questions.values())
    return {word for text in texts for word in _telling(text)}


def option_of(name: str) -> str:
    """Return what stands for one option in a heading such as ``Q1[SQ001]`` or ``What helps? – Buses``.

    Example:
        >>> option_of("What helps? [Night buses]"), option_of("What helps?")
        ('Night buses', '')
    """
    bracket = re.search(r"[\[(]([^\])]+)[\])]\s*[.:]?\s*(.*)$", name)
    if bracket:
        return (bracket[2] or bracket[1]).strip()
    for mark in (" – ", " - ", "/", ": "):
        if mark in name:
            return name.rpartition(mark)[2].strip()
    return ""


def is_ticked(examples: Iterable[str]) -> bool:
    """Tell whether a column only says whether an option was chosen."""
    said = [truth_of(each) for each in examples]
    return bool(said) and all(each is not None for each in said)


def _one_of_each(columns: Sequence[Column], known: Mapping[str, str]) -> list[Column]:
    """Keep the best column for what can be said once: known ones, then by the order of words."""
    kept: dict[str, Column] = {}
    for column in columns:
        if column.use in _ONE_EACH and column.use != Use.FILES:
            rival = kept.get(column.use)
            if rival is None or _rank(column, known) < _rank(rival, known):
                kept[column.use] = column
    return [
        column
        if column.use not in kept or kept[column.use] is column
        else Column(
            index=column.index, name=column.name, use=LEAVE_OUT,
            reason=_("another column serves as this"), examples=column.examples,
        )
        for column in columns
    ]  # fmt: skip


def _rank(column: Column, known: Mapping[str, str]) -> tuple[bool, int, int]:
    order = HEADINGS.get(column.use, ())
    plain = bare(column.name).strip("_ ")
    if column.use == Use.ID and column.name in _KOBO_ID:
        place = _KOBO_ID.index(column.name) - len(_KOBO_ID)
    else:
        place = order.index(plain) if plain in order else len(order)
    return known.get(column.name) != column.use, place, column.index
