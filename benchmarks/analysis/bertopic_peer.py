"""BERTopic over texts and vectors that are handed to it; runs with packages of its own.

`python bertopic_peer.py sets.npz found.json`: for each set its texts and vectors; UMAP and
HDBSCAN as BERTopic sets them by default, with a fixed seed and without frequencies thinned.
"""

import json
import sys
import time
import warnings

import numpy as np
from bertopic import BERTopic
from umap import UMAP

warnings.filterwarnings("ignore")


def group(
    texts: list[str], vectors: "np.ndarray[tuple[int, int], np.dtype[np.float32]]"
) -> list[int]:
    """Return a topic for each text, -1 for those it leaves out."""
    reduce = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
    model = BERTopic(embedding_model=None, umap_model=reduce, verbose=False)
    return [int(topic) for topic in model.fit_transform(texts, embeddings=vectors)[0]]


def main(source: str, target: str) -> None:
    """Group every set; the first is grouped twice, so that compiling is not timed."""
    given = np.load(source, allow_pickle=False)
    names = sorted(
        name.removesuffix("/vectors") for name in given.files if name.endswith("/vectors")
    )
    found: dict[str, dict[str, object]] = {}
    for turn, name in enumerate([names[0], *names]):
        texts = [str(text) for text in given[f"{name}/texts"]]
        started, worked = time.perf_counter(), time.process_time()
        topics = group(texts, given[f"{name}/vectors"])
        if turn:
            found[name] = {
                "topics": topics,
                "seconds": time.perf_counter() - started,
                "cpu_seconds": time.process_time() - worked,
            }
            print(name, len(texts), round(time.perf_counter() - started, 1), file=sys.stderr)
    with open(target, "w", encoding="utf-8") as file:  # noqa: PTH123 - plain script
        json.dump(found, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
