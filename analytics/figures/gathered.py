"""A figure whose parts are gathered as plain data, and made into a figure once.

Added to a figure one by one, each part makes Plotly check all the earlier ones again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go


@dataclass
class Gathered:
    """A layout, and what is drawn and written on it so far."""

    layout: Mapping[str, Any]
    traces: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)

    def add_scatter(self, **trace: Any) -> None:
        """Draw points, lines or outlines."""
        self.traces.append({"type": "scatter", **trace})

    def add_annotation(self, **annotation: Any) -> None:
        """Write words."""
        self.annotations.append(annotation)

    def add_shape(self, **shape: Any) -> None:
        """Draw a line or a rectangle."""
        self.shapes.append(shape)

    def figure(self) -> go.Figure:
        """Return the figure."""
        drawn = {"annotations": self.annotations, "shapes": self.shapes}
        return go.Figure({"data": self.traces, "layout": {**self.layout, **drawn}})
