# %% [markdown]
# # Exercises: verification
#
# These exercises go with the chapter on verification. They test claim C13 of the article: that
# missiles are much harder to verify than nuclear material.
#
# **{points} points from the checks, {manual} from a person, about {minutes} minutes.** Stop anywhere; each task stands alone.
#
# You will be able to:
#
# {objectives}
#
# **How to work.** Download this notebook with the download button at the top of the page, or run
# `make lab` in a copy of the book and open `exercises/student/{file}`. Run the cells from the top
# with Shift + Enter. In each task, replace the line marked `# your answer`, then run the check below
# it. A check says what it found, in words. You may try as often as you like.

# %% [markdown]
# ## Start here
#
# Run this cell first. It fetches the book's tables and tools.

# %%
import numpy as np
import pandas as pd

from missile_question.catalog import load
from missile_question.checks import check, progress
from missile_question.evidence.verification import game
from missile_question.models import breakout
from missile_question.models.verification import (
    annual_detection,
    inspection_equilibrium,
    inspection_payoffs,
    sample_size,
    within,
)

# %% [markdown]
# ## verify-1: How many must you open?
#
# {about verify-1}
#
# A store holds 150 containers. Three of them may have been emptied. You draw containers at random,
# each at most once, and you recognise an empty one for certain. What is the smallest number of
# containers that gives you at least 90 % to meet one of the three?
#
# `sample_size(items, falsified, beta)` gives the exact number. Beta is the chance of *missing* all
# three.
#
# <details>
# <summary>First hint</summary>
#
# One of the three is enough. So you need less than 90 % of the store.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# If you want to find with 90 %, you accept to miss with the rest. The shape is
# `answer = sample_size(150, 3, ...)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "verify-1-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
answer = sample_size(150, 3, 0.1)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "verify-1", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("verify-1", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** A chance of 90 % to find leaves 10 % to miss, so beta is 0.1. The sample is a little
# more than half of the store. It is less than 90 %, because three empty containers give three
# chances. It is also less than with items put back: nobody opens the same container twice. The
# formula of the IAEA, rounded up, asks for one more; it errs on the safe side.

# %% [markdown]
# ## verify-2: What a result shows
#
# {about verify-2}
#
# Choose one letter for each question.
#
# **Alarm.** An inspection misses one violation in ten and errs on one honest state in twenty. One
# state in a hundred violates. An alarm rings. What does it show?
#
# - A: The state violates. Instruments have no politics.
# - B: The state violates with 90 %, for the inspection misses only one in ten.
# - C: A second look is due. Most such alarms come from honest states.
# - D: Nothing. Most alarms are mistaken, so this one may be left alone.
#
# **Clean year.** Launchers may stand in an undeclared place all year. Inspectors visit the declared
# places often and find nothing. What does the year show?
#
# - A: No launcher is hidden.
# - B: The declared places are probably clean. About the rest it says hardly anything.
# - C: Nothing yet, but twice as many visits to those places would have settled it.
# - D: A launcher is hidden. Otherwise the inspectors would have found something by now.
#
# **Two weeks.** A report gives a breakout time of two weeks. What does that say?
#
# - A: A nuclear weapon could be ready in two weeks.
# - B: The state means to have the uranium for a weapon in two weeks.
# - C: Inspectors would notice a breakout within two weeks.
# - D: With the stated stock and capacity, enough uranium for a first quantity could be enriched in
#   two weeks, counted from a decision.
#
# <details>
# <summary>First hint</summary>
#
# For the alarm, count 1,000 states: how many violate, and how many honest ones ring by mistake?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Ask of each sentence: what was looked at, and what was not?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "verify-2-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "alarm": ...,  # your answer: "A", "B", "C" or "D"
#:     "clean year": ...,  # your answer: "A", "B", "C" or "D"
#:     "two weeks": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "alarm": "C",
    "clean year": "B",
    "two weeks": "D",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "verify-2", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("verify-2", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Of 1,000 states 10 violate and 9 of them ring; of 990 honest ones about 50 ring. So
# an alarm is right in about 15 cases of 100. That is no proof, and it is fifteen times the 1 % from
# before: worth a second look. The clean year speaks for the places that were visited. Visits to
# them never reach another place, and silence is no sign of guilt. Breakout is a sum about uranium
# and enrichment work. It contains no weapon, no intent and no inspector.

# %% [markdown]
# ## verify-3: The worth of an alarm
#
# {about verify-3}
#
# An inspection misses one violation in ten, so a state that violates raises an alarm with 0.9. A
# state that complies raises a mistaken alarm with `alpha`. Before the inspection the chance of a
# violation is `base_rate`. Complete the function `worth_of_alarm`: it returns the chance, 0 to 1,
# that there is a violation, given that an alarm rang.
#
# <details>
# <summary>First hint</summary>
#
# Count states. Which share of all of them violates *and* rings? Which share complies and rings?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# The worth is `real / (real + mistaken)`. Here `real` is `base_rate * 0.9`. Do not forget the word
# `return`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "verify-3-answer", "locked": false, "schema_version": 3, "solution": true}
def worth_of_alarm(base_rate, alpha):
    """Return the chance of a violation, 0 to 1, given an alarm."""
    ### BEGIN SOLUTION
    real = base_rate * 0.9
    mistaken = (1 - base_rate) * alpha
    return real / (real + mistaken)
    ### END SOLUTION


answer = worth_of_alarm

# %% nbgrader={"grade": true, "grade_id": "verify-3", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("verify-3", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** This is Bayes's theorem as a count of cases. All alarms stand below the line, the
# real ones above it. The 0.9 alone is the chance of an alarm given a violation; turning the
# condition round needs the base rate. Nobody can count the base rate for a state in Iran's
# position, so two careful people may get two results.

# %% [markdown]
# ## verify-4: Larger stores
#
# {about verify-4}
#
# Three stores hold 100, 1,000 and 10,000 items. In each, one item in twenty may be falsified. You
# want to find a falsified one with 90 %, and recognise it for certain. Make a table with four
# columns: `items` and `falsified` (prepared), `sample` (the smallest exact sample) and `share` (the
# sample as a share of the store, 0 to 1).
#
# <details>
# <summary>First hint</summary>
#
# `sample_size` takes whole arrays: `sample_size(stores, falsified, ...)` gives all three at once.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Compute `sample` in a line of its own. The share is `sample / stores`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "verify-4-answer", "locked": false, "schema_version": 3, "solution": true}
stores = np.array([100, 1000, 10000])
falsified = stores // 20

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "items": stores,
#:     "falsified": falsified,
#:     "sample": ...,  # your answer
#:     "share": ...,  # your answer
#: })
sample = sample_size(stores, falsified, 0.1)
answer = pd.DataFrame(
    {
        "items": stores,
        "falsified": falsified,
        "sample": sample,
        "share": sample / stores,
    }
)
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "verify-4", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("verify-4", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The largest store is a hundred times the smallest, and the sample grows by less than
# ten items. What counts is the share falsified: each draw meets a falsified item with about one
# chance in twenty, however large the store. Turn it round: if one single item is falsified, the
# largest store needs 9,000 looks. A missile too many is such an item.

# %% [markdown]
# ## verify-5: More looks
#
# {about verify-5}
#
# One forbidden object, a tenth of it open to observation, and a look at an open object reveals it
# with one half. In the first world it *shows* itself at times: each look has a fresh chance. In the
# second it *hides*: it stands all year where you may look, or all year where you may not. Make the
# data for two curves: a table with the columns `looks`, `shows` and `hides` (chance of detection in
# a year, 0 to 1). The first two are prepared.
#
# <details>
# <summary>First hint</summary>
#
# `annual_detection` takes the number of objects, the looks, the share open to view and the chance of
# one look. It has a switch for things that stay where they are.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Write the third column like the second, with `fixed=True` behind the last number.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "verify-5-answer", "locked": false, "schema_version": 3, "solution": true}
looks = np.array([1, 2, 5, 10, 20, 50, 100])

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "looks": looks,
#:     "shows": annual_detection(1, looks, 0.1, 0.5),
#:     "hides": ...,  # your answer
#: })
answer = pd.DataFrame(
    {
        "looks": looks,
        "shows": annual_detection(1, looks, 0.1, 0.5),
        "hides": annual_detection(1, looks, 0.1, 0.5, fixed=True),
    }
)
### END SOLUTION
answer.round(4)

# %% nbgrader={"grade": true, "grade_id": "verify-5", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("verify-5", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** With one look the two worlds are the same. Then they part: the first curve goes to
# 1, the second stops below 0.1, the share that is open. Ten looks are almost as good there as a
# hundred. More visits do not help against hiding; more openness would. Which of the two worlds an
# object belongs to is a question about the object and not about trust.

# %% [markdown]
# ## verify-6: Which kilogram?
#
# {about verify-6}
#
# Three masses go by the name of kilograms: of the gas uranium hexafluoride (UF6), of the uranium in
# it, and of the isotope U-235 in that. The cell below shows the ceiling of the 2015 deal and Iran's
# stock as the IAEA reported it in September 2020. By then the United States had left the deal, and
# Iran said that it cut back its own commitments in answer.
#
# - **times the ceiling**: how many times the ceiling was the stock? Mind the column `basis`.
# - **kg of uranium**: the IAEA's significant quantity of highly enriched uranium is 25 kg of U-235.
#   How many kg of uranium, all isotopes together, hold it if the uranium is enriched to 60 %?

# %%
rows = load("enriched_stock").set_index("stock_id").loc[["cap-uf6", "iaea-2020-09-total"]]
rows[["report_date", "kg", "basis"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# One kg of UF6 holds 0.676 kg of uranium: `breakout.URANIUM_IN_UF6`.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# The ceiling in uranium is `ceiling * breakout.URANIUM_IN_UF6`. For the second question: 60 % of the
# mass you look for is 25 kg.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "verify-6-answer", "locked": false, "schema_version": 3, "solution": true}
ceiling = rows.loc["cap-uf6", "kg"]
stock = rows.loc["iaea-2020-09-total", "kg"]

### BEGIN SOLUTION
#: answer = {
#:     "times the ceiling": ...,  # your answer: a number
#:     "kg of uranium": ...,  # your answer: a number in kg
#: }
answer = {
    "times the ceiling": stock / (ceiling * breakout.URANIUM_IN_UF6),
    "kg of uranium": 25 / 0.60,
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "verify-6", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("verify-6", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The ceiling is 300 kg of UF6, which is 202.8 kg of uranium. The stock is given in
# uranium, so it was a little more than ten times the ceiling; set against 300 it looks like seven.
# Several outlets printed it beside "300 kg", two units in one sentence. For the second, 25 kg is six
# tenths of 41.7 kg. That is the origin of the "42 kg" in the press. It is a yardstick of safeguards
# and not a bomb.

# %% [markdown]
# ## verify-7: Seen, recognised, flown
#
# {about verify-7}
#
# A limit forbids a kind of flight test. We assume that a state makes four forbidden flights in a
# year. Sensors see nine flights in ten. Of the flights that are seen, eight in ten are recognised as
# forbidden. All flights are independent.
#
# - **share of all flights**: which share of the flights that are flown is recognised, 0 to 1?
# - **at least one**: with which chance is at least one of the four recognised, 0 to 1? Give at least
#   three decimals.
#
# <details>
# <summary>First hint</summary>
#
# Start from 100 flights. How many are seen? How many of those are recognised?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Ask with which chance all four escape. `within(chance, 4)` gives the chance that at least one of
# four does not.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "verify-7-answer", "locked": false, "schema_version": 3, "solution": true}
seen, recognised = 0.9, 0.8

### BEGIN SOLUTION
#: answer = {
#:     "share of all flights": ...,  # your answer: a number
#:     "at least one": ...,  # your answer: a number
#: }
answer = {
    "share of all flights": seen * recognised,
    "at least one": within(seen * recognised, 4),
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "verify-7", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("verify-7", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Of 100 flights 90 are seen, and 72 of them recognised. Who counts only the flights on
# record finds 80 %, the share of the detected for the share of the fired. The four chances do not
# add up. All four escape with 0.28 to the power of four, which is well under 1 %. So a programme of
# several tests is hard to hide in this model, though a single one escapes in more than a quarter of
# cases.

# %% [markdown]
# ## verify-8: Stable is not best
#
# {about verify-8}
#
# In the inspection game of the chapter the state gains 1 from a violation that is not caught and
# loses 4 if it is caught. The inspector loses 2 by a violation that is not caught and pays 0.5 for a
# visit, which always finds a violation. The cell below shows both tables of pay-offs. The four cells
# have letters:
#
# - A: inspect, violate
# - B: inspect, comply
# - C: stay away, violate
# - D: stay away, comply
#
# - **violations**: how often does the state violate in equilibrium, 0 to 1?
# - **violations, penalty tripled**: how often if the penalty is 12 instead of 4?
# - **best together**: in which cell is the sum of both pay-offs largest? Choose A to D, or E for none.
# - **stable**: in which cell does neither side gain by changing alone? Choose A to D, or E for none.

# %%
payoffs = {"gain": 1, "penalty": 4, "averted_loss": 2, "cost": 0.5}
inspector, state = inspection_payoffs(**payoffs)
pd.DataFrame(
    {"inspector": inspector.ravel(), "state": state.ravel()},
    index=[
        "A: inspect, violate",
        "B: inspect, comply",
        "C: stay away, violate",
        "D: stay away, comply",
    ],
)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# `inspection_equilibrium(**payoffs)` has two parts, `.inspect` and `.violate`. With
# `{**payoffs, "penalty": 12}` you change one number.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# For "stable", go through the cells: from A the state would rather go to B, from B the inspector
# would rather go to D, and so on.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "verify-8-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "violations": ...,  # your answer: a number
#:     "violations, penalty tripled": ...,  # your answer: a number
#:     "best together": ...,  # your answer: a letter, "A" to "E"
#:     "stable": ...,  # your answer: a letter, "A" to "E"
#: }
answer = {
    "violations": inspection_equilibrium(**payoffs).violate,
    "violations, penalty tripled": inspection_equilibrium(**{**payoffs, "penalty": 12}).violate,
    "best together": "D",
    "stable": "E",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "verify-8", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("verify-8", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The state violates in one case of four, before and after. It mixes so that the
# inspector is indifferent, and the penalty is not among the inspector's pay-offs. A larger penalty
# means fewer visits. Both together would fare best in D, without violation and without visits. But
# unseen, the state would gain by violating, so D is not stable; no cell is. A Nash equilibrium is
# what neither side wants to leave alone. Nothing says that it is good for both.

# %% [markdown]
# ## verify-9: Inspected, and still it fails
#
# {about verify-9}
#
# A puzzle. `game(penalty, cost, averted, miss, harm)` solves the game of the chapter, with the gain
# from cheating as the unit. `miss` is the chance in per cent that a visit misses a violation, and
# `harm` is what a visit costs both sides if nothing was wrong.
#
# - **fails**: find pay-offs with a penalty of at least 10 at which the inspector comes, and the state
#   still violates for certain.
# - **mended**: change exactly *one* of your five numbers, but not the penalty, so that the state
#   violates in at most one case of five.
#
# There is more than one right answer. Try some in the cell below.

# %%
game(penalty=10, cost=0.1, averted=2, miss=30, harm=0)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# A heavy penalty counts only as often as a violation is found. And a visit can hurt those who have
# nothing to hide.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# The state is deterred only if `(1 - miss / 100) * (1 + penalty) - harm` is more than 1. Which two
# numbers can bring it below? Keep the visit cheap, so that the inspector comes.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "verify-9-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "fails": {"penalty": ..., "cost": ..., "averted": ..., "miss": ..., "harm": ...},
#:     "mended": {"penalty": ..., "cost": ..., "averted": ..., "miss": ..., "harm": ...},
#: }  # your answer: ten numbers
fails = {"penalty": 10, "cost": 0.1, "averted": 2, "miss": 30, "harm": 8}
answer = {
    "fails": fails,
    "mended": {**fails, "harm": 0},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "verify-9", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("verify-9", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Two roads lead there. If a visit finds almost nothing, the penalty hardly ever
# falls. If a visit hurts the honest as much as it threatens the cheat, honesty does not pay. In both
# cases the inspector comes every time, and the state violates every time. The mend lies on the same
# road: visits that find more, or visits that hurt less. In the model such a state cheats; in the
# world it may refuse the visits. A state that fears for its secrets and an inspector who fears to be
# deceived can both read their own concern out of this game.

# %% [markdown]
# ## verify-10: Your verdict on claim C13
#
# {about verify-10}
#
# Claim C13: missiles are much harder to verify than nuclear material, and that is one reason why
# earlier agreements left them out. Write 80 to 220 words on the first half, *much harder to verify*,
# for a reader who has not done these exercises. A person grades your text, one point for each:
#
# {rubric verify-10}
#
# Write between the three quotation marks. The check only looks whether a text of the right length is
# there.
#
# <details>
# <summary>First hint</summary>
#
# "Missiles" is not one thing to verify. Say which limit you mean, then give the verdict.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# You have four facts at hand: large stores need few looks, one item needs nearly all, looks do not
# help against hiding, and missile limits have been checked on the spot.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "verify-10-answer", "locked": false, "points": 4, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = """
#: ...
#: """  # your answer
answer = """
Harder: yes, for numbers of mobile missiles. Impossible: no. Declared uranium has a list and a
balance, and a cheat has to touch many items, so that a few dozen looks find it with 90 %, even in
a store of ten thousand. One launcher too many is a single item, and no list says where it stands.
If it can stay in an undeclared place, more visits hardly help: the chance stays below the share
that is open to view. That assumes that it never has to show itself. A flight test must. In our
assumed case at least one of four forbidden flights is recognised almost for certain, so a limit on
tests can be checked better than a cap on launchers. Several treaties did limit missiles and were
checked on the spot, with the owner's consent or after its defeat. The strongest objection is that
uranium can be hidden too: a secret store is on nobody's list. That is right, and it means that the
line runs between declared and undeclared rather than between grams and missiles. A regime that
counted a mobile force against its owner's will would change my mind.
"""
### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "verify-10", "locked": true, "schema_version": 3, "solution": false}
check("verify-10", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** There is no single right text. The example takes one point for each line of the
# rubric: a verdict that keeps harder apart from impossible, the kind of limit it holds for, results
# with their assumptions, and the strongest objection with what would change the verdict. A text
# that reaches another verdict with the same care earns the same points.

# %% [markdown]
# ## Where you stand

# %%
progress("05_verification_limits")
