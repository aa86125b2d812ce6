from django.urls import path

from commonspace.sharing.views import public, staff

public_urlpatterns = [
    path("c/<slug:code>/pass-it-on/", public.pass_it_on, name="pass-it-on"),
    path("c/<slug:code>/pass-it-on/<slug:language>/<str:name>", public.paper, name="shared-file"),
]

staff_urlpatterns = [
    path("share/", staff.share, name="share"),
    path("share/<slug:language>/<str:name>", staff.share_file, name="share-file"),
]
