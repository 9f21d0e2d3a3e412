"""The front page in a browser: where it stands, where it leads, how it is laid."""

import pytest

LINES = ".overview > section.line"


@pytest.fixture(params=[1440, 360], ids=["desk", "phone"])
def walker(request, served, walk):
    walker = walk(served, width=request.param, anew=True)
    yield walker
    assert walker.complaints == []


def test_the_root_opens_the_overview_and_nothing_lies_to_the_side(walker):
    page = walker.page
    walker.go("/")
    assert page.locator("h1").inner_text().startswith("Can people in Mirrorshire")
    assert page.locator(LINES).count() == 6
    wide = "document.documentElement.scrollWidth - window.innerWidth"
    assert page.evaluate(wide) <= 0
    tops = page.locator(f"{LINES} h2").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)


def test_figures_have_the_room_that_they_are_drawn_for(walker):
    page = walker.page
    walker.go("/")
    rooms = page.locator(f"{LINES} figure").evaluate_all(
        """all => all.map((each) => [
            each.getBoundingClientRect().width,
            each.closest('.shown').getBoundingClientRect().width,
            each.querySelector('.main-svg').getBoundingClientRect().width])"""
    )
    assert len(rooms) == 7
    for own, column, drawn in rooms:
        assert drawn <= own + 1
        assert own <= column + 1


def test_a_line_and_a_decision_lead_on_by_keyboard(walker):
    page = walker.page
    walker.go("/")
    walker.tab_to(".due a[href*='/phasing']")
    walker.after(lambda: walker.press("Enter"))
    assert "/phasing?provider=" in page.url
    walker.after(page.go_back)
    walker.tab_to(f"{LINES} h2 a[href$='/tiers']")
    walker.after(lambda: walker.press("Enter"))
    assert page.url.endswith("/tiers")
