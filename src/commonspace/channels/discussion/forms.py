"""What people write in a discussion, what readers tell us of it, and what moderators decide."""

import re
import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from commonspace.channels.discussion.choices import Did, Moderation, Openness, Rule
from commonspace.channels.discussion.models import Discussion
from commonspace.channels.discussion.services.moderating import Verdict
from commonspace.channels.discussion.services.saying import LONGEST_COMMENT, Saying
from commonspace.consultations.deadline import deadline_of, exists_in
from commonspace.consultations.forms import WallClockField
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import languages_of
from commonspace.intake.envelopes import Consent, Sender, tidy
from commonspace.kernel.localised import current_language
from commonspace.kernel.names import countries, languages
from commonspace.people.choices import Attribution, OrganisationKind
from commonspace.people.vault import PersonalDetails

LOST_LETTER = "\N{REPLACEMENT CHARACTER}"
MAY_PUBLISH = [
    ("yes", gettext_lazy("Yes, you may publish my words as I chose above")),
    ("no", gettext_lazy("No. Count and consider them, but do not publish them")),
]
MOST_TICKED = 100
TICKED = re.compile(r"([0-9]{1,9}):([0-9]{1,9})")


class CommentForm(forms.Form):
    """A comment, who says it and on which terms. Nothing about consent is filled in by us."""

    use_required_attribute = False

    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Nothing is written yet. A line is enough.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Your organisation"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What kind of organisation is it?"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country you speak from"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("The language you wrote in"), required=False)
    attribution = forms.ChoiceField(
        label=gettext_lazy("How may we name you?"),
        choices=Attribution.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy(
                "Please choose how we may name you. Nothing is chosen for you."
            )
        },
    )
    may_publish = forms.ChoiceField(
        label=gettext_lazy("May we publish your words?"),
        choices=MAY_PUBLISH,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "If not, your comment does not appear on this page; it is read and counted all the same."
        ),
        error_messages={
            "required": gettext_lazy("Please say yes or no. Nothing is chosen for you.")
        },
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        kwargs.setdefault("initial", {"language": current_language()})
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Plain text, up to %(limit)s characters.") % {
            "limit": f"{LONGEST_COMMENT:,}"
        }
        here = current_language()
        unsaid = ("", _("I would rather not say"))
        own = [(code, get_language_info(code)["name_local"]) for code in languages_of(consultation)]
        known = {code for code, _name in own}
        others = [pair for pair in languages(here) if pair[0] not in known]
        self._offer("kind", [unsaid, *OrganisationKind.choices])
        self._offer("country", [unsaid, *countries(here)])
        self._offer(
            "language",
            [*own, (pgettext_lazy("group of languages", "Other languages"), others)],
        )

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @cached_property
    def form_key(self) -> str:
        """What the page was made with; a made-up one is as good as none."""
        try:
            return str(uuid.UUID(str(self.data.get("key", ""))))
        except ValueError:
            return str(uuid.uuid4())

    def clean_text(self) -> str:
        """Refuse what is too long or did not arrive whole; the words stay in the field."""
        text = tidy(str(self.cleaned_data["text"]))
        if LOST_LETTER in text:
            raise ValidationError(
                _(
                    "Some letters did not arrive as letters: where they stood there is now "
                    "%(mark)s. Please put them right and send once more."
                ),
                params={"mark": LOST_LETTER},
            )
        if len(text) > LONGEST_COMMENT:
            raise ValidationError(
                _(
                    "This has %(written)s characters, more than a comment can have (%(limit)s). "
                    "Please shorten it, or answer the question itself, where there is room."
                ),
                params={"written": f"{len(text):,}", "limit": f"{LONGEST_COMMENT:,}"},
            )
        return text

    def clean(self) -> dict[str, Any]:
        """Ask for the name that is to be shown."""
        clean = self.cleaned_data
        wanted = clean.get("attribution")
        if wanted == Attribution.NAMED and not clean.get("name", "").strip():
            self.add_error(
                "name", _("Please write the name to be shown, or choose below not to be named.")
            )
        if wanted == Attribution.ORGANISATION and not clean.get("organisation", "").strip():
            self.add_error(
                "organisation",
                _("Please write the name to be shown, or choose below not to be named."),
            )
        return clean

    def saying(self) -> Saying:
        """Return the clean form as plain values."""
        clean = self.cleaned_data
        return Saying(
            form_key=self.form_key,
            text=clean["text"],
            sender=Sender(
                details=PersonalDetails(name=clean["name"]),
                organisation=clean["organisation"],
                kind=clean["kind"],
                country=clean["country"],
            ),
            consent=Consent(
                attribution=clean["attribution"], may_publish=clean["may_publish"] == "yes"
            ),
            language=clean["language"],
        )


class AlertForm(forms.Form):
    """What is wrong with a comment, as a reader sees it."""

    use_required_attribute = False

    rule = forms.ChoiceField(
        label=gettext_lazy("Which rule does it break?"),
        choices=Rule,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )
    note = forms.CharField(
        label=gettext_lazy("What should we know?"),
        required=False,
        max_length=1_000,
        help_text=gettext_lazy("Only those who look after the discussion read it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class DecisionForm(forms.Form):
    """What becomes of the comments that are ticked; each is named with the wording that was read."""

    do = forms.ChoiceField(choices=[(Did.SHOWN, ""), (Did.HIDDEN, "")])
    rule = forms.ChoiceField(choices=[("", ""), *Rule.choices], required=False)
    remark = forms.CharField(required=False, max_length=1_000)

    def clean(self) -> dict[str, Any]:
        """Refuse to publish where a rule was chosen: Enter in that part presses the first button."""
        clean = self.cleaned_data
        if clean.get("do") == Did.SHOWN and (clean.get("rule") or clean.get("remark")):
            self.add_error(
                None,
                _(
                    "A rule is chosen below, so nothing was published. Press Hide, or clear the rule."
                ),
            )
        return clean

    def ticked(self) -> list[tuple[int, int]]:
        """Return key and revision of what is ticked; what is not such a pair is left out."""
        values = self.data.getlist("comment") if hasattr(self.data, "getlist") else []
        found = [TICKED.fullmatch(value) for value in values[:MOST_TICKED]]
        return [(int(match[1]), int(match[2])) for match in found if match]

    def verdict(self) -> Verdict:
        """Return what was decided; ask after ``is_valid``."""
        clean = self.cleaned_data
        return Verdict(did=clean["do"], rule=clean["rule"], remark=clean["remark"])


class OpeningForm(forms.Form):
    """How open a discussion is, who reads first, and until when."""

    use_required_attribute = False

    openness = forms.ChoiceField(
        label=gettext_lazy("What can the public do?"), choices=Openness, widget=forms.RadioSelect
    )
    moderation = forms.ChoiceField(
        label=gettext_lazy("When does a person read a comment?"),
        choices=Moderation,
        widget=forms.RadioSelect,
    )
    closes_at = WallClockField(label=gettext_lazy("Closes"), required=False)

    def __init__(self, *args: Any, discussion: Discussion, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        consultation = discussion.consultation
        own = discussion.closes_at
        kwargs["initial"] = {
            "openness": discussion.openness,
            "moderation": discussion.moderation,
            "closes_at": own.astimezone(consultation.zone).replace(tzinfo=None) if own else None,
        }
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.discussion = discussion
        deadline = deadline_of(consultation)
        self.fields["closes_at"].help_text = _(
            "Leave it empty and the discussion closes with the call: %(deadline)s. What is said "
            "after the call has closed is marked as late."
        ) % {"deadline": deadline.whole if deadline else "–"}

    def clean_closes_at(self) -> datetime | None:
        """Put the time on the clock of the call."""
        naive: datetime | None = self.cleaned_data["closes_at"]
        if naive is None:
            return None
        zone = self.discussion.consultation.zone
        if not exists_in(naive, zone):
            raise ValidationError(
                _("No clock there shows this time: the hour is skipped that night. Choose another.")
            )
        return naive.replace(tzinfo=zone)

    def apply(self) -> Discussion:
        """Return the discussion with what was chosen, not saved."""
        for name, value in self.cleaned_data.items():
            setattr(self.discussion, name, value)
        return self.discussion
