"""Referrals: who was asked first, where they went, how soon, and to how few."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dash_app.ask import Reply
from dash_app.inside import kept_inside
from dash_app.parts import figure_block, two_columns


def evidence(reply: Reply) -> Component:
    """Lay out the asking first, then the placing, then how soon and to how few."""
    if reply.selection.view == "public":
        published = ("referral_share", "referral_counts")
        blocks = [figure_block(reply, name) for name in published]
        return html.Div([*blocks, kept_inside(reply)])
    return html.Div(
        [
            _pair(reply, "first_offers", "referral_share"),
            figure_block(reply, "referral_counts"),
            _pair(reply, "time_to_tier", "isf_offers"),
            figure_block(reply, "placement_shares"),
        ]
    )


def _pair(reply: Reply, left: str, right: str) -> Component:
    return two_columns(
        figure_block(reply, left, span="half"),
        figure_block(reply, right, span="half"),
    )
