"""Contracts of the data: what every chapter may rely on."""

from __future__ import annotations

import csv
import gzip
import hashlib
import itertools
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from geographiclib.geodesic import Geodesic

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
SEEDS = ROOT / "seeds"
AS_OF = "2026-02-11"
PACKAGE: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES: dict[str, dict[str, Any]] = {item["name"]: item for item in PACKAGE["resources"]}
TABLES = {name: item for name, item in RESOURCES.items() if "schema" in item}
MAIN = [name for name, item in TABLES.items() if not item["after_article"]]
LATER = [name for name, item in TABLES.items() if item["after_article"]]
RANGES = ["missile_ranges", "missile_ranges_after_article"]
SITES = ["us_sites", "us_sites_after_article"]
POINTS = ["cities", *SITES]
CHAPTERS = {
    "01_reading_the_article",
    "02_reach",
    "03_deterrence",
    "04_layered_defence",
    "05_verification_limits",
    "06_jcpoa_precedent",
    "07_bargaining_and_linkage",
    "08_prospects",
    "09_design_a_deal",
    "10_after_the_article",
}


def rows(name: str) -> list[dict[str, str]]:
    """Read a table as plain text, without the code under test."""
    with (DATA / TABLES[name]["path"]).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def first_day(date: str) -> str:
    """Return the first day that a partial date can mean: a bare 2026 is not yet too late."""
    return date + {4: "-01-01", 7: "-01", 10: ""}[len(date)]


def rings(feature: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Return every ring of a polygon or multipolygon, exteriors first in each part."""
    geometry = feature["geometry"]
    parts = geometry["coordinates"]
    parts = [parts] if geometry["type"] == "Polygon" else parts
    return [[(x, y) for x, y in ring] for part in parts for ring in part]


def signed_area(ring: list[tuple[float, float]]) -> float:
    """Return the plane area of a ring: negative when it runs clockwise."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in itertools.pairwise(ring)) / 2


# ---- the package ----


def test_frictionless_accepts_the_package() -> None:
    """Types, constraints, primary and foreign keys of every table hold."""
    import frictionless

    report = frictionless.Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


def test_every_file_is_described() -> None:
    """No table or map lies in data/ without an entry in the package."""
    found = {str(path.relative_to(DATA)) for path in DATA.rglob("*") if path.is_file()}
    assert found - {"datapackage.json"} == {item["path"] for item in RESOURCES.values()}


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_resources_say_what_they_are(name: str) -> None:
    """Every resource has a title, a description, a licence, a date and its gaps."""
    item = RESOURCES[name]
    assert item["title"] and item["description"] and item["as_of"]
    assert item["licenses"] and all(licence["path"] for licence in item["licenses"])
    assert isinstance(item["known_gaps"], list)
    assert isinstance(item["after_article"], bool)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_fields_are_described(name: str) -> None:
    """Every column has a type and a description, every measured number a unit."""
    for field in TABLES[name]["schema"]["fields"]:
        assert field["type"] in {"string", "integer", "number", "boolean"}
        assert len(field["description"]) > 10 or field["description"].endswith(".")
        if field["type"] in {"integer", "number"} and not field["name"].endswith("_id"):
            assert field["unit"], field["name"]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_columns_follow_the_schema(name: str) -> None:
    """The file has exactly the columns of the schema, in that order."""
    expected = [field["name"] for field in TABLES[name]["schema"]["fields"]]
    with (DATA / TABLES[name]["path"]).open(newline="", encoding="utf-8") as file:
        assert next(csv.reader(file)) == expected


@pytest.mark.parametrize("name", sorted(TABLES))
def test_identifiers_are_unique_and_readable(name: str) -> None:
    """The primary key is a slug and occurs once."""
    (key,) = TABLES[name]["schema"]["primaryKey"]
    found = [row[key] for row in rows(name)]
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) for value in found)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_cells_are_clean(name: str) -> None:
    """No cell has stray blanks, and nothing but a blank stands for 'no figure'."""
    for row in rows(name):
        for column, value in row.items():
            assert value == value.strip(), (row, column)
            assert value.lower() not in {"n/a", "na", "nan", "none", "null", "-", "?"}, row


# ---- sources ----


@pytest.mark.parametrize("name", sorted(set(TABLES) - {"sources", "sources_after_article"}))
def test_every_row_has_a_source(name: str) -> None:
    """No row without a document that exists."""
    ledger = "sources_after_article" if TABLES[name]["after_article"] else "sources"
    known = {row["source_id"] for row in rows(ledger)}
    for row in rows(name):
        assert row["source_id"] in known
        assert row.get("coord_source_id", "") in known | {""}


@pytest.mark.parametrize("later", [False, True])
def test_no_orphan_source(later: bool) -> None:
    """Every document is used by some table or map."""
    used = {item.get("source_id") for item in RESOURCES.values()}
    for name in LATER if later else MAIN:
        for row in rows(name):
            used |= {row[column] for column in row if column.endswith("source_id")} - {
                row["source_id"] if name.startswith("sources") else ""
            }
    ledger = "sources_after_article" if later else "sources"
    assert {row["source_id"] for row in rows(ledger)} <= used


@pytest.mark.parametrize(
    ("date", "first"),
    [("2026", "2026-01-01"), ("2026-02", "2026-02-01"), ("2026-02-12", "2026-02-12")],
)
def test_partial_dates_are_read_as_their_first_day(date: str, first: str) -> None:
    """The helper that the next two tests lean on does what it says."""
    assert first_day(date) == first


def test_main_sources_are_not_later_than_the_article() -> None:
    """The book argues as of 11 February 2026: no main source is dated after it."""
    late = [row for row in rows("sources") if row["date"] and first_day(row["date"]) > AS_OF]
    assert not late


def test_later_sources_are_later() -> None:
    """What the epilogue may load was published after the article, and says when."""
    for row in rows("sources_after_article"):
        assert row["date"] and first_day(row["date"]) > AS_OF, row


@pytest.mark.parametrize("name", ["sources", "sources_after_article"])
def test_one_row_per_document(name: str) -> None:
    """No address is listed twice."""
    addresses = [row["url"] for row in rows(name)]
    assert len(addresses) == len(set(addresses))


# ---- what uses the tables ----


#: Code that readers' pages are made from.
CODE = [
    path
    for folder in ("src/missile_question", "chapters", "exercises")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".ipynb"} and "_data" not in path.parts
]
#: The last chapter and what serves it alone: only these may know what happened later.
EPILOGUE = {"aftermath.py", "10_after_the_article.ipynb", "catalog.py"}


@pytest.mark.parametrize("name", MAIN)
def test_no_table_is_unused(name: str) -> None:
    """Some evidence, chart or check names the table; the page of a table alone does not count."""
    pages = {"catalogue.py"}
    evidence = [p for p in CODE if p.suffix == ".py" and p.name not in pages]
    named = [p.name for p in evidence if f'"{name}"' in p.read_text(encoding="utf-8")]
    keys = {
        key["reference"]["resource"]
        for item in TABLES.values()
        for key in item["schema"].get("foreignKeys", [])
    }
    assert named or name in keys, f"nothing uses {name}"


def test_only_the_epilogue_opens_later_tables() -> None:
    """Nobody else passes epilogue=True, or names a table with later knowledge."""
    for path in CODE:
        if path.name in EPILOGUE:
            continue
        text = path.read_text(encoding="utf-8")
        assert "epilogue=True" not in text, path
        assert not re.search(r"load\([^)]*_after_article", text), path


def test_countries_agree_with_the_base_map() -> None:
    """A country's M49 code is that of the map; names may differ, as with small states."""
    document = json.loads((DATA / "basemap.topo.json").read_text(encoding="utf-8"))
    drawn = {
        member["properties"]["name"]: member["properties"]["id"]
        for member in document["objects"]["countries"]["geometries"]
    }
    for row in rows("countries"):
        if row["country"] in drawn:
            assert int(row["m49"]) == drawn[row["country"]], row


def test_every_country_and_actor_is_used() -> None:
    """No country or actor is listed that no other table speaks of."""
    for table, key in (("countries", "country"), ("actors", "actor_id")):
        used = set()
        for item in TABLES.values():
            for link in item["schema"].get("foreignKeys", []):
                if link["reference"]["resource"] == table:
                    used |= {row[link["fields"][0]] for row in rows(item["name"])}
        assert {row[key] for row in rows(table)} <= used, table


# ---- missiles ----


def test_the_five_named_systems() -> None:
    """Exactly the five missiles of claim C14 are marked, and each has a figure to draw."""
    named = {row["system_id"] for row in rows("systems") if row["named_in_article"] == "true"}
    assert named == {"khorramshahr", "emad", "ghadr-1", "fattah-1", "dezful"}
    drawn = {row["system_id"] for row in rows("missile_ranges") if row["ring"] == "true"}
    assert named <= drawn


def test_every_system_is_used() -> None:
    """No missile is listed without a statement about its range."""
    used = {row["system_id"] for row in rows("missile_ranges")}
    assert {row["system_id"] for row in rows("systems")} == used


@pytest.mark.parametrize("name", RANGES)
def test_ranges_are_positive_and_ordered(name: str) -> None:
    """Figures are positive and the lower end is not above the upper."""
    for row in rows(name):
        ends = [int(row[end]) for end in ("range_km_low", "range_km_high") if row[end]]
        assert all(value > 0 for value in ends), row
        assert ends == sorted(ends), row


@pytest.mark.parametrize("name", RANGES)
def test_ring_rule(name: str) -> None:
    """Flown distances, floors, statements without a figure and lone lower ends are not rings."""
    for row in rows(name):
        if row["basis"] in {"flown", "no_figure", "floor"} or not row["range_km_high"]:
            assert row["ring"] == "false", row
        if row["basis"] == "floor":
            assert row["range_km_low"] and not row["range_km_high"], row
        if row["ring"] == "true" and row["confidence"] == "low":
            assert row["claimant_side"] == "United States", "only the disputed 4,000 km"


def test_statements_without_a_figure_are_blank() -> None:
    """In the main table 'no_figure' and an empty pair of ends mean the same."""
    for row in rows("missile_ranges"):
        empty = not row["range_km_low"] and not row["range_km_high"]
        assert empty == (row["basis"] == "no_figure"), row


def test_disagreement_is_kept() -> None:
    """The contested missiles keep rival figures in separate rows."""
    for system in ("khorramshahr", "emad", "ghadr-1"):
        tops = {
            row["range_km_high"]
            for row in rows("missile_ranges")
            if row["system_id"] == system and row["ring"] == "true"
        }
        assert len(tops) >= 2, system


def test_unnamed_missiles_are_not_drawn() -> None:
    """A flight whose missile nobody named has no ring."""
    found = [row for row in rows("missile_ranges") if row["system_id"] == "unnamed"]
    assert found and all(row["ring"] == "false" for row in found)


# ---- uses ----


EPISODES = {
    ("2020-01-08", "Iraq"),
    ("2024-04-13", "Israel"),
    ("2024-10-01", "Israel"),
    ("2025-06-13", "Israel"),
    ("2025-06-23", "Qatar"),
}


def test_uses_cover_the_five_attacks() -> None:
    """Every attack has rival counts in separate rows, and no other attack is in the table."""
    counts: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in rows("missile_use"):
        if not row["system_id"]:
            key = (row["date"], row["target_country"])
            counts.setdefault(key, set()).add((row["ballistic_low"], row["ballistic_high"]))
    assert set(counts) == EPISODES
    assert all(len(found) >= 2 for found in counts.values())


def test_a_use_is_a_count_or_a_name() -> None:
    """A row gives a number or names a missile, never both: no count by type is known."""
    named = {row["system_id"] for row in rows("systems") if row["named_in_article"] == "true"}
    for row in rows("missile_use"):
        ends = [int(row[end]) for end in ("ballistic_low", "ballistic_high") if row[end]]
        assert bool(ends) != bool(row["system_id"]), row
        assert ends == sorted(ends), row
        assert row["system_id"] in named | {""}, row


def test_a_named_missile_on_one_partys_word_is_unverified() -> None:
    """What the user or the target alone says about the type stays unverified."""
    for row in rows("missile_use"):
        party = row["reported_by"].split(" (")[0]
        if row["system_id"] and party in {"Iran", row["target_country"]}:
            assert row["verified"] == "false", row
            assert row["confidence"] != "high", row


def test_uses_are_dated() -> None:
    """Attacks end on or before the article's day, and no report is older than its attack."""
    dates = {row["source_id"]: row["date"] for row in rows("sources")}
    for row in rows("missile_use"):
        last = row["date_end"] or row["date"]
        assert row["date"] <= last <= AS_OF, row
        told = dates[row["source_id"]]
        assert told >= row["date"][: len(told)], row


# ---- places ----


@pytest.mark.parametrize("name", POINTS)
def test_coordinates_are_coarse_and_on_earth(name: str) -> None:
    """Points are rounded to 0.1 degree, as the press prints them, and lie on the globe."""
    for row in rows(name):
        for axis, limit in (("lat", 90), ("lon", 180)):
            assert re.fullmatch(r"-?\d{1,3}\.\d", row[axis]), row
            assert abs(float(row[axis])) <= limit


def test_vacated_sites() -> None:
    """The two sites left before or on the article's day are marked as left."""
    left = {row["site_id"] for row in rows("us_sites") if row["status"] == "vacated"}
    assert left == {"ain-al-asad", "al-tanf"}


def test_leaving_sites() -> None:
    """The outposts in north-eastern Syria were still held, on reports that nobody rates high."""
    leaving = [row for row in rows("us_sites") if row["status"] == "leaving"]
    assert {row["site_id"] for row in leaving} == {"al-shaddadi", "kharab-al-jir", "qasrak"}
    for row in leaving:
        assert (row["country"], row["subregion"]) == ("Syria", "iraq_syria")
        assert row["confidence"] != "high", row


def test_status_is_dated_by_the_article() -> None:
    """No status in the main table is as of a later day."""
    for row in rows("us_sites"):
        assert not row["as_of"] or first_day(row["as_of"]) <= AS_OF, row


def test_region_core_follows_the_subregion() -> None:
    """Core or not is decided by the part of the map, so that readers can change the rule."""
    outside = {"turkey", "africa", "indian_ocean", "oman"}
    for row in rows("us_sites"):
        assert (row["region_core"] == "false") == (row["subregion"] in outside), row


# ---- maps ----


def test_base_map_is_light() -> None:
    """The base map stays within the page-weight budget."""
    packed = gzip.compress((DATA / "basemap.topo.json").read_bytes(), mtime=0)
    assert len(packed) <= 60_000


def decoded() -> tuple[dict[str, Any], list[list[tuple[float, float]]]]:
    """Return the base map and its arcs in degrees."""
    document = json.loads((DATA / "basemap.topo.json").read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
    arcs = []
    for arc in document["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return document, arcs


def test_base_map_lies_in_its_frame() -> None:
    """Every vertex is between longitude 10 and 90 and latitude 0 and 62."""
    document, arcs = decoded()
    assert document["bbox"] == [10, 0, 90, 62]
    xs, ys = zip(*(point for arc in arcs for point in arc), strict=True)
    assert min(xs) >= 10 - 1e-6 and max(xs) <= 90 + 1e-6
    assert min(ys) >= 0 - 1e-6 and max(ys) <= 62 + 1e-6


def test_base_map_is_wound_for_d3() -> None:
    """Exteriors run clockwise, holes counter-clockwise; otherwise d3 fills the whole globe."""
    document, arcs = decoded()
    for member in document["objects"]["countries"]["geometries"]:
        parts = [member["arcs"]] if member["type"] == "Polygon" else member["arcs"]
        for part in parts:
            for place, ring in enumerate(part):
                points: list[tuple[float, float]] = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points.extend(arc[1:] if points else arc)
                assert points[0] == points[-1]
                clockwise = signed_area(points) < 0
                assert clockwise is (place == 0), member["properties"]["name"]


def test_base_map_has_the_region() -> None:
    """The small states around the Gulf survive simplification; properties are name and id only."""
    document, _ = decoded()
    members = document["objects"]["countries"]["geometries"]
    assert all(set(member["properties"]) == {"name", "id"} for member in members)
    names = {member["properties"]["name"]: member["properties"]["id"] for member in members}
    assert {"Iran", "Israel", "Palestine", "Qatar", "Bahrain", "Kuwait", "Lebanon"} <= set(names)
    assert names["Iran"] == 364
    assert names["N. Cyprus"] is None


def outline() -> dict[str, Any]:
    """Return the single feature of Iran's outline."""
    document = json.loads((DATA / "iran_outline.geojson").read_text(encoding="utf-8"))
    (feature,) = document["features"]
    return dict(feature)


def test_iran_has_its_published_area() -> None:
    """On the WGS 84 ellipsoid the outline holds 1.60 to 1.65 million square kilometres."""
    total = 0.0
    for ring in rings(outline()):
        polygon = Geodesic.WGS84.Polygon()
        for lon, lat in ring[:-1]:
            polygon.AddPoint(lat, lon)
        total -= polygon.Compute(reverse=False, sign=True)[2]  # clockwise rings count negative
    assert 1.60e12 < total < 1.65e12


def test_iran_is_wound_for_d3_and_has_its_island() -> None:
    """Mainland and Qeshm are there, closed and clockwise."""
    found = rings(outline())
    assert len(found) == 2
    assert all(ring[0] == ring[-1] and signed_area(ring) < 0 for ring in found)
    island = min(found, key=len)
    assert all(55 < lon < 57 and 26 < lat < 27.5 for lon, lat in island)


@pytest.mark.parametrize("name", ["basemap", "iran_outline"])
def test_maps_carry_the_boundary_policy(name: str) -> None:
    """A reader of the metadata learns whose borders are drawn."""
    text = RESOURCES[name]["description"]
    for place in ("Golan", "West Bank", "Gaza", "Cyprus", "Kashmir", "Crimea", "no position"):
        assert place in text


# ---- the article ----


def test_article_citation_is_well_formed() -> None:
    """The citation names the day and the digest, and admits what is unknown."""
    record = yaml.safe_load((SEEDS / "article.yml").read_text(encoding="utf-8"))
    assert record["citation"]["date"] == AS_OF
    assert re.fullmatch(r"[0-9a-f]{64}", record["text"]["sha256"])
    assert record["text"]["length_bytes"] == 3914
    assert record["citation"]["title"] is None and record["citation"]["publisher"] is None


def test_claims_are_complete() -> None:
    """C01 to C18 stand in order, each with a paragraph, a kind and existing chapters."""
    with (SEEDS / "claims.csv").open(newline="", encoding="utf-8") as file:
        claims = list(csv.DictReader(file))
    assert [claim["claim_id"] for claim in claims] == [f"C{n:02d}" for n in range(1, 19)]
    kinds = {"descriptive", "perception", "evaluative", "causal", "empirical", "forecast"}
    for claim in claims:
        assert 1 <= int(claim["paragraph"]) <= 7
        assert claim["kind"] in kinds
        assert claim["claim"].endswith(".")
        assert set(claim["taught_in"].split(";")) <= CHAPTERS


def shingles(text: str, size: int = 10) -> set[tuple[str, ...]]:
    """Return every run of `size` words, without case and punctuation."""
    words = re.findall(r"[a-z0-9]+", text.lower().replace("’", "'").replace("'", ""))
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def test_shingles_catch_a_copy() -> None:
    """The copy detector finds ten equal words in spite of case and punctuation."""
    text = "One two three, four five six seven eight nine ten eleven"
    assert shingles("ONE two three four five six seven eight nine ten!") & shingles(text)
    assert not shingles("one two three four five six seven eight nine TEN") & shingles(text[4:])


def fingerprints(text: str) -> set[str]:
    """Return the hashes of a text's ten-word runs, as seeds/article.fingerprints holds them."""
    return {hashlib.sha256(" ".join(run).encode()).hexdigest()[:12] for run in shingles(text)}


def test_article_text_is_nowhere() -> None:
    """No ten words in a row of the article stand in any text file of the repository.

    The text itself is not ours to ship; hashes of its runs are enough to find a copy.
    """
    article = set((SEEDS / "article.fingerprints").read_text(encoding="utf-8").split())
    assert len(article) > 500
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if not name or not path.is_file() or path.suffix in {".png", ".ico"}:
            continue
        copied = article & fingerprints(path.read_text(encoding="utf-8", errors="replace"))
        assert not copied, f"{name} repeats ten words of the article"
