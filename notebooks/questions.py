# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Questions to one market
#
# This notebook asks what the pages ask, through the same functions, and gets the same
# sentences, rows and figures. It opens the market that `market-shaper build` or
# `market-shaper run` made, in the folder that `MARKET_SHAPER_OUT` names, or else here.
#
# It asks for the public view: what it shows is protected and may leave the council.
# Write `"internal"` for the exact desk, and keep what you then see to yourself.

# %%
import os
from pathlib import Path

from analytics.ask import ask
from analytics.catalogue import topic
from data.market import Market

market = Market(Path(os.environ.get("MARKET_SHAPER_OUT", ".")))
council = market.councils()[0]
view = {"view": "public"}
council

# %% [markdown]
# ## Who uses direct payments and individual service funds?
#
# `ask` puts a page's question to one council, view and build. A reply holds the answer
# in words with its doubt, the choices that were made, and each chart with its rows.

# %%
uptake = ask(topic("uptake"), market, council=council.code, query=view)
uptake.answer

# %%
trend = uptake.charts["uptake_trend"]
trend.figure()

# %% [markdown]
# The rows under a chart are those that are drawn. A number has its status beside it: a
# hidden or missing value is blank, with the reason, and never zero.

# %%
trend.frame

# %%
uptake.charts["direct_payment_peers"].figure()

# %%
uptake.charts["direct_payment_peers"].frame

# %% [markdown]
# A page's controls are words in an address. The same words narrow the question here;
# what cannot be chosen is named in `ignored`, and left out.

# %%
by_route = ask(
    topic("uptake"), market, council=council.code, query={**view, "route": "isf"}
)
by_route.answer

# %%
by_route.ignored, [(each.control.label, each.value) for each in by_route.controls]

# %% [markdown]
# ## Do direct payments and individual service funds last?
#
# In public a curve rests on a life table of rounded counts, and a group with few ends
# has none.

# %%
lasting = ask(topic("lasting"), market, council=council.code, query=view)
lasting.answer

# %%
lasting.charts["arrangement_curves"].figure()

# %%
lasting.charts["arrangement_curves"].frame

# %% [markdown]
# ## Are they used alike everywhere, and by everyone?

# %%
fairness = ask(topic("fairness"), market, council=council.code, query=view)
fairness.answer

# %%
fairness.charts["share_by_fifth"].figure()

# %%
fairness.charts["share_by_fifth"].frame

# %% [markdown]
# ## Who is waiting for care now, and where?

# %%
waiting = ask(topic("waiting"), market, council=council.code, query=view)
waiting.answer

# %%
waiting.charts["waiting_places"].figure()

# %%
waiting.charts["waiting_places"].frame

# %% [markdown]
# ## Where can people not get care?
#
# In public a desert is a word and a reason. Hours, ratios and chances stay on the desk.

# %%
deserts = ask(topic("deserts"), market, council=council.code, query=view)
deserts.answer

# %%
deserts.charts["desert_map"].figure()

# %%
deserts.charts["desert_map"].frame[list(deserts.charts["desert_map"].chart.columns)]

# %% [markdown]
# What is not among the charts says why.

# %%
deserts.absent

# %% [markdown]
# ## Where should the infrastructure cost sit?

# %%
costs = ask(topic("costs"), market, council=council.code, query=view)
costs.answer

# %%
costs.charts["break_even"].figure()

# %%
costs.charts["cost_ledger"].frame

# %%
costs.charts["rate_makeup"].figure()

# %%
costs.charts["rate_makeup"].frame

# %% [markdown]
# ## Are providers moving towards Tier 1?

# %%
tiers = ask(topic("tiers"), market, council=council.code, query=view)
tiers.answer

# %%
tiers.charts["tier_flow"].figure()

# %%
tiers.charts["tier_flow"].frame

# %% [markdown]
# ## How long does it take to move up, and where will the market be in a year?

# %%
progress = ask(topic("progress"), market, council=council.code, query=view)
progress.answer

# %%
progress.charts["tier_outlook"].figure()

# %%
progress.charts["tier_outlook"].frame

# %%
progress.charts["tier_moves"].figure()

# %%
progress.charts["tier_moves"].frame

# %% [markdown]
# ## Do referrals go to Tier 1 first?

# %%
referrals = ask(topic("referrals"), market, council=council.code, query=view)
referrals.answer

# %%
referrals.charts["referral_share"].figure()

# %%
referrals.charts["referral_share"].frame

# %%
referrals.charts["referral_counts"].figure()

# %%
referrals.charts["referral_counts"].frame

# %% [markdown]
# ## Are people better off?

# %%
outcomes = ask(topic("outcomes"), market, council=council.code, query=view)
outcomes.answer

# %%
outcomes.charts["fading_support"].figure()

# %%
outcomes.charts["fading_support"].frame

# %% [markdown]
# ## What stays inside
#
# Some pages name providers or tell of few people, and none of them is published. A
# reply says so, and why; the desk answers where it is served.

# %%
{
    name: ask(topic(name), market, council=council.code, query=view).answer.text
    for name in ("isf", "scoring", "phasing", "assurance")
}

# %% [markdown]
# ## Where does the market stand?
#
# The overview asks the pages above and keeps what they said, each under its own name.

# %%
overview = ask(topic("overview"), market, council=council.code, query=view)
overview.answer

# %%
{name: page.answer.text for name, page in overview.evidence.gathered.items()}

# %%
overview.charts["overview_tiers"].figure()

# %% [markdown]
# ## What does all this stand on, and how old is it?

# %%
sources = ask(topic("data"), market, council=council.code, query=view)
sources.answer

# %%
sources.charts["source_ages"].figure()

# %%
sources.charts["source_ages"].frame

# %% [markdown]
# ## Asking an older build
#
# Builds stay readable. Naming one in the question redraws it with the assumptions that
# it was made with, so last year's statement comes out again as it was printed.

# %%
market.builds(council.code)
