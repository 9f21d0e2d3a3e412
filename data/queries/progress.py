"""What help providers were given to develop."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_provider_support(vault: Vault) -> pd.DataFrame:
    """Read the help that began by the day the build speaks of.

    Returns
    -------
    DataFrame, one row for each help given, by provider and first day
        provider_id, provider_name (organisations only; blank for sole traders),
        provider_kind, kind (of help), from_date, to_date (blank while it goes on) and
        gbp (£; blank where not supplied).
    """
    return vault.query(
        """
        SELECT
            support.provider_id,
            providers.name AS provider_name,
            providers.kind AS provider_kind,
            support.kind,
            support.from_date,
            CASE WHEN support.to_date <= $as_of THEN support.to_date END AS to_date,
            support.gbp
        FROM core_council__provider_support AS support
        LEFT JOIN core_council__providers AS providers
            ON providers.provider_id = support.provider_id
        WHERE support.from_date <= $as_of
        ORDER BY
            support.provider_id,
            support.from_date,
            support.kind,
            support.to_date,
            support.gbp
        """,
        {"as_of": vault.as_of},
    )
