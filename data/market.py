"""The doors to what was built: desk and public files, opened only to be read."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import NotBuiltError
from data.shelf import Shelf, View

PRODUCT = {"internal": "desk.duckdb", "public": "public.duckdb"}
COUNCIL_CODE = re.compile(r"[A-Z][0-9]{8}")
BUILD_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}")


@dataclass(frozen=True)
class Council:
    """A council that has a build."""

    code: str
    name: str


@dataclass(frozen=True)
class Build:
    """One whole build that can be opened.

    Attributes
    ----------
    layout : number of the layout that it was written in; 1 before layouts had numbers
    """

    id: str
    built_at: dt.datetime
    as_of: dt.date
    layout: int = 1


@dataclass(frozen=True)
class Failure:
    """When the last build failed, and the sentence that says why."""

    at: dt.datetime
    sentence: str


class Market:
    """Every build under a folder, and the one of each council that is served.

    Parameters
    ----------
    root : the folder that holds `build/`
    public_only : never open a desk file, whatever is asked
    """

    def __init__(self, root: Path, *, public_only: bool = False) -> None:
        self.root = Path(root)
        self.public_only = public_only
        self._abouts: dict[Path, dict[str, Any]] = {}
        self._shelves: dict[Path, Shelf] = {}

    def councils(self) -> list[Council]:
        """Return the councils that have a build, by name."""
        folder = self.root / "build"
        codes = [each.name for each in folder.glob("*") if each.is_dir()]
        known = [
            Council(code, self._about(code, builds[0].id)["council_name"])
            for code in codes
            if COUNCIL_CODE.fullmatch(code) and (builds := self.builds(code))
        ]
        return sorted(known, key=lambda each: (each.name, each.code))

    def code_of(self, council: str) -> str:
        """Return the code under which a council is built, whichever code it goes by.

        One that is not built under any code comes back as it was.
        """
        if self.builds(council):
            return council
        for each in self.councils():
            about = self._about(each.code, self.builds(each.code)[0].id)
            if council in about.get("other_codes", ()):
                return each.code
        return council

    def builds(self, council: str) -> list[Build]:
        """Return a council's whole builds, newest first."""
        if not COUNCIL_CODE.fullmatch(council):
            return []
        found = []
        for folder in (self.root / "build" / council).glob("*/"):
            if BUILD_ID.fullmatch(folder.name) and (folder / "about.json").is_file():
                about = self._about(council, folder.name)
                found.append(
                    Build(
                        folder.name,
                        dt.datetime.fromisoformat(about["built_at"]),
                        dt.date.fromisoformat(about["as_of"]),
                        int(about.get("layout", 1)),
                    )
                )
        return sorted(found, key=lambda each: (each.built_at, each.id), reverse=True)

    def current(self, council: str) -> str:
        """Return the id of the build that is served.

        Raises
        ------
        NotBuiltError
            If the council has none.
        """
        ids = [each.id for each in self.builds(council)]
        pointer = _read_json(self.root / "build" / council / "current.json")
        if ids and pointer.get("build") in ids:
            return str(pointer["build"])
        raise NotBuiltError(
            f"No build of {council[:20]!r} is served; run market-shaper build --inbox "
            "DIR --council CODE."
        )

    def failure(self, council: str) -> Failure | None:
        """Return why the last build failed, or None when it did not."""
        if not COUNCIL_CODE.fullmatch(council):
            return None
        told = _read_json(self.root / "build" / council / "failed.json")
        if "at" not in told or "sentence" not in told:
            return None
        return Failure(dt.datetime.fromisoformat(told["at"]), told["sentence"])

    def open(self, council: str, *, view: View, build: str | None = None) -> Shelf:
        """Open one build of a council for one view.

        Raises
        ------
        NotBuiltError
            If there is no such council, view or build, or the view is not served.
        """
        if self.public_only and view != "public":
            raise NotBuiltError(
                "This address serves the public view only; open the internal view on "
                "the machine that holds the build."
            )
        chosen = build or self.current(council)
        if chosen not in {each.id for each in self.builds(council)}:
            raise NotBuiltError(
                f"There is no build {chosen[:40]!r} of {council[:20]!r}; leave the "
                "build out of the address to see the current one."
            )
        path = self.root / "build" / council / chosen / PRODUCT[view]
        if not path.is_file():
            raise NotBuiltError(
                f"Build {chosen} of {council} has lost its {view} file; build again."
            )
        if path not in self._shelves:
            about = self._about(council, chosen)
            self._shelves[path] = Shelf(path.resolve(), about, view)
        return self._shelves[path]

    def _about(self, council: str, build: str) -> dict[str, Any]:
        path = self.root / "build" / council / build / "about.json"
        if path not in self._abouts:
            # A build never changes once it has its name, so this is read once.
            self._abouts[path] = json.loads(path.read_text("utf-8"))
        return self._abouts[path]


def _read_json(path: Path) -> dict[str, Any]:
    """Return what a small file says, nothing when it is absent or cut short."""
    try:
        said = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
