"""What was assessed of each provider, criterion by criterion."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_tier_evidence(vault: Vault) -> pd.DataFrame:
    """Read every item of evidence up to the day the build speaks of; no note of it.

    Returns
    -------
    DataFrame, one row for each item, by provider, criterion, view and day
        provider_id, provider_name (organisations only; blank for sole traders and for
        providers that are in no register), kind, criterion (the framework's code), met
        (yes, partly, no), viewpoint (provider, commissioner, citizen), assessed_on,
        is_disputed.
    """
    return vault.query(
        """
        SELECT
            items.provider_id,
            providers.name AS provider_name,
            providers.kind,
            items.criterion,
            items.met,
            items.viewpoint,
            items.assessed_on,
            items.disputed AS is_disputed
        FROM core_council__tier_evidence AS items
        LEFT JOIN core_council__providers AS providers
            ON providers.provider_id = items.provider_id
        WHERE items.assessed_on <= $as_of
        ORDER BY
            items.provider_id, items.criterion, items.viewpoint, items.assessed_on
        """,
        {"as_of": vault.as_of},
    )
