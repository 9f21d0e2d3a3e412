"""The words of the front page: what it takes over, what changed, what is due."""

import datetime as dt
from types import SimpleNamespace

import pandas as pd
import pytest

from analytics import words
from analytics.answers import overview, overview_due
from analytics.answers.overview_lately import lately
from analytics.answers.overview_since import NO_EARLIER, month, since
from analytics.evidence import About, Answer, Evidence, Notes
from analytics.selection import Selection

NOW, JUNE = dt.date(2026, 9, 30), dt.date(2026, 6, 30)
NOTES = Notes("Source.", "Age.", "Care.", "**The line.** At 0.90, 24 areas.")


def about(as_of=NOW):
    built = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    supplied = {"council_supply": None, "ons_population": dt.date(2020, 6, 30)}
    return About("X1", "Zedshire", "b1", built, as_of, True, supplied, 1)


def drawn(**columns):
    return SimpleNamespace(frame=pd.DataFrame(columns), finding="", error="")


def page(
    text="**Yes.** It is so.",
    *,
    as_of=NOW,
    view="internal",
    tables=None,
    charts=None,
    missing=(),
    lacking=(),
    sure="Sure. Or not.",
    **facts,
):
    choices = (("line", "1.0"), ("place", ""))
    rows = Evidence(about(as_of), Selection("X1", view, None, choices), tables or {})
    return SimpleNamespace(
        question="How is it?",
        evidence=rows,
        answer=Answer(text, sure, facts),
        notes=NOTES,
        missing=missing,
        lacking=lacking,
        charts=charts or {},
        absent={},
    )


def gathered(now, then=None, view="internal"):
    return Evidence(about(), Selection("X1", view), {}, now, then or {})


def verdicts(listed, judged=("a", "b", "c", "d", "e", "f")):
    places = {"a": "Ashby", "b": "Ashby", "c": "Birch", "d": "Cawd", "e": "Dunn"}
    return pd.DataFrame(
        {
            "area_code": list(judged),
            "verdict": ["desert" if a in listed else "not_below" for a in judged],
            "place_name": [places.get(a) if a in listed else None for a in judged],
            "class": 3.0,
            "class_status": "ok",
            "reason": "too far",
            "hours_short": [10.0 if a in listed else 0.0 for a in judged],
        }
    )


def deserts(listed, *, as_of=NOW, view="internal", text=None, **facts):
    rows = verdicts(listed)
    areas = pd.DataFrame(
        {
            "area_code": rows["area_code"],
            "area_name": rows["area_code"],
            "ward_name": "W",
            "district_name": "D",
            "x_m": 0.0,
            "y_m": 0.0,
            "people_65_plus": 100.0,
        }
    )
    said = text or f"**In {len(listed)} of 6 areas**, too little. About **9 people**."
    told = {"areas_listed": len(listed), "areas_judged": 6, **facts}
    tables = {"verdicts": rows, "areas": areas}
    return page(said, as_of=as_of, view=view, tables=tables, **told)


@pytest.mark.parametrize(
    ("text", "number", "said"),
    [
        ("One. Two. Three.", 2, "One. Two."),
        ("**Yes, slowly.** In 2 months 3.5% moved.", 1, "**Yes, slowly.**"),
        ("At £2.23 an hour it is least. So there.", 1, "At £2.23 an hour it is least."),
        ("It is so. **3** are left.", 1, "It is so."),
        ("**All is well. So it is.** More.", 1, "**All is well.**"),
        ("Only one", 3, "Only one"),
    ],
)
def test_the_first_sentences_are_taken_whole(text, number, said):
    assert overview.first_sentences(text, number) == said


@pytest.mark.parametrize(
    ("listed", "opening"),
    [
        ("", "As far as we can tell, yes."),
        ("c", "Mostly, but not around Birch."),
        ("ac", "Mostly, but not around Ashby or around Birch."),
        ("abc", "Mostly not."),
        ("abcde", "Mostly not."),
    ],
)
def test_the_first_words_answer_the_question(listed, opening):
    said = overview.answer(gathered({"deserts": deserts(listed)}))

    assert said.text.startswith(f"**{opening}** In {len(listed)} of 6 areas, ")
    assert said.facts["areas_listed"] == len(listed)
    assert "**9 people**" in said.text
    assert "Sure." in said.sure
    assert "Or not." not in said.sure


def test_many_places_are_counted_and_the_worst_is_named():
    rows = deserts("acd")
    rows.answer.facts["areas_judged"] = 60
    said = overview.answer(gathered({"deserts": rows}))

    assert said.text.startswith(
        "**Mostly, but not around Ashby or in 2 other places.**"
    )


@pytest.mark.parametrize("facts", [{}, {"areas_listed": 0, "areas_judged": 0}])
def test_where_care_deserts_cannot_tell_neither_can_this_page(facts):
    blank = "**We cannot tell yet.** This page needs `supply`."
    said = overview.answer(gathered({"deserts": page(blank, **facts)}))

    assert said.text == blank
    assert overview.answer(gathered({})).text.startswith("**We cannot tell yet.**")


def test_the_answer_names_the_day_that_it_is_compared_with():
    now, then = deserts("a"), deserts("a", as_of=JUNE)

    assert "compared with 30 June 2026" in (
        overview.answer(gathered({"deserts": now}, {"deserts": then})).sure
    )
    assert NO_EARLIER in overview.answer(gathered({"deserts": now})).sure


@pytest.mark.parametrize(
    ("now", "then", "head", "text"),
    [
        ("a", "abc", "2 fewer areas than in June", "2 areas left."),
        ("abc", "a", "2 more areas than in June", "2 areas joined around Ashby"),
        ("abcd", "a", "3 more areas than in June", "3 areas joined."),
        ("a", "b", "No change since June", "1 area joined around Ashby; 1 area left."),
        ("a", "a", "No change since June", ""),
    ],
)
def test_areas_that_joined_and_left_are_told(now, then, head, text):
    told = since(
        gathered({"deserts": deserts(now)}, {"deserts": deserts(then, as_of=JUNE)}),
        "deserts",
    )

    assert told.head == head
    assert told.text.startswith(text)
    assert bool(told.text) == bool(text)


def test_what_is_published_tells_no_area_that_joined():
    told = since(
        gathered(
            {"deserts": deserts("a", view="public")},
            {"deserts": deserts("b", as_of=JUNE, view="public")},
            view="public",
        ),
        "deserts",
    )

    assert (told.head, told.text) == ("No change since June", "")


BOTH_WAYS = [
    ("tiers", {"tier_1": 13}, {"tier_1": 11}, "2 more in Tier 1 than in June"),
    ("tiers", {"tier_1": 11}, {"tier_1": 12}, "1 fewer in Tier 1 than in June"),
    ("tiers", {"tier_1": 11}, {"tier_1": 11}, "As many in Tier 1 since June"),
    ("uptake", {"share": 0.431}, {"share": 0.428}, "Up 0.3 points since June"),
    ("uptake", {"share": 0.42}, {"share": 0.43}, "Down 1.0 points since June"),
    ("uptake", {"share": 0.42}, {"share": 0.4202}, "No change since June"),
    ("waiting", {"people": 10}, {"people": 9}, "1 more person than in June"),
    ("waiting", {"people": 10}, {"people": 30}, "20 fewer people than in June"),
    ("outcomes", {"faded": 64.0}, {"faded": 60.0}, "4 more as they wished than in"),
    ("outcomes", {"faded": 0.0}, {"faded": 60.0}, "60 fewer as they wished than in"),
    (
        "costs",
        {"cheapest": "in_house", "in_house_an_hour_gbp": 2.5},
        {"cheapest": "in_house", "in_house_an_hour_gbp": 2.25},
        "£0.25 an hour more than in June",
    ),
    (
        "costs",
        {"cheapest": "in_house", "in_house_an_hour_gbp": 2.5},
        {"cheapest": "in_house", "in_house_an_hour_gbp": 2.75},
        "£0.25 an hour less than in June",
    ),
    (
        "costs",
        {"cheapest": "in_house", "in_house_an_hour_gbp": 2.5},
        {"cheapest": "commissioned"},
        "Another way costs least",
    ),
]


@pytest.mark.parametrize(("name", "now", "then", "head"), BOTH_WAYS)
def test_a_change_is_told_in_words_both_ways(name, now, then, head):
    told = since(gathered({name: page(**now)}, {name: page(as_of=JUNE, **then)}), name)

    assert told.head.startswith(head)


def test_the_way_that_was_cheapest_is_named():
    now, then = page(cheapest="in_house"), page(as_of=JUNE, cheapest="commissioned")
    told = since(gathered({"costs": now}, {"costs": then}), "costs")

    assert told.text == "In June it was a commissioned programme."


@pytest.mark.parametrize(
    "name", ["deserts", "tiers", "uptake", "waiting", "costs", "outcomes"]
)
def test_a_number_that_one_build_does_not_tell_is_not_compared(name):
    tables = {"verdicts": verdicts("a")}
    for now, then in (({"other": 1}, {"some": 2}), ({"tier_1": 1}, {"some": 2})):
        told = since(
            gathered(
                {name: page(tables=tables, **now)},
                {name: page(as_of=JUNE, tables=tables, **then)},
            ),
            name,
        )
        assert told.head == "Not to be compared with June"
        assert told.text


@pytest.mark.parametrize("blank", [None, float("nan")])
def test_a_blank_is_never_taken_for_a_zero(blank):
    then = page(as_of=JUNE, people=blank)
    told = since(gathered({"waiting": page(people=5)}, {"waiting": then}), "waiting")

    assert told.head == "Not to be compared with June"


def test_a_page_that_cannot_answer_says_nothing_of_a_change():
    lost = page(missing=["council_referrals"])
    told = page(people=5)
    for then in ({}, {"waiting": page(as_of=JUNE, people=4)}):
        assert since(gathered({"waiting": lost}, then), "waiting").head == "Not known"
    assert since(gathered({}), "waiting").head == "Not known"

    new = gathered({"waiting": told}, {"waiting": page(as_of=JUNE)})
    assert since(new, "waiting").head == "New since June"
    other = gathered({"waiting": told}, {"tiers": page(as_of=JUNE, tier_1=1)})
    assert since(other, "waiting").head == "New since June"


def test_a_page_that_is_not_published_says_so():
    inside = gathered({"waiting": page(view="public")}, view="public")

    assert since(inside, "waiting").head == "Not published"


def trend(*people):
    days = pd.date_range(end="2026-09-30", periods=len(people), freq="ME")
    return {"waiting_trend": drawn(month_end=days, people=people)}


def test_without_an_earlier_build_the_last_quarter_is_told():
    waits = page(people=30, charts=trend(10, 12, 15, 25, 30))
    told = since(gathered({"waiting": waits}), "waiting")

    assert told.head == "18 more people"
    assert told.text == f"Since the end of June 2026. {NO_EARLIER}."
    assert since(gathered({"costs": page(cheapest="x")}), "costs").head == NO_EARLIER


@pytest.mark.parametrize(
    ("as_of", "is_told"), [(JUNE, False), (dt.date(2026, 5, 31), True)]
)
def test_one_change_is_not_told_twice(as_of, is_told):
    now = page(people=30, charts=trend(10, 12, 15, 25, 30))
    then = page(as_of=as_of, people=12)
    told = since(gathered({"waiting": now}, {"waiting": then}), "waiting")

    assert ("Since the end of June 2026: 18 more people." in told.text) == is_told


@pytest.mark.parametrize(
    ("shares", "head"),
    [
        ((0.40, 0.41), "Up 1.0 points"),
        ((0.41, 0.40), "Down 1.0 points"),
        ((0.40, 0.40), "No change"),
    ],
)
def test_a_share_moves_by_points(shares, head):
    days = pd.to_datetime(["2026-06-30", "2026-09-30"])
    chart = drawn(quarter_end=days, people=[1.0, 2.0], share=shares)
    told = lately("uptake", page(charts={"uptake_trend": chart}))

    assert (told.head, told.text) == (head, "July to September 2026")


def test_too_short_a_history_tells_nothing():
    assert lately("waiting", page(charts=trend(1, 2, 3))) is None
    assert lately("waiting", page()) is None
    assert lately("costs", page()) is None


def test_the_moves_of_the_last_quarter_alone_are_told():
    columns = ["quarter_end", "tier_before", "tier_after", "providers"]
    rows = [
        ("2026-06-30", "tier_3", "tier_1", 7),
        ("2026-09-30", "tier_3", "tier_2", 2),
        ("2026-09-30", "tier_1", "tier_1", 5),
        ("2026-09-30", "tier_2", "none", 1),
        ("2026-09-30", "none", "tier_3", 4),
    ]
    frame = pd.DataFrame(rows, columns=columns)
    chart = SimpleNamespace(frame=frame, finding="", error="")
    told = lately("tiers", page(charts={"tier_flow": chart}))

    assert told.head == "2 moved up, 4 joined, 1 left"
    assert told.text == "July to September 2026"


@pytest.mark.parametrize(
    ("day", "said"),
    [(JUNE, "June"), (dt.date(2025, 9, 30), "September 2025")],
)
def test_a_month_long_ago_has_its_year(day, said):
    assert month(day, NOW) == said


def clock(number, state, days, **more):
    return {
        "provider_id": f"P{number}",
        "provider_label": f"Care {number}",
        "kind": "homecare_agency",
        "state": state,
        "days_left": days,
        "improve_by": pd.Timestamp(NOW) + pd.Timedelta(days=days),
        **{f"milestones_{how}": 0 for how in ("kept", "late", "missed")},
        "next_step": None,
        "next_due_on": pd.NaT,
        **more,
    }


def clocks(leaving=()):
    rows = [
        clock(1, "due", 40),
        clock(2, "overdue", -1),
        clock(3, "running", 200),
        clock(4, "overdue", -12),
        clock(5, "paused", 20),
        clock(6, "done", -400),
    ]
    tables = {"tier_clocks": pd.DataFrame(rows)}
    if leaving:
        tables["phase_out"] = pd.DataFrame(leaving)
    return page(tables=tables)


def test_clocks_that_are_over_come_first_and_then_by_day():
    due = overview_due.decisions(gathered({"tiers": clocks()}))

    assert [each.name for each in due] == ["Care 4", "Care 2", "Care 1"]
    assert [each.when for each in due] == [
        "12 days over",
        "1 day over",
        "9 November 2026",
    ]
    assert [each.is_over for each in due] == [True, True, False]
    assert {each.page for each in due} == {"tiers"}
    assert due[0].said == ": improve-by date passed on 18 September 2026."


def test_what_a_leaving_brings_about_is_said_where_it_is_known():
    leaving = {
        "provider_id": "P4",
        "people": 7.0,
        "areas_becoming_desert": 5.0,
        "hours_unplaced": 40.0,
    }
    gone = {**leaving, "provider_id": "P2", "people": 0.0}
    full, nobody, _ = overview_due.decisions(
        gathered({"tiers": clocks([leaving, gone])})
    )

    assert "add 5 areas to the care deserts, and at least 40 hours" in full.said
    assert "nobody to place" in nobody.said
    assert (full.page, full.choices) == ("phasing", {"provider": "P4"})


def test_late_reviews_old_and_missing_data_are_told():
    ages = pd.DataFrame(
        {
            "source": ["a", "b"],
            "title": ["Old", "New"],
            "describes_on": pd.to_datetime(["2020-06-30", "2026-01-31"]),
        }
    )
    pages = {
        "assurance": page(look_for_review=3),
        "data": page(tables={"source_ages": ages}),
        "waiting": page(lacking=["council_referrals", "council_supply"]),
        "deserts": page(lacking=["council_supply"]),
    }
    review, old, *missing = overview_due.decisions(gathered(pages))

    assert (review.when, review.name, review.page) == (
        "Overdue",
        "3 arrangements",
        "assurance",
    )
    assert old.when == "June 2020"
    assert old.name == "1 source"
    assert [each.name for each in missing] == ["Referrals", "Supply"]
    assert "would switch on care deserts" in missing[1].said
    assert all(each.when == "Not supplied" for each in missing)


def test_of_many_missing_sources_some_are_counted():
    lacking = [
        "council_referrals",
        "council_supply",
        "council_reviews",
        "council_rates",
        "council_feedback",
        "council_providers",
    ]
    due = overview_due.decisions(gathered({"waiting": page(lacking=lacking)}))

    assert len(due) == overview_due.MOST_MISSING + 1
    assert due[-1].name == "2 other files"


def test_nothing_due_is_said():
    assert (
        overview_due.decisions(gathered({"assurance": page(look_for_review=0)})) == []
    )
    assert "within 90 days" in overview_due.nothing_due()


def test_the_notes_are_short_and_say_what_would_change_the_list():
    rows = verdicts("a")
    rows.loc[:1, "class"] = None
    pages = {
        "deserts": page(charts={"desert_map": SimpleNamespace(frame=rows, error="")})
    }
    told = overview.notes(gathered(pages))

    assert told.source.startswith("2 sources: 1 of the council’s own (synthetic)")
    assert "2 areas have no figure" in told.read_with_care
    assert told.what_would_change_this == NOTES.what_would_change_this
    assert words.date(NOW) in told.how_old
    assert all(len(note.split()) <= 30 for note in vars(told).values())
    assert all(vars(overview.notes(gathered({}))).values())
