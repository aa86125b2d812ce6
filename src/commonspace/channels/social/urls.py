from django.urls import path

from commonspace.channels.social import views

staff_urlpatterns = [
    path("posts/", views.posts, name="posts"),
    path("posts/<int:pk>/", views.post, name="post"),
]
