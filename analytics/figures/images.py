"""Turn figures into files that print, with the browser that is already there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import kaleido
import plotly.graph_objects as go
from choreographer.browsers.chromium import Chromium

from data.errors import MarketShaperError

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
SHARPNESS = 2  # pixels of a PNG for each pixel of its figure, so that it prints well


class NoBrowserError(MarketShaperError):
    """No browser that could draw a picture."""

    exit_code = 7


class _QuietChromium(Chromium):
    """A browser that asks nothing of any network."""

    def get_cli(self) -> Sequence[str]:
        """Return the command, with the flags that keep it quiet."""
        return [
            *super().get_cli(),
            "--disable-quic",
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND",
        ]


def find_browser() -> str:
    """Return the path of an installed Chrome, Edge or Chromium.

    Raises
    ------
    NoBrowserError
        If there is none; it names the command that installs one.
    """
    named = os.environ.get("BROWSER_PATH")
    for candidate in [named] if named else BROWSERS:
        if found := shutil.which(candidate):
            return found
    where = f"at BROWSER_PATH={named}" if named else "on this machine"
    raise NoBrowserError(
        f"No Chrome, Edge or Chromium was found {where} to draw the pictures; install "
        "one (on Debian: sudo apt-get install chromium), or set BROWSER_PATH to yours."
    )


def write_images(figures: Mapping[Path, go.Figure]) -> None:
    """Write each figure to its path; the path's ending says as what, svg or png.

    Raises
    ------
    NoBrowserError
        If no browser is installed.
    """
    if not figures:
        return
    browser = find_browser()
    kaleido.write_fig_from_object_sync(
        [
            {
                "fig": figure,
                "path": str(path),
                "opts": {
                    "format": path.suffix.removeprefix("."),
                    "width": figure.layout.width,
                    "height": figure.layout.height,
                    "scale": 1 if path.suffix == ".svg" else SHARPNESS,
                },
            }
            for path, figure in figures.items()
        ],
        cancel_on_error=True,
        # One start of the browser for all of them; mathematics would be fetched.
        kopts={"path": browser, "browser_cls": _QuietChromium, "mathjax": False},
    )
