"""From an address to a page."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from analytics.asking import chosen_build
from analytics.catalogue.entry import Topic
from analytics.drawn import log_fault
from analytics.figures.theme import Look
from analytics.selection import Selection
from dash_app import banners, controls, empty, parts, shell
from dash_app.address import Address
from dash_app.ask import Asker, Reply
from dash_app.pages import help as help_page
from dash_app.place import Place
from data.errors import NotBuiltError
from data.market import Market

FIRST_PAGE = "overview"
HOW_TO_BUILD = (
    "`market-shaper run` builds the demonstration county and serves it; "
    "`market-shaper build --inbox DIR --council CODE` builds yours.",
)
UNARRANGED = (
    "This page could not be laid out as it should be; its charts stand one under "
    "another. Please report it."
)
UNSHOWN = (
    "This page could not be shown, by a fault of ours. The other pages stand. Please "
    "report it."
)


class Router:
    """Answers every address of one market with a page."""

    def __init__(
        self,
        market: Market,
        ask: Asker,
        topics: Sequence[Topic],
        *,
        public_only: bool,
    ) -> None:
        self._market = market
        self._ask = ask
        self._topics = {each.name: each for each in topics}
        self._public_only = public_only

    def show(self, asked: Address, look: Look) -> dict[str, Any]:
        """Return the page's tree, its title, and what is said when it has come."""
        try:
            address, bad = self._settled(asked)
            if address.topic == "help":
                return self._help(address, look, bad)
            return self._topic(address, look, bad)
        except NotBuiltError as fault:
            return _bare("There is nothing to show yet", str(fault), *HOW_TO_BUILD)
        except Exception as fault:
            log_fault("A page", fault)
            return _bare("This page could not be shown", UNSHOWN)

    def _settled(self, asked: Address) -> tuple[Address, list[str]]:
        """Complete the address; name what there is not."""
        bad = []
        councils = self._market.councils()
        if not councils:
            raise NotBuiltError(
                "Nothing has been built here. Build a market, and then load this page "
                "again."
            )
        council = self._market.code_of(asked.council or councils[0].code)
        if council not in {each.code for each in councils}:
            bad.append(
                f"There is no build of “{council[:40]}”; {councils[0].name} is shown."
            )
            council = councils[0].code
        known = {*self._topics, "help"}
        first = FIRST_PAGE if FIRST_PAGE in known else next(iter(self._topics))
        topic = asked.topic or first
        if topic not in known:
            bad.append(
                f"There is no page “{topic[:40]}”; {self._topics[first].title} is "
                "shown."
            )
            topic = first
        if asked.beyond:
            bad.append(f"Nothing lies beyond the page at “{asked.beyond[:40]}”.")
        return replace(asked, council=council, topic=topic, beyond=""), bad

    def _help(self, address: Address, look: Look, bad: list[str]) -> dict[str, Any]:
        query = {k: v for k, v in address.query.items() if k in ("view", "build")}
        shelf, selection = chosen_build(self._market, address.council or "", query, bad)
        place = self._stand(
            standing(address, selection),
            look,
            view=selection.view,
            build_id=shelf.about["build"],
            is_synthetic=bool(shelf.about["is_synthetic"]),
            sources=len(shelf.about["supplied"]),
        )
        return _sent(place, "Help", [*banners.ignored(bad), *help_page.contents()])

    def _stand(
        self,
        address: Address,
        look: Look,
        *,
        view: str,
        build_id: str,
        is_synthetic: bool,
        sources: int,
    ) -> Place:
        council = address.council or ""
        builds = self._market.builds(council)
        councils = self._market.councils()
        return Place(
            address=address,
            look=look,
            view=view,
            topics=tuple(self._topics.values()),
            council=next(each for each in councils if each.code == council),
            councils=councils,
            builds=builds,
            build=next(each for each in builds if each.id == build_id),
            is_current=build_id == self._market.current(council),
            is_synthetic=is_synthetic,
            failure=self._market.failure(council),
            sources=sources,
            public_only=self._public_only,
        )

    def _topic(self, address: Address, look: Look, bad: list[str]) -> dict[str, Any]:
        topic = self._topics[address.topic or ""]
        reply = self._ask.page(topic, address, look)
        address = standing(address, reply.selection)
        reply = replace(reply, address=address)
        about = reply.evidence.about
        place = self._stand(
            address,
            look,
            view=reply.selection.view,
            build_id=about.build_id,
            is_synthetic=about.is_synthetic,
            sources=len(about.supplied),
        )
        try:
            main = _main(reply, place, bad)
        except Exception as fault:
            log_fault(f"The page {topic.name}", fault)
            main = [parts.error_box(UNSHOWN)]
        return _sent(place, reply.question, main, said=_plain(reply.answer.text))


def standing(address: Address, selection: Selection) -> Address:
    """Drop a view or a build that is not shown: no link is to lead to it again."""
    view = address.query.get("view")
    return address.choosing(
        view=view if view == selection.view else None, build=selection.build
    )


def _bare(heading: str, sentence: str, *more: str) -> dict[str, Any]:
    return {
        "tree": shell.bare(heading, sentence, *more),
        "title": f"{heading} – Market Shaper",
        "place": heading,
        "at": "/",
        "said": sentence,
    }


def _sent(
    place: Place, heading: str, main: list[Component], said: str = ""
) -> dict[str, Any]:
    return {
        "tree": shell.page(place, *main),
        "title": f"{heading} – {place.council.name} – Market Shaper",
        "place": f"{place.council.code}/{place.address.topic}",
        "at": place.address.choosing().href().partition("?")[0],
        "said": said,
    }


def _plain(said: str) -> str:
    """Return a sentence as it is spoken."""
    return said.replace("**", "").replace("`", "")


def _main(reply: Reply, place: Place, bad: list[str]) -> list[Component]:
    """Lay out what stands between header and footer."""
    head: list[Component] = [
        *banners.failure_banner(place),
        *banners.older_build(place),
        *banners.older_layout(place),
        _answer(reply),
        *banners.ignored([*bad, *reply.ignored]),
    ]
    if reply.missing:
        return [*head, empty.state(reply)]
    return [
        *head,
        *([controls.row(reply)] if reply.controls else []),
        html.Div(_evidence(reply), id="evidence"),
        parts.notes(reply),
    ]


def _page(reply: Reply) -> Any:
    """Return the module that arranges a topic's page, None where there is none."""
    name = f"dash_app.pages.{reply.topic.name}"
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def _answer(reply: Reply) -> Component:
    """Head the page with its answer, and beside it what its page sets there."""
    said = parts.answer_block(reply)
    page = _page(reply)
    if reply.missing or not hasattr(page, "beside"):
        return said
    try:
        return html.Div([said, page.beside(reply)], className="head-beside")
    except Exception as fault:
        log_fault(f"Beside the answer of {reply.topic.name}", fault)
        return said


def _evidence(reply: Reply) -> Component:
    """Arrange the evidence as the topic's page does, or one under another."""
    page = _page(reply)
    if page is None:
        return in_order(reply)
    try:
        arranged: Component = page.evidence(reply)
    except Exception as fault:
        log_fault(f"The page {reply.topic.name}", fault)
        return html.Div([parts.error_box(UNARRANGED), in_order(reply)])
    return arranged


def in_order(reply: Reply) -> Component:
    """Put the charts one under another."""
    return html.Div(
        [
            html.Section(parts.figure_block(reply, chart.name))
            for chart in reply.topic.charts
        ]
    )
