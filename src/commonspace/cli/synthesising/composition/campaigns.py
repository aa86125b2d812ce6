"""A campaign in words: who sent it, as how many voices it counts, how a person decides."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.analysis.results import ACCEPTED, LETTER, REFUSED, Campaign
from commonspace.cli.synthesising.fates import said


def senders_in_words(campaign: Campaign) -> str:
    """Say how many sent a letter, or why something may be a campaign."""
    if campaign.kind != LETTER:
        return said(campaign.reason)
    count = len(campaign.contributors)
    return ngettext(
        "%(count)d contributor sent nearly this text",
        "%(count)d contributors sent nearly this text",
        count,
    ) % {"count": count}


def counted_in_words(campaign: Campaign) -> str:
    """Say as how many voices a possible campaign counts, and as how many it might; else nothing."""
    if campaign.kind == LETTER:
        return ""
    people = _people(campaign)
    each = ngettext("%(count)d voice", "%(count)d voices", campaign.n_each) % {
        "count": campaign.n_each
    }
    if campaign.decision == ACCEPTED:
        return _(
            "%(people)s, called a campaign by a person: one voice. Counted each they would be %(each)s."
        ) % {"people": people, "each": each}
    if campaign.decision == REFUSED:
        return _(
            "%(people)s who agree, as a person judged: each counts, %(each)s. As one campaign they "
            "would be one voice."
        ) % {"people": people, "each": each}
    return _(
        "%(people)s, counted each until a person decides: %(each)s. As one campaign they would be "
        "one voice."
    ) % {"people": people, "each": each}


def deciding_in_words(campaign: Campaign) -> str:
    """Say how a person decides about a possible campaign, or takes a decision back; else nothing."""
    if campaign.kind == LETTER:
        return ""
    if campaign.decision:
        return _("Run again without the option that names %(id)s to take this back.") % {
            "id": campaign.id
        }
    return _(
        "Read a few, then run again with --accept-campaign %(id)s or --refuse-campaign %(id)s."
    ) % {"id": campaign.id}


def _people(campaign: Campaign) -> str:
    count = len(campaign.contributors)
    return ngettext("%(count)d contributor", "%(count)d contributors", count) % {"count": count}
