"""Find what was meant by a word that is not known."""

from collections.abc import Iterable

_SIMILARITY = 0.6


def closest(word: str, known: Iterable[str], *, similarity: float = _SIMILARITY) -> str | None:
    """Return the known word that resembles a word most; None if none is similar.

    Args:
        word: The word that is not known.
        known: The words that could have been meant.
        similarity: The least ratio of `difflib.SequenceMatcher`, from 0 to 1.
    """
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=similarity)), None)
