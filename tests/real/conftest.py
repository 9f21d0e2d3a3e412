from dataclasses import dataclass
from time import perf_counter

import pytest

from data.build import build_vault
from data.vault import Vault
from tests.real.published import PUBLISHED


@dataclass(frozen=True)
class RealBuild:
    """Lincolnshire's vault, what was said on the way, and how long it took."""

    vault: Vault
    said: list[str]
    seconds: float


@pytest.fixture(scope="session")
def lincolnshire(tmp_path_factory):
    """Build a vault once from every published file, as they lie there."""
    said: list[str] = []
    began = perf_counter()
    out = tmp_path_factory.mktemp("real")
    with build_vault(PUBLISHED, "E10000019", out, progress=said.append) as vault:
        yield RealBuild(vault, said, perf_counter() - began)
