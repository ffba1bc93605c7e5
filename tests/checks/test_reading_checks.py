"""The checks of chapter 1: wrong answers, and what is particular to its tasks."""

import math
from statistics import mean

import pandas as pd
import pytest
from support.checks import ARGUMENT_WRONG, Liar, Rude, solutions

from missile_question.checks import check
from missile_question.checks import reading as chapter
from missile_question.evidence import reading as evidence
from missile_question.models import reading

CHAPTER = "01_reading_the_article"

# ---------------------------------------------------------------- named misconceptions


def sentences():
    """Return what is noted about each sentence."""
    return pd.DataFrame(evidence.SENTENCES)


def reported():
    """Return the sentences that report somebody's view."""
    return sentences().query("voice != 'article'")


def share():
    """Return the per cent of reported views with words in quotation marks."""
    return 100 * float((reported()["quoted"] > 0).mean())


def kinds(**changed):
    """Return the answer to reading-2 with some letters changed."""
    return {"minister": "A", "round": "D", "demand": "B", "offer": "C", **changed}


def events(*more, without=()):
    """Return the answer to reading-3 with some events more or less."""
    right = solutions(CHAPTER)["reading-3"]
    return [event for event in [*right, *more] if event not in without]


def grid():
    """Return the codes with blanks."""
    return evidence.codes().pivot_table(index="short", columns="issue", values="code")


def means(column=None, spoken=None):
    """Return the answer to reading-4, right or with a column of another kind."""
    right = grid()
    return pd.DataFrame(
        {
            "spoken": right.count() if spoken is None else spoken(right),
            "mean": right.mean() if column is None else column(right),
        }
    )


def by_salience(codes):
    """Return means weighted by salience."""
    table = evidence.codes().assign(pull=lambda t: t["code"] * t["salience"])
    sums = table.groupby("issue")[["pull", "salience"]].sum()
    return (sums["pull"] / sums["salience"]).reindex(codes.columns)


def observed(one, two):
    """Return the raw agreement."""
    return sum(a == b for a, b in zip(one, two, strict=True)) / len(one)


def chance(one, two):
    """Return the agreement by chance."""
    return sum(one.count(k) * two.count(k) for k in set(one)) / len(one) / len(two)


def beyond(rest):
    """Return a function that takes chance in another way."""

    def wrong(one, two):
        by_chance = rest(one, two)
        return (observed(one, two) - by_chance) / (1 - by_chance) if by_chance < 1 else 0.0

    return wrong


def worth(**changed):
    """Return the answer to reading-6 with some letters changed."""
    return {"pages": "B", "fear": "C", "coder": "D", **changed}


def line(file, weighting="salience", rule="mean", **leans):
    """Return the points of a file; a side's lean may be a function of the lean in the row."""
    found = []
    for lean in chapter.LEANS:
        given = {side: float(make(lean)) for side, make in leans.items()}
        given = {"us": 0.0, "iran": 0.0, "israel": 0.0, **given}
        rows = evidence.map_rows("us-iran", weighting=weighting, rule=rule, **given)
        found.append(rows[0][file])
    return found


def same(lean):
    """Lean as the row says."""
    return lean


def chart(missiles=None, nuclear=None):
    """Return the chart's data, right or with a column of another kind."""
    return pd.DataFrame(
        {
            "lean": chapter.LEANS,
            "nuclear": line("nuclear", us=same) if nuclear is None else nuclear,
            "missiles": line("missiles", us=same) if missiles is None else missiles,
        }
    )


def coded():
    """Return the soft and the hard coder in thirds."""
    table = evidence.codings()
    return tuple([int(evidence.third(v)) for v in table[end]] for end in ("soft", "hard"))


def least(kappa=0.61, by_chance=None):
    """Return the least number of codes for a kappa."""
    given = chance(*coded()) if by_chance is None else by_chance
    return math.ceil((given + kappa * (1 - given)) * len(coded()[0]))


def nuclear(us, iran):
    """Return the first half of the puzzle."""
    return {"nuclear farther": {"us": us, "iran": iran}}


def level(iran=100, israel=-100, weighting="plain", rule="hardest"):
    """Return the second half of the puzzle."""
    return {
        "level": {"iran": iran, "israel": israel, "weighting": weighting, "rule": rule},
    }


WRONG = {
    "reading-1": [
        (lambda: 100 * len(reported()) / len(sentences()), "mentioned-as-quoted", "Reported is"),
        (lambda: 100, "mentioned-as-quoted", "Not every view"),
        (lambda: 100 * reported()["person"].mean(), "named-for-quoted", "may still be"),
        (lambda: 100 * (sentences()["quoted"] > 0).mean(), "other-base", "report nobody's view"),
        (
            lambda: 100 * reported()["quoted"].sum() / reported()["words"].sum(),
            "words-for-sentences",
            "a share of words",
        ),
        (lambda: 100 - share(), "paraphrased-for-quoted", "Turn it round"),
        (
            lambda: 100 * (reported().query("voice == 'iran'")["quoted"] > 0).mean(),
            "one-voice",
            "for Iran alone",
        ),
        (
            lambda: (
                100 * reported().groupby("voice")["quoted"].agg(lambda q: (q > 0).mean()).mean()
            ),
            "mean-of-shares",
            "mean of the shares",
        ),
        (lambda: share() / 100, "share-for-percent", "asks for per cent"),
        (lambda: int((reported()["quoted"] > 0).sum()), "count-for-percent", "Divide it"),
        (lambda: "30 km", "unit", "You wrote km"),
        (lambda: 77.7, "", "Count the sentences whose voice"),
    ],
    "reading-2": [
        (lambda: kinds(minister="D"), "saying-for-content", "The forecast is the minister's"),
        (lambda: kinds(round="A"), "forecast-as-descriptive", "cannot be looked up yet"),
        (lambda: kinds(demand="A"), "causal-as-descriptive", "That the one slowed the other"),
        (lambda: kinds(offer="a"), "evaluative-as-descriptive", "needs a standard"),
        (lambda: kinds(demand="D"), "causal-as-forecast", "about the past"),
        (lambda: kinds(offer="B"), "evaluative-as-causal", "No effect is claimed"),
    ],
    "reading-3": [
        (lambda: events("mediators-framework"), "copies-counted", "retells the first"),
        (lambda: events("muscat-2026"), "links-for-sources", "two links are not two sources"),
        (lambda: events("netanyahu-statement"), "shared-agency", "is still that agency"),
        (lambda: events("new-start-ends"), "one-document", "no second document"),
        (
            lambda: events(without=["shamkhani-red-line"]),
            "independent-is-not-reliable",
            "not whom you would trust",
        ),
        (
            lambda: [e for e in chapter._pairs() if e not in events()],
            "turned-round",
            "Turn it round",
        ),
        (lambda: list(chapter._pairs()), "copies-counted", "two pages of one publisher"),
        (lambda: events(without=["rubio-list"]), "", "1 event with two"),
    ],
    "reading-4": [
        (lambda: means(lambda g: g.fillna(0).mean()), "missing-as-zero", "has no code"),
        (lambda: means(lambda g: g.fillna(50).mean()), "missing-as-middle", "Silence is not"),
        (lambda: means(by_salience), "salience-weighted", "weighted by salience"),
        (lambda: means(lambda g: g.median()), "median-for-mean", "the median"),
        (lambda: means(lambda g: (g.min() + g.max()) / 2), "middle-of-ends", "two ends"),
        (lambda: means(lambda g: g.sum()), "sum-for-mean", "This is a sum"),
        (lambda: means(spoken=lambda g: g.fillna(0).count()), "blank-counted", "all actors"),
        (lambda: means(spoken=lambda g: g.isna().sum()), "blanks-for-codes", "counts the blanks"),
    ],
    "reading-5": [
        (lambda: observed, "raw-as-beyond-chance", "the raw agreement"),
        (lambda: lambda a, b: observed(a, b) - chance(a, b), "not-divided", "Divide it by"),
        (lambda: beyond(lambda a, b: 1 / len({*a, *b})), "even-chance", "equally often"),
        (lambda: beyond(lambda a, b: chance(a + b, a + b)), "pooled-totals", "together"),
        (lambda: beyond(lambda a, b: chance(a, a)), "one-coders-totals", "one coder's totals"),
        (lambda: beyond(lambda a, b: chance(b, b)), "one-coders-totals", "one coder's totals"),
        (lambda: chance, "chance-for-kappa", "what chance alone gives"),
        (lambda: lambda a, b: 100 * reading.cohen_kappa(a, b), "percent-for-kappa", "times 100"),
        (lambda: lambda a, b: undefined, "error", "check the spelling"),  # noqa: F821
        (lambda: lambda a: 0.5, "error", "two arguments"),
        (lambda: lambda a, b: 0.4, "", "This book's codes and the hard end"),
    ],
    "reading-6": [
        (lambda: worth(pages="A"), "copies-counted", "share one agency's words"),
        (lambda: worth(pages="C"), "own-report-missed", "reporter of its own"),
        (lambda: worth(fear="A"), "words-to-described", "has not therefore spoken"),
        (lambda: worth(fear="B"), "unattributed-is-false", "does not mean false"),
        (lambda: worth(fear="D"), "guessed-motive", "your reasoning"),
        (lambda: worth(coder="A"), "anything-goes", "not every reason is one"),
        (lambda: worth(coder="B"), "coded-by-preference", "the coder's wish"),
        (lambda: worth(coder="C"), "book-is-truth", "another fair reader"),
    ],
    "reading-7": [
        (lambda: chart(line("nuclear", us=same)), "other-file", "holds the other file"),
        (lambda: chart(line("missiles", iran=same)), "other-side-leans", "leans on Iran's"),
        (lambda: chart(line("missiles", us=same, iran=same)), "both-lean", "one thing at a time"),
        (lambda: chart(line("missiles", us=lambda r: -r)), "sign-of-lean", "the wrong way"),
        (lambda: chart(line("missiles")), "no-lean", "no effect here"),
        (lambda: chart(line("missiles", rule="hardest", us=same)), "hardest-for-average", "rule"),
        (
            lambda: chart(line("missiles", weighting="plain", us=same)),
            "salience-left-out",
            "distance alone",
        ),
        (lambda: chart([v / 100 for v in line("missiles", us=same)]), "share-for-points", "shares"),
        (lambda: chart().assign(lean=range(9)), "other-leans", "numbers of leans"),
        (lambda: chart().iloc[::-1], "other-leans", "in their order"),
    ],
    "reading-8": [
        (lambda: math.ceil(0.61 * len(coded()[0])), "raw-as-beyond-chance", "more must agree"),
        (lambda: 0.61 * len(coded()[0]), "raw-as-beyond-chance", "as a share of the codes"),
        (lambda: sum(a == b for a, b in zip(*coded(), strict=True)), "now-for-needed", "agree now"),
        (lambda: least() - 1, "rounded-down", "round up"),
        (lambda: chapter._needed() * len(coded()[0]), "not-whole", "no whole number"),
        (chapter._needed, "share-for-count", "This is a share"),
        (lambda: 100 * chapter._needed(), "percent-for-count", "a percentage"),
        (
            lambda: least() - sum(a == b for a, b in zip(*coded(), strict=True)),
            "difference-for-total",
            "how many more",
        ),
        (lambda: least(by_chance=1 / 3), "even-chance", "one third"),
        (
            lambda: math.ceil((0.61 + chance(*coded())) * len(coded()[0])),
            "chance-added",
            "adds chance",
        ),
        (lambda: len(coded()[0]), "all-for-enough", "Fewer are enough"),
        (lambda: 1000, "more-than-there-are", "not that many"),
        (lambda: 12, "", "Solve the formula"),
    ],
    "reading-9": [
        (lambda: nuclear(0, 150), "outside-the-band", "however welcome the map"),
        (lambda: nuclear(-100, 100), "tie-for-farther", "no difference"),
        (lambda: nuclear(0, -100), "wrong-way", "Lean the other way"),
        (lambda: nuclear(100, 100), "slogan-moves-missiles", "the slogan"),
        (lambda: nuclear(0, 50), "not-enough", "still farther apart"),
        (lambda: level(rule="mean"), "average-hides-an-issue", "average issue"),
        (lambda: level(weighting="salience"), "salience-decides", "care most about missiles"),
        (lambda: level(iran=-100), "leans-not-opposed", "Now the leans"),
        (lambda: level(israel=101), "outside-the-band", "leaves the band"),
    ],
    "reading-10": ARGUMENT_WRONG,
}


# ---------------------------------------------------------------- partial credit and tolerance


def test_letters_earn_their_share():
    """Each sentence and each case counts the same."""
    assert check("reading-2", kinds(round="A")) == 3.0
    assert check("reading-6", worth(pages="A", fear="A")) == 1.0


def test_one_event_too_many_or_too_few_earns_half():
    """One slip in the list leaves half the points, two leave none; both are named."""
    assert check("reading-3", events("muscat-2026")) == 2.0
    assert check("reading-3", events(without=["rubio-list"])) == 2.0
    result = check("reading-3", events("muscat-2026", "new-start-ends"))
    assert result == 0.0
    assert set(result.misconception.split(", ")) == {"links-for-sources", "one-document"}


def test_prepared_columns_earn_nothing_by_themselves():
    """What the starter code gives earns no points, and costs some when it is spoilt."""
    assert check("reading-4", means(lambda g: g.fillna(0).mean())) == 0.0
    assert check("reading-4", means(spoken=lambda g: g.isna().sum())) == pytest.approx(2.25)
    assert check("reading-7", chart(line("missiles"))) == 0.0
    assert check("reading-7", chart(nuclear=line("nuclear"))) == pytest.approx(1.5)


def test_a_wrong_idea_of_chance_keeps_some_points():
    """Raw agreement earns nothing; a formula with another chance a part."""
    shares = [check("reading-5", WRONG["reading-5"][i][0]()).share for i in (0, 1, 2, 3)]
    assert shares == pytest.approx([0.0, 1 / 3, 1 / 3, 2 / 3], abs=1e-6)


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_tolerances_end_where_they_say(sign):
    """Just inside the stated tolerance is right, just outside is not."""
    assert check("reading-1", share() + sign * 0.499).status == "right"
    assert check("reading-1", share() + sign * 0.501).status == "wrong"
    assert check("reading-4", means(lambda g: g.mean() + sign * 0.099)).status == "right"
    assert check("reading-4", means(lambda g: g.mean() + sign * 0.101)).status == "wrong"
    moved = [v + sign * 0.099 for v in line("missiles", us=same)]
    assert check("reading-7", chart(moved)).status == "right"
    moved = [v + sign * 0.101 for v in line("missiles", us=same)]
    assert check("reading-7", chart(moved)).status == "wrong"
    assert check("reading-8", least() + sign).status == "wrong"


def test_the_puzzle_has_more_than_one_answer():
    """Any fair reading that does it counts, in either half; each half earns half."""
    assert check("reading-9", {**nuclear(0, 100), **level()}) == 4.0
    assert check("reading-9", {**nuclear(-40, 100), **level(iran=99)}) == 4.0
    assert check("reading-9", {**nuclear("0 %", "100"), **level(rule="HARDEST")}) == 4.0
    assert check("reading-9", nuclear(0, 100)) == 2.0
    assert check("reading-9", level()) == 2.0


def test_other_shapes_of_the_same_answer_are_understood():
    """Per cent written out, a text of events, identifiers of issues, dictionaries of lists."""
    assert check("reading-1", f"{share():.1f} %").status == "right"
    assert check("reading-3", ", ".join(events())).status == "right"
    assert check("reading-3", set(events())).status == "right"
    keys = dict(zip(evidence.issues()["name"], evidence.issues()["issue_id"], strict=True))
    shapes = [
        means().reset_index(),
        means().rename(index=keys),
        means().sample(frac=1, random_state=1),
        means().T.to_dict(),
    ]
    assert [check("reading-4", shape).status for shape in shapes] == ["right"] * len(shapes)
    assert check("reading-7", chart().to_dict("list")).status == "right"
    assert check("reading-7", chart().set_index("lean")).status == "right"


#: Task, answer of a wrong kind or shape, and words of the message that explains it.
SHAPES = [
    ("reading-1", "a third", "Expected a number in per cent"),
    ("reading-2", "A", "Expected a dictionary"),
    ("reading-2", {"round": "E"}, "Expected one letter, A to D"),
    ("reading-3", 7, "Expected a list of event_ids"),
    ("reading-3", ["oslo-1993"], "is no event of the table"),
    ("reading-4", pd.DataFrame({"mean": [1]}), "column spoken is missing"),
    ("reading-4", [1, 2], "Expected a table"),
    ("reading-4", {"Tanks": {"spoken": 1, "mean": 2}}, "not one of the issues"),
    ("reading-5", 0.6, "Hand over the function itself: beyond_chance, no brackets."),
    ("reading-5", lambda a, b: "high", "should return a plain number"),
    ("reading-5", lambda a, b: math.nan, "should return a plain number"),
    ("reading-7", pd.DataFrame({"x": [1]}), "is missing"),
    ("reading-7", {"lean": [0], "nuclear": [1, 2], "missiles": [1]}, "same number of rows"),
    ("reading-8", "most of them", "Expected a whole number of codes"),
    ("reading-9", [1, 2], "Expected a dictionary"),
    ("reading-9", {"level": "plain"}, "expected iran, israel, weighting and rule"),
    ("reading-9", {"nuclear farther": {"us": 0}}, "expected us and iran; iran still open"),
    ("reading-9", {"nuclear farther": {"us": "soft", "iran": 1}}, "a lean from -100 to 100"),
    ("reading-9", level(weighting="heavy"), "the weighting must be one of salience, plain"),
    ("reading-9", level(rule=3), "the rule must be one of mean, hardest"),
    ("reading-10", 5, "Expected a text"),
]


#: Hostile answers with the names of this set's parts and columns.
HOSTILE = {
    "rude in a dictionary": lambda: {"minister": Rude(), "pages": Rude(), "level": Rude()},
    "many": lambda: {"round": ["D"] * 3, "fear": {"a": 1}, "nuclear farther": {}},
    "texts": lambda: {"offer": "Because", "coder": "yes", "level": "all of them"},
    "liars on the map": lambda: {
        "nuclear farther": {"us": Liar(1e9), "iran": Liar(1e9)},
        "level": {"iran": Rude(), "israel": Rude(), "weighting": Rude(), "rule": Rude()},
    },
}


# ---------------------------------------------------------------- what the texts say


def test_a_message_on_chance_shows_the_failing_case():
    """A wrong function reads which call failed, what was wanted, and how many agree."""
    result = check("reading-5", observed)
    assert "should be 0.7714, got 0.8627. (1 of 5 cases agree.)" in result.message
    assert "51 in all" in result.message


def test_every_fault_of_a_pair_is_met_once():
    """Four of the eleven events fall out, each for another reason, as hint and solution say."""
    faults = [chapter._fault(pair) for pair in chapter._pairs().values()]
    assert len(faults) == 11
    assert sorted(filter(None, faults)) == sorted(chapter._FAULTS)
    assert chapter._independent() == set(events())


def test_the_prose_of_the_solutions_is_true():
    """The numbers that the solution texts and the argument say hold."""
    counts = {row["key"]: row for row in evidence.voice_counts()}
    assert share() < 100 / 3
    assert (len(reported()), int((reported()["quoted"] > 0).sum())) == (13, 4)
    assert (len(sentences()), counts["article"]["sentences"]) == (24, 11)
    assert (counts["iran"]["sentences"], counts["israel"]["sentences"]) == (7, 4)
    assert (counts["iran"]["quoted"], counts["israel"]["quoted"]) == (19, 0)
    assert sentences()["quoted"].sum() == 26
    places = [round(counts[key]["place"], 1) for key in ("israel", "iran")]
    assert places == [2.5, 2.1]
    gulf = evidence.positions("gulf-cooperation-council", "missile-range").iloc[0]
    assert gulf["date"].startswith("2024-09")
    assert "with the Gulf at the table" in gulf["position"]


def test_the_prose_on_codes_is_true():
    """Means fall most where few have spoken; the lines rise; 37 of 51, with 31 now."""
    fall = (grid().mean() - grid().fillna(0).mean()) / grid().mean()
    assert fall.idxmax() == grid().count().idxmin()
    gaps = [a - b for a, b in zip(line("missiles", us=same), line("nuclear", us=same), strict=True)]
    assert all(gap > 0 for gap in gaps)
    assert (round(gaps[4]), gaps[-1] > 20) == (8, True)
    one, two = coded()
    assert 0.7 < 1 - chance(one, two) < 0.75
    assert reading.cohen_kappa(one, two) == pytest.approx(0.45, abs=0.005)
    assert observed(one, two) == pytest.approx(0.61, abs=0.005)
    assert least() / len(one) == pytest.approx(0.725, abs=0.01)
    assert mean(a == b for a, b in zip(one, two, strict=True)) < 0.61


def test_the_starter_cells_use_the_settings_of_the_checks():
    """The days and the leans in the notebook are those of the checks."""
    from support.checks import source

    text = source(CHAPTER).read_text(encoding="utf-8")
    assert f'events["date"] >= "{chapter.SINCE}"' in text
    assert tuple(range(-100, 101, 25)) == chapter.LEANS
    assert "leans = list(range(-100, 101, 25))" in text
    assert f"chance + {chapter.SUBSTANTIAL} * (1 - chance)" in text
