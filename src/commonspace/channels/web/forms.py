"""What a visitor types, as clean values."""

import re
import uuid
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from commonspace.channels.web.fields import DocumentField, LineField, WordsField
from commonspace.channels.web.filled import Filled, Upload, Waiting, digest_of
from commonspace.channels.web.letters import mail_is_set_up
from commonspace.channels.web.queries import Wording, documents_of, questions_asked, said_in
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Attachment, Contribution
from commonspace.intake.envelopes import AnswerPart, Consent, Sender
from commonspace.kernel.choosing import LongSelect, Offered
from commonspace.kernel.localised import current_language
from commonspace.kernel.names import countries, languages
from commonspace.people.access import details_of
from commonspace.people.choices import Attribution, OrganisationKind
from commonspace.people.vault import PersonalDetails

DOCUMENTS = 5
ANSWER = re.compile(r"answer_[0-9]{1,15}")
NUMBER = re.compile(r"[0-9]{1,15}")
YES_NO = [
    ("yes", gettext_lazy("Yes, you may publish my words as I chose above")),
    ("no", gettext_lazy("No. Count and consider them, but do not publish them")),
]


class AnswerForm(forms.Form):
    """Answers to any of the questions, documents, who and on which terms.

    With a ``contribution`` it is the form that changes it.
    """

    use_required_attribute = False

    general = WordsField(label=gettext_lazy("A general remark"), rows=4)
    name = LineField(label=gettext_lazy("Your name"), max_length=200, autocomplete="name")
    organisation = LineField(
        label=gettext_lazy("Your organisation"), max_length=300, autocomplete="organization"
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of organisation is it?"), required=False, widget=LongSelect
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country you speak from"), required=False, widget=LongSelect
    )
    place = LineField(
        label=gettext_lazy("City or region"), max_length=200, autocomplete="address-level2"
    )
    email = forms.EmailField(
        label=gettext_lazy("Email address, only for the receipt"),
        required=False,
        max_length=254,
        error_messages={
            "invalid": gettext_lazy(
                "This does not look like an email address. Correct it, or leave it empty."
            ),
        },
        help_text=gettext_lazy(
            "We send the code there, and nothing else unless you agree. It is kept locked away from your words."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("The language you wrote in"), required=False, widget=LongSelect
    )
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
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Please say yes or no. Nothing is chosen for you.")
        },
    )

    def __init__(
        self,
        consultation: Consultation,
        *args: Any,  # noqa: ANN401  # as Django passes them
        contribution: Contribution | None = None,
        too_large: Mapping[str, str] | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        self.consultation = consultation
        self.contribution = contribution
        self.too_large = too_large or {}
        said = said_in(contribution) if contribution else ()
        answered = [answer.wording.question for answer in said if answer.wording]
        kwargs.setdefault("initial", self._initial(said))
        super().__init__(*args, **kwargs)
        if not mail_is_set_up():
            self.fields["email"].label = gettext_lazy("Email address")
            self.fields["email"].help_text = gettext_lazy(
                "Only if we may write to you about this contribution. It is kept locked away from your words."
            )
        self.wordings = questions_asked(consultation, answered=[*answered, *self._typed_to()])
        self.waiting = self._still_waiting()
        self._add_answers()
        self._add_documents()
        self._add_choices()

    def _typed_to(self) -> list[int]:
        """Questions that words came for, even if they were retired while somebody wrote."""
        names = [name for name in self.data if ANSWER.fullmatch(name) and self.data[name].strip()]
        return [int(name.removeprefix("answer_")) for name in names]

    def _wording_read(self, question: int) -> int | None:
        """Primary key of the wording that stood on the page, as the page says."""
        named = str(self.data.get(f"asked_{question}", ""))
        return int(named) if NUMBER.fullmatch(named) else None

    def _initial(self, said: tuple[Any, ...]) -> dict[str, Any]:
        initial: dict[str, Any] = {"language": current_language()}
        for answer in said:
            field = _answer_field(answer.wording.question) if answer.wording else "general"
            initial[field] = "\n\n".join(filter(None, (initial.get(field), answer.text)))
        if self.contribution:
            initial |= _terms_of(self.contribution)
        return initial

    def _ticked(self, name: str) -> list[str]:
        return self.data.getlist(name) if isinstance(self.data, QueryDict) else []

    def _still_waiting(self) -> tuple[Waiting, ...]:
        """Documents of an earlier try that are still wanted."""
        if not self.is_bound:
            return ()
        found = [Waiting.from_token(token, key=self.form_key) for token in self._ticked("waiting")]
        return tuple(waiting for waiting in found if waiting)

    def _add_answers(self) -> None:
        for wording in self.wordings:
            self.fields[_answer_field(wording.question)] = WordsField(
                label=_("Your answer to question %(number)s") % {"number": wording.number},
            )

    def _add_documents(self) -> None:
        for number in range(1, DOCUMENTS + 1):
            shown = {"number": number}
            self.fields[f"document_{number}"] = DocumentField(
                label=_("Document %(number)s") % shown
            )
            self.fields[f"title_{number}"] = LineField(
                label=_("Title of document %(number)s") % shown, max_length=300
            )

    def _add_choices(self) -> None:
        here = current_language()
        self._choices("kind", _kinds_offered(here))
        self._choices("country", _countries_offered(here))
        self._choices("language", _languages_offered(here, tuple(self._call_languages())))

    def _choices(self, name: str, choices: Offered) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def _call_languages(self) -> list[str]:
        site = [code for code, _name in settings.LANGUAGES]
        return [code for code in (self.consultation.languages or site) if code in site] or site

    @property
    def blocks(self) -> Iterator[tuple[Wording, BoundField]]:
        """Each question with the field its answer goes to."""
        for wording in self.wordings:
            yield wording, self[_answer_field(wording.question)]

    @property
    def document_rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        for number in range(1, DOCUMENTS + 1):
            yield self[f"document_{number}"], self[f"title_{number}"]

    @property
    def later_documents_trouble(self) -> bool:
        """Whether one of the inputs that are folded away must be looked at."""
        return any(
            document.errors or title.errors for document, title in list(self.document_rows)[1:]
        )

    @property
    def waiting_tokens(self) -> list[tuple[str, Waiting]]:
        """The same documents with what the next try sends in their place."""
        return [(waiting.token(self.form_key), waiting) for waiting in self.waiting]

    @cached_property
    def form_key(self) -> str:
        """What the page was made with; a made-up one is as good as none."""
        try:
            return str(uuid.UUID(str(self.data.get("key", ""))))
        except ValueError:
            return str(uuid.uuid4())

    @cached_property
    def uploads(self) -> tuple[Upload, ...]:
        """Documents of this try that we can keep. Ask after ``is_valid``."""
        return tuple(
            Upload(
                file=file,
                title=self.cleaned_data.get(f"title_{number}", ""),
                sha256=digest_of(file),
                field=f"document_{number}",
            )
            for number in range(1, DOCUMENTS + 1)
            if (file := self.cleaned_data.get(f"document_{number}"))
        )

    @cached_property
    def held_documents(self) -> tuple[Attachment, ...]:
        """What the contribution to be changed came with."""
        return documents_of(self.contribution) if self.contribution else ()

    @property
    def kept_ids(self) -> frozenset[str]:
        """Ids of held documents that stay: all, until the contributor says otherwise."""
        held = frozenset(str(attachment.pk) for attachment in self.held_documents)
        return held & frozenset(self._ticked("keep")) if self.is_bound else held

    @property
    def typed_words(self) -> list[tuple[str, str]]:
        """Everything typed into the answers, whether we can take it or not."""
        pairs = [
            (f"{wording.number}. {wording.heading}", str(field.value() or ""))
            for wording, field in self.blocks
        ]
        pairs.append((_("Anything else"), str(self["general"].value() or "")))
        return [(label, text) for label, text in pairs if text.strip()]

    def clean(self) -> dict[str, Any]:
        for field, name in self.too_large.items():
            if field in self.fields:
                self.add_error(
                    field,
                    _(
                        "The file “%(name)s” is larger than %(limit)s MB, so it was not kept. Please choose a "
                        "smaller one, or mail it to us in parts. Everything else is still here."
                    )
                    % {"name": name, "limit": settings.COMMONSPACE_MAX_UPLOAD_MB},
                )
        if len(self.waiting) < len(self._ticked("waiting")):
            self.add_error(
                "document_1",
                _(
                    "A document you sent with an earlier try has waited too long. Please choose it again."
                ),
            )
        return self.cleaned_data

    def filled(self) -> Filled:
        """Return the clean form as plain values."""
        clean = self.cleaned_data
        answers = [
            AnswerPart(
                question=wording.question,
                text=clean[_answer_field(wording.question)],
                wording=self._wording_read(wording.question),
            )
            for wording in self.wordings
        ]
        return Filled(
            key=self.form_key,
            answers=(*answers, AnswerPart(question=None, text=clean["general"])),
            uploads=self.uploads,
            waiting=self.waiting,
            sender=Sender(
                details=PersonalDetails(name=clean["name"], email=clean["email"]),
                organisation=clean["organisation"],
                kind=clean["kind"],
                country=clean["country"],
                place=clean["place"],
            ),
            consent=Consent(
                attribution=clean["attribution"], may_publish=clean["may_publish"] == "yes"
            ),
            language=clean["language"],
            keep=self.kept_ids,
        )


class ChangeForm(AnswerForm):
    """The same form over a contribution, which says what it was begun on."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def begin_again(self) -> None:
        """Let the next try stand on the contribution as it is now."""
        if self.contribution and isinstance(self.data, QueryDict):
            data = self.data.copy()
            data["based_on"] = str(self.contribution.current_revision)
            self.data = data


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Your receipt code"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
        error_messages={
            "required": gettext_lazy(
                "Please type the code we gave you: twelve letters and figures."
            ),
            "max_length": gettext_lazy(
                "That is longer than a code: twelve letters and figures in three groups."
            ),
        },
        help_text=gettext_lazy(
            "Twelve letters and figures in three groups. Small letters and missing hyphens do not matter."
        ),
    )


@lru_cache
def _kinds_offered(_here: str) -> Offered:
    return Offered([("", _("I would rather not say")), *OrganisationKind.choices])


@lru_cache
def _countries_offered(here: str) -> Offered:
    return Offered([("", _("I would rather not say")), *countries(here)])


@lru_cache
def _languages_offered(here: str, ours: tuple[str, ...]) -> Offered:
    """Return the languages of a call, each named in itself, before all others."""
    others = [pair for pair in languages(here) if pair[0] not in ours]
    return Offered(
        [
            *((code, get_language_info(code)["name_local"]) for code in ours),
            (pgettext_lazy("group of languages", "Other languages"), others),
        ]
    )


def _answer_field(question: int) -> str:
    return f"answer_{question}"


def _terms_of(contribution: Contribution) -> dict[str, Any]:
    contributor = contribution.contributor
    details = details_of(contributor)
    return {
        "name": details.name,
        "email": details.email,
        "organisation": contributor.organisation.name if contributor.organisation else "",
        "kind": contributor.kind,
        "country": contributor.country,
        "place": contributor.place,
        "language": contribution.language,
        "attribution": contribution.attribution,
        "may_publish": "yes" if contribution.may_publish else "no",
        "based_on": contribution.current_revision,
    }
