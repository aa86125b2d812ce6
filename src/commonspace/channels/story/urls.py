from django.urls import path

from commonspace.channels.story.views import public, staff

public_urlpatterns = [
    path("c/<slug:code>/story/", public.story, name="story"),
    path("c/<slug:code>/story/file/", public.story_file, name="story-file"),
]

staff_urlpatterns = [
    path("stories/", staff.stories, name="stories"),
    path("stories/file/", staff.stories_file, name="stories-file"),
    path("stories/new/", staff.stories_new, name="stories-new"),
    path("stories/set-up/", staff.set_up, name="story-set-up"),
    path("stories/set-up/new/", staff.field_new, name="story-field-new"),
    path("stories/set-up/<int:pk>/", staff.field, name="story-field"),
    path("stories/set-up/<int:pk>/move/", staff.field_move, name="story-field-move"),
]
