"""Cutting statements anew in the reading pane: split, join, and taking it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.contributions.models import Contribution
from commonspace.evidence.board import run_for
from commonspace.evidence.errors import RecutError
from commonspace.evidence.forms import CutForm
from commonspace.evidence.models import Recut
from commonspace.evidence.reading import marked_at
from commonspace.evidence.services.recutting import One, join, next_to, split, take_back
from commonspace.evidence.showing import place_of
from commonspace.evidence.views.pages import ANALYSTS
from commonspace.evidence.views.reading import contribution_in
from commonspace.kernel.audience import audience
from commonspace.kernel.errors import CommonspaceError
from commonspace.people.models import Account


@require_POST
@audience(*ANALYSTS)
def cut(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    consultation = consultation_of(request)
    contribution = contribution_in(consultation, reference)
    form = CutForm(request.POST, contribution=contribution)
    address = reverse("analysis-read", args=[consultation.code, contribution.reference])
    if not form.is_valid():
        messages.error(request, _("Choose a statement, and a place in it to cut at."))
        return redirect(address)
    by = signed_in(request)
    try:
        place, words = _done(contribution, form, by)
    except CommonspaceError as refusal:
        messages.error(request, str(refusal.message))
        return redirect(f"{address}#{request.POST.get('back', '')}")
    messages.success(request, words)
    return redirect(f"{address}#note-{place}")


def _done(contribution: Contribution, form: CutForm, by: Account) -> tuple[str, str]:
    """Do what was pressed, and return where to go on and what was done."""
    values = form.cleaned_data
    if values["recut"]:
        found = Recut.objects.filter(text__contribution=contribution, taken_back_at=None)
        recut = get_object_or_404(found.select_related("text"), pk=values["recut"])
        take_back(recut=recut, by=by)
        start, end = recut.taken[0]
        return place_of(recut.text_id, start, end), _("Undone: it is as it was before.")
    one = form.one()
    if one is None and values["text"] and values["at"] is not None:
        one = marked_at(contribution, values["text"], values["at"])
        if one is None:
            raise RecutError(_("There is no statement at the cursor. Nothing was cut."))
    if one is None:
        raise Http404
    recut = _cut(one, values["at"], contribution, by)
    start, end = recut.made[0]
    return place_of(recut.text_id, start, end), _said(recut)


def _cut(one: One, at: int | None, contribution: Contribution, by: Account) -> Recut:
    if at is not None:
        return split(one=one, at=at, by=by)
    other = next_to(one, run_for(contribution.consultation, one.question))
    if other is None:
        raise RecutError(_("Nothing follows it in this text that it could be joined with."))
    return join(one=one, other=other, by=by)


def _said(recut: Recut) -> str:
    if not recut.is_split:
        return _("Joined: the two are one statement now.")
    if recut.kept:
        return _(
            "Cut in two. Put each part into its theme: what the whole was in is suggested first."
        )
    return _("Cut in two: each part waits for your decision.")
