from django.urls import path

from commonspace.channels.discussion.views import holder, public, staff

public_urlpatterns = [
    path("c/<slug:code>/discussion/", public.discussion, name="discussion"),
    path("c/<slug:code>/discussion/<int:number>/", public.question, name="discussion-question"),
    path(
        "c/<slug:code>/discussion/comments/<int:number>/",
        public.comment,
        name="discussion-comment",
    ),
    path(
        "c/<slug:code>/discussion/comments/<int:number>/tell-us/",
        public.tell_us,
        name="discussion-tell-us",
    ),
    path("receipt/contribution/comment/", holder.my_comment, name="my-comment"),
]
staff_urlpatterns = [
    path("discussion/", staff.comments, name="discussion-queue"),
    path("discussion/decide/", staff.decide_several, name="discussion-decide"),
    path("discussion/undo/", staff.undo_batch, name="discussion-undo"),
    path("discussion/set-up/", staff.opening, name="discussion-set-up"),
]
