"""Colours and type of pages and reports: each colour as a pair for light and dark."""

from __future__ import annotations

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

SERIF = 'Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Liberation Serif",serif'
SANS = '"Segoe UI","Helvetica Neue","Liberation Sans",Arial,sans-serif'


def variables() -> str:
    """Return the colours and the type as CSS variables, for a rule of the root element."""
    pairs = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in COLOURS.items())
    return f"{pairs}--serif:{SERIF};--sans:{SANS}"
