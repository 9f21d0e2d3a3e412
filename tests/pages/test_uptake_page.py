"""The uptake page: its order, its choices, and what a missing file takes away."""

import datetime as dt
import itertools

import pandas as pd
import pytest
from dash.development.base_component import Component

from analytics.assumptions import recorded
from analytics.catalogue import topic
from analytics.catalogue.uptake_tables import MEASURES
from analytics.figures.theme import Look
from analytics.notes import note_of
from analytics.protect.plan import load_plan
from analytics.protect.release import protect
from analytics.protect.statuses import complete_statuses
from dash_app import controls
from dash_app.address import Address
from dash_app.ask import Asker, standing_at
from dash_app.pages import uptake as page
from data.market import Market
from data.swap import Draft
from tests.unit.test_uptake_answers import PEERS, peer_table
from tests.unit.test_uptake_moved import OWN

COUNCIL = "X99000001"
DECLARED = {table.name: table for each in MEASURES for table in each.tables}
QUARTERS = list(pd.date_range(end="2026-09-30", periods=20, freq="QE"))
ROUTES = ("direct_payment", "isf", "managed_budget", "commissioned")
AGES, REASONS = ("18_64", "65_plus", "unknown"), ("physical", "memory", "unknown")
SUPPLIED = {
    "council_arrangements": "2026-09-30",
    "ascof": "2025-03-31",
    "client_level_data": "2026-09-30",
}


def cells():
    """Return people by quarter, route, age and reason: a route that grows."""
    rows = []
    for (n, day), (r, route), age, reason in itertools.product(
        enumerate(QUARTERS), enumerate(ROUTES), AGES, REASONS
    ):
        few = 3 if "unknown" in (age, reason) else 1
        people = (120 + (4 * n + 7 * (n % 3)) * (r == 0) - 20 * r) // few
        rows.append((day, route, age, reason, people))
    columns = ["quarter_end", "route", "age_group", "support_reason", "people"]
    return pd.DataFrame(rows, columns=columns)


def desk():
    found = cells()
    when = ["quarter_end", "route"]

    def summed(*keys):
        return found.groupby([*when, *keys], as_index=False)["people"].sum()

    whole = summed()
    tables = {
        "people_by_route": whole.assign(begins="first_arrangement"),
        "people_by_route_age": summed("age_group"),
        "people_by_route_place": whole.assign(
            place_set="district", place_name="Inkhaven", age_group="all"
        ),
        "people_by_route_reason": pd.concat([_everywhere(found), _inkhaven(found)]),
        "direct_payment_peers": peer_table(PEERS),
        "ascof_3d_own": OWN.assign(
            england_period="2024 to 2025", england_numerator=1, england_denominator=4
        ),
        "client_level_data_reconciled": pd.DataFrame(
            {
                "reason": ["same", "not_in_arrangements"],
                "cld_route": ["direct_payment", "commissioned"],
                "arrangements_route": ["direct_payment", "none"],
                "people": [900, 7],
            }
        ),
    }
    return {
        name: complete_statuses(_marked(frame), DECLARED[name])
        for name, frame in tables.items()
    }


def _everywhere(found):
    keys = ["quarter_end", "route", "support_reason"]
    of_all_ages = found.groupby(keys, as_index=False)["people"].sum()
    whole = pd.concat([of_all_ages.assign(age_group="all"), found])
    return whole.assign(place_set="all", place_name="all")


def _inkhaven(found):
    """Return half of everybody, as of one place."""
    half = _everywhere(found).assign(place_set="district", place_name="Inkhaven")
    return half.assign(people=half["people"] // 2)


def _marked(frame):
    """Give each blank number without a mark one."""
    for column in frame.columns[frame.isna().any()]:
        status = f"{column}_status"
        if status not in frame and pd.api.types.is_numeric_dtype(frame[column]):
            known = frame[column].notna()
            frame = frame.assign(**{status: "ok"})
            frame[status] = frame[status].where(known, "not_supplied")
            frame.loc[frame[column] == 0, status] = "zero"
    return frame


def served(root, tables, supplied):
    folder = root / "build" / COUNCIL
    folder.mkdir(parents=True)
    plan = {name: each for name, each in load_plan().items() if name in tables}
    draft = Draft(folder)
    draft.write("internal", tables)
    draft.write("public", protect(tables, DECLARED, plan))
    about = {
        "council": COUNCIL,
        "council_name": "Mirrorshire",
        "as_of": "2026-09-30",
        "is_synthetic": True,
        "seed": 1,
        "supplied": supplied,
        "assumptions": recorded(),
    }
    draft.serve(about, dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    return Market(root)


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    return served(tmp_path_factory.mktemp("market"), desk(), SUPPLIED)


def shown(market, ignored=0, **query):
    said = Asker(market)(topic("uptake"), COUNCIL, query)
    assert len(said.ignored) == ignored, said.ignored
    return standing_at(said, Look(width=1240), Address(COUNCIL, "uptake", query=query))


def walk(component):
    yield component
    children = getattr(component, "children", None)
    for child in children if isinstance(children, (list, tuple)) else [children]:
        if isinstance(child, Component):
            yield from walk(child)
        elif child is not None:
            yield child


def text(component):
    return "".join(str(each) for each in walk(component) if isinstance(each, str))


def parts(tree, kind):
    return [each for each in walk(tree) if type(each).__name__ == kind]


def heads(tree):
    return [text(each) for each in parts(tree, "H2")]


def names(tree, kind):
    return [each.name for each in parts(tree, kind)]


def test_trend_then_parts_then_what_moved_it_then_own_beside_published(market):
    told = heads(page.evidence(shown(market)))

    assert [each.split("?")[0].split(":")[0] for each in told] == [
        "Is it growing",
        "Where did the growth come from",
        "How do we compare",
        "Does it differ by place",
        "What moved the share",
        "Direct payments by the national rule",
        "Why the two may differ",
        "Do our two files name the same people on the same routes",
    ]


def test_choices_stand_by_what_they_act_on_and_six_at_most_in_the_row(market):
    reply = shown(market)
    row, evidence = controls.row(reply), page.evidence(reply)

    assert names(row, "Select") == ["age", "route", "place", "reason", "quarter"]
    assert names(evidence, "Select") == ["by", "compare", "since"]
    assert names(evidence, "Amount") == ["target"]
    assert names(evidence, "Reasoned") == ["rebase"]


def test_the_page_says_where_it_goes_and_whether_that_meets_the_target(market):
    tree = page.evidence(shown(market, target="95", by="2027-09-30"))
    (said,) = [text(each) for each in parts(tree, "P") if "course" in text(each)]

    assert "On its present course the share is likely to be" in said
    assert "of 12 past quarters." in said
    assert "very unlikely to reach (under 10%) 95.0% by September 2027" in said


def test_a_new_start_is_kept_in_the_page_the_files_and_the_note(market):
    rebase = "2024-12-31:Support service changed hands"
    reply = shown(market, rebase=rebase)
    tree, drawn = page.evidence(reply), reply.charts["uptake_trend"]

    (fold,) = [d for d in parts(tree, "Details") if "Start the limits" in text(d)]
    assert fold.open is True
    assert "Support service changed hands" in drawn.sub
    assert "rebase_reason" in drawn.chart.columns
    assert "Support service changed hands" in note_of(reply, drawn)
    assert "rebase=2024-12-31%3ASupport" in reply.address.href()
    notes = [n.text for n in drawn.figure().layout.annotations]
    assert any("Support service" in each for each in notes)


def test_a_new_start_without_a_reason_is_refused_and_the_limits_stay(market):
    reply = shown(market, ignored=1, rebase="2024-12-31:")

    assert reply.ignored == [
        "Limits are started anew for a written reason only: put it after the date, as "
        "in rebase=2024-12-31:Support service changed hands."
    ]
    assert reply.selection["rebase"] == ""
    assert set(reply.charts["uptake_trend"].frame["rebase_reason"]) == {""}


@pytest.mark.parametrize(
    ("asked", "shown_"), [("140", ""), ("soon", ""), ("45.5", "45.5"), ("", "")]
)
def test_a_target_is_a_share_or_nothing(market, asked, shown_):
    reply = shown(market, ignored=int(asked in ("140", "soon")), target=asked)

    assert reply.selection["target"] == shown_


def test_a_reason_cuts_the_trend_and_those_not_known_stand_apart(market):
    whole, memory, unknown = (
        shown(market, reason=each).charts["uptake_trend"].frame["people_all"].iloc[19]
        for each in ("all", "memory", "unknown")
    )
    physical = shown(market, reason="physical").charts["uptake_trend"].frame
    (offered,) = [
        each.options for each in shown(market).controls if each.control.name == "reason"
    ]

    assert [each.label for each in offered] == [
        "All reasons",
        "Physical support",
        "Memory and cognition",
        "Reason not known",
    ]
    assert whole == memory + unknown + physical["people_all"].iloc[19]
    older = shown(market, reason="memory", age="65_plus")
    assert older.charts["uptake_trend"].frame["people_all"].iloc[19] < memory


def test_a_place_is_cut_by_reason_too_and_its_change_is_split(market):
    reply = shown(market, place="district:Inkhaven", reason="memory")
    whole = shown(market, reason="memory")

    assert "people in Inkhaven whose support reason is memory" in reply.answer.text
    assert "people in Inkhaven whose" in reply.charts["uptake_moved"].sub
    frames = [each.charts["uptake_trend"].frame["people"] for each in (reply, whole)]
    assert frames[0].iloc[19] == frames[1].iloc[19] // 2


def test_what_is_published_shows_no_reason_no_split_and_no_own_measure(market):
    reply = shown(market, view="public")
    tree = page.evidence(reply)

    assert set(reply.charts) == {
        "uptake_trend",
        "uptake_routes",
        "direct_payment_peers",
        "uptake_places",
    }
    assert "which are not released" in reply.absent["uptake_moved"]
    assert "exact counts" in reply.absent["national_measure"]
    (reason,) = [c for c in reply.controls if c.control.name == "reason"]
    assert [each.value for each in reason.options] == ["all"]
    assert "national rule" not in text(tree) and "What moved" not in text(tree)
    assert shown(market, ignored=1, view="public", reason="memory").charts


def test_the_course_in_public_is_worked_out_from_protected_counts(market):
    desk_, public = (
        shown(market, view=view).charts["uptake_trend"].frame
        for view in ("internal", "public")
    )

    assert (public["people"].dropna() % 5 == 0).all()
    assert public["forecast"].notna().sum() == 4
    assert not desk_["forecast"].equals(public["forecast"])


def test_without_arrangements_the_national_rule_and_the_peers_remain(tmp_path):
    own = {"direct_payment_peers", "ascof_3d_own"}
    tables = {name: frame for name, frame in desk().items() if name in own}
    supplied = {k: v for k, v in SUPPLIED.items() if k != "council_arrangements"}
    reply = shown(served(tmp_path, tables, supplied))
    told = heads(page.evidence(reply))

    assert "by the national rule from the council's own client-level" in (
        reply.answer.text
    )
    assert told == [
        "How do we compare?",
        "What published figures cannot show",
        "Direct payments by the national rule: 43.0% in our own file, 40.0% as "
        "published",
        "Why the two may differ",
    ]


def test_without_client_level_data_the_page_says_which_file_would_show_it(tmp_path):
    gone = {"ascof_3d_own", "client_level_data_reconciled"}
    tables = {name: frame for name, frame in desk().items() if name not in gone}
    supplied = {k: v for k, v in SUPPLIED.items() if k != "client_level_data"}
    reply = shown(served(tmp_path, tables, supplied))

    assert "lient-level data" in reply.absent["national_measure"]
    assert "which Mirrorshire has not supplied" in text(page.evidence(reply))
    assert "uptake_moved" in reply.charts
