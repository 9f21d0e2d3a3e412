"""On a phone: each row a block of lines, nothing to the side, nothing lost."""

import pytest

from tests.browser.conftest import NAMES

PHONE = 360
WIDE = """() => [...document.querySelectorAll('.scroll, .rows')]
    .filter((box) => box.clientWidth && box.scrollWidth > box.clientWidth + 1)
    .map((box) => (box.querySelector('caption') || box).textContent.slice(0, 60))"""


@pytest.fixture
def phone(served, walk):
    walker = walk(served, width=PHONE)
    yield walker
    assert walker.complaints == []


@pytest.mark.parametrize("topic", NAMES)
def test_no_table_is_moved_sideways(topic, phone):
    page = phone.page
    phone.go(f"/X99000001/{topic}")
    page.evaluate(
        "() => document.querySelectorAll('details').forEach((one) => one.open = true)"
    )
    phone.settle()
    page.wait_for_function(
        "() => [...document.querySelectorAll('figure .rows')]"
        ".every((box) => box.querySelector('table'))"
    )
    assert page.evaluate(WIDE) == []


def test_a_row_is_a_block_whose_lines_name_their_columns(phone):
    page = phone.page
    phone.go("/X99000001/data")
    row = page.locator("#files tbody tr").filter(has_text="arrangements.csv").first
    assert row.evaluate("each => getComputedStyle(each).display") == "block"
    told = row.locator("td").evaluate_all(
        """all => all.map((each) => [
            getComputedStyle(each, '::before').content, each.textContent,
            each.getBoundingClientRect().right <= window.innerWidth])"""
    )
    labels = [label for label, _, _ in told]
    assert any("Rows read" in label for label in labels)
    assert any("Rejected" in label for label in labels)
    assert all(within for _, _, within in told)
    tops = row.locator("td:not(:empty)").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().top)"
    )
    assert tops == sorted(set(tops)), "each cell has a line of its own"


@pytest.mark.parametrize("width", [PHONE, 1440])
def test_a_table_is_heard_as_one_at_every_width(width, served, walk):
    walker = walk(served, width=width)
    walker.go("/X99000001/data")
    # A name with a colon in it stands in quotes.
    said = walker.page.locator("#rejects").aria_snapshot().replace("'", "")
    for part in ("- table", "- columnheader", "- rowheader", "- cell"):
        assert part in said, (width, part)


def test_the_list_says_in_words_what_a_phone_does_not_draw(phone, served, walk):
    page = phone.page
    phone.go("/X99000001/deserts")
    listing = page.locator(".listing")
    labels = (
        listing.locator("tr.sub")
        .first.locator("td")
        .evaluate_all("all => all.map((each) => [each.dataset.label, each.innerText])")
    )
    said = {label: value.strip() for label, value in labels}
    assert said["People 65 and over"].replace(",", "").isdigit()
    reach = said["In reach, per hour needed"]
    assert reach.count(" to ") == 1 and reach.endswith(")"), reach
    assert listing.locator(".strip").first.is_hidden()
    sub = page.locator(".in-list p.sub").inner_text()
    assert "Dot" not in sub
    assert "likely range, 8 in 10" in sub
    assert page.locator(".keys-only").is_hidden()

    desk = walk(served)
    desk.go("/X99000001/deserts")
    assert desk.page.locator(".listing .strip").first.is_visible()
    assert "Dot" in desk.page.locator(".in-list p.sub").inner_text()
    assert desk.page.locator(".keys-only").is_visible()
