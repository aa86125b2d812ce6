"""Addresses of the call: one public page, and the steps by which staff make it."""

from django.contrib.auth import views as auth_views
from django.urls import URLPattern, path, reverse_lazy

from commonspace.consultations.views import making, members, parts, public, questions, steps, ways
from commonspace.kernel.audience import PUBLIC, audience

choose_password = audience(PUBLIC)(
    auth_views.PasswordResetConfirmView.as_view(
        template_name="consultations/choose_password.html", success_url=reverse_lazy("login")
    )
)

public_urlpatterns = [
    path("c/<slug:code>/", public.call, name="call"),
    path("c/<slug:code>/deadline.ics", public.call_calendar, name="call-calendar"),
    path("c/<slug:code>/documents/<int:pk>/", public.call_document, name="call-document"),
    path("staff/new/", making.new_consultation, name="staff-new"),
    path("account/<uidb64>/<token>/", choose_password, name="choose-password"),
]


def _part(part: parts.Part) -> list[URLPattern]:
    key, extra = part.key, {"part": part}
    return [
        path(f"call/{key}/", parts.entries, extra, name=f"call-{key}"),
        path(f"call/{key}/<int:pk>/", parts.entry, extra, name=part.entry_name),
        path(f"call/{key}/<int:pk>/remove/", parts.remove_entry, extra, name=part.remove_name),
    ]


staff_urlpatterns = [
    path("call/", making.call_edit, name="staff-call"),
    path("call/preview/", making.call_preview, name="call-preview"),
    path("call/publish/", making.call_publish, name="call-publish"),
    path("call/languages/", steps.languages, name="call-languages"),
    path("call/texts/", steps.texts, name="call-texts"),
    path("call/promise/", steps.promise, name="call-promise"),
    path("call/dates/", steps.dates, name="call-dates"),
    path("call/contacts/", steps.contacts, name="call-contacts"),
    *_part(parts.AREAS),
    *_part(parts.PARTNERS),
    *_part(parts.KEY_DATES),
    *_part(parts.ROUNDS),
    path("call/questions/", questions.questions, name="call-questions"),
    path("call/questions/new/", questions.new_question, name="call-question-new"),
    path("call/questions/<int:pk>/", questions.question, name="call-question"),
    path("call/questions/<int:pk>/change/", questions.change_question, name="call-question-change"),
    path("call/documents/", parts.documents, name="call-documents"),
    path("call/documents/<int:pk>/remove/", parts.remove_document, name="call-document-remove"),
    path("call/ways/", ways.ways, name="ways-to-respond"),
    path("call/members/", members.members, name="call-members"),
    path("call/members/<int:pk>/remove/", members.remove_member, name="call-member-remove"),
]
