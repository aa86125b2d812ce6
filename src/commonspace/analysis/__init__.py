"""From plain records to candidate evidence: no Django, no network, same input same output.

from commonspace.analysis import synthesise

found = synthesise("answers.xlsx", "report/", languages=("en", "fr"))

What leads there is loaded when it is asked for: most who import a part of this library, such as
the programs that read one mail in a box, need none of the rest.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonspace.analysis.whole import Synthesis, synthesise

__all__ = ["Synthesis", "synthesise"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from commonspace.analysis import whole  # noqa: PLC0415  # slow to load

    return getattr(whole, name)
