"""The figures of a report, counted on the day, and the charts that show them."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel
from commonspace.contributions.models import Contribution, Signatory
from commonspace.contributions.queries import current_answers
from commonspace.desk.choices import State
from commonspace.desk.voices import VOICE, voice_of, voices_at
from commonspace.kernel.names import country_name, language_name
from commonspace.people.choices import Attribution, OrganisationKind
from commonspace.reports import document as blocks
from commonspace.reports import figures as charts
from commonspace.reports.composition.material import Material
from commonspace.synthesis.choices import LedgerState

MOST_POINTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Who contributed, as numbers. Persons and organisations are different counts."""

    received: int
    on_time: int
    late: int
    withdrawn: int
    removed: int
    merged: int
    contributors: int
    persons: int
    organisations: int
    supporters: int
    letters: int
    countries: int
    languages: dict[str, int]
    channels: dict[str, int]
    kinds: dict[str, int]
    accounted: int

    def as_json(self) -> dict[str, object]:
        """Return the numbers as they are kept with an edition."""
        return asdict(self)


def standing(consultation: Consultation) -> list[Contribution]:
    """Return the contributions that count: neither withdrawn nor merged with another."""
    return list(
        consultation.contributions.filter(withdrawn_at=None)
        .exclude(place__state=State.MERGED)
        .select_related("contributor__organisation", *VOICE)
    )


def figures_of(material: Material) -> Figures:
    """Count everything a report says of its contributors."""
    consultation = material.consultation
    counted = standing(consultation)
    contributors = {voice.pk: voice for voice in map(voice_of, counted)}
    organisations = {one.organisation_id for one in contributors.values() if one.organisation_id}
    return Figures(
        received=consultation.contributions.count(),
        on_time=sum(not one.is_late for one in counted),
        late=sum(one.is_late for one in counted),
        withdrawn=material.ledger.counts[LedgerState.WITHDRAWN],
        removed=material.ledger.counts[LedgerState.REMOVED],
        merged=consultation.contributions.filter(
            withdrawn_at=None, place__state=State.MERGED
        ).count(),
        contributors=len(contributors),
        persons=sum(one.organisation_id is None for one in contributors.values()),
        organisations=len(organisations),
        letters=sum(one.copies - 1 for one in counted),
        supporters=len(_signatories(counted) - organisations),
        countries=len({one.country for one in contributors.values() if one.country}),
        languages=_counted(one.language for one in counted),
        channels=_by_way_in(counted),
        kinds=_counted(one.kind for one in contributors.values()),
        accounted=material.ledger.accounted,
    )


def _signatories(counted: list[Contribution]) -> set[int]:
    """Return the keys of organisations that stand under texts others sent."""
    named = Signatory.objects.filter(contribution__in=[one.pk for one in counted])
    return set(named.values_list("organisation", flat=True))


def _counted(values: object) -> dict[str, int]:
    counts = Counter(value for value in values if value)  # type: ignore[attr-defined]  # any iterable
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _by_way_in(counted: list[Contribution]) -> dict[str, int]:
    """Count ways in where they always stand: no way in ranks above another."""
    counts = Counter(one.channel for one in counted)
    return {way.value: counts[way.value] for way in Channel if counts[way.value]}


def charts_of(material: Material, figures: Figures) -> list[blocks.Figure]:
    """Return the charts of the method part; those with nothing to show are left out."""
    found = [
        _bars(_("Kinds of contributor"), _("Kind"), _("Contributors"), figures.kinds, _kind_label),
        _bars(_("Languages"), _("Language"), _("Contributions"), figures.languages, language_name),
        _bars(_("Ways in"), _("Way in"), _("Contributions"), figures.channels, _channel_label),
        _receipts(material.consultation),
        _matrix(material),
    ]
    return [figure for figure in found if figure is not None]


def _bars(
    title: str, category: str, measure: str, counts: dict[str, int], label: Callable[[str], str]
) -> blocks.Figure | None:
    if not counts:
        return None
    rows = tuple(charts.Bar(label(key), value) for key, value in counts.items())
    said = ", ".join(f"{row.label} {charts.number_words(row.value)}" for row in rows)
    chart = charts.BarChart(title=title, category=category, measure=measure, rows=rows)
    return blocks.Figure(chart=chart, alternative=f"{title}: {said}.", caption=title)


def _receipts(consultation: Consultation) -> blocks.Figure | None:
    days = Counter(
        one.received_at.astimezone(consultation.zone).date() for one in standing(consultation)
    )
    if not days:
        return None
    by_week = (max(days) - min(days)).days >= MOST_POINTS
    points = tuple(
        charts.Point(date_format(day, "MONTH_DAY_FORMAT"), n)
        for day, n in _without_gaps(days, timedelta(days=7 if by_week else 1))
    )
    title = (
        _("Contributions by week of arrival") if by_week else _("Contributions by day of arrival")
    )
    busiest = max(sorted(days), key=lambda day: days[day])
    alternative = _("Contributions arrived on %(days)d days; most on %(busiest)s: %(n)d.") % {
        "days": len(days), "busiest": date_format(busiest), "n": days[busiest],
    }  # fmt: skip
    category = _("Week from") if by_week else _("Day")
    chart = charts.TimelineChart(
        title=title, category=category, measure=_("Contributions"), points=points
    )
    return blocks.Figure(chart=chart, alternative=alternative, caption=title)


def _without_gaps(days: Counter[date], step: timedelta) -> Iterator[tuple[date, int]]:
    """Yield every step from the first day to the last with what arrived in it, nothing included."""
    start, last = min(days), max(days)
    while start <= last:
        yield start, sum(n for day, n in days.items() if start <= day < start + step)
        start += step


def _matrix(material: Material) -> blocks.Figure | None:
    answers = current_answers(material.consultation)
    voices = Counter(
        {
            (
                answer.question_id,
                voice.kind,
                voice.pk,
            )
            for answer in answers.select_related(*voices_at("contribution"))
            for voice in [voice_of(answer.contribution)]
            if answer.question_id and voice.kind
        }
    )
    counts = Counter((question, kind) for question, kind, _who in voices)
    kinds = [kind for kind in OrganisationKind.values if any(k == kind for _q, k in counts)]
    if not kinds:
        return None
    title = _("Who answered which question")
    chart = charts.MatrixChart(
        title=title,
        category=_("Kind, by number of the question"),
        rows=tuple(_kind_label(kind) for kind in kinds),
        columns=tuple(str(question.number) for question in material.questions),
        values=tuple(
            tuple(counts[question.pk, kind] for question in material.questions) for kind in kinds
        ),
    )
    alternative = _("Contributors by kind and question; the table beside it has every number.")
    return blocks.Figure(chart=chart, alternative=alternative, caption=title)


def ledger_figure(material: Material) -> blocks.Figure:
    """Return the ring of what became of the contributions."""
    counts = material.ledger.counts
    parts = tuple(
        charts.Part(str(state.label), counts[state]) for state in LedgerState if counts[state]
    )
    total = len(material.ledger.lines)
    title = _("What became of the contributions")
    said = ", ".join(f"{part.label} {part.value}" for part in parts)
    chart = charts.PartsChart(
        title=title, category=_("What became of them"), measure=_("Contributions"),
        parts=parts or (charts.Part(_("received"), 0),), total_label=_("received"),
    )  # fmt: skip
    return blocks.Figure(chart=chart, alternative=f"{title}: {said} = {total}.", caption=title)


def countries_in_words(material: Material, number: int) -> str:
    """Say how many countries contributors are from, and name those that may be named.

    A country stays unnamed where all who wrote from it asked not to be recognised or are protected.
    """
    open_to_all = {
        one.contributor.country
        for one in standing(material.consultation)
        if one.attribution != Attribution.ANONYMOUS and not one.is_protected
    }
    named = sorted(country_name(code, material.language) for code in open_to_all if code)
    if not named:
        return str(number)
    sentence = "%(n)d: %(names)s" if len(named) == number else _("%(n)d, among them %(names)s")
    return sentence % {"n": number, "names": ", ".join(named)}


def _kind_label(kind: str) -> str:
    return str(OrganisationKind(kind).label)


def _channel_label(channel: str) -> str:
    return str(Channel(channel).label)
