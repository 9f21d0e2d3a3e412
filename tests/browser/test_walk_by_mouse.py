"""A walk through every page by mouse: each control, each twin, each download."""

import pytest

from tests.browser.conftest import NAMES, way_to


@pytest.fixture
def walker(served, walk):
    walker = walk(served)
    walker.go("/X99000001/data")
    yield walker
    assert walker.complaints == []


@pytest.mark.parametrize("topic", NAMES)
def test_every_control_changes_the_address_and_back_undoes_it(topic, walker):
    page = walker.page
    if topic != "data":
        for link in way_to(topic):
            walker.after(lambda to=link: page.click(to))
    assert page.locator("h1").count() == 1
    assert page.locator(".answer").inner_text()
    for select in page.locator(".controls select").all():
        values = select.locator("option").evaluate_all("all => all.map(o => o.value)")
        now = select.input_value()
        other = next((value for value in values if value != now), None)
        if other is None:
            continue
        walker.after(lambda s=select, o=other: s.select_option(o))
        assert select.input_value() == other
        assert other in page.evaluate("decodeURIComponent(location.search)")
        walker.after(page.go_back)
        assert select.input_value() == now


@pytest.mark.parametrize("topic", NAMES)
def test_every_chart_has_its_table_and_its_files(topic, walker):
    page = walker.page
    walker.go(f"/X99000001/{topic}")
    page.evaluate(
        "() => document.querySelectorAll('.more').forEach((each) => each.open = true)"
    )
    figures = page.locator("figure").all()
    for figure in figures:
        rows = figure.locator(".figfoot summary")
        said = int("".join(filter(str.isdigit, rows.inner_text())))
        rows.click()
        figure.locator(".rows table").wait_for()
        assert figure.locator(".rows tbody tr").count() == said
        with page.expect_download() as saved:
            figure.locator(".get a[download]").click()
        assert "synthetic" in saved.value.suggested_filename
        assert saved.value.path().read_text("utf-8-sig").startswith("synthetic,")
    if figures:
        with page.expect_download() as saved:
            figures[0].locator("[data-draw=svg]").click()
        drawn = saved.value.path().read_text("utf-8")
        assert drawn.startswith("<svg")
        assert "Synthetic demonstration data" in drawn


def test_an_area_is_chosen_on_the_map_and_in_the_list(walker):
    page = walker.page
    walker.go("/X99000001/deserts")
    # The middle of a verdict's area: its point is where a click counts.
    spot = page.evaluate(
        """() => {
          const drawing = document.querySelector('.drawing[data-chooses]');
          const at = window.marketShaper.points(drawing)[40];
          const box = drawing.getBoundingClientRect();
          return [box.x + at.x, box.y + at.y, at.id];
        }"""
    )
    page.mouse.move(spot[0], spot[1])
    walker.after(lambda: page.mouse.click(spot[0], spot[1]))
    assert spot[2] in page.url
    link = page.locator("#evidence table a[data-page]").first
    walker.after(link.click)
    assert page.locator("tr.on").count() >= 1


def test_the_view_is_switched_and_kept_from_page_to_page(walker):
    page = walker.page
    walker.after(lambda: page.click("text=As published"))
    assert "view=public" in page.url
    walker.after(lambda: page.click("nav.main a >> nth=0"))
    assert "view=public" in page.url
    assert "not for publication" not in page.inner_text("main")


def test_a_link_opens_the_same_view_again(walker, served, walk):
    page = walker.page
    walker.go("/X99000001/deserts")
    select = page.locator(".controls select").last
    values = select.locator("option").evaluate_all("all => all.map(o => o.value)")
    other = next(value for value in values if value != select.input_value())
    walker.after(lambda: select.select_option(other))
    answer, address = page.inner_text(".answer"), page.url.removeprefix(served)
    again = walk(served, anew=True)
    again.go(address)
    assert again.page.inner_text(".answer") == answer
