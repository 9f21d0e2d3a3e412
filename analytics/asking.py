"""Read an address: council, view, build and controls; name each part that is bad."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from analytics.catalogue.entry import Control, Option, Span, Topic
from analytics.selection import Selection, View
from data.errors import NotBuiltError
from data.market import Market
from data.shelf import Shelf

LONGEST_ECHO = 40  # characters of a bad part that are said back


@dataclass(frozen=True)
class Offered:
    """One control as this selection finds it.

    Attributes
    ----------
    value : what is chosen, as in the address
    options : what may be chosen instead; none for a slider
    span : how far a slider goes; None for the other kinds
    """

    control: Control
    value: str
    options: tuple[Option, ...]
    span: Span | None


def chosen_build(
    market: Market, council: str, asked: Mapping[str, str], ignored: list[str]
) -> tuple[Shelf, Selection]:
    """Open what the address names, or what is served where it names none that is.

    Raises
    ------
    NotBuiltError
        If nothing has been built.
    """
    built = market.councils()
    if not built:
        raise NotBuiltError(
            "Nothing has been built yet; run market-shaper build --inbox DIR "
            "--council CODE."
        )
    council = market.code_of(council)
    if council not in {each.code for each in built}:
        ignored.append(
            f"There is no build of {_echo(council)}; {built[0].name} is shown."
        )
        council = built[0].code
    view = _view(market, asked.get("view"), ignored)
    build = asked.get("build")
    if build and build not in {each.id for each in market.builds(council)}:
        ignored.append(
            f"There is no build {_echo(build)} of this council; the current one is "
            "shown."
        )
        build = None
    shelf = market.open(council, view=view, build=build or None)
    return shelf, Selection(council, view, build or None)


def _view(market: Market, asked: str | None, ignored: list[str]) -> View:
    served: View = "public" if market.public_only else "internal"
    if asked == "public":
        return "public"
    if asked == "internal" and market.public_only:
        ignored.append(
            "The internal view is not served here; what may be published is shown."
        )
    elif asked not in (None, "", "internal"):
        ignored.append(f"{_echo(asked)} is no view; the {served} one is shown.")
    return served


def offered_controls(
    topic: Topic,
    shelf: Shelf,
    selection: Selection,
    asked: Mapping[str, str],
    ignored: list[str],
) -> tuple[tuple[Offered, ...], Selection]:
    """Settle each control in turn, knowing those before it."""
    known = {control.name for control in topic.controls} | {"view", "build"}
    ignored.extend(
        f"{_echo(name)} is no choice on this page, so it was left out."
        for name in asked
        if name not in known
    )
    settled: dict[str, str] = {}
    offers = []
    for control in topic.controls:
        offer = _offer(control, shelf, selection, asked.get(control.name), ignored)
        settled[control.name] = offer.value
        selection = selection.with_choices(settled)
        offers.append(offer)
    return tuple(offers), selection


def _offer(
    control: Control,
    shelf: Shelf,
    selection: Selection,
    asked: str | None,
    ignored: list[str],
) -> Offered:
    options = tuple(control.options(shelf.levels, selection)) if control.options else ()
    default = control.default(shelf.levels, selection)
    if options and default not in {each.value for each in options}:
        # The public shelf may not hold the usual level.
        default = options[0].value
    span = None
    if control.kind in ("slider", "number"):
        span = control.reach(shelf.levels, selection)
        may_be_empty = control.kind == "number" and not asked
        value = default if asked is None or may_be_empty else _number(asked, span)
    elif control.refuses is not None:
        why = control.refuses(asked, shelf.levels, selection) if asked else ""
        if why:
            ignored.append(why)
        value = default if asked is None or why else asked
    else:
        value = default if asked is None else _one_of(asked, options)
    if value is None:
        said = {each.value: each.label for each in options}.get(default, default)
        ignored.append(
            f"{_echo(asked or '')} cannot be chosen for {control.label.lower()}; "
            f"{said or 'nothing'} is shown."
        )
        value = default
    return Offered(control, value, options, span)


def _one_of(asked: str, options: tuple[Option, ...]) -> str | None:
    if not options:
        return asked[:LONGEST_ECHO]
    return asked if asked in {each.value for each in options} else None


def _number(asked: str, span: Span) -> str | None:
    """Return a slider's number as text, or None when it is none or goes too far."""
    try:
        number = float(asked)
    except ValueError:
        return None
    slack = span.step * 1e-6
    if not math.isfinite(number):
        return None
    if not span.low - slack <= number <= span.high + slack:
        return None
    return str(int(number)) if number.is_integer() else repr(number)


def _echo(part: str) -> str:
    """Say a bad part of an address back, short enough to stand in a sentence."""
    shown = part if len(part) <= LONGEST_ECHO else part[:LONGEST_ECHO] + "…"
    return f"“{shown}”"
