"""Programmes of meetings: timed items, who leads them, sessions, objectives, organisers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from commonspace.analysis.reading.blocks import Block, Kind
from commonspace.analysis.reading.clock import Clock, Timing, in_order, timing
from commonspace.analysis.reading.cues import Purpose, purposes
from commonspace.analysis.reading.hyphens import mostly_capitals
from commonspace.analysis.reading.lines import Line, spans_of
from commonspace.analysis.reading.model import Entry, Programme, ProgrammeItem
from commonspace.analysis.reading.plain import plain, squeezed

_PREFIX = re.compile(r"(?:#{1,6}[ \t]+)?(?:[-–—*•●▪][ \t]+)?(?=\S)")
_BULLET = re.compile(r"(?:[-–—*+•●○▪◦·][ \t]+)(?=\S)")
_SESSION = re.compile(
    r"(?:working |parallel )?(?:session|workshop|panel|group|sesión|séance|atelier|taller|mesa)\s+"
    r"(\d{1,2}|[A-Z])\s*[:.–—-]\s*(.+)",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"(moderat\w*|chair\w*|facilitat\w*|modérat\w*|rapporteu\w*|relator\w*|led by|lead|speakers?)"
    r"\s*[:–-]\s*",
    re.IGNORECASE,
)
_NAMES_SPLIT = re.compile(r"\s*(?:,|;|\band\b|&|\bet\b|\by\b)\s*")
_ACRONYM = re.compile(r"[A-ZÀ-Þ][\w-]*[A-ZÀ-Þ][\w-]*")
_BLOCK = re.compile(
    r"\b(morning|afternoon|evening|matin|après-midi|mañana|tarde|day (?:\d|one|two|three)|jour \d|día \d)\b",
    re.IGNORECASE,
)
_BLOCK_TITLE = re.compile(r"(?i:sessions?|programme?|séances?|sesiones)|[:–—-]")
_BREAK = re.compile(
    r"\b(?:break|lunch|coffee|tea|dinner|reception|pause|déjeuner|café|almuerzo|descanso)\b",
    re.IGNORECASE,
)
_KIND_CUES = (
    ("break", _BREAK),
    (
        "report-back",
        re.compile(r"\breports? (?:of|from|back)\b|\breport-back\b|\brestitution\b", re.IGNORECASE),
    ),
    ("launch", re.compile(r"\blaunch\b|\blancement\b|\blanzamiento\b", re.IGNORECASE)),
    ("paper", re.compile(r"\bpapers?\b|\bkeynote\b|\blecture\b|\bponencia\b", re.IGNORECASE)),
    (
        "discussion",
        re.compile(
            r"\bdiscussions?\b|\bworkshops?\b|\bgroup work\b|\bworking groups?\b|\bdébat\b",
            re.IGNORECASE,
        ),
    ),
)
_FEWEST = 3
_LEADS_WORDS = 12


@dataclass(slots=True)
class _Slot:
    timing: Timing
    title: str
    block: str
    level: int
    lines: list[Line]
    rest: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Details:
    title: str = ""
    session: str | None = None
    led_by: tuple[str, ...] = ()
    moderators: tuple[str, ...] = ()
    rapporteur: str | None = None
    points: list[str] = field(default_factory=list)


def read_programme(lines: Sequence[Line], blocks: Sequence[Block]) -> Programme:
    """Return the programme in a text: at least three lines must begin with a time."""
    slots = _slots([line for line in lines if line.text])
    if len(slots) < _FEWEST:
        return Programme()
    organisers = _organisers(blocks)
    known = _known_names(organisers)
    starts = in_order([slot.timing.start for slot in slots])
    items: list[ProgrammeItem] = []
    for index, slot in enumerate(slots):
        following = starts[index + 1] if index + 1 < len(slots) else None
        items.append(_item(slot, starts[index], following, known))
    return Programme(items=tuple(items), objectives=_objectives(blocks), organisers=organisers)


def _slots(lines: Sequence[Line]) -> list[_Slot]:
    slots: list[_Slot] = []
    block = ""
    for line in lines:
        prefix = _PREFIX.match(line.text)
        text = line.text[prefix.end() :] if prefix else line.text
        found = timing(plain(text).lstrip("*_ "))
        if found:
            title = plain(text).lstrip("*_ ")[found.length :]
            slots.append(
                _Slot(found, squeezed(title).strip(" *_:–—-|"), block, _level(line), [line])
            )
            continue
        named = _block_name(line)
        if named is not None:
            block = named
        elif slots:
            slots[-1].rest.append(line)
    return slots


def _level(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip("#"))


def _block_name(line: Line) -> str | None:
    """Return the name of the part of the day that a heading opens."""
    text = plain(line.text.lstrip("# ").strip("*_ "))
    found = _BLOCK.match(text)
    is_heading = line.text.startswith(("#", "**")) or mostly_capitals(text[:20]) or len(text) < 40  # noqa: PLR2004
    rest = text[found.end() :].strip() if found else ""
    if not found or not is_heading or (rest and not _BLOCK_TITLE.match(rest)):
        return None
    return found[1].casefold()


def _item(
    slot: _Slot, start: Clock, following: Clock | None, known: frozenset[str]
) -> ProgrammeItem:
    details = _details(slot, known)
    end = slot.timing.end or following
    minutes = end.minutes - start.minutes if end and end.minutes > start.minutes else None
    title = details.title or slot.title
    return ProgrammeItem(
        time=str(start),
        end=str(end) if end else None,
        minutes=minutes,
        title=title,
        slot=slot.title,
        kind=_kind(slot.title, details),
        led_by=details.led_by,
        points=tuple(details.points),
        session=details.session,
        moderators=details.moderators,
        rapporteur=details.rapporteur,
        block=slot.block,
        spans=spans_of([*slot.lines, *slot.rest]),
    )


def _details(slot: _Slot, known: frozenset[str]) -> _Details:
    details = _Details()
    for index, line in enumerate(slot.rest):
        if line.text.strip("-*_ ") == "":
            continue
        session = _SESSION.match(plain(line.text.lstrip("#*_ ")).strip("*_ "))
        if line.text.startswith("#") and not session and not _BULLET.match(line.text):
            del slot.rest[index:]
            break
        if session:
            details.session, details.title = session[1], session[2].strip(" *_")
        else:
            _read_detail(details, line, known, first=index == 0)
    return details


def _read_detail(details: _Details, line: Line, known: frozenset[str], *, first: bool) -> None:
    text = plain(line.text)
    bullet = _BULLET.match(text)
    bare = text[bullet.end() :] if bullet else text
    if _ROLES.search(bare.lstrip("(")) and _roles(details, bare):
        return
    names = tuple(name for name in _NAMES_SPLIT.split(bare.strip("() ")) if name)
    all_known = bool(names) and all(name in known or _ACRONYM.fullmatch(name) for name in names)
    named_below = (
        first and not bullet and len(bare.split()) <= _LEADS_WORDS and bare[-1:] not in ".:?"
    )
    if not details.led_by and (all_known or named_below):
        details.led_by = names
    elif bullet:
        details.points.append(squeezed(bare))
    elif details.points and not line.text.startswith(("*", "(")):
        details.points[-1] = squeezed(f"{details.points[-1]} {bare}")


def _roles(details: _Details, text: str) -> bool:
    """Read "Moderator: A and B, Rapporteur: C" into its parts."""
    marks = list(_ROLES.finditer(text))
    if not marks or text[: marks[0].start()].strip("(* _"):
        return False
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : following.start() if following else len(text)].strip(" ,;()*_.")
        role = mark[1].casefold()
        if role.startswith(("rapp", "relat")):
            details.rapporteur = value or None
        elif role.startswith(("led", "lead", "speaker")):
            details.led_by = tuple(filter(None, _NAMES_SPLIT.split(value)))
        else:
            details.moderators = tuple(filter(None, _NAMES_SPLIT.split(value)))
    return True


def _kind(title: str, details: _Details) -> str:
    if details.session:
        return "discussion"
    return next((kind for kind, cue in _KIND_CUES if cue.search(title)), "plenary")


def _known_names(organisers: Sequence[Entry]) -> frozenset[str]:
    names: set[str] = set()
    for entry in organisers:
        names.add(entry.text)
        names.update(re.findall(r"\(([^()]{2,40})\)", entry.text))
    return frozenset(names)


def _objectives(blocks: Sequence[Block]) -> tuple[Entry, ...]:
    return _entries_under(blocks, Purpose.OBJECTIVES)


def _entries_under(blocks: Sequence[Block], purpose: Purpose) -> tuple[Entry, ...]:
    found: list[Entry] = []
    under = False
    for block in blocks:
        if block.kind is Kind.HEADING:
            under = purpose in purposes(block.text)
        elif under and block.kind is Kind.ITEM:
            found.append(Entry(text=plain(block.text), spans=block.spans))
    return tuple(found)


def _organisers(blocks: Sequence[Block]) -> tuple[Entry, ...]:
    """Return the organisers: entries under their heading, or the headings below it."""
    listed = _entries_under(blocks, Purpose.ORGANISERS)
    found: list[Entry] = []
    parent: Block | None = None
    for block in blocks:
        if block.kind is not Kind.HEADING:
            continue
        if Purpose.ORGANISERS in purposes(block.text):
            parent = block
        elif parent and _is_below(block, parent):
            found.append(Entry(text=plain(block.text), spans=block.spans))
        else:
            parent = None
    return listed or tuple(found)


def _is_below(block: Block, parent: Block) -> bool:
    same_case = mostly_capitals(plain(block.text)) == mostly_capitals(plain(parent.text))
    deeper = block.marker.level > parent.marker.level
    return deeper and (not same_case or not mostly_capitals(plain(block.text)))
