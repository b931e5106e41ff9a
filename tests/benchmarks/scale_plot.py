"""The picture of what a growing library costs, as SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

_PANELS: tuple[tuple[str, Callable[[Mapping[str, Any]], float], str], ...] = (
    ("40 claims, ms", lambda row: row["search"] * 1000, "{:,.0f}"),
    ("add 1,000 until found, s", lambda row: row["store"] + row["found"], "{:.1f}"),
    ("open to first answer, s", lambda row: row["open"], "{:.1f}"),
    ("memory, GB", lambda row: row["memory"] / 10**9, "{:.2f}"),
)
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 215, 190, 28, 44, 34
_STYLE = (
    "text{font:12px Georgia,serif;fill:#2b2a27}.title{font-weight:bold}.small{font-size:11px;fill:#6b675f}"
    "line{stroke:#d8d3c8}polyline{fill:none;stroke:#1f4e79;stroke-width:2}circle{fill:#1f4e79}"
)


def plot(growth: Mapping[int, Mapping[str, Any]]) -> str:
    """Return four small panels side by side, each with its own scale from nought, over powers of ten of passages."""
    panels = "".join(_panel(place, growth, *panel) for place, panel in enumerate(_PANELS))
    width = _WIDTH * len(_PANELS)
    told = "; ".join(
        f"{size:,} passages: " + ", ".join(f"{name} {form.format(value(row))}" for name, value, form in _PANELS)
        for size, row in growth.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" width="{width}" role="img">'
        f"<title>What a library costs as it grows. {told}</title><style>{_STYLE}</style>"
        f'<rect width="{width}" height="{_HEIGHT}" fill="#fffdf8"/>{panels}</svg>\n'
    )


def _panel(
    place: int,
    growth: Mapping[int, Mapping[str, Any]],
    name: str,
    value: Callable[[Mapping[str, Any]], float],
    form: str,
) -> str:
    left, right = place * _WIDTH + _LEFT, (place + 1) * _WIDTH - _LEFT
    floor = _HEIGHT - _BOTTOM
    sizes = list(growth)
    values = [value(row) for row in growth.values()]
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])
    most = max(values) or 1
    points = [
        (
            left + (right - left) * (math.log10(size) - first) / ((last - first) or 1),
            floor - (floor - _TOP) * one / most,
        )
        for size, one in zip(sizes, values, strict=True)
    ]
    found = [
        f'<text class="title" x="{left}" y="20">{name}</text>',
        f'<line x1="{left}" y1="{floor}" x2="{right}" y2="{floor}"/>',
        '<polyline points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + '"/>',
    ]
    for (x, y), one, size in zip(points, values, sizes, strict=True):
        found.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>')
        found.append(f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle">{form.format(one)}</text>')
        found.append(f'<text class="small" x="{x:.1f}" y="{floor + 18}" text-anchor="middle">{size:,}</text>')
    return "".join(found)
