"""What runs in a box is started for every handful of strangers' files, so it loads little."""

import subprocess
import sys

import pytest

HEAVY = {"django", "numpy", "scipy", "sklearn"}


@pytest.mark.parametrize(
    "worker",
    ["mail.worker", "mail.verifier", "tables.worker", "extraction.worker", "media_worker"],
)
def test_a_worker_loads_nothing_heavy_to_start(worker: str) -> None:
    program = f"import sys, commonspace.engines.{worker}; print(*sys.modules)"

    said = subprocess.run(
        [sys.executable, "-P", "-s", "-B", "-c", program],
        check=True,
        capture_output=True,
        text=True,
    )

    assert HEAVY & set(said.stdout.split()) == set()
