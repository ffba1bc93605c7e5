"""What the tables say about deterrence: spending, aircraft, missiles, by who counts and how."""

from __future__ import annotations

import itertools
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from missile_question import catalog
from missile_question.evidence import reading
from missile_question.evidence._keys import one_of
from missile_question.evidence.reach import as_rows, records
from missile_question.models import choose
from missile_question.models import deterrence as model

#: Day on which the war of June 2025 began, the break in every series of the missile stock.
WAR = "2025-06-13"

BASES = ("constant", "current")
RULES = ("delivered", "inventory", "combat_capable", "flyable", "all_military")
SCOPES = ("all_ballistic", "medium_range", "short_range", "launchers")
MOMENTS = ("before", "after")


def _expenditure(kind: str) -> pd.DataFrame:
    """Return the rows of one kind: the book's own series, or printed headlines."""
    table = catalog.load("military_expenditure")
    return table[table["kind"] == kind].reset_index(drop=True)


def spending(country: str | None = None) -> pd.DataFrame:
    """Return what was worked out from SIPRI's database, one row a country and year.

    Parameters
    ----------
    country : str, optional
        Only this country.

    Returns
    -------
    pandas.DataFrame
        Columns of ``military_expenditure``: share_of_gdp_pct (per cent), index_2010 (2010 = 100),
        ratio_constant and ratio_current (times Iran's spending), changes (per cent). Missing years
        are NaN, never zero.

    Raises
    ------
    ValueError
        If the country is not in the table; the message lists those that are.
    """
    table = _expenditure("series")
    if country is None:
        return table
    known = tuple(dict.fromkeys(table["country"]))
    one_of("country", country, known)
    return table[table["country"] == country].reset_index(drop=True)


def spending_ratio(country: str, basis: str) -> pd.Series[float]:
    """Return a country's spending as a multiple of Iran's, by year.

    Parameters
    ----------
    country : str
    basis : {"constant", "current"}
        Dollars of 2023, or dollars at each year's exchange rates.

    Returns
    -------
    pandas.Series
        Times Iran's spending; the index is the year. Years without a figure are left out.

    Raises
    ------
    ValueError
        If country or basis is unknown.
    """
    column = f"ratio_{one_of('basis', basis, BASES)}"
    series: pd.Series[float] = spending(country).set_index("year")[column].dropna()
    return series


def revisions() -> pd.DataFrame:
    """Return what SIPRI printed at the time beside what its release of 2025 has for the same year.

    Returns
    -------
    pandas.DataFrame
        country, year, release, printed and revised (billion current dollars), factor (printed
        divided by revised), source_id; the largest overstatement first. A year for which SIPRI had
        no figure at the time is not here.
    """
    table = _expenditure("headline").rename(
        columns={"current_usd_bn": "printed", "revised_usd_bn": "revised"}
    )
    table = table.dropna(subset=["printed", "revised"])
    table = table.assign(factor=table["printed"] / table["revised"])
    columns = ["country", "year", "release", "printed", "revised", "factor", "source_id"]
    return table.sort_values("factor", ascending=False, kind="stable", ignore_index=True)[columns]


def with_ends(table: pd.DataFrame, low: str, high: str) -> pd.DataFrame:
    """Return the rows that carry a number, with the ends a chart can draw.

    Parameters
    ----------
    table : pandas.DataFrame
    low, high : str
        Columns of the lower and upper end, either of which may be NaN.

    Returns
    -------
    pandas.DataFrame
        The rows with at least one end, plus low and high (both filled), bound ("floor" if only a
        lower end was given, "ceiling" if only an upper one, else "") and doubtful (True for rows
        that are unverified or of low confidence, to be drawn hollow).
    """
    out = table.dropna(subset=[low, high], how="all").reset_index(drop=True)
    out["bound"] = ""
    out.loc[out[high].isna(), "bound"] = "floor"
    out.loc[out[low].isna(), "bound"] = "ceiling"
    out["low"] = out[low].fillna(out[high])
    out["high"] = out[high].fillna(out[low])
    out["doubtful"] = ~out["verified"] | (out["confidence"] == "low")
    return out


def span(table: pd.DataFrame) -> tuple[float, float]:
    """Return the lowest and highest number among rows of :func:`with_ends`.

    Raises
    ------
    ValueError
        If there are no rows.
    """
    if table.empty:
        raise ValueError("table must have at least one row with a number, got none")
    return float(table["low"].min()), float(table["high"].max())


def aircraft(
    country: str | None = None, rule: str | None = None, since: int = 0, *, epilogue: bool = False
) -> pd.DataFrame:
    """Return the counts of aircraft that carry a number, oldest first.

    Parameters
    ----------
    country : str, optional
        Only this country.
    rule : str, optional
        Only this counting rule, one of :data:`RULES`. Counts by different rules are not comparable.
    since : int, optional
        First year.
    epilogue : bool, optional
        Add what was published after the article.

    Returns
    -------
    pandas.DataFrame
        Columns of ``air_power`` and of :func:`with_ends` (numbers of aircraft).

    Raises
    ------
    ValueError
        If the rule is unknown.
    """
    names = ["air_power", *(["air_power_after_article"] if epilogue else [])]
    table = pd.concat([catalog.load(name, epilogue=epilogue) for name in names])
    if country is not None:
        table = table[table["country"] == country]
    if rule is not None:
        table = table[table["counting_rule"] == one_of("rule", rule, RULES)]
    table = table[table["as_of"].str[:4].astype(int) >= since]
    out = with_ends(table, "aircraft_low", "aircraft_high")
    return out.sort_values("as_of", kind="stable", ignore_index=True)


def missiles(
    kind: str = "stock",
    scope: str | None = None,
    moment: str | None = None,
    *,
    epilogue: bool = False,
) -> pd.DataFrame:
    """Return the estimates of the missile stock that carry a number, oldest first.

    Parameters
    ----------
    kind : {"stock", "projection"}
        What was said to exist, or what could come. A projection is not an observation.
    scope : str, optional
        One of :data:`SCOPES`. Estimates of different scope are not comparable.
    moment : {"before", "after"}, optional
        Before or after the war of June 2025.
    epilogue : bool, optional
        Add what was published after the article, also about earlier days.

    Returns
    -------
    pandas.DataFrame
        Columns of ``missile_inventory`` and of :func:`with_ends` (missiles, or launchers).

    Raises
    ------
    ValueError
        If kind, scope or moment is unknown.
    """
    one_of("kind", kind, ("stock", "projection"))
    names = ["missile_inventory", *(["missile_inventory_after_article"] if epilogue else [])]
    table = pd.concat([catalog.load(name, epilogue=epilogue) for name in names])
    table = table[table["kind"] == kind]
    if scope is not None:
        table = table[table["scope"] == one_of("scope", scope, SCOPES)]
    if moment is not None:
        table = table[table["moment"] == one_of("moment", moment, MOMENTS)]
    out = with_ends(table, "count_low", "count_high")
    return out.sort_values("as_of", kind="stable", ignore_index=True)


def firm(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of :func:`with_ends` that are verified and not of low confidence."""
    return table[~table["doubtful"]].reset_index(drop=True)


def last_year() -> int:
    """Return the last year for which Iran's spending is known."""
    return int(spending("Iran").dropna(subset=["ratio_constant"])["year"].max())


def fleet_on_paper(since: int = 2008) -> tuple[float, float]:
    """Return the span of firm counts of Iran's combat aircraft on the books, from a year on."""
    return span(firm(aircraft("Iran", "inventory", since)))


def fleet_that_flies(since: int = 2008) -> tuple[float, float]:
    """Return the span of firm counts of Iran's combat aircraft that can fly, from a year on."""
    return span(firm(aircraft("Iran", "flyable", since)))


def stock_before_war(year: str = WAR[:4]) -> tuple[float, float]:
    """Return the span of firm estimates of the whole stock for the months before the war."""
    table = firm(missiles(scope="all_ballistic", moment="before"))
    return span(table[table["as_of"] >= year])


def verified_totals_after_war() -> int:
    """Return how many firm estimates of the whole stock exist for the time after the war."""
    return len(firm(missiles(scope="all_ballistic", moment="after")))


def numbers() -> SimpleNamespace:
    """Return the numbers the chapter's sentences use, as text.

    Returns
    -------
    types.SimpleNamespace
        Attributes named after what they hold; shares and changes in per cent, aircraft and missiles
        as counts, ratios as multiples of Iran's spending in constant and current dollars.
    """
    table = spending()
    year = last_year()
    last = records(table[table["year"] == year], "country")
    first = records(table[table["year"] == table["year"].min()], "country")
    revised = records(revisions(), "country")["Iran"]

    def ratios(rows: dict[str, dict[str, float]], country: str) -> str:
        constant, current = (rows[country][f"ratio_{basis}"] for basis in BASES)
        return between(constant, current)

    return SimpleNamespace(
        year=str(year),
        first_year=str(int(table["year"].min())),
        iran_share=f"{last['Iran']['share_of_gdp_pct']:.1f}",
        israel_share=f"{last['Israel']['share_of_gdp_pct']:.1f}",
        saudi_share=f"{last['Saudi Arabia']['share_of_gdp_pct']:.1f}",
        iran_change_constant=f"{last['Iran']['change_constant_pct']:+.0f}",
        iran_change_current=f"{last['Iran']['change_current_pct']:+.0f}",
        israel_ratio=ratios(last, "Israel"),
        israel_ratio_first=ratios(first, "Israel"),
        saudi_ratio=ratios(last, "Saudi Arabia"),
        revised_printed=f"{revised['printed']:.1f}",
        revised_now=f"{revised['revised']:.1f}",
        revised_year=str(revised["year"]),
        iran_inventory=between(*fleet_on_paper(), places=0),
        iran_flyable=between(*fleet_that_flies(), places=0),
        stock_before=between(*stock_before_war(), places=0),
        verified_after=str(verified_totals_after_war()),
    )


def between(one: float, other: float, places: int = 1) -> str:
    """Return two numbers in words, "low to high"; one number if both print alike."""
    low, high = (f"{value:,.{places}f}" for value in sorted((one, other)))
    return low if low == high else f"{low} to {high}"


# ---- the chapter's games: what each explorer says, on numbers and on Altair expressions ----

#: What backing down costs a challenger on top of what war costs a resolved one (crisis game).
SHAME = 3.0
#: How fast a gain or loss loses its edge as it grows (below 1), for reference points.
CURVATURE = 0.88
#: Years of the arms race, and its grid of reactions; restraint is 1 for both sides.
YEARS = 10
REACTIONS = (0.0, 0.3, 0.6, 0.9, 1.2)
REACTION_STEP = 0.3

#: The equilibria of the crisis game: kind -> what happens, in a sentence.
KINDS = {
    "deterrence": "Nobody challenges: the answer is believed enough to stop even the resolved.",
    "separating": (
        "Only a resolved challenger presses. A challenge shows resolve, and a wavering defender "
        "yields."
    ),
    "bluff": (
        "A resolved challenger presses, an unresolved one sometimes bluffs, "
        "and a wavering defender sometimes calls the bluff."
    ),
    "attack": (
        "Everybody presses: the defender thinks the challenger resolved, and yields if it wavers."
    ),
}


def carried_out(loss: Any, war: Any) -> Any:
    """Tell whether a threat is carried out: yielding must cost the defender more than answering.

    Parameters
    ----------
    loss, war : float or Altair expression
        What the defender loses by yielding, and by answering.
    """
    return war < loss


def threat(gain: Any, harm: Any, loss: Any, war: Any, xp: Any = np) -> SimpleNamespace:
    """Solve the threat game in which both sides know everything.

    Parameters
    ----------
    gain, harm : float or Altair expression
        What an attack wins for the attacker, and what the answer costs it; above 0.
    loss, war : float or Altair expression
        What yielding and what answering cost the defender.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.

    Returns
    -------
    types.SimpleNamespace
        answered (the threat would be carried out), answered_worth (of an answered attack to the
        attacker), value (of an attack), attacked, threshold (belief that would deter), verdict.
    """
    answered = carried_out(loss, war)
    value = model.challenge_value(gain, 0.0, choose(answered, 1.0, 0.0, xp), harm)
    attacked = value > 0
    return SimpleNamespace(
        answered=answered,
        answered_worth=model.challenge_value(gain, 0.0, 1.0, harm),
        value=value,
        attacked=attacked,
        threshold=model.credibility_threshold(
            gain, 0.0, model.challenge_value(gain, 0.0, 1.0, harm)
        ),
        verdict=choose(
            answered,
            choose(
                attacked,
                "The threat is credible, and yet too weak: it is carried out, and does not deter.",
                "The threat is credible and strong enough: it deters, and is never carried out.",
                xp,
            ),
            "The threat is not credible: if it came to it, yielding would hurt the defender less.",
            xp,
        ),
    )


def threat_rows(gain: float, harm: float, loss: float, war: float) -> list[dict[str, Any]]:
    """Return the three ends of the threat game: payoffs, whether play ends there, and why."""
    game = threat(gain, harm, loss, war)
    ends = (
        ("the attacker holds back", 0.0, 0.0, not game.attacked),
        ("attack, and the defender yields", gain, -loss, game.attacked and not game.answered),
        ("attack, and the defender answers", game.answered_worth, -war,
         game.attacked and game.answered),
    )  # fmt: skip
    return [
        {"name": name, "attacker": float(a), "defender": float(d), "reached": reached,
         "verdict": game.verdict, "threshold": float(game.threshold), "order": order}
        for order, (name, a, d, reached) in enumerate(ends)
    ]  # fmt: skip


def crisis(
    gain: Any, war: Any, loss: Any, ruin: Any, attacker: Any, defender: Any, xp: Any = np
) -> model.UnilateralDeterrence:
    """Solve the crisis game in which neither side knows how resolved the other is.

    Parameters
    ----------
    gain, war : float or Altair expression
        What an unanswered challenge wins, and what war costs a resolved challenger; the status quo
        is 0, and backing down costs :data:`SHAME` more than war.
    loss, ruin : float or Altair expression
        What yielding costs the defender, and how much more war costs a wavering one.
    attacker, defender : float or Altair expression
        Chances in per cent that the challenger is resolved, and that the defender surely answers.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    """
    return model.unilateral_deterrence(
        attacker / 100, defender / 100, gain=gain, status_quo=0.0, conflict=-war,
        retreat=-(war + SHAME), spared=0.0, concede=-loss, soft_conflict=-(loss + ruin), xp=xp,
    )  # fmt: skip


def crisis_borders(gain: Any, war: Any, loss: Any, ruin: Any) -> tuple[Any, Any, Any]:
    """Return where the crisis game changes: two beliefs in the answer, one in the challenger.

    Returns
    -------
    hold_soft, hold_hard, daring : float or Altair expression
        Chances of an answer that hold back an unresolved and a resolved challenger; chance of a
        resolved challenger up to which a wavering defender dares to answer.
    """
    return (
        model.credibility_threshold(gain, 0.0, -(war + SHAME)),
        model.credibility_threshold(gain, 0.0, -war),
        model.credibility_threshold(0.0, -loss, -(loss + ruin)),
    )


#: The outcomes of the crisis game: field of the model -> words.
OUTCOMES = {
    "status_quo": "nobody challenges",
    "concession": "the defender yields",
    "retreat": "the challenger backs down",
    "conflict": "war",
}


def crisis_rows(
    gain: float, war: float, loss: float, ruin: float, attacker: float, defender: float, **_: Any
) -> list[dict[str, Any]]:
    """Return the probabilities of the crisis game's four outcomes, and which equilibrium it is."""
    game = crisis(gain, war, loss, ruin, attacker, defender)
    borders = crisis_borders(gain, war, loss, ruin)
    return [
        {"name": name, "chance": float(getattr(game, outcome)), "kind": game.kind,
         "says": KINDS[game.kind], "needed": float(borders[1]), "war": float(game.conflict),
         "order": order}
        for order, (outcome, name) in enumerate(OUTCOMES.items())
    ]  # fmt: skip


def punished(answer: Any, survives: Any) -> Any:
    """Return the chance that punishment follows: it is ordered, and something is left to do it.

    Parameters
    ----------
    answer, survives : float or Altair expression
        Chances in per cent that the defender orders the answer, and that its means survive the
        first blow.
    """
    return answer / 100 * (survives / 100)


def shield_rows(
    gain: float, denial: float, answer: float, survives: float, harm: float, **_: Any
) -> list[dict[str, Any]]:
    """Return what an attack is worth under denial and punishment, and what else would deter."""
    chance = punished(answer, survives)
    value = model.challenge_value(gain, denial / 100, chance, harm)
    return [
        {
            "name": "attack", "denial": denial / 100, "chance": chance, "value": float(value),
            "deterred": value <= 0, "needed": float(model.denial_required(gain, chance, harm)),
            "says": "deterred" if value <= 0 else "not deterred",
        }
    ]  # fmt: skip


@lru_cache(maxsize=1)
def race_grid() -> list[dict[str, Any]]:
    """Return the arms race year by year for every pair of reactions, from nothing.

    Returns
    -------
    list of dict
        year, and two lists over all pairs (own reaction first): ``own``, the level of arms that a
        motive of 1 of one's own brings, and ``cross``, what the other's motive of 1 brings. The
        race is linear: levels are sums of these, each times its motive.
    """
    years = np.arange(YEARS + 1.0)
    own, cross = [], []
    for one, other in itertools.product(REACTIONS, REACTIONS):
        calm = ((0.0, 0.0), (one, other), (1.0, 1.0))
        own.append(np.asarray(model.arms_race_path(years, *calm, (1.0, 0.0))[0]))
        cross.append(np.asarray(model.arms_race_path(years, *calm, (0.0, 1.0))[0]))
    return [
        {
            "year": year,
            "own": [round(float(path[year]), 3) for path in own],
            "cross": [round(float(path[year]), 3) for path in cross],
        }
        for year in range(YEARS + 1)
    ]


def race_slot(one: Any, other: Any, xp: Any = np) -> Any:
    """Return the place of a pair of reactions in the lists of :func:`race_grid`."""
    return xp.round(one / REACTION_STEP) * len(REACTIONS) + xp.round(other / REACTION_STEP)


def race_level(own: Any, cross: Any, motive: Any, other_motive: Any) -> Any:
    """Return a side's level of arms from its two lists' entries and the two motives."""
    return own * motive + cross * other_motive


def race_rows(
    reaction: float, rival_reaction: float, motive: float, rival_motive: float, **_: Any
) -> list[dict[str, Any]]:
    """Return both sides' arms in the last year, and whether the race settles."""
    last = race_grid()[-1]
    settles = bool(model.arms_race_stable(reaction, 1.0, rival_reaction, 1.0))
    rows = []
    for order, (name, mine, theirs, own, other) in enumerate(
        (
            ("Iran", reaction, rival_reaction, motive, rival_motive),
            ("its rivals", rival_reaction, reaction, rival_motive, motive),
        )
    ):
        slot = int(race_slot(mine, theirs))
        level = race_level(last["own"][slot], last["cross"][slot], own, other)
        rows.append({"name": name, "level": float(level), "alone": float(own), "order": order})
    both = {"settles": settles, "says": race_says(settles)}
    return [
        {**row, **both, "other": other["level"]}
        for row, other in zip(rows, reversed(rows), strict=True)
    ]


def race_says(settles: Any, xp: Any = np) -> Any:
    """Return in words whether the race settles."""
    return choose(settles, "The race slows down and settles.", "The race never settles.", xp)


def felt(outcome: Any, reference: Any, aversion: Any, xp: Any = np) -> Any:
    """Return how an outcome feels, measured from a reference point (prospect theory).

    A loss weighs ``aversion`` times as much as a gain, and both lose their edge as they grow
    (:data:`CURVATURE`).

    Parameters
    ----------
    outcome, reference, aversion : float or Altair expression
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    """
    distance = outcome - reference
    size = xp.pow(xp.abs(distance), CURVATURE)
    return choose(distance >= 0, size, -aversion * size, xp)


def felt_threshold(gain: Any, harm: Any, aversion: Any, claimed: Any, xp: Any = np) -> Any:
    """Return how likely an answer must be to hold back an attacker that thinks in gains and losses.

    Parameters
    ----------
    gain, harm : float or Altair expression
        What an attack wins, and what the answer costs.
    aversion : float or Altair expression
        How much more a loss weighs than a gain.
    claimed : float or Altair expression
        Share of the prize, in per cent, that the attacker already counts as its own.
    xp : namespace
        ``np``, or ``alt.expr`` for expressions.
    """
    reference = claimed / 100 * gain
    feels = [felt(end, reference, aversion, xp) for end in (gain, 0.0, gain - harm)]
    return model.credibility_threshold(*feels)


def feeling_table(gain: float = 4.0, harm: float = 10.0) -> pd.DataFrame:
    """Return the belief that deters an attacker who thinks in gains and losses.

    Parameters
    ----------
    gain, harm : float
        What an unanswered attack wins, and what the answer costs.
    """
    rows = []
    for aversion in (1.0, 1.5, 2.0, 2.5):
        row = {"A loss weighs as much as a gain of": f"{aversion:.1f} times its size"}
        for words, claimed in (("nothing", 0.0), ("half of it", 50.0), ("all of it", 100.0)):
            needed = felt_threshold(gain, harm, aversion, claimed)
            row[f"claims {words}"] = f"{needed:.0%}"
        rows.append(row)
    return pd.DataFrame(rows)


# ---- what the chapter's sentences and tables say ----


def pieces(claim: str, direction: str) -> list[str]:
    """Return the evidence on a claim as sentences with their publisher, for a claim card.

    Parameters
    ----------
    claim : str
        ``"C01"`` to ``"C18"``.
    direction : str
        One of :data:`reading.DIRECTIONS`.
    """
    rows = reading.pointing(claim, direction)
    return [f"{row['statement']} ({row['publisher']}.)" for row in rows]


def spending_table(years: tuple[int, ...] = (2010, 2015, 2020, 2024)) -> pd.DataFrame:
    """Return spending as multiples of Iran's in both kinds of dollar, for some years.

    Parameters
    ----------
    years : tuple of int
    """
    lines = [
        (country, words, column)
        for country in ("Israel", "Saudi Arabia")
        for words, column in (
            ("times Iran's, dollars of 2023", "ratio_constant"),
            ("times Iran's, dollars of the year", "ratio_current"),
        )
    ]
    shares = [
        (c, "per cent of GDP", "share_of_gdp_pct") for c in ("Iran", "Israel", "Saudi Arabia")
    ]
    rows = []
    for country, words, column in [*lines, *shares]:
        own = {row["year"]: row[column] for row in as_rows(spending(country))}
        numbers = {str(year): f"{own[year]:.1f}" for year in years}
        rows.append({"Spending": f"{country}: {words}"} | numbers)
    return pd.DataFrame(rows)


#: An arsenal that hurts both sides: what one unit of it costs attacker and defender when used.
ARSENAL = (5.0, 4.0)


def overkill_table(gain: float = 4.0, loss: float = 5.0, sizes: int = 3) -> pd.DataFrame:
    """Return the threat game with ever larger arsenals whose use hurts both sides.

    Parameters
    ----------
    gain, loss : float
        What an unanswered attack wins, and what yielding costs the defender.
    sizes : int
        How many sizes of the arsenal, from 1.
    """
    out = []
    for size in range(1, sizes + 1):
        harm, war = (size * part for part in ARSENAL)
        rows = threat_rows(gain, harm, loss, war)
        out.append(
            {
                "Arsenal": f"{size} x",
                "The answer costs the attacker": f"{harm:.0f}",
                "and the defender": f"{war:.0f}",
                "Belief that would deter": f"{rows[0]['threshold']:.0%}",
                "Would the defender answer?": "yes" if carried_out(loss, war) else "no",
                "Outcome": next(row["name"] for row in rows if row["reached"]),
            }
        )
    return pd.DataFrame(out)


#: What rulers pay at home: for yielding, and for leaving things as they are.
AT_HOME = 2.0


def home_table(
    gain: float = 4.0, harm: float = 10.0, loss: float = 5.0, war: float = 6.0
) -> pd.DataFrame:
    """Return the threat game with what rulers would pay at home.

    Parameters
    ----------
    gain, harm, loss, war : float
        As :func:`threat`.
    """
    out = []
    for words, audience, unrest in (
        ("States without a home front", 0.0, 0.0),
        ("The defender's ruler falls if he yields", AT_HOME, 0.0),
        ("The attacker's ruler needs a success", 0.0, AT_HOME),
        ("Both", AT_HOME, AT_HOME),
    ):
        needed = model.credibility_threshold(gain, -unrest, gain - harm)
        answers = carried_out(loss + audience, war)
        out.append(
            {
                "Who rules": words,
                "Would the defender answer?": "yes" if answers else "no",
                "Belief that deters": f"{needed:.0%}",
            }
        )
    return pd.DataFrame(out)


#: A planner who expects to lose ground: chances of success now and later, damage, patience.
WINDOW = {"win_now": 0.7, "win_later": 0.5, "destruction": 0.2, "discount": 0.9}


def window_table() -> pd.DataFrame:
    """Return whether war now beats waiting, for a rival whose chances fall more and more."""
    out = []
    for later in (0.7, 0.6, 0.5, 0.3):
        case = {**WINDOW, "win_later": later}
        alone, whatever = (
            model.preventive_war_margin(**case),
            model.commitment_failure_margin(**case),
        )
        out.append(
            {
                "Chance of success now": f"{case['win_now']:.0%}",
                "Expected later": f"{later:.0%}",
                "If the other side sets the terms": "strike" if alone > 0 else "wait",
                "If terms can be negotiated": "strike" if whatever > 0 else "wait",
            }
        )
    return pd.DataFrame(out)


def games() -> SimpleNamespace:
    """Return the numbers that sentences take from the models, as text (chances in per cent)."""
    tense = threat_rows(4.0, 10.0, 5.0, 6.0)[0]
    double = threat_rows(4.0, 20.0, 5.0, 6.0)[0]
    race = race_rows(0.6, 0.6, 2.0, 2.0)
    shielded = race_rows(0.3, 0.3, 2.0, 2.0)
    fast = race_rows(1.2, 1.2, 2.0, 2.0)
    content, robbed = (felt_threshold(4.0, 10.0, 2.0, share) for share in (0.0, 100.0))
    later = model.preventive_war_threshold(
        WINDOW["win_now"], WINDOW["destruction"], WINDOW["discount"]
    )
    return SimpleNamespace(
        threshold=f"{tense['threshold']:.0%}",
        threshold_double=f"{double['threshold']:.0%}",
        whole=f"{punished(80, 90):.0%}",
        half=f"{punished(80, 50):.0%}",
        enough=f"{10 / 15:.0%}",
        alone=f"{race[0]['alone']:.0f}",
        race=f"{race[0]['level']:.1f}",
        race_shield=f"{shielded[0]['level']:.1f}",
        race_fast=f"{fast[0]['level']:.0f}",
        content=f"{content:.0%}",
        robbed=f"{robbed:.0%}",
        delivered=f"{span(aircraft('Iran', 'delivered'))[0]:.0f}",
        forecast=f"{span(missiles('projection', moment='before'))[1]:,.0f}",
        window_later=f"{later:.0%}",
        window_now=f"{WINDOW['win_now']:.0%}",
    )
