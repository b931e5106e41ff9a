"""Units that news puts behind numbers, with what they are in the first unit of their dimension."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    Attributes:
        name: The same for all its spellings.
        dimension: Only units of one dimension are compared.
        factor: How many of the dimension's first unit; 0 where no fixed rate converts them (currencies).
    """

    name: str
    dimension: str
    factor: float


# SI, and the international yard and pound of 1959. Months and years are not converted into days exactly: 30 and 365.
_TABLE: dict[str, tuple[tuple[str, float], ...]] = {
    "percent": (("percent % pct", 1),),
    "points": (("percentage-points", 1),),
    "length": (
        ("metre metres meter meters m", 1), ("kilometre kilometres kilometer kilometers km kms", 1e3),
        ("centimetre centimetres centimeter centimeters cm", 1e-2),
        ("millimetre millimetres millimeter millimeters mm", 1e-3),
        ("mile miles mi", 1609.344), ("foot feet ft", 0.3048), ("inch inches", 0.0254), ("yard yards yd", 0.9144),
    ),
    "area": (
        ("hectare hectares ha", 1), ("acre acres", 0.40468564),
        ("square-kilometre square-kilometres square-kilometer square-kilometers", 100),
        ("square-mile square-miles", 258.998811), ("square-metre square-metres square-meter square-meters", 1e-4),
        ("square-foot square-feet", 9.290304e-6),
    ),
    "mass": (
        ("kilogram kilograms kilo kilos kg", 1), ("gram grams g", 1e-3), ("tonne tonnes", 1e3),
        ("ton tons", 1e3), ("pound-weight lb lbs", 0.45359237), ("ounce ounces oz", 0.0283495),
        ("milligram milligrams mg", 1e-6),
    ),
    "volume": (
        ("litre litres liter liters", 1), ("gallon gallons", 3.785411784), ("barrel barrels", 158.987294928),
        ("millilitre millilitres milliliter milliliters ml", 1e-3),
    ),
    "power": (("watt watts w", 1), ("kilowatt kilowatts kw", 1e3), ("megawatt megawatts mw", 1e6),
              ("gigawatt gigawatts gw", 1e9)),
    "time": (
        ("day days", 1), ("hour hours hr hrs", 1 / 24), ("minute minutes min mins", 1 / 1440),
        ("second seconds sec secs", 1 / 86400), ("week weeks", 7),
        ("fortnight fortnights", 14), ("month months", 30.4), ("year years", 365),
        ("decade decades", 3650), ("century centuries", 36500),
    ),
    "money": (
        ("dollar dollars", 0), ("us-dollar us-dollars usd", 0),
        ("australian-dollar australian-dollars a-dollar au-dollar aud", 0),
        ("canadian-dollar canadian-dollars c-dollar ca-dollar cad", 0),
        ("new-zealand-dollar nz-dollar nz-dollars nzd", 0), ("hong-kong-dollar hk-dollar hk-dollars hkd", 0),
        ("singapore-dollar s-dollar sg-dollar sgd", 0), ("taiwan-dollar nt-dollar", 0),
        ("euro euros eur", 0), ("pound pounds gbp sterling", 0),
        ("yen jpy", 0), ("crown crowns", 0), ("franc francs swiss-francs", 0), ("yuan rmb", 0), ("rupee rupees", 0),
        ("rouble roubles ruble rubles", 0), ("peso pesos", 0), ("won", 0), ("real reais", 0), ("krone kroner", 0),
        ("krona kronor", 0), ("rand", 0), ("lira", 0), ("cent cents", 0),
    ),
    "temperature": (("celsius °c", 0), ("fahrenheit °f", 0)),
}  # fmt: skip

UNITS: dict[str, Unit] = {
    name.replace("-", " "): Unit(names.split()[0], dimension, factor)
    for dimension, rows in _TABLE.items()
    for names, factor in rows
    for name in names.split()
}

RATES: dict[str, tuple[str, str]] = {"mph": ("mile", "hour"), "kph": ("km", "hour"), "kmh": ("km", "hour")}
"""Words for so much of a unit in a time."""
