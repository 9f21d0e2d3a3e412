"""From evidence to tier: against a second way of working it out, and case by case."""

import copy
import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.tiers.comparing import change
from analytics.tiers.framework import TIERS, Rule
from analytics.tiers.gaps import gaps, to_remain
from analytics.tiers.judging import Item, judge, reached, verdict
from analytics.tiers.reading import framework_of
from analytics.tiers.standing import ours

VERSION = ours().versions[0]
OF = {tier: [each.code for each in VERSION.counted(tier)] for tier in TIERS}
CODES = [code for codes in OF.values() for code in codes]
TODAY = dt.date(2026, 9, 30)
JANUARY, MAY = dt.date(2026, 1, 15), dt.date(2026, 5, 15)
ORDER = {"no": 0, "partly": 1, "yes": 2}


def commissioner(values, on=JANUARY):
    """Return the commissioner's items, criterion -> met."""
    return [Item(code, "commissioner", met, on) for code, met in values.items()]


def tier_1(**changes):
    """Return every criterion of tier 1 met, with changes, and the rest not."""
    return {
        **dict.fromkeys(OF["tier_1"], "yes"),
        **dict.fromkeys(OF["tier_2"] + OF["tier_3"], "no"),
        **changes,
    }


def tier_2(**changes):
    return {**dict.fromkeys(CODES, "no"), **dict.fromkeys(OF["tier_2"], "partly")} | {
        "community_links": "yes",
        **changes,
    }


@pytest.mark.parametrize(
    ("values", "tier"),
    [
        (tier_1(), "tier_1"),
        (tier_1(virtual_wallet="partly", flexible_hours="partly"), "tier_1"),
        # A third partly is one too many, and the rest is not tier 2.
        (
            tier_1(
                virtual_wallet="partly",
                flexible_hours="partly",
                coproduced_plans="partly",
            ),
            "tier_3",
        ),
        (tier_1(virtual_wallet="no"), "tier_3"),
        (tier_2(), "tier_2"),
        (tier_2(community_links="partly"), "tier_3"),
        (tier_2(specialist_support="no"), "tier_3"),
        # Criteria of the other tiers make up for nothing.
        (tier_2(tier_1_plan="no", virtual_wallet="yes"), "tier_3"),
        (dict.fromkeys(CODES, "yes"), "tier_1"),
        (dict.fromkeys(CODES, "no"), "tier_3"),
    ],
)
def test_the_rule_that_was_agreed(values, tier):
    judged = judge(VERSION, commissioner(values), TODAY)

    assert (judged.lowest, judged.highest) == (tier, tier)


# A second way: no marks, no ends; every way in which the open criteria could be met.


def slow_value(items, code, on):
    """Return the ways a criterion may be met, told by reading all its items."""
    told = [i for i in items if i.criterion == code and i.assessed_on <= on]
    judging, views = [], []
    for item in sorted(told, key=lambda i: i.assessed_on):
        if item.is_disputed:
            continue
        if item.viewpoint == "commissioner":
            judging.append(item)
        if item.viewpoint == "citizen":
            views.append(item)
    if not judging:
        return ["no", "partly", "yes"]
    last = judging[-1]
    is_newer = bool(views) and views[-1].assessed_on > last.assessed_on
    if is_newer and {last.met, views[-1].met} == {"yes", "no"}:
        return ["no", "partly", "yes"]
    return [last.met]


def slow_tier(values):
    """Work the agreed rule out in so many words."""
    partly = [c for c in OF["tier_1"] if values[c] == "partly"]
    if all(values[c] != "no" for c in OF["tier_1"]) and len(partly) <= 2:
        return "tier_1"
    at_least_partly = all(values[c] in ("yes", "partly") for c in OF["tier_2"])
    return (
        "tier_2" if at_least_partly and values["community_links"] == "yes" else "tier_3"
    )


def slow_tiers(items, on):
    """Return every tier that some way of settling what is open would give."""
    ways = {code: slow_value(items, code, on) for code in CODES}
    # Tier 3 decides nothing, so its criteria need not be tried.
    codes = OF["tier_1"] + OF["tier_2"]
    found = set()
    for met in itertools.product(*(ways[code] for code in codes)):
        found.add(slow_tier(dict(zip(codes, met, strict=True))))
    return found


DAYS = st.dates(dt.date(2026, 6, 1), dt.date(2026, 11, 30))
VIEWS = st.sampled_from(["commissioner", "commissioner", "citizen", "provider"])


@st.composite
def evidence(draw):
    """Draw a file: most criteria clear, a few left open, disputed or contested."""
    base = draw(st.sampled_from([tier_1(), tier_2(), dict.fromkeys(CODES, "yes")]))
    unknown = draw(st.lists(st.sampled_from(CODES), max_size=3))
    known = {code: met for code, met in base.items() if code not in unknown}
    later = draw(
        st.lists(
            st.builds(
                Item,
                st.sampled_from(CODES),
                VIEWS,
                st.sampled_from(["no", "partly", "yes"]),
                DAYS,
                st.booleans(),
            ),
            max_size=4,
            unique_by=lambda i: (i.criterion, i.viewpoint, i.assessed_on),
        )
    )
    return [*commissioner(known), *later]


@settings(max_examples=60, deadline=None)
@given(evidence())
def test_the_tiers_shown_are_those_that_some_way_of_settling_would_give(items):
    judged = judge(VERSION, items, TODAY)
    found = slow_tiers(items, TODAY)

    assert judged.lowest == max(found)
    assert judged.highest == min(found)
    for decided in TIERS:
        expected = (
            "higher"
            if decided < min(found)
            else "lower"
            if decided > max(found)
            else "supported"
            if len(found) == 1
            else "cannot_tell"
        )
        assert verdict(decided, judged) == expected


VALUES = st.fixed_dictionaries(
    {code: st.sampled_from(["no", "partly", "yes"]) for code in CODES}
)


@given(VALUES, st.sampled_from(CODES))
def test_better_evidence_never_lowers_a_tier(values, code):
    better = {**values, code: "yes"}

    assert reached(VERSION, better) <= reached(VERSION, values)


@given(VALUES)
def test_what_is_missing_is_enough_and_no_less_would_be(values):
    judged = judge(VERSION, commissioner(values), TODAY)
    for gap in gaps(VERSION, judged):
        tier = VERSION.tier(gap.tier)
        now = {code: values[code] for code in OF[gap.tier]}
        lacking = [mark.criterion for mark in gap.lacking]

        assert set(lacking) == {code for code, met in now.items() if met != "yes"}
        assert gap.met_short or gap.partly_short or gap.must
        # Counts fall short by exactly so many: one fewer would still not do.
        met = sum(met == "yes" for met in now.values())
        partly = sum(met != "no" for met in now.values())
        assert gap.met_short == max(0, tier.rule.met - met)
        assert gap.partly_short == max(0, tier.rule.met_or_partly - partly)
        assert tier.rule.holds(now | dict.fromkeys(lacking, "yes"))


def test_a_rule_counts_nothing_but_its_own_criteria():
    rule = Rule(met=1, met_or_partly=2, must_be_met=("a",))

    assert rule.holds({"a": "yes", "b": "partly"})
    assert not rule.holds({"a": "partly", "b": "yes"})
    assert not rule.holds({"a": "yes", "b": "no"})
    assert not rule.holds({"b": "yes", "c": "yes"})


WALLET = "virtual_wallet"


def wallet(*items):
    """Judge one criterion, the rest of tier 1 being met."""
    known = commissioner({c: "yes" for c in OF["tier_1"] if c != WALLET})
    told = [Item(WALLET, *each) for each in items]
    return judge(VERSION, [*known, *told], TODAY).marks[WALLET]


@pytest.mark.parametrize(
    ("items", "state", "ends"),
    [
        # The newest says, whichever way it goes.
        (
            [("commissioner", "no", JANUARY), ("commissioner", "yes", MAY)],
            "met",
            ("yes", "yes"),
        ),
        (
            [("commissioner", "yes", JANUARY), ("commissioner", "partly", MAY)],
            "partly",
            ("partly", "partly"),
        ),
        # One that is disputed does not count: the one before it does.
        (
            [("commissioner", "no", JANUARY), ("commissioner", "yes", MAY, True)],
            "not_met",
            ("no", "no"),
        ),
        ([("commissioner", "yes", MAY, True)], "disputed", ("no", "yes")),
        # A provider's own view, or a citizen's alone, judges nothing.
        ([("provider", "yes", MAY)], "no_evidence", ("no", "yes")),
        ([("citizen", "yes", MAY)], "no_evidence", ("no", "yes")),
        (
            [("commissioner", "no", JANUARY), ("provider", "yes", MAY)],
            "not_met",
            ("no", "no"),
        ),
        # A citizen's newer view that says the opposite contests it, either way.
        (
            [("commissioner", "yes", JANUARY), ("citizen", "no", MAY)],
            "contested",
            ("no", "yes"),
        ),
        (
            [("commissioner", "no", JANUARY), ("citizen", "yes", MAY)],
            "contested",
            ("no", "yes"),
        ),
        # Not where it is older, of the same day, disputed, or not the opposite.
        ([("commissioner", "yes", MAY), ("citizen", "no", JANUARY)], "met", None),
        ([("commissioner", "yes", MAY), ("citizen", "no", MAY)], "met", None),
        (
            [("commissioner", "yes", JANUARY), ("citizen", "no", MAY, True)],
            "met",
            None,
        ),
        ([("commissioner", "yes", JANUARY), ("citizen", "partly", MAY)], "met", None),
        # The citizens' newest view is the one that speaks.
        (
            [
                ("commissioner", "yes", JANUARY),
                ("citizen", "no", MAY),
                ("citizen", "yes", TODAY),
            ],
            "met",
            None,
        ),
        # What is assessed after the day is not known on it.
        (
            [
                ("commissioner", "yes", JANUARY),
                ("commissioner", "no", TODAY + dt.timedelta(1)),
            ],
            "met",
            None,
        ),
        (
            [("commissioner", "yes", JANUARY), ("commissioner", "no", TODAY)],
            "not_met",
            None,
        ),
    ],
)
def test_how_one_criterion_stands(items, state, ends):
    mark = wallet(*items)

    assert mark.state == state
    if ends is not None:
        assert (mark.lower, mark.upper) == ends


def changed(change_version, on=dt.date(2026, 4, 1)):
    """Return our framework with a second version, changed."""
    told = copy.deepcopy(dict(ours().told))
    second = copy.deepcopy(told["versions"][0])
    second.update(version="2", valid_from=on)
    change_version(second)
    told["versions"].append(second)
    return framework_of(told)


def test_any_other_view_contests_where_the_framework_says_so():
    def differs(version):
        version["contested_when"] = "differs"

    version = changed(differs).versions[-1]
    items = [
        Item(WALLET, "commissioner", "yes", JANUARY),
        Item(WALLET, "citizen", "partly", MAY),
    ]
    mark = judge(version, items, TODAY).marks[WALLET]

    assert (mark.state, mark.lower, mark.upper) == ("contested", "partly", "yes")


def test_whose_view_judges_is_the_frameworks_to_say():
    def citizens_judge(version):
        version["criteria"][0]["viewpoints"] = ["citizen"]

    version = changed(citizens_judge).versions[-1]
    items = [
        Item(WALLET, "commissioner", "yes", MAY),
        Item(WALLET, "citizen", "no", JANUARY),
    ]

    assert judge(version, items, TODAY).marks[WALLET].state == "not_met"


def test_a_criterion_that_is_not_required_is_shown_and_not_counted():
    def drop(version):
        version["criteria"][0]["required"] = False
        version["tiers"]["tier_1"]["rule"]["at_least"] = {"met": 6, "met_or_partly": 8}

    version = changed(drop).versions[-1]
    judged = judge(version, commissioner(tier_1(virtual_wallet="no")), TODAY)

    assert (judged.lowest, judged.highest) == ("tier_1", "tier_1")
    assert judged.marks[WALLET].state == "not_met"


def test_a_provider_without_evidence_is_no_provider_that_meets_nothing():
    nothing = judge(VERSION, [], TODAY)
    refused = judge(VERSION, commissioner(dict.fromkeys(CODES, "no")), TODAY)

    assert (nothing.lowest, nothing.highest) == ("tier_3", "tier_1")
    assert {verdict(tier, nothing) for tier in TIERS} == {"cannot_tell"}
    assert [verdict(tier, refused) for tier in TIERS] == [
        "higher",
        "higher",
        "supported",
    ]


def test_items_of_criteria_that_the_framework_has_not_do_not_count():
    items = [Item("gold_star", "commissioner", "yes", JANUARY)]

    assert "gold_star" not in judge(VERSION, items, TODAY).marks


def test_gaps_name_the_tier_that_was_not_reached_nearest_first():
    judged = judge(
        VERSION,
        commissioner(
            tier_2(community_links="partly") | {c: "yes" for c in OF["tier_1"][:5]}
        ),
        TODAY,
    )
    second, first = gaps(VERSION, judged)

    assert (second.tier, second.met_short, second.partly_short) == ("tier_2", 0, 0)
    assert second.must == ("community_links",)
    assert (first.tier, first.met_short, first.partly_short) == ("tier_1", 2, 4)
    assert [mark.criterion for mark in first.lacking] == OF["tier_1"][5:]
    assert [mark.criterion for mark in to_remain(VERSION, judged)] == OF["tier_3"]


def all_nine(version):
    version["tiers"]["tier_1"]["rule"] = {"at_least": {"met": 9}}


@pytest.mark.parametrize(
    ("values", "move"),
    [
        (tier_1(), "stays"),
        (tier_1(virtual_wallet="partly"), "down"),
        (tier_2(), "stays"),
    ],
)
def test_who_would_move_under_a_changed_framework(values, move):
    before, after = changed(all_nine).versions

    assert change(before, after, commissioner(values), TODAY).move == move
    back = {"down": "up"}.get(move, move)
    assert change(after, before, commissioner(values), TODAY).move == back


def test_a_move_that_hangs_on_what_is_open_cannot_be_told():
    before, after = changed(all_nine).versions
    values = tier_1(virtual_wallet="partly")
    del values["flexible_hours"]

    assert change(before, after, commissioner(values), TODAY).move == "cannot_tell"


def test_a_tier_is_that_of_the_framework_of_its_day():
    framework = changed(all_nine)
    items = commissioner(tier_1(virtual_wallet="partly"))
    shown = {}
    for day in (dt.date(2026, 3, 31), dt.date(2026, 4, 1)):
        version = framework.on(day)
        assert version is not None
        shown[day] = judge(version, items, day).lowest

    assert list(shown.values()) == ["tier_1", "tier_3"]
