"""A sender's own words, apart from mails they quote and the signature beneath.

Cutting too little costs a reader a moment; cutting too much costs a contributor their words. So only
what says of itself that it is a quotation or a signature goes, and where nothing else would be
left, the words stay.
"""

import re
from dataclasses import dataclass

_FEW_WORDS = 60
_SIGNATURE_LINES = 12
_TAIL_LINES = 4
_LONGEST_HEAD = 400
_HEAD_LINES = 4
_BLOCK_LINES = 8
_BLOCK_LABELS = 2
_MARKS = "\u200e\u200f\u202a\u202b\u202c\xa0 \t*_"

_WROTE = re.compile(
    r"(?:on|le|el|em|no dia|am|il|op|في|بتاريخ|يوم)\b.{0,300}?"
    r"\b(?:wrote|a écrit|escribió|escreveu|schrieb|ha scritto|schreef|كتب|كتبت)\b.{0,160}[:：]",
    re.IGNORECASE,
)
_WROTE_LAST = re.compile(
    r".{3,160}<[^<>\s]{3,160}>\s?(?:wrote|a écrit|escribió|escreveu|schrieb|كتب|كتبت)\s?[:：]",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"-{2,}\s*(?:original message|message d.origine|message original|mensaje original"
    r"|mensagem original|ursprüngliche nachricht|الرسالة الأصلية)\s*-{2,}",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"(?:-{2,}\s*)?(?:begin forwarded message|forwarded message|message transféré"
    r"|début du message (?:transféré|réexpédié)|mensaje reenviado|inicio del mensaje reenviado"
    r"|mensagem (?:encaminhada|reencaminhada)|weitergeleitete nachricht"
    r"|رسالة معاد توجيهها|الرسالة المعاد توجيهها|رسالة محوّلة)\s*(?::|-{2,})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<from>from|de|von|da|من)|(?:sent|date|envoyé|enviado|enviado el|enviada em|fecha|data|gesendet"
    r"|datum|تاريخ الإرسال|التاريخ|أرسلت|to|à|para|an|إلى|الى|cc|copie à|subject|objet|asunto|assunto"
    r"|betreff|الموضوع|reply-to|répondre à)",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?P<name>[^<\[]{0,200})(?:[<\[](?:mailto:)?(?P<address>[^\s<>\[\]]{1,120}@[^\s<>\[\]]{1,150})[>\]].{0,80})?"
)
_MOBILE = re.compile(
    r"(?:sent from (?:my|outlook|yahoo|mail for|proton)|get outlook for|envoyé (?:de|depuis) mon"
    r"|envoyé depuis|télécharger outlook|enviado desde mi|enviado desde|obtener outlook"
    r"|enviado d[oe] meu|obter o outlook|von meinem .{2,40} gesendet|gesendet von"
    r"|أُرسلت من|أرسلت من|مرسل من|تم الإرسال من|الحصول على outlook).{0,120}",
    re.IGNORECASE,
)
_SUBJECT_FORWARD = re.compile(
    r"\s*(?:fwd?|tr|rv|wg|enc|i|إعادة توجيه|تحويل)\s*[:：]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A sender's own words and what was left aside; the name and address of who wrote a forward."""

    written: str
    quoted: bool = False
    signature: bool = False
    forwarded: bool = False
    name: str = ""
    address: str = ""


def cut(text: str, *, subject: str = "", asks: re.Pattern[str] | None = None) -> Cut:
    r"""Separate a sender's own words from quoted mails and signatures.

    Args:
        text: The body, lines ended by ``\n``.
        subject: ``Fwd:`` and its sisters say that the words beneath are the message.
        asks: A line that matches it above a forwarded mail makes the upper part an answer of its own.
    """
    lines = text.split("\n")
    forward = _forward_at(lines, subject)
    if forward is not None:
        above = lines[:forward]
        if _is_cover(above, asks):
            return _passed_on(lines[forward:])
        lines = above
    kept, quoted = _without_quotes(lines)
    if not "".join(kept).strip() and "".join(lines).strip():
        kept, quoted = _unmarked(lines), True
    kept, signed = _without_signature(kept)
    return Cut(
        written="\n".join(kept).strip(), quoted=quoted or forward is not None, signature=signed
    )


def _forward_at(lines: list[str], subject: str) -> int | None:
    for number, line in enumerate(lines):
        if _FORWARD.fullmatch(line.strip(_MARKS)):
            return number
        if _SUBJECT_FORWARD.match(subject) and _block_length(lines, number):
            return number
    return None


def _is_cover(above: list[str], asks: re.Pattern[str] | None) -> bool:
    if asks and any(asks.match(line) for line in above):
        return False
    return len(" ".join(above).split()) <= _FEW_WORDS


def _passed_on(lines: list[str]) -> Cut:
    """Take the words of a forwarded mail, and who wrote them, from its own head."""
    start = next((n for n in range(min(len(lines), 6)) if _block_length(lines, n)), None)
    if start is None:
        body, name, address = lines[1:], "", ""
    else:
        length = _block_length(lines, start)
        name, address = _writer(lines[start : start + length])
        body = lines[start + length :]
    inner = cut("\n".join(_unmarked(body)))
    return Cut(
        written=inner.written, quoted=inner.quoted, signature=inner.signature, forwarded=True,
        name=name, address=address,
    )  # fmt: skip


def _writer(head: list[str]) -> tuple[str, str]:
    said = _plain(head[0]).partition(":")[2].strip(_MARKS)
    found = _FROM.fullmatch(said)
    if found is None:
        return "", ""
    name, address = found["name"].strip(_MARKS + "\"'"), (found["address"] or "").lower()
    return ("", name.lower()) if "@" in name and not address else (name[:200], address[:250])


def _without_quotes(lines: list[str]) -> tuple[list[str], bool]:
    """Leave quoted lines out; words between and beneath them stay."""
    kept: list[str] = []
    quoted, number = False, 0
    while number < len(lines):
        length, ends = _quote_head(lines, number)
        if length and ends and "".join(kept).strip():
            return kept, True
        if length:
            quoted, number = True, number + length
        elif lines[number].lstrip(_MARKS).startswith((">", "|>")):
            quoted, number = True, number + 1
        else:
            kept.append(lines[number])
            number += 1
    return kept, quoted


def _quote_head(lines: list[str], number: int) -> tuple[int, bool]:
    """Return how many lines announce a quotation here, and whether all that follows is quoted."""
    if not lines[number].strip():
        return 0, False
    if _ORIGINAL.fullmatch(lines[number].strip(_MARKS)):
        return 1, True
    block = _block_length(lines, number)
    if block:
        return block, True
    length = _wrote_length(lines, number)
    return (length, not _marks_follow(lines, number + length)) if length else (0, False)


def _wrote_length(lines: list[str], number: int) -> int:
    """Return over how many lines somebody is said to have written something, up to four."""
    joined = ""
    for length, line in enumerate(lines[number : number + _HEAD_LINES], start=1):
        if not line.strip():
            return 0
        joined = f"{joined} {line.strip(_MARKS)}".strip()
        if len(joined) > _LONGEST_HEAD:
            return 0
        if _WROTE.fullmatch(joined) or (length == 1 and _WROTE_LAST.fullmatch(joined)):
            return length
    return 0


def _marks_follow(lines: list[str], number: int) -> bool:
    following = next((line for line in lines[number:] if line.strip()), "")
    return following.lstrip(_MARKS).startswith(">")


def _block_length(lines: list[str], number: int) -> int:
    """Return how many lines a head like Outlook's takes here: From, Sent, To, Subject."""
    first = _label(lines[number])
    if first is None or not first["from"]:
        return 0
    labels, length = 0, 1
    for line in lines[number + 1 : number + 1 + _BLOCK_LINES]:
        found = _label(line)
        if found and not found["from"]:
            labels += 1
        elif not line.strip() or not labels:
            break
        length += 1
    return length if labels >= _BLOCK_LABELS else 0


def _label(line: str) -> re.Match[str] | None:
    label, colon, _rest = _plain(line).partition(":")
    return _LABEL.fullmatch(label.strip(_MARKS)) if colon else None


def _plain(line: str) -> str:
    return line.replace("：", ":").lstrip("> ").strip(_MARKS).replace("*", "")


def _unmarked(lines: list[str]) -> list[str]:
    return [re.sub(r"^(?:\s?>)+ ?", "", line) for line in lines]


def _without_signature(lines: list[str]) -> tuple[list[str], bool]:
    end = len(lines)
    for number in range(max(0, end - 3 * _SIGNATURE_LINES), end):
        below = [line for line in lines[number + 1 :] if line.strip()]
        if lines[number].rstrip() == "--" and len(below) <= _SIGNATURE_LINES:
            return _without_signature(lines[:number])[0], True
    filled = [number for number, line in enumerate(lines) if line.strip()][-_TAIL_LINES:]
    mobile = [number for number in filled if _MOBILE.fullmatch(lines[number].strip(_MARKS))]
    return [line for number, line in enumerate(lines) if number not in mobile], bool(mobile)
