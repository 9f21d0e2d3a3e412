"""The tables of the page on how long arrangements last."""

from __future__ import annotations

from analytics.catalogue.entry import Column, Table

ARRANGEMENTS = "council_arrangements"
SPLIT = Column("-", "council", "route, workforce (direct payments), holder (funds)")
GROUP = Column("-", "council", "one of the split's groups, or unknown")
SINCE = Column("weeks", "council", "weeks since the start")


def _person(unit: str, meaning: str) -> Column:
    return Column(unit, "person", meaning)


INTERVAL = {
    "share_lower": _person("share", "95% interval, from"),
    "share_upper": _person("share", "to"),
}
CURVES = Table(
    name="arrangement_curves",
    grain="one split, group and week since the start",
    keys={"split": SPLIT, "group": GROUP, "weeks": SINCE},
    values={
        "watched": _person("spells", "still going and watched from then on"),
        "share_going": _person("share", "still going by then, Kaplan-Meier"),
        **INTERVAL,
    },
    needs=(ARRANGEMENTS,),
)
CAUSES = Table(
    name="arrangement_causes",
    grain="one split, group, kind of end and week since the start",
    keys={
        "split": SPLIT,
        "group": GROUP,
        "cause": Column("-", "council", "kind of end, of which one rules out another"),
        "weeks": SINCE,
    },
    values={
        "share_ended": _person("share", "ended so by then, Aalen-Johansen"),
        **INTERVAL,
    },
    needs=(ARRANGEMENTS,),
)
ENDS = Table(
    name="arrangement_ends",
    grain="one split, group and reason",
    keys={
        "split": SPLIT,
        "group": GROUP,
        "end_reason": Column("-", "council", "why it ended, or reason_unknown"),
    },
    values={"ended": _person("spells", "spells on a route that ended so")},
    needs=(ARRANGEMENTS,),
)
GROUPS = Table(
    name="arrangement_groups",
    grain="one split and group",
    keys={"split": SPLIT, "group": GROUP},
    values={
        "spells": _person("spells", "spells on a route watched for a day or more"),
        "going": _person("spells", "of them, still going"),
        "ended": _person("spells", "of them, ended"),
        "start_unknown": _person("spells", "start on a case system's first day"),
    },
    needs=(ARRANGEMENTS,),
)
TESTS = Table(
    name="arrangement_tests",
    grain="one split",
    keys={"split": SPLIT},
    values={
        "chance_alone": _person(
            "share", "chance of gaps so wide between groups of one pace, log-rank"
        )
    },
    needs=(ARRANGEMENTS,),
)
LIFE = Table(
    name="arrangement_life",
    grain="one split, group and step of weeks since the start",
    keys={
        "split": SPLIT,
        "group": GROUP,
        "weeks": Column("weeks", "council", "weeks since the start at which it begins"),
    },
    values={
        "watched": _person("spells", "still going and watched at its start"),
        "ended": _person("spells", "ended in it"),
    },
    needs=(ARRANGEMENTS,),
)
SWITCHES = Table(
    name="route_switches",
    grain="one year, route at its start and route at its end",
    keys={
        "year_end": Column("-", "council", "last day of the year, a quarter's end"),
        "route_before": Column("-", "council", "highest route a year before, or none"),
        "route_after": Column("-", "council", "highest route on that day, or none"),
    },
    values={"people": _person("people", "people who went so, or stayed")},
    needs=(ARRANGEMENTS,),
)
