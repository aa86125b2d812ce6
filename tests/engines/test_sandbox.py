import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commonspace.engines import sandbox
from commonspace.engines.sandbox import Bounds, Ending, Isolation, isolation, run_module

PROGRAM = Path(__file__).with_name("confined.py")
namespaces_only = pytest.mark.skipif(
    isolation() is not Isolation.NAMESPACES, reason="bubblewrap does not work on this machine"
)


@pytest.fixture(params=Isolation)
def _either_isolation(request, monkeypatch):
    """Run with namespaces and with limits alone: the second is what poorer machines have."""
    if request.param is Isolation.NAMESPACES and isolation() is not Isolation.NAMESPACES:
        pytest.skip("bubblewrap does not work on this machine")
    monkeypatch.setattr(sandbox, "isolation", lambda: request.param)


def wish(name: str, folder: Path, **bounds: int):
    source = folder / "program.py"
    source.write_text(PROGRAM.read_text())
    return run_module(
        "cProfile",  # the shortest way to run a file as a program
        source=source,
        request=json.dumps({"wish": name, "home": str(folder)}).encode(),
        bounds=Bounds(**{"wall_s": 20, "cpu_s": 15} | bounds),
        max_output_bytes=1 << 20,
    )


def test_the_worker_starts_without_what_only_the_outside_needs() -> None:
    program = (
        "import sys, commonspace.engines.extraction.worker\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}"
        " & {'django', 'numpy', 'PIL', 'pypdf', 'docx'}))"
    )

    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert told.stdout.strip() == b"[]"


@namespaces_only
def test_inside_there_is_no_network_no_home_and_nobody_else(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("x")

    told = json.loads(wish("report", tmp_path).output)

    assert told["interfaces"] == ["lo"]
    assert told["sees_home"] is False
    assert told["processes"] <= 3


@pytest.mark.usefixtures("_either_isolation")
def test_inside_limits_hold_and_our_environment_is_gone(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COMMONSPACE_KEYS", "/somewhere")

    told = json.loads(wish("report", tmp_path, memory_bytes=900 << 20).output)

    assert told["core"] == [0, 0]
    assert told["memory"] == [900 << 20, 900 << 20]
    assert not [name for name in told["environment"] if name.startswith(("COMMONSPACE", "DJANGO"))]


@namespaces_only
def test_the_file_cannot_be_changed(tmp_path: Path) -> None:
    told = json.loads(wish("report", tmp_path).output)

    assert told["source"] == PROGRAM.read_text()
    assert (tmp_path / "program.py").read_text() == PROGRAM.read_text()


@pytest.mark.usefixtures("_either_isolation")
@pytest.mark.parametrize(
    ("name", "bounds", "ending"),
    [
        ("spin", {"wall_s": 1}, Ending.TOO_SLOW),
        ("spin", {"cpu_s": 1}, Ending.TOO_SLOW),
        ("linger", {"wall_s": 1}, Ending.TOO_SLOW),
        ("memory", {}, Ending.DIED),
        ("chatter", {"file_bytes": 8 << 20}, Ending.DIED),
        ("fill", {"file_bytes": 8 << 20}, Ending.DIED),
    ],
)
def test_greed_is_ended_in_time(
    tmp_path: Path, name: str, bounds: dict[str, int], ending: Ending
) -> None:
    began = time.monotonic()

    finished = wish(name, tmp_path, **bounds)

    assert (finished.ending, finished.output[:100]) in {(ending, b""), (ending, b"x" * 100)}
    assert time.monotonic() - began < 8


@pytest.mark.usefixtures("_either_isolation")
def test_nothing_it_started_outlives_it(tmp_path: Path) -> None:
    wish("linger", tmp_path, wall_s=1)

    until = time.monotonic() + 5
    while (alive := running_with(tmp_path)) and time.monotonic() < until:
        pass
    assert alive == []


def running_with(folder: Path) -> list[str]:
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            lines.append(path.read_text(errors="replace"))
    return [line for line in lines if f": {folder}" in line]
