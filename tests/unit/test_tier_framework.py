"""A framework's file: what it holds, and how each fault in it is told."""

import copy
import datetime as dt
import json

import pytest
import yaml

from analytics.tiers.faults import FrameworkError
from analytics.tiers.framework import TIERS
from analytics.tiers.reading import framework_of, read_framework, said_of
from analytics.tiers.standing import OURS, ours, standing, under

AGREED = {
    "tier_1": {
        "virtual_wallet",
        "costed_support_plans",
        "readable_financial_reports",
        "flexible_hours",
        "coproduced_plans",
        "fading_support_trained",
        "fading_support_practised",
        "trusted_support_planning",
        "independence_record",
    },
    "tier_2": {"community_links", "specialist_support", "tier_1_plan"},
    "tier_3": {"milestone_plan", "person_centred_training", "improvement_deadline"},
}


def written():
    """Return our framework as its file says it."""
    return yaml.safe_load(OURS.read_text("utf-8"))


def two_versions():
    """Return our framework with a second version that asks for more."""
    told = written()
    second = copy.deepcopy(told["versions"][0])
    second["version"] = "2"
    second["valid_from"] = dt.date(2026, 4, 1)
    second["tiers"]["tier_1"]["rule"] = {"at_least": {"met": 9}}
    told["versions"].append(second)
    return told


def test_ours_has_the_criteria_of_the_guide_each_with_its_paragraph():
    (version,) = ours().versions

    assert {
        tier: {each.code for each in version.criteria if each.tier == tier}
        for tier in TIERS
    } == AGREED
    assert all("ection 1, Tier" in each.paragraph for each in version.criteria)
    assert all(each.viewpoints[0] == "commissioner" for each in version.criteria)
    assert version.improvement_months == 12
    assert "our operational reading" in ours().reading


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2019, 12, 31), None),
        (dt.date(2020, 1, 1), "1"),
        (dt.date(2026, 3, 31), "1"),
        (dt.date(2026, 4, 1), "2"),
    ],
)
def test_a_version_holds_from_its_day_until_the_next(day, name):
    told = two_versions()
    told["versions"].reverse()
    found = framework_of(told).on(day)

    assert (found and found.name) == name


def test_the_versions_that_are_still_to_come():
    framework = framework_of(two_versions())

    assert [each.name for each in framework.after(dt.date(2026, 3, 31))] == ["2"]
    assert framework.after(dt.date(2026, 4, 1)) == ()
    assert said_of(framework) == (
        "version 1 from 1 January 2020 and version 2 from 1 April 2026"
    )


def test_what_a_build_records_reads_back_the_same():
    framework = framework_of(two_versions())

    assert framework_of(json.loads(json.dumps(framework.told))) == framework


def test_measures_go_by_ours_until_another_stands():
    other = framework_of(two_versions())

    assert standing() is ours()
    with under(other):
        assert standing() is other
    assert standing() is ours()


def _version(told):
    return told["versions"][0]


def _criterion(told):
    return _version(told)["criteria"][0]


def _rule(told, tier="tier_1"):
    return _version(told)["tiers"][tier]["rule"]


def setting(place, *keys_and_value):
    """Return a change that sets a value at a place."""
    *keys, last, value = keys_and_value

    def change(told):
        at = place(told)
        for key in keys:
            at = at[key]
        if value is KeyError:
            del at[last]
        else:
            at[last] = value

    return change


def _whole(told):
    return told


FIRST = "mine.yaml, version 1, criterion virtual_wallet: "
RULE = "mine.yaml, version 1, tier_1, rule"
FAULTS = {
    "an unknown part": (
        setting(_whole, "titel", "x"),
        "mine.yaml: 'titel' is no part of it; write one of title, guide, reading, "
        "versions.",
    ),
    "no title": (
        setting(_whole, "title", KeyError),
        "mine.yaml: title is missing or empty; write title.",
    ),
    "no versions": (
        setting(_whole, "versions", []),
        "mine.yaml: versions is [], which is no list of anything; write one or more, "
        "each after a dash or between square brackets.",
    ),
    "a version that is a word": (
        setting(_whole, "versions", ["1"]),
        "mine.yaml, version number 1: '1' stands where names with values should; "
        "write version, valid_from, improvement_months, contested_when, tiers, "
        "criteria.",
    ),
    "a version's name as a number": (
        setting(_version, "version", 2),
        "mine.yaml, version number 1: version is 2, which is no text; write it in "
        'words, between "quotes" if it looks like a number.',
    ),
    "one version twice": (
        lambda told: told["versions"].append(
            {**_version(told), "valid_from": "2026-01-01"}
        ),
        "mine.yaml: version 1 is there twice; keep one, and rename the other.",
    ),
    "two versions from one day": (
        lambda told: told["versions"].append({**_version(told), "version": "2"}),
        "mine.yaml: valid_from 2020-01-01 is there twice; keep one, and rename the "
        "other.",
    ),
    "a day that is none": (
        setting(_version, "valid_from", "April 2026"),
        "mine.yaml, version 1: valid_from is 'April 2026', which is no date; write it "
        "as 2026-04-01.",
    ),
    "no months": (
        setting(_version, "improvement_months", 0),
        "mine.yaml, version 1: improvement_months is 0; write a whole number from 1 "
        "to 60.",
    ),
    "an unknown way to contest": (
        setting(_version, "contested_when", "never"),
        "mine.yaml, version 1: contested_when 'never' is none that we know; write one "
        "of opposite, differs.",
    ),
    "a tier too many": (
        setting(_version, "tiers", "tier_4", {"name": "Gold", "rule": "otherwise"}),
        "mine.yaml, version 1: 'tier_4' is no part of it; write one of tier_1, "
        "tier_2, tier_3.",
    ),
    "a tier without a rule": (
        setting(_version, "tiers", "tier_2", "rule", None),
        "mine.yaml, version 1, tier_2: rule is missing or empty; write rule.",
    ),
    "everybody else in tier 2": (
        setting(_version, "tiers", "tier_2", "rule", "otherwise"),
        "mine.yaml, version 1, tier_2: only the last tier is that of everybody else, "
        "and it always is; write rule: otherwise for tier_3 alone.",
    ),
    "a last tier that asks for something": (
        setting(_version, "tiers", "tier_3", "rule", {"at_least": {"met": 1}}),
        "mine.yaml, version 1, tier_3: only the last tier is that of everybody else, "
        "and it always is; write rule: otherwise for tier_3 alone.",
    ),
    "more met than there are": (
        setting(_rule, "at_least", "met", 10),
        f"{RULE}, at_least: met is 10; write a whole number from 0 to 9.",
    ),
    "a count in words": (
        setting(_rule, "at_least", "met", "seven"),
        f"{RULE}, at_least: met is 'seven'; write a whole number from 0 to 9.",
    ),
    "an unknown count": (
        setting(_rule, "at_least", "mets", 7),
        f"{RULE}, at_least: 'mets' is no part of it; write one of met, met_or_partly.",
    ),
    "an unknown clause": (
        setting(_rule, "at_most", {"no": 0}),
        f"{RULE}: 'at_most' is no part of it; write one of at_least, must_be_met.",
    ),
    "a rule that asks for nothing": (
        setting(_rule, "at_least", {"met": 0}),
        f"{RULE}: a provider that meets nothing satisfies it; ask for one or more "
        "under at_least or must_be_met.",
    ),
    "a must of another tier": (
        setting(_rule, "must_be_met", ["community_links"]),
        f"{RULE}: must_be_met 'community_links' is none that we know; write one of "
        "virtual_wallet, costed_support_plans, readable_financial_reports, "
        "flexible_hours, coproduced_plans, fading_support_trained, "
        "fading_support_practised, trusted_support_planning, independence_record.",
    ),
    "a tier with nothing to count": (
        lambda told: [
            each.update(required=False)
            for each in _version(told)["criteria"]
            if each["tier"] == "tier_2"
        ],
        "mine.yaml, version 1, tier_2: its rule has no criterion to count; give it a "
        "required criterion.",
    ),
    "no criteria": (
        setting(_version, "criteria", {}),
        "mine.yaml, version 1: criteria is {}, which is no list of anything; write "
        "one or more, each after a dash or between square brackets.",
    ),
    "a code with a space": (
        setting(_criterion, "code", "Virtual wallet"),
        "mine.yaml, version 1, criterion number 1: code is 'Virtual wallet', which is "
        "no code; write up to 40 small letters, digits and _ such as virtual_wallet.",
    ),
    "one criterion twice": (
        setting(_criterion, "code", "costed_support_plans"),
        "mine.yaml, version 1: criterion costed_support_plans is there twice; keep "
        "one, and rename the other.",
    ),
    "a criterion of no tier": (
        setting(_criterion, "tier", "tier 1"),
        f"{FIRST}tier 'tier 1' is none that we know; write one of tier_1, tier_2, "
        "tier_3.",
    ),
    "a mistyped part": (
        setting(_criterion, "wordng", "x"),
        "mine.yaml, version 1, criterion number 1: 'wordng' is no part of it; write "
        "one of code, tier, short, wording, paragraph, evidence, viewpoints, required.",
    ),
    "no paragraph": (
        setting(_criterion, "paragraph", " "),
        f"{FIRST}paragraph is ' ', which is no text; write it in words, between "
        '"quotes" if it looks like a number.',
    ),
    "a head that is too long": (
        setting(_criterion, "short", "x" * 27),
        f"{FIRST}short has 27 characters; write it in 26 or fewer.",
    ),
    "nobody's view": (
        setting(_criterion, "viewpoints", []),
        f"{FIRST}viewpoints is [], which is no list of anything; write one or more, "
        "each after a dash or between square brackets.",
    ),
    "a mistyped viewpoint": (
        setting(_criterion, "viewpoints", ["comissioner"]),
        f"{FIRST}viewpoint 'comissioner' is none that we know; write one of provider, "
        "commissioner, citizen.",
    ),
    "one viewpoint twice": (
        setting(_criterion, "viewpoints", ["citizen", "citizen"]),
        f"{FIRST}viewpoint citizen is there twice; keep one, and rename the other.",
    ),
    "perhaps required": (
        setting(_criterion, "required", "perhaps"),
        f"{FIRST}required is 'perhaps'; write yes or no.",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_in_one_sentence(tmp_path, fault):
    spoil, sentence = FAULTS[fault]
    told = written()
    spoil(told)
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(told, sort_keys=False), encoding="utf-8")

    with pytest.raises(FrameworkError) as caught:
        read_framework(path)

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            b"title: [unclosed\nguide: x\n",
            r"mine\.yaml: it cannot be read at line 2: .*; correct that line\.",
        ),
        (
            b"title: one\ntitle: two\n",
            r"mine\.yaml: it cannot be read at line 2: 'title' is written twice; .*",
        ),
        (b"title: 2026-02-30\n", r"mine\.yaml: it holds a bad date: .*; correct it\."),
        (b"title: \xe9\n", r"mine\.yaml: it is not text in UTF-8; save it as UTF-8\."),
        (b"", r"mine\.yaml: None stands where names with values should; .*"),
        (b"? [a, b]\n: c\n", r"mine\.yaml: .*"),
    ],
)
def test_a_file_that_is_no_framework_is_told_so(tmp_path, text, sentence):
    path = tmp_path / "mine.yaml"
    path.write_bytes(text)

    with pytest.raises(FrameworkError, match=rf"^{sentence}$"):
        read_framework(path)


def test_a_file_that_is_not_there_is_told_so(tmp_path):
    with pytest.raises(FrameworkError, match=r"^There is no framework file .*none\.ya"):
        read_framework(tmp_path / "none.yaml")
