"""Choosing documents that are already here, to be read for proposals."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import SourceText
from commonspace.contributions.queries import current_texts
from commonspace.kernel.audience import audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.synthesis.tasks import read_sources_task
from commonspace.synthesis.views.pages import UNPROCESSABLE, WRITERS, page


def documents_of(consultation: Consultation) -> QuerySet[SourceText]:
    """Return the texts read from documents, with how many proposals each gave."""
    waiting = Count("proposals", filter=Q(proposals__accepted=None), distinct=True)
    texts = SourceText.objects.filter(
        pk__in=current_texts(consultation).exclude(attachment=None).order_by().values("pk")
    )
    return (
        texts.select_related("attachment__file", "contribution__contributor__organisation")
        .annotate(n_waiting=waiting, n_found=Count("proposals", distinct=True))
        .order_by("contribution__reference", "created_at")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
def proposals_import(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    documents = documents_of(consultation)
    wanted = set(request.POST.getlist("text"))
    chosen = [str(text.pk) for text in documents if str(text.pk) in wanted]
    if request.method == "POST" and chosen:
        return _asked(request, consultation, chosen)
    crumbs = (
        (_("Proposals"), reverse("staff-proposals", args=[consultation.code])),
        (_("Read documents"), ""),
    )
    return page(
        request,
        "import",
        consultation,
        *crumbs,
        status=UNPROCESSABLE if request.method == "POST" else 200,
        documents=documents,
        chose_nothing=request.method == "POST",
    )


def _asked(request: HttpRequest, consultation: Consultation, chosen: list[str]) -> HttpResponse:
    by = signed_in(request)
    with transaction.atomic():
        enqueue_on_commit(
            read_sources_task, consultation_id=consultation.pk, text_ids=chosen, account_id=by.pk
        )
    words = ngettext(
        "%(n)d document is being read. What is found in it appears here in a moment.",
        "%(n)d documents are being read together. What is found in them appears here in a moment.",
        len(chosen),
    )
    messages.info(request, words % {"n": len(chosen)})
    return redirect("staff-proposals", consultation.code)
