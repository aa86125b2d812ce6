"""Who stands behind a text: the list, and more organisations put under it by staff."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonspace.consultations.access import consultation_of, roles_in, signed_in
from commonspace.consultations.choices import Role
from commonspace.desk.views.pages import DESK, UNPROCESSABLE, contribution_or_404, page
from commonspace.intake.forms import SignatoriesForm
from commonspace.intake.signatures import name_signatories, organisations_in
from commonspace.kernel.audience import audience
from commonspace.kernel.errors import CommonspaceError
from commonspace.provenance.services import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*DESK)
def signatories(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = contribution_or_404(consultation, reference)
    is_secretariat = Role.SECRETARIAT in roles_in(signed_in(request), consultation)
    form = SignatoriesForm(request.POST or None, label_suffix="")
    if request.method == "POST" and is_secretariat and form.is_valid():
        try:
            signed = name_signatories(
                contribution=found,
                organisations=organisations_in(form.cleaned_data["organisations"]),
                actor=actor_of(signed_in(request)),
            )
        except CommonspaceError as refusal:
            form.add_error("organisations", str(refusal))
        else:
            told = {"new": signed.new, "already": signed.already}
            messages.success(
                request, _("%(new)s put under the text; %(already)s stood there already.") % told
            )
            return redirect("desk-signatories", consultation.code, reference)
    return page(
        request,
        "signatories",
        consultation,
        str(found),
        status=UNPROCESSABLE if form.is_bound and form.errors else 200,
        contribution=found,
        rows=found.signatories.select_related("organisation"),
        form=form,
        is_secretariat=is_secretariat,
    )
