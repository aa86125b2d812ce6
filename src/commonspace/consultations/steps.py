"""The steps of making a call, in the order they are best taken."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page of making a call. ``lead`` says what it is for, in a line."""

    key: str
    label: str | Promise
    lead: str | Promise

    @property
    def url_name(self) -> str:
        """Return the name of the step's address."""
        return f"call-{self.key}"


STEPS: tuple[Step, ...] = (
    Step(
        key="languages",
        label=_("Languages"),
        lead=_("In which languages the call can be read. One is the main one."),
    ),
    Step(
        key="texts",
        label=_("What it is about"),
        lead=_("Title, subject, purpose, background and the event it prepares."),
    ),
    Step(
        key="promise",
        label=_("What happens with the answers"),
        lead=_("What you promise to those who answer, and how they may be named."),
    ),
    Step(
        key="dates",
        label=_("Opening and closing"),
        lead=_("From when until when people can answer, and on whose clock."),
    ),
    Step(
        key="areas",
        label=_("Themes"),
        lead=_("The themes that frame the questions. A question may belong to several or none."),
    ),
    Step(
        key="questions",
        label=_("Questions"),
        lead=_("What you ask, numbered, each with a short heading of its own."),
    ),
    Step(
        key="contacts",
        label=_("Contacts"),
        lead=_("Whom to ask about the questions, and whom when something does not work."),
    ),
    Step(
        key="partners",
        label=_("Organisers, funders, partners"),
        lead=_("Who asks with you, who pays, who takes part."),
    ),
    Step(
        key="documents",
        label=_("Documents"),
        lead=_("A concept note, an agenda, a template: what readers may want to look up."),
    ),
    Step(
        key="key-dates",
        label=_("Key dates"),
        lead=_("The path from the call to the event and beyond, day by day."),
    ),
    Step(
        key="rounds",
        label=_("Rounds"),
        lead=_(
            "The meetings and online phases whose inputs are read together. The report says who took part."
        ),
    ),
    Step(
        key="members",
        label=pgettext_lazy("people working on a consultation", "Who works on it"),
        lead=_("The accounts that may see and do things here."),
    ),
)


def step(key: str) -> Step:
    """Return the step with this key."""
    return next(step for step in STEPS if step.key == key)


def step_after(key: str) -> Step | None:
    """Return the step that follows, or none after the last."""
    keys = [step.key for step in STEPS]
    place = keys.index(key) + 1
    return STEPS[place] if place < len(STEPS) else None
