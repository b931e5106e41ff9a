"""The look: colour pairs, type and the one constant style block.

`claims.report.palette` has every colour once, as a pair for light and dark. Streamlit sets ``color-scheme`` on its root, so
``light-dark()`` follows the theme without a rerun. `.streamlit/config.toml` repeats the few that Streamlit's own
widgets need; a test compares the two and recomputes the contrasts.
"""

from __future__ import annotations

from claims.report.palette import COLOURS, variables
from claims.screens.assets import asset

__all__ = ["COLOURS", "EDGE_ON_GROUND", "TEXT_ON_GROUND", "contrast", "stylesheet"]

# Text on ground that must reach 4.5 : 1, and control edges that must reach 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("ink", "soft", "act") for ground in ("paper", "card", "sunk", "hit")),
    ("ink", "focus"),
    ("ink", "clash"),
    ("onact", "act"),
    ("ok", "okbg"),
    ("no", "nobg"),
    ("no", "clash"),
    ("un", "unbg"),
    *((state, ground) for state in ("ok", "no", "un") for ground in ("paper", "card")),
)
EDGE_ON_GROUND: tuple[tuple[str, str], ...] = (("edge", "paper"), ("edge", "card"), ("edge", "sunk"))


def stylesheet() -> str:
    """Return the one constant style element of every page, colours as ``light-dark()`` pairs.

    No markup has a style attribute: the content security policy forbids them, so that no text of an article can
    become one. The shares of a bar are therefore classes, from ``wb-w1`` to ``wb-w100``.
    """
    shares = "".join(f".wb-bar .wb-w{percent}{{flex:{percent}}}" for percent in range(1, 101))
    return f"<style>:root{{{variables()}}}{asset('page.css')}{shares}</style>"


def contrast(first: str, second: str) -> float:
    """Return the contrast of two ``#RRGGBB`` colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""

    def luminance(colour: str) -> float:
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
