"""What people write into the report, field by field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.models import Theme
from commonspace.evidence.queries import live_themes
from commonspace.kernel.names import country_name
from commonspace.synthesis.choices import Addressee, Audience, Strength
from commonspace.synthesis.countries import country_code
from commonspace.synthesis.links import mended_link
from commonspace.synthesis.models import Recommendation, Synthesised

LONG = {"rows": 5, "dir": "auto"}
LINES = {"rows": 2, "dir": "auto"}
LONGEST = 20_000
ONE_A_LINE = gettext_lazy("One a line.")


class LinesField(forms.CharField):
    """A list, written one a line."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("widget", forms.Textarea(attrs=LINES))
        kwargs.setdefault("help_text", ONE_A_LINE)
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: object) -> object:
        return "\n".join(str(one) for one in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:  # noqa: ANN401  # text in, a list out
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return [self.entry(line) for line in lines]

    def entry(self, line: str) -> str:
        return line[:300]


class LinksField(LinesField):
    """Addresses for the web or for mail; blanks that crept in are mended."""

    def entry(self, line: str) -> str:
        return mended_link(line)


class CountriesField(LinesField):
    """Countries, by name or by code; kept as codes."""

    def prepare_value(self, value: object) -> object:
        names = [country_name(str(one)) for one in value] if isinstance(value, list) else value
        return super().prepare_value(names)

    def entry(self, line: str) -> str:
        code = country_code(line)
        if not code:
            raise ValidationError(
                _("We do not know a country called “%(name)s”."), params={"name": line[:80]}
            )
        return code


class QuestionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A question of the consultation, or none: general."""

    def __init__(self) -> None:
        super().__init__(
            Question.objects.none(),
            label=gettext_lazy("Question"),
            required=False,
            empty_label=gettext_lazy("none: general"),
        )


class ThingForm(forms.Form):
    """What all things of the report share."""

    question = QuestionField()
    unsourced_reason = forms.CharField(
        label=gettext_lazy("Why it has no source"),
        help_text=gettext_lazy(
            "Only where no statement stands under it. Your reason and your name are kept."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs=LINES),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # Django hands on what came
        consultation: Consultation,
        current: Synthesised | None = None,
        **kwargs: Any,  # noqa: ANN401  # handed on as it came
    ) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.consultation, self.current = consultation, current
        self.fields["question"].queryset = (  # type: ignore[attr-defined]  # a model choice
            consultation.questions.filter(retired_at=None)
            .select_related("consultation")
            .prefetch_related("versions")
        )
        self.order_fields(
            [name for name in self.fields if name not in {"question", "unsourced_reason"}]
        )
        self.choose_from(consultation)

    def choose_from(self, consultation: Consultation) -> None:
        """Fill the lists a form chooses from."""

    @classmethod
    def values_of(cls, thing: Synthesised) -> dict[str, object]:
        return {name: getattr(thing, name) for name in cls.base_fields}


class FindingForm(ThingForm):
    text = forms.CharField(
        label=gettext_lazy("What contributors said"),
        help_text=gettext_lazy(
            "Write {quantity} where the counting word goes: the report puts in the one the count allows."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=LONG),
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label=gettext_lazy("Theme"),
        required=False,
        empty_label=gettext_lazy("none"),
    )

    def choose_from(self, consultation: Consultation) -> None:
        self.fields["theme"].queryset = live_themes(consultation)  # type: ignore[attr-defined]  # a model choice


class ExampleForm(ThingForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("What was done"), max_length=LONGEST, widget=forms.Textarea(attrs=LONG)
    )
    places = LinesField(label=gettext_lazy("Places"))
    countries = CountriesField(
        label=gettext_lazy("Countries"),
        help_text=gettext_lazy("One a line, by name or code; none for a tool without a place."),
    )
    organisations = LinesField(label=gettext_lazy("Organisations"))
    links = LinksField(label=gettext_lazy("Links"))


class RecommendationForm(ThingForm):
    text = forms.CharField(
        label=gettext_lazy("What is asked"), max_length=LONGEST, widget=forms.Textarea(attrs=LONG)
    )
    acting = forms.ChoiceField(label=gettext_lazy("Who shall act"), choices=Addressee)
    influenced = forms.ChoiceField(
        label=gettext_lazy("Who shall be brought to act"), required=False,
        choices=[("", gettext_lazy("nobody else")), *Addressee.choices[:-1]],
    )  # fmt: skip
    strength = forms.ChoiceField(label=gettext_lazy("Strength, as worded"), choices=Strength)
    parent = forms.ModelChoiceField(
        Recommendation.objects.none(), label=gettext_lazy("Sub-point of"), required=False,
        empty_label=gettext_lazy("none: it stands by itself"),
    )  # fmt: skip

    def choose_from(self, consultation: Consultation) -> None:
        others = consultation.recommendations.filter(parent=None).select_related("question")
        if self.current is not None:
            others = others.exclude(pk=self.current.pk)
        parent = self.fields["parent"]
        parent.queryset = others  # type: ignore[attr-defined]  # a model choice
        parent.label_from_instance = _recommendation_label  # type: ignore[attr-defined]  # a model choice

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        parent = values.get("parent")
        if parent is not None and parent.question_id != getattr(values.get("question"), "pk", None):
            self.add_error(
                "parent",
                _("This one stands under another question. Choose one of the same question."),
            )
        return values


def _recommendation_label(recommendation: Recommendation) -> str:
    number = f"{recommendation.question.number}. " if recommendation.question else ""
    return f"{number}{recommendation.text[:80]}"


class ServiceForm(ThingForm):
    text = forms.CharField(
        label=gettext_lazy("What civil society offers"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=LONG),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("For whom"), choices=Audience, widget=forms.RadioSelect
    )


class QuoteForm(ThingForm):
    text = forms.CharField(
        label=gettext_lazy("The words, exactly as they stand in the source"), max_length=LONGEST,
        help_text=gettext_lazy("Leave words out only with […]."), widget=forms.Textarea(attrs=LONG),
    )  # fmt: skip


class ResourceForm(ThingForm):
    author = forms.CharField(
        label=gettext_lazy("Author or organisation"), required=False, max_length=300
    )
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=500)
    year = forms.IntegerField(
        label=gettext_lazy("Year"), required=False, min_value=1000, max_value=2999
    )
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=200)
    kind = forms.CharField(
        label=gettext_lazy("Kind"),
        help_text=gettext_lazy("Report, website, toolkit, film …"),
        required=False,
        max_length=40,
    )
    links = LinksField(label=gettext_lazy("Links"))
    description = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=LINES),
    )
    language = forms.CharField(
        label=gettext_lazy("Language of the resource (code)"), required=False, max_length=10
    )
    description_language = forms.CharField(
        label=gettext_lazy("Language of the description (code)"), required=False, max_length=10
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not (values.get("title") or values.get("author") or values.get("links")):
            raise ValidationError(_("Give at least an author, a title or a link."))
        return values


FORMS: dict[str, type[ThingForm]] = {
    "finding": FindingForm,
    "example": ExampleForm,
    "recommendation": RecommendationForm,
    "service": ServiceForm,
    "quote": QuoteForm,
    "resource": ResourceForm,
}


class HeadingForm(forms.Form):
    """How the heading over a list of services is worded for one question."""

    audience = forms.ChoiceField(choices=Audience)
    text = forms.CharField(required=False, max_length=200)
