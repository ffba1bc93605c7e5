# %% [markdown]
# # Exercises: reading the article
#
# These exercises go with the first chapter. They ask four things of any news story: what kind of
# claim a sentence makes, who speaks in it, what its sources are worth, and how much of a coding is
# the coder. All readings are as of 11 February 2026. The article's own text is not in this book; we
# work on what we noted about its sentences.
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
from missile_question.evidence import reading as evidence

sentences = pd.DataFrame(evidence.SENTENCES)  # what we noted about each sentence of the article
codes = evidence.codes()  # stated positions as points from 0 to 100

# %% [markdown]
# ## reading-1: Whose own words?
#
# {about reading-1}
#
# The table `sentences` has one row for each sentence of the article. `voice` says whose view the
# sentence reports; `"article"` means the writer's own. `quoted` is the number of words in quotation
# marks, and `person` says whether the speaker is named.
#
# Take the sentences that report somebody's view, so all but the article's own. In what per cent of
# them does the reader get at least one word of the speaker's own, in quotation marks?
#
# <details>
# <summary>First hint</summary>
#
# `reported` in the answer cell holds the right sentences. Which of its columns tells you that there
# are quotation marks?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `(reported["quoted"] > 0).mean()` is a share between 0 and 1. The question asks for per cent.
#
# </details>

# %%
sentences.groupby("voice", sort=False).agg(
    sentences=("words", "size"), words=("words", "sum"), words_quoted=("quoted", "sum")
)

# %% nbgrader={"grade": false, "grade_id": "reading-1-answer", "locked": false, "schema_version": 3, "solution": true}
reported = sentences[sentences["voice"] != "article"]

### BEGIN SOLUTION
answer = 100 * (reported["quoted"] > 0).mean()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reading-1", "locked": true, "points": 2, "schema_version": 3, "solution": false}
check("reading-1", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Less than a third of the reported views come with any word of the speaker's. The
# others are paraphrases: they may be fair, but the verbs and the order are the writer's. Two bases
# would give other numbers. Divide by all sentences, and the writer's own count as if they could have
# been quoted. Count named speakers instead, and paraphrases with a name come in. Our noting of
# voices is itself a coding; another reader may move a sentence or two.

# %% [markdown]
# ## reading-2: Report, cause, judgement or forecast?
#
# {about reading-2}
#
# Four sentences, made up for this task. Choose one letter for each.
#
# - **minister**: "The minister told reporters that the next round will be short."
# - **round**: "As planned, the next round will deal with inspections only."
# - **demand**: "The demand slowed the talks."
# - **offer**: "The offer does not go far enough."
#
# The kinds are the same for all four:
#
# - A: Descriptive. It reports what happened, or who said what.
# - B: Causal. It says that one thing brought about another.
# - C: Evaluative. It says that something is good, bad or enough.
# - D: Forecast. It says what will be.
#
# <details>
# <summary>First hint</summary>
#
# Ask of each: what would I have to see to call this false, and can I see it today?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# A sentence about a statement is true if the statement was made, whatever was stated. And a plan is
# not yet an event.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reading-2-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "minister": ...,  # your answer: "A", "B", "C" or "D"
#:     "round": ...,  # your answer: "A", "B", "C" or "D"
#:     "demand": ...,  # your answer: "A", "B", "C" or "D"
#:     "offer": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "minister": "A",
    "round": "D",
    "demand": "B",
    "offer": "C",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reading-2", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("reading-2", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** All four look like reports. The first is one: a record of the briefing settles it,
# and it stays true if the round turns out long. The second wears a plan's clothes, but what it says
# cannot be looked up yet. In the third, two facts can be looked up, and the link between them
# cannot: for that one compares talks without the demand. The fourth needs a standard. Enough for
# what, and for whom? Two honest readers with different standards may disagree about it for ever.

# %% [markdown]
# ## reading-3: Two documents, two sources?
#
# {about reading-3}
#
# The cell below lists the events from 15 January to 11 February 2026 with the publishers of their
# documents and what our tables note about them. Which events have **two independent** documents? By
# the rule of this task an event has them if
#
# - there is a second document,
# - no publisher or agency is named for both, and
# - no note says that one of them retells the other.
#
# Give a list of the `event_id`s. Do not ask whom you trust: independent is not the same as reliable.

# %%
sources = load("sources").set_index("source_id")
events = evidence.events()
events = events[events["date"] >= "2026-01-15"].fillna({"second_source_id": ""})
pairs = pd.DataFrame(
    {
        "event_id": events["event_id"],
        "first": events["source_id"].map(sources["publisher"]),
        "note on the first": events["source_id"].map(sources["note"]).fillna(""),
        "second": events["second_source_id"].map(sources["publisher"]).fillna(""),
        "note on the second": events["second_source_id"].map(sources["note"]).fillna(""),
    }
).set_index("event_id")
pairs

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Strike out, do not pick: go through the three lines of the rule one after the other.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Four events fall out, each for another reason. One has a blank, one the same name twice, one the
# same agency inside a longer name, and one a note.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reading-3-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = [...]  # your answer: event_ids in quotation marks, with commas between them
names_shared = {
    event: set(row["first"].split(" and ")) & set(row["second"].split(" and "))
    for event, row in pairs.iterrows()
}
answer = [
    event
    for event, row in pairs.iterrows()
    if row["second"] and not names_shared[event] and "Retells" not in row["note on the second"]
]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reading-3", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("reading-3", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Seven of the eleven remain. The end of New START has one document. The talks in Muscat
# have two pages of one publisher. Netanyahu's statement has a digest of two agencies beside one of
# the two. And the mediators' framework has a second page that retells the first. That does not make
# the four false; it makes them as good as one report. Nor are the seven proved: an outlet may lean
# on an agency and not say so. The rule sees only what the tables note.

# %% [markdown]
# ## reading-4: Blank is not zero
#
# {about reading-4}
#
# On each issue a statement has a code: at 0 Iran has what it wants, at 100 its opponents have. The
# table `grid` has a row for each actor and a column for each issue. Where we found no statement, the
# cell is blank (pandas shows `NaN`).
#
# Make a table with one row an issue and two columns:
#
# - `spoken`: how many actors have a code,
# - `mean`: the plain mean of the codes of those who have spoken.
#
# The column `spoken` is prepared.

# %%
grid = codes.pivot_table(index="short", columns="issue", values="code")
grid

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# What would a 0 in a blank cell say about an actor that has never spoken on the issue?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `grid.count()` and `grid.mean()` both pass over blanks, as long as nobody has filled them.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reading-4-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "spoken": grid.count(),
#:     "mean": ...,  # your answer
#: })
answer = pd.DataFrame(
    {
        "spoken": grid.count(),
        "mean": grid.mean(),
    }
)
### END SOLUTION
answer

# %% nbgrader={"grade": true, "grade_id": "reading-4", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("reading-4", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** `grid.mean()` leaves the blanks out. With `fillna(0)` all means fall, most where few
# have spoken: the silent would be counted on Iran's side of the scale. With 50 they would be counted
# as moderates. Leaving them out is no neutral choice either. It says nothing about who is silent, and
# why. And a mean of positions is a summary, not a compromise that anybody has offered.

# %% [markdown]
# ## reading-5: Agreement beyond chance
#
# {about reading-5}
#
# Two coders put the same statements into categories, here the numbers 0, 1 and 2 for low, middle and
# high. The raw agreement $p_o$ is the share of statements on which they agree. Chance alone gives
#
# $$ p_e = \sum_k a_k b_k $$
#
# where $a_k$ and $b_k$ are the shares of statements that the first and the second coder put into
# category $k$. Complete the function `beyond_chance`. It gets the two lists of labels, and returns
# Cohen's kappa:
#
# $$ \kappa = (p_o - p_e) / (1 - p_e) $$
#
# Not all statements will be in one and the same category for both coders, so that $p_e$ is below 1.
#
# <details>
# <summary>First hint</summary>
#
# `zip(one, two)` gives the labels in pairs. `one.count(k)` says how often the first coder used `k`.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `sum(one.count(k) * two.count(k) for k in set(one))` adds up over the categories. Divide by the
# number of statements twice: once for each coder.
#
# </details>


# %% nbgrader={"grade": false, "grade_id": "reading-5-answer", "locked": false, "schema_version": 3, "solution": true}
def beyond_chance(one, two):
    """Return Cohen's kappa of two lists of labels."""
    ### BEGIN SOLUTION
    n = len(one)
    observed = sum(a == b for a, b in zip(one, two, strict=True)) / n
    chance = sum(one.count(k) * two.count(k) for k in set(one)) / n**2
    return (observed - chance) / (1 - chance)
    ### END SOLUTION


answer = beyond_chance

# %% nbgrader={"grade": true, "grade_id": "reading-5", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("reading-5", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** One of the cases is worth a second look. Two coders agree on nine of ten statements,
# because both put nearly everything into one category. Their totals alone would give nine in ten, and
# kappa is 0. That does not show that they coded badly. It shows that these statements cannot tell
# good coders from careless ones. Kappa has its critics for just this; what it will not do is let a
# lopsided sample pass for agreement.

# %% [markdown]
# ## reading-6: What a page, a sentence and a code are worth
#
# {about reading-6}
#
# Three cases, made up for this task. Choose one letter for each.
#
# **pages.** Four sites print an agency's report of a press conference. A fifth site prints what its
# own reporter heard there. How many independent reports are that?
#
# - A: Five. There are five sites.
# - B: Two. The agency's and the fifth site's.
# - C: One. It was one press conference.
# - D: Four. The fifth site is not an agency.
#
# **fear.** An article says, without a name and without quotation marks, that Iran fears to be left
# without a defence. Whose words are these?
#
# - A: Iran's. The sentence is about Iran.
# - B: Nobody's. What is not attributed is false.
# - C: The writer's. Who in Iran said so, if anyone, has still to be found.
# - D: Iran's. Any state in its place would have to fear that.
#
# **coder.** A coder changes a code from 30 to 20, within the band, "because with 30 the two sides
# look too close for a quarrel". What do you make of the reason?
#
# - A: It will do. All coding is subjective.
# - B: It depends on whether the map that comes out is the one we hope for.
# - C: It will not do. The book says 30, so 20 is wrong.
# - D: It will not do. A reason must come from the statement and the scale, before the map is seen.
#
# <details>
# <summary>First hint</summary>
#
# For the first two, ask who was there and who spoke. For the third, ask what came first: the code or
# the picture?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# A fair code can be given for a bad reason.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reading-6-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "pages": ...,  # your answer: "A", "B", "C" or "D"
#:     "fear": ...,  # your answer: "A", "B", "C" or "D"
#:     "coder": ...,  # your answer: "A", "B", "C" or "D"
#: }
answer = {
    "pages": "B",
    "fear": "C",
    "coder": "D",
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reading-6", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("reading-6", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Two reporters were in the room; the other pages are copies. Two reports of one event
# are what we want, since they could have disagreed. The sentence on fear may well be true, and
# Iranian officials may have said it elsewhere. But a description is not a statement: cite who spoke.
# The coder's 20 lies within the band and could be right. The reason is not, because it looks at the
# result. Coded that way, every map confirms what its maker believed before.

# %% [markdown]
# ## reading-7: One side's words, from softest to hardest
#
# {about reading-7}
#
# Each code has a band: what another fair reader might give. A *lean* of -100 takes a side's words at
# their softest, 0 as this book codes them, 100 at their hardest. Make the data for a chart of how far
# the United States and Iran's government stand apart while **Washington's** words run from soft to
# hard, and Iran's stay at 0. The table needs the columns `lean` (the numbers in `leans`), `nuclear`
# and `missiles`, in points. Weigh by salience, and judge a file by its average issue. The column
# `nuclear` is prepared.
#
# <details>
# <summary>First hint</summary>
#
# `far_apart(lean)` returns the two numbers for one lean, by the name of the file. Look at the line
# that is prepared.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# Write the third column like the second, with another name in the brackets.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reading-7-answer", "locked": false, "schema_version": 3, "solution": true}
leans = list(range(-100, 101, 25))


def far_apart(us):
    """Return the points of both files for a lean on Washington's words."""
    rows = evidence.map_rows("us-iran", us=us, iran=0, israel=0, weighting="salience", rule="mean")
    return rows[0]


### BEGIN SOLUTION
#: answer = pd.DataFrame({
#:     "lean": leans,
#:     "nuclear": [far_apart(lean)["nuclear"] for lean in leans],
#:     "missiles": ...,  # your answer
#: })
answer = pd.DataFrame(
    {
        "lean": leans,
        "nuclear": [far_apart(lean)["nuclear"] for lean in leans],
        "missiles": [far_apart(lean)["missiles"] for lean in leans],
    }
)
### END SOLUTION
answer.round(1)

# %% nbgrader={"grade": true, "grade_id": "reading-7", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("reading-7", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Both lines rise, and missiles rise more steeply: Washington's words on them run from a
# subject on the agenda to a slogan without a figure. On this path missiles stay farther apart all the
# way, but by about 8 points in the middle and by more than 20 at the hard end. So the order of the two
# files survives this choice, and the size of the gap does not. That is worth saying next to the
# chart. Whether the order survives *other* choices is the puzzle in reading-9.

# %% [markdown]
# ## reading-8: How many codes must agree?
#
# {about reading-8}
#
# Suppose one coder takes the soft end of every band, and another the hard end. The cell below sorts
# their codes into thirds of the scale and counts. A common scale calls a kappa from 0.61 on
# "substantial"; its authors called the steps arbitrary.
#
# On how many codes would the two have to agree, at least, for kappa to reach 0.61? Keep chance as it
# is now. Give a whole number.

# %%
table = evidence.codings()
soft = [int(evidence.third(code)) for code in table["soft"]]
hard = [int(evidence.third(code)) for code in table["hard"]]
number_of_codes = len(table)
agree_now = sum(a == b for a, b in zip(soft, hard, strict=True))
chance = sum(soft.count(k) * hard.count(k) for k in range(3)) / number_of_codes**2
pd.DataFrame(
    {"codes": [number_of_codes], "agree now": [agree_now], "share by chance": [round(chance, 4)]},
    index=["soft and hard end"],
)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Solve $\kappa = (p_o - p_e) / (1 - p_e)$ for $p_o$.
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# $p_o = p_e + \kappa (1 - p_e)$ is a share of the codes. Codes are whole things: which way do you
# round?
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reading-8-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
needed = chance + 0.61 * (1 - chance)
answer = -(-needed * number_of_codes // 1)  # the sign twice: rounded up
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reading-8", "locked": true, "points": 3, "schema_version": 3, "solution": false}
check("reading-8", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Chance leaves a good seven tenths open, and 0.61 of that has to be reached on top of
# chance. So nearly three codes in four must agree, not six in ten. Now the two agree on about six in
# ten, which sounds the same as the 0.61 asked for and is not: their kappa is 0.45. One caveat: if
# codes change, totals change, and chance with them. The task keeps chance fixed to make it solvable.

# %% [markdown]
# ## reading-9: Turn the map, and keep the bands
#
# {about reading-9}
#
# A puzzle in two parts. As this book codes them, missiles divide the two sides more than the nuclear
# file. Find fair readings on which that is not so. A file counts as farther apart from half a point
# on. A lean is a number from -100 (softest) to 100 (hardest).
#
# - **nuclear farther**: the United States and Iran's government, weighted by salience, on the average
#   issue. Find a lean for `us` and one for `iran` so that the *nuclear file* is farther apart.
# - **level**: Israel and Iran's government. Find a lean for `iran` and one for `israel`, a
#   `weighting` (`"salience"` or `"plain"`) and a `rule` (`"mean"` or `"hardest"`) so that *neither*
#   file is farther apart.
#
# The cell below is for trying. Change its numbers and run it again; `wider` says which file is
# farther apart.

# %%
tried = evidence.map_rows("us-iran", us=0, iran=0, israel=0, weighting="salience", rule="mean")
# For the second part: evidence.map_rows("israel-iran", us=0, iran=..., israel=..., ...)
pd.DataFrame(tried).set_index("name").round(1)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Iran's words on missile range leave hardly any room: the band is 0 to 5. Its words on inspections
# leave much. So which lean moves one file and not the other?
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# For the second part one issue of the nuclear file has to stand for the whole file, and how much
# the two care must not count. Then take one side at its softest and the other at its hardest.
#
# </details>

# %% nbgrader={"grade": false, "grade_id": "reading-9-answer", "locked": false, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = {
#:     "nuclear farther": {"us": ..., "iran": ...},  # your answer: two numbers
#:     "level": {
#:         "iran": ...,  # your answer: a number
#:         "israel": ...,  # your answer: a number
#:         "weighting": ...,  # your answer: a text
#:         "rule": ...,  # your answer: a text
#:     },
#: }
answer = {
    "nuclear farther": {"us": 0, "iran": 100},
    "level": {"iran": 100, "israel": -100, "weighting": "plain", "rule": "hardest"},
}
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "reading-9", "locked": true, "points": 4, "schema_version": 3, "solution": false}
check("reading-9", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** Taken at its hardest, Iran moves on enrichment, stock and inspections; on missiles it
# is at the end of the scale already. So its hardest word widens the nuclear file alone, and just
# enough. A reader who judges Iran's offer by what inspectors were shown, and not by the President's
# words, reads so. The second map is much harder to turn: one single way to count, with Israel at its
# softest and Iran at its hardest. Both stay inside the bands, and both need a reason from the
# statements. That a map can be turned is no licence to turn it to taste.

# %% [markdown]
# ## reading-10: Whose article is it?
#
# {about reading-10}
#
# One reader says that the article gives Tehran the floor. Another says that it asks Israel's
# question. Write 80 to 220 words for an editor who wants to know which complaint holds. A person
# grades your text, one point for each:
#
# {rubric reading-10}
#
# Write between the three quotation marks, and paraphrase the article; do not quote it. The check only
# looks whether a text of the right length is there. The cell below counts by five rules.

# %%
pd.DataFrame(evidence.voice_counts())[["name", *evidence.COUNTS, "recorded"]].round(1)

# %% [markdown]
# <details>
# <summary>First hint</summary>
#
# Begin with the rule, then the number: "By sentences ...; by place ...".
#
# </details>
#
# <details>
# <summary>Second hint</summary>
#
# `evidence.absent_table()` lists what some who do not speak in the article had said by its day.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "reading-10-answer", "locked": false, "points": 4, "schema_version": 3, "solution": true}
### BEGIN SOLUTION
#: answer = """
#: ...
#: """  # your answer
answer = """
Both complaints hold, each by its own rule. By sentences Iran has the floor: 7 of the 13 that report
anybody's view, against 4 for Israel, and 19 of the 26 words in quotation marks, against none. Count
early sentences more, and Israel leads with 2.5 to 2.1, because its demand sets the subject that the
others answer. Most of what either side seems to say is paraphrase: only 4 of the 13 sentences hold a
speaker's own words. And 11 of the 24 sentences are the writer's. Who is absent matters as much. In
September 2024 the Gulf Cooperation Council asked that talks also take in missiles, drones and
shipping, with the Gulf itself at the table. With that, Israel's demand would not stand alone, and
neither would the choice between two capitals. The strongest objection is that seven paragraphs cannot hold
everybody, and that a quarrel between two must begin with one. I accept that for the length, not for
the order. A second article with Iran's offer first would test what the order does.
"""
### END SOLUTION

# %% nbgrader={"grade": false, "grade_id": "reading-10", "locked": true, "schema_version": 3, "solution": false}
check("reading-10", answer)

# %% [markdown] tags=["solution-only"]
# **Solution.** There is no single right text. The example takes one point for each line of the
# rubric: two rules with numbers, quotation apart from paraphrase, somebody absent with a date, and an
# objection with a test. A text that finds the article balanced by a stated rule earns the same.

# %% [markdown]
# ## Where you stand

# %%
progress("01_reading_the_article")
