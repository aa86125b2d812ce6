from django.urls import path

from commonspace.channels.messaging.views import services

public_urlpatterns = [
    path("messages/arrived/<uuid:key>/", services.arrived, name="messages-arrived"),
]
