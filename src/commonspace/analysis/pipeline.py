"""From plain records to candidate evidence: statements, groups, campaigns, themes, counts.

The same records and settings give the same result, in whatever order they come. Near
duplicates and campaigns enter the grouping once, so multiplying a campaign moves no theme.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from threadpoolctl import threadpool_limits

from commonspace.analysis.background import Background, background_for
from commonspace.analysis.campaigns import find_campaigns
from commonspace.analysis.deciding import with_decisions
from commonspace.analysis.drafts import Draft, Idea, draft_statements, fold, look_again
from commonspace.analysis.kinds.details import details_of
from commonspace.analysis.kinds.quotable import quotable
from commonspace.analysis.minority import minority_tray
from commonspace.analysis.points import point_out
from commonspace.analysis.records import Record
from commonspace.analysis.results import (
    LETTER,
    Analysis,
    Campaign,
    Counts,
    DuplicateGroup,
    Minority,
    Note,
    QuestionSummary,
    Statement,
    Theme,
    Unprocessed,
)
from commonspace.analysis.settings import Settings
from commonspace.analysis.themes import Grouped, Material, group_question
from commonspace.analysis.vectors import WORDING, Embed, Remembered, Views, vectors_for
from commonspace.analysis.wording import gettext_noop, remark

__all__ = ["Analysis", "Progress", "Record", "Settings", "Statement", "Theme", "analyse"]

Progress = Callable[[str, int, int], None]

_MOST_SECOND_LOOKS = 20_000
_FEW = gettext_noop("fewer than %(least)s answers: read them all")
_NO_MODEL = gettext_noop("no language model at hand: themes compare wording, not meaning")
_CAMPAIGN = gettext_noop(
    "%(senders)s contributors sent nearly the same text: shown together, counted as one voice"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in one question; its vectors are let go by then."""

    ideas: Sequence[Idea]
    grouped: Grouped
    minority: Sequence[Minority]


def _silent(stage: str, done: int, total: int) -> None:
    """Take no notice of progress."""


def analyse(
    records: Sequence[Record],
    *,
    settings: Settings | None = None,
    embed: Embed | None = None,
    background: Background | None = None,
    progress: Progress = _silent,
) -> Analysis:
    """Propose statements, duplicate groups, campaigns and themes for plain records.

    Args:
        records: Answers to one question or many; themes are made question by question.
        settings: The dials; defaults when left out.
        embed: Gives one unit vector for each text, and is what ``settings.embedder`` names;
            without it, wording alone is compared, and a note says so.
        background: Where each language lies in the embedder's space; what is packaged for
            ``settings.embedder`` when left out.
        progress: Told the stage ("statements", "duplicates", "vectors", "themes"), how much
            is done and of how much.

    Returns:
        The analysis. Every record ends in statements or in ``unprocessed`` with a reason.

    Raises:
        ValueError: If two records share an id.
    """
    settings = settings or Settings()
    background = background or background_for(settings.embedder)
    with threadpool_limits(1, "blas"):
        found = _analysed(_in_order(records), settings, embed, background, progress)
    return with_decisions(found, records, settings)


def _analysed(
    records: Sequence[Record],
    settings: Settings,
    embed: Embed | None,
    background: Background | None,
    progress: Progress,
) -> Analysis:
    """Analyse records in their order; sums are made on one thread, so their last bits are too."""
    drafts, unprocessed = draft_statements(
        records, settings.languages, progress, dict(settings.asked)
    )
    ideas, groups = fold(drafts, settings.seed)
    letters = find_campaigns(records, min_senders=settings.min_senders, seed=settings.seed)
    progress("duplicates", 1, 1)
    remembered = _embed_once(drafts, ideas, embed, progress)
    by_meaning = None if _embedder_name(settings, embed) == WORDING else remembered
    drafts = _second_look(drafts, ideas, by_meaning, settings.embedder)
    pointed = point_out(drafts, ideas, by_meaning, letters, settings.min_senders)
    campaigns, ideas = pointed.campaigns, pointed.ideas
    campaign_of = _campaign_of_drafts(drafts, groups, campaigns) | pointed.campaign_of
    found = _group_questions(
        drafts, ideas, campaign_of, remembered, settings, embed, background, progress
    )
    statements = _statements(drafts, groups, campaign_of, found)
    return Analysis(
        statements=statements,
        duplicate_groups=tuple(groups),
        campaigns=tuple(campaigns),
        themes=tuple(theme for one in found for theme in one.grouped.themes),
        theme_doubts=tuple(doubt for one in found for doubt in one.grouped.doubts),
        unsorted=tuple(i for i, one in enumerate(statements) if one.theme is None),
        minority=tuple(view for one in found for view in one.minority),
        questions=(questions := _questions(records, drafts, settings)),
        unprocessed=tuple(unprocessed),
        notes=_notes(questions, campaigns, records, settings, embed),
        counts=_counts(records, unprocessed, statements),
        embedder=_embedder_name(settings, embed),
    )


def _in_order(records: Sequence[Record]) -> list[Record]:
    repeated = [one for one, times in Counter(r.id for r in records).items() if times > 1]
    if repeated:
        raise ValueError(f"record ids must be unique: {repeated[0]} occurs more than once")
    return sorted(records, key=lambda record: (_question_order(record.question), record.id))


def _question_order(question: str | None) -> tuple[bool, str]:
    return question is None, question or ""


def _campaign_of_drafts(
    drafts: Sequence[Draft], groups: Sequence[DuplicateGroup], campaigns: Sequence[Campaign]
) -> dict[int, str]:
    """Return the campaign of each draft that repeats words other senders of it sent.

    What a sender added in words of their own stays theirs.
    """
    campaign_of_record = {member: c.id for c in campaigns for member in c.members}
    found: dict[int, str] = {}
    for group in groups:
        senders: dict[str, list[int]] = defaultdict(list)
        for member in group.members:
            campaign = campaign_of_record.get(drafts[member].record.id)
            if campaign:
                senders[campaign].append(member)
        for campaign, members in senders.items():
            if len({drafts[member].record.contributor for member in members}) > 1:
                found.update(dict.fromkeys(members, campaign))
    return found


def _group_questions(
    drafts: Sequence[Draft],
    ideas: Sequence[Idea],
    campaign_of: dict[int, str],
    remembered: Remembered | None,
    settings: Settings,
    embed: Embed | None,
    background: Background | None,
    progress: Progress,
) -> list[_Found]:
    found: list[_Found] = []
    by_question = _by_question(drafts, ideas)
    for done, (question, own) in enumerate(by_question.items(), start=1):
        speakers = [drafts[idea.representative] for idea in own]
        views = _views(speakers, remembered, settings, background)
        if remembered is not None and done == len(by_question):
            remembered.forget()
        found.append(
            _found(
                Material(
                    question=question,
                    drafts=drafts,
                    ideas=own,
                    views=views,
                    embed=embed,
                    campaign_of=campaign_of,
                    background=background,
                ),
                settings,
            )
        )
        del views
        progress("themes", done, len(by_question))
    return found


def _found(material: Material, settings: Settings) -> _Found:
    grouped = group_question(material, settings)
    return _Found(material.ideas, grouped, minority_tray(material, grouped))


def _embed_once(
    drafts: Sequence[Draft], ideas: Sequence[Idea], embed: Embed | None, progress: Progress
) -> Remembered | None:
    """Give each distinct text one vector, whatever the questions it answers."""
    if embed is None:
        return None
    texts = sorted({drafts[idea.representative].sense for idea in ideas})
    return Remembered.of(texts, embed, lambda done: progress("vectors", done, len(texts)))


def _second_look(
    drafts: list[Draft],
    ideas: Sequence[Idea],
    by_meaning: Remembered | None,
    embedder: str,
) -> list[Draft]:
    """Judge the kinds again by meaning, where the set is small enough for that to be quick."""
    if by_meaning is None or len(drafts) > _MOST_SECOND_LOOKS:
        return drafts
    speaker = {member: idea.representative for idea in ideas for member in idea.members}
    senses = [drafts[speaker[index]].sense for index in range(len(drafts))]
    return look_again(drafts, by_meaning.rows(senses), embedder)


def _by_question(drafts: Sequence[Draft], ideas: Sequence[Idea]) -> dict[str | None, list[Idea]]:
    gathered: dict[str | None, list[Idea]] = defaultdict(list)
    for idea in ideas:
        gathered[drafts[idea.representative].record.question].append(idea)
    return {question: gathered[question] for question in sorted(gathered, key=_question_order)}


def _views(
    speakers: Sequence[Draft],
    remembered: Remembered | None,
    settings: Settings,
    background: Background | None,
) -> Views:
    return vectors_for(
        [speaker.sense for speaker in speakers],
        [speaker.language.language for speaker in speakers],
        embed=remembered.rows if remembered else None,
        word_weight=settings.word_weight,
        seed=settings.seed,
        background=background,
    )


def _statements(
    drafts: Sequence[Draft],
    groups: Sequence[DuplicateGroup],
    campaign_of: dict[int, str],
    found: Sequence[_Found],
) -> tuple[Statement, ...]:
    group_of = {member: group.id for group in groups for member in group.members}
    placed: dict[int, tuple[str | None, float]] = {}
    for one in found:
        for row, idea in enumerate(one.ideas):
            place = one.grouped.theme_of.get(row), float(one.grouped.certainty[row])
            placed.update(dict.fromkeys(idea.members, place))
    return tuple(
        _statement(draft, group_of.get(index), placed[index], campaign_of.get(index))
        for index, draft in enumerate(drafts)
    )


def _statement(
    draft: Draft, group: str | None, place: tuple[str | None, float], campaign: str | None
) -> Statement:
    theme, certainty = place
    quote, language = draft.quote, draft.language.language
    return Statement(
        record_id=draft.record.id,
        start=draft.start,
        end=draft.end,
        quote=quote,
        lead=draft.lead,
        question=draft.record.question,
        language=language,
        language_certainty=draft.language.certainty,
        kind=draft.kind.kind,
        kind_reason=draft.kind.reason,
        kind_certainty=draft.kind.certainty,
        duplicate_group=group,
        theme=theme,
        certainty=certainty if theme else 0.0,
        campaign=campaign,
        stance=draft.stance.side,
        stance_reason=draft.stance.reason,
        stance_certainty=draft.stance.certainty,
        mark=draft.mark,
        details=details_of(quote, language=language, kind=draft.kind.kind),
        quotable=(worth := quotable(quote, language)).score,
        quotable_reason=worth.reason,
    )


def _questions(
    records: Sequence[Record], drafts: Sequence[Draft], settings: Settings
) -> tuple[QuestionSummary, ...]:
    answered = {draft.record.id for draft in drafts}
    spoken = Counter(draft.record.question for draft in drafts)
    summaries = []
    for question in sorted({record.question for record in records}, key=_question_order):
        own = [r for r in records if r.question == question and r.id in answered]
        summaries.append(
            QuestionSummary(
                question=question,
                n_answers=len(own),
                n_contributors=len({record.contributor for record in own}),
                n_statements=spoken[question],
                few_answers=len(own) < settings.few_answers,
            )
        )
    return tuple(summaries)


def _notes(
    questions: Sequence[QuestionSummary],
    campaigns: Sequence[Campaign],
    records: Sequence[Record],
    settings: Settings,
    embed: Embed | None,
) -> tuple[Note, ...]:
    least = str(settings.few_answers)
    notes = [
        Note(question=one.question, remark=remark("few-answers", _FEW, least=least))
        for one in questions
        if one.few_answers
    ]
    question_of = {record.id: record.question for record in records}
    notes += [
        Note(
            question=question_of[one.representative],
            remark=remark("campaign", _CAMPAIGN, senders=str(len(one.contributors)))
            if one.kind == LETTER
            else one.reason,
        )
        for one in campaigns
    ]
    if _embedder_name(settings, embed) == WORDING:
        notes.append(Note(question=None, remark=remark("wording-only", _NO_MODEL)))
    return tuple(notes)


def _counts(
    records: Sequence[Record],
    unprocessed: Sequence[Unprocessed],
    statements: Sequence[Statement],
) -> Counts:
    sorted_ones = sum(one.theme is not None for one in statements)
    return Counts(
        records_in=len(records),
        records_out=len({one.record_id for one in statements}),
        records_unprocessed=len(unprocessed),
        statements=len(statements),
        sorted_statements=sorted_ones,
        unsorted_statements=len(statements) - sorted_ones,
    )


def _embedder_name(settings: Settings, embed: Embed | None) -> str:
    return WORDING if embed is None else settings.embedder
