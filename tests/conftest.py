"""What every test may ask for: the demonstration county, and the published files."""

import fcntl
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from data.market import Market

# The hooks stand here, where every worker and their controller find them.
from tests.real.published import (  # noqa: F401
    pytest_ignore_collect,
    pytest_terminal_summary,
)

COUNCIL = "X99000001"

# Two busy cores are no fault of the code: nothing here is held to a time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@dataclass(frozen=True)
class DemoBuild:
    """The demonstration county as it was built for this run.

    Attributes
    ----------
    out : folder that holds `vault/` and `build/`
    inbox : folder of the files that were read
    council : its code
    """

    out: Path
    inbox: Path
    council: str = COUNCIL


@pytest.fixture(scope="session")
def demo_build(tmp_path_factory):
    """Build the county once, also where several workers share the tests."""
    from analytics import publish
    from data.demo import write_inbox

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    county = DemoBuild(shared / "demonstration", shared / "demonstration-inbox")
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not Market(county.out).builds(COUNCIL):
            write_inbox(county.inbox)
            publish.build(county.inbox, COUNCIL, county.out, progress=lambda _: None)
    return county


@pytest.fixture(scope="session")
def market(demo_build):
    """Open the demonstration county's market; a module may have one of its own."""
    return Market(demo_build.out)
