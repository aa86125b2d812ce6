"""The look: weight, contrast, both directions of writing, kind words, a documented part for every class."""

import datetime as dt
import re
from contextlib import suppress
from pathlib import Path

import brotli
import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import Resolver404, path, resolve
from django.utils import translation

from commonspace.site import templatetags
from commonspace.site.navigation import ROOMS
from commonspace.site.templatetags import site_ui

SITE = Path(templatetags.__file__).parents[1]
STATIC = SITE / "static" / "site"
TEMPLATES = sorted((SITE / "templates").rglob("*.html"))
STYLES = sorted(STATIC.glob("*.css"))
COMPONENTS = Path(__file__).parents[2] / "docs" / "reference" / "components.md"

TEXT_ON_GROUND = [
    (text, ground)
    for text in (
        "ink", "muted", "accent", "accent-strong", "warm", "state-received", "state-work",
        "state-settled", "state-protected",
    )
    for ground in ("paper", "surface", "raised")
] + [
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
    ("ink", "accent-soft"),
    ("muted", "accent-soft"),
    ("accent", "accent-soft"),
    ("ink", "warm-soft"),
    ("warm", "warm-soft"),
    ("accent", "warm-soft"),
]  # fmt: skip


def render(source: str, **context: object) -> str:
    return Template("{% load site_ui %}" + source).render(Context(context))


def page(path: str = "/en/privacy/"):
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    with suppress(Resolver404):
        request.resolver_match = resolve(request.path_info)
    return request


def colours(theme: str) -> dict[str, str]:
    css = (STATIC / "tokens.css").read_text()
    root, dark = css.split("prefers-color-scheme: dark", 1)
    chosen = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", root))
    if theme == "dark":
        chosen |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", dark.split("@media print")[0]))
    if theme == "print":
        chosen |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", dark.split("@media print")[1]))
    return chosen


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(theme: str, text: str, ground: str) -> None:
    chosen = colours(theme)
    assert contrast(chosen[text], chosen[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("edge", ["line-strong", "focus"])
@pytest.mark.parametrize("ground", ["paper", "surface", "raised"])
def test_edges_that_matter_can_be_seen(theme: str, edge: str, ground: str) -> None:
    chosen = colours(theme)
    assert contrast(chosen[edge], chosen[ground]) >= 3


@pytest.mark.parametrize(("voice", "limit"), [("public", 12_000), ("staff", 18_000)])
def test_styles_are_light(voice: str, limit: int) -> None:
    sheets = [STATIC / f"{name}.css" for name in ("tokens", "base", voice)]
    assert sum(len(brotli.compress(sheet.read_bytes())) for sheet in sheets) < limit


@pytest.mark.parametrize("sheet", STYLES, ids=lambda path: path.name)
def test_styles_know_no_left_or_right(sheet: Path) -> None:
    physical = re.compile(
        r"(?:^|[\s;{])((?:margin|padding|border)-(?:left|right|top|bottom)\b|(?:min-|max-)?(?:width|height)\s*:(?!\s*\d+rem\))"
        r"|(?:left|right|top|bottom)\s*:|(?:text-align|float):\s*(?:left|right))"
    )
    rules = re.sub(r"@media[^{]*", "", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL))
    assert physical.findall(rules) == []


@pytest.mark.parametrize("sheet", STYLES, ids=lambda path: path.name)
def test_styles_fetch_nothing(sheet: Path) -> None:
    assert re.findall(r"url\(|@import|https?://", sheet.read_text().replace('^="http"', "")) == []


def test_colours_are_named_in_one_file() -> None:
    strays = {
        sheet.name: found
        for sheet in STYLES
        if sheet.name != "tokens.css"
        and (found := re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", sheet.read_text()))
    }
    assert strays == {}


def test_every_token_used_is_defined() -> None:
    defined = {
        name for sheet in STYLES for name in re.findall(r"(--[a-z0-9-]+):", sheet.read_text())
    }
    used = {
        name for sheet in STYLES for name in re.findall(r"var\((--[a-z0-9-]+)", sheet.read_text())
    }
    assert used - defined == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SITE)))
def test_templates_speak_kindly_and_carry_no_inline_code(template: Path) -> None:
    source = template.read_text()
    words = re.findall(r'{% translate "([^"]*)"', source) + re.findall(
        r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", source, flags=re.DOTALL
    )
    assert not [text for text in words if re.search(r"submit|invalid|error", text, re.IGNORECASE)]
    assert not re.findall(r"<style|\sstyle=|<script(?![^>]*src=)|\son[a-z]+=|javascript:", source)
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", source)


@pytest.mark.parametrize("name", ["400", "404", "405", "413", "500", "form_expired"])
def test_pages_for_trouble_need_no_request(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert html.count("<h1>") == 1
    assert 'href="#main"' in html


def test_page_is_named_after_itself_then_the_consultation() -> None:
    html = render_to_string("404.html", {"consultation": "Cities <b>"}, request=page())
    title = re.search(r"<title>(.*?)</title>", html, flags=re.DOTALL)
    assert title is not None
    assert title[1] == "There is nothing at this address · Cities &lt;b&gt;"


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_page_states_language_and_direction(code: str, direction: str) -> None:
    with translation.override(code):
        html = render_to_string("404.html")
    assert f'<html lang="{code}" dir="{direction}">' in html


def test_language_links_lead_to_the_same_page() -> None:
    with translation.override("en"):
        html = render("{% language_links %}", request=page("/en/privacy/?from=mail"))
    assert re.findall(r'href="([^"]*)"', html) == [
        f"/{code}/privacy/?from=mail" for code in ("en", "fr", "es", "ar")
    ]
    assert re.findall(r'lang="(\w+)"[^>]*aria-current', html) == ["en"]


def test_language_links_offer_only_the_languages_of_the_consultation() -> None:
    with translation.override("en"):
        html = render("{% language_links codes %}", request=page(), codes=["en", "ar"])
    assert re.findall(r'hreflang="(\w+)"', html) == ["en", "ar"]


def test_language_links_are_silent_where_there_is_one_way() -> None:
    with translation.override("en"):
        assert render("{% language_links %}", request=page("/nowhere/")).strip() == ""


@pytest.mark.parametrize("state", site_ui.STATES)
def test_state_is_told_by_word_shape_and_colour(state: str) -> None:
    html = render("{% state_badge state word %}", state=state, word="a <word>")
    assert f'class="badge {state}"' in html
    assert f'icons.svg#{state}"' in html
    assert "a &lt;word&gt;" in html


def test_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="rejected"):
        site_ui.state_badge("rejected", "no")


def test_every_icon_drawn_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (STATIC / "icons.svg").read_text()))
    asked = {
        name
        for template in SITE.parent.rglob("templates/**/*.html")
        for name in re.findall(r'{% (?:directed_)?icon "([a-z]+)"', template.read_text())
    }
    assert asked | set(site_ui.STATES) | {"mark", "info", "kept", "problem"} <= drawn


def test_receipt_code_is_spelled_for_listeners() -> None:
    html = render("{% receipt_code '7KQ2-M9XD' %}")
    assert "7 K Q 2, M 9 X D" in html
    assert html.count('class="group"') == 2


def test_stability_says_its_dots_in_words() -> None:
    html = render("{% stability_dots 4 5 %}")
    assert "●●●●○" in html
    assert "stable in 4 of 5 runs" in html


@pytest.mark.parametrize(
    ("zone", "shown", "stamp"),
    [
        ("Asia/Manila", "23:59 (Manila time)", "2026-09-16T23:59:00+08:00"),
        ("UTC", "15:59 (UTC time)", "2026-09-16T15:59:00+00:00"),
    ],
)
def test_moment_says_whose_clock_it_is(zone: str, shown: str, stamp: str) -> None:
    instant = dt.datetime(2026, 9, 16, 15, 59, tzinfo=dt.UTC)
    with translation.override("en"):
        html = render("{% moment instant zone %}", instant=instant, zone=zone)
    assert shown in html
    assert f'datetime="{stamp}"' in html


def test_missing_dates_are_silent() -> None:
    assert render("{% day nothing %}{% moment nothing %}", nothing=None) == ""


class _Form(forms.Form):
    words = forms.CharField(label="Your words", widget=forms.Textarea)
    naming = forms.ChoiceField(
        label="How may we name you?", widget=forms.RadioSelect, choices=[("a", "Not at all")]
    )
    agreed = forms.BooleanField(label="I agree", required=False, help_text="You may say no.")
    remark = forms.CharField(label="A remark", required=False)


def test_form_lists_what_to_look_at_and_points_to_it() -> None:
    html = str(_Form({"words": ""}))
    assert "Please look at 2 places again" in html
    for target in re.findall(r'<a href="#([^"]+)"', html):
        assert html.count(f'id="{target}"') == 1
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        assert all(f'id="{name}"' in html for name in described.split())


def test_form_marks_in_words_what_is_needed() -> None:
    html = str(_Form())
    assert html.count("(needed)") == 2
    assert re.findall(r"<bdi>([^<]*)</bdi> <span[^>]*>\(if you like\)", html) == ["A remark"]
    assert "Please look" not in html


def test_pagination_keeps_the_filter() -> None:
    html = render_to_string(
        "_pagination.html",
        {"page_obj": Paginator(range(30), 10).page(2)},
        request=page("/en/?state=received&page=2"),
    )
    assert re.findall(r'<a rel="[a-z]+" href="([^"]*)"', html) == [
        "?state=received&amp;page=1",
        "?state=received&amp;page=3",
    ]
    assert "11 to 20 of 30" in html


def test_progress_has_words_and_plain_numbers() -> None:
    with translation.override("fr"):
        html = render_to_string("_progress.html", {"value": 1200, "max": 5000, "label": "Files"})
    assert 'value="1200" max="5000"' in html
    assert "Files" in html


class _Consultation:
    code = "cities"


urlpatterns = [path("staff/<slug:code>/", lambda request, code: None, name=ROOMS[1].url_name)]


@pytest.mark.urls(__name__)
def test_tabs_show_only_rooms_that_have_an_address() -> None:
    html = render("{% consultation_tabs 'desk' %}", consultation=_Consultation())
    assert re.findall(r'href="([^"]*)" aria-current="page">(\w+)', html) == [
        ("/staff/cities/", "Desk")
    ]
    assert html.count("<li>") == 1


def test_tabs_are_silent_without_a_consultation() -> None:
    assert render("{% consultation_tabs 'desk' %}", request=page()).strip() == ""


class _Refusing(forms.Form):
    word = forms.CharField()

    def clean(self) -> None:
        raise forms.ValidationError("The two do not go together.")


def test_form_as_a_whole_can_ask_for_another_look() -> None:
    html = str(_Refusing({"word": "x"}))
    assert "Please look once more" in html
    assert html.count("The two do not go together.") == 1


def test_every_component_shown_in_the_docs_is_styled() -> None:
    css = "".join(sheet.read_text() for sheet in STYLES)
    shown = {
        name
        for classes in re.findall(r'class="([a-z -]+)"', COMPONENTS.read_text())
        for name in classes.split()
    }
    unstyled = {name for name in shown if not re.search(rf"\.{name}(?![a-z-])", css)}
    assert unstyled - {"info"} == set()


def test_every_tag_and_partial_is_in_the_docs() -> None:
    docs = COMPONENTS.read_text()
    missing_tags = {name for name in site_ui.register.tags if f"{{% {name}" not in docs}
    partials = {"_notice.html", "_progress.html", "_pagination.html", "_problems.html"}
    partials |= {"_empty.html", "_quotation.html"}
    assert missing_tags == set()
    assert {name for name in partials if name not in docs} == set()


def test_scripts_are_loaded_on_staff_pages_only() -> None:
    public = render_to_string("404.html", request=page())
    staff = render_to_string("base_staff.html", {"csrf_token": "t"}, request=page())
    assert "<script" not in public
    assert re.findall(r'<script src="[^"]*htmx', staff) != []
    assert '"allowEval": false' in staff
