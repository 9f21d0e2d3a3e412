"""How a measure says why a number is not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api import types


def blanked(
    frame: pd.DataFrame, column: str, where: NDArray[np.bool_], status: str
) -> pd.DataFrame:
    """Take values away, and say why beside each number.

    Parameters
    ----------
    frame : DataFrame
        Changed in place; a number's `<column>_status` is "ok" where nothing was said.
    where : ndarray of shape (n_rows,), bool
    status : str
        Why: not_supplied or not_applicable. Words have no status and take none.

    Returns
    -------
    DataFrame
        The same frame.
    """
    if not types.is_numeric_dtype(frame[column]):
        frame[column] = frame[column].astype(object).mask(where, None)
        return frame
    told = f"{column}_status"
    if told not in frame:
        frame[told] = "ok"
    frame[column] = frame[column].astype(float).mask(where)
    frame[told] = frame[told].mask(where, status)
    return frame


def framed(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Put rows under their columns; of no rows nothing says whether it is a number."""
    if rows:
        return pd.DataFrame(rows, columns=list(columns))
    return pd.DataFrame(columns=[each for each in columns if "_status" not in each])
