"""Lines of text for a terminal of some width, from which a user can copy every word."""

from textwrap import wrap

NARROWEST = 32
"""The characters of a line that a text needs at least."""
TOGETHER = "\N{NO-BREAK SPACE}"
"""A space at which no line ends; it is shown as a usual one."""


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Return the lines of a text; words and numbers with their unit stay whole, so that a user can copy them.

    Args:
        text: One paragraph.
        width: The characters of a line, which a longer word exceeds.
        indent: The beginning of each line but the first.
    """
    lines = wrap(text, max(width, NARROWEST), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return [each.replace(TOGETHER, " ") for each in lines]
