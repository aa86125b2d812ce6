from django.urls import path

from commonspace.sharing.views import public, returned, staff

public_urlpatterns = [
    path("c/<slug:code>/pass-it-on/", public.pass_it_on, name="pass-it-on"),
    path("c/<slug:code>/pass-it-on/<slug:language>/<str:name>", public.paper, name="shared-file"),
]

staff_urlpatterns = [
    path("share/", staff.share, name="share"),
    path("share/invitations/", staff.invitations, name="invitations"),
    path("share/invitations/<int:pk>/remind/", staff.invitation_remind, name="invitation-remind"),
    path("share/invitations/<int:pk>/forget/", staff.invitation_forget, name="invitation-forget"),
    path("filled-forms/", returned.filled_forms, name="filled-forms"),
    path("filled-forms/<int:pk>/", returned.filled_form, name="filled-form"),
    path("filled-forms/<int:pk>/leave/", returned.filled_form_leave, name="filled-form-leave"),
    path("share/<slug:language>/<str:name>", staff.share_file, name="share-file"),
]
