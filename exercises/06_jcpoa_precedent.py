# %% [markdown]
# # Exercises: the nuclear deal
#
# These exercises go with the chapter on the JCPOA precedent. They test two sentences of the article:
# claim C12, that earlier agreements were mainly nuclear, and claim C13, that one reason is that
# missiles are much harder to verify. All readings are as of 11 February 2026.
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

from missile_question.catalog import load
from missile_question.checks import check, progress
from missile_question.evidence import jcpoa as evidence
from missile_question.models.breakout import (
    SIGNIFICANT_QUANTITY_HEU,
    KgU,
    swu_needed,
    swu_per_product,
)

limits = load("jcpoa_limits").set_index("limit_id")  # the clauses of the deal

# %% [markdown]
# ## jcpoa-1: Three hundred kilograms of what?
#
# {about jcpoa-1}
#
# The deal let Iran keep 300 kg of enriched uranium *hexafluoride*, a gas called UF6. A newspaper
# prints "300 kg of uranium". How many kg of uranium are in that gas? One kilogram of UF6 holds
# 0.676 kg of uranium.
#
# <details>
# <summary>First hint</summary>
#
# The gas is uranium and fluorine. There must be less uranium than gas.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Multiply `gas` by `share`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "jcpoa-1-answer", "locked": false, "schema_version": 3, "solution": true}
gas = limits.loc["stock-uf6", "limit_low"]
share = 0.676  # kg of uranium in a kg of UF6

### BEGIN SOLUTION
answer = gas * share
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "jcpoa-1", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("jcpoa-1", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The gas is 300 kg, two thirds of it uranium: 202.8 kg. The IAEA reports kilograms of
# uranium, the deal's text counts gas. So a report of 250 kg of uranium is *above* the cap, though 250
# is less than 300. Before you compare two stocks, ask both what they weigh.

# %% [markdown]
# ## jcpoa-2: Three headlines
#
# {about jcpoa-2}
#
# Choose one letter for each headline.
#
# **Two weeks.** In March 2023 the highest American general, Mark Milley, said that Iran could have
# the material for one weapon in less than two weeks, and that a weapon would take several more
# months. A headline says: "Iran two weeks from the bomb." What did the two weeks count?
#
# - A: The time until Iran has a weapon.
# - B: A plan: Iran has decided, and will have the material in two weeks.
# - C: The time to enough highly enriched uranium for one weapon, if Iran decided to make it.
# - D: Nothing real: if a weapon takes months, the material takes months.
#
# **The stock.** For 13 June 2025 the IAEA put the stock of uranium at up to 60 % at 440.9 kg, partly
# verified and for the rest estimated. Which sentence is sound on 11 February 2026?
#
# - A: Iran has 440.9 kg of uranium at 60 %.
# - B: The IAEA estimated about 440 kg for 13 June 2025; inspectors have not seen the stock since.
# - C: Iran has no such uranium any more, because it was bombed.
# - D: Iran has about 700 kg, because the stock had grown by more than 30 kg a month before.
#
# **Two answers.** In September 2021 two groups in Washington read the same IAEA report. One, ISIS, said
# "as short as one month", a worst case by its own words. The other, the Arms Control Association,
# said "about two months". What should a careful writer print?
#
# - A: About six weeks, the mean.
# - B: The one that is right; the other must be wrong.
# - C: One month, to be on the safe side.
# - D: Both, with what each of them assumes.
#
# <details>
# <summary>First hint</summary>
#
# Ask of each number: what does it count, for which day, and who has measured it?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Three questions to tell apart: could, does, and will. A breakout time answers only the first.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "jcpoa-2-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "two weeks": ...,  # your answer: "A", "B", "C" or "D"
#:     "the stock": ...,  # your answer: "A", "B", "C" or "D"
#:     "two answers": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "two weeks": "C",
    "the stock": "B",
    "two answers": "D",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "jcpoa-2", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("jcpoa-2", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** A breakout time ends at the material and begins with an "if". What follows, the making
# of a weapon, is another term with its own estimates, on which officials disagree. The stock of June
# 2025 has a date, an author and a grade of knowledge; without them the same number says too much.
# Gone is as unproven as still there, and a line drawn on through months without measurement is
# nobody's estimate. Two groups that assume different things may both be right about their question.

# %% [markdown]
# ## jcpoa-3: One stock, four levels
#
# {about jcpoa-3}
#
# In May 2021 the IAEA reported four levels of one stock. The cell below shows the kilograms of
# uranium and the share of U-235 at the top of each level. So what you count is an upper bound. Make
# a table with one row a level and two columns:
#
# - `u235`: kilograms of the isotope U-235,
# - `quantities`: how many of the IAEA's significant quantities that is, as the stock stands. From
#   20 % on, one quantity is 25 kg of U-235; below 20 % it is 75 kg of U-235.

# %%
report = evidence.stock().query("report_date == '2021-05-31' and in_series and level != 'total'")
stock = report.set_index("level")[["uranium_kg"]].reindex(["u2", "u5", "u20", "u60"])
stock["share"] = [0.02, 0.05, 0.20, 0.60]
stock

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# The isotope is the share of the uranium: `stock["uranium_kg"] * stock["share"]`.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `quantity` holds 75, 75, 25 and 25, in the order of the rows. Divide the isotope by it.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "jcpoa-3-answer", "locked": false, "schema_version": 3, "solution": true}
quantity = [75, 75, 25, 25]  # kg of U-235

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "u235": ...,  # your answer
#:     "quantities": ...,  # your answer
#: }, index=stock.index)
isotope = stock["uranium_kg"] * stock["share"]
answer = pd.DataFrame({"u235": isotope, "quantities": isotope / quantity})
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "jcpoa-3", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("jcpoa-3", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Most of the U-235 sat at up to 5 %, where most of the uranium was. At 60 % there were
# 2.4 kg, a small part of one quantity. Three kinds of kilogram are easily mixed here: of uranium, of
# its isotope, and of the weapon-grade uranium that ISIS counts. And a significant quantity is a
# yardstick for inspectors, losses included. It is no count of weapons.

# %% [markdown]
# ## jcpoa-4: How much of the way is done?
#
# {about jcpoa-4}
#
# Is a stock at 60 % about two thirds of the way to 90 %? Make the data for a chart that answers.
# For each level in `levels` we want two shares between 0 and 1:
#
# - `linear`: what the level alone suggests, level divided by 90. It is prepared.
# - `done`: the share of the whole work to a kilogram of 90 % that is already in the stock when one
#   starts from this level. The whole way starts from natural uranium, at 0.711 %.
#
# `work(level)` gives the separative work (SWU) that is still needed for one kilogram of 90 %, from
# a stock of that level. As in the chapter, 0.3 % stay in the waste.
#
# <details>
# <summary>First hint</summary>
#
# `work(0.711)` is the whole way. `work(60)` is what is left from 60 %.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Done is 1 minus what is left: `[1 - work(level) / ... for level in levels]`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "jcpoa-4-answer", "locked": false, "schema_version": 3, "solution": true}
levels = [3.67, 5, 20, 60]


def work(level):
    """Return the SWU for one kilogram of 90 % from a stock of this level, in per cent."""
    return swu_per_product(0.9, level / 100, 0.003)


### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "level": levels,
#:     "linear": [level / 90 for level in levels],
#:     "done": ...,  # your answer
#: })
answer = pd.DataFrame(
    {
        "level": levels,
        "linear": [level / 90 for level in levels],
        "done": [1 - work(level) / work(0.711) for level in levels],
    }
)
### END SOLUTION
answer.round(2)

# %% nbgrader={"grade": true, "grade_id": "jcpoa-4", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("jcpoa-4", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Already at 3.67 % almost two thirds of the work is done, at 20 % nine tenths, and at
# 60 % all but a few per cent. The first per cents cost most, because most of the uranium must be
# moved there. So a cap on the level weighs more than it looks. The chart alone says nothing about
# time: that needs the amount of the stock and the capacity too.

# %% [markdown]
# ## jcpoa-5: One after another, or side by side?
#
# {about jcpoa-5}
#
# Three times to combine. Give a number for each.
#
# - **access** (days): if Iran refused access to a place, the deal gave 14 days to settle it with the
#   agency, *then* seven in the Joint Commission, *then* three to comply. How long at most?
# - **all three ended** (years): three clocks started on Implementation Day. The caps on machines at
#   Natanz run 10 years, on the level 15 years, on the stock 15 years. After how many years have all
#   three ended, on paper?
# - **both plants** (weeks): a made-up case. One plant alone would do some work in 6 weeks, another
#   alone would do the same work in 12 weeks. How long do they take together, side by side?
#
# <details>
# <summary>First hint</summary>
#
# Steps that wait for each other add up. Clocks that start together do not: the last one decides.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# In one week the first plant does 1/6 of the work and the second 1/12. How many weeks make a whole?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "jcpoa-5-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "access": ...,  # your answer: a number of days
#:     "all three ended": ...,  # your answer: a number of years
#:     "both plants": ...,  # your answer: a number of weeks
#: }
answer = {
    "access": 14 + 7 + 3,
    "all three ended": max(10, 15, 15),
    "both plants": 1 / (1 / 6 + 1 / 12),
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "jcpoa-5", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("jcpoa-5", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The steps of the dispute wait for each other, so they add up to 24 days. (Critics
# count the steps before and after as well, and come to more.) The three clocks start together, so
# the last one decides: 15 years. Two plants side by side add their *pace*, not their times: a sixth
# and a twelfth are a quarter of the work in a week, so four weeks. The result is below both times.

# %% [markdown]
# ## jcpoa-6: A verb, a vote and a silence
#
# {about jcpoa-6}
#
# Choose one letter for each.
#
# **The verb.** Annex B of resolution 2231 says that Iran "is called upon" not to undertake activity
# with certain ballistic missiles. What is that?
#
# - A: A ban on these missiles.
# - B: Nothing. A request has no meaning at all.
# - C: A clause of the JCPOA that Iran agreed to.
# - D: A request by the Security Council.
#
# **The vote.** Resolution 2231 held a mechanism called snapback. How was it built?
#
# - A: The Council had to vote for the older resolutions to return.
# - B: They returned after 30 days unless the Council voted to keep the relief.
# - C: Any permanent member could stop their return with a veto.
# - D: They returned in September 2025, and nobody disputes that.
#
# **The silence.** The JCPOA has no clause on missiles. What does this show about *why* it has none?
#
# - A: That missiles were too hard to verify.
# - B: That nobody spoke about missiles in the talks.
# - C: By itself nothing. Every proposed reason predicts the same gap.
# - D: That the powers allowed Iran any missile it wanted.
#
# <details>
# <summary>First hint</summary>
#
# Look for the verb, for who must act, and for what would happen if nobody did anything.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# For the silence: write down the four reasons of the chapter. Which of them would lead to a clause?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "jcpoa-6-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "the verb": ...,  # your answer: "A", "B", "C" or "D"
#:     "the vote": ...,  # your answer: "A", "B", "C" or "D"
#:     "the silence": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "the verb": "D",
    "the vote": "B",
    "the silence": "C",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "jcpoa-6", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("jcpoa-6", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** "Is called upon" asks, "shall not" orders. Snapback turned the usual rule round: doing
# nothing brought the old resolutions back, and a veto could only stop the vote to keep the relief.
# Whether it worked in 2025 is contested. France, Germany, the United Kingdom and the United States
# say yes; Iran, Russia and China say that there was nothing to snap back. The missing clause is a
# fact. Its reason has to come from evidence that one reason predicts and its rivals do not.

# %% [markdown]
# ## jcpoa-7: Which rule, on which day, by whose reading?
#
# {about jcpoa-7}
#
# Look only at the two rules on Iran's *own* missile work: "shall not" (a ban) and "is called upon"
# (a request). The cell below shows their days. The last two columns say on which day a rule came
# back, by the reading of France, Germany, the United Kingdom and the United States (`e3_us`) or of
# Iran, Russia and China. The year 9999 means: it did not. A rule holds from its start until the day
# before its end, and again from the day it came back.
#
# Answer `"ban"`, `"request"` or `"none"` for each line. On the first two days both readings agree.

# %%
rules = pd.DataFrame(evidence.missile_rules())
own = rules[rules["name"].str.startswith("Iran ")]
own[["name", "wording", "start", "end", "e3_us", "iran_russia_china"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Go line by line: has the rule started, has it ended, has it come back by this reading?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# The missile clause of resolution 2231 ended before the resolution did.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "jcpoa-7-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "9 March 2016": ...,  # your answer: "ban", "request" or "none"
#:     "19 October 2023": ...,  # your answer: "ban", "request" or "none"
#:     "11 February 2026, E3 and US": ...,  # your answer: "ban", "request" or "none"
#:     "11 February 2026, Iran, Russia and China": ...,  # your answer: one of the three
#: }
answer = {
    "9 March 2016": "request",
    "19 October 2023": "none",
    "11 February 2026, E3 and US": "ban",
    "11 February 2026, Iran, Russia and China": "none",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "jcpoa-7", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("jcpoa-7", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Under the deal the ban had made way for a request, and the request ended on
# Transition Day in October 2023. For almost two years no rule of the Council on Iran's own missile
# work was in force, by either reading. Then the readings part: by one the ban of 2010 came back on 28
# September 2025, by the other nothing did. No court has decided, so a careful sentence names the
# reading.

# %% [markdown]
# ## jcpoa-8: A cap for half a year
#
# {about jcpoa-8}
#
# Suppose a negotiator wants a breakout time of **half a year** by the IAEA's count. The level stays
# capped at 3.67 %, and the stock at the deal's cap. Which capacity, in SWU a year, gives exactly half
# a year? `swu_needed` gives the work; time is work divided by capacity.
#
# <details>
# <summary>First hint</summary>
#
# First the work: `swu_needed(product, 0.9, stock, 0.0367, 0.003)`. The last number is the waste.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Turn "time = work / capacity" round. Half a year is 0.5 years.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "jcpoa-8-answer", "locked": false, "schema_version": 3, "solution": true}
product = KgU.from_u235(SIGNIFICANT_QUANTITY_HEU, 0.9)  # 25 kg of U-235, as uranium of 90 %
stock = evidence.cap()  # the deal's cap, in kg of uranium

### BEGIN SOLUTION
needed = swu_needed(product, 0.9, stock, 0.0367, 0.003)
answer = needed / 0.5
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "jcpoa-8", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("jcpoa-8", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The work is fixed by the other two dials; time and capacity multiply to it. Half the
# time needs twice the capacity. By ISIS's count, 25 kg of weapon-grade uranium, the same plant would
# take at least a tenth less. The number is as ideal as the chapter's: nothing is lost, and the whole
# capacity works from the first day. And it is a time to material, not to a weapon.

# %% [markdown]
# ## jcpoa-9: Weighing reasons
#
# {about jcpoa-9}
#
# Complete the function `chance_after`. It gets a prior chance, between 0 and 1, and a list of
# likelihood ratios. It returns the chance after all pieces of evidence, by Bayes's rule: the odds
# are multiplied by each ratio. With an empty list the chance stays as it was.
#
# <details>
# <summary>First hint</summary>
#
# Three steps: turn the chance into odds (chance divided by 1 minus chance), multiply the odds by
# every ratio, and turn them back.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# A loop over the list needs one line: multiply the odds. To turn back: odds of 3 are a chance of
# 3 / (1 + 3).
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "jcpoa-9-answer", "locked": false, "schema_version": 3, "solution": true}
def chance_after(prior, ratios):
    """Return the chance, 0 to 1, after evidence with these likelihood ratios."""
    ### BEGIN SOLUTION
    odds = prior / (1 - prior)
    for ratio in ratios:
        odds = odds * ratio
    return odds / (1 + odds)
    ### END SOLUTION


answer = chance_after

# %% nbgrader={"grade": true, "grade_id": "jcpoa-9", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("jcpoa-9", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Ratios multiply odds, not chances: a chance of 0.5 times 6 would be 3, and no chance
# is above 1. The order of the pieces does not matter. What matters is that each is judged on its
# own: two pieces that say the same thing must not both count in full, or the sum is surer than the
# evidence.

# %% [markdown]
# ## jcpoa-10: How few weights turn a verdict?
#
# {about jcpoa-10}
#
# A puzzle. The table below shows this book's likelihood ratios. Every piece has the weight 1. You may
# give a piece another weight from 0 (ignore it) to 2 (count it twice). The prior is 50 %.
#
# - **verification above one half**: change the weights of at most *two* pieces so that "too hard to
#   verify" ends above 50 %.
# - **priority below one half**: change the weight of *one* piece so that "the bomb came first" ends
#   below 50 %.
#
# `after(...)` tries changes out, such as `after(texts=0)`. There is more than one right answer.

# %%
reasons = list(evidence.REASONS)
pieces = evidence.pieces()
display(
    pd.DataFrame(
        [[piece.short, *map(piece.ratio, reasons)] for piece in pieces],
        index=[piece.key for piece in pieces],
        columns=["piece", *reasons],
    )
)


def after(**changes):
    """Return the percentage of each reason with some weights changed."""
    rows = evidence.why_left_out(50, **{**evidence.weighing("ours"), **changes})
    return {reason: round(row["posterior"], 1) for reason, row in zip(reasons, rows, strict=True)}


after()

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# A ratio below 1 speaks against the reason. Ignoring such a piece lifts the reason; counting it twice
# lowers it.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Begin with the piece whose ratio is farthest from 1, and try: `after(silence=0)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "jcpoa-10-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "verification above one half": ...,  # your answer, such as {"texts": 0, "dispute": 2}
#:     "priority below one half": ...,  # your answer, such as {"texts": 0}
#: }
answer = {
    "verification above one half": {"opaque": 2, "silence": 0},
    "priority below one half": {"irrelevant": 0},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "jcpoa-10", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("jcpoa-10", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** To rescue the article's reason one must drop the silence, "nobody says so", and do one
# thing more; no single change is enough. Dropping the silence is not absurd: our search was short.
# Priority turns with one piece, so that verdict is much less firm. Two reasons may be above one half
# at the same time: each is judged for itself. The ratios are judgements. The puzzle shows which of
# them carry the result.

# %% [markdown]
# ## jcpoa-11: Your verdict on claim C13
#
# {about jcpoa-11}
#
# Claim C13: one reason why earlier agreements left missiles out is that missiles are much harder to
# verify. Write 80 to 220 words for a reader who has not done these exercises. A person grades your
# text, one point for each:
#
# {rubric jcpoa-11}
#
# Write between the three quotation marks. The check only looks whether a text of the right length is
# there.
#
# <details>
# <summary>First hint</summary>
#
# Split the sentence in two, and give each half its own verdict.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# You have pieces with dates: the hearing of February 2014, the UN panel of May 2014, Iran's refusal
# in May 2014, the last dispute of July 2015, and a short search that found nothing.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "jcpoa-11-answer", "locked": false, "points": 4, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = """
#: ...
#: """  # your answer
answer = """
The sentence holds two claims. That missiles are harder to verify than enrichment is defensible. That
this was one reason for the gap of 2015 is a hypothesis, and the evidence for it is weak. The missing
clause proves nothing, because all four reasons on offer predict it. Other pieces choose better. In
February 2014 the American negotiator told senators that without a warhead delivery would be almost
irrelevant; whoever puts the bomb first says that. In May 2014 an Iranian member of parliament
reported that Iran would not discuss missiles at all. In July 2015 the sides fought over the Security
Council's rules on them, which a separate track explains. The strongest objection is that a UN
panel called the missile programme opaque in May 2014, and that our search for a negotiator who named
verification was short. Absence of a find is not a finding. A note or memoir of those years that drops
a missile limit because it could not be checked would change my mind.
"""
### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "jcpoa-11", "locked": true, "schema_version": 3, "solution": false}
check("jcpoa-11", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** There is no single right text. The example takes one point for each line of the
# rubric: two claims kept apart, evidence with date and speaker that tells the reasons apart, no
# reason read out of the gap, and the strongest objection with what would change the verdict. A text
# that finds the article's reason more convincing earns the same points with the same care.

# %% [markdown]
# ## Where you stand

# %%
progress("06_jcpoa_precedent")
