from django.urls import path

from commonspace.channels.email.views import senders, services, staff

public_urlpatterns = [
    path("mail/arrived/<slug:service>/", services.arrived, name="mail-arrived"),
    path("receipt/mail/<str:words>/", senders.terms, name="mail-terms"),
    path("receipt/mail/<str:words>/withdraw/", senders.withdraw_by_link, name="mail-withdraw"),
]

staff_urlpatterns = [
    path("mail/", staff.mails, name="mail"),
    path("mail/mailbox/", staff.mail_settings, name="mail-settings"),
    path("mail/mailbox/test/", staff.test_mailbox, name="mail-test"),
    path("mail/<uuid:pk>/", staff.mail, name="mail-one"),
    path("mail/<uuid:pk>/original/", staff.original, name="mail-original"),
    path("mail/<uuid:pk>/take/", staff.take, name="mail-take"),
    path("mail/<uuid:pk>/again/", staff.again, name="mail-again"),
    path("mail/<uuid:pk>/discard/", staff.discard, name="mail-discard"),
]
