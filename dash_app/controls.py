"""The controls: what a reader may choose, as native elements of assets/controls.js."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dash import html
from dash.development.base_component import Component

from analytics.asking import Offered
from dash_app.attributes import attrs

if TYPE_CHECKING:
    from dash_app.attributes import attrs
from dash_app.ask import Reply

NAMESPACE = "market_shaper"  # as assets/controls.js calls itself
NO_CHILDREN: list[str] = []


class _Native(Component):
    """A component that assets/controls.js draws."""

    _base_nodes = ["children"]

    def __init__(self, **props: Any) -> None:
        self._prop_names = [*props]
        self.available_properties = [*props]
        self._valid_wildcard_attributes: list[str] = []
        self.available_wildcard_properties: list[str] = []
        super().__init__(**props)  # type: ignore[no-untyped-call]


# Dash reads namespace and children off each class itself, not off its parent.
class Select(_Native):
    """A list to choose one from."""

    _type, _namespace, _children_props = "Select", NAMESPACE, NO_CHILDREN


class Slider(_Native):
    """A range and a number box that say the same."""

    _type, _namespace, _children_props = "Slider", NAMESPACE, NO_CHILDREN


class Find(_Native):
    """A box to type a place's name in."""

    _type, _namespace, _children_props = "Find", NAMESPACE, NO_CHILDREN


class Amount(_Native):
    """A box for one number, which may be empty."""

    _type, _namespace, _children_props = "Amount", NAMESPACE, NO_CHILDREN


class Reasoned(_Native):
    """A list to choose one from, and a box for the reader's reason."""

    _type, _namespace, _children_props = "Reasoned", NAMESPACE, NO_CHILDREN


def sentence(offered: Sequence[Offered]) -> str:
    """Say what is chosen, for the sentence that stands for the row on a phone."""
    return ", ".join(_words(each, i == 0) for i, each in enumerate(offered))


def _words(offered: Offered, is_first: bool) -> str:
    """Say one choice: a bare number with what it is of, a name with its capital."""
    label = {o.value: o.label for o in offered.options}.get(offered.value, "")
    if label[:1].isdigit():
        label = f"{offered.control.label.partition(':')[0]} {label}"
    rest = label[1:]
    is_name = rest != rest.lower() or " " not in label
    return label if is_first or is_name else label[:1].lower() + rest


def component(offered: Offered) -> Component:
    """Lay one control out."""
    control, span = offered.control, offered.span
    same: dict[str, Any] = {
        "id": f"choice-{control.name}",
        "name": control.name,
        "label": control.label,
        "value": offered.value,
    }
    options = [{"value": each.value, "label": each.label} for each in offered.options]
    if span is not None and control.kind == "number":
        ends = {"low": span.low, "high": span.high, "step": span.step}
        return Amount(**same, **ends, unit=control.unit)
    if control.kind == "reasoned":
        return Reasoned(**same, options=options, why="Why", lacking=control.note)
    if span is not None:
        return Slider(
            **same,
            low=span.low,
            high=span.high,
            step=span.step,
            band=list(span.band) if span.band else None,
            unit=control.unit,
            note=span.note or control.note,
        )
    if control.kind == "find":
        return Find(**same, options=options, placeholder=control.note or "Type a name")
    if len(options) == 1:
        # Nothing to choose: the row says what is shown, and is no control.
        return html.Div(
            [
                html.Span(control.label, className="lab"),
                html.Span(options[0]["label"], className="only"),
            ],
            className="ctl",
        )
    return Select(**same, options=options)


def row(reply: Reply) -> Component:
    """Lay out the row of controls; a phone shows a sentence with "Change"."""
    # A control with nothing to choose from asks nothing.
    folding = [
        each
        for each in reply.controls
        if each.control.kind == "select" and each.options and not each.control.beside
    ]
    finding = [
        each
        for each in reply.controls
        if each.control.kind == "find" and any(o.value for o in each.options)
    ]
    change = html.Button(
        "Change",
        type="button",
        className="btn",
        **attrs(data_act="controls", aria_expanded="false"),
    )
    copy = html.Button(
        "Copy link",
        type="button",
        className="btn copy",
        **attrs(data_act="copy", data_href=reply.address.href()),
    )
    return html.Div(
        [
            *(
                [html.P([html.Span(sentence(folding)), change], className="sentence")]
                if folding
                else []
            ),
            html.Div([component(each) for each in folding], className="choices"),
            *[component(each) for each in finding],
            html.Span(className="grow"),
            copy,
        ],
        className="controls",
        role="group",
        **attrs(aria_label="What this page shows"),
    )


def beside(reply: Reply, *names: str) -> Component:
    """Lay out the controls named, by the evidence that they act on."""
    chosen = {
        each.control.name: each
        for each in reply.controls
        if each.options or each.control.options is None
    }
    return html.Div(
        [component(chosen[name]) for name in names if name in chosen],
        className="levers",
    )


def sliders(reply: Reply, *names: str) -> Component:
    """Lay out the topic's sliders, those named or all, for a page's evidence."""
    return html.Div(
        [
            component(each)
            for each in reply.controls
            if each.control.kind == "slider"
            and (not names or each.control.name in names)
        ],
        className="sliders",
    )
