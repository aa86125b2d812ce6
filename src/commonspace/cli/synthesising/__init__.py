"""One table or folder in, one report out: no server, no database, no network.

    from commonspace.cli.synthesising import Choices, synthesise

    outcome = synthesise("answers.xlsx", "report/", choices=Choices(languages=("en", "fr")))

``commonspace synthesise`` is the same in a terminal. Names are looked up on first use, so that
Django is set up only when something is to be read.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonspace.cli.synthesising.choices import Choices
    from commonspace.cli.synthesising.running import Outcome, synthesise

__all__ = ["Choices", "Outcome", "synthesise"]

_HOMES = {"Choices": "choices", "Outcome": "running", "synthesise": "running"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
