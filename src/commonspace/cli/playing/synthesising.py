"""The analysts mark statements, sort them into themes and write what the report says."""

from commonspace.cli.demo import shapes
from commonspace.cli.demo.papers import span_of
from commonspace.cli.playing.scene import Scene
from commonspace.contributions.models import SourceText
from commonspace.evidence.choices import ANALYSIS
from commonspace.evidence.models import Statement
from commonspace.evidence.services.analysing import run_analysis
from commonspace.evidence.services.confirming import code, mark
from commonspace.evidence.services.themes import make_theme
from commonspace.evidence.services.translating import translate
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.services import actor_of, open_run
from commonspace.synthesis.choices import Addressee, Strength
from commonspace.synthesis.models import (
    Example,
    Finding,
    Quote,
    Recommendation,
    Resource,
    Service,
)
from commonspace.synthesis.services.writing import write


def analyse_everything(scene: Scene) -> None:
    """Run the analysis over all questions."""
    run = open_run(
        kind=ANALYSIS,
        started_by=actor_of(scene.role("analyst")),
        consultation=scene.consultation.code,
        question=None,
    )
    run_analysis(run)


def mark_statements(scene: Scene) -> None:
    """Confirm the statements of the demo at their exact words, and code them to themes."""
    for one in scene.content.synthesis.statements:
        statement = _marked(scene, one)
        scene.statements[one.key] = statement
        key = (one.question, one.theme)
        if one.theme and key not in scene.themes:
            scene.themes[key] = make_theme(
                consultation=scene.consultation, question=scene.question(one.question),
                label=one.theme, by=scene.role("analyst"),
            )  # fmt: skip
        if one.theme:
            code(statement=statement, theme=scene.themes[key], by=scene.role("analyst"))


def _marked(scene: Scene, one: shapes.Evidence) -> Statement:
    text, (start, end) = _place_of(scene, one)
    statement = mark(
        text=text, anchor=Anchor(start=start, end=end, quote=text.text[start:end]),
        question=scene.question(one.question), kind=one.kind, by=scene.role("analyst"),
    )  # fmt: skip
    if one.translation:
        translate(
            statement=statement, language="en", text=one.translation, by=scene.role("analyst")
        )
    return statement


def _place_of(scene: Scene, one: shapes.Evidence) -> tuple[SourceText, tuple[int, int]]:
    for text in scene.contributions[one.contribution].texts.all():
        span = span_of(one.quote, text.text)
        if span is not None:
            return text, span
    raise ValueError(f"{one.contribution} does not say: {one.quote}")


def _under(scene: Scene, evidence: tuple[shapes.Evidence, ...]) -> list[Statement]:
    return [scene.statements[one.key] for one in evidence]


def write_findings(scene: Scene) -> None:
    """Write findings, examples and quotes, each on what it rests on."""
    synthesis, by = scene.content.synthesis, scene.role("analyst")
    for finding in synthesis.findings:
        write(
            Finding, consultation=scene.consultation, question=scene.question(finding.question), by=by,
            statements=_under(scene, finding.evidence), text=finding.text,
            theme=scene.themes.get((finding.question, finding.theme)),
        )  # fmt: skip
    for example in synthesis.examples:
        write(
            Example, consultation=scene.consultation, question=scene.question(example.question), by=by,
            statements=_under(scene, example.evidence), title=example.title, text=example.text,
            places=list(example.places), countries=list(example.countries),
            organisations=list(example.organisations),
        )  # fmt: skip
    for quote in synthesis.quotes:
        write(
            Quote, consultation=scene.consultation, question=scene.question(quote.question), by=by,
            statements=_under(scene, (quote.evidence,)), text=quote.evidence.quote,
        )  # fmt: skip


def write_lists(scene: Scene) -> None:
    """Write recommendations with their parents, services and resources."""
    synthesis, by = scene.content.synthesis, scene.role("analyst")
    made: dict[str, Recommendation] = {}
    for one in synthesis.recommendations:
        made[one.key] = write(
            Recommendation, consultation=scene.consultation, question=scene.question(one.question),
            by=by, statements=_under(scene, one.evidence), text=one.text,
            acting=one.acting or Addressee.NOT_STATED, influenced=one.influenced,
            strength=one.strength or Strength.NOT_STATED, parent=made.get(one.parent),
        )  # fmt: skip
    for service in synthesis.services:
        write(
            Service, consultation=scene.consultation, question=scene.question(service.question), by=by,
            statements=_under(scene, service.evidence), text=service.text, audience=service.audience,
        )  # fmt: skip
    for resource in synthesis.resources:
        write(
            Resource, consultation=scene.consultation, question=scene.question(resource.question), by=by,
            statements=_under(scene, resource.evidence), author=resource.author, title=resource.title,
            year=resource.year, place=resource.place, kind=resource.kind, links=list(resource.urls),
            description=resource.description, language=resource.language,
            description_language=resource.description_language,
            unsourced_reason="" if resource.evidence else "Named in the meeting; entered from the notes.",
        )  # fmt: skip
