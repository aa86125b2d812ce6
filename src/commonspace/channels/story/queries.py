"""The form of a consultation and what was told on it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonspace.analysis.reading.addresses import addresses
from commonspace.channels.story.choices import Part
from commonspace.channels.story.models import Story, StoryField, StoryForm
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import languages_of
from commonspace.contributions.cards import Card
from commonspace.contributions.models import Contribution
from commonspace.kernel.localised import in_language
from commonspace.sharing.filled import Filled, read_filled
from commonspace.sharing.leaflets import Block, Leaflet, field, heading, paragraphs, small, tick
from commonspace.sharing.links import Copy
from commonspace.sharing.words import about_you, terms

CASE_YES, CASE_NO = "case:yes", "case:no"


def form_of(consultation: Consultation) -> StoryForm:
    """Return the story form of a consultation; an unsaved one that is not offered if it has none."""
    found = StoryForm.objects.filter(consultation=consultation).first()
    return found or StoryForm(consultation=consultation)


def fields_of(consultation: Consultation) -> list[StoryField]:
    """Return the fields of the form in their order."""
    return list(
        StoryField.objects.filter(form__consultation=consultation).select_related(
            "form__consultation"
        )
    )


def stories_of(consultation: Consultation) -> QuerySet[Story]:
    """Return the stories that were told, the latest first, withdrawn ones left out."""
    return (
        Story.objects.filter(
            contribution__consultation=consultation, contribution__withdrawn_at=None
        )
        .select_related("contribution__contributor__organisation")
        .order_by("-contribution__received_at")
    )


def story_leaflet(consultation: Consultation, language: str, *, link: str = "") -> Leaflet:
    """Return the form for paper and files, in one language."""
    form = form_of(consultation)
    fallback = consultation.default_language
    with override(language):
        title = consultation.title_in(language)
        blocks: list[Block] = [
            *paragraphs(in_language(form.opening, language, fallback=fallback)),
            small(
                _(
                    "Fill in what you like. Send the file back, or give it to whoever gave it to you."
                )
            ),
            *(
                field(
                    f"{number}. {one.label_in(language)}",
                    key=one.key,
                    rows=one.rows,
                    help_text=one.help_in(language),
                )
                for number, one in enumerate(fields_of(consultation), start=1)
            ),
            heading(_("May your story stand as a case in the report?")),
            tick(_("Yes, it may be told there as a case of good practice"), key=CASE_YES),
            tick(_("No: read it, but do not tell it as a case"), key=CASE_NO),
            *about_you(),
            *terms(in_language(consultation.naming_terms, language, fallback=fallback)),
        ]
        return Leaflet(
            title=_("Tell a story: %(title)s") % {"title": title},
            language=language,
            blocks=tuple(blocks),
            kicker=_("%(organisation)s asks") % {"organisation": consultation.owner.name},
            link=link,
            foot=title,
        )


def leaflet_for(copy: Copy) -> Leaflet:
    """Return the form as the share kit prints it."""
    link = copy.root.rstrip("/") + copy.at("story")
    return story_leaflet(copy.consultation, copy.language, link=link)


def recognise(consultation: Consultation, text: str) -> Filled | None:
    """Return what was filled in if a text is this consultation's story form, in any language."""
    return read_filled(leaflets_of(consultation), text)


def leaflets_of(consultation: Consultation) -> list[Leaflet]:
    """Return the form in each language of the call; none if the call has no such form."""
    if not fields_of(consultation):
        return []
    return [story_leaflet(consultation, language) for language in languages_of(consultation)]


def card_from_story(contribution: Contribution) -> Card | None:
    """Return the example card a story makes.

    Once its teller has changed the words with the receipt, the fields no longer hold them: then
    there is no card, unless it is the one that says that the story may not be a case.
    """
    story = Story.objects.filter(contribution=contribution).first()
    if story is None:
        return None
    if contribution.current_revision > story.revision and story.may_be_case:
        return None
    told: dict[str, list[str]] = {}
    for one in story.told:
        told.setdefault(one["part"], []).append(one["text"])
    body = [told.get(part, []) for part in (Part.DONE, Part.OUTCOME, Part.LESSONS)]
    return Card(
        title=" ".join(told.get(Part.TITLE, []))[:300],
        text="\n\n".join(text for part in body for text in part),
        places=_lines(told.get(Part.WHERE, [])),
        organisations=_lines(told.get(Part.WHO, [])),
        links=tuple(addresses("\n".join(told.get(Part.LINKS, [])))),
        may_be_case=story.may_be_case,
    )


def _lines(texts: list[str]) -> tuple[str, ...]:
    return tuple(line.strip() for text in texts for line in text.splitlines() if line.strip())
