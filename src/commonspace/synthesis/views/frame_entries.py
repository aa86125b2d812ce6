"""Keeping a frame: its name, its entries; and tagging examples with them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation, Frame, FrameItem
from commonspace.consultations.services.frames import (
    add_item,
    change_item,
    remove_frame,
    remove_item,
    rename_frame,
)
from commonspace.evidence.frames import in_order
from commonspace.kernel.audience import audience
from commonspace.people.models import Account
from commonspace.synthesis.frame_forms import ItemForm, NameFrameForm
from commonspace.synthesis.models import Example
from commonspace.synthesis.services.tagging import tag_example, untag_example
from commonspace.synthesis.views.frames import frame_or_404, frame_page
from commonspace.synthesis.views.pages import UNPROCESSABLE, WRITERS


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
def frame_change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    frame = frame_or_404(consultation, pk)
    if request.method == "POST" and request.POST.get("do") == "remove":
        remove_frame(frame=frame, by=signed_in(request))
        messages.success(request, _("The frame is out."))
        return redirect("frames", consultation.code)
    start = {"title": str(frame), "source": frame.source}
    form = NameFrameForm(request.POST or None, initial=start, label_suffix="")
    if request.method == "POST" and form.is_valid():
        titles = {**frame.title, consultation.default_language: form.cleaned_data["title"]}
        rename_frame(
            frame=frame, title=titles, source=form.cleaned_data["source"], by=signed_in(request)
        )
        messages.success(request, _("Kept."))
        return redirect("frame-change", consultation.code, frame.pk)
    items = list(frame.items.all())
    for item in items:
        item.frame = frame
    return frame_page(
        request,
        "frame_change",
        consultation,
        _way(consultation, frame),
        (_("Change"), ""),
        status=UNPROCESSABLE if form.errors else 200,
        frame=frame,
        form=form,
        items=in_order(items),
        adding=ItemForm(item=None, frame=frame),
    )


def _way(consultation: Consultation, frame: Frame) -> tuple[str, str]:
    return str(frame), reverse("frame", args=[consultation.code, frame.pk])


@require_POST
@audience(*WRITERS)
def frame_add(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    frame = frame_or_404(consultation, pk)
    form = ItemForm(request.POST, item=None, frame=frame)
    above = request.POST.get("parent", "")
    if form.is_valid():
        parent = frame.items.filter(pk=above).first() if above.isdecimal() else None
        add_item(
            frame=frame, title=form.title(), code=form.cleaned_data["code"], parent=parent,
            by=signed_in(request),
        )  # fmt: skip
        messages.success(request, _("Kept."))
    else:
        messages.error(request, _("An entry needs a title. Nothing was added."))
    return redirect("frame-change", consultation.code, frame.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
def frame_entry(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    item = _item_or_404(consultation, pk)
    frame = frame_or_404(consultation, item.frame_id)
    item.frame = frame
    by = signed_in(request)
    if request.method == "POST" and request.POST.get("do") == "remove":
        remove_item(item=item, by=by)
        messages.success(request, _("The entry is out."))
        return redirect("frame-change", consultation.code, frame.pk)
    form = ItemForm(request.POST or None, item=item, frame=frame)
    if request.method == "POST" and form.is_valid():
        _change(item, form, by)
        messages.success(request, _("Kept."))
        return redirect("frame-change", consultation.code, frame.pk)
    return frame_page(
        request,
        "frame_entry",
        consultation,
        _way(consultation, frame),
        (item.code, ""),
        status=UNPROCESSABLE if form.errors else 200,
        frame=frame,
        item=item,
        form=form,
    )


def _change(item: FrameItem, form: ItemForm, by: Account) -> None:
    described = {**item.description, form.main: form.cleaned_data["description"].strip()}
    change_item(
        item=item, title=form.title(), code=form.cleaned_data["code"], by=by,
        description={code: words for code, words in described.items() if words},
    )  # fmt: skip


def _item_or_404(consultation: Consultation, pk: int) -> FrameItem:
    return get_object_or_404(FrameItem, frame__consultation=consultation, pk=pk)


@require_POST
@audience(*WRITERS)
def example_tags(request: HttpRequest, code: str, pk: str) -> HttpResponse:
    consultation = consultation_of(request)
    example = get_object_or_404(Example, consultation=consultation, pk=pk)
    number, way = request.POST.get("item", ""), request.POST.get("do")
    if not number.isdecimal() or len(number) > 18 or way not in {"tag", "untag"}:  # noqa: PLR2004  # fits a big integer
        raise Http404
    act = tag_example if way == "tag" else untag_example
    act(example=example, item=_item_or_404(consultation, int(number)), by=signed_in(request))
    return redirect(
        f"{reverse('synthesis-thing', args=[consultation.code, 'example', example.pk])}#tags"
    )
