"""Numbers that others published, which must come out right to the penny."""

from decimal import Decimal
from fractions import Fraction

import pytest

from analytics.answers.cost_published import past_findings, workers, workers_source
from analytics.assumptions import assumptions
from analytics.costs.published import finding, personal_assistants, published_prices
from analytics.costs.rate import weekly_hours, yearly_cost


def price(name):
    return next(each for each in published_prices() if each.name == name)


def test_marys_plan():
    plan = finding("marys_plan").numbers
    visits = [tuple(each) for each in plan["visits"]]

    assert weekly_hours(visits) == Fraction("6.75")
    assert weekly_hours(visits) * plan["weeks"] == 351
    assert yearly_cost(visits, Decimal(plan["hourly_gbp"])) == Decimal("4387.50")
    assert Decimal(plan["yearly_gbp"]) == Decimal("4387.50")


def test_somersets_umbrella_body():
    somerset = price("umbrella_body_somerset")

    assert somerset.hourly_rate_gbp == Decimal("17.10")
    assert somerset.worker_pay_gbp / somerset.hourly_rate_gbp == Decimal("0.8")
    assert somerset.infrastructure_gbp == Decimal("3.42")


def test_somersets_pay_pro_rata():
    told = finding("pay_pro_rata_somerset").numbers

    exact = Decimal(told["hourly_gbp"]) * told["hours_a_year"]
    assert exact == Decimal("26265.60")
    assert int(exact) == int(told["yearly_gbp"]) == 26_265
    assert told["hours_a_year"] == 40 * 48


def test_the_homecare_associations_model_adds_up():
    model = price("homecare_association_2020_21")

    travel = sum(map(Decimal, ("1.70", "1.14", "1.97", "1.36")))
    assert model.travel_and_oncosts_gbp == travel == Decimal("6.17")
    assert (model.hourly_rate_gbp, model.worker_pay_gbp) == (
        Decimal("20.69"),
        Decimal("8.72"),
    )


@pytest.mark.parametrize("one", published_prices(), ids=lambda one: one.name)
def test_every_published_price_is_the_sum_of_its_parts(one):
    assert one.hourly_rate_gbp == (
        one.worker_pay_gbp
        + one.travel_and_oncosts_gbp
        + one.infrastructure_gbp
        + one.surplus_gbp
    )
    assert one.source


def test_the_charge_for_managing_an_isf():
    told = finding("isf_charge").numbers

    assert (told["low_gbp_week"], told["high_gbp_week"]) == ("5", "25")


def test_past_findings_are_shown_with_size_and_date():
    assert finding("southwark_saving").numbers == {"saving_pct": "29.7"}
    assert finding("southwark_saving").year == "2012"
    assert finding("animate_hours").numbers == {"fewer_hours_pct": "44", "people": 12}
    assert finding("animate_hours").size == "12 people"
    shown = past_findings()
    assert shown.ne("").all().all()
    assert any("29.7%" in said for said in shown["finding"])


def test_no_past_finding_is_a_default():
    taken = {each.value for each in assumptions() if each.name.startswith("costs.")}

    assert not taken & {0.297, 29.7, 0.44, 44, 13.68, 17.10, 3.42}


def test_personal_assistants_beside_the_independent_sector():
    rows = {
        row["measure"]: (row["personal_assistants"], row["independent_sector"])
        for row in personal_assistants()["rows"]
    }

    assert rows == {
        "Turnover a year": ("16.7", "40.6"),
        "Experience in the sector": ("9.6", "6.3"),
        "Sick days a year": ("1.7", "5"),
        "Mean hourly pay": ("9.53", "8.78"),
        "Hold a relevant qualification": ("46", "47"),
    }
    assert personal_assistants()["year"] == 2020
    assert workers()["personal_assistants"].tolist() == [
        "16.7%",
        "9.6 years",
        "1.7 days",
        "£9.53",
        "46%",
    ]
    assert "2020" in workers_source()
