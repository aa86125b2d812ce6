"""A resolver on this machine that knows what we tell it, and counts who asks."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@dataclass
class Names:
    """What is published, by name; ``silent`` makes the resolver answer nobody."""

    address: str
    texts: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    silent: bool = False


def _answer(names: Names, question: bytes) -> bytes:
    asked = dns.message.from_wire(question)
    name = str(asked.question[0].name).rstrip(".").lower()
    names.asked.append(name)
    answer = dns.message.make_response(asked)
    answer.flags |= dns.flags.RA
    if name in names.texts:
        said = names.texts[name]
        pieces = " ".join(f'"{said[at : at + 200]}"' for at in range(0, len(said), 200))
        answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", pieces))
    else:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer.to_wire()


@contextmanager
def resolver() -> Iterator[Names]:
    """Answer as a resolver does, over UDP."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            question, line = self.request
            if not names.silent:
                line.sendto(_answer(names, question), self.client_address)

    server = socketserver.ThreadingUDPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    names = Names(address=f"127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield names
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
