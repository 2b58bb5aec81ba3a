"""Lists of words in a sentence."""

from collections.abc import Iterable


def alternatives(words: Iterable[str]) -> str:
    """Return ``a``, ``a or b``, or ``a, b or c``; empty for no words."""
    return _joined(words, "or")


def enumeration(words: Iterable[str]) -> str:
    """Return ``a``, ``a and b``, or ``a, b and c``; empty for no words."""
    return _joined(words, "and")


def _joined(words: Iterable[str], conjunction: str) -> str:
    *first, last = [*words] or [""]
    return f" {conjunction} ".join(filter(None, (", ".join(first), last)))
