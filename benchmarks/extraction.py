"""Reads 150 PDFs, 60 MB together, one after another, and prints what that takes.

    python benchmarks/extraction.py

The files are made first, in a process of their own, so that making them is not measured:
letters of ten pages with a photograph, and every twenty-fifth a scan without a text layer.
"""

import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import typst
from PIL import Image

from commonspace.engines import sandbox
from commonspace.engines.extraction import UnreadableError, extract

COUNT = 150
EVERY_SCAN = 25
PAGES = 10
IMAGE_BYTES = 360_000
RESULT = Path(__file__).parent / "results" / "extraction.json"
VOCABULARY = (
    "cities welcome newcomers and open schools rooms clinics language courses and libraries "
    "while associations advise families find homes and speak for those who are not heard"
)
WORDS = VOCABULARY.split()
WEIGHED_EVERY = 6


def photograph(seed: int) -> bytes:
    picture = Image.effect_noise((900, 680), 40 + seed % 20)
    for quality in range(60, 100, 3):
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=quality)
        if target.tell() > IMAGE_BYTES:
            break
    return target.getvalue()


def make(folder: Path) -> None:
    for number in range(COUNT):
        chance = random.Random(number)  # noqa: S311 - the same letters every time
        (folder / "photo.jpg").write_bytes(photograph(number))
        text = "\n\n".join(
            " ".join(chance.choices(WORDS, k=90)).capitalize() + "." for _ in range(PAGES * 4)
        )
        source = folder / "letter.typ"
        source.write_text(f'= Letter {number}\n#image("photo.jpg", width: 8cm)\n{text}')
        target = folder / f"{number:03}.pdf"
        typst.compile(source, output=target)
        if number % EVERY_SCAN == 0:
            scan(target)
    for left in ("photo.jpg", "letter.typ"):
        (folder / left).unlink()


def scan(path: Path) -> None:
    stem = path.with_suffix("")
    program = ["pdftoppm", "-r", "150", "-gray", "-f", "2", "-l", "2", "-singlefile", path, stem]
    subprocess.run(program, check=True)
    page = stem.with_suffix(".pgm")
    Image.open(page).save(path, resolution=150)
    page.unlink()


def measure(folder: Path) -> None:
    seconds: list[float] = []
    methods: Counter[str] = Counter()
    failures: dict[str, str] = {}
    characters = 0
    for path in sorted(folder.glob("*.pdf")):
        began = time.monotonic()
        try:
            found = extract(path, name=path.name)
        except UnreadableError as refusal:
            failures[path.name] = refusal.reason
        else:
            methods[found.method] += 1
            characters += len(found.text)
        seconds.append(time.monotonic() - began)
    paths = sorted(folder.glob("*.pdf"))
    seconds.sort()
    parent = peak(resource.RUSAGE_SELF)
    worker = weigh_workers(paths)
    figures = {
        "files": len(paths),
        "megabytes": round(sum(path.stat().st_size for path in paths) / 1e6, 1),
        "failures": failures,
        "methods": dict(methods),
        "characters": characters,
        "seconds": round(sum(seconds), 1),
        "seconds_a_file_median": round(seconds[len(seconds) // 2], 3),
        "seconds_a_file_longest": round(seconds[-1], 3),
        "peak_megabytes_parent": parent,
        "peak_megabytes_worker": worker,
    }
    print(json.dumps(figures))


def weigh_workers(paths: list[Path]) -> float:
    """Find the largest process of any worker.

    A process in its own namespaces is not added to our account, so every sixth file, scans
    included, is read once more with limits alone.
    """
    sandbox.isolation = lambda: sandbox.Isolation.LIMITS_ONLY
    scans = paths[::EVERY_SCAN]
    for path in {*paths[::WEIGHED_EVERY], *scans}:
        extract(path, name=path.name)
    return peak(resource.RUSAGE_CHILDREN)


def peak(who: int) -> float:
    return round(resource.getrusage(who).ru_maxrss / 1024, 1)


def run(step: str, folder: str) -> str:
    program = [sys.executable, __file__, step, folder]
    return subprocess.run(program, check=True, capture_output=True, text=True).stdout


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        print(f"making {COUNT} PDFs ...", flush=True)
        run("make", folder)
        print("reading them ...", flush=True)
        figures = json.loads(run("measure", folder))
    for name, value in figures.items():
        print(f"{name:26} {value}")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2) + os.linesep)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        {"make": make, "measure": measure}[sys.argv[1]](Path(sys.argv[2]))
    else:
        main()
