from commonspace.channels.telephone.views.public import ask_for_a_call, my_call
from commonspace.channels.telephone.views.staff import (
    calendar,
    call,
    drop_request,
    no_answer,
    note,
    noted,
    remove_time,
    set_up,
    telephone,
    times,
)

__all__ = [
    "ask_for_a_call",
    "calendar",
    "call",
    "drop_request",
    "my_call",
    "no_answer",
    "note",
    "noted",
    "remove_time",
    "set_up",
    "telephone",
    "times",
]
