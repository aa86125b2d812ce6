"""Coming back with a code: read, change, withdraw."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.web import services
from commonspace.channels.web.forms import ChangeForm, CodeForm
from commonspace.channels.web.queries import documents_of, said_in
from commonspace.channels.web.uploads import SizeLimit
from commonspace.channels.web.views.context import about, calls_to_ask_about, too_long
from commonspace.contributions.models import Contribution
from commonspace.intake.errors import ReceiptClosedError
from commonspace.intake.holders import (
    close_receipt,
    contribution_for_receipt,
    open_with_code,
)
from commonspace.intake.removing import standing_of
from commonspace.intake.services import confirm, may_change, withdraw
from commonspace.kernel.audience import PUBLIC, RECEIPT, audience
from commonspace.kernel.errors import CommonspaceError
from commonspace.kernel.localised import current_language
from commonspace.kernel.names import country_name, language_name
from commonspace.people.access import details_of
from commonspace.provenance.downloads import as_attachment

REFUSED = 422
HolderView = Callable[..., HttpResponseBase]


def for_holder(view: HolderView) -> HolderView:
    """Give a view the contribution whose code was typed here, or ask for the code."""

    @wraps(view)
    def with_contribution(request: HttpRequest, **address: int) -> HttpResponseBase:
        try:
            contribution = contribution_for_receipt(request)
        except ReceiptClosedError:
            return redirect("receipt")
        return view(request, contribution, **address)

    return with_contribution


@audience(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code and open what it belongs to."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_with_code(request, form.cleaned_data["code"])
        except CommonspaceError as refusal:
            form.add_error("code", str(refusal.message))
        else:
            return redirect("my-contribution")
    status = REFUSED if form.is_bound and form.errors else 200
    context = {"form": form, "calls": calls_to_ask_about()}
    return render(request, "web/enter_code.html", context, status=status)


@audience(RECEIPT)
@require_safe
@for_holder
def my_contribution(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Show everything we hold of a contribution."""
    here = current_language()
    contributor = contribution.contributor
    context = {
        **about(contribution.consultation),
        "contribution": contribution,
        "said": said_in(contribution),
        "documents": documents_of(contribution),
        "contributor": contributor,
        "details": details_of(contributor),
        "country": country_name(contributor.country, here) if contributor.country else "",
        "language_name": language_name(contribution.language, here),
        "may_change": may_change(contribution),
        "signatures": contribution.signatories.count(),
        "removing": standing_of(contribution),
    }
    return render(request, "web/my_contribution.html", context)


@audience(RECEIPT)
@csrf_exempt  # the form is sealed below, once its files have a size limit
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponseBase:
    """Change a contribution with the form it was made with."""
    limit = SizeLimit(services.max_upload_bytes())
    request.upload_handlers.insert(0, limit)
    try:
        return _change(request, limit)
    except RequestDataTooBig as error:
        raise too_long() from error


@csrf_protect
def _change(request: HttpRequest, limit: SizeLimit) -> HttpResponseBase:
    try:
        contribution = contribution_for_receipt(request)
    except ReceiptClosedError:
        return _code_again(request) if request.method == "POST" else redirect("receipt")
    if request.method == "POST":
        return _take_change(request, contribution, limit)
    if not may_change(contribution):
        return redirect("my-contribution")
    return _change_page(request, ChangeForm(contribution.consultation, contribution=contribution))


def _take_change(
    request: HttpRequest, contribution: Contribution, limit: SizeLimit
) -> HttpResponseBase:
    form = ChangeForm(
        contribution.consultation,
        request.POST,
        request.FILES,
        contribution=contribution,
        too_large=limit.too_large,
    )
    is_valid = form.is_valid()
    if not may_change(contribution):
        return _change_too_late(request, form)
    if not is_valid:
        form.waiting = (*form.waiting, *services.keep_for_next_try(uploads=form.uploads))
        return _change_page(request, form, status=REFUSED)
    return _put_in_place(request, form, contribution)


def _put_in_place(
    request: HttpRequest, form: ChangeForm, contribution: Contribution
) -> HttpResponse:
    filled = services.with_documents_stored(form.filled())
    try:
        services.change(
            contribution=contribution,
            filled=filled,
            based_on=form.cleaned_data["based_on"],
            received_at=timezone.now(),
        )
    except CommonspaceError as refusal:
        form.add_error(None, str(refusal.message))
        form.waiting = filled.waiting
        form.begin_again()
        return _change_page(request, form, status=REFUSED)
    messages.success(request, _("Changed. This is what we hold now; the code stays the same."))
    return redirect("my-contribution")


def _code_again(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code once more and hand what was typed on to the next try."""
    typed = request.POST.get("code", "")
    form = CodeForm({"code": typed} if typed else None)
    if typed and form.is_valid():
        try:
            open_with_code(request, typed)
        except CommonspaceError as refusal:
            form.add_error("code", str(refusal.message))
        else:
            return _change(request, SizeLimit(services.max_upload_bytes()))
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"code", "csrfmiddlewaretoken"}
        for value in values
    ]
    context = {
        "form": form,
        "carried": carried,
        "had_documents": bool(request.FILES),
        "calls": calls_to_ask_about(),
    }
    return render(request, "web/code_again.html", context, status=REFUSED)


def _change_page(request: HttpRequest, form: ChangeForm, *, status: int = 200) -> HttpResponse:
    context = {
        **about(form.consultation),
        "form": form,
        "contribution": form.contribution,
    }
    return render(request, "web/change.html", context, status=status)


def _change_too_late(request: HttpRequest, form: ChangeForm) -> HttpResponse:
    context = {
        **about(form.consultation),
        "form": form,
        "contribution": form.contribution,
        "now": timezone.now(),
        "had_documents": bool(form.files or form.waiting),
    }
    return render(request, "web/not_open.html", context, status=REFUSED)


@audience(RECEIPT)
@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def take_back(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Withdraw a contribution, after asking once more."""
    if not may_change(contribution):
        return redirect("my-contribution")
    if request.method == "POST":
        withdraw(contribution=contribution)
        messages.success(request, _("Withdrawn. Your words are in no count and in no report."))
        return redirect("my-contribution")
    context = {**about(contribution.consultation), "contribution": contribution}
    return render(request, "web/withdraw.html", context)


@audience(RECEIPT)
@require_POST
@for_holder
def agree(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Keep that somebody agrees with what was written down for them."""
    if contribution.is_written_down and not contribution.is_withdrawn:
        confirm(contribution=contribution)
        messages.success(request, _("Thank you. We keep that you agree with these words."))
    return redirect("my-contribution")


@audience(RECEIPT)
@require_safe
@for_holder
def my_document(
    request: HttpRequest, contribution: Contribution, number: int
) -> StreamingHttpResponse:
    """Give a contributor their own document back, as a file to keep and never as a page."""
    documents = documents_of(contribution)
    if not 1 <= number <= len(documents):
        raise Http404
    return as_attachment(documents[number - 1].file)


@audience(PUBLIC)
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Forget which contribution was open here."""
    close_receipt(request)
    messages.success(request, _("Closed. Nobody can open it here without the code."))
    return redirect("receipt")
