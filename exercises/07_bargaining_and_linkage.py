# %% [markdown]
# # Exercises: bargaining and linkage
#
# These exercises go with the chapter on bargaining and linkage. They ask where a zone of agreement
# comes from, who has to say yes, and when a longer list of issues makes an agreement (claims C10 and
# C11 of the article) or kills one.
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
from types import SimpleNamespace

import pandas as pd

from missile_question.checks import check, progress
from missile_question.evidence.bargaining import ROOM, cases, ends, room
from missile_question.models.bargaining import (
    egalitarian_solution,
    nash_solution,
    single_undertaking_probability,
    zone_width,
)

# %% [markdown]
# ## bargain-1: Behind the opening demands
#
# {about bargain-1}
#
# Two made-up states bargain over a ceiling on a stock. The North wants it high, the South wants it
# low.
#
# - In public the North demands 600 kg. It would in the end accept 240 kg, because that is what it
#   could keep without an agreement. It has already paid for a store that holds 300 kg.
# - In public the South demands 60 kg. It would in the end accept 400 kg, because without an agreement
#   it expects about as much.
#
# How wide is the zone of possible agreement, in kg? If there is none, give the gap with a minus sign.
#
# <details>
# <summary>First hint</summary>
#
# Which of these numbers would make a side leave the table? The others are said or spent.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `zone_width(least, most)` takes the lowest ceiling that the North accepts, and the highest that the
# South accepts.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bargain-1-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
answer = zone_width(240, 400)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bargain-1", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("bargain-1", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** From 240 to 400 both prefer an agreement to none: 160 kg. The demands are 540 kg apart,
# and that says nothing about the zone. The store is paid for whatever happens, so it moves no limit.
# In the world the difficulty is the other way round: demands are printed, and limits are not. Who
# reads a gap between demands as a gap between limits gives up too early; who never does finds a zone
# everywhere.

# %% [markdown]
# ## bargain-2: Three short cases
#
# {about bargain-2}
#
# All three are made up. Choose one letter for each.
#
# **A ninth issue.** Two sides have eight issues before them. Each may be settled or left out, and to
# talk costs nothing. Somebody adds a ninth. What happens to the chance that some package pleases
# both?
#
# - A: It falls, because there is one thing more to quarrel about.
# - B: It rises for certain, because there is one thing more to trade.
# - C: It rises or stays as it was.
# - D: It falls to the old chance times the chance of the ninth.
#
# **Seventy and thirty.** One hundred points are to be divided. A referee who follows Nash gives 70 to
# the first side and 30 to the second. What may you conclude?
#
# - A: Seventy and thirty is the division that is best for both together.
# - B: The referee has made a mistake: Nash's solution is half and half.
# - C: Neither side can do better by changing what it does while the other stands still.
# - D: The product of the gains is largest there; the first side may well have more without a deal.
#
# **Five years of talks.** A government has put five years and much of its name into talks. The last
# offer is worth a little less to it than having no deal. What should it count?
#
# - A: The five years, which would be lost if it did not sign.
# - B: Only what it would have from now on, with the offer and without it.
# - C: The five years, for which the other side owes it something.
# - D: How far the offer is from the middle of the two opening demands.
#
# <details>
# <summary>First hint</summary>
#
# Ask of each case: what is different between signing and not signing?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# For the second case, compare three things: a sum, a product, and a move that nobody regrets. Which
# one did Nash's referee make large?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bargain-2-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "a ninth issue": ...,  # your answer: "A", "B", "C" or "D"
#:     "seventy and thirty": ...,  # your answer: "A", "B", "C" or "D"
#:     "five years of talks": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "a ninth issue": "C",
    "seventy and thirty": "D",
    "five years of talks": "B",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bargain-2", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("bargain-2", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Whatever was possible with eight issues is possible with nine, if the ninth may be
# left out. It takes a tie, a red line or the cost of talking to do harm. Two things bear Nash's name:
# the *solution* is a referee's rule for sharing, the *equilibrium* says where nobody wants to move
# alone. The first is neither the largest sum nor the equal split. And a cost that is spent either way
# cannot tell two ways apart. It can matter to a government's standing at home, but then it is a
# reason that lies ahead.

# %% [markdown]
# ## bargain-3: At the table and at home
#
# {about bargain-3}
#
# One side wants an outcome high, the other wants it low. On each side several have to say yes: the
# negotiator first, then perhaps a parliament, a leader, an ally. Complete the function `zone_left`. It
# gets two lists:
#
# - `least`: the lowest outcome that each on the first side accepts, the negotiator first,
# - `most`: the highest outcome that each on the other side accepts, the negotiator first.
#
# It returns the width of the zone that is left when all of them have to agree. If there is none, it
# returns the gap with a minus sign. A list has at least one number.
#
# <details>
# <summary>First hint</summary>
#
# An outcome has to be high enough for everybody in the first list. Which of its numbers decides?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `max(...)` and `min(...)` find the largest and the smallest number of a list. You need each once.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "bargain-3-answer", "locked": false, "schema_version": 3, "solution": true}
def zone_left(least, most):
    """Return the width of the zone in which all agree; negative if there is a gap."""
    ### BEGIN SOLUTION
    return min(most) - max(least)
    ### END SOLUTION


answer = zone_left

# %% nbgrader={"grade": true, "grade_id": "bargain-3", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("bargain-3", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The highest of the lowest, and the lowest of the highest: on each side the hardest
# decides, whoever it is. A parliament that is milder than its envoy changes nothing, and a third voice
# between two others changes nothing either. So the number of vetoes is the wrong thing to count. Note
# what the width does not show: where the zone lies. A hard parliament makes the zone smaller *and*
# moves it the way of its own side, which is why an envoy may be glad of it.

# %% [markdown]
# ## bargain-4: Three referees
#
# {about bargain-4}
#
# Six packages are on a made-up table, A to F. The cell below shows what each is worth to the North
# and to the South. Without a deal the North has 5 and the South has 1, and neither signs for less.
# A gain is what a side has *above* that. Which package does each of three referees pick?
#
# - **largest product**: the largest product of the two gains (Nash's solution),
# - **largest sum**: the largest sum of both, among what both would sign,
# - **largest smallest gain**: the one in which the smaller of the two gains is largest.

# %%
packages = pd.DataFrame(
    {"North": [9, 18, 11, 7, 14, 4], "South": [9, 3, 7, 13, 6, 19]}, index=list("ABCDEF")
)
packages

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Write down the two gains of each package first. One package drops out.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `nash_solution(packages, [5, 1])` gives the row of the largest product, counted from 0, and
# `egalitarian_solution` that of the largest smallest gain. Turn the row into a letter.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bargain-4-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "largest product": ...,  # your answer: a letter
#:     "largest sum": ...,  # your answer: a letter
#:     "largest smallest gain": ...,  # your answer: a letter
#: }
signed = packages[(packages >= [5, 1]).all(axis=1)]
answer = {
    "largest product": packages.index[nash_solution(packages, [5, 1])],
    "largest sum": signed.sum(axis=1).idxmax(),
    "largest smallest gain": packages.index[egalitarian_solution(packages, [5, 1])],
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bargain-4", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("bargain-4", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** F drops out: the North has more without it. The gains of the other five are 4 and 8,
# 13 and 2, 6 and 6, 2 and 12, 9 and 5. The products are 32, 26, 36, 24 and 45, so Nash picks E. The
# largest sum is B, which leaves the South with little more than nothing. The smaller gain is largest in
# C. None of the three picks A, where both have nine points: that is the equal split, and it is nobody's
# rule here. Who forgets what each has without a deal picks D. Only the first rule keeps its pick if one
# side counts its points in another unit; the other two compare points between sides, which may mean
# nothing.

# %% [markdown]
# ## bargain-5: What the record shows
#
# {about bargain-5}
#
# The table of linkage cases has one row for each negotiation in which issues were joined or kept
# apart. The cell below shows it. Make a table with one row a `method` and two columns:
#
# - `agreed`: how many cases ended in full agreement (`outcome` is `agreement`; a partial one does not
#   count),
# - `cases`: how many cases there are.
#
# Use only the rows in `firm`: their sources are checked and our confidence is high.

# %%
table = cases()
firm = table[table["solid"]]
firm[["title", "method", "outcome"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# `firm.groupby("method").size()` counts the rows of each method. For `agreed`, keep the rows with the
# right outcome first.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# One method has no agreement, and a count by groups leaves it out. `.reindex(methods, fill_value=0)`
# behind the count puts it back.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bargain-5-answer", "locked": false, "schema_version": 3, "solution": true}
methods = ["package", "condition", "separate", "untied"]

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "agreed": ...,  # your answer
#:     "cases": ...,  # your answer
#: }, index=methods)
full = firm[firm["outcome"].eq("agreement")]
answer = pd.DataFrame(
    {
        "agreed": full.groupby("method").size().reindex(methods, fill_value=0),
        "cases": firm.groupby("method").size().reindex(methods, fill_value=0),
    }
)
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "bargain-5", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("bargain-5", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Packages have been agreed and so have narrow tables; conditions here have not. Do not
# divide the columns. We chose these cases because they are well known, and cases that failed quietly
# are on nobody's list. What the table can show is that none of the three sentences "packages never
# work", "narrow tables always work" and "narrow tables never work" is true. A group with a count of 0 is
# a finding, and the easiest one to lose.

# %% [markdown]
# ## bargain-6: More issues, three curves
#
# {about bargain-6}
#
# Two made-up sides are close. On any one issue the chance that both accept is `one`, and the issues
# have nothing to do with each other. Now there are 1 to 8 issues. Make the data of a chart with three
# curves. The curve `tied` is prepared: one package, weighed as a whole. Two are yours:
#
# - `every`: the chance that both accept every single issue, each judged by itself,
# - `some`: the chance that both accept at least one.
#
# <details>
# <summary>First hint</summary>
#
# Do it for two issues. The first *and* the second must be accepted: what do you do with the two
# chances?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `one**k` is `one` multiplied by itself `k` times. For `some`, find the chance that all issues fail,
# and take the rest: `1 - (1 - one) ** k`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bargain-6-answer", "locked": false, "schema_version": 3, "solution": true}
issues = list(range(1, 9))
one = single_undertaking_probability(1, 2, -1)

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "issues": issues,
#:     "tied": single_undertaking_probability(issues, 2, -1),
#:     "every": ...,  # your answer
#:     "some": ...,  # your answer
#: })
answer = pd.DataFrame(
    {
        "issues": issues,
        "tied": single_undertaking_probability(issues, 2, -1),
        "every": [one**k for k in issues],
        "some": [1 - (1 - one) ** k for k in issues],
    }
)
### END SOLUTION
answer.round(3)

# %% nbgrader={"grade": true, "grade_id": "bargain-6", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("bargain-6", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The three curves begin at the same point and part at once. `every` falls fast: each
# issue is a hurdle of its own, and the chances multiply. `some` rises: one success is enough. `tied`
# falls slowly, because in a package a loss on one issue may be made good on another. So "more issues
# mean more deadlock" and "more issues mean more to agree on" can both be read off the same two sides.
# What differs is the rule, not the number.

# %% [markdown]
# ## bargain-7: Does a second issue pay?
#
# {about bargain-7}
#
# The chapter's model, with made-up points. The terms of a nuclear file run from 0 (all Iran's way) to
# 1 (all America's way). On that file alone there is no zone. Missile limits are put beside it: they
# cost Iran 2 points and are worth 5 points to America. A wider table costs each side a friction of
# 0.4 points. The cell below holds all the points, and shows the two ends of the zone for the nuclear
# file alone.
#
# - **width with missiles**: how wide is the zone if missiles are limited in full (1) and the friction
#   is paid? Give a part of the line, such as 0.1, not a percentage.
# - **dearest limits**: how many points may the limits cost Iran at the most, if a zone is to be left?

# %%
points = {
    "file_iran": 8,  # what the nuclear file is worth to each
    "file_us": 10,
    "floor_iran": 3,  # what each must get at the least
    "floor_us": 7,
    "cost_iran": 2,  # what missile limits cost Iran and are worth to America
    "worth_us": 5,
}
least, most = ends(0, 0, SimpleNamespace(**points))
pd.Series({"America needs at least": least, "Iran accepts at most": most}).round(3)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# `ends(missiles, friction, stakes)` gives both ends. Above, missiles and friction are 0.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# With a cost of 0 the zone has some width. Each point of cost takes 1 / 8 of the line away from Iran's
# end, since the file is worth 8 points to Iran. `points | {"cost_iran": 0}` changes one entry.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bargain-7-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "width with missiles": ...,  # your answer: a part of the line
#:     "dearest limits": ...,  # your answer: a number of points
#: }
now = ends(1, 0.4, SimpleNamespace(**points))
free = ends(1, 0.4, SimpleNamespace(**points | {"cost_iran": 0}))
answer = {
    "width with missiles": zone_width(*now),
    "dearest limits": zone_width(*free) * points["file_iran"],
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bargain-7", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("bargain-7", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** America's end falls by 5 / 10 of the line, because it is paid; Iran's falls by 2 / 8,
# because it wants to be paid. The difference is 0.25, friction takes 0.09, and a gap of 0.075 becomes
# a zone of 0.085. If the limits cost Iran nothing, the zone is 0.335 wide; times 8 points that is 2.68.
# Note that the limit is below 5, what they are worth to America, and even below 4, where both would
# give them the same weight beside the nuclear file. First the gap and the friction have to be paid for.
# The points are ours. The chapter shows readings in which the cost is far above this, and readings in
# which it is below.

# %% [markdown]
# ## bargain-8: A party that is not in the room
#
# {about bargain-8}
#
# In the chapter's room, terms between 40 and 50 would pass at home on both sides. A party that has no
# seat opposes all terms below 70, and may act. Its acting costs each side 20 steps and wipes out what
# the deal brings. The cell below gives seven made-up pairs of chances, in per cent: that it acts
# against such a deal (`act`), and that it acts if there is no deal at all (`anyway`).
#
# - **alive**: in which of the seven is some deal left that the party opposes? Give a list of letters.
# - **width in F**: how wide is the zone of such deals in F?

# %%
shadows = pd.DataFrame(
    {"act": [30, 30, 10, 60, 40, 5, 50], "anyway": [0, 30, 0, 55, 20, 40, 0]},
    index=list("ABCDEFG"),
)
shadows

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# A danger that is there with a deal and without one does not favour either. What counts is the
# difference.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `room(**dict(ROOM, act=30, anyway=0)).below` gives the two ends for A, the lower one first. Subtract
# them, and repeat for the other letters.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bargain-8-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "alive": ...,  # your answer: a list of letters
#:     "width in F": ...,  # your answer: a number of steps
#: }
widths = {
    letter: zone_width(*room(**dict(ROOM, act=float(act), anyway=float(anyway))).below)
    for letter, act, anyway in shadows.itertuples()
}
answer = {
    "alive": [letter for letter, width in widths.items() if width >= 0],
    "width in F": widths["F"],
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bargain-8", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("bargain-8", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** In A, E and G the danger of signing eats up the ten steps. B is as if nobody stood
# outside, since the danger is the same either way. D is the case to remember: a danger of 60 per cent,
# and deals survive, because without one it would be 55. In F the zone is wider than at home: a deal
# takes a danger away, so both would sign for less. Those who issue such a threat may well intend the
# second effect, and say so. Which effect they get depends on when those in the room expect the blow.

# %% [markdown]
# ## bargain-9: Make one, kill one
#
# {about bargain-9}
#
# A puzzle. Two sides, A and B, and two issues. Each issue is settled in full or not at all. Without
# an agreement each has 0. A side accepts whatever gives it more than 0 in total. Choose what each side
# gains (or loses, with a minus sign) from the first and from the second issue: numbers from -10 to 10.
# No gain and no total may be 0, so that nobody is torn.
#
# - **makes**: neither issue is agreed alone, but both tied together are.
# - **kills**: the first issue is agreed alone, but tied to the second it is not. And yet the second
#   issue wins more for one side than it costs the other.
#
# There is more than one right answer.
#
# <details>
# <summary>First hint</summary>
#
# An issue fails alone if it hurts one side. For "makes", let the two issues hurt different sides.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# For "kills", let the first issue please both a little. Then let the second take more from one side
# than the first gives it, and give the other side more than that.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bargain-9-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "makes": {"A": [..., ...], "B": [..., ...]},  # your answer: first issue, second issue
#:     "kills": {"A": [..., ...], "B": [..., ...]},  # your answer: first issue, second issue
#: }
answer = {
    "makes": {"A": [-2, 6], "B": [5, -3]},
    "kills": {"A": [3, -6], "B": [2, 9]},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bargain-9", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("bargain-9", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** In the first game each side grants what costs it little and gets what it values more:
# A has 4 and B has 2. In the second game the package is worth 8 points to both together and the first
# issue alone only 5, yet A loses 3 and says no. What is best for both together is not what is agreed,
# unless somebody can make the loser whole. So there are two ways out: pay the loser for the second
# issue, or leave the issue out. Friends of a wide table ask for the first, friends of a narrow one for
# the second.

# %% [markdown]
# ## bargain-10: How many are many?
#
# {about bargain-10}
#
# Many issues, tied: the two sides take all of them or none. Each side gains or loses on each issue at
# random, and must get a reservation value in total. `single_undertaking_probability(issues, 2,
# reservation)` is the chance that both accept. Two who are *far* from a deal have a reservation of 1,
# two who are *close* have -1.
#
# - **far: above one in ten**: from how many issues on is the chance of the two who are far apart
#   *above* 0.1?
# - **close: below one in two**: from how many issues on is the chance of the two who are close *below*
#   0.5?
# - **very many**: to which chance do both come, with very many issues?
#
# <details>
# <summary>First hint</summary>
#
# Try 1, 2, 3 and so on. A list works as well: `single_undertaking_probability([1, 2, 3], 2, 1)`.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# For the last one, try a million issues. Or think: if what you must get is nothing beside your ups and
# downs, how likely is it that you gain? And that both do?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "bargain-10-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "far: above one in ten": ...,  # your answer: a number of issues
#:     "close: below one in two": ...,  # your answer: a number of issues
#:     "very many": ...,  # your answer: a chance between 0 and 1
#: }
far = pd.Series(single_undertaking_probability(range(1, 21), 2, 1), index=range(1, 21))
close = pd.Series(single_undertaking_probability(range(1, 21), 2, -1), index=range(1, 21))
answer = {
    "far: above one in ten": far[far > 0.1].index[0],
    "close: below one in two": close[close < 0.5].index[0],
    "very many": 0.5 * 0.5,
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "bargain-10", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("bargain-10", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Five issues lift the first pair from one in forty to above one in ten; four push the
# second pair from seven in ten below one half. Both end at one quarter: with very many issues the start no
# longer matters, each side gains with one chance in two, and both have to. So a tie pulls every pair
# towards the same lottery. It is a rise for those who had little to lose, and a fall for the others.
# With more parties the lottery is worse still.

# %% [markdown]
# ## bargain-11: Your verdict on claim C10
#
# {about bargain-11}
#
# Claim C10: a narrower framework makes a compromise more likely. Write 80 to 220 words for a reader
# who has not done these exercises, with what was known on 11 February 2026. A person grades your text,
# one point for each:
#
# {rubric bargain-11}
#
# Write between the three quotation marks. The check only looks whether a text of the right length is
# there.
#
# <details>
# <summary>First hint</summary>
#
# Begin with the verdict and its condition: "It holds if ..., and the contrary holds if ..." is a good
# start.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# You have four tools at hand: demands are not limits, the hardest of each side decides, relative and not
# absolute weight moves a zone, and a danger counts only as far as a deal changes it.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "bargain-11-answer", "locked": false, "points": 4, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = """
#: ...
#: """  # your answer
answer = """
The claim holds compared with a table on which everything is tied, if the nuclear file has a zone of
its own. Then each tied issue that weighs more for the giver than for the receiver makes that zone
smaller, and may close it. Without such a zone the contrary can be true: a second issue that one side
values less may be what pays for the first. Whether there is a zone nobody outside knew on 11 February
2026; stated lines on enrichment did not meet, but demands are not limits. A deal must also pass in
Tehran and in Washington, where the hardest decides, and a party outside can act against it. As
Israel's government would put it, a narrow deal spends the pressure that could have bought a wider one
and leaves the danger that falls on its people. That is a strong point if pressure lowers what Iran can
refuse, and a weak one if it makes missiles dearer to Iran. An offer that pays for missile limits, and
Iran's answer to it, would change my mind.
"""
### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "bargain-11", "locked": true, "schema_version": 3, "solution": false}
check("bargain-11", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** There is no single right text. The example takes one point for each line of the
# rubric: a verdict with its comparison, a condition for each direction, those who must agree at home or
# can act from outside, and another side's view with what would change the verdict. A text that reaches
# another verdict with the same care earns the same points.

# %% [markdown]
# ## Where you stand

# %%
progress("07_bargaining_and_linkage")
