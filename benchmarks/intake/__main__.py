"""Run the measures named, or all; print one table; write `benchmarks/results/intake.json`.

Each module of this folder that has ``measures()`` is one part. It yields
``(name, value)``; a name in ``BARS`` is printed beside the bar it must pass and the goal.
Parts not run keep the values of their last run; one that breaks off does not stop the others.
"""

import json
import sys
import traceback
from importlib import import_module
from pathlib import Path
from time import monotonic

from benchmarks.intake.bars import BARS

RESULTS = Path(__file__).parents[1] / "results" / "intake.json"


def _parts() -> list[str]:
    own = Path(__file__).parent
    return sorted(
        path.stem for path in own.glob("*.py") if "def measures(" in path.read_text("utf-8")
    )


def main(asked: list[str]) -> int:
    failed = [part for part in asked or _parts() if not _measured(part)]
    results = _results()
    missed = [name for name, bar in BARS.items() if name in results and not bar.met(results[name])]
    print(f"below the bar: {', '.join(missed) or 'none'}")
    if failed:
        print(
            f"broke off: {', '.join(failed)}; run again: make bench-intake PARTS='{' '.join(failed)}'"
        )
    return len(failed)


def _measured(part: str) -> bool:
    """Run one part and keep each figure at once; tell whether it came to its end."""
    began = monotonic()
    try:
        for name, value in import_module(f"benchmarks.intake.{part}").measures():
            kept = round(float(value), 4)
            RESULTS.write_text(
                json.dumps({**_results(), name: kept}, indent=1, sort_keys=True) + "\n", "utf-8"
            )
            print(_line(name, kept), flush=True)
    except Exception:  # noqa: BLE001  # whatever broke one part, the others are still to be measured
        traceback.print_exc()
        return False
    print(f"  {part}: {monotonic() - began:.0f} s", flush=True)
    return True


def _results() -> dict[str, float]:
    found: dict[str, float] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    return found


def _line(name: str, value: float) -> str:
    bar = BARS.get(name)
    return f"{name:<52}{value:>12.4f}" + (f"   {bar}" if bar else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
