# %% [markdown]
# # Exercises: layered defence
#
# These exercises go with the chapter on layered defence. They ask what "99 % intercepted" counts,
# what layers add and when they fail together, how long a stock lasts, who pays, and what a shield
# does to the offer on the table (claims C04 and C16 of the article).
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
from missile_question.models.defence import (
    cost_per_interception,
    exhaustion,
    leak_common_mode,
    leakers_pmf,
)

# %% [markdown]
# ## defence-1: Of those fired
#
# {about defence-1}
#
# Rockets were fired from Gaza in November 2012. The cell below shows two statements of the same days, both
# Israeli and both from one article. What share of the rockets *fired* was shot down? Give it in per
# cent.

# %%
statements = load("interceptions").set_index("interception_id")
statements = statements.loc[["gaza-2012-11-embassy", "gaza-2012-11-officials"]]
statements[["reported_by", "denominator", "number_low", "count_low", "share_low_pct"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# The column `denominator` says what each statement is a share of. Which of the two counts all that
# were fired?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `embassy["count_low"]` were shot down, `embassy["number_low"]` were fired. A share in per cent is
# 100 times the one divided by the other.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "defence-1-answer", "locked": false, "schema_version": 3, "solution": true}
embassy = statements.loc["gaza-2012-11-embassy"]

### BEGIN SOLUTION
answer = 100 * embassy["count_low"] / embassy["number_low"]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "defence-1", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("defence-1", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** 302 of 846 is about 36 %. The other statement of the same days says 90 %, of the
# attempts: rockets bound for open ground were let through. A defender would print the second number,
# because it is about the defence. A critic would print the first, because it is about what came. Each
# is true of something.

# %% [markdown]
# ## defence-2: Three headlines
#
# {about defence-2}
#
# Choose one letter for each.
#
# **One night.** In April 2024 Israel's armed forces said that 99 % of all that Iran fired was
# intercepted. American officials said of the same night that about half of the ballistic missiles
# were shot down, and that the rest failed. What follows?
#
# - A: One of the two is false.
# - B: The truth lies in the middle, at about 75 %.
# - C: Both can be true: the first counts the drones as well, the second counts missiles that failed
#   by themselves as not shot down.
# - D: Half of the ballistic missiles hit.
#
# **Twelve days.** In June 2025, by Israel's count, 31 of some 550 missiles hit populated areas. A
# paper writes: "94 % intercepted".
#
# - A: Right: the others did not hit.
# - B: 94 % were kept from populated areas. How many of them were shot down, the count does not say.
# - C: It should say that the defence failed, since 31 got through.
# - D: It should say "10 %": Iran's defence minister said that in the last days 90 % hit their targets.
#
# **One radar.** Made up: two systems guard a city. Each has stopped nine missiles in ten. Both take
# their picture from the same radar, which is at times the reason why they miss. What share do the
# two stop together?
#
# - A: 99 %, since a tenth of a tenth passes.
# - B: All of it, since 90 % and 90 % are more than 100 %.
# - C: At least 90 % and less than 99 %, depending on how often the radar is the reason.
# - D: Nothing can be said, because they are not independent.
#
# <details>
# <summary>First hint</summary>
#
# Ask of each number: what stands below the line, and what above it?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# For the radar take the two ends. What passes if the radar is never the reason? What if it is always
# the reason?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "defence-2-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "one night": ...,  # your answer: "A", "B", "C" or "D"
#:     "twelve days": ...,  # your answer: "A", "B", "C" or "D"
#:     "one radar": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "one night": "C",
    "twelve days": "B",
    "one radar": "C",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "defence-2", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("defence-2", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Drones are slow and easy; they carry the 99 %. A missile that breaks up by itself is
# no success of the defence and no failure either. In the second case the number above the line
# changed on the way from the count to the headline: *did not hit populated areas* became *intercepted*.
# And the radar: a tenth passes if the two always miss for the same reason, a hundredth if never.
# Between the two ends lies what nobody outside can see.

# %% [markdown]
# ## defence-3: One night, four denominators
#
# {about defence-3}
#
# A made-up night, counted to the end:
#
# - 180 drones and cruise missiles are fired. All are shot down.
# - 120 ballistic missiles are fired. 45 of them fail by themselves and never come.
# - Of those that come, 15 are bound for empty ground. The defence lets them fall.
# - The defence fires at the others and shoots down 51. The rest hit what is defended.
#
# Make a table with one row for each denominator: `all` (everything fired), `fired` (ballistic missiles
# fired), `came` (ballistic missiles that came) and `engaged` (ballistic missiles that the defence
# fired at). It has three columns:
#
# - `number`: how many that is,
# - `shot`: what per cent of them was shot down,
# - `kept`: what per cent of them did no harm to what is defended.
#
# <details>
# <summary>First hint</summary>
#
# Start with `number`: 300, 120, and so on. Only the first row counts drones and cruise missiles.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# 231 were shot down in the first row and 51 in each of the others. The missiles that hit are the same
# in all rows: `kept` is 100 less their share.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "defence-3-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = pd.DataFrame(
#:     {
#:         "number": ...,  # your answer
#:         "shot": ...,  # your answer
#:         "kept": ...,  # your answer
#:     },
#:     index=["all", "fired", "came", "engaged"],
#: )
came = 120 - 45
engaged = came - 15
hits = engaged - 51
answer = pd.DataFrame(
    {"number": [180 + 120, 120, came, engaged], "shot": [180 + 51, 51, 51, 51]},
    index=["all", "fired", "came", "engaged"],
)
answer["shot"] = 100 * answer["shot"] / answer["number"]
answer["kept"] = 100 - 100 * hits / answer["number"]
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "defence-3", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("defence-3", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** One night, and honest numbers from 42.5 to 97 %. In the last row the two columns
# agree: of what the defence fired at, whatever was not shot down did harm. In every other row *kept* is the
# larger, since failing and falling on empty ground are counted in. Nine missiles hit, in
# each row. A report that gives this number beside its percentage can hardly mislead.

# %% [markdown]
# ## defence-4: Layers, and the night when they fail together
#
# {about defence-4}
#
# A missile arrives if it passes every layer. On most nights the layers fail independently. But with a
# chance `blind` a night is *blind*: for one and the same reason no layer stops anything. It is the
# same night for all layers.
#
# Complete the function `leakage`. It gets a list `stops`, the share (0 to 1) that each layer stops of
# what reaches it on a night that is not blind, and the chance `blind` (0 to 1). It returns the share
# of missiles that arrive, averaged over all nights.
#
# <details>
# <summary>First hint</summary>
#
# First the nights that are not blind. A layer that stops 0.8 lets 0.2 through. What passes two of
# them?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Start with `passes = 1.0`. In a loop over `stops`, multiply `passes` by what each layer lets through.
# At the end, all arrives on a share `blind` of the nights, and `passes` on the others.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "defence-4-answer", "locked": false, "schema_version": 3, "solution": true}
def leakage(stops, blind):
    """Return the share, 0 to 1, of missiles that arrive, averaged over all nights."""
    ### BEGIN SOLUTION
    passes = 1.0
    for share in stops:
        passes = passes * (1 - share)
    return blind + (1 - blind) * passes
    ### END SOLUTION


answer = leakage

# %% nbgrader={"grade": true, "grade_id": "defence-4", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("defence-4", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** What is let through is multiplied, never what is stopped. The blind nights stand
# *outside* the product, because they are the same nights for all layers. Put inside, as if each layer
# had its own, they nearly vanish in the product. That is the whole difference between the optimists
# and the doubters of the chapter, in one line of code. How large `blind` is for any real system is
# not public.

# %% [markdown]
# ## defence-5: How long a stock lasts
#
# {about defence-5}
#
# A made-up defender has 300 interceptors. It meets 8 salvos of 40 missiles each, one after the other.
# The rule is two interceptors at each missile, as long as there are any. One interceptor destroys a
# missile with a chance of 0.8.
#
# Make the data for two curves: a table with the columns `salvo` (1 to 8), `none` (missiles of each
# salvo that arrive on average if nothing is delivered) and `resupply` (the same if 30 interceptors
# are delivered after each salvo).
#
# <details>
# <summary>First hint</summary>
#
# `exhaustion(p, n, stock, salvos, resupply)` follows a stock. It takes the chance of a hit, the
# interceptors at each missile, the stock, a list with the missiles of each salvo, and what is
# delivered after each.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `exhaustion(0.8, 2, 300, [40] * 8).leakers` is one column. For the other, add what is delivered.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "defence-5-answer", "locked": false, "schema_version": 3, "solution": true}
salvos = list(range(1, 9))

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "salvo": salvos,
#:     "none": ...,  # your answer
#:     "resupply": ...,  # your answer
#: })
answer = pd.DataFrame(
    {
        "salvo": salvos,
        "none": exhaustion(0.8, 2, 300, [40] * 8).leakers,
        "resupply": exhaustion(0.8, 2, 300, [40] * 8, 30).leakers,
    }
)
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "defence-5", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("defence-5", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Without deliveries three salvos are met in full and look alike; the fourth is met in
# part, and then everything arrives. A share computed from the first three nights is right and warns
# of nothing. With deliveries five are met in full, and after that the defence lives on what has just come.
# The stocks of real defenders are secret, so an observer who sees a share fall cannot tell an
# empty stock from a change in what was fired, or in what was judged dangerous.

# %% [markdown]
# ## defence-6: On average, at worst, and not at all
#
# {about defence-6}
#
# A made-up defence meets 50 missiles. On 5 nights in 100 it is blind, for one reason that all its
# layers share, and stops nothing. On the other nights each missile passes with a chance of 2 per cent,
# independently of the others.
#
# - **average**: how many missiles arrive, averaged over all nights?
# - **blind night**: how many arrive on a blind night?
# - **nothing arrives**: what is the chance (0 to 1) of a night on which none arrives?
#
# <details>
# <summary>First hint</summary>
#
# Split the nights first. What happens on a blind one, and what on another? Only then weigh the two.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# On a night that is not blind, one missile is stopped with a chance of 0.98, and all 50 with
# `0.98**50`. How often is a night not blind?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "defence-6-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "average": ...,  # your answer
#:     "blind night": ...,  # your answer
#:     "nothing arrives": ...,  # your answer
#: }
answer = {
    "average": 50 * leak_common_mode(0.98, 1, 0.05),
    "blind night": 50,
    "nothing arrives": leakers_pmf(50, 0.02, 0.05)[0],
}
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "defence-6", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("defence-6", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Between three and four arrive on average, and yet it is seldom three or four:
# mostly it is none, one or two, and at times all 50. The chance of a clean night is 0.95 times
# 0.98 to the power of 50, about one in three. Had we put the mean leakage of 6.9 per cent into the formula for
# independent missiles, we would have got less than one in thirty: the common cause makes the average
# worse and clean nights *more* frequent than such a mean suggests.

# %% [markdown]
# ## defence-7: What does one more cost?
#
# {about defence-7}
#
# The cell below shows what our table holds on prices of the American interceptor PAC-3. A price may
# cover several (`units`), and `priced` says what it is a price of.
#
# - **lowest** and **highest**: what does *one more interceptor* cost? Keep the rows that price a
#   missile (`missile`) or a further purchase of them (`procurement`). Divide where one price covers
#   several.
# - **engagement**: the rule is two interceptors at each missile, fired at once. What does it cost to
#   fire at one missile, at the highest price?
# - **kill**: one interceptor destroys a missile with a chance of 0.7 (our assumption). What does a
#   missile that *is* destroyed cost the defender on average, at the highest price?
#
# Give four numbers in millions of dollars.

# %%
prices = load("interceptor_costs").query("layer_id == 'patriot-pac-3'").set_index("cost_id")
prices[["price_year", "priced", "usd_low", "units", "note"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Three rows are left. `prices["units"].fillna(1)` makes one unit of a price that covers one missile,
# so that you can divide all rows alike.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# An engagement fails only if both miss, with a chance of 0.3 times 0.3. `cost_per_interception(price,
# 0.7, 2)` divides for you.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "defence-7-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "lowest": ...,  # your answer
#:     "highest": ...,  # your answer
#:     "engagement": ...,  # your answer
#:     "kill": ...,  # your answer
#: }
one_more = prices[prices["priced"].isin(["missile", "procurement"])]
each = one_more["usd_low"] / one_more["units"].fillna(1) / 1e6
answer = {
    "lowest": each.min(),
    "highest": each.max(),
    "engagement": 2 * each.max(),
    "kill": cost_per_interception(each.max(), 0.7, 2),
}
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "defence-7", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("defence-7", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The programme of 2000 comes to 6.8 million for each missile, but that includes
# development, which is paid once. For the question "one more?" it is the wrong number; for the question
# "was it worth building?" it is nearer the right one. The battery is another thing again. An
# engagement costs two interceptors, and a success somewhat more, because some engagements fail. The
# published price of one Iranian missile is a round million, from the press, of low confidence: so
# the engagement is also, roughly, the defender's dollars for each of the attacker's. What the
# interception saved is in none of these numbers.

# %% [markdown]
# ## defence-8: What still holds if layers fail together?
#
# {about defence-8}
#
# Two layers. Each lets 20 of 100 missiles through on average. How far they fail for the same reasons,
# you are not told: it may be not at all, in part, or always. Which of these statements hold *in any
# case*?
#
# - A: Of 100 missiles that meet the first layer alone, 20 pass on average.
# - B: Of 100 missiles, 4 pass both layers on average.
# - C: Of 100 missiles, no more than 20 pass both layers on average.
# - D: If a missile passes both layers with a chance of 10 %, 5 of 50 arrive on average.
# - E: If a missile passes both layers with a chance of 10 %, the chance that none of 50 arrives is 0.9 to the power of 50.
# - F: A third layer of the same kind lets through a fifth of what has passed both.
#
# Give a list of letters.
#
# <details>
# <summary>First hint</summary>
#
# Try each statement on the extreme case: whenever the first layer misses, the others miss as well.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Look for products and powers. They need independence; sums and bounds do not. Write the answer like
# this: `["A", "B"]`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "defence-8-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
answer = ["A", "C", "D"]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "defence-8", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("defence-8", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** A is about one layer. C is a bound: what has passed both has passed the first. D is a mean, and
# means add up whether the missiles share a cause or not. B and F multiply layers, E multiplies
# missiles; in the extreme case 20 of 100 pass any number of layers. So some of what is
# said of a layered defence is safe without any assumption, and the figures that impress most are not.

# %% [markdown]
# ## defence-9: Two shields, one percentage
#
# {about defence-9}
#
# A puzzle. Two made-up shields each let **10 % of the missiles** through, averaged over all nights. Each
# is given by two numbers between 0 and 1: `blind`, the chance of a night on which it stops nothing,
# and `passes`, the chance with which a missile passes on any other night, independently of the others.
# Each night brings 20 missiles.
#
# Find the two numbers for both, so that the average is 10 % (to within half a percentage point) and
#
# - **steady**: nothing arrives on *at most 15 %* of the nights,
# - **brittle**: nothing arrives on *at least 80 %* of the nights.
#
# <details>
# <summary>First hint</summary>
#
# The average is `blind + (1 - blind) * passes`. Make one of the two numbers as small as it can be. Then
# the other.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Nothing arrives with the chance `(1 - blind) * (1 - passes) ** 20`. Try `blind = 0` first, then
# `passes = 0`.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "defence-9-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "steady": {"blind": ..., "passes": ...},  # your answer
#:     "brittle": {"blind": ..., "passes": ...},  # your answer
#: }
answer = {
    "steady": {"blind": 0.0, "passes": 0.1},
    "brittle": {"blind": 0.1, "passes": 0.0},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "defence-9", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("defence-9", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The steady shield leaks a little on nearly every night, the brittle one nothing on nine
# nights in ten and everything on the tenth. After five nights the brittle one has more often than not
# a perfect record. Which is better depends on what is feared: for whoever can live with two hits but
# not with twenty, the steady one; for whoever can bear none at all, the one with more clean nights. No
# percentage, however honest, tells the two apart. A list of nights does, if it is long enough.

# %% [markdown]
# ## defence-10: What a shield does to the offer
#
# {about defence-10}
#
# In the chapter's model a shielded side may live with the other's missiles, strike at them, or pay for
# a limit. Made-up numbers: the other side holds 1,000 missiles, and a hundred that arrive do 4 points
# of harm. They are one day fired without a strike with a chance of 30 per cent. A strike would bring
# back 10 per cent of them in answer. A limit would remove half of the missiles; nobody strikes.
#
# - **limit, no shield**: what is the limit worth to this side before it has a shield, in points?
# - **limit, with shield**: and behind a shield that stops 75 per cent?
#
# Now the wish to strike. Two sides with different fears get the same shield.
# What does it do to the worth of a strike? A: it rises. B: it falls. C: it stays.
#
# - **fears first use**: to this side a first use is likelier than a large answer (30 against 10 per
#   cent, as above).
# - **fears an answer**: to this side it is the other way round (10 against 30 per cent).
#
# <details>
# <summary>First hint</summary>
#
# A limit lowers the danger of first use. Its worth is half of this: chance of first use, times harm
# of all missiles, times share that would arrive.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# A strike takes away the fear of first use and brings the answer. The shield makes both smaller. Which
# of the two was the larger?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "defence-10-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "limit, no shield": ...,  # your answer: a number
#:     "limit, with shield": ...,  # your answer: a number
#:     "fears first use": ...,  # your answer: "A", "B" or "C"
#:     "fears an answer": ...,  # your answer: "A", "B" or "C"
#: }
harm = 1000 / 100 * 4
answer = {
    "limit, no shield": 0.5 * 0.3 * harm,
    "limit, with shield": 0.5 * 0.3 * harm * 0.25,
    "fears first use": "B",
    "fears an answer": "A",
}
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "defence-10", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("defence-10", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Behind the shield the limit is worth a quarter of what it was: a side that trusts its
# shield will pay less for a limit. That holds for both sides. The wish to strike does not: the shield
# scales the difference between the fear of first use and the answer, and takes its sign from there.
# Israel speaks of relief, Iran of cover for a strike; each has one of the two rows in mind. The model
# does not say which row is true, and an observer who sees only the shield cannot tell.

# %% [markdown]
# ## defence-11: Your note on 'ninety-nine per cent'
#
# {about defence-11}
#
# In the morning after the attack of April 2024 the number went round the world: 99 per cent
# intercepted. Write 80 to 220 words for a reader who has not done these exercises, from what was
# known on 11 February 2026. A person grades your text, one point for each:
#
# {rubric defence-11}
#
# Write between the three quotation marks. The check only looks whether a text of the right length is
# there.
#
# <details>
# <summary>First hint</summary>
#
# Begin with the question: ninety-nine per cent of what?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# You have four facts at hand: drones carried the number, about half of the ballistic missiles failed by
# American account, an American official counted nine hits on two bases, and a share says nothing about a stock.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "defence-11-answer", "locked": false, "points": 4, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = """
#: ...
#: """  # your answer
answer = """
Ninety-nine per cent of everything fired: drones, cruise and ballistic missiles together. The slow
ones carry the number. Of the ballistic missiles, American officials said that about half were shot
down and the rest failed by themselves, so half is no criticism of the defence either. An American
official also counted nine hits on two bases; out of some three hundred that leaves about ninety-seven
per cent kept out, a different thing from shot down. A defender would say that the night was a success
by any count: little was hit, and allies stood together. The attacker would say that missiles got
through to the bases all the same, and that one night does not show how long the interceptors last. Both can be right. What no share tells is how many interceptors are left, what they
cost, and whether the layers might one night fail for one shared reason. A published list of what was
fired, what failed, what was fired at and what hit, checked by somebody outside, would change my mind
in either direction.
"""
### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "defence-11", "locked": true, "schema_version": 3, "solution": false}
check("defence-11", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** There is no single right text. The example takes one point for each line of the
# rubric: what the number counts and another count, the four ends of a missile kept apart, what no
# share tells, and both views with what would change the verdict. A text that reaches another verdict
# with the same care earns the same points.

# %% [markdown]
# ## Where you stand

# %%
progress("04_layered_defence")
