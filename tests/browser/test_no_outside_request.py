"""Nothing is asked of any other host: not by a page, not by a download."""

from urllib.parse import urlsplit

from tests.browser.conftest import NAMES


def outside(walker):
    ours = urlsplit(walker.base).netloc
    return [
        url
        for url in walker.asked
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != ours
    ]


def test_no_page_asks_another_host(served, walk):
    walker = walk(served)
    for topic in NAMES:
        for view in ("internal", "public"):
            walker.go(f"/X99000001/{topic}?view={view}")
    assert len(walker.asked) > 20
    assert outside(walker) == []


def test_dark_mode_twins_and_pictures_ask_no_other_host(served, walk):
    walker = walk(served)
    walker.go("/X99000001/data")
    walker.after(lambda: walker.page.click("[data-act=mode]"))
    walker.page.click("text=Table behind this chart")
    walker.page.wait_for_selector(".rows table")
    for kind in ("png", "svg"):
        with walker.page.expect_download() as saved:
            walker.page.click(f"[data-draw={kind}]")
        assert saved.value.suggested_filename.endswith(f"synthetic-internal.{kind}")
    assert outside(walker) == []
