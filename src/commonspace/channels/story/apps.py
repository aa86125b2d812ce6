from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from commonspace.consultations.models import Consultation
    from commonspace.sharing.links import Copy


class StoryConfig(AppConfig):
    name = "commonspace.channels.story"
    label = "channel_story"

    def ready(self) -> None:
        from commonspace.channels.story import queries  # noqa: PLC0415  # needs loaded models
        from commonspace.channels.story.keeping import erase  # noqa: PLC0415  # needs loaded models
        from commonspace.channels.story.returned import FORM  # noqa: PLC0415
        from commonspace.consultations.ways import (  # noqa: PLC0415
            Entrance,
            Way,
            register,
            register_entrance,
        )
        from commonspace.contributions.cards import register_cards  # noqa: PLC0415
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models
        from commonspace.sharing.recognising import register_form  # noqa: PLC0415

        register_keeper(Keeper(order=65, erase=erase))
        register(
            Way(
                order=35,
                title=_("With a story"),
                text=_(
                    "Tell what was done, where, and what came of it: in a form on the screen, or in "
                    "a file that you fill in without a connection and send back."
                ),
                url=lambda consultation: reverse("story", args=[consultation.code]),
                is_ready=_is_offered,
                set_up="story-set-up",
            )
        )
        register_entrance(
            Entrance(order=35, title=_("Stories"), url_name="stories", is_ready=_is_set_up)
        )
        register_cards(queries.card_from_story)
        register_form(FORM)
        _offer_papers()


def _is_offered(consultation: "Consultation") -> bool:
    return consultation.is_published and _is_set_up(consultation)


def _is_set_up(consultation: "Consultation") -> bool:
    from commonspace.channels.story.queries import form_of  # noqa: PLC0415

    return form_of(consultation).is_offered


def _offer_papers() -> None:
    from django.utils import timezone  # noqa: PLC0415

    from commonspace.channels.story.queries import form_of, leaflet_for  # noqa: PLC0415
    from commonspace.sharing import kit  # noqa: PLC0415
    from commonspace.sharing.printing.pdf import leaflet_pdf  # noqa: PLC0415
    from commonspace.sharing.printing.word import leaflet_docx  # noqa: PLC0415

    def is_ready(copy: "Copy") -> bool:
        return form_of(copy.consultation).is_offered

    def as_pdf(copy: "Copy") -> bytes:
        day = timezone.now().astimezone(copy.consultation.zone).date()
        return leaflet_pdf(leaflet_for(copy), day=day)

    def as_word(copy: "Copy") -> bytes:
        return leaflet_docx(leaflet_for(copy))

    for order, name, title, make in (
        (35, "story-form.pdf", _("Story form to print (PDF)"), as_pdf),
        (36, "story-form.docx", _("Story form to fill in on a computer (Word)"), as_word),
    ):
        kit.register(kit.Paper(order=order, name=name, title=title, make=make, is_ready=is_ready))
