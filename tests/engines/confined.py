"""A hostile file that is a program: once confined, it tries what it should not be able to do."""

import contextlib
import json
import os
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path


def report(home: str) -> None:
    source = Path(__file__)
    with contextlib.suppress(OSError):
        source.write_text("changed")
    told = {
        "source": source.read_text(),
        "environment": sorted(os.environ),
        "sees_home": Path(home).exists() and bool(list(Path(home).iterdir())),
        "interfaces": [name for _index, name in socket.if_nameindex()],
        "processes": len([entry for entry in Path("/proc").iterdir() if entry.name.isdigit()]),
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "memory": resource.getrlimit(resource.RLIMIT_AS),
    }
    json.dump(told, sys.stdout)


def memory(_home: str) -> None:
    bytearray(4 << 30)


def spin(_home: str) -> None:
    while True:
        pass


def linger(home: str) -> None:
    # The shell keeps its words, so that the test can find this one among others.
    subprocess.Popen(["sh", "-c", f"sleep 600; : {home}"])
    time.sleep(600)


def chatter(_home: str) -> None:
    while True:
        sys.stdout.write("x" * (1 << 20))


def fill(_home: str) -> None:
    with Path("big").open("wb") as big:
        while True:
            big.write(bytes(1 << 20))


if __name__ == "__main__":
    request = json.load(sys.stdin)
    wishes = (report, memory, spin, linger, chatter, fill)
    status = 1
    try:
        {wish.__name__: wish for wish in wishes}[request["wish"]](request["home"])
        sys.stdout.flush()
        status = 0
    finally:
        os._exit(status)
