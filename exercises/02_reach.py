# %% [markdown]
# # Exercises: reach
#
# These exercises go with the chapter on reach. They test claim C14 of the article: that the
# Khorramshahr, Emad, Ghadr-1, Fattah-1 and Dezful reach Israel and most US bases in the Middle East.
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
import pandas as pd

from missile_question.catalog import load
from missile_question.checks import check, progress
from missile_question.evidence.reach import figures, members
from missile_question.models.reach import coverage, distance_km, range_for_share

bases = members("core")  # US bases in the Middle East, with distances in km
five = figures().query("named_in_article")  # published ranges of the five systems

# %% [markdown]
# ## reach-1: From Tehran to Tel Aviv
#
# {about reach-1}
#
# How far is it from Tehran to Tel Aviv, in km? `distance_km` takes four numbers in this order:
# latitude and longitude of the first place, then latitude and longitude of the second.
#
# <details>
# <summary>First hint</summary>
#
# `tehran["lat"]` is the latitude of Tehran. The other three numbers are written the same way.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# The shape is `answer = distance_km(tehran["lat"], tehran["lon"], ..., ...)`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reach-1-answer", "locked": false, "schema_version": 3, "solution": true}
cities = load("cities").set_index("city_id")
tehran = cities.loc["tehran"]
tel_aviv = cities.loc["tel-aviv"]

### BEGIN SOLUTION
answer = distance_km(tehran["lat"], tehran["lon"], tel_aviv["lat"], tel_aviv["lon"])
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reach-1", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("reach-1", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The function follows the curve of the earth, so it needs no map. The table gives
# places to a tenth of a degree: one step is about 11 km, so a place is off by at most about 7. Any
# answer within 1 % is as good as the data. Note
# what the number is not: it is the distance from *Tehran*. From the nearest point of Iran it is
# hundreds of kilometres less, and no article says which of the two it means.

# %% [markdown]
# ## reach-2: What a test flight and three headlines show
#
# {about reach-2}
#
# The cell below shows some rows of the table of published ranges. Read them, then choose one letter
# for each question.
#
# **Test flight.** In March 2016 a Qadr-H flew the distance in the first row. The same story gives
# the declared range in the second row. What does the flight tell us about the range?
#
# - A: The range is the distance flown, because a flight is a measurement.
# - B: On that day, with that load, it flew that far. The range may be longer.
# - C: The range lies in the middle between the two figures.
# - D: The flight shows that the declared range is true.
#
# **Three outlets.** Three outlets print the same figure for the Dezful. How well is it confirmed?
#
# - A: Well. Three sources agree.
# - B: It is false, because nobody outside Iran confirms it.
# - C: Not at all so far. All three pass on the same Iranian announcement.
# - D: The true range is a little less, because such figures are always too high.

# %%
rows = load("missile_ranges").set_index("range_id")
shown = ["qadr-h-flown-2016", "qadr-h-iran-2016"]
shown += list(rows.index[rows["system_id"].eq("dezful") & rows["basis"].eq("declared")])
rows.loc[shown, ["claimant", "basis", "range_km_high"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Read the column `basis`. It says how the figure is known: declared, assessed, reported, flown.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Ask of each figure: who measured it? And: what would have to be true for it to be wrong?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reach-2-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "test flight": ...,  # your answer: "A", "B", "C" or "D"
#:     "three outlets": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "test flight": "B",
    "three outlets": "C",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reach-2", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("reach-2", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** A flight gives a distance, for one load and one day; it ended where the tester wanted
# it to end, inside the country. So it neither sets the range nor proves the declared one. The three
# outlets name one origin each time: Iran. Repetition adds readers, not evidence. Unconfirmed is not
# the same as false, and a fixed discount would be a guess of our own.

# %% [markdown]
# ## reach-3: The share inside a ring
#
# {about reach-3}
#
# "Covers most bases" is a statement about a share. Complete the function `share_covered`. It gets a
# list of distances and a range, both in km. It returns the share of the distances that are at most
# the range: 0 if none, 1 if all. A place exactly at the range counts as inside.
#
# <details>
# <summary>First hint</summary>
#
# Two steps: count the distances that are at most the range, then divide by how many there are.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `[d for d in distances if ...]` is the list of those distances for which the condition holds, and
# `len(...)` counts a list. Do not forget the word `return`.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "reach-3-answer", "locked": false, "schema_version": 3, "solution": true}
def share_covered(distances, range_km):
    """Return the share, 0 to 1, of the distances that are at most range_km."""
    ### BEGIN SOLUTION
    inside = [d for d in distances if d <= range_km]
    return len(inside) / len(distances)
    ### END SOLUTION


answer = share_covered

# %% nbgrader={"grade": true, "grade_id": "reach-3", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("reach-3", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The list keeps the distances inside the ring, and the division turns a count into a
# share. The sign `<=` is a decision: a place exactly at the range is inside. With distances rounded
# to 0.1 km it hardly matters for the bases, but a definition has to say it.

# %% [markdown]
# ## reach-4: Who says how far
#
# {about reach-4}
#
# The table `five` has one row for each published figure of the five systems. Make a table with one
# row a system and three columns:
#
# - `low`: the lowest figure in km,
# - `high`: the highest figure in km,
# - `origins`: the number of independent origins.
#
# The rule for origins: count only figures whose `basis` is declared or assessed (a reported figure
# is somebody else's), and count each side once, whoever printed it (`claimant_side`). Two research
# institutes are one side in this count.
#
# The cell below shows the rows. Low and high are prepared; the origins are yours.

# %%
five[["system", "range_km", "basis", "claimant_side", "claimant"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# `own` holds only the declared and assessed rows. Group it by system, as `by_system` does with `five`.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `.nunique()` counts how many *different* values a column has: `own.groupby("system")["..."].nunique()`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reach-4-answer", "locked": false, "schema_version": 3, "solution": true}
by_system = five.groupby("system")
own = five[five["basis"].isin(["declared", "assessed"])]

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "low": by_system["range_km"].min(),
#:     "high": by_system["range_km"].max(),
#:     "origins": ...,  # your answer
#: })
answer = pd.DataFrame(
    {
        "low": by_system["range_km"].min(),
        "high": by_system["range_km"].max(),
        "origins": own.groupby("system")["claimant_side"].nunique(),
    }
)
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "reach-4", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("reach-4", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** A system with several rows and one origin has one voice, however many outlets print
# it. A wide spread is not sloppiness of the table: it is disagreement, and it shows only where there
# is a second voice. Where low and high are equal, ask first whether anybody else was asked. We never
# take the mean: it would be a figure that nobody stands behind.

# %% [markdown]
# ## reach-5: The data behind a chart
#
# {about reach-5}
#
# A coverage curve shows which share of the bases lies within each range. Make the data for two
# curves: a table with the columns `range_km` (the numbers in `ranges`), `tehran` and `nearest` (the
# share of `bases` covered from Tehran, and from the nearest point of Iran). The column for Tehran is
# prepared.
#
# <details>
# <summary>First hint</summary>
#
# `coverage(distances, ranges)` gives the shares for a whole list of ranges at once.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `bases["nearest"]` holds the distances from the nearest point of Iran. Write the third column like
# the second.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reach-5-answer", "locked": false, "schema_version": 3, "solution": true}
ranges = list(range(200, 1601, 200))

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "range_km": ranges,
#:     "tehran": coverage(bases["tehran"], ranges),
#:     "nearest": ...,  # your answer
#: })
answer = pd.DataFrame(
    {
        "range_km": ranges,
        "tehran": coverage(bases["tehran"], ranges),
        "nearest": coverage(bases["nearest"], ranges),
    }
)
### END SOLUTION
answer.round(2)

# %% nbgrader={"grade": true, "grade_id": "reach-5", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("reach-5", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Both curves use the same bases and the same ranges. Only the origin differs, and with
# it the answer at almost every range. So "covers most bases" is not yet a statement: it needs an
# origin. The nearest point is the most generous choice, and nobody says that anything stands there.

# %% [markdown]
# ## reach-6: Which of the five cover most bases?
#
# {about reach-6}
#
# Claim C14 says that the five systems reach *most* US bases. Take each system's **highest** published
# figure, and read *most* as more than half.
#
# - Which of the five cover most bases measured from Tehran?
# - Which cover most measured from the nearest point of Iran?
# - How many bases lie inside Dezful's ring around Tehran? (Give the number.)
#
# The cell below counts for you.

# %%
highest = five.groupby("system")["range_km"].max()
pd.DataFrame(
    {
        "highest figure": highest,
        "inside, from Tehran": [int((bases["tehran"] <= r).sum()) for r in highest],
        "inside, from the nearest point": [int((bases["nearest"] <= r).sum()) for r in highest],
        "bases in all": len(bases),
    }
)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Write names as in the first column of the table, in quotation marks: `["Emad", "Ghadr-1"]`.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Half the bases is a number. Which rows have *more* than that?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reach-6-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "from Tehran": ...,  # your answer: a list of names
#:     "from the nearest point": ...,  # your answer: a list of names
#:     "bases inside Dezful's ring": ...,  # your answer: a number
#: }
dezful = highest["Dezful"]
half = len(bases) / 2
answer = {
    "from Tehran": [s for s in highest.index if (bases["tehran"] <= highest[s]).sum() > half],
    "from the nearest point": [
        s for s in highest.index if (bases["nearest"] <= highest[s]).sum() > half
    ],
    "bases inside Dezful's ring": (bases["tehran"] <= dezful).sum(),
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reach-6", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("reach-6", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** From Tehran four of the five cover most bases; the Dezful covers exactly half, and
# half is not most. From the nearest point all five do. So the sentence in the article is true or
# false depending on where the tape measure starts, even with the most generous figures.

# %% [markdown]
# ## reach-7: Nine bases in ten
#
# {about reach-7}
#
# Turn the question round. What is the smallest range, in km, that covers at least 90 % of the bases
# when it is measured from the **centre** of Iran (the column `centre`)?
#
# <details>
# <summary>First hint</summary>
#
# Sort the distances: `bases["centre"].sort_values()`. How many bases are at least 90 % of them?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `range_for_share(distances, share)` does the counting. A share of 90 % is written 0.9.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reach-7-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
answer = range_for_share(bases["centre"], 0.9)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reach-7", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("reach-7", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Bases are whole things: to cover at least 90 % of them, round the number of bases
# *up*. The range is then the distance of the last base that is needed. A quantile function that draws
# a line between two bases gives a smaller number, at which no further base is covered.

# %% [markdown]
# ## reach-8: Make it false, make it true
#
# {about reach-8}
#
# A puzzle. A system *reaches Israel* if at least one of the three Israeli cities in our table lies
# within its range. "All five reach Israel" then depends on where we measure from and whose figures
# we take. Use only origins and figures that the tables offer.
#
# - **false**: choose an origin and *one* figure that make the sentence false.
# - **true**: choose an origin and *five* figures, one for each system, that make it true.
#
# The origins are `"tehran"`, `"centre"` and `"nearest"`. The cell below lists the cities and the
# figures; copy what stands in the column `figure_id`. There is more than one right answer.

# %%
display(members("israel")[["name", "tehran", "centre", "nearest"]])
five[["figure_id", "system", "range_km", "basis"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# One system that falls short is enough for "false". For "true", the weakest system decides: which
# origin helps it most?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Compare the Dezful's figure with the distance of the nearest city, once for each origin.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reach-8-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "false": {"origin": ..., "figure": ...},  # your answer: two texts
#:     "true": {"origin": ..., "figures": [...]},  # your answer: a text and five texts
#: }
best = five.sort_values("range_km").groupby("system")["figure_id"].last()
answer = {
    "false": {"origin": "tehran", "figure": best["Dezful"]},
    "true": {"origin": "nearest", "figures": list(best)},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reach-8", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("reach-8", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** "All" is as strong as the weakest member. From Tehran the Dezful's only figure falls
# far short of every Israeli city, so one choice makes the sentence false. From the nearest point the
# same figure just reaches the nearest city, and the highest figures of the other four do so easily.
# Neither choice is a trick: both origins are in use, and both figures are published. With a stricter
# meaning of *reaches Israel*, all three cities, the second choice would fail as well.

# %% [markdown]
# ## reach-9: How wrong must a ring be?
#
# {about reach-9}
#
# How far is the verdict on C14 from flipping? Look at the Dezful, the system with the least range.
#
# - **too high by**: from the nearest point of Iran the Dezful just reaches Israel (at least one
#   city). By how many km would its figure have to be too high for that to be false?
# - **too low by**: from Tehran the Dezful does not cover most bases. By how many km would its figure
#   have to be too low for the truth to be *most*, that is more than half?
#
# <details>
# <summary>First hint</summary>
#
# Both are a difference between a range and a distance. The nearest city decides the first; the first
# base outside the ring decides the second.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `israel["nearest"].min()` is the distance of the nearest city. `bases["tehran"].sort_values()` lists
# the bases from near to far: find the first one beyond the ring.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reach-9-answer", "locked": false, "schema_version": 3, "solution": true}
israel = members("israel")
dezful = five.loc[five["system"].eq("Dezful"), "range_km"].max()

### BEGIN SOLUTION
#: answer = {
#:     "too high by": ...,  # your answer: a number in km
#:     "too low by": ...,  # your answer: a number in km
#: }
outside = bases.loc[bases["tehran"] > dezful, "tehran"]
answer = {
    "too high by": dezful - israel["nearest"].min(),
    "too low by": outside.min() - dezful,
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reach-9", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("reach-9", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Both differences are a few per cent of the range. A rounded coordinate is off by at
# most about 7 km, so the smaller margin is about three times the blur and the larger one eight times.
# But a declared figure is rounded to hundreds of kilometres: against that, both margins are small. An
# honest sentence says so.

# %% [markdown]
# ## reach-10: Your verdict on claim C14
#
# {about reach-10}
#
# Claim C14: the five systems reach Israel and most US bases in the Middle East. Write 80 to 220 words
# for a reader who has not done these exercises. A person grades your text, one point for each:
#
# {rubric reach-10}
#
# Write between the three quotation marks. The check only looks whether a text of the right length is
# there.
#
# <details>
# <summary>First hint</summary>
#
# Begin with the verdict, then the assumption it rests on. "Mostly true, if ..." is a good start.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# You have four facts at hand: half is not most, the nearest point is not Tehran, three outlets are
# one origin, and a margin of a few kilometres.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "reach-10-answer", "locked": false, "points": 4, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = """
#: ...
#: """  # your answer
answer = """
The claim is true from one origin and false from another. Measured from Tehran, with
the highest published figures, the Khorramshahr, Emad and Ghadr-1 reach at least one Israeli city
and more than half of the US bases. The Fattah-1 covers most bases but falls short of Israel from
there, and the Dezful covers only half the bases and no Israeli city. Measured from the nearest
point of Iran all five pass, the Dezful by 24 km for Haifa, and it misses Tel Aviv by 11. So the sentence
needs its origin. Two of the figures, those of the Fattah-1 and the Dezful, are declared by Iran
alone; outlets that repeat them add no evidence. The strongest objection is that nobody would fire
from the capital, so that the nearest point is the fairer measure. That is reasonable, but then the
claim says what could be, not what is. An independent estimate of the Dezful would change my mind.
"""
### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "reach-10", "locked": true, "schema_version": 3, "solution": false}
check("reach-10", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** There is no single right text. The example takes one point for each line of the
# rubric: a verdict on both halves, its origin and definition, whose figures they are, and the
# strongest objection with what would change the verdict. A text that reaches another verdict with
# the same care earns the same points.

# %% [markdown]
# ## Where you stand

# %%
progress("02_reach")
