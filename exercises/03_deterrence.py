# %% [markdown]
# # Exercises: deterrence
#
# These exercises go with the chapter on deterrence. They ask what a threat needs to hold somebody
# back (claim C15 of the article), what counts of money and aircraft show (claim C07), and what an
# absence of war proves.
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

from missile_question.checks import check, progress
from missile_question.evidence.deterrence import aircraft, firm, spending_ratio
from missile_question.models.deterrence import (
    arms_race_equilibrium,
    credibility_threshold,
    denial_required,
    punishment_required,
)

# %% [markdown]
# ## deter-1: How firmly must a threat be believed?
#
# {about deter-1}
#
# A made-up attacker. Peace is worth 2 points to it. An attack that nobody answers is worth 5. An
# attack that is answered is worth -10. How likely must the answer look before the attacker holds
# back? Give a number between 0 and 1.
#
# <details>
# <summary>First hint</summary>
#
# What does an attack add to peace if it is not answered? How far is it from there to an answered
# attack?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `credibility_threshold(gain, status_quo, punishment)` takes what each of the three is worth. Keep
# the minus sign.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deter-1-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
answer = credibility_threshold(5, 2, -10)
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deter-1", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("deter-1", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** An attack adds 3 points to peace, and an answer takes 15 away from an unanswered
# attack: 3 / 15 is one in five. Had we counted peace as 0, the threat would have had to look
# likelier, because the attacker would have had more to gain. The zero of the scale is free; the
# differences are not. Nobody can measure these points, so a threshold is as good as the judgement
# behind it.

# %% [markdown]
# ## deter-2: Three short cases
#
# {about deter-2}
#
# All three are made up. Choose one letter for each.
#
# **Bigger arsenal.** If it is attacked, a state may yield or answer. Answering costs it more than
# yielding, and everybody knows it. Now it doubles what its answer would cost the attacker. What has
# it gained?
#
# - A: The threat is credible now, because the answer is terrible.
# - B: Nothing, against an attacker who knows these numbers: the answer would still not be given.
# - C: The attacker holds back, because half the belief is enough now.
# - D: Denial: an attack has become hopeless.
#
# **Interceptors.** A state buys interceptors that stop most missiles of a raid. It buys nothing
# else. How does that deter, if it does?
#
# - A: By punishment: the attacker's missiles are destroyed.
# - B: By denial: the attack is less likely to succeed.
# - C: Not at all. What only defends cannot deter.
# - D: By both in equal parts, because missiles that are shot down are a price.
#
# **Two rising lines.** In ten years a state's stock of missiles has grown, and so has what its
# rivals spend on aircraft. What follows?
#
# - A: The rivals' aircraft made the state buy missiles.
# - B: The state's missiles made the rivals buy aircraft.
# - C: There is no link, because two lines are not a proof.
# - D: Not which of these is true: each may answer the other, or both something else.
#
# <details>
# <summary>First hint</summary>
#
# Ask of each case: whose numbers have changed, the attacker's or the defender's?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Denial changes whether the attack succeeds, punishment what it costs. And for the lines: which
# stories would look the same?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deter-2-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "bigger arsenal": ...,  # your answer: "A", "B", "C" or "D"
#:     "interceptors": ...,  # your answer: "A", "B", "C" or "D"
#:     "two rising lines": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "bigger arsenal": "B",
    "interceptors": "B",
    "two rising lines": "D",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deter-2", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("deter-2", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The arsenal changes the attacker's number; whether the answer comes depends on the
# defender's. The belief that would be enough does fall, but belief is not for sale with it.
# Interceptors take away success and add no price, so they deny. They can deter all the same. And two
# lines that rise together fit at least three stories. Tehran tells one of them and its rivals
# another; the lines alone cannot decide between them.

# %% [markdown]
# ## deter-3: Solve the crisis from its end
#
# {about deter-3}
#
# An attacker holds back or attacks. If it attacks, the defender yields or answers. Both know all the
# pay-offs. Each side's pay-offs are a list of three, in this order:
#
# - place 0: the attacker holds back,
# - place 1: attack, and the defender yields,
# - place 2: attack, and the defender answers.
#
# Complete the function `ending`. It gets the attacker's list and the defender's list. It returns
# where the game ends: 0, 1 or 2. In all cases tried, the numbers that have to be compared differ.
#
# <details>
# <summary>First hint</summary>
#
# Begin with the last move. After an attack the defender compares `defender[1]` with `defender[2]`.
# Nothing else matters to it then.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Call the place that the defender would choose `reply`. The attacker compares `attacker[reply]` with
# what it has if it holds back.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "deter-3-answer", "locked": false, "schema_version": 3, "solution": true}
def ending(attacker, defender):
    """Return where the game ends: 0 hold back, 1 attack and yield, 2 attack and answer."""
    ### BEGIN SOLUTION
    reply = 2 if defender[2] > defender[1] else 1
    return reply if attacker[reply] > attacker[0] else 0
    ### END SOLUTION


answer = ending

# %% nbgrader={"grade": true, "grade_id": "deter-3", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("deter-3", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Two lines, and the order of the lines is the whole point. The last mover comes first:
# what is done is done, and the defender looks only at what lies ahead. The attacker foresees that. A
# threat that would not be carried out is never listened to, however much it would hurt. Real crises
# add what this leaves out: neither side sees the other's list.

# %% [markdown]
# ## deter-4: On the books, and able to fly
#
# {about deter-4}
#
# How many combat aircraft has Iran? The table below lists what public sources say since 2008, each
# by its own counting rule. Make a table with the two rows `inventory` (on the books) and `flyable`
# (able to fly), and three columns:
#
# - `low`: the lowest number,
# - `high`: the highest number,
# - `counts`: how many counts there are.
#
# Leave doubtful rows out; `firm(rows)` does that. Do not mix the rules. (The column `bound` says
# where a source gives only a ceiling, "at most", or a floor, "more than". Take the number as it is.)

# %%
rows = aircraft("Iran", since=2008)
rows[["as_of", "counted_by", "counting_rule", "low", "high", "bound", "doubtful"]]

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# `groups = firm(rows).groupby("counting_rule")` makes one group for each rule. Then
# `groups["low"].min()` is one column.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `groups["high"].max()` is another, and `groups.size()` counts the rows of each group.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deter-4-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = pd.DataFrame(
#:     {
#:         "low": ...,  # your answer
#:         "high": ...,  # your answer
#:         "counts": ...,  # your answer
#:     },
#:     index=["inventory", "flyable"],
#: )
by_rule = firm(rows).groupby("counting_rule")
answer = pd.DataFrame(
    {
        "low": by_rule["low"].min(),
        "high": by_rule["high"].max(),
        "counts": by_rule.size(),
    },
    index=["inventory", "flyable"],
)
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "deter-4", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("deter-4", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The two ranges overlap, and that is no contradiction: the highest number able to fly
# and the lowest on the books come from different sources and different years. So do not divide one
# by the other. A share that can fly is fair only within one story, such as that of August 2010. And a
# pair of counts, both more than ten years old, says little about what can fly today.

# %% [markdown]
# ## deter-5: What a dollar buys
#
# {about deter-5}
#
# SIPRI compares military spending at exchange rates. But a dollar that is changed into rials may buy
# more soldiers and more engineers than a dollar at home. How much more, nobody knows well. *Assume*,
# only for this exercise, that it buys **twice as much in Iran as in Israel**.
#
# Make the data for a chart: a table with the columns `year` (the numbers in `years`), `exchange`
# (Israel's spending as a multiple of Iran's, in dollars of the year at exchange rates) and `cheaper`
# (the same multiple under the assumption).
#
# <details>
# <summary>First hint</summary>
#
# `spending_ratio("Israel", "current")` holds the multiples by year, and `.loc[years]` picks the years
# in the list. (`"constant"` would give dollars of 2023.)
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# If Iran's money buys more, does Israel's multiple of it rise or fall? For one row of the table,
# work it out by hand first.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deter-5-answer", "locked": false, "schema_version": 3, "solution": true}
years = list(range(2010, 2025, 2))

### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "year": years,
#:     "exchange": ...,  # your answer
#:     "cheaper": ...,  # your answer
#: })
multiples = spending_ratio("Israel", "current").loc[years].to_numpy()
answer = pd.DataFrame(
    {
        "year": years,
        "exchange": multiples,
        "cheaper": multiples / 2,
    }
)
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "deter-5", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("deter-5", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Iran's spending counts twice under the assumption, so Israel's multiple is halved. In
# the earlier years that takes Israel's line below 1, or further below it. In the last years Israel
# spends more either way. Dollars of 2023 would not have helped: they compare years, not countries.
# And the factor is not the same for everything. It may be large for wages and is 1 for what must be
# bought abroad, as far as it can be bought at all.

# %% [markdown]
# ## deter-6: Which races settle?
#
# {about deter-6}
#
# In Richardson's model each side answers the other's arms. Here are six races. A reaction of 0.6 means
# that a side wants 0.6 units more for each unit that the other has. Restraint is 1 for all.
#
# | race | first side's reaction | second side's reaction |
# |---|---|---|
# | A | 0.6 | 0.6 |
# | B | 1.2 | 0.6 |
# | C | 1.5 | 0.8 |
# | D | 0.9 | 0.9 |
# | E | 2.0 | 0.4 |
# | F | 0.7 | 1.5 |
#
# - **settle**: which of them settle? Give a list of letters.
# - **B ends at**: in race B, each side would want 2 units if the other had nothing. Where does the
#   first side end?
#
# <details>
# <summary>First hint</summary>
#
# Follow one unit through a whole round: the second side answers it, and the first side answers that
# answer. Is what comes back more or less than one unit?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `arms_race_equilibrium(k, 1, g, l, 1, h)` takes reaction, restraint and motive of the first side,
# then of the second. It gives two numbers; `[0]` takes the first of them.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deter-6-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "settle": ...,  # your answer: a list of letters, such as ["A", "B"]
#:     "B ends at": ...,  # your answer: a number
#: }
races = {"A": (0.6, 0.6), "B": (1.2, 0.6), "C": (1.5, 0.8)}
races |= {"D": (0.9, 0.9), "E": (2.0, 0.4), "F": (0.7, 1.5)}
answer = {
    "settle": [name for name, (k, m) in races.items() if k * m < 1],
    "B ends at": arms_race_equilibrium(1.2, 1, 2, 0.6, 1, 2)[0],
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deter-6", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("deter-6", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** A unit comes back as the product of the two reactions. Below 1 the echo dies away,
# above 1 it grows. So one side may over-react and the race still settles, if the other is calm
# enough (B and E); and two moderate-looking numbers can run away (C). The formula also gives a number
# for C, a negative one: a point of rest that no race ever reaches. In B both sides want only 2, and
# both end far above it. The side that reacts more ends with more arms, and is no safer.

# %% [markdown]
# ## deter-7: Deny or punish
#
# {about deter-7}
#
# A made-up state. An attack that succeeds would win its attacker 10 points. An answer costs the
# attacker 15 points. The state would order the answer with a chance of 80 per cent; its means of
# answering survive the first blow with a chance of 60 per cent.
#
# - **denial that deters**: how likely must the attack be to *fail*, so that it is just not worth
#   while? Give a number between 0 and 1.
# - **pain that deters**: suppose instead that nothing is denied. How many points must an answer cost
#   the attacker?
#
# <details>
# <summary>First hint</summary>
#
# Punishment follows only if it is ordered *and* something is left to do it with.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `denial_required(gain, retaliation, punishment)` and `punishment_required(gain, denial, retaliation)`
# take chances between 0 and 1.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deter-7-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "denial that deters": ...,  # your answer: a number between 0 and 1
#:     "pain that deters": ...,  # your answer: a number of points
#: }
follows = 0.8 * 0.6
answer = {
    "denial that deters": denial_required(10, follows, 15),
    "pain that deters": punishment_required(10, 0, follows),
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deter-7", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("deter-7", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Punishment follows in 0.8 x 0.6 = 48 per cent of cases and takes 7.2 points on
# average. The rest of the prize, 2.8 of 10, has to be denied. Without denial the answer must cost
# 10 / 0.48, about 21 points. If everything survived, 80 per cent would be enough with pain to spare:
# in this example the gap is a gap of survival. That is why such a force hides and moves, and why an
# opponent is tempted to strike first.

# %% [markdown]
# ## deter-8: Two threats that fail
#
# {about deter-8}
#
# A puzzle. A threat game has four numbers, each from 1 to 20:
#
# - `gain`: what an unanswered attack wins the attacker,
# - `harm`: what the answer costs the attacker,
# - `loss`: what yielding costs the defender,
# - `war`: what answering costs the defender.
#
# An answered attack is worth `gain - harm` to the attacker, and peace is 0 to both. Both sides know
# all four numbers. Find two sets of four:
#
# - **terrible, not credible**: the answer would cost the attacker at least three times what it wins,
#   and it attacks all the same;
# - **credible, not enough**: the answer would be given, and the attacker attacks all the same.
#
# There is more than one right answer.
#
# <details>
# <summary>First hint</summary>
#
# Two comparisons decide everything: `war` with `loss`, and `harm` with `gain`. Whose choice is which?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# In the first set the defender must prefer to yield. In the second it must prefer to answer, and the
# answered attack must still be worth more than 0.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deter-8-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     # your answer: eight numbers
#:     "terrible, not credible": {"gain": ..., "harm": ..., "loss": ..., "war": ...},
#:     "credible, not enough": {"gain": ..., "harm": ..., "loss": ..., "war": ...},
#: }
answer = {
    "terrible, not credible": {"gain": 4, "harm": 15, "loss": 5, "war": 8},
    "credible, not enough": {"gain": 9, "harm": 6, "loss": 7, "war": 3},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deter-8", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("deter-8", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** In the first set the defender would lose 8 by answering and 5 by yielding, so it
# yields; that the attacker would lose 15 is never tested. In the second set the answer is meant and
# given, and the attack was worth it all the same: 9 - 6 is more than nothing. An answer that was
# carried out shows that it was meant. It does not show which of the two failures came before it: that
# it was doubted, or that it weighed too little.

# %% [markdown]
# ## deter-9: A trap, and a matter of trust
#
# {about deter-9}
#
# A puzzle. Two sides, alike, each restrain themselves or arm, without seeing what the other does. A
# game has four numbers from 0 to 20, all different: what I have if **both restrain**, if **I alone
# restrain**, if **I alone arm**, if **both arm**. Find two games:
#
# - **trap**: that both arm is the *only* equilibrium, though both would be better off if both
#   restrained themselves;
# - **trust**: that both restrain *and* that both arm are equilibria, and restraint is better for both.
#
# In an equilibrium neither side gains by changing alone what it does.
#
# <details>
# <summary>First hint</summary>
#
# Suppose that the other restrains. Do I gain if I arm? Suppose that the other arms. Do I gain if I
# restrain? The two answers decide everything.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# The two games differ in one comparison: `I alone arm` against `both restrain`. In both games it is
# worst to be the only one who restrains.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deter-9-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "trap": {  # your answer: four numbers
#:         "both restrain": ..., "I alone restrain": ..., "I alone arm": ..., "both arm": ...,
#:     },
#:     "trust": {  # your answer: four numbers
#:         "both restrain": ..., "I alone restrain": ..., "I alone arm": ..., "both arm": ...,
#:     },
#: }
answer = {
    "trap": {"both restrain": 8, "I alone restrain": 1, "I alone arm": 10, "both arm": 4},
    "trust": {"both restrain": 10, "I alone restrain": 1, "I alone arm": 8, "both arm": 4},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deter-9", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("deter-9", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** The trap is a prisoner's dilemma: to arm is better whatever the other does, and so
# both end with 4 where 8 was possible. An equilibrium says what is stable, not what is good. In the
# second game, a stag hunt, nobody wants to arm alone; both do so only if they fear that the other
# will. It matters which one the world resembles. In the first, a promise is not enough: the pay-offs
# must change, or the game be played again. In the second, being seen to restrain oneself can do.
# Each side may think that it plays the second and its rival the first.

# %% [markdown]
# ## deter-10: Twelve quiet years
#
# {about deter-10}
#
# A puzzle with a made-up case. A state has a new threat against a rival. There are two possibilities,
# and before the watch begins you hold them equally likely:
#
# - the threat works: the rival never attacks;
# - the threat does nothing: in each year the rival attacks with a chance of 5 per cent, whatever
#   happened before.
#
# Twelve years pass without an attack.
#
# - **quiet all the same**: if the threat does nothing, how likely are twelve quiet years?
# - **threat works, after the quiet**: how likely is it now that the threat works?
#
# Give numbers between 0 and 1.
#
# <details>
# <summary>First hint</summary>
#
# A quiet year has a chance of 0.95. All twelve must be quiet.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Picture 200 such states. In 100 the threat works, and all 100 stay quiet. How many of the other 100
# stay quiet too? Among all the quiet ones, which share has a threat that works?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "deter-10-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "quiet all the same": ...,  # your answer: a number between 0 and 1
#:     "threat works, after the quiet": ...,  # your answer: a number between 0 and 1
#: }
quiet = 0.95**12
answer = {
    "quiet all the same": quiet,
    "threat works, after the quiet": 0.5 / (0.5 + 0.5 * quiet),
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "deter-10", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("deter-10", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Without any effect of the threat, twelve quiet years have a chance of about 54 per
# cent. So the quiet moves us from one half to about 65 per cent: a little, and far from sure. How far
# depends on how often the rival would have attacked, and nobody observes that. One attack, on the
# other hand, would have ruled out a threat that *always* works. That is why lists of cases hold
# failures and no successes: only failures leave a record.

# %% [markdown]
# ## deter-11: Your verdict on claim C15
#
# {about deter-11}
#
# Claim C15: the missiles carry Iran's deterrence. Write 80 to 220 words for a reader who has not done these
# exercises, from what was known on 11 February 2026. A person grades your text, one point for each:
#
# {rubric deter-11}
#
# Write between the three quotation marks. The check only looks whether a text of the right length is
# there.
#
# <details>
# <summary>First hint</summary>
#
# Begin with what would count as deterring: nobody attacks, or somebody who wanted to does not?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# You have four facts at hand: a threat can be meant and too weak, quiet years show little, denial and
# punishment stand in for each other, and the attack of June 2025 came.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "deter-11-answer", "locked": false, "points": 4, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = """
#: ...
#: """  # your answer
answer = """
That missiles are a main part of how Iran means to deter is well supported; that they do deter is
open. To deter would mean that somebody who wanted to attack did not. With weak air defence Iran
cannot deny much, so it threatens to punish, and a threat must be believed and must weigh enough. In
June 2025 Israel attacked and Iran answered: the threat was meant, and it did not hold back this
attacker. Whether it was doubted or weighed too little, the attack does not show. The quiet years
before show little as well, because a rival who never meant to attack leaves the same record. Missiles
are not alone either: a study counts allied groups and the threat to shipping. An Israeli reader would
say that the same missiles are a danger, since what answers a blow can also strike one, and that their
growth forced the attack. That is a reading of the same hardware, and hardware cannot decide it.
Papers on an attack that was planned and called off would change my mind.
"""
### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "deter-11", "locked": true, "schema_version": 3, "solution": false}
check("deter-11", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** There is no single right text. The example takes one point for each line of the
# rubric: what deterring means, punishment told from denial, what an attack and a quiet year show, and
# another side's view with what would change the verdict. A text that reaches another verdict with the
# same care earns the same points.

# %% [markdown]
# ## Where you stand

# %%
progress("03_deterrence")
