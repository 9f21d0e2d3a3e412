"""The browser runs our scripts and no others, and has nothing to complain of."""

import pytest

from tests.browser.conftest import NAMES


def test_the_policy_forbids_what_it_should(served, walk):
    walker = walk(served)
    answer = walker.page.request.get(served)
    policy = dict(
        part.split(" ", 1)
        for part in answer.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe-eval" not in str(policy)
    assert "unsafe-inline" not in policy["script-src"]


def test_a_script_from_elsewhere_does_not_run(served, walk):
    walker = walk(served, anew=True)
    walker.go("/")
    walker.page.evaluate(
        """() => {
          const planted = document.createElement('script');
          planted.textContent = 'window.planted = true';
          document.body.append(planted);
          setTimeout('window.timed = true', 0);
        }"""
    )
    walker.page.wait_for_timeout(100)
    assert walker.page.evaluate("[window.planted, window.timed]") == [None, None]
    refused = [words for words in walker.complaints if "Content Security" in words]
    assert len(refused) == 2


@pytest.mark.parametrize("view", ["internal", "public"])
@pytest.mark.parametrize("topic", NAMES)
def test_no_page_brings_a_complaint_to_the_console(topic, view, served, walk):
    walker = walk(served)
    walker.go(f"/X99000001/{topic}?view={view}")
    walker.after(lambda: walker.page.click("[data-act=mode]"))
    assert walker.complaints == []
