from django.urls import path

from commonspace.channels.telephone import views

public_urlpatterns = [
    path("c/<slug:code>/call-me/", views.ask_for_a_call, name="ask-for-a-call"),
    path("c/<slug:code>/call-me/<str:token>/", views.my_call, name="my-call"),
]

staff_urlpatterns = [
    path("telephone/", views.telephone, name="telephone"),
    path("telephone/set-up/", views.set_up, name="telephone-set-up"),
    path("telephone/times/", views.times, name="telephone-times"),
    path("telephone/times/<int:pk>/remove/", views.remove_time, name="telephone-time-remove"),
    path("telephone/note/", views.note, name="telephone-note"),
    path("telephone/noted/", views.noted, name="telephone-noted"),
    path("telephone/<int:pk>/", views.call, name="telephone-call"),
    path("telephone/<int:pk>/no-answer/", views.no_answer, name="telephone-no-answer"),
    path("telephone/<int:pk>/drop/", views.drop_request, name="telephone-drop"),
    path("telephone/<int:pk>/calendar.ics", views.calendar, name="telephone-calendar"),
]
