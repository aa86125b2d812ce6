"""Running the analysis and keeping what it proposes as candidates."""

from dataclasses import replace
from importlib.metadata import version
from itertools import groupby

from django.conf import settings as django_settings
from django.db import transaction

from commonspace.analysis.pipeline import Analysis, Settings, analyse
from commonspace.analysis.results import LETTER
from commonspace.analysis.wording import Remark
from commonspace.consultations.models import Consultation
from commonspace.engines.embedding import (
    Embedder,
    background_of,
    embedder_for,
    local_embedder,
    with_local_instead,
)
from commonspace.engines.vector_store import vector_file
from commonspace.evidence.doubts import kept_doubts
from commonspace.evidence.models import CandidateStatement, CandidateTheme, PossibleCampaign
from commonspace.evidence.records import Cut, cuts_of, digest, wordings_of
from commonspace.evidence.services.placing import Places, places_of
from commonspace.evidence.services.recounting import recount
from commonspace.evidence.services.recutting import reapply
from commonspace.evidence.services.titling import titled
from commonspace.provenance.models import Run
from commonspace.provenance.services import report_progress, running


def run_analysis(run: Run) -> None:
    """Analyse what the run names and store candidates; earlier candidates stay with their runs."""
    consultation = Consultation.objects.get(code=run.parameters["consultation"])
    asked = run.parameters.get("question")
    question = consultation.questions.filter(pk=asked).first() if asked else None
    with running(run):
        cuts = cuts_of(consultation, question)
        languages = tuple(consultation.languages)
        settings = Settings(languages=languages, asked=wordings_of(consultation))
        analysed, places = _analysed(run, cuts, settings)
        found = titled(run, cuts, analysed, languages)
        with transaction.atomic():
            _keep(run, found, {cut.record.id: cut for cut in cuts}, places)
            reapply(run, {cut.text.pk for cut in cuts})
            recount(consultation=consultation, run=run)
        run.tool, run.version = "commonspace.analysis", version("commonspace")
        run.parameters |= {"embedder": found.embedder}
        run.input_digest = digest(cuts)
        run.counts_in = found.counts.records_in
        run.counts_out = found.counts.records_out
        run.counts_unprocessed = found.counts.records_unprocessed
        run.parameters |= {"notes": [str(note) for note in found.notes]}


def _analysed(run: Run, cuts: list[Cut], settings: Settings) -> tuple[Analysis, Places]:
    """Analyse with the embedder of the settings, or a packaged one should it fail; note which."""
    languages = settings.languages
    store = vector_file(django_settings.COMMONSPACE_DATA / "vectors.sqlite")

    def use(embedder: Embedder) -> tuple[Analysis, Places]:
        run.parameters |= {"embedder_digest": embedder.digest}
        chosen = replace(settings, embedder=embedder.name)
        found = analyse(
            [cut.record for cut in cuts],
            settings=chosen,
            embed=embedder.embed,
            background=background_of(embedder, languages),
            progress=lambda stage, done, total: report_progress(run, stage, done, total),
        )
        return found, places_of(
            found,
            settings=chosen,
            embed=embedder.embed,
            background=background_of(embedder, languages),
        )

    (found, places), note = with_local_instead(
        embedder_for(django_settings.COMMONSPACE_EMBEDDER, languages, store=store),
        lambda: local_embedder(languages, store=store),
        use,
    )
    return (replace(found, notes=(*found.notes, note)) if note else found), places


def _keep(run: Run, found: Analysis, cuts: dict[str, Cut], places: Places) -> None:
    themes = _keep_themes(run, found)
    _keep_campaigns(run, found, cuts)
    ranks = {
        index: rank
        for theme in found.themes
        for rank, index in reversed(list(enumerate(theme.quotations, start=1)))
    }
    minority = {view.statement: view.reason for view in found.minority}
    CandidateStatement.objects.bulk_create(
        CandidateStatement(
            run=run,
            text=cuts[item.record_id].text,
            start=cuts[item.record_id].offset + item.start,
            end=cuts[item.record_id].offset + item.end,
            quote=item.quote,
            question_id=int(item.question) if item.question else None,
            language=item.language,
            kind=item.kind,
            kind_reason=str(item.kind_reason)[:300],
            kind_remark=_kept_remark(item.kind_reason),
            certainty=item.certainty,
            theme=themes.get(item.theme) if item.theme else None,
            telling_rank=ranks.get(index),
            duplicate_group=item.duplicate_group or "",
            campaign=item.campaign or "",
            letter=item.letter or "",
            map_x=places[index][0] if index in places else None,
            map_y=places[index][1] if index in places else None,
            stance=item.stance,
            stance_remark=_kept_remark(item.stance_reason) if item.stance_reason else {},
            is_minority=index in minority,
            minority_remark=_kept_remark(minority[index]) if index in minority else {},
        )
        for index, item in enumerate(found.statements)
    )


def _keep_themes(run: Run, found: Analysis) -> dict[str, CandidateTheme]:
    kept: dict[str, CandidateTheme] = {}
    doubts = kept_doubts(found.theme_doubts, {theme.key: theme for theme in found.themes})
    by_question = groupby(found.themes, key=lambda theme: theme.question)
    for question, themes in by_question:
        for position, theme in enumerate(themes):
            kept[theme.key] = CandidateTheme.objects.create(
                run=run,
                question_id=int(question) if question else None,
                key=theme.key,
                label=theme.label[:200],
                labels=dict(theme.labels),
                parent=kept.get(theme.parent) if theme.parent else None,
                keywords=list(theme.keywords),
                stability=theme.stability,
                voices=theme.n_voices,
                stances=list(theme.stances),
                is_contested=theme.contested,
                doubts=doubts.get(theme.key, []),
                position=position,
            )
    return kept


def _keep_campaigns(run: Run, found: Analysis, cuts: dict[str, Cut]) -> None:
    for one in found.campaigns:
        if one.kind == LETTER:
            continue
        middle = cuts[one.representative]
        asked = middle.record.question
        kept = PossibleCampaign.objects.create(
            run=run,
            question_id=int(asked) if asked else None,
            key=one.id,
            kind=one.kind,
            letter=middle.text.contribution,
            n_each=one.n_each,
            remark=_kept_remark(one.reason),
        )
        kept.members.set({cuts[member].text.contribution for member in one.members})


def _kept_remark(remark: Remark) -> dict[str, object]:
    return {"message": remark.message, "params": dict(remark.params)}
