"""The app: one address in, one page out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, State, dcc, html
from dash.development.base_component import Component
from flask_compress import Compress

from analytics.catalogue import TOPICS
from analytics.catalogue.entry import Topic
from analytics.figures.theme import Look
from dash_app import downloads, faults, giving, security
from dash_app.address import Address
from dash_app.ask import Asker
from dash_app.attributes import attrs
from dash_app.router import Router
from data.market import Market

INDEX = """<!DOCTYPE html>
<html lang="en-GB">
<head>
{%metas%}
<meta name="color-scheme" content="light dark">
<title>{%title%}</title>
<link rel="icon" type="image/svg+xml" href="/assets/mark.svg">
<script src="/assets/head.js"></script>
{%css%}
</head>
<body>
{%app_entry%}
<noscript>Market Shaper needs JavaScript: please switch it on for this page.</noscript>
<footer class="scripts">{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>"""


def create_app(
    market: Market, *, public_only: bool = False, topics: Sequence[Topic] = TOPICS
) -> dash.Dash:
    """Make the app that serves a market.

    Parameters
    ----------
    public_only : serve nothing but what may be published, to whoever asks
    """
    app = dash.Dash(
        __name__,
        title="Market Shaper",
        update_title="",
        assets_ignore=r"head\.js",
        suppress_callback_exceptions=True,
        include_pages_meta=False,
        serve_locally=True,
        index_string=INDEX,
        use_pages=False,
        # An environment variable must not open a door.
        enable_mcp=False,
    )
    app.layout = layout
    server = app.server
    faults.quieten(server)
    Compress(server)
    security.guard(server, public_only=public_only)
    ask = Asker(market)
    router = Router(market, ask, topics, public_only=public_only)
    by_name = {each.name: each for each in topics}
    downloads.add_downloads(server, ask, by_name)
    giving.add_scoring_files(server, ask, by_name.get("scoring"))
    add_callbacks(app, router)
    # Only now are all the inline scripts known.
    security.forbid_scripts(server, app.csp_hashes())
    _warm(app)
    return app


def _warm(app: dash.Dash) -> None:
    """Draw the index once, before anyone asks.

    Dash serves a script only from a process that has drawn the index, and of several
    workers the one that is asked for the script may not be the one that drew it.
    """
    app.server.test_client().get("/", headers={"Host": "127.0.0.1"})


def layout() -> Component:
    """Lay out the empty frame; nothing of any build is in it.

    assets/page.js counts on `page` being the first child.
    """
    return html.Div(
        [
            html.Div(id="page"),
            html.P(
                id="announce",
                role="status",
                className="visually-hidden",
                **attrs(aria_live="polite"),
            ),
            dcc.Location(id="address", refresh="callback-nav"),
            dcc.Store(id="look"),
            dcc.Store(id="arrived"),
        ],
        id="all",
    )


def add_callbacks(app: dash.Dash, router: Router) -> None:
    """Join address, page and look."""

    @app.callback(
        Output("arrived", "data"),
        Input("address", "pathname"),
        Input("address", "search"),
        Input("look", "data"),
        running=[(Output("page", "className"), "is-working", "")],
        prevent_initial_call=True,
    )
    def show(pathname: str, search: str, look: dict[str, Any] | None) -> Any:
        """Answer an address with the page that belongs there."""
        if not look:
            return dash.no_update
        return router.show(
            Address.parse(pathname, search),
            Look(mode=look["mode"], width=int(look["width"])),
        )

    join: Any = app.clientside_callback
    join(
        ClientsideFunction("page", "arrive"),
        Output("announce", "children"),
        Input("arrived", "data"),
        State("page", "children"),
        prevent_initial_call=True,
    )
    join(
        ClientsideFunction("page", "watch"),
        Output("look", "data"),
        Input("page", "id"),
    )
    join(
        ClientsideFunction("page", "click"),
        Input({"type": "graph", "name": dash.ALL, "chooses": dash.ALL}, "clickData"),
        prevent_initial_call=True,
    )
