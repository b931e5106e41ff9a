"""The signs of Markdown that set type: taken out, so that a reader sees the words alone."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+([^\r\n]*?)(?:[ \t]+#+)?[ \t]*(\r?)$")
_LONGEST_TITLE = 300  # characters; as many as the library's own field for a title takes
_TITLE = re.compile(
    rf"\ufeff?\s{{0,200}}(?:#[ \t]+([^\r\n]{{1,{_LONGEST_TITLE}}}?)(?:[ \t]+#+)?[ \t]*(?=\r?\n|$)"
    rf"|([^\s|#][^|\r\n]{{0,{_LONGEST_TITLE}}})\r?\n={{3,}}[ \t]*(?=\r?\n|$))"
)
_UNDERLINE = re.compile(r"(?m)^( {0,3}[^\s|][^|\r\n]*)\r?\n {0,3}(?:={3,}|-{3,})[ \t]*(?=\r?$)")
_RULE = re.compile(r"(?m)^ {0,3}(?:\*[ \t]?){3,80}(\r?)$")
# A run of signs opens before a word and closes behind one; an underscore only where no letter is beside it. The
# bound keeps a file of nothing but signs from costing the square of its length.
_EMPHASIS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\\*\w])(\*{1,3})(?=[^\s*])((?:[^*\n]|\n(?!\s*\n)){1,500}?)(?<=[^\s*\\])\1(?!\*)",
        r"(?<![\\_\w])(_{1,3})(?=[^\s_])((?:[^_\n]|(?<=\w)_(?=\w)|\n(?!\s*\n)){1,500}?)(?<=[^\s_\\])\1(?!\w)",
        r"(?<![\\~\w])(~~)(?=\S)([^~\n]{1,500}?)(?<=\S)\1(?!~)",
        r"(?<![\\`])(`{1,2})(?!`)([^`\n]{1,500}?)\1(?!`)",
    )
)
_NESTED = 3  # emphasis inside of emphasis inside of code; nobody writes more
_FENCE = ("```", "~~~")


def without_signs(text: str) -> str:
    """Return a Markdown text without the signs of headings, emphasis and code.

    Links, lists and quotations keep theirs. What is between code fences stays as it is.
    """
    parts: list[str] = []
    lines: list[str] = []
    in_code = False
    for line in text.splitlines(keepends=True):
        if line.lstrip(" ").startswith(_FENCE):
            in_code = not in_code
            parts += [_plain("".join(lines)), line]
            lines.clear()
        elif in_code:
            parts.append(line)
        else:
            lines.append(line)
    return "".join([*parts, _plain("".join(lines))])


def title_of(text: str) -> str:
    """Return the heading of the first level with which a text begins, without signs; empty where there is none."""
    found = _TITLE.match(text)
    return _plain(found[1] or found[2]).strip() if found else ""


def _plain(text: str) -> str:
    if not text:
        return ""
    text = _UNDERLINE.sub(r"\1", _HEADING.sub(r"\1\2", text))
    text = _RULE.sub(r"\1", text)
    for emphasis in _EMPHASIS:
        for _ in range(_NESTED):
            text = emphasis.sub(r"\2", text)
    return text
