"""Outcomes: whose support faded, and what is said of providers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics import words
from analytics.answers import outcome_scores as scores
from analytics.answers import outcome_words, outcomes
from analytics.answers.tiers import KINDS
from analytics.catalogue.entry import (
    Chart,
    Column,
    Control,
    Levels,
    Measure,
    Option,
    Table,
    Topic,
)
from analytics.evidence import Evidence
from analytics.figures.bars import counted_bars
from analytics.figures.ranking import dot_ranking
from analytics.measures.fading import fading_support
from analytics.measures.provider_scores import provider_feedback, provider_reviews
from analytics.selection import Selection

REVIEWS, FEEDBACK = outcome_words.REVIEWS, outcome_words.FEEDBACK
ARRANGEMENTS = "council_arrangements"
NAMED = (
    "A score names a provider, and a sole trader by number; what is said of one is for "
    "it and the council first."
)


def _private(unit: str, meaning: str) -> Column:
    return Column(unit, "provider_confidential", meaning)


SCORES = {
    "provider_label": _private("-", "an organisation's name, a sole trader's id"),
    "kind": _private("-", "kind of provider"),
    "answers": _private("answers", "pieces of feedback, or people told of twice"),
    "good": _private("answers", "of these, score 4 or 5, or no lower than at first"),
    "score": _private("share", "share of good, drawn to all providers"),
    "score_lower": _private("share", "lower end of its 95% interval"),
    "score_upper": _private("share", "upper end of its 95% interval"),
}
PROVIDER = {"provider_id": _private("-", "the council's number for the provider")}
FADING_TABLE = Table(
    name="fading_support",
    grain="one group of people and outcome of their hours",
    keys={
        "people_group": Column("-", "council", "all, pilot (of any code) or others"),
        "outcome": Column(
            "-",
            "council",
            "faded, unexplained or cannot_tell (fewer hours); same, more or too_early",
        ),
    },
    values={
        "people": Column("people", "person", "people reviewed"),
        "people_at_least": Column(
            "people",
            "person",
            "the same, were the least share of its range enough",
        ),
        "people_at_most": Column("people", "person", "the same, were the most needed"),
        "hours_first": Column("hours/week", "person", "their hours at first review"),
        "hours_last": Column("hours/week", "person", "their hours at the last"),
    },
    needs=(REVIEWS,),
)
FEEDBACK_TABLE = Table(
    name=scores.FEEDBACK,
    grain="one provider with feedback",
    keys=PROVIDER,
    values=SCORES,
    needs=(FEEDBACK,),
)
THEMES_TABLE = Table(
    name=scores.THEMES,
    grain="one theme of feedback",
    keys={"theme": Column("-", "council", "theme, or not_said")},
    values={
        "pieces": _private("pieces", "pieces of feedback"),
        "low": _private("pieces", "of which score 1 or 2"),
    },
    needs=(FEEDBACK,),
)
REVIEWS_TABLE = Table(
    name=scores.REVIEWS,
    grain="one measure and provider of people reviewed twice",
    keys={
        "measure": Column("-", "council", "independence or satisfaction"),
        **PROVIDER,
    },
    values=SCORES,
    needs=(REVIEWS, ARRANGEMENTS),
)


def _everything(selection: Selection) -> Mapping[str, Any]:
    return {}


def _kinds(levels: Levels, selection: Selection) -> list[Option]:
    known = {
        kind
        for table in (scores.FEEDBACK, scores.REVIEWS)
        for kind in levels(table, "kind")
    }
    return [Option(kind, name) for kind, name in KINDS.items() if kind in known]


def _measures(levels: Levels, selection: Selection) -> list[Option]:
    known = levels(scores.REVIEWS, "measure")
    named = scores.MEASURES.items()
    return [Option(measure, name) for measure, name in named if measure in known]


def _first_of(offer: Any) -> Any:
    def first(levels: Levels, selection: Selection) -> str:
        offered = offer(levels, selection)
        return offered[0].value if offered else ""

    return first


def _all_feedback(evidence: Evidence) -> dict[str, Any]:
    return scores.everyone(evidence[scores.FEEDBACK])


def _all_reviews(evidence: Evidence) -> dict[str, Any]:
    rows = evidence[scores.REVIEWS]
    return scores.everyone(rows[rows["measure"] == scores.measure_of(evidence)])


SCORE_NAMES = {
    "name": "provider_label",
    "value": "score",
    "lower": "score_lower",
    "upper": "score_upper",
}
FADING = Chart(
    name="fading_support",
    heading=outcome_words.fading_heading,
    sub=outcome_words.fading_sub,
    finding=outcome_words.fading_finding,
    frame=outcomes.fading,
    figure=partial(
        counted_bars,
        names={
            "heading": "group_name",
            "label": "outcome_name",
            "value": "people",
            "words": "said",
        },
    ),
    columns={
        "group_name": "Group",
        "outcome_name": "Hours at the last review",
        "people": "People",
        "hours_first": "Hours a week, first review",
        "hours_last": "Hours a week, last review",
    },
    reads=("fading_support",),
    needs=(REVIEWS,),
)
SAID = Chart(
    name=scores.FEEDBACK,
    heading=scores.feedback_heading,
    sub=scores.feedback_sub,
    finding=scores.scores_finding,
    frame=scores.feedback,
    figure=partial(dot_ranking, write=words.percent, names=SCORE_NAMES),
    setting=_all_feedback,
    columns={
        "provider_label": "Provider",
        "kind_name": "Kind",
        "answers": "Pieces of feedback",
        "good": "of which 4 or 5",
        "score": "Score",
        "score_lower": "95% interval, from",
        "score_upper": "to",
    },
    reads=(scores.FEEDBACK,),
    needs=(FEEDBACK,),
    internal_reason=NAMED,
)
FARED = Chart(
    name=scores.REVIEWS,
    heading=scores.reviews_heading,
    sub=scores.reviews_sub,
    finding=scores.scores_finding,
    frame=scores.reviews,
    figure=partial(dot_ranking, write=words.percent, names=SCORE_NAMES),
    setting=_all_reviews,
    columns={
        "provider_label": "Provider",
        "kind_name": "Kind",
        "answers": "People told of twice",
        "good": "of which no lower",
        "score": "Score",
        "score_lower": "95% interval, from",
        "score_upper": "to",
    },
    reads=(scores.REVIEWS,),
    needs=(REVIEWS, ARRANGEMENTS),
    internal_reason=NAMED,
)
ABOUT = Chart(
    name=scores.THEMES,
    heading=scores.themes_heading,
    sub=scores.themes_sub,
    finding=scores.themes_finding,
    frame=scores.themes,
    figure=partial(
        counted_bars,
        names={"label": "theme_name", "value": "pieces", "words": "said"},
    ),
    columns={
        "theme_name": "Theme",
        "pieces": "Pieces of feedback",
        "low": "of which 1 or 2",
    },
    reads=(scores.THEMES,),
    needs=(FEEDBACK,),
    internal_reason="A theme may rest on one person's words; it stays inside.",
)

TOPIC = Topic(
    name="outcomes",
    title="Fading support",
    group="Outcomes",
    part="Fading support",
    order=70,
    question=lambda council: "Are people better off?",
    measures=(
        Measure(fading_support, (FADING_TABLE,)),
        Measure(provider_feedback, (FEEDBACK_TABLE, THEMES_TABLE)),
        Measure(provider_reviews, (REVIEWS_TABLE,)),
    ),
    reads={
        "fading_support": _everything,
        scores.FEEDBACK: _everything,
        scores.REVIEWS: _everything,
        scores.THEMES: _everything,
    },
    controls=(
        Control("kind", "Providers", "select", _first_of(_kinds), _kinds),
        Control(
            "measure", "Reviews tell of", "select", _first_of(_measures), _measures
        ),
    ),
    charts=(FADING, SAID, FARED, ABOUT),
    answer=outcomes.answer,
    notes=outcome_words.notes,
    needs=(REVIEWS, FEEDBACK),
    needs_any=True,
    helps={
        ARRANGEMENTS: "Whose provider each person had on the day of a review",
        "council_providers": "The names of organisations, and their kinds",
    },
    will_answer=(
        "For how many people fewer hours are a success, and for how many unexplained",
        "What citizens say of each provider, with an interval",
        "Whether people keep their independence and satisfaction with each provider",
    ),
)
