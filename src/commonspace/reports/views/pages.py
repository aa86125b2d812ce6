"""What the report's staff pages have in common: their frame, and where a problem is mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from commonspace.consultations.access import roles_in, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.reports.gate import Problem

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
    breadcrumbs = [{"label": _("Report"), "url": here}, *({"label": crumb, "url": ""} for crumb in crumbs)]
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


def _way_to_mend(problem: Problem, consultation: Consultation) -> str:
    code = consultation.code
    if problem.thing is not None:
        return way_to(problem.thing, consultation)
    if problem.about == "introduction":
        return f"{reverse('report-texts', args=[code])}#id_introduction"
    number = problem.key.partition(":")[2]
    ways: dict[str, tuple[tuple[str, list[Any]], ...]] = {
        "unread": (("staff-desk", [code]),),
        "unused": (("staff-ledger", [code]), ("staff-analysis", [code])),
        "no-findings": (("synthesis-question", [code, number]), ("staff-synthesis", [code])),
    }
    return _first_of(*ways.get(problem.about, ()))


def way_to(thing: Any, consultation: Consultation) -> str:  # noqa: ANN401  # any thing of the report
    """Return the page on which a thing of the report is written, as far as there is one."""
    kind = type(thing).__name__.lower()
    return _first_of(
        ("synthesis-thing", [consultation.code, kind, thing.pk]),
        (f"synthesis-{kind}", [consultation.code, thing.pk]),
        ("staff-synthesis", [consultation.code]),
    )


def _first_of(*wanted: tuple[str, list[Any]]) -> str:
    """Return the first address that this installation has."""
    for name, arguments in wanted:
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return ""
