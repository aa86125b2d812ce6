"""Run the measures named, or all; print one table; write `benchmarks/results/analysis.json`.

Each module of this folder that has ``measures()`` is one part. It yields
``(name, value)``; a name in ``BARS`` is printed beside the bar it must pass and the goal.
Parts not run keep the values of their last run.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.analysis.bars import BARS
from benchmarks.analysis.data import DATA, ROOT

RESULTS = ROOT / "benchmarks" / "results" / "analysis.json"


def _parts() -> list[str]:
    own = Path(__file__).parent
    return sorted(
        path.stem for path in own.glob("*.py") if "def measures(" in path.read_text("utf-8")
    )


def main(asked: list[str]) -> int:
    if not DATA.is_dir():
        print(f"the data sets are not at {DATA}; set COMMONSPACE_SHARED")
        return 1
    results = _kept()
    for part in asked or [name for name in _parts() if name != "million"]:
        made = {}
        for name, value in import_module(f"benchmarks.analysis.{part}").measures():
            made[name] = round(float(value), 4)
            print(_line(name, made[name]), flush=True)
        results = _kept() | made
        RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", "utf-8")
    missed = [name for name, bar in BARS.items() if name in results and not bar.met(results[name])]
    print(f"below the bar: {', '.join(missed) or 'none'}")
    return 0


def _kept() -> dict[str, float]:
    """Return what is written by now: another run may have added to it meanwhile."""
    return json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}


def _line(name: str, value: float) -> str:
    bar = BARS.get(name)
    return f"{name:<52}{value:>12.4f}" + (f"   {bar}" if bar else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
