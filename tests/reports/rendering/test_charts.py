"""Charts: well-formed, without styles, mirrored where reading starts at the right."""

import pytest
from defusedxml import ElementTree
from tests.reports.rendering import invented

from commonspace.reports.figures import Bar, Part, Point, chart_table
from commonspace.reports.rendering import charts

ALL = (invented.WHO, invented.LEDGER, invented.RECEIPTS, invented.ANSWERED)


@pytest.mark.parametrize("chart", ALL)
@pytest.mark.parametrize("palette", [charts.SCREEN, charts.PRINT])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_every_chart_is_well_formed_and_described(chart, palette, direction) -> None:
    drawing = charts.draw(chart, alternative="A & B", direction=direction, palette=palette)

    root = ElementTree.fromstring(drawing)

    assert root.find("{*}title").text == chart.title
    assert root.find("{*}desc").text == "A & B"
    assert not [mark for mark in root.iter() if "style" in mark.attrib]


def test_screen_charts_take_the_ink_of_the_page_and_print_charts_do_not() -> None:
    screen = charts.draw(invented.LEDGER, alternative="x")
    printed = charts.draw(invented.LEDGER, alternative="x", palette=charts.PRINT)

    assert "currentColor" in screen
    assert "currentColor" not in printed


def test_bars_start_where_reading_starts() -> None:
    rows = [Bar("One", 4), Bar("Two", 1)]

    left = ElementTree.fromstring(charts.bars("T", rows)).findall("{*}rect")
    right = ElementTree.fromstring(charts.bars("T", rows, direction="rtl")).findall("{*}rect")

    assert [bar.get("x") for bar in left] == ["0", "0"]
    assert [float(bar.get("x")) + float(bar.get("width")) for bar in right] == [440, 440]
    assert [bar.get("width") for bar in left] == ["440.0", "110.0"]


def test_ring_parts_go_all_the_way_round() -> None:
    drawing = charts.ring("T", [Part("a", 3), Part("b", 1)], total_label="in all")

    arcs = [mark.get("stroke-dasharray") for mark in ElementTree.fromstring(drawing)]

    shares = [float(arc.split()[0]) + 2 for arc in arcs if arc]
    assert shares[0] == pytest.approx(shares[1] * 3, abs=0.1)
    assert ">4</text>" in drawing


@pytest.mark.parametrize(
    "drawing",
    [
        charts.bars("T", []),
        charts.ring("T", []),
        charts.stack("T", [Part("none", 0)]),
        charts.timeline("T", []),
        charts.timeline("T", [Point("day", 0)]),
        charts.matrix("T", [], [], []),
        charts.matrix("T", ["a"], ["a column with a long name", "b"], [[0, 3]]),
    ],
)
def test_nothing_to_draw_is_drawn_as_nothing(drawing: charts.Markup) -> None:
    assert ElementTree.fromstring(drawing).get("viewBox")


def test_templates_print_charts_as_they_are() -> None:
    from django.template import Context, Engine  # noqa: PLC0415  # needs settings first

    drawing = charts.inline_bar(0.5, alternative="half")

    assert Engine().from_string("{{ bar }}").render(Context({"bar": drawing})) == str(drawing)


def test_numbers_of_parts_end_with_their_total() -> None:
    header, rows = chart_table(invented.LEDGER)

    assert header == ("State", "Contributions")
    assert rows[-1] == ("received", "68")


def test_numbers_of_a_timeline_leave_out_empty_days() -> None:
    _header, rows = chart_table(invented.RECEIPTS)

    assert "0" not in [count for _day, count in rows]
