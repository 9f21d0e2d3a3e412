"""What became of every file and every row: the build's own account of itself."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_files(vault: Vault) -> pd.DataFrame:
    """Read the account of each file that was recognised.

    Returns
    -------
    DataFrame, one row for each file and source
        file, source, access (open or personal), vintage (date or blank), rows_read,
        accepted, rejected, skipped (rows).
    """
    return vault.query(
        """
        SELECT file, source, access, vintage, rows_read, accepted, rejected, skipped
        FROM files
        ORDER BY access DESC, source, file
        """
    )


def read_skipped(vault: Vault) -> pd.DataFrame:
    """Read why rows were passed over.

    Returns
    -------
    DataFrame, one row for each file, source and reason
        file, source, reason, rows.
    """
    return vault.query(
        """
        SELECT file, source, reason, sum(rows) AS rows
        FROM skipped
        GROUP BY ALL
        ORDER BY file, source, rows DESC, reason
        """
    )


def read_unread(vault: Vault) -> pd.DataFrame:
    """Read which files were not recognised, and what each is nearest to.

    Returns
    -------
    DataFrame, one row for each file
        file, sentence.
    """
    return vault.query("SELECT file, sentence FROM unread ORDER BY file")


def read_rejects_by_rule(vault: Vault) -> pd.DataFrame:
    """Read how many rows broke each rule; never a value of one.

    Returns
    -------
    DataFrame, one row for each file, source, column and rule
        file, source, column_name (empty where the whole row is at fault), rule, rows,
        first_line (counted from 1, the header included).
    """
    return vault.query(
        """
        SELECT
            file, source, coalesce(column_name, '') AS column_name, rule, rows,
            first_line
        FROM rejects_by_rule
        ORDER BY file, rows DESC, column_name, rule
        """
    )


def read_notices(vault: Vault) -> pd.DataFrame:
    """Read what the readers had to say of a file's rows that were kept.

    Returns
    -------
    DataFrame, one row for each file and sentence
        file, source, sentence.
    """
    return vault.query("SELECT file, source, sentence FROM notices ORDER BY ALL")
