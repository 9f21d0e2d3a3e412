"""What others have published on these costs, as tables with size, date and source."""

from __future__ import annotations

import pandas as pd

from analytics.costs.published import findings, personal_assistants

FINDING_COLUMNS = {
    "finding": "What was found",
    "size": "On how many",
    "year": "When",
    "source": "Source",
}
WORKER_COLUMNS = {
    "measure": "Measure",
    "personal_assistants": "Personal assistants",
    "independent_sector": "Care workers, independent sector",
}


def past_findings() -> pd.DataFrame:
    """Return the past findings, which are never a default of ours."""
    return pd.DataFrame(
        [
            {
                "finding": each.says,
                "size": each.size,
                "year": each.year,
                "source": each.source,
            }
            for each in findings()
        ]
    )


def workers() -> pd.DataFrame:
    """Return personal assistants beside care workers, as published."""
    rows = personal_assistants()["rows"]
    return pd.DataFrame(
        [
            {
                "measure": row["measure"],
                **{
                    who: _with_unit(row[who], row["unit"])
                    for who in ("personal_assistants", "independent_sector")
                },
            }
            for row in rows
        ]
    )


def _with_unit(number: str, unit: str) -> str:
    if unit == "£":
        return f"£{number}"
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def workers_source() -> str:
    """Say who published the comparison, and when."""
    return str(personal_assistants()["source"])
