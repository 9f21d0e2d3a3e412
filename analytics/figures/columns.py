"""A frame keeps its own column names; a figure asks for its own."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def renamed(frame: pd.DataFrame, names: Mapping[str, str] | None) -> pd.DataFrame:
    """Return the frame under the figure's column names, statuses with their columns.

    Parameters
    ----------
    frame : DataFrame
    names : the figure's column -> the frame's own name for it, where it differs
    """
    ours = {own: wanted for wanted, own in (names or {}).items()}
    marks = {f"{own}_status": f"{wanted}_status" for own, wanted in ours.items()}
    return frame.rename(columns={**marks, **ours})
