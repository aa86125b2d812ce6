"""Sentences that state numbers. The numbers come from counts, the words from the catalogue."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commonspace.evidence.queries import Support

QUANTITY_SLOT = "{quantity}"


def quantity_in_words(code: str) -> str:
    """Return the word the published rule gives for a count, as it begins a sentence."""
    return {
        "most": pgettext("quantity of contributors", "Most"),
        "many": pgettext("quantity of contributors", "Many"),
        "some": pgettext("quantity of contributors", "Some"),
        "one": pgettext("quantity of contributors", "One"),
        "none": pgettext("quantity of contributors", "No"),
    }[code]


def with_quantity(text: str, support: Support) -> str:
    """Fill the quantity word into a finding that asks for one, in the case its place needs."""
    if QUANTITY_SLOT not in text:
        return text
    word = quantity_in_words(support.quantity)
    before = text.partition(QUANTITY_SLOT)[0].rstrip()
    starts = not before or before[-1] in ".!?:؟"
    return text.replace(QUANTITY_SLOT, word if starts else word[:1].lower() + word[1:])


def support_in_words(support: Support, *, same_letter: int = 0) -> str:
    """Say who stands behind something: "12 of 41 contributors · 9 organisations · 7 countries"."""
    if not support.contributors:
        return ""
    parts = [
        ngettext("%(n)d of %(of)d contributor", "%(n)d of %(of)d contributors", support.of)
        % {"n": support.contributors, "of": max(support.of, support.contributors)}
    ]
    if support.organisations:
        parts.append(
            ngettext("%(n)d organisation", "%(n)d organisations", support.organisations)
            % {"n": support.organisations}
        )
    if support.countries:
        parts.append(
            ngettext("%(n)d country", "%(n)d countries", support.countries)
            % {"n": support.countries}
        )
    if same_letter:
        parts.append(_("%(n)d of them with the same letter") % {"n": same_letter})
    return " · ".join(parts)


def approximately(number: int | None, *, is_approximate: bool) -> str:
    """Say a number of people or organisations, honest about what is not known."""
    if number is None:
        return _("unknown")
    return _("about %(n)d") % {"n": number} if is_approximate else str(number)
