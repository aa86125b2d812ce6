"""What became of every contribution."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonspace.consultations.access import consultation_of
from commonspace.evidence.showing import speakers_of
from commonspace.kernel.audience import audience
from commonspace.synthesis.choices import LedgerState
from commonspace.synthesis.ledger import LedgerLine, ledger_of
from commonspace.synthesis.views.pages import WRITERS, page

ON_A_PAGE = 100
BADGES = {
    LedgerState.UNREAD: "received",
    LedgerState.READ: "work",
    LedgerState.CITED: "settled",
    LedgerState.COVERED: "settled",
    LedgerState.MERGED: "settled",
    LedgerState.SET_ASIDE: "settled",
    LedgerState.PROTECTED: "protected",
    LedgerState.WITHDRAWN: "protected",
    LedgerState.REMOVED: "protected",
}
OPEN_FIRST = [LedgerState.UNREAD, LedgerState.READ]


def _order(line: LedgerLine) -> tuple[int, int]:
    place = OPEN_FIRST.index(line.state) if line.state in OPEN_FIRST else len(OPEN_FIRST)
    return place, line.contribution.reference


@require_safe
@audience(*WRITERS)
def ledger(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    found = ledger_of(consultation)
    wanted = request.GET.get("state", "")
    lines = [line for line in sorted(found.lines, key=_order) if wanted in {"", line.state}]
    shown = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    speakers = speakers_of(line.contribution for line in shown)
    return page(
        request,
        "ledger",
        consultation,
        (_("Ledger"), ""),
        ledger=found,
        total=len(found.lines),
        counts=[
            {"state": state, "label": state.label, "n": n, "badge": BADGES[state]}
            for state, n in found.counts.items()
        ],
        rows=[(line, BADGES[line.state], speakers[line.contribution.pk]) for line in shown],
        page_obj=shown,
        wanted=wanted,
        states=LedgerState.choices,
    )
