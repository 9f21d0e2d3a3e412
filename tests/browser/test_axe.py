"""No violation of WCAG 2.2 at level AA: light, dark and on a phone."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NAMES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = {
    "light": {"scheme": "light"},
    "dark": {"scheme": "dark"},
    "phone": {"scheme": "light", "width": 360},
}


def violations(page):
    asked = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found = Axe().run(page, options=asked).response["violations"]
    return [
        (each["id"], node["html"][:160], node["failureSummary"][:200])
        for each in found
        for node in each["nodes"]
    ]


def assert_clean(walker):
    found = violations(walker.page)
    assert not found, json.dumps(found, indent=1)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("topic", NAMES)
def test_a_page_has_no_violation(topic, look, served, walk):
    walker = walk(served, **LOOKS[look])
    walker.go(f"/X99000001/{topic}")
    assert_clean(walker)


@pytest.mark.parametrize("topic", NAMES)
def test_a_page_as_published_has_no_violation(topic, served, walk):
    walker = walk(served)
    walker.go(f"/X99000001/{topic}?view=public")
    assert_clean(walker)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    "path",
    ["/X99000001/growth?route=nowhere", "/X99000001/lacking", "/X99000001/help"],
    ids=["error", "empty", "help"],
)
def test_empty_error_and_help_have_no_violation(path, look, small_served, walk):
    walker = walk(small_served, **LOOKS[look])
    walker.go(path)
    assert_clean(walker)


def test_what_opens_has_no_violation(small_served, walk):
    walker = walk(small_served, width=360)
    walker.go("/X99000001/growth")
    walker.page.click("button.menu")
    walker.page.click("text=Change council")
    assert_clean(walker)
    walker.page.click("button.menu")
    walker.page.click(".controls [data-act=controls]")
    walker.page.click("text=Table behind this chart >> nth=0")
    walker.page.wait_for_selector(".rows table")
    assert_clean(walker)


def test_every_chart_has_its_finding_in_words(served, walk):
    walker = walk(served)
    for topic in NAMES:
        walker.go(f"/X99000001/{topic}")
        drawings = walker.page.locator(".drawing").all()
        for drawing in drawings:
            assert len(drawing.get_attribute("aria-label")) > 20, topic
            assert drawing.get_attribute("role") in ("img", "application")
