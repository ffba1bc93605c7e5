# %% [markdown]
# # Exercises: prospects
#
# These exercises go with the chapter on prospects. They turn claims C17 and C18 of the article into
# forecasts that can be scored. Everything is as of 11 February 2026. Where a task needs an outcome,
# it takes one from the years before, and the analysts who forecast it are invented.
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
import math

import numpy as np
import pandas as pd

from missile_question.checks import check, progress
from missile_question.evidence.prospects import case_table, classes, round_records, words
from missile_question.models.forecasting import (
    brier_score,
    linear_pool,
    log_score,
    murphy_decomposition,
    odds,
)

# %% [markdown]
# ## prospect-1: One forecast, one score
#
# {about prospect-1}
#
# On 23 May 2025 the fifth round of talks between Iran and the United States ended. An analyst says:
# "85 % that another round follows within 53 days." It did not: the next one, due on 15 June, fell
# away with the war. What is the analyst's Brier score, in the convention that runs from 0 to 1?
#
# <details>
# <summary>First hint</summary>
#
# What happened counts as 1 for yes and 0 for no.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# The score is the square of the distance between 0.85 and what happened. `brier_score(0.85, ...)`
# does it for you.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "prospect-1-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
answer = brier_score(0.85, 0)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "prospect-1", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("prospect-1", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The distance is 0.85, and its square 0.7225. That is nearly three times the 0.25 of
# somebody who always says 50 %. It does not show that 85 % was foolish: of the four rounds before,
# all had been followed in time. In the convention of 1950 the same score is printed as 1.445.

# %% [markdown]
# ## prospect-2: What can be settled, and what follows
#
# {about prospect-2}
#
# Choose one letter for each question.
#
# **Sentence.** Which of these can a stranger settle and score?
#
# - A: Talks could well bring some progress this spring.
# - B: By 30 June 2026 relations will be clearly better: 60 %.
# - C: Another round by 31 March 2026, confirmed by the host, indirect talks included: 65 %.
# - D: The chance of a deal is 55 to 80 %.
#
# **Two analysts.** One said 80 % for an event, another 30 %. It happened. What does that show?
#
# - A: The first is the better forecaster.
# - B: The second said no, and was wrong.
# - C: Nothing. Scores cannot tell forecasters apart.
# - D: The first has the better score on this question. Who forecasts better takes many questions.
#
# **Fleet.** Suppose that a fleet was sent before each of three attacks. Now a fleet is sent. What
# follows for an attack?
#
# - A: It is nearly certain. A fleet went before every one of them.
# - B: That depends on how many fleets were sent without an attack.
# - C: Its chance is 4 in 5, by Laplace's rule for three in three.
# - D: Nothing. Fleets are sent to impress.
#
# **Likely.** A report calls an event "likely", and a reader hears 70 %. What is right?
#
# - A: Likely means 70 %, so the reader heard well.
# - B: All institutions give the word the same range, and 70 % lies in it.
# - C: The word stands for a range that depends on who speaks. 70 % is one number that fits.
# - D: The word has no number in it. 5 % would fit as well.
#
# <details>
# <summary>First hint</summary>
#
# For the fleet, draw a table with four cells: fleet or none, attack or none. Which cells do you know?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# For the analysts, imagine a third who says 80 % to everything. How often would he look wise?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "prospect-2-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "sentence": ...,  # your answer: "A", "B", "C" or "D"
#:     "two analysts": ...,  # your answer: "A", "B", "C" or "D"
#:     "fleet": ...,  # your answer: "A", "B", "C" or "D"
#:     "likely": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "sentence": "C",
    "two analysts": "D",
    "fleet": "B",
    "likely": "C",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "prospect-2", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("prospect-2", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** A forecast needs an event, a last day, a judge and a number; only one sentence has
# all four. One outcome gives each analyst a score and neither a reputation. The fleet is the
# condition turned round: three in three is the chance of a fleet given an attack. The chance of an
# attack given a fleet needs the fleets that sailed home. A word with a published ladder is a range,
# and the ladders differ.

# %% [markdown]
# ## prospect-3: A rate needs a window
#
# {about prospect-3}
#
# The cell below shows two reference classes. Each counts the months, or the years, in which
# something happened. The column `windows` says how many of them lie between 11 February 2026 and the
# last day of the question. From these counts alone:
#
# - **a strike**: with which probability do Israel or the United States openly attack Iran's soil in
#   at least one of the months up to 30 June 2026? Use the count from October 2023.
# - **oil relief**: with which probability does US relief on Iran's oil come into force up to
#   31 October 2026? Use the count of years.
#
# Take the plain share as the rate, and every month or year as independent. Give both as
# probabilities between 0 and 1, to three decimals.

# %%
rates = classes().set_index("base_rate_id")
shown = ["strikes-since-october-2023", "relief-years"]
rates.loc[shown, ["label", "unit", "successes", "cases", "windows"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# If it happens in a month with probability r, it does not happen in that month with 1 - r. And in
# two months in a row?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# The chance of none in k stretches is `(1 - r) ** k`. The k need not be whole. Asked is the
# opposite.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "prospect-3-answer", "locked": false, "schema_version": 3, "solution": true}
strike = rates.loc["strikes-since-october-2023"]
relief = rates.loc["relief-years"]

### BEGIN SOLUTION
#: answer = {
#:     "a strike": ...,  # your answer: a number
#:     "oil relief": ...,  # your answer: a number
#: }
answer = {
    "a strike": 1 - (1 - strike["successes"] / strike["cases"]) ** strike["windows"],
    "oil relief": 1 - (1 - relief["successes"] / relief["cases"]) ** relief["windows"],
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "prospect-3", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("prospect-3", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Three months in 28 are a rate of 11 % a month. Over four and a half months that makes
# 40 %, and not the 49 % of a plain product: a month may be hit twice. Two years in 13 are 15 % a
# year, but the window is shorter than a year, so the chance is 11 %. Who reads the rate of a month
# as the chance of the window is off by a factor of four. The count is about attacks on Iran because
# the question is. In the same 28 months Iran openly attacked Israel in three as well.

# %% [markdown]
# ## prospect-4: After the news
#
# {about prospect-4}
#
# Complete the function `after_news`. It gets a probability `prior` (0 up to, but not including, 1)
# and a list of likelihood ratios, one for each piece of news. A ratio says how many times likelier
# the news is if the event is coming than if it is not. The pieces are independent, given yes and
# given no. The function returns the probability after all of them, 0 to 1. The list may be empty.
#
# <details>
# <summary>First hint</summary>
#
# The ratios multiply the odds and not the probability. The odds are `prior / (1 - prior)`.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `math.prod(ratios)` multiplies a list, and gives 1 for an empty one. From odds back to a
# probability: odds divided by 1 plus odds. Do not forget the word `return`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "prospect-4-answer", "locked": false, "schema_version": 3, "solution": true}
def after_news(prior, ratios):
    """Return the probability, 0 to 1, after independent pieces of news."""
    ### BEGIN SOLUTION
    odds_now = prior / (1 - prior) * math.prod(ratios)
    return odds_now / (1 + odds_now)
    ### END SOLUTION


answer = after_news

# %% nbgrader={"grade": true, "grade_id": "prospect-4", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("prospect-4", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Odds, one multiplication a piece, and back. A product has no order, so neither has
# the news. The prior stays in it: the same ratio of 2 lifts 40 % to 57 %, but 8 % only to 15 %. Who
# leaves the prior out has assumed one half without saying so. And a prior of nought never moves,
# which is a reason to be slow with nought.

# %% [markdown]
# ## prospect-5: How strong must the news be?
#
# {about prospect-5}
#
# Two careful people look at the same event: an open attack on Iran's soil by 30 June 2026. One
# counts months since 2013 and gets `calm`. The other counts months since October 2023 and gets
# `recent`. Which likelihood ratio must a piece of news have to lift the first person to where the
# second one begins?

# %%
calm = rates.loc["strikes-since-2013", "forecast"]
recent = rates.loc["strikes-since-october-2023", "forecast"]
pd.Series({"calm": calm, "recent": recent}).round(3)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Bayes's rule: odds after = odds before times ratio.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `odds(calm)` gives the odds before. What are the odds after? Divide.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "prospect-5-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
answer = odds(recent) / odds(calm)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "prospect-5", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("prospect-5", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The ratio is a little above 7. Nearly three pieces of news with a ratio of 2, each
# independent of the others, would be needed to make up for the choice of the class. The quotient of
# the probabilities is not 7 but less than 5: odds and probabilities agree only when both are small.
# So before two people quarrel about the news, they should compare their lists.

# %% [markdown]
# ## prospect-6: Three judges
#
# {about prospect-6}
#
# You believe that an event has a chance of 70 %. Before the outcome, you can compute which penalty
# you expect for any report. Make the data for three curves: a table with the columns
#
# - `report`: what you say, from 0.01 to 0.99 (prepared),
# - `brier`: the expected Brier score (prepared),
# - `log`: the expected logarithmic score,
# - `distance`: the expected plain distance, which is the size of report minus outcome.
#
# <details>
# <summary>First hint</summary>
#
# Every column has the same shape as `brier`: belief times the score for yes, plus the rest times the
# score for no.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `log_score(report, 1)` is the score for yes. The plain distance is `abs(report - 1)` for yes and
# `abs(report - 0)` for no.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "prospect-6-answer", "locked": false, "schema_version": 3, "solution": true}
belief = 0.7
report = np.array([1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99]) / 100

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "report": report,
#:     "brier": belief * brier_score(report, 1) + (1 - belief) * brier_score(report, 0),
#:     "log": ...,  # your answer
#:     "distance": ...,  # your answer
#: })
answer = pd.DataFrame(
    {
        "report": report,
        "brier": belief * brier_score(report, 1) + (1 - belief) * brier_score(report, 0),
        "log": belief * log_score(report, 1) + (1 - belief) * log_score(report, 0),
        "distance": belief * abs(report - 1) + (1 - belief) * abs(report - 0),
    }
)
### END SOLUTION
answer.round(3)

# %% nbgrader={"grade": true, "grade_id": "prospect-6", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("prospect-6", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Look for the smallest number in each column. By Brier and by the logarithm it stands
# at 0.7, your belief: these rules are proper. By the plain distance it stands at 0.99. That judge
# pays you to shout. Look also at 0.5, the hedge: it costs 0.25 by Brier instead of 0.21. And look at
# 0.99: Brier charges 0.294, the logarithm 1.39, twice what it charges for 50 %. A hedge and a boast
# both cost something, and only a proper rule says so.

# %% [markdown]
# ## prospect-7: Three heads
#
# {about prospect-7}
#
# On 20 June 2021 the sixth round of the Vienna talks ended. Three analysts say how likely another
# round is within 53 days: 90 %, 70 % and 20 %. None followed in time; the next one began after 162
# days.
#
# - **average of the scores**: score each analyst by Brier (0 to 1), then average.
# - **score of the average**: average the three forecasts (the linear pool), then score that number.
# - **always**: which sentence holds for every event and all forecasts? Choose a letter.
#
# - A: The average forecast scores no worse than the average of the scores.
# - B: The average forecast scores no worse than the best of the analysts.
# - C: The two numbers are equal.
# - D: None of these; it depends on what happens.
#
# <details>
# <summary>First hint</summary>
#
# `brier_score(heads, 0)` scores a whole list at once, and `.mean()` averages.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `linear_pool(heads)` is the average forecast. For the letter, try another panel, and a yes instead
# of the no.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "prospect-7-answer", "locked": false, "schema_version": 3, "solution": true}
heads = [0.9, 0.7, 0.2]

### BEGIN SOLUTION
#: answer = {
#:     "average of the scores": ...,  # your answer: a number
#:     "score of the average": ...,  # your answer: a number
#:     "always": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "average of the scores": brier_score(heads, 0).mean(),
    "score of the average": brier_score(linear_pool(heads), 0),
    "always": "A",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "prospect-7", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("prospect-7", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The scores are 0.81, 0.49 and 0.04, on average 0.447. The average forecast is 60 %,
# and its score 0.36. It is never the other way round: a square punishes far misses more than in
# proportion, and the average has no far misses of its own. But it need not beat the best, who here
# had 0.04. Nobody could tell on that day who the best would be, and one outcome does not tell now.

# %% [markdown]
# ## prospect-8: How likely is likely?
#
# {about prospect-8}
#
# The cell below shows what four schemes mean by "likely" or its nearest word, in per cent. The ends
# belong to the range.
#
# - **65 %**: in which schemes is a chance of 65 % called likely? Give a list.
# - **85 %**: and in which is a chance of 85 %?
# - **points**: one range is called likely in *all four* schemes. A forecast rises from its lower to
#   its upper end. By how many percentage points?
# - **per cent**: by how many per cent does the probability rise on that way?

# %%
likely = words().query("compared == 'likely'")
likely[["scheme_id", "scheme", "word", "low_pct", "high_pct"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Write schemes as in the first column, in quotation marks: `["kent-1964", "icd-203"]`. For the range
# of all four, look for the highest lower end and the lowest upper end.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# From 40 % to 50 % are 10 percentage points. They are also 25 per cent, because 10 is a quarter of
# 40.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "prospect-8-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "65 %": ...,  # your answer: a list of schemes
#:     "85 %": ...,  # your answer: a list of schemes
#:     "points": ...,  # your answer: a number
#:     "per cent": ...,  # your answer: a number
#: }
low, high = likely["low_pct"].max(), likely["high_pct"].min()
answer = {
    "65 %": list(likely.query("low_pct <= 65 <= high_pct")["scheme_id"]),
    "85 %": list(likely.query("low_pct <= 85 <= high_pct")["scheme_id"]),
    "points": high - low,
    "per cent": 100 * (high - low) / low,
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "prospect-8", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("prospect-8", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** For the climate panel 65 % is not yet likely. For American intelligence 85 % is more
# than likely. All four share only 66 to 80 %, a width of 14 points, while the word runs from 55 to
# 95 % if one does not ask who speaks. The rise from 66 to 80 is 21 per cent of 66. A headline can
# print either number and be right, and a reader who takes one for the other is off by half.

# %% [markdown]
# ## prospect-9: Calibrated, clever, or neither
#
# {about prospect-9}
#
# After 15 rounds of talks from 2021 to 2025, did another follow within 53 days? `came` holds 1 for
# yes and 0 for no, in the order of time. Three forecasters speak before each outcome:
#
# - **average** says the share of all 15 every time (and knows it in advance, which is generous),
# - **last step** says 90 % if a round followed last time, else 50 %,
# - **turned round** says 50 % where the second one says 90 %, and the other way round.
#
# Make a table with one row a forecaster and three columns: `brier` (the mean score, prepared),
# `calibration` (Murphy's error of calibration, which is smaller if better) and `resolution` (larger
# if better).
#
# <details>
# <summary>First hint</summary>
#
# `murphy_decomposition(said["average"], came)` has the parts `.reliability`, `.resolution` and
# `.uncertainty`. Reliability is the error of calibration.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Write each column like `brier`: a pair of braces, the name, a colon, and one part of Murphy's
# decomposition `for name, p in said.items()`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "prospect-9-answer", "locked": false, "schema_version": 3, "solution": true}
came = round_records()
followed = [0, *came[:-1]]
said = {
    "average": [sum(came) / len(came)] * len(came),
    "last step": [0.9 if yes else 0.5 for yes in followed],
    "turned round": [0.5 if yes else 0.9 for yes in followed],
}

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "brier": {name: brier_score(p, came).mean() for name, p in said.items()},
#:     "calibration": ...,  # your answer
#:     "resolution": ...,  # your answer
#: })
parts = {name: murphy_decomposition(p, came) for name, p in said.items()}
answer = pd.DataFrame(
    {
        "brier": {name: brier_score(p, came).mean() for name, p in said.items()},
        "calibration": {name: part.reliability for name, part in parts.items()},
        "resolution": {name: part.resolution for name, part in parts.items()},
    }
)
### END SOLUTION
answer.round(3)

# %% nbgrader={"grade": true, "grade_id": "prospect-9", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("prospect-9", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The first is perfectly calibrated and resolves nothing. The other two tell exactly
# the same cases apart, so their resolution is the same to the last digit, and their scores are far
# apart: resolution does not see the direction, calibration pays for it. The third beats even the
# average. Is he the best forecaster? We turned him round after we had seen the data, and only four
# of the 15 cases stand in his group of 90 %. That is a pattern to test on other talks, and no skill.

# %% [markdown]
# ## prospect-10: Two forecasters to invent
#
# {about prospect-10}
#
# A puzzle. `ten` holds the outcomes after ten rounds of 2021 and 2022: another within 53 days, 1 or
# 0. Invent two lists of ten forecasts for them.
#
# - **calibrated**: an error of calibration *and* a resolution of at most 0.001 each. This forecaster
#   is right on average and knows nothing about any single case.
# - **clever**: at least nine tenths of the largest possible resolution, which is the uncertainty,
#   with at most two different numbers. And yet a mean Brier score *above* 0.25, worse than always
#   saying 50 %.
#
# There is more than one right answer for the second. Try some in the cell below.

# %%
rounds = case_table().query("base_rate_id == 'rounds-2021-2023'").sort_values("date")
ten = [int(happened) for happened in rounds["happened"]]
trial = [0.6, 0.4] * 5
{"ten": ten, "trial": murphy_decomposition(trial, ten)}

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# For the first: if you say the same number every time, there is one group only. Which number fits
# it?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# For the second: resolution asks whether the two groups came out differently. It does not ask which
# of them you gave the larger number.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "prospect-10-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "calibrated": ...,  # your answer: a list of ten numbers
#:     "clever": ...,  # your answer: a list of ten numbers
#: }
answer = {
    "calibrated": [sum(ten) / len(ten)] * len(ten),
    "clever": [0.2 if yes else 0.9 for yes in ten],
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "prospect-10", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("prospect-10", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Whoever says the base rate, 70 %, every time is calibrated and dull. The second says
# a low number where it happened and a high one where it did not. He tells every case apart, and
# whoever turns his numbers round has a perfect guide; taken at his word he is worse than a coin.
# That is why a score needs both parts. And it is why a forecaster with all different numbers gets a
# high resolution for nothing: every group holds one case, and one case is always pure.

# %% [markdown]
# ## prospect-11: Your forecast on claim C17
#
# {about prospect-11}
#
# Claim C17: talks confined to the nuclear file *may* bring *some* progress. Stand on 11 February
# 2026. Write 80 to 220 words that turn the sentence into one forecast, for a reader who has not done
# these exercises. A person grades your text, one point for each:
#
# {rubric prospect-11}
#
# Your number may be high or low; it earns no point by itself. Use nothing that became known after
# that day. Write between the three quotation marks. The check only looks whether a text of the right
# length is there.
#
# <details>
# <summary>First hint</summary>
#
# Choose the deed first: a round, a text, a visit of inspectors, a shipment, an act of relief. Then
# the last day, and who decides.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `classes("nuclear-text")` shows three counts for one of these deeds. Say which one you begin with,
# and what somebody who begins with another would answer you.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "prospect-11-answer", "locked": false, "points": 4, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = """
#: ...
#: """  # your answer
answer = """
By "some progress" I mean a written text on the nuclear programme that the United States and Iran
both confirm by 30 June 2026, published or not. A statement of good will without an obligation does
not count, nor does a text that one side denies. I begin with negotiations that had the United
States at the table since 2009: one in seven led to a text within five months, by Laplace's rule 22
per cent. The wider class of all nuclear talks, three in eleven, asks for less than today's parties
do, and the missed deadlines, none in eight met, count days and not efforts. Both sides called the
first meeting a good start, but they nearly always do, so I give that a ratio of one. The uranium
that nobody has seen makes a text harder to write; I go down a little, to 18 per cent. The strongest
case for a higher number is that both sides have more to lose than before, and that one of the two
texts of the past came quickly once both wanted it. If a text comes, I was not refuted, and if none
comes, I was not proved right. Twenty such forecasts would tell.
"""
### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "prospect-11", "locked": true, "schema_version": 3, "solution": false}
check("prospect-11", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** There is no single right text. The example takes one point for each line of the
# rubric: a deed with a day and a rule, a class with its count, a number with what moved it, and the
# best case for another number. A text that ends at 5 or at 60 per cent with the same care earns the
# same points. A text that knows how the story went on earns fewer: its number is no forecast.

# %% [markdown]
# ## Where you stand

# %%
progress("08_prospects")
