"""Lines of a text gathered into blocks: paragraphs, list items, and the lines that lead to them."""

import re
from dataclasses import dataclass
from itertools import zip_longest

BULLET = re.compile(
    r"\s*(?:[-*•●▪◦‣·–—➢✓]|\(?\d{1,3}[.)]|\(?[a-zA-Zأ-ي][.)]|[ivxIVX]{1,4}[.)])\s+(?=\S)"
)
_MARKUP_HEADING = re.compile(r"\s*#{1,6}\s+\S")
_WRAP_WIDTH = 55
_HEADING_WORDS = 9
_LEAD_WORDS = 14
_COURTESY_WORDS = 9
_GREETS = re.compile(
    r"(?:dear|hello|hi|good (?:morning|afternoon|evening)|to (?:the|our|all)|chers?|chères?|"
    r"bonjour|mesdames|madame|monsieur|à l'attention|estimad\w+|queridos?|queridas?|hola|buen\w* "
    r"(?:días|tardes)|señor\w*|prezad\w+|car[oa]s?|olá|sehr geehrte\w*|liebe\w*|hallo|guten tag|"
    r"السادة|السيد|السيدات|أعزاءنا|مرحبا|تحية|السلام عليكم)\b",
    re.IGNORECASE,
)
_SIGNS_OFF = re.compile(
    r"(?:yours|(?:best|kind|warm) (?:regards|wishes)|regards[,.]?$|sincerely|respectfully|"
    r"cordialement|bien à vous|respectueusement|salutations|merci(?: d'avance)?[.!]?$|"
    r"atentamente|saludos|cordialmente|un saludo|gracias[.!]?$|atenciosamente|obrigad[oa][.!]?$|"
    r"mit freundlichen|viele grüße|danke[.!]?$|thank you(?: very much)?[.!]?$|thanks[.!]?$|"
    r"مع التحية|مع خالص|وتفضلوا|شكرا[.!]?$|شكرًا[.!]?$)",
    re.IGNORECASE,
)
_ENDS = ".!?…؟。!?;؛"
_CLOSERS = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or list item in ``text[start:end]``, and the line it stands under."""

    start: int
    end: int
    lead: str


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def ends(self) -> bool:
        return self.text.rstrip().rstrip(_CLOSERS).endswith(tuple(_ENDS))


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    for raw in re.split(r"(\r\n|[\n\r\v\f\u0085\u2028\u2029])", text):
        lines.append(_Line(start, start + len(raw), raw))
        start += len(raw)
    return lines[::2]


def _is_courtesy(line: _Line, following: _Line | None) -> bool:
    """Say whether a line only greets or signs: "Dear mayors," says nothing about a question."""
    content = line.text.strip()
    if line.words > _COURTESY_WORDS or BULLET.match(line.text):
        return False
    if _SIGNS_OFF.match(content):
        return following is None or following.words <= _COURTESY_WORDS
    greets = content.endswith((",", "،", ":"))
    return greets and following is not None and _GREETS.match(content) is not None


def _is_lead(line: _Line, following: _Line | None) -> bool:
    """Say whether a line is a heading or leads to what follows, rather than being content."""
    content = line.text.strip()
    if _MARKUP_HEADING.match(line.text):
        return True
    if following is None or BULLET.match(line.text) or not content:
        return False
    if content.endswith((":", ":", "：")):
        return line.words <= _LEAD_WORDS
    if line.ends or line.words > _HEADING_WORDS:
        return False
    shouts = content.isupper() and line.words > 1
    return shouts or (
        following.start > line.end + 1 and following.words > _HEADING_WORDS and content.istitle()
    )


def _continues(before: _Line, line: _Line) -> bool:
    """Say whether a line goes on with the sentence of the line directly before it."""
    if BULLET.match(line.text):
        return False
    if line.text.lstrip()[:1].islower():
        return not before.ends
    return len(before.text) >= _WRAP_WIDTH and not before.ends


def find_blocks(text: str) -> list[Block]:
    """Gather the lines of a text into blocks.

    Hard-wrapped lines are joined; list items stand alone; headings and lead-in lines become
    the ``lead`` of the blocks under them, unless the text has nothing else.

    Args:
        text: Any text; line ends of every make are understood.

    Returns:
        Blocks in order; together they hold every word that is not a heading.
    """
    filled = [line for line in _lines(text) if line.text.strip()]
    blocks: list[Block] = []
    lead = ""
    previous: _Line | None = None
    for line, following in zip_longest(filled, filled[1:]):
        if _is_courtesy(line, following):
            lead, previous = "", None
            continue
        if _is_lead(line, following):
            lead, previous = line.text.strip().lstrip("# ").rstrip(": "), None
            continue
        apart = previous is None or line.start > previous.end + 2
        if blocks and not apart and previous is not None and _continues(previous, line):
            blocks[-1] = Block(blocks[-1].start, line.end, blocks[-1].lead)
        else:
            if apart and previous is not None and not BULLET.match(line.text):
                lead = ""
            blocks.append(Block(line.start, line.end, lead))
        previous = line
    if not blocks and filled:
        blocks.append(Block(filled[0].start, filled[-1].end, ""))
    return blocks
