"""A public post as staff found it."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commonspace.channels.social.services import LARGEST_PICTURE, PostFound
from commonspace.consultations.queries import asked_questions
from commonspace.contributions.choices import ConsentBy
from commonspace.intake.forms import MAY_PUBLISH, NAMING, SpeakerForm

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".pdf")


class PostForm(SpeakerForm):
    field_order = ["link", "posted_on", "name", "text", "picture", "question", "language"]

    link = forms.CharField(
        label=gettext_lazy("Link to the post"),
        max_length=1000,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    posted_on = forms.DateField(
        label=gettext_lazy("Day it was posted"), widget=forms.DateInput(attrs={"type": "date"})
    )
    text = forms.CharField(
        label=gettext_lazy("The words, copied exactly"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    picture = forms.FileField(
        label=gettext_lazy("A picture of the post"),
        required=False,
        help_text=gettext_lazy("Posts disappear. PNG, JPEG, WebP or PDF, up to 20 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(PICTURES)}),
    )
    question = forms.ChoiceField(
        label=gettext_lazy("Which question does it speak to?"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        super().__init__(*args, **kwargs)
        self.fields["name"].label = gettext_lazy("Author, as shown")
        self.fields["attribution"].label = gettext_lazy("How do we name the author?")
        self.fields["may_publish"].label = gettext_lazy("May the words be published?")
        general = ("", pgettext_lazy("question of a post", "None in particular"))
        questions = [
            (str(one.pk), f"{one.number}. {one.heading_in()}")
            for one in asked_questions(self.consultation)
        ]
        self.set_choices("question", [general, *questions])

    def clean_posted_on(self) -> Any:  # noqa: ANN401  # a date
        day = self.cleaned_data["posted_on"]
        if day > timezone.localdate(timezone=self.consultation.zone):
            raise forms.ValidationError(_("This day is still to come. Please check the date."))
        return day

    def clean_picture(self) -> Any:  # noqa: ANN401  # a file or nothing
        picture = self.cleaned_data["picture"]
        if picture and not picture.name.lower().endswith(PICTURES):
            raise forms.ValidationError(_("Please give a picture (PNG, JPEG, WebP) or a PDF."))
        if picture and picture.size > LARGEST_PICTURE:
            raise forms.ValidationError(_("This picture is larger than 20 MB."))
        return picture

    def post(self) -> PostFound:
        """Return the clean form as plain values."""
        clean = self.cleaned_data
        return PostFound(
            link=clean["link"],
            posted_on=clean["posted_on"],
            text=clean["text"],
            question=int(clean["question"]) if clean["question"] else None,
            language=clean["language"],
            sender=self.sender(),
            consent=self.consent(ConsentBy.NOT_ASKED),
            picture=clean["picture"],
        )


class AnsweredForm(forms.Form):
    """On which terms the author agreed, once somebody asked."""

    attribution = forms.ChoiceField(
        label=gettext_lazy("How may we name them?"), choices=NAMING, widget=forms.RadioSelect
    )
    may_publish = forms.ChoiceField(
        label=gettext_lazy("May we publish their words?"),
        choices=MAY_PUBLISH,
        widget=forms.RadioSelect,
    )
