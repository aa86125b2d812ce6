"""Running code that reads hostile bytes, where it can do no harm.

Whatever parses a stranger's file is treated as if the stranger already owned it. It runs as its own
process: no network, no files but the one it reads and a private folder that is removed afterwards,
an empty environment, hard limits on processor time, memory, file sizes and open files, and a clock
on the wall that kills everything it started.

Where bubblewrap works, the process gets its own namespaces as well; where it does not, the limits
alone remain, and ``isolation()`` says so, for the operator to see.

    run_module("package.worker", source=path, request=b"{}", bounds=Bounds())

The module finds its request on standard input, the file to read as its only argument, a private
current folder, and answers on standard output.
"""

import contextlib
import os
import resource
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import BinaryIO

import commonspace

_PACKAGES = Path(commonspace.__file__).resolve().parent.parent
_SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib64")
_SYSTEM_FOLDERS = ("/etc/fonts", "/etc/alternatives", "/etc/ld.so.cache", "/usr/local/share/fonts")
_SIGNAL_BASE = 128  # how bubblewrap, like a shell, reports a child killed by a signal
_NOBODY = "65534"
_PROBE_S = 10
_DYING_S = 5


class Ending(StrEnum):
    """How a confined process ended."""

    DONE = "done"
    TOO_SLOW = "too-slow"
    OUT_OF_MEMORY = "out-of-memory"
    DIED = "died"


class Isolation(StrEnum):
    """How strictly this machine can confine a process."""

    NAMESPACES = "namespaces"
    LIMITS_ONLY = "limits-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a confined process may use. Memory is address space, each process for itself."""

    cpu_s: int = 100
    memory_bytes: int = 1 << 30
    file_bytes: int = 256 << 20
    open_files: int = 128
    wall_s: int = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What is left of a confined process: how it ended and what it said, cut at the file limit."""

    ending: Ending
    output: bytes


def run_module(
    module: str, *, source: Path, request: bytes, bounds: Bounds, max_output_bytes: int
) -> Finished:
    """Run a module of ours on one hostile file, confined, and wait for it to end.

    Args:
        module: Dotted name, run as a program.
        source: The file it may read; nothing else of ours is visible to it.
        request: What it finds on standard input.
        bounds: What it may use.
        max_output_bytes: More output than this counts as having died: an honest module
            keeps to the limits it was told.
    """
    running = running_module(module, source=source, request=request, bounds=bounds)
    with running as (ending, said):
        size = said.seek(0, os.SEEK_END)
        if size > max_output_bytes:
            return Finished(ending=Ending.DIED, output=b"")
        said.seek(0)
        return Finished(ending=ending, output=said.read(max_output_bytes))


@contextlib.contextmanager
def running_module(
    module: str, *, source: Path, request: bytes, bounds: Bounds
) -> Iterator[tuple[Ending, BinaryIO]]:
    """Run a module of ours as ``run_module`` does; give its output as a file, however long.

    The file is cut at ``bounds.file_bytes`` and gone when the block is left.
    """
    with (
        _private_folder() as box,
        tempfile.TemporaryFile() as asked,
        tempfile.TemporaryFile() as said,
    ):
        asked.write(request)
        asked.seek(0)
        program = _program(module, source=source.resolve(), box=box, bounds=bounds)
        ending = _run(program, box=box, asked=asked, said=said, wall_s=bounds.wall_s)
        said.seek(0)
        yield ending, said


@contextlib.contextmanager
def _private_folder() -> Iterator[Path]:
    """Make a folder, and remove it even while what was killed in it is still dying."""
    folder = Path(tempfile.mkdtemp(prefix="box-"))
    try:
        yield folder
    finally:
        until = time.monotonic() + _DYING_S
        while folder.exists() and time.monotonic() < until:
            shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            shutil.rmtree(folder)


@cache
def isolation() -> Isolation:
    """Tell, after one trial, whether processes here get their own namespaces."""
    if shutil.which("bwrap") is None:
        return Isolation.LIMITS_ONLY
    with tempfile.TemporaryDirectory(prefix="box-") as box:
        program = [
            *_namespaces(source=Path(os.devnull), box=Path(box)),
            sys.executable,
            "-S",
            "-c",
            "",
        ]
        try:
            trial = subprocess.run(  # noqa: S603 - a fixed program, to see whether it may run
                program,
                env=_environment("/box"),
                capture_output=True,
                timeout=_PROBE_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return Isolation.LIMITS_ONLY
    return Isolation.NAMESPACES if trial.returncode == 0 else Isolation.LIMITS_ONLY


def _program(module: str, *, source: Path, box: Path, bounds: Bounds) -> list[str]:
    limits = [str(limit) for limit in astuple(bounds)]
    inner = [sys.executable, "-P", "-s", "-B", "-m", __name__, *limits, module]
    if isolation() is Isolation.NAMESPACES:
        return [*_namespaces(source=source, box=box), *inner, "/source"]
    return [*inner, str(source)]


def _namespaces(*, source: Path, box: Path) -> list[str]:
    """Write the bubblewrap call: nothing visible but programs, one file and one folder."""
    program = ["bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--cap-drop", "ALL"]
    program += ["--uid", _NOBODY, "--gid", _NOBODY, "--hostname", "box"]
    program += ["--proc", "/proc", "--dev", "/dev", "--ro-bind", "/usr", "/usr"]
    for link in _SYSTEM_LINKS:
        if Path(link).is_symlink():
            program += ["--symlink", str(Path(link).readlink()), link]
        else:
            program += ["--ro-bind-try", link, link]
    for folder in (*_SYSTEM_FOLDERS, sys.base_prefix, sys.prefix, str(_PACKAGES)):
        if not folder.startswith("/usr/"):
            program += ["--ro-bind-try", folder, folder]
    program += ["--ro-bind", str(source), "/source", "--bind", str(box), "/box"]
    return [*program, "--chdir", "/box", "--"]


def _environment(folder: str) -> dict[str, str]:
    """Nothing of ours: no keys, no settings, no addresses."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": folder,
        "TMPDIR": folder,
        "PYTHONPATH": str(_PACKAGES),
        "OMP_THREAD_LIMIT": "1",
    }


def _run(program: list[str], *, box: Path, asked: BinaryIO, said: BinaryIO, wall_s: int) -> Ending:
    inside = "/box" if program[0] == "bwrap" else str(box)
    process = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
        program,
        stdin=asked,
        stdout=said,
        stderr=subprocess.DEVNULL,
        cwd=box,
        env=_environment(inside),
        start_new_session=True,
    )
    try:
        return _ending(process.wait(timeout=wall_s))
    except subprocess.TimeoutExpired:
        return Ending.TOO_SLOW
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _ending(returned: int) -> Ending:
    if returned == 0:
        return Ending.DONE
    killed_by = -returned if returned < 0 else returned - _SIGNAL_BASE
    if killed_by == signal.SIGXCPU:
        return Ending.TOO_SLOW
    if killed_by == signal.SIGKILL:
        return Ending.OUT_OF_MEMORY
    return Ending.DIED


def confine(bounds: Bounds) -> None:
    """Give up, for good, everything beyond the bounds; children inherit it."""
    ceilings = {
        resource.RLIMIT_CPU: bounds.cpu_s,
        resource.RLIMIT_AS: bounds.memory_bytes,
        resource.RLIMIT_FSIZE: bounds.file_bytes,
        resource.RLIMIT_NOFILE: bounds.open_files,
        resource.RLIMIT_CORE: 0,
    }
    for limit, ceiling in ceilings.items():
        hard = resource.getrlimit(limit)[1]
        allowed = float("inf") if hard == resource.RLIM_INFINITY else hard
        own = int(min(ceiling, allowed))
        # Past the soft limit on time comes a signal we can name; past the hard one a bare kill.
        grace = 1 if limit == resource.RLIMIT_CPU and own < allowed else 0
        resource.setrlimit(limit, (own, own + grace))


def _enter() -> None:
    """Run inside: limits first, then the module, which has not read a byte until now."""
    cpu_s, memory, file_bytes, open_files, wall_s, module, source = sys.argv[1:]
    bounds = Bounds(
        cpu_s=int(cpu_s),
        memory_bytes=int(memory),
        file_bytes=int(file_bytes),
        open_files=int(open_files),
        wall_s=int(wall_s),
    )
    confine(bounds)
    sys.argv = [module, source]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _enter()
