"""The keys of the review page: one table for the legend and the help page; `claims/README.md` has them all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One or more keys that belong together.

    Attributes:
        names: As they stand on the keyboard, a blank between two.
        short: What the legend under the verdicts says; empty for a key that it leaves out.
        meaning: What they do, in full.
        side: Whether they are for the sources side by side only.
        rests: Whether they do nothing, or something else, while a reason is asked for.
        asked: What the legend says of them meanwhile; then only keys with such words, and those that do not rest, act.
    """

    names: str
    short: str
    meaning: str
    side: bool = False
    rests: bool = False
    asked: str = ""


KEYS = (
    Key(
        "V D U",
        "decide",
        "Verified, disputed, unclear: the reasons of that verdict open, and nothing is saved yet. The same key again saves "
        "verified or disputed without a reason; unclear must have one.",
    ),
    Key(
        "1 2 3 4 5",
        "",
        "While the reasons are open: save with that reason, and the next claim comes up. They pin nothing meanwhile.",
        asked="answer",
    ),
    Key("Enter", "", "While the reasons are open: save without a reason, or with the one given before."),
    Key(
        "S X F",
        "who said it",
        "Of the source that the claim names: it said so, it did not, or it was not found. Saved at once, apart from the verdict; "
        "where several are named, the next one comes up.",
        rests=True,
    ),
    Key("9", "", "The next source that the claim names."),
    Key("0", "", "The sentence behind what is proposed about it, in its source."),
    Key("1 2 3", "pin", "Pin or unpin the passage of that column as evidence.", rests=True),
    Key("4", "", "The same for the fourth column, side by side.", side=True),
    Key("T", "column", "Take the next column in hand: its number is boxed, and A, G, B and P are about it."),
    Key("A", "source", "Open the whole source of the column in hand, at the passage."),
    Key("G B", "matches", "Go on to the next match in the column in hand, or back to the one before.", side=True),
    Key("P", "swap", "Put another passage into the column in hand: choose with the arrow keys and Enter.", side=True),
    Key(
        "6",
        "",
        "Bring up the next passage that differs from the claim and has no column (≠ Not shown); again, the one after it.",
    ),
    Key("M", "most", "Bring up the passage that holds most of what is open in the claim.", rests=True),
    Key(
        "Q",
        "find sources",
        "Find sources: places outside the library are asked about the claim, or the passages again. While it is open, T takes "
        "the next page in hand, A adds it to the library, P adds it and pins its passage.",
    ),
    Key("L", "", "Keep the earlier verdict, where a next version or an edit changed the claim: a new decision."),
    Key("W", "note", "Write a note. Esc leaves it; it is kept while you type."),
    Key("O", "side by side", "The sources side by side across the page, and back to the article."),
    Key(
        "J K",
        "claims",
        "Next claim, previous claim. While the reasons are open, they save as Enter does.",
        asked="save, claims",
    ),
    Key("N", "not reviewed", "Next claim that is not reviewed; it saves as J does.", asked="save, not reviewed"),
    Key(
        "Z Y",
        "undo, redo",
        "Undo the last act, also after a reload; redo what was undone. While the reasons are open, nothing is saved and they close.",
    ),
    Key("7", "", "Show all claims again, where a filter is on."),
    Key("I", "background", "Pass a claim that nobody checks, or those chosen in the list. It counts as not checked."),
    Key("E", "edit", "Edit the claim: wording, split, merge, add, remove."),
    Key("H", "history", "The history of the article, and back to the claim."),
    Key("Esc", "", "Leave a field or list; close the reasons without saving; close a window.", asked="close"),
)
