"""Evidence read by a frame: under each entry its statements, its examples, and who is behind them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from commonspace.consultations.models import Frame, FrameItem
from commonspace.desk.voices import voice_of
from commonspace.evidence.frames import in_order, open_suggestions
from commonspace.evidence.models import Statement, Tagging
from commonspace.evidence.queries import Support, contributors_to, live_themes, support_of
from commonspace.synthesis.models import Example, ExampleTagging
from commonspace.synthesis.queries import statements_for_report

MOST_THEMES = 25


@dataclass(slots=True, kw_only=True)
class ItemEvidence:
    """What speaks to one entry; at the top, what speaks to its measures counts too."""

    item: FrameItem
    depth: int
    taggings: list[Tagging] = field(default_factory=list)
    examples: list[ExampleTagging] = field(default_factory=list)
    support: Support = field(
        default_factory=lambda: Support(contributors=0, organisations=0, countries=0, of=0)
    )
    suggested: int = 0

    @property
    def statements(self) -> list[Statement]:
        """Return its statements, each once."""
        return list({one.statement_id: one.statement for one in self.taggings}.values())

    @property
    def n_examples(self) -> int:
        return len({one.example_id for one in self.examples})


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """How many contributors speak to each theme and entry at once: a row a theme."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]

    @property
    def lines(self) -> list[tuple[str, tuple[int, ...]]]:
        """Return each theme with its numbers."""
        return list(zip(self.rows, self.values, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameEvidence:
    """A frame with all that speaks to it."""

    frame: Frame
    items: tuple[ItemEvidence, ...]
    matrix: Matrix | None

    @property
    def tops(self) -> list[ItemEvidence]:
        return [one for one in self.items if not one.depth]

    @property
    def silent(self) -> list[ItemEvidence]:
        """Return the entries that nothing speaks to."""
        return [one for one in self.tops if not one.taggings and not one.examples]

    def of(self, item: FrameItem) -> ItemEvidence:
        """Return what speaks to one of its entries."""
        return next(one for one in self.items if one.item.pk == item.pk)


def evidence_of(frame: Frame) -> FrameEvidence:
    """Return what speaks to each entry of a frame, in a fixed number of queries."""
    items = list(frame.items.all())
    for item in items:
        item.frame = frame
    found = {item.pk: ItemEvidence(item=item, depth=depth) for item, depth in in_order(items)}
    _put_taggings(frame, found)
    for key in open_suggestions().filter(item__frame=frame).values_list("item_id", flat=True):
        for one in _under(found, key):
            one.suggested += 1
    of = contributors_to(frame.consultation)
    for one in found.values():
        one.support = support_of(one.statements, of=of)
    every = tuple(found.values())
    return FrameEvidence(frame=frame, items=every, matrix=_matrix(frame, every))


def _put_taggings(frame: Frame, found: Mapping[int, ItemEvidence]) -> None:
    statements = {
        one.pk: one
        for one in statements_for_report().filter(
            taggings__item__frame=frame, contribution__withdrawn_at=None
        )
    }
    for tagging in Tagging.objects.filter(item__frame=frame).select_related("by").order_by("at"):
        if tagging.statement_id in statements:
            tagging.statement = statements[tagging.statement_id]
            for one in _under(found, tagging.item_id):
                one.taggings.append(tagging)
    told = ExampleTagging.objects.filter(item__frame=frame).select_related("example", "by")
    for tagged in told.order_by("at"):
        for one in _under(found, tagged.item_id):
            one.examples.append(tagged)


def _under(found: Mapping[int, ItemEvidence], key: int) -> Iterable[ItemEvidence]:
    """Yield an entry and the one above it."""
    own = found[key]
    yield own
    if own.item.parent_id:
        yield found[own.item.parent_id]


def _matrix(frame: Frame, items: Sequence[ItemEvidence]) -> Matrix | None:
    tops = [one for one in items if not one.depth]
    voices: dict[tuple[int, int], set[object]] = defaultdict(set)
    for one in tops:
        for statement in one.statements:
            for coding in statement.codings.all():
                voices[coding.theme_id, one.item.pk].add(voice_of(statement.contribution).pk)
    spoken = {theme for theme, _item in voices}
    themes = [theme for theme in live_themes(frame.consultation) if theme.pk in spoken]
    if not themes:
        return None
    shown = themes[:MOST_THEMES]
    return Matrix(
        rows=tuple(theme.label for theme in shown),
        columns=tuple(one.item.code for one in tops),
        values=tuple(tuple(len(voices[theme.pk, one.item.pk]) for one in tops) for theme in shown),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleTags:
    """The tags of an example, and entries that the statements under it speak to."""

    tags: tuple[FrameItem, ...]
    carried: tuple[tuple[FrameItem, int], ...]


def tags_of(example: Example) -> ExampleTags:
    """Return an example's tags, and those its statements carry with how many carry each."""
    path = "item__frame__consultation"
    own = [
        one.item
        for one in example.taggings.select_related(path).order_by("item__frame", "item__position")
    ]
    carried: dict[FrameItem, int] = defaultdict(int)
    for tagging in Tagging.objects.filter(
        statement__in=example.statements.all(), statement__contribution__withdrawn_at=None
    ).select_related(path):
        if tagging.item not in own:
            carried[tagging.item] += 1
    return ExampleTags(tags=tuple(own), carried=tuple(carried.items()))
