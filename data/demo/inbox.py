"""Write the demonstration county as an inbox, in the layouts that readers take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from data.demo import arrangements as of_arrangements
from data.demo import evidence, money, published, reviews, tiers
from data.demo.agreements import fund_agreements
from data.demo.ascof import write_ascof
from data.demo.cld import arrangement_payees, client_level_data, isf_flags
from data.demo.cqc import directory
from data.demo.faults import with_faults
from data.demo.files import stream, write_csv
from data.demo.offers import Market, referral_offers
from data.demo.people import persons
from data.demo.places import Places, read_places
from data.demo.population import hours_needed, in_2021_areas, people_by_age
from data.demo.providers import opened_later, read_providers, register_file
from data.demo.referrals import referrals
from data.demo.spells import as_targets, spells
from data.demo.supply import sites
from data.demo.supply_history import coverage_file, supply_file, zones_file

TRUTH = Path(__file__).parent / "truth.yaml"
LATEST_ASCOF = pd.Timestamp("2025-03-31")
NOTES = """Notes to self - invented like everything in this folder

Ask the coast team which agencies come back after the season.
Supply return: East Prologue has not answered. Try again in November.
"""


def read_truth() -> dict[str, Any]:
    """Read what is planted."""
    truth: dict[str, Any] = yaml.safe_load(TRUTH.read_text(encoding="utf-8"))
    return truth


def write_inbox(
    folder: Path,
    *,
    seed: int | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Write every file of the demonstration county into a folder.

    Parameters
    ----------
    folder : made if it is not there; files of the same names are replaced
    seed : the same seed writes the same bytes; what truth.yaml says holds for its own
    progress : told each step in a sentence
    """
    folder.mkdir(parents=True, exist_ok=True)
    truth = read_truth()
    seed = int(truth["seed"]) if seed is None else seed
    places = read_places()
    progress("Inventing people and places.")
    people = people_by_age(places, truth["odd_areas"], stream(seed, "people"))
    _write_published(folder, places, people, truth, seed)
    needing = in_2021_areas(people, places)
    progress("Inventing providers and their supply.")
    quarters = list(truth["tiers"])
    register = opened_later(
        read_providers(quarters), truth["introductory_agency_opens"]
    )
    listed = register_file(register, places, stream(seed, "register"))
    write_csv(folder, "providers", listed)
    ratings = directory(listed, places, truth, stream(seed, "cqc"))
    write_csv(folder, "cqc_care_directory_with_ratings", ratings)
    sites_now = _write_supply(folder, places, needing, register, truth, seed)
    decided = _write_tiers(folder, register, truth, seed)
    market = Market(register, decided, sites_now, places)
    rates = money.rates(register, stream(seed, "rates"))
    write_csv(folder, "rates", _spoilt("rates", rates, truth, seed))
    write_csv(folder, "infrastructure_lines", money.infrastructure_lines())
    write_csv(folder, "area_groups", zones_file(places))
    progress("Inventing arrangements and referrals.")
    _write_arrangements(folder, market, needing, truth, seed)
    (folder / "synthetic notes to self.txt").write_text(NOTES, encoding="utf-8")
    progress(f"Wrote {len(list(folder.iterdir()))} files.")


def _write_published(
    folder: Path,
    places: Places,
    people: pd.DataFrame,
    truth: Mapping[str, Any],
    seed: int,
) -> None:
    published.write_lookups(folder, places, truth)
    published.write_geography(folder, places)
    published.write_people(folder, places, people, stream(seed, "census"))
    published.write_classes(folder, places, stream(seed, "classes"))
    published.write_neighbours(folder, truth)


def _write_supply(
    folder: Path,
    places: Places,
    needing: pd.DataFrame,
    register: pd.DataFrame,
    truth: Mapping[str, Any],
    seed: int,
) -> pd.DataFrame:
    rng = stream(seed, "supply")
    now = sites(places, hours_needed(needing), register, truth["supply"], rng)
    rows = supply_file(now, register, places, stream(seed, "supply history"))
    write_csv(folder, "supply", _spoilt("supply", rows, truth, seed))
    write_csv(folder, "supply_coverage", coverage_file())
    return now


def _write_tiers(
    folder: Path, register: pd.DataFrame, truth: Mapping[str, Any], seed: int
) -> pd.DataFrame:
    rng = stream(seed, "tiers")
    decided = tiers.decisions(register, list(truth["tiers"]), truth["clocks"], rng)
    write_csv(folder, "tier_decisions", decided)
    write_csv(
        folder, "tier_milestones", tiers.milestones(decided, truth["clocks"], rng)
    )
    seen = evidence.tier_evidence(
        decided, truth["tier_evidence"], stream(seed, "tier evidence")
    )
    write_csv(folder, "tier_evidence", _spoilt("tier_evidence", seen, truth, seed))
    given = evidence.provider_support(
        decided, truth["provider_support"], stream(seed, "provider support")
    )
    write_csv(folder, "provider_support", given)
    said = reviews.feedback(register, truth["feedback"], stream(seed, "feedback"))
    write_csv(folder, "feedback", _spoilt("feedback", said, truth, seed))
    return decided


def _write_arrangements(
    folder: Path,
    market: Market,
    needing: pd.DataFrame,
    truth: Mapping[str, Any],
    seed: int,
) -> None:
    places, register = market.places, market.register
    played = spells(as_targets(truth), stream(seed, "spells"))
    first = played.drop_duplicates("person").set_index("person")["route"]
    deserts = [ward for place in truth["deserts"] for ward in place["wards"]]
    people = persons(first, places, needing, deserts, stream(seed, "persons"))
    hours = truth["intermediary_hours_a_year"] / of_arrangements.WEEKS_A_YEAR
    rows = of_arrangements.arrangements(
        played, people, register, places, hours, stream(seed, "arrangements")
    )
    everyone = of_arrangements.with_children(
        rows, truth["children"], stream(seed, "children")
    )
    told = everyone[of_arrangements.COLUMNS]
    agreed = fund_agreements(told, stream(seed, "fund agreements"))
    write_csv(folder, "arrangements", _spoilt("arrangements", agreed, truth, seed))
    events = client_level_data(told, "mixed", stream(seed, "client-level data"))
    write_csv(folder, "client_level_data", events)
    write_csv(folder, "isf_flags", isf_flags(told))
    payees = arrangement_payees(told, stream(seed, "payees"))
    write_csv(folder, "arrangement_payees", payees)
    asked = referrals(rows, deserts, stream(seed, "referrals"))
    asked = asked.assign(made_on=asked["made_on"].dt.strftime("%Y-%m-%d"))
    write_csv(folder, "referrals", _spoilt("referrals", asked, truth, seed))
    _write_what_became_of_them(folder, rows, asked, market, truth, seed)
    write_ascof(folder, truth, _own_ascof(truth))


def _write_what_became_of_them(
    folder: Path,
    rows: pd.DataFrame,
    asked: pd.DataFrame,
    market: Market,
    truth: Mapping[str, Any],
    seed: int,
) -> None:
    """Write who was offered each referral, and how people are by their reviews."""
    first = truth["referral_offers"]["tier_1_first"]
    offered = referral_offers(asked, market, first, stream(seed, "offers"))
    write_csv(
        folder, "referral_offers", _spoilt("referral_offers", offered, truth, seed)
    )
    reviewed = reviews.reviews(rows, truth["reviews"], stream(seed, "reviews"))
    write_csv(folder, "reviews", _spoilt("reviews", reviewed, truth, seed))


def _own_ascof(truth: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """Return the county's own published counts: those of its arrangements."""
    routes = truth["people_by_route"][LATEST_ASCOF.date()]
    of = sum(routes.values())
    return {
        "Table_3d(1a)": (of - routes["commissioned"], of),
        "Table_3d(2a)": (routes["direct_payment"], of),
    }


def _spoilt(
    name: str, rows: pd.DataFrame, truth: Mapping[str, Any], seed: int
) -> pd.DataFrame:
    wanted = truth["bad_rows"][name]
    repeats = truth["repeated_rows"].get(name, 0)
    return with_faults(name, rows, wanted, repeats, stream(seed, f"faults in {name}"))
