"""From plain records to candidate evidence: no Django, no network, same input same output.

from commonspace.analysis import synthesise

found = synthesise("answers.xlsx", "report/", languages=("en", "fr"))
"""

from commonspace.analysis.whole import Synthesis, synthesise

__all__ = ["Synthesis", "synthesise"]
