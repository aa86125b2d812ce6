from django.urls import path

from commonspace.channels.messaging.views import lines, services, staff

public_urlpatterns = [
    path("messages/arrived/<uuid:key>/", services.arrived, name="messages-arrived"),
]

staff_urlpatterns = [
    path("messages/", staff.messages, name="messages"),
    path("messages/set-up/", lines.lines, name="messages-set-up"),
    path("messages/set-up/<slug:service>/", lines.line, name="messages-line"),
    path("messages/set-up/<slug:service>/test/", lines.test_line, name="messages-line-test"),
    path("messages/set-up/<slug:service>/secret/", lines.renew_secret, name="messages-line-secret"),
    path(
        "messages/set-up/<slug:service>/former/", lines.forget_former, name="messages-line-former"
    ),
    path("messages/set-up/<slug:service>/share/", lines.share_line, name="messages-line-share"),
    path("messages/set-up/<slug:service>/leave/", lines.leave_line, name="messages-line-leave"),
    path("messages/set-up/<slug:service>/word/", lines.line_word, name="messages-line-word"),
    path("messages/set-up/<slug:service>/off/", lines.switch_off, name="messages-line-off"),
    path("messages/<uuid:pk>/", staff.message, name="message-one"),
    path("messages/<uuid:pk>/take/", staff.take, name="message-take"),
    path("messages/<uuid:pk>/discard/", staff.discard, name="message-discard"),
]
