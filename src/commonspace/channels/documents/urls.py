from django.urls import path

from commonspace.channels.documents import views

staff_urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/<int:pk>/", views.bundle, name="documents-bundle"),
    path("documents/<int:pk>/go-on/", views.go_on, name="documents-go-on"),
]
