"""What a council's own client-level data say: whom it counts on which rung."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_cld_year(vault: Vault) -> pd.DataFrame:
    """Read the year that figures from client-level data are of.

    Returns
    -------
    DataFrame, one row, or none where no submission ends by the day of the build
        year_start, year_end (the day of the snapshot).
    """
    return vault.query(
        """
        SELECT
            greatest(
                covers_from,
                CAST(covers_to + INTERVAL 1 DAY - INTERVAL 1 YEAR AS DATE)
            ) AS year_start,
            covers_to AS year_end
        FROM core_cld__submissions
        WHERE is_chosen
        """
    )


def read_people_by_mechanism(vault: Vault) -> pd.DataFrame:
    """Count the people whom ASCOF measure 3D is about.

    Returns
    -------
    DataFrame, one row for each combination that has somebody
        whose (clients: long-term community support on the last day; carers: support in
        the year), reading (as_defined; for carers also wider), mechanism
        (direct_payment, managed_budget, commissioned, unknown), age_group (18_64,
        65_plus, blank where not known), people.
    """
    return vault.query(
        """
        SELECT
            'clients' AS whose,
            'as_defined' AS reading,
            if(route = 'isf', 'managed_budget', route) AS mechanism,
            age_group,
            count(*) AS people
        FROM core_cld__client_rungs
        WHERE rung BETWEEN 3 AND 6
        GROUP BY ALL
        UNION ALL
        SELECT
            'carers',
            if(reading = 'direct', 'as_defined', reading),
            support,
            age_group,
            count(*)
        FROM core_cld__carer_rungs
        GROUP BY ALL
        ORDER BY ALL
        """
    )


def read_published_3d(vault: Vault) -> pd.DataFrame:
    """Read measure 3D as published for the council and England, of the last period.

    Returns
    -------
    DataFrame, one row for each measure, age group and level published
        level (council or england), measure (such as 3d(2a)), age_group (18_64, 65_plus,
        total), period, numerator and denominator (people), outcome (per cent), each
        with its publisher's mark.
    """
    return vault.query(
        """
        SELECT
            level, measure, breakdown AS age_group, period,
            numerator, numerator_status,
            denominator, denominator_status,
            outcome, outcome_status
        FROM core_ascof__measures
        WHERE (council_code = $council_code OR level = 'england')
            AND measure LIKE '3d(%'
        QUALIFY period = max(period) OVER (PARTITION BY level, measure)
        ORDER BY ALL
        """,
        {"council_code": vault.council_code},
    )


def read_reconciled(vault: Vault) -> pd.DataFrame:
    """Read how client-level data and arrangements agree, person by person, in counts.

    Returns
    -------
    DataFrame, one row for each reason and pair of routes that somebody has
        reason (same, or why the two differ), cld_route and arrangements_route (none
        where there is none), people; none where either file is not supplied.
    """
    return vault.query(
        """
        SELECT reason, cld_route, arrangements_route, people
        FROM core_cld__reconciled
        ORDER BY ALL
        """
    )
