"""The colours: readable by measure, and the same in the style block and in Streamlit's own settings."""

import re
import tomllib
from pathlib import Path

import pytest

from claims.screens.theme import COLOURS, EDGE_ON_GROUND, TEXT_ON_GROUND, contrast, stylesheet

_CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"
_SAME = {
    "backgroundColor": "paper",
    "secondaryBackgroundColor": "sunk",
    "textColor": "ink",
    "primaryColor": "act",
    "borderColor": "edge",
    "linkColor": "act",
}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_reaches_four_and_a_half_to_one(text: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[text][scheme], COLOURS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_ON_GROUND)
def test_the_edge_of_a_control_reaches_three_to_one(edge: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[edge][scheme], COLOURS[ground][scheme]) >= 3


def test_the_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_streamlit_has_the_same_colours(scheme: str) -> None:
    settings = tomllib.loads(_CONFIG.read_text(encoding="utf-8"))["theme"][scheme]
    assert settings == {name: COLOURS[token][scheme == "dark"] for name, token in _SAME.items()}


def test_every_colour_of_a_rule_is_a_token() -> None:
    rules = stylesheet()
    named = set(re.findall(r"var\(--([a-z]+)\)", rules)) - {"serif", "sans"}
    assert named <= set(COLOURS)
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", rules)) == {value for pair in COLOURS.values() for value in pair}


def test_no_act_waits_for_a_full_collection_of_what_the_models_hold() -> None:
    assert tomllib.loads(_CONFIG.read_text(encoding="utf-8"))["runner"]["postScriptGC"] is False


# What the review page is made of: the names of its containers, or how they begin.
_REVIEW = (
    "lead|strip|kick|pencil|facts|missing|earlier|linked-|other-draft-|since-|find-more|chosen|tools|view|narrow|columns"
    "|cand-|acts-|decision|says|proposal|act|verdicts|reasons|question|noterow|told"
)
_STEPS = {0, 1, 2, 4, 6, 8, 12, 16, 24}  # pixels


def test_spaces_of_the_review_page_are_steps_of_one_scale() -> None:
    rules = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)
    own = re.compile(f"st-key-(?:{_REVIEW})")
    spaces = [
        (selector.strip(), int(pixels))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules)
        if own.search(selector)
        for _name, value in re.findall(r"((?:padding|margin|gap)[a-z-]*):([^;]*);", body)
        for pixels in re.findall(r"-?(\d+)px", value)
    ]
    assert len(spaces) > 80
    assert [one for one in spaces if one[1] not in _STEPS] == []
