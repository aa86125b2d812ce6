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
        *_lateness_untrue(content),
        *_decisions_that_do_not_fit(content),
        *_statements_that_do_not_hold(content),
        *_themes_unknown(content),
        *_parents_unknown(content),
    ]
    if found:
        raise DemoContentError("\n".join(found))


def _keys_twice(content: DemoContent) -> Iterator[str]:
    groups = {
        "contribution": [contribution.key for contribution in content.contributions],
        "statement": [statement.key for statement in content.synthesis.statements],
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


def _lateness_untrue(content: DemoContent) -> Iterator[str]:
    open_days = content.consultation.closes_in_days - content.consultation.opens_in_days
    for contribution in content.contributions:
        if contribution.late != (contribution.received.days >= open_days):
            yield f"contribution {contribution.key}: received and late disagree"


def _decisions_that_do_not_fit(content: DemoContent) -> Iterator[str]:
    contributions = {contribution.key for contribution in content.contributions}
    people = {person.key for person in content.staff}
    for decision in content.decisions:
        if decision.contribution not in contributions or decision.by not in people:
            yield f"decision on {decision.contribution} by {decision.by}: one is unknown"
    decided = {one.contribution for one in content.decisions if one.kind == "protected"}
    marked = {one.key for one in content.contributions if one.protected}
    yield from (f"contribution {key}: protected, or not?" for key in sorted(decided ^ marked))


def _statements_that_do_not_hold(content: DemoContent) -> Iterator[str]:
    by_key = {contribution.key: contribution for contribution in content.contributions}
    set_aside = {one.contribution for one in content.decisions if one.kind == "set-aside"}
    for statement in content.synthesis.statements:
        reason = _why_not(statement, by_key.get(statement.contribution))
        if statement.contribution in set_aside:
            reason = "its contribution was set aside"
        if reason:
            yield f"statement {statement.key}: {reason}"


def _why_not(statement: Evidence, contribution: Contribution | None) -> str:
    if contribution is None:
        return "no such contribution"
    if contribution.protected or not contribution.may_publish:
        return "may not be published"
    if not any(statement.quote in text for text in contribution.texts_on(statement.question)):
        return "not the contributor's words"
    if (contribution.language == "en") == bool(statement.translation):
        return "a translation is needed, and only for what is not English"
    return ""


def _themes_unknown(content: DemoContent) -> Iterator[str]:
    themes = {(finding.question, finding.theme) for finding in content.synthesis.findings}
    for statement in content.synthesis.statements:
        if (statement.question, statement.theme) not in themes:
            yield f"statement {statement.key}: no finding has the theme {statement.theme}"


def _parents_unknown(content: DemoContent) -> Iterator[str]:
    tops = {item.key for item in content.synthesis.recommendations if not item.parent}
    for item in content.synthesis.recommendations:
        if item.parent and item.parent not in tops:
            yield f"recommendation {item.key}: no top-level recommendation {item.parent}"
