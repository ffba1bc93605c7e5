"""Pictures of chapters for previews on other sites: title and first figure, drawn by resvg.

1200 by 630 pixels is what those sites ask for. The drawing is the page's own SVG; the PNG has a
palette of 64 colours, which is plenty for flat charts and a fifth of the bytes.
"""

from __future__ import annotations

import html
import re
import struct
import textwrap
import zlib

import numpy as np
import vl_convert
from numpy.typing import NDArray

from missile_question.charts import theme

WIDTH, HEIGHT = 1200, 630
FIGURE = re.compile(r'<div class="mq-chart narrow"[^>]*>(<svg\b.*?</svg>)', re.DOTALL)
VIEW = re.compile(r'viewBox="([\d.\s-]+)"')
#: vl-convert brings this family, so that every machine draws the same letters.
FAMILY = "Liberation Sans"
COLOURS = 64
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def first_figure(body: str) -> str | None:
    """Return the drawing of the first figure in a page's body."""
    found = FIGURE.search(body)
    return found[1] if found else None


def placed(drawing: str, left: float, top: float, width: float, height: float) -> str:
    """Return a drawing as a part of another, as large as fits, in the middle of its place."""
    view = VIEW.search(drawing)
    if view is None:
        raise ValueError("a page's drawing has no viewBox")
    _, _, wide, high = (float(number) for number in view[1].split())
    scale = min(width / wide, height / high)
    x, y = left + (width - wide * scale) / 2, top + (height - high * scale) / 2
    inner = re.sub(r'font-family="[^"]*"', f'font-family="{FAMILY}"', drawing)
    size = f'x="{x:.1f}" y="{y:.1f}" width="{wide * scale:.1f}" height="{high * scale:.1f}"'
    return inner.replace("<svg ", f"<svg {size} ", 1)


def card_svg(title: str, book: str, drawing: str | None) -> str:
    """Return a card: the title large, the book's name, the drawing if there is one."""
    ink, muted, paper, mark = (
        theme.ROLES[role][0] for role in ("ink", "muted", "paper", "united-nations")
    )
    column = 17 if drawing else 34
    lines = textwrap.wrap(title, column, break_long_words=False)[:6]
    size = 62 if max(map(len, lines)) <= column and len(lines) <= 4 else 50
    top = 315 - (len(lines) - 1) * size * 0.6
    text = "".join(
        f'<text x="64" y="{top + at * size * 1.2:.0f}" font-family="{FAMILY}" font-weight="bold" '
        f'font-size="{size}" fill="{ink}">{html.escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    picture = placed(drawing, 620, 40, 540, 550) if drawing else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT}" fill="{paper}"/>'
        f'<rect width="20" height="{HEIGHT}" fill="{mark}"/>{text}'
        f'<text x="64" y="574" font-family="{FAMILY}" font-size="28" fill="{muted}">'
        f"{html.escape(book)}</text>{picture}</svg>"
    )


def card(title: str, book: str, body: str) -> bytes:
    """Return the card of a page as a PNG.

    Parameters
    ----------
    title, book : str
        What stands on it.
    body : str
        The page, whose first figure is drawn.
    """
    svg = card_svg(title, book, first_figure(body))
    return with_palette(vl_convert.svg_to_png(svg, scale=1, ppi=72))


# ---- PNG: fewer colours ------------------------------------------------------------------------


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """Return a PNG's parts as name and content."""
    at, found = len(SIGNATURE), []
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def pixels(png: bytes) -> NDArray[np.uint8]:
    """Return the colours of an 8-bit RGBA picture, as rows, columns and channels."""
    parts = chunks(png)
    width, height, depth, kind = struct.unpack(">IIBB", parts[0][1][:10])
    if (depth, kind) != (8, 6):
        raise ValueError(f"a picture of depth {depth} and kind {kind}, not 8-bit RGBA")
    data = zlib.decompress(b"".join(content for name, content in parts if name == b"IDAT"))
    rows = np.frombuffer(data, np.uint8).reshape(height, 1 + 4 * width)
    found = np.zeros((height, width, 4), np.uint8)
    above = np.zeros((width, 4), np.int64)
    for at, row in enumerate(rows):
        above = unfiltered(int(row[0]), row[1:].reshape(width, 4).astype(np.int64), above)
        found[at] = above
    return found


def unfiltered(way: int, row: NDArray[np.int64], above: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a row as it was before PNG's filter of this number; `above` is the row before."""
    if way == 0:
        return row
    if way == 1:
        return np.cumsum(row, axis=0) % 256
    if way == 2:
        return (row + above) % 256
    done = np.zeros_like(row)
    left, corner = np.zeros(4, np.int64), np.zeros(4, np.int64)
    for at in range(len(row)):
        up = above[at]
        guess = (left + up) // 2 if way == 3 else paeth(left, up, corner)
        left = done[at] = (row[at] + guess) % 256
        corner = up
    return done


def paeth(
    left: NDArray[np.int64], up: NDArray[np.int64], corner: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return PNG's guess: whichever neighbour is nearest to left + up - corner."""
    a, b, c = np.abs(up - corner), np.abs(left - corner), np.abs(left + up - 2 * corner)
    return np.where((a <= b) & (a <= c), left, np.where(b <= c, up, corner))


def with_palette(png: bytes) -> bytes:
    """Return a picture with its most frequent colours only; each pixel takes the nearest."""
    image = pixels(png)[..., :3].astype(np.int64)
    height, width, _ = image.shape
    names = (image @ np.array([65536, 256, 1])).ravel()
    known, place, count = np.unique(names, return_inverse=True, return_counts=True)
    kept = known[np.argsort(-count, kind="stable")[:COLOURS]]
    spread = np.stack([known >> 16, known >> 8 & 255, known & 255], axis=1)
    palette = np.stack([kept >> 16, kept >> 8 & 255, kept & 255], axis=1)
    nearest = np.array(
        [int(np.argmin(((palette - colour) ** 2).sum(axis=1))) for colour in spread], np.uint8
    )
    rows = nearest[place.ravel()].reshape(height, width)
    plain = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1).tobytes()
    return SIGNATURE + b"".join(
        chunk(name, content)
        for name, content in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", palette.astype(np.uint8).tobytes()),
            (b"IDAT", zlib.compress(plain, 9)),
            (b"IEND", b""),
        )
    )


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a part of a PNG."""
    sum_ = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", sum_)
