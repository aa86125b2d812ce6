"""Several people who send at the same moment, so that the door takes them in together."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from commonspace.intake import services
from commonspace.intake.envelopes import Envelope
from commonspace.intake.services import Received, receive


def received_at_once(
    envelopes: Sequence[Envelope], *, send: Callable[[Envelope], Received] = receive
) -> list[Future[Received]]:
    """Let each be sent in a thread of its own; the database is touched by this thread alone."""
    door = services._door
    with ThreadPoolExecutor(len(envelopes)) as people, door._turn:
        receipts = []
        for number, envelope in enumerate(envelopes, start=1):
            receipts.append(people.submit(send, envelope))
            while len(door._waiting) < number:
                pass
        door._serve_who_waits()
    return receipts
