"""Writing calls. Every change leaves a line in the event log, with who made it."""

from commonspace.consultations.services.call import (
    change_texts,
    create_consultation,
    publish,
    set_contacts,
    set_dates,
    set_languages,
    state_promise,
)
from commonspace.consultations.services.members import Invitation, add_member, remove_member
from commonspace.consultations.services.parts import (
    add_document,
    keep_area,
    keep_key_date,
    keep_partner,
    remove_area,
    remove_document,
    remove_key_date,
    remove_partner,
)
from commonspace.consultations.services.questions import (
    Wording,
    add_question,
    bring_back_question,
    move_question,
    renumber_questions,
    retire_question,
    reword_question,
    set_areas,
)
from commonspace.consultations.services.rounds import keep_round, remove_round

__all__ = [
    "Invitation",
    "Wording",
    "add_document",
    "add_member",
    "add_question",
    "bring_back_question",
    "change_texts",
    "create_consultation",
    "keep_area",
    "keep_key_date",
    "keep_partner",
    "keep_round",
    "move_question",
    "publish",
    "remove_area",
    "remove_document",
    "remove_key_date",
    "remove_member",
    "remove_partner",
    "remove_round",
    "renumber_questions",
    "retire_question",
    "reword_question",
    "set_areas",
    "set_contacts",
    "set_dates",
    "set_languages",
    "state_promise",
]
