"""What a choice does to the page: focus, scroll, charts, words and address."""

import pytest

from tests.browser.conftest import READY


@pytest.fixture
def walker(small_served, walk):
    walker = walk(small_served)
    walker.go("/X99000001/growth")
    return walker


def test_only_what_differs_is_put_in_place(walker):
    page = walker.page
    page.evaluate(
        """() => {
          window.kept = {
            select: document.querySelector('select'),
            plot: document.querySelector('.js-plotly-plot'),
            heading: document.querySelector('h1'),
          };
          window.scrollTo(0, 200);
        }"""
    )
    walker.after(lambda: page.select_option("select", "isf"))
    assert page.evaluate(
        """() => Object.values(window.kept).every((each) => each.isConnected)"""
    )
    assert page.evaluate("window.scrollY") == 200
    assert "route=isf" in page.url
    assert page.inner_text("#announce").startswith("Yes, to")


def test_back_undoes_a_choice_and_forward_makes_it_again(walker):
    page = walker.page
    walker.after(lambda: page.select_option("select", "isf"))
    walker.after(page.go_back)
    assert page.input_value("select") == "all"
    walker.after(page.go_forward)
    assert page.input_value("select") == "isf"


def test_a_choice_is_kept_when_another_is_made(walker):
    page = walker.page
    walker.after(lambda: page.select_option("select", "isf"))
    page.fill(".find input", "Year 2015")
    walker.after(lambda: walker.press("Enter"))
    assert "route=isf" in page.url
    assert "year=2015" in page.url


@pytest.mark.parametrize(
    ("typed", "says"),
    [("nowhere", "no place called “nowhere”"), ("year 20", "12 places match")],
)
def test_a_place_that_is_not_one_is_said_and_not_asked(typed, says, walker):
    page = walker.page
    page.fill(".find input", typed)
    walker.press("Enter")
    assert says in page.inner_text(".problem")
    assert "year=" not in page.url


def test_working_is_said_only_when_it_lasts(small_served, walk):
    walker = walk(small_served, anew=True)
    walker.go("/X99000001/growth")
    page = walker.page
    shown = "() => getComputedStyle(document.querySelector('.working'))"
    assert page.evaluate(f"({shown})().visibility") == "hidden"
    page.route("**/_dash-update-component*", lambda route: None)
    page.select_option("select", "isf")
    page.wait_for_selector(".is-working")
    assert page.evaluate(f"({shown})().transitionDelay") == "0.4s"
    page.wait_for_function(f"() => ({shown})().visibility === 'visible'")
    assert page.locator(".drawing .main-svg").count() > 0, "the old chart stays"


def test_a_bad_part_of_the_address_is_named(walker):
    walker.go("/X99000009/nothing/more?route=nowhere&spoon=1&build=9")
    said = walker.page.inner_text(".ignored")
    for part in ("X99000009", "nothing", "more", "nowhere", "spoon", "“9”"):
        assert part in said


def test_a_chart_that_fails_leaves_its_box_and_its_table(walker):
    page = walker.page
    box = page.locator(".undrawn")
    assert box.bounding_box()["height"] >= 300
    figure = page.locator("figure", has=box)
    figure.locator("summary").click()
    figure.locator(".rows table").wait_for()
    assert figure.locator(".rows tbody tr").count() == 12
    assert "[c] hidden" in figure.locator(".rows").inner_text()


def test_charts_are_redrawn_for_the_width_and_never_shrunk(small_served, walk):
    for width in (360, 820, 1440):
        walker = walk(small_served, width=width)
        walker.go("/X99000001/growth")
        drawing = walker.page.locator(".drawing").first.bounding_box()["width"]
        svg = walker.page.locator(".drawing .main-svg").first.bounding_box()["width"]
        assert 0 <= drawing - svg < 20, width
        root = "document.documentElement"
        overflow = walker.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
        assert overflow <= 0, width


def test_the_mode_is_remembered(walker):
    page = walker.page
    walker.after(lambda: page.click("[data-act=mode]"))
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    page.wait_for_function(READY)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.inner_text("[data-act=mode]") == "Light mode"


def test_paper_is_light_and_of_the_sheets_width(small_served, walk):
    walker = walk(small_served, scheme="dark")
    walker.go("/X99000001/growth")
    page = walker.page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    svg = page.locator(".js-plotly-plot .main-svg").first
    assert svg.bounding_box()["width"] <= 690
    assert svg.evaluate("each => each.style.background") == "rgb(255, 255, 255)"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert svg.bounding_box()["width"] > 690


def test_an_earlier_build_opens_and_says_so(walker):
    page = walker.page
    page.click("footer summary")
    walker.after(lambda: page.click("footer .dropped a:not([aria-current])"))
    assert "build=" in page.url
    assert "This is the build of 20 November 2026, 09:01" in page.inner_text("main")


def test_on_a_phone_the_controls_are_a_sentence(small_served, walk):
    walker = walk(small_served, width=360, anew=True)
    walker.go("/X99000001/growth")
    page = walker.page
    assert not page.is_visible("select")
    assert page.is_visible(".find input")
    assert page.inner_text(".sentence").startswith("All routes")
    page.click("[data-act=controls]")
    walker.after(lambda: page.select_option("select", "isf"))
    assert page.locator("select").bounding_box()["height"] >= 44
    assert page.inner_text(".sentence").startswith("Individual service fund")


def test_a_server_that_does_not_answer_is_told_of(small_served, walk):
    walker = walk(small_served, anew=True)
    walker.go("/X99000001/growth")
    page = walker.page
    answers = "**/_dash-update-component*"
    page.route(answers, lambda route: route.abort())
    page.select_option("select", "isf")
    page.wait_for_selector("#silence")
    assert "does not answer" in page.inner_text("#silence")
    assert page.locator(".drawing .main-svg").count() > 0
    page.unroute(answers)
    walker.after(lambda: page.select_option("select", "all"))
    assert page.locator("#silence").count() == 0


def test_a_part_of_the_page_is_come_to_by_its_name(served, walk):
    walker = walk(served)
    page = walker.page
    walker.go("/X99000001/data")
    page.click("text=Assumptions >> nth=0")
    page.wait_for_function("() => document.activeElement.id === 'assumptions'")
    assert page.locator("#assumptions").bounding_box()["y"] < 100
