"""What must hold between the demo's files, beyond each file being whole."""

from collections.abc import Iterator

from commonspace.cli.demo.reading import DemoContentError
from commonspace.cli.demo.shapes import Contribution, DemoContent, Evidence


def check(content: DemoContent) -> None:
    """Refuse content whose parts contradict each other.

    Raises:
        DemoContentError: With one line for each contradiction.
    """
    found = [
        *_keys_twice(content),
        *_questions_unknown(content),
        *_evidence_that_does_not_hold(content),
        *_parents_unknown(content),
    ]
    if found:
        raise DemoContentError("\n".join(found))


def _keys_twice(content: DemoContent) -> Iterator[str]:
    groups = {
        "contribution": [contribution.key for contribution in content.contributions],
        "recommendation": [item.key for item in content.synthesis.recommendations],
        "staff": [person.key for person in content.staff],
    }
    for group, keys in groups.items():
        yield from (f"{group} {key}: twice" for key in sorted(set(keys)) if keys.count(key) > 1)


def _questions_unknown(content: DemoContent) -> Iterator[str]:
    numbers = {question.number for question in content.consultation.questions}
    for contribution in content.contributions:
        for number in sorted(contribution.questions - numbers):
            yield f"contribution {contribution.key}: there is no question {number}"


def _evidence_that_does_not_hold(content: DemoContent) -> Iterator[str]:
    by_key = {contribution.key: contribution for contribution in content.contributions}
    for piece in content.synthesis.evidence:
        reason = _why_not(piece, by_key.get(piece.contribution))
        if reason:
            yield f"evidence {piece.contribution}, question {piece.question}: {reason}: {piece.quote}"


def _why_not(piece: Evidence, contribution: Contribution | None) -> str:
    if contribution is None:
        return "no such contribution"
    if contribution.protected or not contribution.may_publish:
        return "may not be published"
    if contribution.late:
        return "came late"
    if not any(piece.quote in text for text in contribution.texts_on(piece.question)):
        return "not the contributor's words"
    if contribution.language != "en" and not piece.translation:
        return "needs a translation"
    return ""


def _parents_unknown(content: DemoContent) -> Iterator[str]:
    tops = {item.key for item in content.synthesis.recommendations if not item.parent}
    for item in content.synthesis.recommendations:
        if item.parent and item.parent not in tops:
            yield f"recommendation {item.key}: no top-level recommendation {item.parent}"
