"""What analysts send: decisions about statements, words they mark, changes to themes."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.models import Contribution, SourceText
from commonspace.evidence.choices import Kind
from commonspace.evidence.models import CandidateStatement, Statement, Theme
from commonspace.evidence.queries import live_themes
from commonspace.kernel.names import language_name
from commonspace.people.models import Account

DECISIONS = (
    ("confirm", _("Confirm")),
    ("refuse", _("Not a statement")),
    ("again", _("Take up again")),
    ("change", _("Change")),
    ("take-back", _("Take back")),
)


class ThemeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A theme of the consultation that is in use."""

    def label_from_instance(self, obj: Theme) -> str:
        return obj.label


class QuestionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A question of the consultation, by number and heading."""


class CoderChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Somebody who may code."""

    def label_from_instance(self, obj: Account) -> str:
        return obj.name or obj.email


def questions_of(consultation: Consultation) -> QuerySet[Question]:
    return (
        consultation.questions.filter(retired_at=None)
        .select_related("consultation")
        .prefetch_related("versions")
    )


class DecisionForm(forms.Form):
    """What is decided about the chosen statements and candidates."""

    do = forms.ChoiceField(choices=DECISIONS, required=False)
    chosen = forms.MultipleChoiceField(
        error_messages={"required": _("Choose at least one statement first.")}
    )
    kind = forms.ChoiceField(choices=[("", ""), *Kind.choices], required=False)
    theme = ThemeChoice(Theme.objects.none(), required=False)
    origin = ThemeChoice(Theme.objects.none(), required=False)
    accept = ThemeChoice(Theme.objects.none(), required=False)
    not_there = ThemeChoice(Theme.objects.none(), required=False)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        for name in ("theme", "origin", "accept", "not_there"):
            field = self.fields[name]
            assert isinstance(field, ThemeChoice)  # noqa: S101  # declared above
            field.queryset = live_themes(consultation)
        keys = self.data.getlist("chosen") if hasattr(self.data, "getlist") else []
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101  # declared above
        chosen.choices = [(key, key) for key in keys if _is_key(key)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for way in ("accept", "not_there"):
            if values.get(way):
                values["do"] = way
        if not values.get("do") and not self.errors:
            raise forms.ValidationError(_("Choose what is to be done with them."))
        return values

    def candidates(self) -> QuerySet[CandidateStatement]:
        numbers = [key[2:] for key in self.cleaned_data["chosen"] if key.startswith("c-")]
        return CandidateStatement.objects.filter(
            pk__in=numbers, text__contribution__consultation=self.consultation
        ).select_related("text__contribution__consultation", "question", "theme__theme")

    def statements(self) -> QuerySet[Statement]:
        keys = [key[2:] for key in self.cleaned_data["chosen"] if key.startswith("s-")]
        return self.consultation.statements.filter(pk__in=keys).select_related(
            "consultation", "question"
        )


def _is_key(key: str) -> bool:
    """Tell ``c-12`` and ``s-<uuid>`` from anything else somebody may send."""
    if key.startswith("c-"):
        return key[2:].isascii() and key[2:].isdigit() and len(key) < 20  # noqa: PLR2004  # fits a big integer
    if not key.startswith("s-"):
        return False
    try:
        UUID(key[2:])
    except ValueError:
        return False
    return True


class MarkForm(forms.Form):
    """Words to mark: chosen sentences, or a stretch between two code points."""

    units = forms.MultipleChoiceField(required=False)
    text = forms.ModelChoiceField(
        SourceText.objects.none(), required=False, widget=forms.HiddenInput
    )
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    quote = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    question = QuestionChoice(
        Question.objects.none(),
        label=_("Question"),
        required=False,
        empty_label=_("the one it answers"),
    )
    theme = ThemeChoice(
        Theme.objects.none(), label=_("Theme"), required=False, empty_label=_("none yet")
    )

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.contribution = contribution
        consultation = contribution.consultation
        self.fields["question"].queryset = questions_of(consultation)  # type: ignore[attr-defined]  # a model choice
        self.fields["theme"].queryset = live_themes(consultation)  # type: ignore[attr-defined]  # a model choice
        self.fields["text"].queryset = contribution.texts.all()  # type: ignore[attr-defined]  # a model choice
        sent = self.data.getlist("units") if hasattr(self.data, "getlist") else []
        self.fields["units"].choices = [(one, one) for one in sent]  # type: ignore[attr-defined]  # a multiple choice

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen = self._spans(values)
        if not chosen:
            raise forms.ValidationError(
                _("Choose a sentence first, or select the words in the text.")
            )
        values["spans"] = chosen
        return values

    def _spans(self, values: dict[str, Any]) -> list[tuple[SourceText, int, int, str]]:
        texts = {str(text.pk): text for text in self.contribution.texts.all()}
        spans = []
        if values.get("text") and values.get("end"):
            start = values.get("start") or 0
            spans.append((values["text"], start, values["end"], values.get("quote") or ""))
        for unit in values.get("units") or ():
            key, _colon, rest = unit.partition(":")
            start, _colon, end = rest.partition(":")
            if key in texts and start.isdecimal() and end.isdecimal():
                spans.append((texts[key], int(start), int(end), ""))
        return spans


class DoubleForm(forms.Form):
    """Who codes apart, and how much."""

    first = CoderChoice(Account.objects.none(), label=_("One person"), empty_label=_("Choose …"))
    second = CoderChoice(Account.objects.none(), label=_("The other"), empty_label=_("Choose …"))
    percent = forms.TypedChoiceField(
        label=_("How many"),
        coerce=int,
        initial=10,
        choices=[
            (10, _("one in ten, drawn by lot")),
            (25, _("a quarter, drawn by lot")),
            (100, _("all that wait")),
        ],
    )

    def __init__(self, *args: Any, coders: QuerySet[Account], **kwargs: Any) -> None:  # noqa: ANN401
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, CoderChoice)  # noqa: S101  # declared above
            field.queryset = coders


class ThemesForm(forms.Form):
    """The themes something belongs to; ``none`` says so where it belongs to none of them."""

    themes = forms.ModelMultipleChoiceField(Theme.objects.none(), required=False)
    none = forms.BooleanField(required=False)

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["themes"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  # declared above
        field.queryset = themes

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("themes")) == bool(values.get("none")) and not self.errors:
            raise forms.ValidationError(
                _("Tick the themes it belongs to, or “none of these”, but not both.")
            )
        return values


class CutForm(forms.Form):
    """Where a statement is cut, that it joins the next one, or which cut is undone.

    ``chosen`` is the key of a statement or candidate; without it ``text`` and ``at`` say where the
    cursor stands. Without ``at`` the statement joins the next.
    """

    chosen = forms.CharField(required=False, max_length=50)
    text = forms.ModelChoiceField(SourceText.objects.none(), required=False)
    at = forms.IntegerField(required=False, min_value=0)
    recut = forms.IntegerField(required=False, min_value=1)

    def __init__(self, *args: Any, contribution: Contribution, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.contribution = contribution
        self.fields["text"].queryset = contribution.texts.all()  # type: ignore[attr-defined]  # a model choice

    def one(self) -> Statement | CandidateStatement | None:
        """Return the statement or candidate that was named, if it is of this contribution."""
        sort, _dash, key = str(self.cleaned_data["chosen"]).partition("-")
        try:
            if sort == "s":
                return self.contribution.statements.filter(pk=UUID(key)).first()
            own = CandidateStatement.objects.filter(text__contribution=self.contribution)
            return own.filter(pk=int(key), refused_at=None).first() if sort == "c" else None
        except ValueError:
            return None


class TranslationForm(forms.Form):
    """What a statement says in another language of the consultation; blank takes it away."""

    language = forms.ChoiceField(label=_("Language"))
    text = forms.CharField(
        label=_("In that language"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:  # noqa: ANN401
        kwargs["label_suffix"] = ""
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, language_name(code)) for code in languages]  # type: ignore[attr-defined]  # a choice


class NameForm(forms.Form):
    """A theme's name and, if need be, what belongs in it."""

    label = forms.CharField(label=_("Name of the theme"), max_length=200)
    description = forms.CharField(
        label=_("What belongs in it"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class OtherThemeForm(forms.Form):
    """Another theme of the same question."""

    theme = ThemeChoice(Theme.objects.none(), label=_("Theme"), required=False, empty_label="")

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]  # a model choice
