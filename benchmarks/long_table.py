"""A table of 300,000 rows: how fast its rows are read, and what the reading keeps in memory.

    nice -n 10 .venv/bin/python -m benchmarks.long_table --rows 300000
    nice -n 10 .venv/bin/python -m benchmarks.long_table --rows 20000 --whole

The first measures reading alone, in a process of its own; with ``--whole`` the run goes on to the
report, comparing wording alone. The rows are invented; the size of the file is printed.
"""

import argparse
import csv
import json
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from commonspace.cli.synthesising import Choices, synthesise

SUBJECTS = ("night shelters", "language courses", "identity cards", "work permits", "legal advice")
SAYINGS = (
    "Our street has waited years for {}, and house {} still has none.",
    "Please put money into {} before winter comes to house {}.",
    "Nobody near house {1} was ever offered {0}, whatever they asked.",
    "Without {} young people of house {} lose heart and leave.",
)


def write_table(path: Path, rows: int) -> None:
    """Write invented answers of one person each."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("author", "organisation", "comment"))
        for i in range(rows):
            words = SAYINGS[i % 4].format(SUBJECTS[i % 5], i)
            writer.writerow((f"person {i}", f"House {i % 700}", words))


def read(path: Path) -> int:
    """Read every row as a run does, and return how many records came of them."""
    from commonspace.cli.synthesising.columns import guess_columns  # noqa: PLC0415  # Django is set up by then
    from commonspace.cli.synthesising.reading.opening import open_table  # noqa: PLC0415  # Django is set up by then
    from commonspace.cli.synthesising.taking import Taking  # noqa: PLC0415  # Django is set up by then

    table = open_table(path, Choices())
    taken = Taking(table, guess_columns(table, Choices())).everything(lambda *_: None)
    return len(taken.records)


def main() -> None:
    """Measure and print one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--whole", action="store_true")
    asked = parser.parse_args()
    synthesise([{"comment": "So that everything is loaded."}], embedder="none")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "long.csv"
        write_table(path, asked.rows)
        began = time.perf_counter()
        if asked.whole:
            choices = Choices(embedder="none", languages=("en",))
            found = synthesise(path, Path(folder) / "out", choices=choices).rows.values()
            accounted = sum(found)
        else:
            accounted = read(path)
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            json.dumps(
                {
                    "rows": asked.rows,
                    "accounted_for": accounted,
                    "file_mb": round(path.stat().st_size / 1e6, 1),
                    "seconds": round(seconds, 1),
                    "peak_mb": round(peak),
                }
            )
        )


if __name__ == "__main__":
    main()
