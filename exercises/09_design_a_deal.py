# %% [markdown]
# # Exercises: design a deal
#
# These exercises go with the chapter in which you design a deal. They use its codings, its ten
# packages and its eleven assumptions. Codes and beliefs are this book's, for you to change; no gain
# printed here says which deal is good. All readings are as of 11 February 2026.
#
# **{points} points from the checks, {manual} from a person, about {minutes} minutes.** Stop anywhere; each task stands alone.
#
# You will be able to:
#
# {objectives}
#
# **How to work.** Download this notebook with the download button at the top of the page, or run
# `make lab` in a copy of the book and open `exercises/student/{file}`. Run the cells from the top
# with Shift + Enter. In each task, replace what is marked `# your answer`, then run the check below
# it. A check says what it found, in words. You may try as often as you like.

# %% [markdown]
# ## Start here
#
# Run this cell first. It fetches the book's tables and tools.

# %%
import pandas as pd

from missile_question.checks import check, progress
from missile_question.evidence import deal as evidence
from missile_question.models.deal import after_war_risk, no_deal_value
from missile_question.models.verification import annual_detection

deals = evidence.DEALS  # ten packages
parties = evidence.parties()  # what each party asks for, and how much it speaks of it
start = evidence.start_beliefs()  # the eleven assumptions

# %% [markdown]
# ## deal-1: Three clauses, one number
#
# {about deal-1}
#
# A made-up package has three clauses. The cell below shows what the United States asks for on each
# scale (`wish`), how much it speaks of it (`weight`), and where the package stands (`outcome`). It
# wants limits, so what lies below its wish falls short.
#
# The value of one clause is 1 less the shortfall divided by 100. The value of the package is the
# mean of these values by weight, times 100. How many points is this package worth?

# %%
us = parties["us"]
clauses = pd.DataFrame(
    {
        "wish": [us["c_enr"], us["c_rng"], us["c_san"]],
        "weight": [us["w_enr"], us["w_rng"], us["w_san"]],
        "outcome": [60, 0, 40],
    },
    index=["enrichment", "missile range", "sanctions"],
)
clauses

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# The value of the first clause: the shortfall is 95 less 60, so 35 points, and the value is 0.65.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# The weights do not add up to 1, nor to 100. Divide by `clauses["weight"].sum()`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deal-1-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
value = 1 - (clauses["wish"] - clauses["outcome"]) / 100
answer = 100 * (clauses["weight"] * value).sum() / clauses["weight"].sum()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deal-1", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("deal-1", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The three values are 0.65, 0.25 and 0.55. Weighed with 90, 60 and 75 and divided by
# 225 they make 51 points. Only the proportions of the weights matter: doubling all three changes
# nothing. The weights are talk, counted by this book. A party asked for what it would give up might
# name others.

# %% [markdown]
# ## deal-2: Three sentences from the talks
#
# {about deal-2}
#
# Choose one letter for each.
#
# **The demand.** A minister says: "We will accept nothing below 80 points on enrichment." In the
# terms of the chapter, where does this party walk away?
#
# - A: At 80 points; it has said so.
# - B: Where a package is worth as much to it as what it expects without a deal.
# - C: Halfway between its demand and the other side's.
# - D: Nowhere: any deal is better than none.
#
# **The months.** A package leaves "10.6 months of warning". What do they count?
#
# - A: The time until there is a weapon.
# - B: The time that one side plans to take.
# - C: The time after which inspectors are sure to have noticed.
# - D: The time from a decision to enough material for one weapon, if it were taken.
#
# **The improvement.** A mediator changes a package. By its own points Iran then gains 2 more than
# before, the United States 5 and Israel 20. Which word fits this change?
#
# - A: None: a Pareto improvement must help all sides equally.
# - B: Fair: nobody is harmed.
# - C: A Pareto improvement: somebody is better off, and nobody worse.
# - D: The best package there is.
#
# <details>
# <summary>First hint</summary>
#
# Ask of each: compared with what? With a speech, with a weapon, with the other side's share?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# A walk-away value comes from the alternative. A Pareto improvement compares each party with itself.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deal-2-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "the demand": ...,  # your answer: "A", "B", "C" or "D"
#:     "the months": ...,  # your answer: "A", "B", "C" or "D"
#:     "the improvement": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "the demand": "B",
    "the months": "D",
    "the improvement": "C",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deal-2", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("deal-2", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** A demand is a move in a game, a walk-away value is a forecast of life without the
# deal. They may be far apart, on every side of the table. Months of warning begin with an "if" and
# end at material; a weapon takes more, and being noticed is another number. A Pareto improvement
# harms nobody by their own reckoning. Whether its fruits are shared evenly, or fairly, is not part of
# the word.

# %% [markdown]
# ## deal-3: One visit, a year, a whole deal
#
# {about deal-3}
#
# Three chances between 0 and 1.
#
# - **one visit**: one hidden site. With the chance 0.7 inspectors may enter it, and a look inside
#   reveals it with the chance 0.5. How likely does one visit find it?
# - **a year**: the same site, four visits. It is open all year or never; only the looks are
#   repeated. How likely does the year find it?
# - **the wide deal**: the cell below shows the chance that a breach is found within a year, by kind.
#   How likely is a breach found, if it is tried where it is hardest to see?

# %%
kinds = evidence.detections(deals["wide"].dials(), start["look"])
pd.Series({kind: float(kinds[kind]) for kind in ["store", "site", "launchers", "tests"]}).round(4)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# One visit needs both: an open door and a look that reveals.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Four looks at an open site all miss it with the chance 0.5 to the power of 4, in Python `0.5**4`.
# Multiply the rest by the chance that the site is open.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deal-3-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "one visit": ...,  # your answer: a chance between 0 and 1
#:     "a year": ...,  # your answer: a chance between 0 and 1
#:     "the wide deal": ...,  # your answer: a chance between 0 and 1
#: }
answer = {
    "one visit": 0.7 * 0.5,
    "a year": 0.7 * (1 - 0.5**4),
    "the wide deal": min(float(kinds[kind]) for kind in ["store", "site", "launchers", "tests"]),
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deal-3", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("deal-3", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** One visit finds the site with 0.35, the year with about 0.66. More visits cannot
# pass 0.7, because a closed door stays closed. Had the door been drawn anew each time, the year would
# come to 0.82; so one must ask what is repeated. In the wide deal the launchers decide, with about
# 0.58. The narrow deal, without them, stands at 0.75: a clause can make a deal wider and less surely
# watched. The same sum serves for any side that might break a deal.

# %% [markdown]
# ## deal-4: Found, but in time?
#
# {about deal-4}
#
# Take the narrow deal and change only its cap on the stock. A negotiator names the cap in kilograms
# of *UF6*, the gas; the book's dial counts kilograms of *uranium*, and a kilogram of UF6 holds 0.676
# kg of uranium. Inspectors visit every third month, the first time after three months. Four places
# in five are open to them, all year; a look reveals what is there with the chance 0.5.
#
# For each cap in `gas_kg` we want
#
# - `months`: the months of warning; `months(...)` takes kilograms of uranium;
# - `found`: the chance that a breach, begun today at one hidden site, is found *before* the material
#   is complete. `found(...)` takes the number of visits.

# %%
narrow = deals["narrow"]
gas_kg = [100, 300, 500, 1000]


def months(uranium_kg):
    """Return the months of warning of the narrow deal with this cap on the stock."""
    terms = {**narrow.dials(), "stock_kg": uranium_kg}
    return float(evidence.warning_months(terms, float(narrow.level)))


def found(visits):
    """Return the chance that so many visits find the site."""
    return float(annual_detection(1, visits, 0.8, 0.5, fixed=True))


# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# First turn gas into uranium: `0.676 * kg` for each `kg` in `gas_kg`. Then call `months`.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# In ten months there is time for three visits, not for three and a third. `int(10 / 3)` is 3.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deal-4-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "gas_kg": gas_kg,
#:     "months": ...,  # your answer
#:     "found": ...,  # your answer
#: })
warning = [months(0.676 * kg) for kg in gas_kg]
answer = pd.DataFrame(
    {
        "gas_kg": gas_kg,
        "months": warning,
        "found": [found(int(month / 3)) for month in warning],
    }
)
### END SOLUTION
answer.round(2)

# %% nbgrader={"grade": true, "grade_id": "deal-4", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("deal-4", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** With 300 kg of gas there are 10.6 months and time for three visits; with 1,000 kg
# 5.3 months and time for one, and the chance falls from 0.7 to 0.4. The chance in a year, 0.75, is
# reached with the smallest cap alone. So a limit on the stock buys time, and time buys visits. The
# chance moves in steps, because visits are whole: 500 kg still leave time for three. Whoever
# takes the gas for uranium loses up to almost two months.

# %% [markdown]
# ## deal-5: The belief at which a party changes its mind
#
# {about deal-5}
#
# By the codings Iran's gain from the mediators' draft is below nil if war without a deal is ruled
# out, and above nil at a risk of 60 %, the end of the chapter's slider. In between it is a straight
# line. At which risk of war, in per cent, is the gain nil?

# %%
calm = evidence.reference_gains(0)["mediators"]["iran"]  # at a risk of 0 %
most = evidence.reference_gains(60)["mediators"]["iran"]  # at a risk of 60 %
pd.Series({"at 0 %": calm, "at 60 %": most}).round(1)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# The line climbs from `calm` to `most` while the risk goes from 0 to 60. How far must it climb to
# reach nil?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `calm / (calm - most)` is the part of the way, from 0 to 1. The whole way is 60.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deal-5-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
answer = 60 * calm / (calm - most)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deal-5", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("deal-5", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** A little below 33 %. The book's start is 30 %, so there the draft just fails for Iran,
# and at 35 % it just passes, with no word of it changed. The gains of the United States and Israel
# from the draft *fall* as the risk of war grows, and stay above nil. A risk of war can push one party
# towards a deal and another away from it. No one can count this risk, and a party may say that it
# believes another one than it does.

# %% [markdown]
# ## deal-6: Worth signing, worth keeping
#
# {about deal-6}
#
# In this model Iran is the side that may break the limits in secret, and the United States the side
# that may leave in the open. Each has a case behind it that the other disputes; the sum below serves
# for any side. For five deals the cell shows Iran's points: if it keeps the deal (`kept`), if it
# breaks it and is not found (`unseen`), and without a deal (`none`), to which a breach that is found
# leads. All three include the risk of war. The last two columns are the chance that a breach is
# found, if a look reveals with 50 % or with 20 %.
#
# Make a table with one row a deal and three columns:
#
# - `needed`: the chance of being found at which breaking the deal is worth as much as keeping it. It
#   may come out above 1;
# - `half`: `"yes"` if `found_half` is at least that, otherwise `"no"`;
# - `fifth`: the same for `found_fifth`.

# %%
iran = parties["iran"]
war = start["war"] / 100
left = war * start["residual"] / 100  # risk of war that a deal leaves


def iran_points(key):
    """Return Iran's points from a deal, and the chance that a breach of it is found."""
    terms = deals[key].dials()
    at = evidence.points_for(terms, iran, start, evidence.weights_of(iran))
    futures = at["drift"], at["force"], at["give_way"]
    return {
        "kept": after_war_risk(at["kept"], left, iran["harm"]),
        "unseen": after_war_risk(at["cheated"], left, iran["harm"]),
        "none": no_deal_value(*futures, war, start["pressure"] / 100, iran["harm"]),
        "found_half": float(evidence.detections(terms, 0.5)["weakest"]),
        "found_fifth": float(evidence.detections(terms, 0.2)["weakest"]),
    }


keys = ["iran", "step", "jcpoa", "narrow", "mediators"]
points = pd.DataFrame([iran_points(key) for key in keys], index=keys)
points.round(2)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Breaking it brings `unseen` if it is not found, and `none` if it is. At which chance is the mean of
# the two, by chance, equal to `kept`?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `needed` is what a breach brings, unseen less kept, divided by what is lost on being found, unseen
# less none. For the words: `(points["found_half"] >= needed).map({True: "yes", False: "no"})`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deal-6-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "needed": ...,  # your answer
#:     "half": ...,  # your answer
#:     "fifth": ...,  # your answer
#: }, index=points.index)
needed = (points["unseen"] - points["kept"]) / (points["unseen"] - points["none"])
words = {True: "yes", False: "no"}
answer = pd.DataFrame(
    {
        "needed": needed,
        "half": (points["found_half"] >= needed).map(words),
        "fifth": (points["found_fifth"] >= needed).map(words),
    }
)
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "deal-6", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("deal-6", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The more a deal is worth to the side that might break it, the less watching it needs.
# Iran's own terms need hardly any, the narrow deal needs 0.65. If a look reveals with one half, four of the five keep
# themselves; with one fifth only Iran's own terms do, although by the same model all five are then
# worth signing for it. The mediators' draft needs more than 1: at the start beliefs keeping it is worth less than
# no deal, and no inspection can mend that. Iran would add that it kept the deal of 2015 until after
# the American exit, and that honour and faith are not in the points. The others would add that points
# hide what a breach is worth to a state that fears for its survival.

# %% [markdown]
# ## deal-7: What a signature brings
#
# {about deal-7}
#
# Complete the function `gain`. It gets two lists of three.
#
# - `points`: what the deal is worth to a party if it is **kept**, if one side **cheats** and is not
#   found, and what **no deal** is worth.
# - `chances`: that one side **cheats**, that the other side **leaves**, and that a breach is
#   **caught**. Cheating and leaving exclude each other.
#
# A breach that is caught and a walk-out both lead to no deal. Return the expected gain from signing,
# against no deal. The function serves for either side: put in its own points.
#
# <details>
# <summary>First hint</summary>
#
# Three endings: kept, with the chance `1 - cheat - leave`; cheated and not caught, with the chance
# `cheat * (1 - caught)`; and no deal, with the rest.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Measure each ending against no deal: `kept - none` and `cheated - none`. The third ending is then 0
# and drops out.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "deal-7-answer", "locked": false, "schema_version": 3, "solution": true}
def gain(points, chances):
    """Return the expected gain from signing, in points."""
    kept, cheated, none = points
    cheat, leave, caught = chances
    ### BEGIN SOLUTION
    lasts = 1 - cheat - leave
    unseen = cheat * (1 - caught)
    return lasts * (kept - none) + unseen * (cheated - none)
    ### END SOLUTION


answer = gain

# %% nbgrader={"grade": true, "grade_id": "deal-7", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("deal-7", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** What a deal brings if it is kept, and what a signature brings, differ by all the ways
# in which it may end. Each of them pulls towards no deal, so a good deal that may be left or broken is
# a smaller gain, and so is a bad one a smaller loss. An unseen breach can add to the gain of one side
# while it takes from the other's. The chances are beliefs, and the two sides may hold others.

# %% [markdown]
# ## deal-8: Who signs what, under four beliefs
#
# {about deal-8}
#
# The chapter asks how schools of thought see the time without a deal. `gains` holds, for four of
# these views, the gain of Iran, the United States and Israel from ten packages. All three are held to
# the same rule: a party accepts a package if its gain is above 0.
#
# List the deals that all three accept: for each view, and then those accepted `"in all four"`.

# %%
views = ["start", "pressure", "diplomat", "strike"]
gains = {view: evidence.school_gains()[view] for view in views}
display(pd.DataFrame({view: evidence.SCHOOLS[view][1] for view in views}))  # beliefs, in per cent
pd.DataFrame(gains["pressure"]).T.round(2)  # one view; gains[view][deal][party] is one number

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Look at one row: who loses? One loser is enough. The gains of different parties cannot be added.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `[deal for deal, of in gains["start"].items() if min(of.values()) > 0]` is the first list.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deal-8-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "start": ...,  # your answer: a list of deals, such as ["us", "wide"]
#:     "pressure": ...,  # your answer: a list of deals
#:     "diplomat": ...,  # your answer: a list of deals
#:     "strike": ...,  # your answer: a list of deals
#:     "in all four": ...,  # your answer: a list of deals
#: }
answer = {
    view: [deal for deal, of in gains[view].items() if min(of.values()) > 0] for view in views
}
answer["in all four"] = sorted(set.intersection(*(set(answer[view]) for view in views)))
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "deal-8", "locked": true, "points": 5, "schema_version": 3, "solution": false}
check("deal-8", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Three, three, four and six packages, and one that is in all four lists, the narrow
# deal. That is a finding about four views out of many. Under a fifth view of the chapter, that
# nothing will happen, no package suits all three, the narrow deal included: Iran would rather wait.
# The sums of the gains are above nil nearly everywhere and say nothing. Some acceptances hang on a
# hair: the wide deal brings Iran 0.01 points under "pressure". And to accept is the least: each party
# would rather have another of the packages, and may hold out for it.

# %% [markdown]
# ## deal-9: What would they say?
#
# {about deal-9}
#
# Choose the sentence that says what the model found *and* that the party could own.
#
# **Iran, wide deal.** At the start beliefs the wide deal brings Iran −4 points, the United States
# +15 and Israel +33.
#
# - A: "The others gain more than we lose, so we sign."
# - B: "It falls short of what we asked for, therefore we refuse."
# - C: "Limits set by others on what defends us cost us more than the relief brings; we expect to be
#   better off without it."
# - D: "Israel gains more than anybody, therefore we refuse."
#
# **Israel, narrow deal.** At the start beliefs the narrow deal brings Israel +13 points and Iran +6.
# Israel's government says that a deal without missiles is worse than none. A careful reader says:
#
# - A: "By these codings it beats no deal. Who expects more of pressure, or weighs what the coding
#   lacks, can refuse without contradiction."
# - B: "The number shows that the government is wrong about its own interest."
# - C: "Israel will sign, since it gains twice as much as Iran."
# - D: "The government disagrees, so the model is refuted."
#
# **United States, 2015 terms.** They bring the United States +9 at the start beliefs, and −1 under
# the view "pressure", in the table of deal-8. What makes the difference?
#
# - A: The terms are worse in the second case.
# - B: The United States weighs the issues otherwise.
# - C: Iran is more likely to break the deal.
# - D: What is expected without a deal: more of pressure and of force, and less war.
#
# <details>
# <summary>First hint</summary>
#
# A gain compares two things. Which one does the sentence talk about?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# No party is asked what others gain. And a demand that is not met in full is not yet a loss.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deal-9-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "Iran, wide deal": ...,  # your answer: "A", "B", "C" or "D"
#:     "Israel, narrow deal": ...,  # your answer: "A", "B", "C" or "D"
#:     "United States, 2015 terms": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "Iran, wide deal": "C",
    "Israel, narrow deal": "A",
    "United States, 2015 terms": "D",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deal-9", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("deal-9", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Each right sentence holds a package against its alternative, by the party's own
# weights. A sum pays nobody, a comparison with a rival is not in the model, and a demand that is met
# in part is not a loss. A model can be out of step with a government because it lacks what the
# government weighs: we found no Israeli statement on sanctions to code. That calls for a second look
# at the codes, on our side first.

# %% [markdown]
# ## deal-10: Two dials for five signatures
#
# {about deal-10}
#
# A puzzle in two parts. All five parties are held to the same rule: a gain above 0. You may change at
# most **two** dials of the package named. There is more than one right answer.
#
# - **the cap stays**: begin with the *wide* deal, from which all gain but Iran. Leave its range cap
#   of 500 km as it is. Find a package from which all five gain at the start beliefs.
# - **every coding**: begin with the *mediators'* draft. Find a package from which all five gain in
#   each of nine codings: true demands at the modest end, as coded or at the hard end, and the weight
#   of missiles half, as coded or double, for all five at once.
#
# `tried(...)` shows the gains at the start, and the least gain over the nine codings. Whether the
# dials are worth their price is for you to judge, and for deal-11.

# %%
display(pd.DataFrame({key: deals[key].dials() for key in ["wide", "mediators"]}))
readings = [
    {**start, "demands": demands, "missile": missile}
    for demands in [-1, 0, 1]
    for missile in [0.5, 1, 2]
]


def tried(key, **changes):
    """Return every party's gain from a changed package, at the start and at its least."""
    terms = {**deals[key].dials(), **changes}
    rows = {}
    for party, about in parties.items():
        least = min(float(evidence.gain(terms, party, reading)) for reading in readings)
        rows[about["name"]] = {"start": float(evidence.gain(terms, party)), "least": least}
    return pd.DataFrame(rows).T.round(1)


tried("wide", relief=100)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Iran gains least from both. Look for what costs Iran much and the others little. The menus are
# `level` ("60", "20", "3.67", "1.5", "0"), `cap`, `tests` ("free", "ban") and `allies` ("none",
# "arms", "all"); the other dials are numbers.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Any missile limit costs Iran something in principle, so a clause that is dropped altogether brings
# more than one that is softened. The wide deal limits numbers twice: by `missiles`, which is free at
# 3000, and by `tests`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deal-10-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "the cap stays": ...,  # your answer, such as {"relief": 100, "years": 10}
#:     "every coding": ...,  # your answer, such as {"relief": 80}
#: }
answer = {
    "the cap stays": {"missiles": 3000, "tests": "free"},
    "every coding": {"allies": "none", "relief": 80},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deal-10", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("deal-10", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Dropping the limits on numbers and tests pays for the cap; so do, among others, looser
# limits on machines with less access. One dial alone is enough only near its loose end: hardly any
# limit on machines, or fewer than four places in ten open. The chance that a breach is found then
# falls to a quarter. Each way has another payer, and Israel's gain stays large in all of them because
# the cap is what it asks for most. The mediators' draft becomes acceptable at the start with many
# single changes. To pass every coding, a single one must again go to a loose end: no limit on the
# level, the stock or the machines, or little access. What passes nine codings has not been tried
# against other beliefs: with no risk of war Iran gains from neither of our packages. Robust always
# means: against what was tried.

# %% [markdown]
# ## deal-11: Defend a package before the one that gains least
#
# {about deal-11}
#
# Take any package: a preset, yours from deal-10, or one from the chapter's designer. Write 80 to 220
# words to a reader who belongs to the party that gains least from it. No package earns more points
# than another. A person grades your text, one point for each:
#
# {rubric deal-11}
#
# Write between the three quotation marks. The check only looks whether a text of the right length is
# there.
#
# <details>
# <summary>First hint</summary>
#
# Set the package in the designer, choose the party that gains least, and read its two longest bars.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# To find where a party walks away, move one belief until its bar touches nil. Say the number.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "deal-11-answer", "locked": false, "points": 5, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = """
#: ...
#: """  # your answer
answer = """
The package is the preset "A narrow deal" with no dial changed. At the start settings all five parties
gain against no deal, each by its own points; Iran gains least to the eye, though points of two
parties cannot be compared. For Iran the two longest bars of the tornado are the risk of war without a
deal and the chance that it gives way anyway. By the same rule for everybody, Iran walks away when it
thinks war less likely than about eleven per cent, and the United States when it thinks surrender more
likely than about thirty-six. The strongest objection is Iran's: we signed such terms once and kept
them, the other side left, and the relief never came as promised; limits can be measured, a promise to
lift sanctions cannot. That is fair. The model has one number for a walk-out and no clause that makes
leaving dearer. It also leaves out that relief could pay for missiles, which Israel and the Gulf
states would name first, and that the gain of today may be the bargaining position of tomorrow. Any of
these could turn a sign.
"""
### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "deal-11", "locked": true, "schema_version": 3, "solution": false}
check("deal-11", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** There is no single right text. The example takes one point for each line of the
# rubric: a package that can be set, two assumptions from the tornado, one rule for all with the
# belief at which somebody walks, an objection in its owner's words, and what the model lacks. A
# defence of a wider deal, of maximum pressure or of no deal earns the same points with the same care.

# %% [markdown]
# ## Where you stand

# %%
progress("09_design_a_deal")
