"""How long a county's verdicts take, at every level that a page offers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from analytics.measures.deserts import care_deserts
from analytics.measures.ground import read_ground
from data.build import build_vault
from data.demo import read_truth, write_inbox


class County(NamedTuple):
    """The demonstration county, and how long it took to judge."""

    areas: int
    around: int
    sites: int
    rows: int
    seconds: float


def judge_the_county() -> County:
    """Build the demonstration county's vault and judge it, timed by the clock."""
    with TemporaryDirectory() as folder:
        inbox, code = Path(folder) / "inbox", read_truth()["council"]["code"]
        write_inbox(inbox)
        with build_vault(inbox, code, Path(folder) / "out") as vault:
            ground = read_ground(vault)
            began = perf_counter()
            found = care_deserts(vault)
            seconds = perf_counter() - began
    if ground is None:
        raise ValueError("The demonstration county has no supply; look at data/demo.")
    place = ground.locality
    return County(
        areas=place.n_own,
        around=len(place.areas) - place.n_own,
        sites=len(place.sites),
        rows=len(found["area_verdicts"]),
        seconds=seconds,
    )
