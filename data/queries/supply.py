"""Where workers set out from, what they can give, and which councils are covered."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_supply(vault: Vault) -> pd.DataFrame:
    """Read every place that workers set out from at the build's date.

    Returns
    -------
    DataFrame, one row for each place of supply
        provider_id, name (blank for personal assistants and micro-enterprises),
        is_named, kind, workers (people), weekly_hours (paid hours a week), hours_free
        (hours a week; blank where not said), travel_limit_minutes (blank where none),
        x_m, y_m (metres, National Grid),
        ruc_group, area_code, ward_code, ward_name, and ward_x_m, ward_y_m (the middle
        of the ward's areas).
    """
    return vault.query(
        """
        WITH wards AS (
            SELECT ward_code, avg(x_m) AS ward_x_m, avg(y_m) AS ward_y_m
            FROM core_ons__areas
            GROUP BY ward_code
        )
        SELECT
            supply.provider_id, providers.name,
            coalesce(providers.is_named, false) AS is_named,
            supply.kind, supply.workers, supply.weekly_hours, supply.hours_free,
            supply.travel_limit_minutes, supply.x_m, supply.y_m,
            areas.ruc_group, supply.area_code,
            areas.ward_code, areas.ward_name, wards.ward_x_m, wards.ward_y_m
        FROM core_council__supply AS supply
        LEFT JOIN core_council__providers AS providers
            ON providers.provider_id = supply.provider_id
        LEFT JOIN core_ons__areas AS areas
            ON areas.area_code = supply.area_code
        LEFT JOIN wards ON wards.ward_code = areas.ward_code
        WHERE supply.is_current
        -- By what the file says: a key differs from vault to vault, and the order
        -- decides which draws a supplier gets.
        ORDER BY
            supply.provider_id NULLS LAST, supply.kind, supply.x_m, supply.y_m,
            supply.weekly_hours, supply.supply_key
        """
    )


def read_councils_with_known_supply(vault: Vault) -> pd.DataFrame:
    """Read the councils whose supply is covered whole at the build's date.

    Returns
    -------
    DataFrame, one row for each council
        council_code.
    """
    return vault.query(
        """
        SELECT DISTINCT council_code
        FROM core_council__supply_coverage
        WHERE complete AND is_current
        ORDER BY council_code
        """
    )
