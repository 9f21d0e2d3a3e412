"""What was decided on each provider's tier, and what each has promised."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_tier_decisions(vault: Vault) -> pd.DataFrame:
    """Read every decision on a provider's tier up to the day the build speaks of.

    Returns
    -------
    DataFrame, one row for each decision, by provider and day
        provider_id, provider_name (organisations only; blank for sole traders), kind,
        tier (tier_1, tier_2, tier_3; none: the provider leaves), decided_on,
        improve_by, paused_from and paused_to (blank where none).
    """
    return vault.query(
        """
        SELECT
            decisions.provider_id,
            providers.name AS provider_name,
            providers.kind,
            decisions.tier,
            decisions.decided_on,
            decisions.improve_by,
            decisions.paused_from,
            decisions.paused_to
        FROM core_council__tier_decisions AS decisions
        LEFT JOIN core_council__providers AS providers
            ON providers.provider_id = decisions.provider_id
        WHERE decisions.decided_on <= $as_of
        ORDER BY decisions.provider_id, decisions.decided_on
        """,
        {"as_of": vault.as_of},
    )


def read_tier_milestones(vault: Vault) -> pd.DataFrame:
    """Read every step that a provider has promised.

    Returns
    -------
    DataFrame, one row for each step, by provider and due day
        provider_id, milestone (the council's words: they stay in the vault), due_on,
        done_on (blank where not done by the day the build speaks of).
    """
    return vault.query(
        """
        SELECT
            provider_id,
            milestone,
            due_on,
            CASE WHEN done_on <= $as_of THEN done_on END AS done_on
        FROM core_council__tier_milestones
        ORDER BY provider_id, due_on, milestone
        """,
        {"as_of": vault.as_of},
    )
