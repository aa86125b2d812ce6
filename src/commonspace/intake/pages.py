"""What the staff pages of the ways in have in common: each stands under the desk."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPages:
    """The staff pages of one way in.

    Attributes:
        title: What its first page is called, in the language of the page.
        url_name: Address of its first page; takes the code of the consultation.
        templates: Folder of its templates.
    """

    title: str | Promise
    url_name: str
    templates: str

    def frame(
        self, consultation: Consultation, here: str = "", *above: tuple[str, str]
    ) -> dict[str, object]:
        """Return what every page shows around itself.

        Args:
            consultation: Whose desk it is.
            here: What the page is called, if it is one below the first.
            above: Pages between the first and this one, with their addresses.
        """
        crumbs = [
            {"label": _("Desk"), "url": reverse("staff-desk", args=[consultation.code])},
            {"label": self.title, "url": reverse(self.url_name, args=[consultation.code])},
            *({"label": label, "url": url} for label, url in above),
        ]
        return {
            "consultation": consultation,
            "code": consultation.code,
            "room": "desk",
            "breadcrumbs": [*crumbs, {"label": here, "url": ""}] if here else crumbs,
        }

    def page(
        self,
        request: HttpRequest,
        template: str,
        consultation: Consultation,
        here: str = "",
        *,
        status: int = 200,
        **context: object,
    ) -> HttpResponse:
        """Render one of the pages."""
        whole = {**self.frame(consultation, here), **context}
        return render(request, f"{self.templates}/{template}.html", whole, status=status)
