"""The vault: the closed folder where a council's rows lie, and the door to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from data.errors import NotBuiltError
from data.vault_folder import temporary

DATABASE = "vault.duckdb"

# Nothing is fetched, no file beside the vault's own is read or written.
CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "python_enable_replacements": False,
}
# What a query may hold before it spills: a desk's machine has other work too.
MEMORY = "400MiB"


@dataclass(frozen=True)
class Vault:
    """A vault opened to be read, by the build or by an analyst who says so.

    Attributes
    ----------
    supplied : source name -> the date its figures describe, for the sources of which
        at least one row was accepted
    """

    council_code: str
    council_name: str
    as_of: dt.date
    is_synthetic: bool
    seed: int
    supplied: Mapping[str, dt.date | None]
    connection: duckdb.DuckDBPyConnection

    def query(
        self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
    ) -> pd.DataFrame:
        """Answer one query; called only in data/queries."""
        return self.connection.execute(sql, parameters).df()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @staticmethod
    def of(connection: duckdb.DuckDBPyConnection) -> Vault:
        """Return the vault that a connection has open."""
        about = connection.execute(
            "SELECT council_code, council_name, as_of, is_synthetic, seed FROM about"
        ).fetchone()
        supplied = connection.execute(
            "SELECT source, max(vintage) FROM files WHERE accepted > 0 "
            "GROUP BY source ORDER BY source"
        ).fetchall()
        if about is None:
            raise NotBuiltError("The vault holds no build. Run market-shaper build.")
        council_code, council_name, as_of, is_synthetic, seed = about
        return Vault(
            council_code=council_code,
            council_name=council_name,
            as_of=as_of,
            is_synthetic=is_synthetic,
            seed=seed,
            supplied=dict(supplied),
            connection=connection,
        )

    @staticmethod
    def open(folder: Path, database: str = DATABASE) -> Vault:
        """Open the vault of one council's folder, read-only.

        A build that goes on meanwhile is not seen until the vault is opened again.
        """
        path = folder / database
        if not path.exists():
            raise NotBuiltError(
                f"There is no vault in {folder}. Run market-shaper build first."
            )
        return Vault.of(connect(path, is_read_only=True))


def connect(path: Path, *, is_read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Connect to a file of the vault; what does not fit in memory spills beside it."""
    config = CLOSED | {
        "temp_directory": str(temporary(path.parent)),
        "memory_limit": MEMORY,
        "preserve_insertion_order": False,
    }
    return duckdb.connect(str(path), read_only=is_read_only, config=config)
