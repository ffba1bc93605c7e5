"""Chapter 2's explorers: what lies inside which ring."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from missile_question.charts import reach as charts
from missile_question.evidence import reach as evidence
from missile_question.explorers.controls import OWN, Choice, Option, Slider, menu
from missile_question.explorers.core import Explorer

#: The five systems the article names, in its order, then the arsenal as a whole.
SYSTEMS = (*evidence.NAMED, "arsenal")
START: dict[str, Any] = {"range_km": 1000.0, "origin": "tehran", "sites": "core"}


def _figuremenu() -> list[Option]:
    """Return one menu entry for each published number, shown with its system."""
    table = evidence.figures()
    options = []
    for row in evidence.as_rows(table[table["system_id"].isin(SYSTEMS)]):
        end = f", {row['end']} end" if row["end"] else ""
        year = str(row["date"])[:4]
        options.append(
            Option(
                value=row["figure_id"],
                label=f"{row['range_km']:,.0f} km: {row['claimant']}, {year} ({row['basis']}{end})",
                sets={"range_km": row["range_km"]},
                when={"system": row["system_id"]},
                note=str(row["note"]) if isinstance(row["note"], str) else "",
            )
        )
    return options


def _map_parts() -> dict[str, Any]:
    """Return what every explorer with the range map has in common."""
    return {
        "compare": ("name", "distance_km", "margin_km", "inside"),
        "sort": "distance_km",
        "data": {"places": charts.place_rows(), "labels": charts.label_rows()},
        "asset_names": ("basemap", "reach_rings"),
        "sources": charts.SOURCES,
    }


@lru_cache(maxsize=1)
def reach_map() -> Explorer:
    """Return the chapter's signature explorer: a ring on the map, a ladder of distances, words."""
    names = evidence.figures().drop_duplicates("system_id").set_index("system_id")["system"]
    systems = [Option(key, names[key], says=f"the {names[key]}") for key in SYSTEMS[:-1]]
    systems.append(Option("arsenal", "Whole arsenal (ceiling)", says="the whole arsenal"))
    own = Option(OWN, "a figure of your own (slider)", says="a figure of your own")
    controls = (
        Choice("system", "System", systems, "dezful"),
        Choice(
            "figure", "Whose figure", [*_figuremenu(), own], "dezful-iran-guards-2019"
        ),
        Slider("range_km", "Range", 200, 4000, 10, START["range_km"], "km"),
        Choice("origin", "Measured from", menu(evidence.ORIGINS), START["origin"]),
        Choice("sites", "Which places", menu(evidence.SITE_SETS), START["sites"]),
    )  # fmt: skip
    inside = [r for r in evidence.answer(**START) if r["inside"]]
    total = len(evidence.answer(**START))
    from_border = evidence.answer(**{**START, "origin": "nearest"})
    covered = sum(r["inside"] for r in from_border)
    return Explorer(
        name="reach-map",
        title=(
            f"Where you measure from decides: Dezful's declared 1,000 km covers {len(inside)} of "
            f"{total} US bases from Tehran, {covered} of {total} from the nearest point of Iran"
        ),
        subtitle="Filled dots lie inside the ring, hollow ones outside. Change any assumption.",
        alt=(
            f"Map of the Middle East with a ring of 1,000 km around Tehran, and a ladder of "
            f"distances. {len(inside)} of {total} US bases lie inside: "
            f"{', '.join(r['name'] for r in inside)}. The bases on the southern Gulf coast, in "
            "Saudi Arabia and in Jordan lie outside."
        ),
        controls=controls,
        model=evidence.answer,
        draw=lambda narrow: charts.reach_map(narrow, START),
        words=(
            "{inside.count} of {rows.count} {sites} ({inside.share:.0%}) lie within "
            "{range_km:,.0f} km of {origin}. Inside: {inside.names}. Outside: {!inside.names}."
        ),
        **_map_parts(),
    )


@lru_cache(maxsize=1)
def first_ring() -> Explorer:
    """Return the landing page's explorer: one range, one origin, one count."""
    count = {
        o: sum(r["inside"] for r in evidence.answer(1000, o, "core")) for o in evidence.ORIGINS
    }
    total = len(evidence.members("core"))
    return Explorer(
        name="first-ring",
        title=(
            f"One missile, one range of 1,000 km: {count['tehran']} of {total} US bases inside if "
            f"you measure from Tehran, {count['nearest']} if from the nearest point of Iran"
        ),
        subtitle="Move the ring. Filled dots are US bases inside it, hollow ones outside.",
        alt=(
            "Map of the Middle East with a ring of 1,000 km around Tehran. "
            f"{count['tehran']} of {total} US bases lie inside, in Kuwait and northern Iraq; those "
            "in Bahrain, Qatar, the Emirates, Saudi Arabia and Jordan lie outside."
        ),
        controls=(
            Slider("range_km", "Range", 200, 4000, 10, 1000, "km"),
            Choice("origin", "Measured from", menu(evidence.ORIGINS), "tehran"),
        ),
        model=lambda range_km, origin: evidence.answer(range_km, origin, "core"),
        draw=lambda narrow: charts.reach_map(narrow, START, ladder=False),
        words=(
            "{inside.count} of {rows.count} US bases in the Middle East ({inside.share:.0%}) lie "
            "within {range_km:,.0f} km of {origin}."
        ),
        **_map_parts(),
    )


@lru_cache(maxsize=1)
def verdict() -> Explorer:
    """Return the test of claim C14: the reader sets what the claim leaves open."""
    start: dict[str, Any] = {"figure": "lowest", "belief": 100.0, "origin": "tehran", "cities": 1.0}
    controls = (
        Choice("figure", "Published figure", menu(evidence.FIGURES), start["figure"]),
        Slider("belief", "How much of it you believe", 50, 120, 1, start["belief"], "%"),
        Choice("origin", "Measured from", menu(evidence.ORIGINS), start["origin"]),
        Slider("cities", "Israeli cities that must lie inside", 0, 3, 1, start["cities"], "of 3"),
    )
    rows = evidence.verdict(**start)
    holding = [row["name"] for row in rows if row["holds"]]
    return Explorer(
        name="reach-verdict",
        title=(
            "All five systems pass only when measured from Iran's nearest point, and only if not "
            "all three Israeli cities must be inside"
        ),
        subtitle=(
            "A system passes if more than half of the bases and enough of the cities lie inside."
        ),
        alt=(
            f"Bars for five systems. Measured from Tehran with the lowest published figures, "
            f"{len(holding)} of 5 pass: {', '.join(holding)}. "
            + "; ".join(
                f"{r['name']} covers {r['bases_in']} of {r['bases']} bases and {r['cities_in']} of "
                "3 cities"
                for r in rows
            )
            + "."
        ),
        controls=controls,
        model=evidence.verdict,
        draw=lambda narrow: charts.verdict(narrow, start),
        words=(
            "Measured from {origin}, with {belief:,.0f}% of {figure}, {holds.count} of "
            "{rows.count} systems do what the claim says. Pass: {holds.names}. "
            "Fail: {!holds.names}."
        ),
        compare=("name", "range_km", "bases_in", "bases", "cities_in", "holds"),
        sort="order",
        data={"tested": charts.tested_rows()},
        sources=charts.SOURCES,
    )
