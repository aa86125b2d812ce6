from django.urls import path

from commonspace.channels.recordings.views import holder, public, staff, uploads

public_urlpatterns = [
    path("c/<slug:code>/record/", public.record, name="record"),
    path("c/<slug:code>/record/pieces/", uploads.create, name="record-uploads"),
    path("c/<slug:code>/record/pieces/<uuid:key>/", uploads.upload, name="record-upload"),
    path("receipt/contribution/recordings/<int:pk>/", holder.my_recording, name="my-recording"),
    path("receipt/contribution/recordings/<int:pk>/sound/", holder.my_sound, name="my-sound"),
]

staff_urlpatterns = [
    path("recordings/", staff.recordings, name="recordings"),
    path("recordings/set-up/", staff.set_up, name="recordings-set-up"),
    path("recordings/<int:pk>/", staff.recording, name="recording"),
    path("recordings/<int:pk>/sound/", staff.sound, name="recording-sound"),
    path("recordings/<int:pk>/again/", staff.again, name="recording-again"),
]
