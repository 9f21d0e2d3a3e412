from dataclasses import dataclass

import pytest

from data.build import build_vault
from data.vault import Vault
from tests.real.published import PUBLISHED


@dataclass(frozen=True)
class RealBuild:
    """Lincolnshire's vault, and what was said on the way."""

    vault: Vault
    said: list[str]


@pytest.fixture(scope="session")
def lincolnshire(tmp_path_factory):
    """Build a vault once from every published file, as they lie there."""
    said: list[str] = []
    out = tmp_path_factory.mktemp("real")
    with build_vault(PUBLISHED, "E10000019", out, progress=said.append) as vault:
        yield RealBuild(vault, said)
