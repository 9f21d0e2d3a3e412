"""The uptake page's own boxes: a target or none, a new start and its reason."""

import pytest

PAGE = "/X99000001/uptake"
TARGET, START, WHY = "#control-target", "#control-rebase", "#control-rebase-why"


@pytest.fixture
def walker(served, walk):
    walker = walk(served)
    walker.go(PAGE)
    return walker


def test_a_target_is_typed_kept_in_the_address_and_taken_back(walker):
    page = walker.page
    page.fill(TARGET, "45%")
    walker.after(lambda: page.press(TARGET, "Enter"))
    assert "target=45.0" in page.url
    assert "45.0% by" in page.inner_text(".said")

    page.fill(TARGET, "")
    walker.after(lambda: page.press(TARGET, "Tab"))
    assert page.input_value(TARGET) == ""
    assert "45.0% by" not in page.inner_text(".said")


def test_a_target_that_is_no_share_is_said_and_not_asked(walker):
    page = walker.page
    page.fill(TARGET, "450")
    page.press(TARGET, "Tab")
    said = page.inner_text(f"{TARGET}-problem")
    assert said == "Write a number from 0 to 100, or nothing."
    assert "target" not in page.url


def test_limits_start_anew_only_once_a_reason_is_written(walker):
    page = walker.page
    page.click("text=Start the limits anew")
    day = page.eval_on_selector(START, "each => each.options[12].value")
    page.select_option(START, day)
    assert "Write why" in page.inner_text(f"{START}-problem")
    assert "rebase" not in page.url

    page.fill(WHY, "New support service")
    walker.after(lambda: page.press(WHY, "Enter"))
    assert f"rebase={day}%3ANew+support+service" in page.url
    assert "(New support service)" in page.inner_text(".figure .sub")

    walker.after(lambda: page.select_option(START, ""))
    assert "(New support service)" not in page.inner_text(".figure .sub")
    walker.after(page.go_back)
    assert page.input_value(WHY) == "New support service"
