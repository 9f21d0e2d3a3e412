"""A real Chromium, and servers on this machine alone, ended by their own ids."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import sync_playwright

from analytics.catalogue import TOPICS
from analytics.figures.images import BROWSERS
from tests.pages import small

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = [topic.name for topic in TOPICS]


def way_to(name):
    """Links of the menu that lead from another question to a page, in order."""
    asked = next(each for each in TOPICS if each.name == name)
    first = next(each for each in TOPICS if each.menu == asked.menu)
    names = dict.fromkeys([first.name, name])
    return [f"nav.main a[href$='/{each}']" for each in names]


PATIENCE = 30_000  # milliseconds, on a busy machine with two cores
# The driver's own runtime needs libatomic, which a bare Debian has not.
INSTALL = "apt-get install -y chromium libatomic1"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def installed_browser():
    found = (shutil.which(name) for name in BROWSERS)
    return next((path for path in found if path), None)


def can_drive():
    runtime, _ = compute_driver_executable()
    told = subprocess.run([runtime, "--version"], check=False, capture_output=True)
    return told.returncode == 0


@pytest.fixture(scope="session")
def chromium():
    if os.geteuid() == 0 and not (installed_browser() and can_drive()):
        subprocess.run(["apt-get", "update"], check=False, capture_output=True)
        subprocess.run(INSTALL.split(), check=False, capture_output=True)
    path = installed_browser()
    if path is None or not can_drive():
        pytest.fail(
            "No Chrome, Edge or Chromium is installed, or what drives it does not run. "
            f"Run this and test again: sudo {INSTALL}"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def serving(*command):
    """Serve in a process of its own; give its address, and end it by its id."""
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        yield re.search(r"http://[\d.:]+\d", line).group()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        process.stdout.close()


@pytest.fixture(scope="session")
def served(demo_build):
    """Serve the demonstration county as the command line does."""
    out = str(demo_build.out)
    serve = ("-m", "dash_app.command", "serve", "--port", "0", "--out", out)
    yield from serving(*serve)


@pytest.fixture(scope="session")
def small_served(tmp_path_factory):
    """Serve two small topics, one of which lacks what it needs."""
    root = tmp_path_factory.mktemp("small")
    small.market(root)
    yield from serving("-m", "tests.pages.small", str(root))


READY = "() => document.documentElement.dataset.ready"


class Walker:
    """One browser page, and what it has complained of."""

    def __init__(self, page, base):
        self.page, self.base = page, base
        self.complaints, self.asked = [], []
        page.set_default_timeout(PATIENCE)
        page.on("console", self._console)
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("request", lambda request: self.asked.append(request.url))

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def arrivals(self):
        return int(self.page.evaluate("document.documentElement.dataset.ready || 0"))

    def go(self, path):
        """Come to an address: from outside at first, afterwards from within."""
        self.complaints.clear()
        if self.page.url.startswith(self.base):
            self.page.evaluate("window.scrollTo(0, 0)")
            here = self.page.evaluate("location.pathname + location.search")
            if here != path:
                self.after(
                    lambda: self.page.evaluate("p => window.marketShaper.go(p)", path)
                )
            return
        self.page.goto(self.base + path)
        self.page.wait_for_function(READY)
        self.settle()

    def settle(self):
        """Wait until nothing is under way and every chart is drawn."""
        self.page.wait_for_function(
            """() => !document.querySelector('.is-working')
                && [...document.querySelectorAll('.drawing')].every(
                    (each) => each.querySelector('.js-plotly-plot .main-svg'))"""
        )
        self.page.wait_for_load_state("networkidle")

    def after(self, act):
        """Do something that changes the address, and wait for the new answer."""
        before = self.arrivals()
        act()
        self.page.wait_for_function(
            "n => Number(document.documentElement.dataset.ready) > n", arg=before
        )
        self.settle()

    def press(self, keys):
        self.page.keyboard.press(keys)

    def tab_to(self, matches, limit=200):
        """Press Tab until the focus stands on what a CSS selector names."""
        for _ in range(limit):
            self.press("Tab")
            if self.page.evaluate(
                "css => document.activeElement.matches(css)", matches
            ):
                return
        raise AssertionError(f"Tab never came to {matches}")


@pytest.fixture(scope="session")
def open_pages():
    return {}


@pytest.fixture
def walk(chromium, open_pages):
    """Open a page, or take up the one that stands open with the same look."""
    fresh = []

    def opened(base, *, scheme="light", width=1440, anew=False):
        look = (base, scheme, width)
        if not anew and look in open_pages:
            walker = open_pages[look]
            came = walker.page.url.startswith(base)
            if came and walker.page.evaluate("localStorage.length"):
                walker.page.evaluate("localStorage.clear()")
                walker.page.goto("about:blank")
            return walker
        context = chromium.new_context(
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        walker = Walker(context.new_page(), base)
        if anew:
            fresh.append(context)
        else:
            open_pages[look] = walker
        return walker

    yield opened
    for context in fresh:
        context.close()
