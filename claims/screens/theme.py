"""The look: colour pairs, type and the one constant style block.

Every colour stands here once as a pair for light and dark. Streamlit sets ``color-scheme`` on its root, so
``light-dark()`` follows the theme without a rerun. `.streamlit/config.toml` repeats the few that Streamlit's own
widgets need; a test compares the two and recomputes the contrasts.
"""

from __future__ import annotations

from claims.screens.assets import asset

# Each name with its light and its dark value.
COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#FBFAF7", "#161513"),
    "card": ("#FFFFFF", "#1E1D1A"),
    "sunk": ("#F3F1EB", "#24231F"),
    "ink": ("#1B1A18", "#ECE9E2"),
    "soft": ("#55524B", "#B3AEA3"),
    "rule": ("#D9D5CB", "#3A3833"),
    "edge": ("#858177", "#7F7B72"),
    "heavy": ("#1B1A18", "#B3AEA3"),
    "act": ("#1D4F7C", "#8FBCE8"),
    "onact": ("#FFFFFF", "#10202F"),
    "ok": ("#1E6B3A", "#7CC896"),
    "okbg": ("#E6F1E9", "#1B3223"),
    "no": ("#A3261E", "#F29A90"),
    "nobg": ("#FBE7E4", "#44211C"),
    "un": ("#7A5000", "#E3B95A"),
    "unbg": ("#F8EED6", "#392E13"),
    "focus": ("#FFEFB0", "#4F4414"),
    "hit": ("#DFE9F3", "#24394E"),
    "clash": ("#FBDDD8", "#5A231C"),
}

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

SERIF = 'Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Liberation Serif",serif'
SANS = '"Segoe UI","Helvetica Neue","Liberation Sans",Arial,sans-serif'


def stylesheet() -> str:
    """Return the one constant style element of every page, colours as ``light-dark()`` pairs.

    No markup has a style attribute: the content security policy forbids them, so that no text of an article can
    become one. The shares of a bar are therefore classes, from ``wb-w1`` to ``wb-w100``.
    """
    pairs = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in COLOURS.items())
    shares = "".join(f".wb-bar .wb-w{percent}{{flex:{percent}}}" for percent in range(1, 101))
    return f"<style>:root{{{pairs}--serif:{SERIF};--sans:{SANS}}}{asset('page.css')}{shares}</style>"


def contrast(first: str, second: str) -> float:
    """Return the contrast of two ``#RRGGBB`` colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""

    def luminance(colour: str) -> float:
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
