"""Build the two geographic files of ``data/`` from Natural Earth's 1:50m countries.

Input: ``countries-50m.json`` of the npm package *world-atlas* 2.0.2, a TopoJSON copy of
Natural Earth's "Admin 0 - Countries" at 1:50m (public domain). Download the package, unpack
it and pass the path of the file. Its SHA-256 is checked, so a different edition cannot slip in.

    python tools/make_basemap.py path/to/countries-50m.json

Output (the same input gives the same bytes):

``data/basemap.topo.json``
    Countries clipped to longitude 10..90 and latitude 0..62, simplified and quantised, for maps
    on a web page. TopoJSON, so that neighbours share one line and no slivers open between them.
    Clip the drawing to the frame: its upper edge is a parallel, which d3 draws as a great circle
    that bulges northwards.
``data/iran_outline.geojson``
    Iran alone, every vertex of the 1:50m source, islands included, for geodesic arithmetic
    (nearest point of the territory, geometric centre, area). Not simplified, not clipped.

Polygons are wound the way d3-geo and Vega expect: exterior rings clockwise as seen on an ordinary
north-up map, holes counter-clockwise. This is the opposite of RFC 7946; with the other winding d3
fills the whole globe except the country.

Boundary policy
---------------
Natural Earth draws *de facto* boundaries: who controls the ground, not who holds title. The book
takes no position on any border. In this edition, within the frame:

* Israel is drawn without the West Bank (with East Jerusalem) and Gaza, which are one separate
  feature named "Palestine"; the Golan Heights are drawn with Israel.
* Northern Cyprus is a separate feature ("N. Cyprus") without a numeric code; so are Somaliland
  and Kosovo. Abkhazia and South Ossetia are drawn with Georgia.
* Kashmir is divided along the lines of control, Aksai Chin with China; the Siachen area is a
  feature of its own ("Siachen Glacier") without a numeric code.
* The Halaib triangle is drawn with Egypt.
* Crimea is drawn with Russia, which controls it; most states and the UN General Assembly
  regard it as part of Ukraine. The rest of Ukraine is drawn within its own borders.
* Western Sahara lies outside the frame.

These are the source's choices, kept unaltered. Change them here, never in the output files.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from shapely.geometry import MultiPolygon, Polygon, box, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient
from topojson import Topology

SHA256 = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
FRAME = (10.0, 0.0, 90.0, 62.0)
IRAN_ID = "364"
TOLERANCE = 0.03  # degrees, about 3 km: a third of a pixel at the size the book draws the map
MIN_ISLAND = 0.01  # square degrees: smaller specks are dropped from the base map only
QUANTISATION = 10_000
GZIP_LIMIT = 45_000

Position = tuple[float, float]


def read_source(path: Path) -> dict[str, Any]:
    """Return the TopoJSON document after checking that it is the edition we expect."""
    raw = path.read_bytes()
    found = hashlib.sha256(raw).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{path}: SHA-256 is {found}, expected {SHA256} (world-atlas 2.0.2)")
    document: dict[str, Any] = json.loads(raw)
    return document


def decode_arcs(topology: dict[str, Any]) -> list[list[Position]]:
    """Undo TopoJSON's delta coding: one list of longitude-latitude pairs per arc."""
    scale_x, scale_y = topology["transform"]["scale"]
    move_x, move_y = topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def stitch(ring: Iterable[int], arcs: list[list[Position]]) -> list[Position]:
    """Join the arcs of one ring; a negative index means the arc is read backwards."""
    points: list[Position] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def geometry(member: dict[str, Any], arcs: list[list[Position]]) -> BaseGeometry:
    """Turn one TopoJSON geometry into a valid shapely polygon or multipolygon."""
    parts = [member["arcs"]] if member["type"] == "Polygon" else member["arcs"]
    polygons = [
        {"type": "Polygon", "coordinates": [stitch(ring, arcs) for ring in part]} for part in parts
    ]
    merged: BaseGeometry = MultiPolygon([shape(polygon) for polygon in polygons])
    return merged if merged.is_valid else merged.buffer(0)


def countries(topology: dict[str, Any]) -> Iterator[tuple[str, str | None, BaseGeometry]]:
    """Yield name, ISO 3166-1 numeric code (or None) and shape of every country."""
    arcs = decode_arcs(topology)
    for member in topology["objects"]["countries"]["geometries"]:
        yield member["properties"]["name"], member.get("id"), geometry(member, arcs)


def polygons_of(shape_: BaseGeometry) -> list[Polygon]:
    """Return the polygons of any geometry; points and lines left by clipping are dropped."""
    parts = getattr(shape_, "geoms", [shape_])
    return [part for part in parts if isinstance(part, Polygon) and part.area > 0]


def clockwise(shape_: BaseGeometry) -> MultiPolygon:
    """Wind exterior rings clockwise and holes counter-clockwise, as d3 wants them."""
    return MultiPolygon([orient(polygon, sign=-1.0) for polygon in polygons_of(shape_)])


def feature(name: str, code: str | None, shape_: BaseGeometry) -> dict[str, Any]:
    """Return a GeoJSON feature with a name and, where one exists, a numeric code."""
    properties: dict[str, Any] = {"name": name, "id": int(code) if code else None}
    result = {"type": "Feature", "properties": properties, "geometry": mapping(shape_)}
    return {"id": int(code), **result} if code else result


def clipped(topology: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the features inside the frame, without specks too small to see."""
    frame = box(*FRAME)
    found = []
    for name, code, outline in countries(topology):
        inside = polygons_of(outline.intersection(frame))
        large = [part for part in inside if part.area >= MIN_ISLAND]
        kept = large or sorted(inside, key=lambda part: part.area)[-1:]
        if kept:
            found.append(feature(name, code, clockwise(MultiPolygon(kept))))
    return found


def rewind(ring: list[int], arcs: list[list[Position]], *, hole: bool) -> list[int]:
    """Reverse a ring of arc indices that runs the wrong way round.

    An enclave and the hole it fills are one arc, and the library winds only one of them right.
    """
    counter_clockwise = Polygon(stitch(ring, arcs)).exterior.is_ccw
    return ring if counter_clockwise is hole else [~index for index in reversed(ring)]


def rewound(document: dict[str, Any]) -> dict[str, Any]:
    """Wind every ring of a TopoJSON document as d3 wants it."""
    arcs = decode_arcs(document)
    for member in document["objects"]["countries"]["geometries"]:
        parts = [member["arcs"]] if member["type"] == "Polygon" else member["arcs"]
        for part in parts:
            part[:] = [rewind(ring, arcs, hole=place > 0) for place, ring in enumerate(part)]
        if "id" in member and not isinstance(member["id"], int):
            del member["id"]  # the library's own name for a feature without a code
    return document


def base_map(topology: dict[str, Any]) -> str:
    """Return the base map as TopoJSON text: shared borders simplified once for both sides."""
    simplified = Topology(
        {"type": "FeatureCollection", "features": clipped(topology)},
        object_name="countries",
        prequantize=False,
        toposimplify=TOLERANCE,
        topoquantize=QUANTISATION,
        prevent_oversimplify=True,
        winding_order="CW_CCW",
    )
    document = rewound(json.loads(simplified.to_json()))
    document["bbox"] = list(FRAME)
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n"


def iran(topology: dict[str, Any]) -> str:
    """Return Iran's full 1:50m outline as GeoJSON text, coordinates to four decimals."""
    name, code, outline = next(item for item in countries(topology) if item[1] == IRAN_ID)
    rounded = [
        Polygon(
            [(round(x, 4), round(y, 4)) for x, y in part.exterior.coords],
            [[(round(x, 4), round(y, 4)) for x, y in hole.coords] for hole in part.interiors],
        )
        for part in polygons_of(outline)
    ]
    collection = {
        "type": "FeatureCollection",
        "features": [feature(name, code, clockwise(MultiPolygon(rounded)))],
    }
    return json.dumps(collection, separators=(",", ":"), ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> None:
    """Write both files and report their sizes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="countries-50m.json of world-atlas 2.0.2")
    default = Path(__file__).resolve().parents[1] / "data"
    parser.add_argument("--out", type=Path, default=default, help="folder to write to")
    options = parser.parse_args(arguments)
    topology = read_source(options.source)
    texts = {"basemap.topo.json": base_map(topology), "iran_outline.geojson": iran(topology)}
    for name, text in texts.items():
        (options.out / name).write_text(text, encoding="utf-8")
        packed = len(gzip.compress(text.encode(), mtime=0))
        print(f"{name}: {len(text.encode()):,} bytes, {packed:,} gzipped")
        if name == "basemap.topo.json" and packed > GZIP_LIMIT:
            raise SystemExit(f"{name} is larger than {GZIP_LIMIT:,} bytes when gzipped")


if __name__ == "__main__":
    main()
