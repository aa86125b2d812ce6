"""Run the measures named, or all; print one table; write `benchmarks/results/intake.json`.

Each module of this folder that has ``measures()`` is one part. It yields
``(name, value)``; a name in ``BARS`` is printed beside the bar it must pass and the goal.
Parts not run keep the values of their last run.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.intake.bars import BARS

RESULTS = Path(__file__).parents[1] / "results" / "intake.json"


def _parts() -> list[str]:
    own = Path(__file__).parent
    return sorted(
        path.stem for path in own.glob("*.py") if "def measures(" in path.read_text("utf-8")
    )


def main(asked: list[str]) -> int:
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    for part in asked or _parts():
        for name, value in import_module(f"benchmarks.intake.{part}").measures():
            results[name] = round(float(value), 4)
            print(_line(name, results[name]), flush=True)
        RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")
    missed = [name for name, bar in BARS.items() if name in results and not bar.met(results[name])]
    print(f"below the bar: {', '.join(missed) or 'none'}")
    return 0


def _line(name: str, value: float) -> str:
    bar = BARS.get(name)
    return f"{name:<52}{value:>12.4f}" + (f"   {bar}" if bar else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
