"""A walk through every page by keyboard alone."""

import re

import pytest

from tests.browser.conftest import NAMES, way_to

FOCUS = "() => getComputedStyle(document.activeElement).outlineColor"
YELLOW = "rgb(255, 221, 0)"


@pytest.fixture
def walker(served, walk):
    # Tab starts where the focus last stood, so each walk starts from a fresh page.
    walker = walk(served, anew=True)
    yield walker
    assert walker.complaints == []


@pytest.mark.parametrize("topic", NAMES)
def test_each_page_is_reached_and_worked_without_a_mouse(topic, walker):
    page = walker.page
    walker.go("/X99000001/data")
    if topic != "data":
        for link in way_to(topic):
            walker.tab_to(link)
            assert page.evaluate(FOCUS) == YELLOW
            walker.after(lambda: walker.press("Enter"))
            assert page.evaluate("document.activeElement.id") == "question"
    selects = page.locator(".controls select").all()
    for select in selects:
        if select.locator("option").count() < 2:
            continue
        walker.tab_to(f"#{select.get_attribute('id')}")
        now = select.input_value()
        is_last = select.evaluate("s => s.selectedIndex === s.options.length - 1")
        walker.after(lambda up=is_last: walker.press("ArrowUp" if up else "ArrowDown"))
        assert select.input_value() != now
        # The answer came, and the focus stands where it stood.
        assert page.evaluate("document.activeElement.id") == select.get_attribute("id")
    if page.locator("figure summary").count():
        walker.tab_to("figure summary")
        walker.press("Enter")
        page.wait_for_selector("figure .rows table")


def test_a_slider_and_its_number_box_say_the_same(walker):
    page = walker.page
    walker.go("/X99000001/costs")
    box = page.locator(".slider .num").first
    thumb = page.locator(".slider input[type=range]").first

    def said():
        return float(re.sub("[^0-9.]", "", box.input_value()))

    walker.tab_to(".slider .num")
    before = said()
    walker.after(lambda: walker.press("ArrowUp"))
    assert before < said() == float(thumb.input_value())
    walker.press("Control+a")
    page.keyboard.type(str(before))
    walker.after(lambda: walker.press("Enter"))
    assert said() == before == float(thumb.input_value())
    assert page.evaluate("document.activeElement.matches('.num')")
    walker.tab_to(".slider input[type=range]")
    walker.after(lambda: walker.press("ArrowRight"))
    assert before < said() == float(thumb.input_value())
    assert page.evaluate("document.activeElement.type") == "range"


def test_the_map_is_one_stop_and_arrows_walk_over_it(walker):
    page = walker.page
    walker.go("/X99000001/deserts")
    walker.tab_to(".drawing[data-chooses]")
    assert page.evaluate(FOCUS) == YELLOW
    spoken = []
    for key in ("ArrowRight", "ArrowDown", "ArrowRight"):
        walker.press(key)
        spoken.append(page.inner_text("#announce"))
    assert all(len(words) > 20 for words in spoken)
    assert len(set(spoken)) == 3
    walker.after(lambda: walker.press("Enter"))
    assert "place=X01" in page.url
    assert page.evaluate("document.activeElement.matches('.drawing')")
    walker.press("Escape")
    assert page.locator(".ring:not([hidden])").count() == 0


def test_the_first_stop_skips_to_the_answer(walker):
    walker.go("/X99000001/deserts")
    walker.press("Tab")
    assert "Skip" in walker.page.evaluate("document.activeElement.textContent")
    walker.press("Enter")
    assert walker.page.evaluate("document.activeElement.id") == "main"


def test_escape_closes_what_was_opened(walker):
    page = walker.page
    walker.go("/X99000001/data")
    walker.tab_to("header summary")
    walker.press("Enter")
    assert page.locator("details.drop[open]").count() == 1
    walker.press("Tab")
    walker.press("Escape")
    assert page.locator("details.drop[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
