"""Record public posts, and later on which terms their authors agreed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commonspace.channels.social.forms import AnsweredForm, PostForm
from commonspace.channels.social.services import author_agreed, record
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.intake.pages import DeskPages
from commonspace.kernel.audience import audience

_pages = DeskPages(title=gettext_lazy("Public posts"), url_name="posts", templates="social")
REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def posts(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = PostForm(
        request.POST or None,
        request.FILES or None,
        consultation=consultation,
        label_suffix="",
        initial={"language": consultation.default_language},
    )
    if request.method == "POST" and form.is_valid():
        received = record(consultation=consultation, post=form.post(), by=signed_in(request))
        told = {"reference": str(received.contribution)}
        if received.is_new:
            messages.success(request, _("Recorded as %(reference)s.") % told)
        else:
            messages.info(
                request,
                _("This post is here already as %(reference)s; it counts once.") % told,
            )
        return redirect("posts", code=consultation.code)
    rows = consultation.posts.select_related("contribution")[:50]
    status = REFUSED if request.method == "POST" else 200
    return _pages.page(request, "posts", consultation, form=form, posts=rows, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def post(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One post; its terms are “public, not asked” until its author has answered."""
    consultation = consultation_of(request)
    found = get_object_or_404(consultation.posts.select_related("contribution"), pk=pk)
    form = AnsweredForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        author_agreed(
            post=found,
            attribution=clean["attribution"],
            may_publish=clean["may_publish"] == "yes",
            by=signed_in(request),
        )
        messages.success(request, _("Kept. The desk shows these terms from now on."))
        return redirect("posts", code=consultation.code)
    status = REFUSED if request.method == "POST" else 200
    return _pages.page(
        request, "post", consultation, str(found.contribution), form=form, post=found, status=status
    )
