"""The dials of one analysis. They are stored with its results, so that it can be run again."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that may change the outcome, besides the records and the vectors.

    Attributes:
        seed: Start of every random draw.
        languages: Languages the consultation expects, as ISO 639-1 codes.
        embedder: Name of the vectors asked for; the caller passes the matching function.
        neighbours: Edges per statement in the graph that themes are found in.
        resolution: Higher gives more and smaller themes.
        resamples: How many times the grouping is repeated on four fifths of the statements.
        split_above: A group of more ideas than this is split once more, where its parts come
            back; the group becomes their parent.
        word_weight: Weight of the word view beside the meaning view, 0 to 1.
        min_contributors: A smaller group is not proposed as a theme; it stays unsorted.
        min_stability: A group that comes back less than this stays unsorted, 0 to 1.
        min_certainty: A statement with a smaller share of its neighbours in its own group stays
            unsorted, 0 to 1.
        few_answers: Below this many answers to a question, people are told to read them all.
        min_senders: Senders from which near-identical records are called a campaign.
        max_quotations: Quotations kept for each theme.
        accepted: Possible campaigns that a person called one, by their ids; each counts as one
            voice. An id stays good as long as a campaign holds the text it was made from.
        refused: Possible campaigns that a person refused: their senders merely agree.
        asked: The wording of each question by its key, where known; sides are read towards it, and
            its words name no theme that has others.
    """

    seed: int = 0
    languages: tuple[str, ...] = ("en", "fr", "es", "ar")
    embedder: str = "auto"
    neighbours: int = 8
    resolution: float = 1.0
    resamples: int = 12
    split_above: int = 200
    word_weight: float = 0.2
    min_contributors: int = 3
    min_stability: float = 0.3
    min_certainty: float = 0.2
    few_answers: int = 30
    min_senders: int = 5
    max_quotations: int = 8
    accepted: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
