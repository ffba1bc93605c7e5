"""Chapter 2's explorers: what lies inside which ring."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from missile_question.charts import reach as charts
from missile_question.charts.figure import Source
from missile_question.evidence import reach as evidence
from missile_question.explorers.core import OWN, Choice, Explorer, Option, Slider

#: The five systems the article names, in its order, then the arsenal as a whole.
SYSTEMS = ("khorramshahr", "emad", "ghadr-1", "fattah-1", "dezful", "arsenal")
START = {"range_km": 1000.0, "origin": "tehran", "sites": "core"}

SOURCES = (
    Source("published ranges", "missile_ranges"),
    Source("US sites", "us_sites"),
    Source("cities (GeoNames, CC BY 4.0)", "cities"),
    Source("outline and base map Natural Earth 1:50 million; distances GeographicLib on WGS84"),
)


def _figure_options() -> list[Option]:
    """Return one menu entry for each published number, shown with its system."""
    table = evidence.figures()
    options = []
    for row in table[table["system_id"].isin(SYSTEMS)].itertuples(index=False):
        end = f", {row.end} end" if row.end else ""
        year = str(row.date)[:4]
        options.append(
            Option(
                value=row.figure_id,
                label=f"{row.range_km:,.0f} km: {row.claimant}, {year} ({row.basis}{end})",
                says=f"{row.claimant}, {year}, {row.basis}",
                sets={"range_km": row.range_km},
                when={"system": row.system_id},
                note=str(row.note) if isinstance(row.note, str) else "",
            )
        )
    return options


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
            "figure", "Whose figure", [*_figure_options(), own], "dezful-iran-guards-2019"
        ),
        Slider("range_km", "Range", 200, 4000, 10, START["range_km"], "km"),
        Choice("origin", "Measured from", _options(evidence.ORIGINS), START["origin"]),
        Choice("sites", "Which places", _options(evidence.SITE_SETS), START["sites"]),
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
        compare=("name", "distance_km", "margin_km", "inside"),
        sort="distance_km",
        data={"places": charts.place_rows(), "labels": charts.label_rows()},
        asset_names=("basemap", "reach_rings"),
        sources=SOURCES,
    )


def _options(words: Mapping[str, str]) -> list[Option]:
    return [Option(key, said[0].upper() + said[1:], says=said) for key, said in words.items()]
