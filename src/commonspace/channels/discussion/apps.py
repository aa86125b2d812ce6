from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from commonspace.consultations.models import Consultation


class DiscussionConfig(AppConfig):
    name = "commonspace.channels.discussion"
    label = "channel_discussion"

    def ready(self) -> None:
        from commonspace.channels.discussion import receivers  # noqa: F401, PLC0415  # registers them
        from commonspace.channels.discussion.keeping import erase  # noqa: PLC0415
        from commonspace.consultations.ways import (  # noqa: PLC0415  # needs loaded models
            Beside,
            Entrance,
            Way,
            register,
            register_beside,
            register_entrance,
        )
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415

        register_keeper(Keeper(order=68, erase=erase))
        register(
            Way(
                order=37,
                title=_("In the public discussion"),
                text=_(
                    "Say something under a question, and answer what others say. It stands on a "
                    "public page under the name you choose, or under none."
                ),
                url=_page_of,
                is_ready=_takes_comments,
                set_up="discussion-set-up",
            )
        )
        register_beside(Beside(title=_("What others say"), root=_page_of, is_ready=_is_public))
        register_entrance(
            Entrance(
                order=37,
                title=_("Public discussion"),
                url_name="discussion-queue",
                is_ready=_is_set_up,
                waiting=_waiting,
            )
        )


def _page_of(consultation: "Consultation") -> str:
    return reverse("discussion", args=[consultation.code])


def _takes_comments(consultation: "Consultation") -> bool:
    from commonspace.channels.discussion.choices import Openness  # noqa: PLC0415
    from commonspace.channels.discussion.queries import discussion_of  # noqa: PLC0415

    found = discussion_of(consultation)
    return found.is_public and found.openness == Openness.WRITING


def _is_public(consultation: "Consultation") -> bool:
    from commonspace.channels.discussion.queries import discussion_of  # noqa: PLC0415

    return discussion_of(consultation).is_public


def _is_set_up(consultation: "Consultation") -> bool:
    from commonspace.channels.discussion.choices import Openness  # noqa: PLC0415
    from commonspace.channels.discussion.queries import discussion_of  # noqa: PLC0415

    return discussion_of(consultation).openness != Openness.CLOSED


def _waiting(consultation: "Consultation") -> int:
    from commonspace.channels.discussion.queries import waits_for_staff  # noqa: PLC0415

    return waits_for_staff(consultation)
