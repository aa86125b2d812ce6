"""From a codebook and what people coded to suggestions for everything else."""

from collections.abc import Sequence

from commonspace.analysis.learning.codebook import Code
from commonspace.analysis.learning.shapes import Labels, Learned, Said
from commonspace.analysis.vectors import Embed


def learn(
    codebook: Sequence[Code],
    labels: Labels,
    statements: Sequence[Said],
    *,
    embed: Embed | None,
    seed: int = 0,
) -> Learned:
    """Suggest codes for statements, from the codes' titles and what people coded so far.

    Args:
        codebook: The codes, in their order.
        labels: The codes people gave, by record id; may be empty.
        statements: What is to be coded, such as ``Analysis.statements``.
        embed: Gives one unit row for each text; without it wording alone is compared.
        seed: Start of the bootstrap.

    Returns:
        One assignment for each statement, in the order given, and how good they are.

    Raises:
        CodebookError: If a label names a code that is not in the codebook.
    """
    raise NotImplementedError
