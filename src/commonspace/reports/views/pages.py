"""What the report's staff pages have in common: their frame, and where a problem is mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from commonspace.consultations.access import roles_in, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.reports.gate import Problem
from commonspace.synthesis.models import Synthesised

UNPROCESSABLE = 422
EDITORS = ("secretariat", "analyst")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A problem and the page where it can be mended, empty where there is none."""

    problem: Problem
    url: str


def page(
    request: HttpRequest,
    template: str,
    consultation: Consultation,
    *crumbs: str,
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Render a page of the Report tab; ``crumbs`` name the pages below its first one."""
    here = reverse("staff-report", args=[consultation.code])
    breadcrumbs = [
        {"label": _("Report"), "url": here},
        *({"label": crumb, "url": ""} for crumb in crumbs),
    ]
    whole = {
        "consultation": consultation,
        "room": "report",
        "breadcrumbs": breadcrumbs if crumbs else None,
        "may_release": Role.SECRETARIAT in roles_in(signed_in(request), consultation),
        **context,
    }
    return render(request, f"reports/{template}.html", whole, status=status)


def shown(problems: Iterable[Problem], consultation: Consultation) -> list[Shown]:
    """Return problems with the way to where they are mended."""
    return [Shown(problem=one, url=_way_to_mend(one, consultation)) for one in problems]


WAYS_TO_MEND = {"call": "call-publish", "limits": "report-limits"}


def _way_to_mend(problem: Problem, consultation: Consultation) -> str:
    code = consultation.code
    if problem.thing is not None:
        return way_to(problem.thing, consultation)
    if problem.about == "introduction":
        return f"{reverse('report-texts', args=[code])}#id_introduction"
    if problem.about == "no-findings":
        return reverse("synthesis-board", args=[code, int(problem.key.partition(":")[2])])
    return reverse(WAYS_TO_MEND.get(problem.about, "staff-ledger"), args=[code])


def way_to(thing: Synthesised, consultation: Consultation) -> str:
    """Return the page on which a thing of the report is written."""
    return reverse(
        "synthesis-thing", args=[consultation.code, type(thing).__name__.lower(), thing.pk]
    )
