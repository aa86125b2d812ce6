"""Finding what came twice and what many sent alike. A person decides; nothing is hidden."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from commonspace.analysis.campaigns import find_campaigns
from commonspace.analysis.duplicates import SAME_LETTER, find_likeness, jaccard, shingles
from commonspace.analysis.paraphrases import with_letters
from commonspace.analysis.points import find_possible
from commonspace.analysis.records import Record
from commonspace.analysis.results import Campaign as FoundCampaign
from commonspace.analysis.settings import Settings
from commonspace.analysis.vectors import WORDING, Vectors
from commonspace.analysis.words import normal_form
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Attachment, Contribution
from commonspace.contributions.queries import current_texts
from commonspace.desk.choices import DUPLICATES, State
from commonspace.desk.models import Campaign, DuplicateProposal
from commonspace.desk.services.deciding import merge
from commonspace.engines.embedding import (
    Embedder,
    embedder_for,
    local_embedder,
    with_local_instead,
)
from commonspace.people.models import Account
from commonspace.provenance.models import Outcome, Run
from commonspace.provenance.services import actor_of, open_run, report_progress, running

KIND = DUPLICATES
SEED = 0
A_BATCH = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two contributions, by reference, and how much of their wording they share, 0 to 1."""

    earlier: int
    later: int
    similarity: float


def propose_duplicates(*, consultation: Consultation, by: Account | None) -> Run:
    """Search a consultation for duplicates and campaigns now, and return the finished run."""
    run = open_run(kind=KIND, started_by=actor_of(by), consultation=consultation.code, seed=SEED)
    search_duplicates(run=run, consultation=consultation)
    return run


def search_duplicates(*, run: Run, consultation: Consultation) -> None:
    """Propose pairs of contributions that may be one, and show campaigns as such.

    A pair is proposed when both share at least six tenths of their word pairs or carry the same
    file. Within a campaign only pairs of one sender are proposed: alike letters of many senders
    are many voices, shown together. Answers that make the same points in other words or
    languages are shown as a possible campaign. What somebody has decided stays decided.
    """
    if run.outcome == Outcome.DONE:
        return
    with running(run):
        records = _records(consultation)
        report_progress(run, "comparing", 0, len(records))
        letters = find_campaigns(records, min_senders=Settings().min_senders, seed=SEED)
        pairs = _pairs(consultation, records, letters)
        possible = _possible(run, consultation, records, letters)
        _keep(run, consultation, records, pairs, with_letters(possible, letters))
        run.counts_in = run.counts_out = len(records)
        report_progress(run, "comparing", len(records), len(records))


@transaction.atomic
def answer_proposal(*, proposal: DuplicateProposal, accepted: bool, by: Account | None) -> None:
    """Say whether two contributions are one; if so, count the later one with the earlier.

    Raises:
        CommonspaceError: If they can no longer be merged.
    """
    if accepted:
        merge(contribution=proposal.later, into=proposal.earlier, by=by)
    proposal.accepted, proposal.decided_by, proposal.decided_at = accepted, by, timezone.now()
    proposal.save(update_fields=["accepted", "decided_by", "decided_at"])


def _records(consultation: Consultation) -> list[Record]:
    """Return one record for each contribution that counts, with all its words."""
    words: dict[Contribution, list[str]] = defaultdict(list)
    texts = current_texts(consultation).exclude(contribution__place__state=State.MERGED)
    for text in texts.iterator(chunk_size=500):
        words[text.contribution].append(text.text)
    return [
        Record(
            id=str(contribution.reference),
            contributor=_sender(contribution),
            text="\n\n".join(said),
        )
        for contribution, said in words.items()
    ]


def _possible(
    run: Run, consultation: Consultation, records: list[Record], letters: list[FoundCampaign]
) -> list[FoundCampaign]:
    """Return groups that make the same points; none where no language model is at hand."""
    least = Settings().min_senders
    in_letters = {member for one in letters for member in one.members}
    apart = {record.contributor for record in records if record.id not in in_letters}
    if len(apart) + len(letters) < least:
        return []
    languages = consultation.languages

    def use(embedder: Embedder) -> list[FoundCampaign]:
        if embedder.name == WORDING:
            return []
        return find_possible(
            records,
            embed=lambda texts: _in_batches(run, embedder, texts, len(records)),
            languages=languages,
            min_senders=least,
            letters=letters,
        ).campaigns

    found, _note = with_local_instead(
        embedder_for(settings.COMMONSPACE_EMBEDDER, languages),
        lambda: local_embedder(languages),
        use,
    )
    return found


def _in_batches(run: Run, embedder: Embedder, texts: Sequence[str], records: int) -> Vectors:
    made = []
    for start in range(0, len(texts), A_BATCH):
        report_progress(run, "comparing", records * start // len(texts), records)
        made.append(embedder.embed(texts[start : start + A_BATCH]))
    return np.concatenate(made)


def _sender(contribution: Contribution) -> str:
    """Return what stays the same when one sender writes twice by different ways."""
    contributor = contribution.contributor
    return f"o{contributor.organisation_id}" if contributor.organisation_id else str(contributor.pk)


def _pairs(
    consultation: Consultation, records: list[Record], campaigns: Iterable[FoundCampaign]
) -> dict[tuple[int, int], float]:
    campaign_of = {member: found.id for found in campaigns for member in found.members}
    senders = {record.id: record.contributor for record in records}
    found = {(pair.earlier, pair.later): pair.similarity for pair in _alike(records)}
    found.update(dict.fromkeys(_same_files(consultation), 1.0))

    def is_proposed(earlier: int, later: int) -> bool:
        one, other = str(earlier), str(later)
        together = one in campaign_of and campaign_of.get(one) == campaign_of.get(other)
        return not together or senders.get(one) == senders.get(other)

    return {pair: score for pair, score in found.items() if is_proposed(*pair)}


def _alike(records: list[Record]) -> Iterator[Pair]:
    """Yield pairs in the same words: each record with the first of its group and of its sender."""
    for likeness in find_likeness([record.text for record in records], seed=SEED):
        group = sorted((records[place] for place in likeness.members), key=lambda one: int(one.id))
        sets = {record.id: shingles(normal_form(record.text)) for record in group}
        first_of: dict[str, Record] = {}
        for later in group:
            own = first_of.setdefault(later.contributor, later)
            for earlier in {group[0].id, own.id} - {later.id}:
                score = jaccard(sets[earlier], sets[later.id])
                if score >= SAME_LETTER:
                    yield Pair(
                        earlier=int(earlier), later=int(later.id), similarity=round(score, 4)
                    )


def _same_files(consultation: Consultation) -> Iterator[tuple[int, int]]:
    """Yield references of contributions that carry the same bytes, read or not."""
    holders: dict[str, set[int]] = defaultdict(set)
    rows = (
        Attachment.objects.filter(
            contribution__consultation=consultation, contribution__withdrawn_at=None
        )
        .exclude(contribution__place__state=State.MERGED)
        .values_list("file__sha256", "contribution__reference")
    )
    for digest, reference in rows.iterator(chunk_size=2000):
        holders[digest].add(reference)
    for references in holders.values():
        first, *later = sorted(references)
        yield from ((first, reference) for reference in later)


@transaction.atomic
def _keep(
    run: Run,
    consultation: Consultation,
    records: list[Record],
    pairs: dict[tuple[int, int], float],
    campaigns: Iterable[FoundCampaign],
) -> None:
    keys = dict(consultation.contributions.values_list("reference", "pk"))
    DuplicateProposal.objects.filter(later__consultation=consultation, accepted=None).delete()
    for (earlier, later), similarity in sorted(pairs.items()):
        DuplicateProposal.objects.get_or_create(
            earlier_id=keys[earlier],
            later_id=keys[later],
            defaults={"similarity": similarity, "run": run},
        )
    consultation.campaigns.all().delete()
    for found in campaigns:
        kept = Campaign.objects.create(
            consultation=consultation,
            run=run,
            key=found.id,
            letter_id=keys[int(found.representative)],
            senders=len(found.contributors),
            similarity=found.similarity,
            kind=found.kind,
            remark={"message": found.reason.message, "params": dict(found.reason.params)},
        )
        members = [int(member) for member in found.members]
        kept.members.set(consultation.contributions.filter(reference__in=members))
