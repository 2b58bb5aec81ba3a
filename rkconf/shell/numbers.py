"""Whole numbers in a command: parameters, descriptors and exit statuses."""

from typing import Final

HIGHEST: Final = 10**9
"""The number to which higher ones are reduced; no command that works needs them."""
_MOST_DIGITS = 9


def number(text: str) -> int | None:
    """Return the number that ASCII digits mean, at most `HIGHEST`; None for any other text, such as ``²`` or ``-1``."""
    if not (text.isascii() and text.isdigit()):
        return None
    digits = text.lstrip("0")
    return int(digits or "0") if len(digits) <= _MOST_DIGITS else HIGHEST
