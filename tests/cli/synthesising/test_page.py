import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import numpy as np
import pytest
from tests.cli.synthesising.surveys import HEADS, many

from commonspace.analysis.projection import HEIGHT, WIDTH, projected
from commonspace.cli.synthesising.page import listing as listing_module
from commonspace.cli.synthesising.page.listing import listing_of, spread
from commonspace.cli.synthesising.page.order import Order
from commonspace.cli.synthesising.page.render import render_page


class Outline(HTMLParser):
    """Tags with their attributes, and the words of scripts and styles."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.inside, self._open = [], {"script": "", "style": ""}, ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._open = tag

    def handle_endtag(self, tag):
        self._open = ""

    def handle_data(self, words):
        if self._open in self.inside:
            self.inside[self._open] += words

    def values(self, name):
        return [found[name] for _tag, found in self.tags if name in found]


@pytest.fixture
def material(table, studied):
    return studied(table(many(), HEADS))


@pytest.fixture
def page(material):
    return render_page(material)


def test_the_policy_names_the_style_and_the_script_that_are_inside(page):
    outline = Outline(page)
    policy = next(
        found["content"] for tag, found in outline.tags if "http-equiv" in found and tag == "meta"
    )
    hashes = [
        b64encode(sha256(outline.inside[part].encode()).digest()).decode()
        for part in ("style", "script")
    ]

    assert policy.startswith("default-src 'none'")
    assert [f"'sha256-{each}'" in policy for each in hashes] == [True, True]
    assert "unsafe" not in policy


def test_nothing_in_the_page_leads_out_of_it_or_carries_a_style_or_handler(page):
    outline = Outline(page)
    names = {name for _tag, found in outline.tags for name in found}

    assert [each for each in outline.values("href") if not each.startswith("#")] == []
    assert {name for name in names if name.startswith("on") or name in {"style", "src"}} == set()


def test_every_link_arrives_and_every_name_is_given_once(page):
    outline = Outline(page)
    names = outline.values("id")
    wanted = {link[1:] for link in outline.values("href")}
    pointed = {each for name in ("aria-labelledby", "for") for each in outline.values(name)}

    assert sorted(names) == sorted(set(names))
    parents = {name for name in wanted if name.startswith("list-")}
    assert wanted - parents <= set(names)
    assert pointed <= set(names)


def test_every_statement_is_listed_under_its_theme_without_script(page, material):
    listed = re.findall(r'<li id="s(\d+)"', page)

    assert sorted(map(int, listed)) == list(range(1, len(material.analysis.statements) + 1))
    assert material.statement(0).quote in page


def test_texts_of_people_are_words_and_nothing_else(table, studied):
    nasty = '</script><script>alert(1)</script><img src=x onerror=alert(2)> {{ settings }} {% now "Y" %} needs beds.'
    rows = [*many(12), ("x", "<b>Org</b>", nasty)]
    page = render_page(studied(table(rows, HEADS), title="</title><script>1</script>"))
    outline = Outline(page)

    assert [tag for tag, _found in outline.tags if tag in {"img", "b"}] == []
    assert sum(tag == "script" for tag, _found in outline.tags) == 1
    assert "{{ settings }} {% now" in page


def test_map_and_table_say_the_same(page, material):
    points = re.findall(r'data-s="(\d+)"', page)

    assert len(points) == len(set(points))
    assert set(map(int, points)) <= set(range(len(material.analysis.statements)))
    assert "The map as a table" in page


def test_the_page_can_be_had_in_another_language_and_direction(table, studied):
    page = render_page(studied(table(many(12), HEADS), report_language="ar"))

    assert '<html lang="ar" dir="rtl">' in page


def test_of_too_many_statements_a_fair_part_is_listed(material, monkeypatch):
    monkeypatch.setattr(listing_module, "MOST_LISTED", 20)
    order = Order(material)
    found = listing_of(material, order, quoted=[39, 3])
    sizes = {group: len(own) for group, own in found.groups.items()}
    whole = {
        group: sum((one.question, one.theme) == group for one in material.analysis.statements)
        for group in sizes
    }

    assert not found.is_whole
    assert len(found.listed) == 20
    assert {3, 39} <= found.listed
    assert all(abs(sizes[group] - whole[group] / 2) <= 2 for group in sizes)


def test_spreading_takes_evenly():
    assert spread(range(10), 3) == [0, 3, 6]
    assert spread([5, 6], 3) == [5, 6]


@pytest.mark.parametrize("count", [1, 2, 9, 40])
def test_any_number_of_vectors_lies_inside_the_frame(count):
    vectors = np.random.default_rng(1).normal(size=(count, 12)).astype(np.float32)
    places = projected(vectors, seed=0)

    assert places.shape == (count, 2)
    assert (places >= 0).all()
    assert (places <= [WIDTH, HEIGHT]).all()


def test_equal_vectors_are_no_trouble_and_neighbours_stay_near():
    same = np.ones((30, 4), dtype=np.float32)
    one, other = np.eye(8, dtype=np.float32)[:2]
    noise = np.random.default_rng(0).normal(scale=0.02, size=(60, 8)).astype(np.float32)
    places = projected(np.vstack([np.tile(one, (30, 1)), np.tile(other, (30, 1))]) + noise, seed=0)
    apart = np.linalg.norm(places[:30].mean(axis=0) - places[30:].mean(axis=0))

    assert projected(same, seed=0).shape == (30, 2)
    assert apart > 2 * places[:30].std(axis=0).max()
