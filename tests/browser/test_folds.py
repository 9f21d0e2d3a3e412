"""A chart in a fold: not in the first load, there after opening, by keyboard too."""

import pytest

FOLD = "details.more:has(figure)"
SLOT = f"{FOLD} .drawing"
DRAWN = f"""() => {{
    const plot = document.querySelector("{SLOT} .js-plotly-plot");
    return plot && plot.data && plot.data.length > 0 && plot.querySelector(".main-svg");
}}"""


@pytest.fixture
def walker(served, walk):
    walker = walk(served, anew=True)
    walker.go("/X99000001/deserts")
    yield walker
    assert walker.complaints == []


def asked_for(walker):
    return [url for url in walker.asked if "/figure/" in url]


def test_the_drawing_comes_when_its_fold_is_opened(walker):
    page = walker.page
    assert asked_for(walker) == []
    assert not page.evaluate(DRAWN)
    summary = page.locator(f"{FOLD} > summary")
    summary.focus()
    walker.press("Enter")
    page.wait_for_function(DRAWN)
    assert len(asked_for(walker)) == 1
    box = page.locator(SLOT).bounding_box()
    svg = page.locator(f"{SLOT} .main-svg").first.bounding_box()
    assert box["height"] == pytest.approx(svg["height"], abs=2)
    assert svg["width"] > 500

    # Closed and opened again it is there, and nothing is asked for.
    walker.press("Enter")
    walker.press("Enter")
    page.wait_for_function(DRAWN)
    assert len(asked_for(walker)) == 1


def test_a_choice_draws_it_anew_and_keeps_the_old_until_then(walker):
    page = walker.page
    page.click(f"{FOLD} > summary")
    page.wait_for_function(DRAWN)
    select = page.locator(".controls select").last
    values = select.locator("option").evaluate_all("all => all.map(o => o.value)")
    other = next(value for value in values if value != select.input_value())
    with page.expect_response("**/figure/**"):
        walker.after(lambda: select.select_option(other))
    assert page.locator(FOLD).get_attribute("open") is not None
    assert page.evaluate(DRAWN)
    assert len(asked_for(walker)) == 2
    dark = page.locator("[data-act=mode]")
    with page.expect_response("**/figure/**_mode=dark"):
        walker.after(dark.click)
    page.wait_for_function(
        f"""() => document.querySelector("{SLOT} .js-plotly-plot")
            .layout.paper_bgcolor === "#101417" """
    )


def test_an_area_is_chosen_on_it(walker):
    page = walker.page
    page.click(f"{FOLD} > summary")
    page.wait_for_function(DRAWN)
    page.locator(SLOT).focus()
    walker.press("ArrowRight")
    spoken = page.inner_text("#announce")
    assert spoken
    walker.after(lambda: walker.press("Enter"))
    assert "place=" in page.url


def test_working_is_said_when_it_lasts_and_a_failure_in_words(walker):
    page = walker.page
    held = []
    page.route("**/figure/**", lambda route: held.append(route))
    working = page.locator(f"{FOLD} .fetching")
    assert working.evaluate("each => getComputedStyle(each).visibility") == "hidden"
    page.click(f"{FOLD} > summary")
    page.wait_for_function(
        f"""() => getComputedStyle(document.querySelector("{FOLD} .fetching"))
            .visibility === "visible" """
    )
    assert working.inner_text() == "Working"
    held.pop().fulfill(status=500)
    page.wait_for_selector(f"{SLOT} .unfetched")
    assert working.evaluate("each => getComputedStyle(each).visibility") == "hidden"
    page.unroute("**/figure/**")
    page.click(f"{FOLD} > summary")
    page.click(f"{FOLD} > summary")
    page.wait_for_function(DRAWN)
    assert page.locator(f"{SLOT} .unfetched").count() == 0
    walker.complaints[:] = [each for each in walker.complaints if "500" not in each]
